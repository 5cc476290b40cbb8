"""The words in which a column of a form says what a model is: those of the form, else those of the portal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from generator.records.base import Choice
from generator.records.form import Column
from generator.records.meanings import Holds
from generator.records.model import Origin, Subject

T = TypeVar("T", Subject, Origin)

_KINDS: Mapping[Holds, type[Choice]] = {Holds.ORIGIN: Origin, Holds.SUBJECT: Subject}


def words_of(column: Column, kind: type[T]) -> Mapping[T, str]:
    """Shape: {Origin.NEW: "Xây dựng mới", …}; of a form's own words those with a meaning."""
    if column.options:
        pairs = zip(column.means, column.options, strict=False)
        return {one: word for value, word in pairs for one in kind if one == value}
    return {one: one.label for one in kind}


def offered_in(column: Column) -> tuple[str, ...]:
    """What may be chosen in a cell of the column; of a column for fields only what the form itself lists."""
    kind = _KINDS.get(column.holds) if column.holds else None
    return column.options or tuple(one.label for one in kind or ())
