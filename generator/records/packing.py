"""Records as bytes, to be had back without the checks they passed before, which take far longer."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec

from generator.records.base import Part, Record

R = TypeVar("R", bound=Record)

# The parts that Structs stand for.
_PARTS: dict[type[msgspec.Struct], type[Part]] = {}


def pack_record(record: Record) -> bytes:
    """The values of a record that was found to be right."""
    return _ENCODER.encode(record)


def unpack_values(kind: type[Record], content: bytes) -> Any:
    """The same values under the same names, as a template asks for them: the quickest way to have them back."""
    return _decoder(kind).decode(content)


def unpack_record(kind: type[R], content: bytes) -> R:
    """The record again, with all it can tell; it does not know its file yet."""
    record = _restore(unpack_values(kind, content))
    assert isinstance(record, kind)
    return record


def _list_values(part: Part) -> list[object]:
    """What msgspec is told of a record or of a part of one: its values in the order of its fields."""
    return [getattr(part, name) for name in _names_of(type(part))]


@cache
def _names_of(kind: type[Part]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_list_values)


@cache
def _decoder(kind: type[Part]) -> msgspec.msgpack.Decoder[msgspec.Struct]:
    return msgspec.msgpack.Decoder(_struct_of(kind), dec_hook=_build_part)


@cache
def _struct_of(kind: type[Part], around: frozenset[type[Part]] = frozenset()) -> type[msgspec.Struct]:
    """A Struct with the fields that a record declares: nothing is checked again, nothing declared twice.

    `around` are the parts in which this one stands; one that stands in itself (a column of columns) is built
    part by part instead.
    """
    inside = around | {kind}
    fields = [(name, _type_of(info.annotation, inside)) for name, info in kind.model_fields.items()]
    struct = msgspec.defstruct(kind.__name__, fields, frozen=True, gc=False, array_like=True)
    _PARTS[struct] = kind
    return struct


def _type_of(annotation: Any, around: frozenset[type[Part]]) -> Any:
    """The same type with a Struct in place of every part."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_of(inner[0], around)
    if origin is tuple:
        return tuple[_type_of(inner[0], around), ...]  # type: ignore[misc]
    if origin in (Union, UnionType):
        return reduce(or_, (_type_of(one, around) for one in inner))
    if isinstance(annotation, type) and issubclass(annotation, Part) and annotation not in around:
        return _struct_of(annotation, around)
    return annotation


def _build_part(kind: type[Part], values: Any) -> Any:
    return _restore(msgspec.convert(values, _struct_of(kind), dec_hook=_build_part))


def _restore(value: Any) -> Any:
    """A part in place of every Struct."""
    if isinstance(value, tuple):
        return tuple(map(_restore, value))
    if isinstance(value, msgspec.Struct):
        fields = msgspec.structs.asdict(value)
        return _PARTS[type(value)].model_construct(**{name: _restore(one) for name, one in fields.items()})
    return value
