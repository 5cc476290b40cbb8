"""Short digests of values: two values with the same digest are the same, in this build or in another.

They say whether a file of the site can be kept: an output whose needs have the digest they had is the
same output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import blake2b
from types import FunctionType
from typing import Any

import msgspec

SIZE = 16

# Writes a value of one type: a letter for the type, a length wherever the end could be mistaken.
Way = Callable[[Any, list[str]], None]


def digest_bytes(*pieces: bytes) -> bytes:
    """The digest of byte strings, one after the other; lengths keep ("ab", "c") apart from ("a", "bc")."""
    lengths = ",".join(map(str, map(len, pieces)))
    return blake2b(b"".join((lengths.encode(), b":", *pieces)), digest_size=SIZE).digest()


def digest_of(value: object) -> bytes:
    """The digest of what a template or a renderer is given: plain values, groups of them, records.

    Anything with a `digest` of its own stands for itself. Raises TypeError for a value of which nobody
    could say whether it changed, such as a library or an open file.
    """
    pieces: list[str] = []
    _WAYS[type(value)](value, pieces)
    return blake2b("".join(pieces).encode(), digest_size=SIZE).digest()


def _collect_text(value: str, pieces: list[str]) -> None:
    pieces.append(f"s{len(value)}:{value}")


def _collect_bytes(value: bytes, pieces: list[str]) -> None:
    pieces.append(f"b{len(value)}:{value.decode('latin-1')}")


def _collect_none(value: None, pieces: list[str]) -> None:
    pieces.append("n;")


def _collect_truth(value: bool, pieces: list[str]) -> None:
    pieces.append("t;" if value else "f;")


def _collect_plain(value: object, pieces: list[str]) -> None:
    pieces.append(f"p{value!r};")


def _collect_items(value: Any, pieces: list[str]) -> None:
    pieces.append(f"l{len(value)}:")
    for one in value:
        _WAYS[type(one)](one, pieces)


def _collect_mapping(value: Mapping[Any, Any], pieces: list[str]) -> None:
    pieces.append(f"m{len(value)}:")
    for key, one in value.items():
        _WAYS[type(key)](key, pieces)
        _WAYS[type(one)](one, pieces)


def _collect_set(value: Set[Any], pieces: list[str]) -> None:
    _collect_items(sorted(digest_of(one) for one in value), pieces)


def _collect_enum(value: Enum, pieces: list[str]) -> None:
    pieces.append(f"e{type(value).__name__}.{value.name};")


@cache
def _name_of(value: FunctionType) -> str:
    return f"c{value.__module__}.{value.__qualname__};"


def _collect_function(value: FunctionType, pieces: list[str]) -> None:
    pieces.append(_name_of(value))


def _collect_fields(value: Any, pieces: list[str]) -> None:
    pieces.append(f"d{type(value).__name__};")
    for name in _field_names(value.__class__):
        one = getattr(value, name)
        _WAYS[type(one)](one, pieces)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    if issubclass(kind, msgspec.Struct):
        return tuple(kind.__struct_fields__)
    return tuple(field.name for field in fields(kind))


def _collect_own(value: Any, pieces: list[str]) -> None:
    own: bytes = getattr(value, "digest", b"")
    if own:
        pieces.append(f"o{len(own)}:{own.decode('latin-1')}")
    else:
        # A record that was read from no file.
        _collect_fields(value, pieces)


def _collect_kind_of_text(value: str, pieces: list[str]) -> None:
    # Markup: the same text as a plain string would be escaped, so it is told apart.
    pieces.append(f"k{type(value).__name__};")
    _collect_text(value, pieces)


class _Ways(dict[type, Way]):
    """How values of each type are digested; a type seen for the first time finds its way."""

    def __missing__(self, kind: type) -> Way:
        way = self[kind] = _find_way(kind)
        return way


_WAYS = _Ways(
    {
        str: _collect_text,
        bytes: _collect_bytes,
        type(None): _collect_none,
        bool: _collect_truth,
        int: _collect_plain,
        float: _collect_plain,
        date: _collect_plain,
        range: _collect_plain,
        tuple: _collect_items,
        list: _collect_items,
        dict: _collect_mapping,
        set: _collect_set,
        frozenset: _collect_set,
        FunctionType: _collect_function,
    }
)


def _find_way(kind: type) -> Way:
    if issubclass(kind, Enum):
        return _collect_enum
    if hasattr(kind, "digest"):
        return _collect_own
    if issubclass(kind, str):
        return _collect_kind_of_text
    if issubclass(kind, tuple):
        return _collect_items
    if issubclass(kind, Mapping):
        return _collect_mapping
    if issubclass(kind, msgspec.Struct) or is_dataclass(kind):
        return _collect_fields
    raise TypeError(f"Nobody can say whether a {kind.__name__} changed: {kind!r}")
