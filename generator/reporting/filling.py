"""A form with rows printed into its table: drawn like any form, as Word, PDF or Excel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from generator.outputs.forms.filling import name_place
from generator.printed import FieldNames, key_of
from generator.records.brief import Brief
from generator.records.campaign import Campaign
from generator.records.choices import words_of
from generator.records.form import Column, Form, Table, TableRow, leaf_columns
from generator.records.meanings import Counts, Holds
from generator.records.model import Model, Origin, Subject
from generator.vietnamese import format_number

_TICK = "x"
_TICKS: Mapping[Holds, Callable[[Model], bool]] = {
    Holds.COLLECTIVE: lambda model: model.subject is Subject.COLLECTIVE,
    Holds.INDIVIDUAL: lambda model: model.subject is Subject.INDIVIDUAL,
    Holds.NEW: lambda model: model.origin is Origin.NEW,
    Holds.CONTINUED: lambda model: model.origin is Origin.CONTINUED,
    Holds.REPLICATED: lambda model: model.origin is Origin.REPLICATED,
}
_COUNT: Mapping[Counts, Callable[[Sequence[Brief]], int]] = {
    Counts.COLLECTIVES: lambda models: len({one.implementer for one in models if one.subject is Subject.COLLECTIVE}),
    Counts.COLLECTIVE_MODELS: lambda models: sum(one.subject is Subject.COLLECTIVE for one in models),
    Counts.INDIVIDUALS: lambda models: len({one.implementer for one in models if one.subject is Subject.INDIVIDUAL}),
    Counts.INDIVIDUAL_MODELS: lambda models: sum(one.subject is Subject.INDIVIDUAL for one in models),
    Counts.CONTINUED_MODELS: lambda models: sum(one.origin is Origin.CONTINUED for one in models),
    Counts.STARTED_MODELS: lambda models: sum(one.origin is not Origin.CONTINUED for one in models),
    Counts.RECOGNISED_MODELS: lambda models: sum(one.is_recognised for one in models),
}


class Names(msgspec.Struct, frozen=True):
    """Names of units and fields by their ids, and the fields by every name that a form may print."""

    units: Mapping[str, str]
    fields: Mapping[str, str]
    printed: FieldNames


def with_table(form: Form, rows: Sequence[TableRow]) -> Form:
    """The form with other rows in its table."""
    blocks = [
        msgspec.structs.replace(block, table=msgspec.structs.replace(block.table, rows=tuple(rows)))
        if block.table
        else block
        for block in form.blocks
    ]
    return msgspec.structs.replace(form, blocks=tuple(blocks))


def with_head(form: Form, campaign: Campaign, sender: str, day: date) -> Form:
    """The form with its sender and its day in the letterhead.

    Days below 10 and the months 1 and 2 have a nought before them (Nghị định 30/2020/NĐ-CP, phụ lục I, mục II.4).
    """
    head = form.letterhead
    if head is None:
        return form
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    written = f"ngày {day.day:02} tháng {month} năm {day.year}"
    place = re.sub(r"ngày[\s.…]*tháng[\s.…]*năm[\s.…]*(?:\d{4})?", written, name_place(head.place, campaign))
    # The superior body stands above: "Ban Xây dựng Đảng Đảng ủy phường …" need not name it again.
    body = sender.upper().removesuffix((head.superior or "").upper()).strip() or sender.upper()
    return msgspec.structs.replace(form, letterhead=msgspec.structs.replace(head, body=body, place=place))


def list_register(table: Table, models: Sequence[Model], names: Names) -> Iterator[TableRow]:
    """The rows of a register: each model under its section or group, numbered; the lines to fill are gone."""
    leaves = list(leaf_columns(table.columns))
    field: str | None = None
    subject: Subject | None = None
    for row in table.rows:
        if row.section:
            field = names.printed.find(row.section)
            yield row
        elif row.group:
            subject = next((one for one in Subject if key_of(one.label) in map(key_of, row.cells)), None)
            yield row
        elif row.ordinals:
            here = [one for one in models if field in (None, one.field) and subject in (None, one.subject)]
            dot = "." if row.ordinals[0].endswith(".") else ""
            for number, model in enumerate(here, start=1):
                yield TableRow(cells=(f"{number}{dot}", *_tell(leaves[1:], model, names)))
        else:
            yield row


def _tell(columns: Sequence[Column], model: Model, names: Names) -> Iterator[str]:
    for column in columns:
        holds = column.holds
        if holds is not None and holds in _TICKS:
            yield _TICK if _TICKS[holds](model) else ""
        elif holds is Holds.NAME:
            yield model.name if column.field in (None, model.field) else ""
        elif holds is Holds.UNIT:
            yield names.units[model.unit]
        elif holds is Holds.FIELD:
            yield names.fields[model.field]
        elif holds is Holds.ORIGIN:
            yield words_of(column, Origin).get(model.origin, "")
        elif holds is Holds.SUBJECT:
            yield words_of(column, Subject).get(model.subject, "")
        else:
            yield str(getattr(model, holds) or "") if holds else ""


def list_counts(table: Table, models: Sequence[Brief], names: Names) -> Iterator[TableRow]:
    """The rows of a report: a line for each unit, or the printed lines of the fields, with their numbers."""
    leaves = list(leaf_columns(table.columns))
    by_unit = any(column.holds is Holds.UNIT for column in leaves)
    counted = False
    for row in table.rows:
        if row.ordinals and by_unit:
            units = sorted({one.unit for one in models}, key=lambda one: names.units[one])
            for number, unit in enumerate(units, start=1):
                here = [one for one in models if one.unit == unit]
                yield TableRow(cells=(f"{number}.", *_count(leaves[1:], here, names.units[unit])))
        elif row.total:
            yield TableRow(cells=("", row.total, *_numbers(leaves[2:], models)), group=True)
        elif row.group:
            counted = row.counted
            numbers = _numbers(leaves[len(row.cells) :], models) if counted else []
            yield msgspec.structs.replace(row, cells=(*row.cells, *numbers))
        elif row.cells and counted:
            field = names.printed.find(row.cells[-1])
            here = [one for one in models if one.field == field]
            yield msgspec.structs.replace(row, cells=(*row.cells, *_numbers(leaves[len(row.cells) :], here)))
        else:
            yield row


def _count(columns: Sequence[Column], models: Sequence[Brief], unit: str) -> Iterator[str]:
    for column in columns:
        yield unit if column.holds is Holds.UNIT else "".join(_numbers([column], models))


def _numbers(columns: Sequence[Column], models: Sequence[Brief]) -> list[str]:
    """A number for each column that counts, "" for the others."""
    return [format_number(_COUNT[column.counts](models)) if column.counts else "" for column in columns]
