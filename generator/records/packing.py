"""Records as bytes, to be had back without the checks they passed before, which take far longer."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from generator.records.base import Part
from generator.records.values import Values, values_of

P = TypeVar("P", bound=Part)


def pack_record(record: Part | Values) -> bytes:
    """The values of a record that was found to be right."""
    return _ENCODER.encode(record)


def unpack_values(kind: type[Part], content: bytes) -> Any:
    """The same values under the same names, as a template asks for them: the quickest way to have them back."""
    return _decoder(kind).decode(content)


def unpack_record(kind: type[P], content: bytes) -> P:
    """The record again, with all it can tell; it does not know its file yet."""
    record = _restore(unpack_values(kind, content))
    assert isinstance(record, kind)
    return record


def _name_values(part: Part) -> dict[str, object]:
    """What msgspec is told of a record or of a part of one."""
    return {name: getattr(part, name) for name in type(part).model_fields}


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_name_values)


@cache
def _decoder(kind: type[Part]) -> msgspec.msgpack.Decoder[Values]:
    return msgspec.msgpack.Decoder(values_of(kind), dec_hook=_build_part)


def _build_part(kind: type[Part], values: Any) -> Any:
    return _restore(msgspec.convert(values, values_of(kind), dec_hook=_build_part))


def _restore(value: Any) -> Any:
    """A part in place of its values."""
    if isinstance(value, tuple):
        return tuple(map(_restore, value))
    if isinstance(value, Values):
        fields = msgspec.structs.asdict(value)
        return value.part.model_construct(**{name: _restore(one) for name, one in fields.items()})
    return value
