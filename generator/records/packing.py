"""Records as bytes, to be had back without the checks they passed before: to make those ready takes far longer."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from generator.records.base import Part, Record

R = TypeVar("R", bound=Record)


def pack_record(record: Record) -> bytes:
    """The values of a record that was found to be right."""
    return _ENCODER.encode(record)


def unpack_record(kind: type[R], content: bytes) -> R:
    """The record again; it does not know its file yet."""
    record = _build(kind, _decoder(kind).decode(content))
    assert isinstance(record, kind)
    return record


def _list_values(part: Part) -> list[object]:
    """What msgspec is told of a record or of a part of one: its values in the order of its fields."""
    return [getattr(part, name) for name in type(part).model_fields]


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_list_values)


@cache
def _decoder(kind: type[Part]) -> msgspec.msgpack.Decoder[msgspec.Struct]:
    return msgspec.msgpack.Decoder(_struct_of(kind), dec_hook=_build_part)


@cache
def _struct_of(kind: type[Part]) -> type[msgspec.Struct]:
    """The fields of a record in a shape that msgspec reads: it turns texts into days and choices again."""
    fields = [(name, info.annotation) for name, info in kind.model_fields.items()]
    return msgspec.defstruct(kind.__name__, fields, array_like=True)


def _build_part(kind: type[Part], values: Any) -> Part:
    return _build(kind, msgspec.convert(values, _struct_of(kind), dec_hook=_build_part))


def _build(kind: type[Part], values: msgspec.Struct) -> Part:
    return kind.model_construct(**msgspec.structs.asdict(values))
