"""What is wrong with the values of a file, told by pydantic.

Loading it and making its types takes a tenth of a second, so this module is imported where something is wrong,
not before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Any, ForwardRef, TypeVar, Union, get_args, get_origin

import msgspec
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from generator.records.part import Part, Reader, WrongValueError, fields_of

T = TypeVar("T")


def find_mistakes(kind: type[Part], values: object) -> list[ErrorDetails]:
    """All that keeps values from being a record or part of that kind, in pydantic's words."""
    try:
        explainer_of(kind).model_validate(values)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


@cache
def explainer_of(kind: type[Part], around: frozenset[type[Part]] = frozenset()) -> type[BaseModel]:
    """The same declarations as a model of pydantic; `around` are the parts in which this one stands."""
    inside = around | {kind}
    fields: dict[str, Any] = {
        name: (_translate(declared.kind, inside), declared.default) for name, declared in fields_of(kind).items()
    }
    validators: dict[str, Any] = {"built": model_validator(mode="after")(_builder(kind))}
    config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    return create_model(kind.__name__, __config__=config, __validators__=validators, **fields)


def _builder(kind: type[Part]) -> Callable[[BaseModel], BaseModel]:
    """A part may check how its values fit together, and does when it is made of them."""

    def build(self: BaseModel) -> BaseModel:
        _say(kind, **dict(self))
        return self

    return build


def _say(ask: Callable[..., T], *values: Any, **named: Any) -> T:
    try:
        return ask(*values, **named)
    except WrongValueError as error:
        # As a value of a template: what people wrote may hold braces.
        raise PydanticCustomError(error.code, "{wrong}", {"wrong": error.wrong, "fix": error.fix}) from None


def _translate(kind: Any, around: frozenset[type[Part]]) -> Any:
    """A type in pydantic's terms: models in place of parts, limits and ways of reading in its own words."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[_translate(inner[0], around), *(_translate_mark(mark) for mark in inner[1:])]
    if origin in (Union, UnionType):
        return Union[tuple(_translate(one, around) for one in inner)]  # noqa: UP007
    if origin is tuple:
        return tuple[_translate(inner[0], around), ...]  # type: ignore[misc]
    if isinstance(kind, type) and issubclass(kind, Part):
        # A column of a form may hold columns.
        return ForwardRef(kind.__name__) if kind in around else explainer_of(kind, around)
    return kind


def _translate_mark(mark: Any) -> Any:
    if isinstance(mark, Reader):
        return BeforeValidator(lambda value: _say(mark.read, value))
    if isinstance(mark, msgspec.Meta):
        limits = {name: getattr(mark, name) for name in ("min_length", "max_length", "ge", "le", "pattern")}
        return Field(**{name: limit for name, limit in limits.items() if limit is not None})
    return mark
