"""Records of the values in a file, where nothing is wrong with them: nearly always."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec

from generator.records.part import Part, Reader, WrongValueError, fields_of

P = TypeVar("P", bound=Part)
# Takes a value as it stands in a file to one of the type that its field declares; raises _REFUSALS.
_Way = Callable[[Any], Any]
_REFUSALS = (KeyError, TypeError, WrongValueError, msgspec.ValidationError)


def take_values(kind: type[P], values: object) -> P | None:
    """The record or part of {key: text, list or group}, or None when anything is wrong with them.

    What is wrong `explaining.find_mistakes` tells.
    """
    try:
        return msgspec.convert(_way_of_part(kind)(values), kind)
    except _REFUSALS:
        return None


@cache
def _way_of_part(kind: type[Part]) -> _Way:
    ways = {name: _way_of(declared.kind) for name, declared in fields_of(kind).items()}

    def take(values: Any) -> dict[str, Any]:
        if type(values) is not dict:
            raise TypeError
        return {name: None if value is None else ways[name](value) for name, value in values.items()}

    return take


def _way_of(kind: Any, marks: Iterable[Any] = ()) -> _Way:
    reader = next((one for one in marks if isinstance(one, Reader)), None)
    if reader is not None:
        return reader.read
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _way_of(inner[0], inner[1:])
    if origin in (Union, UnionType):
        (only,) = (one for one in inner if one is not type(None))
        return _way_of(only)
    if origin is tuple:
        return _way_of_items(_way_of(inner[0]))
    if issubclass(kind, Part):
        return _way_of_group(kind)
    return str.strip if kind is str else _leave


def _way_of_items(way: _Way) -> _Way:
    def take(values: Any) -> list[Any]:
        if type(values) is not list:
            raise TypeError
        return [way(value) for value in values]

    return take


def _way_of_group(kind: type[Part]) -> _Way:
    # Found when it is first asked for: a column of a form may hold columns.
    return lambda values: _way_of_part(kind)(values)


def _leave(value: Any) -> Any:
    return value
