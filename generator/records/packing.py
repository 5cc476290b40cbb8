"""Records as bytes, to be had back without the checks they passed before, which take far longer."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from generator.records.part import Part

P = TypeVar("P", bound=Part)
_ENCODER = msgspec.msgpack.Encoder()


def pack_record(record: Part) -> bytes:
    """The values of a record that was found to be right."""
    return _ENCODER.encode(record)


def unpack_record(kind: type[P], content: bytes) -> P:
    """The record again; it does not know its file yet."""
    record: P = _decoder(kind).decode(content)
    return record


@cache
def _decoder(kind: type[Part]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
