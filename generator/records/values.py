"""A record's values under the names that its fields declare, without the record: made at a tenth of its cost.

Pydantic says all that is wrong with a record, and where; asked ten thousand times whether anything is wrong at
all, it takes a second. Structs derived from the same declarations answer the same. They are also what a record
is packed as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, cast, get_args, get_origin

import msgspec
from pydantic import AfterValidator, BeforeValidator, PlainValidator, WrapValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from generator.records.base import Part, Record

_LIMITS = ("min_length", "max_length", "ge", "le", "pattern")
# Takes a value as it stands in a file to one of the type that its field declares; raises _REFUSALS.
_Way = Callable[[Any], Any]
_REFUSALS = (KeyError, TypeError, PydanticCustomError, msgspec.ValidationError)


class PlaceUnknownError(Exception):
    """Something is to be said of a value, but values do not know where they stand: the record has to be read."""


class Values(msgspec.Struct):
    """The values of a record or of a part of one; tells what the record tells of itself, but no places.

    `part` is what they are the values of.
    """

    part: ClassVar[type[Part]] = Part

    def at(self, *path: str | int) -> Any:
        raise PlaceUnknownError


def take_values(kind: type[Record], values: dict[str, Any]) -> Any:
    """The typed values of {key: text, list or group} when a record of them has no mistake, else None.

    Raises TypeError for a kind of record that has checks of its own beside the types and limits of its fields.
    """
    way = _way_of_part(kind)
    try:
        return msgspec.convert(way(values), values_of(kind))
    except _REFUSALS:
        return None


@cache
def values_of(kind: type[Part], around: frozenset[type[Part]] = frozenset()) -> type[Values]:
    """The Struct with the fields, limits and defaults that a record or part declares.

    `around` are the parts in which this one stands; one that stands in itself (a column of columns) stays
    as it is.
    """
    inside = around | {kind}
    fields = [_declare(name, info, inside) for name, info in kind.model_fields.items()]
    told = {name: one for name, one in vars(kind).items() if isinstance(one, property)} | {"part": kind}
    struct = msgspec.defstruct(
        kind.__name__, fields, bases=(Values,), namespace=told,
        frozen=True, gc=False, kw_only=True, omit_defaults=True, forbid_unknown_fields=True,
    )  # fmt: skip
    return cast(type[Values], struct)


def _declare(name: str, info: FieldInfo, around: frozenset[type[Part]]) -> tuple[Any, ...]:
    kind = _type_of(info.annotation, _limits_in(info.metadata), around)
    return (name, kind) if info.is_required() else (name, kind, info.get_default(call_default_factory=True))


def _type_of(annotation: Any, limits: dict[str, Any], around: frozenset[type[Part]]) -> Any:
    """The same type with a Struct in place of every part, and limits in msgspec's words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_of(inner[0], {**_limits_in(inner[1:]), **limits}, around)
    if origin in (Union, UnionType):
        return reduce(or_, (one if one is type(None) else _type_of(one, limits, around) for one in inner))
    if origin is tuple:
        annotation = tuple[_type_of(inner[0], {}, around), ...]  # type: ignore[misc]
    elif isinstance(annotation, type) and issubclass(annotation, Part) and annotation not in around:
        annotation = values_of(annotation, around)
    return Annotated[annotation, msgspec.Meta(**limits)] if limits else annotation


def _limits_in(metadata: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in metadata:
        if isinstance(one, FieldInfo):
            found |= _limits_in(one.metadata)
        found |= {name: getattr(one, name) for name in _LIMITS if getattr(one, name, None) is not None}
    return found


@cache
def _way_of_part(kind: type[Part]) -> _Way:
    decorators = kind.__pydantic_decorators__
    if decorators.model_validators or decorators.field_validators:
        raise TypeError(f"{kind.__name__} has checks that its values know nothing of.")
    ways = {name: _way_of(info.annotation, info.metadata) for name, info in kind.model_fields.items()}

    def take(values: Any) -> dict[str, Any]:
        if type(values) is not dict:
            raise TypeError
        return {name: None if value is None else ways[name](value) for name, value in values.items()}

    return take


def _way_of(annotation: Any, metadata: Iterable[Any] = ()) -> _Way:
    for one in metadata:
        if isinstance(one, (AfterValidator, PlainValidator, WrapValidator)):
            raise TypeError(f"{one} checks what values know nothing of.")
        if isinstance(one, BeforeValidator):
            return cast(_Way, one.func)
        if isinstance(one, FieldInfo):
            metadata = (*metadata, *one.metadata)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _way_of(inner[0], inner[1:])
    if origin in (Union, UnionType):
        (only,) = (one for one in inner if one is not type(None))
        return _way_of(only)
    if origin is tuple:
        return _way_of_items(_way_of(inner[0]))
    if issubclass(annotation, Part):
        return _way_of_part(annotation)
    return str.strip if annotation is str else _leave


def _way_of_items(way: _Way) -> _Way:
    def take(values: Any) -> list[Any]:
        if type(values) is not list:
            raise TypeError
        return [way(value) for value in values]

    return take


def _leave(value: Any) -> Any:
    return value
