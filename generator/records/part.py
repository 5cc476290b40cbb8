"""How a group of fields is declared: once, with its Vietnamese labels; everything else is derived from that.

A group is a msgspec Struct: made, packed and unpacked in microseconds, and loaded in no time. What is wrong
with values that it refuses is found by pydantic (`explaining`), which is loaded only then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T", bound=type)


class WrongValueError(ValueError):
    """A value that its field does not take: a code for the mistake, what is wrong, how to mend it."""

    def __init__(self, code: str, wrong: str, fix: str) -> None:
        super().__init__(wrong)
        self.code = code
        self.wrong = wrong
        self.fix = fix


class Reader(msgspec.Struct, frozen=True):
    """Says that a field's value is made of the text in the file by `read`.

    That raises WrongValueError; a value that is no text it leaves as it is.
    """

    read: Callable[[Any], Any]


class Declared(msgspec.Struct, frozen=True):
    """What a field is declared to be. `kind` is its annotation.

    `default` is `...` for a field that must be there.
    """

    label: str
    default: Any
    hint: str | None
    example: Any
    private: bool
    starter: bool
    limits: msgspec.Meta | None
    kind: Any = None

    @property
    def is_required(self) -> bool:
        return self.default is ...

    @property
    def is_list(self) -> bool:
        kind = get_args(self.kind)[0] if get_origin(self.kind) is Annotated else self.kind
        return get_origin(kind) is tuple

    @property
    def marks(self) -> tuple[Any, ...]:
        """What stands beside the type or any type in it, as `Reference`."""
        return tuple(_marks_in(self.kind))

    @property
    def types(self) -> tuple[type, ...]:
        """The type, or all of those that a list or a choice of types is made of."""
        return tuple(_types_in(self.kind))

    def find(self, kind: T) -> T | None:
        """The type below `kind` that the field holds, also in a list."""
        return next((one for one in self.types if issubclass(one, kind)), None)  # type: ignore[return-value]


def labelled(
    label: str,
    *,
    default: Any = ...,
    hint: str | None = None,
    example: object = None,
    private: bool = False,
    starter: bool = False,
    min_length: int | None = None,
    max_length: int | None = None,
) -> Any:
    """Declare a field once: its Vietnamese label, what to write there, an example, its limits.

    Checks, starter files, JSON Schema, columns and the field guide all read this declaration.
    A private field never leaves the portal's folder; a starter field stands in starter files ready
    to be filled though it is optional.
    """
    limits = msgspec.Meta(min_length=min_length, max_length=max_length) if min_length or max_length else None
    return Declared(label, default, hint, example, private, starter, limits)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(labelled,))
class _Declaring(msgspec.StructMeta):
    """Gives msgspec the defaults and limits of the fields, and the class what else was said of it."""

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        folder: str = "",
        label: str = "",
        **options: Any,
    ) -> _Declaring:
        labels = {key: one for key, one in namespace.items() if isinstance(one, Declared)}
        annotations = namespace.get("__annotations__", {})
        for key, one in labels.items():
            if one.is_required:
                del namespace[key]
            else:
                namespace[key] = one.default
            if one.limits:
                annotations[key] = _limit(_resolve(annotations[key], namespace["__module__"]), one.limits)
        namespace["labels"] = labels
        if folder:
            namespace |= {"folder": folder, "label": label}
        return super().__new__(mcs, name, bases, namespace, kw_only=True, **options)


def _resolve(annotation: str, module: str) -> Any:
    # As `typing.get_type_hints` does, which asks for a class that is not made yet.
    return eval(annotation, vars(sys.modules[module]))


def _limit(kind: Any, limits: msgspec.Meta) -> Any:
    """The type with limits; of an optional one it is the other type that is limited."""
    if get_origin(kind) in (Union, UnionType):
        return Union[tuple(one if one is type(None) else _limit(one, limits) for one in get_args(kind))]  # noqa: UP007
    return Annotated[kind, limits]


class Part(msgspec.Struct, metaclass=_Declaring, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A group of fields inside a record."""


@cache
def fields_of(kind: type[Part]) -> Mapping[str, Declared]:
    """The declared fields of a group, those of the types above it first."""
    hints = get_type_hints(kind, include_extras=True)
    labels = {key: one for above in reversed(kind.__mro__) for key, one in vars(above).get("labels", {}).items()}
    return {key: msgspec.structs.replace(one, kind=hints[key]) for key, one in labels.items()}


def _marks_in(kind: Any) -> Iterator[Any]:
    yield from getattr(kind, "__metadata__", ())
    for inner in get_args(kind):
        yield from _marks_in(inner)


def _types_in(kind: Any) -> Iterator[type]:
    if get_origin(kind) is Annotated:
        yield from _types_in(get_args(kind)[0])
    elif get_args(kind):
        for inner in get_args(kind):
            yield from _types_in(inner)
    elif isinstance(kind, type):
        yield kind


def list_texts(value: object) -> Iterator[str]:
    """Every text in a record or a part of one, without its place in the file, which `Record.texts` tells too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from list_texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from list_texts(one)
    elif isinstance(value, msgspec.Struct):
        yield from list_texts(msgspec.structs.asdict(value))
