"""A form with rows printed into its table: drawn like any form, as Word, PDF or Excel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from generator.outputs.forms.filling import name_place
from generator.outputs.forms.text import escape_markup
from generator.printed import FieldNames, key_of, takes_others
from generator.records.campaign import Campaign
from generator.records.choices import words_of
from generator.records.form import Column, Form, Table, TableRow, leaf_columns
from generator.records.meanings import Holds
from generator.records.model import Model, Origin, Subject
from generator.reporting.typed import as_typed
from generator.vietnamese import format_number

_TICK = "x"
# What a record has in Markdown.
_PROSE = (Holds.SITUATION, Holds.APPROACH, Holds.EXPECTED)
_TICKS: Mapping[Holds, Callable[[Model], bool]] = {
    Holds.COLLECTIVE: lambda model: model.subject is Subject.COLLECTIVE,
    Holds.INDIVIDUAL: lambda model: model.subject is Subject.INDIVIDUAL,
    Holds.NEW: lambda model: model.origin is Origin.NEW,
    Holds.CONTINUED: lambda model: model.origin is Origin.CONTINUED,
    Holds.REPLICATED: lambda model: model.origin is Origin.REPLICATED,
}

# Columns that say the same of all models of a doer, and those that nothing is written into.
_OF_DOER = (Holds.IMPLEMENTER, Holds.UNIT, Holds.SUBJECT, Holds.COLLECTIVE, Holds.INDIVIDUAL, None)
# A row of a register: its models by the fields whose places they have.
Line = dict[str | None, Model]


class Names(msgspec.Struct, frozen=True):
    """Names of units and fields by their ids, and the fields by every name that a form may print."""

    units: Mapping[str, str]
    fields: Mapping[str, str]
    printed: FieldNames


class Places(msgspec.Struct, frozen=True):
    """Where a table has a place for the models of a field.

    `fields` are those that it prints, none when it does not sort by field; models of any other go to the place of
    `others`: the field that a printed "Các lĩnh vực khác" means, "" when the portal has no such; None without it.
    """

    fields: frozenset[str]
    others: str | None = None

    def of(self, field: str) -> str | None:
        """The field whose place a model of this field has; None when it has none."""
        return field if field in self.fields else self.others

    def has_room_for(self, field: str) -> bool:
        return not self.fields or self.of(field) is not None


def find_places(table: Table, names: Names) -> Places:
    """The places for fields in a table: sections, columns for names, or the lines of a group that is counted."""
    texts = [row.section for row in table.rows if row.section]
    counted = False
    for row in table.rows:
        counted = row.counted if row.group else counted
        texts += [row.cells[-1]] if row.cells and counted and not row.group else []
    places = [(text, names.printed.find(text)) for text in texts]
    places += [(one.title, one.field) for one in leaf_columns(table.columns) if one.holds is Holds.NAME and one.field]
    fields = frozenset(field for _, field in places if field)
    return Places(fields, next((field or "" for text, field in places if takes_others(text)), None))


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
    """The rows of a register under their sections and groups, numbered; the lines to fill are gone.

    Each model has one; where every field has a column for names, each doer (Việt Hưng 2026, Mẫu số 01).
    """
    leaves, places = list(leaf_columns(table.columns)), find_places(table, names)
    listed = [one for one in models if places.has_room_for(one.field)]
    field: str | None = None
    subject: Subject | None = None
    for row in table.rows:
        if row.section:
            # Sections of something else than fields hold models of all.
            field = (names.printed.find(row.section) or "") if places.fields else None
            yield row
        elif row.group:
            subject = next((one for one in Subject if key_of(one.label) in map(key_of, row.cells)), None)
            yield row
        elif row.ordinals:
            here = [one for one in listed if field in (None, places.of(one.field)) and subject in (None, one.subject)]
            dot = "." if row.ordinals[0].endswith(".") else ""
            for number, line in enumerate(_gather(here, leaves[1:], places), start=1):
                yield TableRow(cells=(f"{number}{dot}", *map(escape_markup, _tell(leaves[1:], line, names))))
        elif row.total:
            yield msgspec.structs.replace(row, cells=tuple(_sum_register(leaves, listed, places)))
        else:
            yield row


def _gather(models: Sequence[Model], columns: Sequence[Column], places: Places) -> list[Line]:
    """The models of each line; a doer with two models of one field has a second line."""
    shared = all(bool(one.field) if one.holds is Holds.NAME else one.holds in _OF_DOER for one in columns)
    doers: dict[object, list[Line]] = {}
    for model in models:
        # As it is written: in another's spelling an implementer would come back changed.
        lines = doers.setdefault((model.unit, model.implementer, model.subject) if shared else model.id, [])
        place = places.of(model.field)
        free = next((one for one in lines if place not in one), None)
        if free is None:
            lines.append({place: model})
        else:
            free[place] = model
    return [line for lines in doers.values() for line in lines]


def _sum_register(columns: Sequence[Column], models: Sequence[Model], places: Places) -> Iterator[str]:
    """How many models have a name or a tick in each column; "" for other columns."""
    for column in columns:
        ticked = _TICKS.get(column.holds) if column.holds else None
        if ticked is not None:
            yield format_number(sum(map(ticked, models)))
        elif column.holds is Holds.NAME:
            yield format_number(sum(column.field in (None, places.of(one.field)) for one in models))
        else:
            yield ""


def _tell(columns: Sequence[Column], line: Line, names: Names) -> Iterator[str]:
    model = next(iter(line.values()))
    for column in columns:
        holds = column.holds
        if holds is not None and holds in _TICKS:
            yield _TICK if _TICKS[holds](model) else ""
        elif holds is Holds.NAME:
            named = line.get(column.field) if column.field else model
            yield named.name if named else ""
        elif holds is Holds.UNIT:
            yield names.units[model.unit]
        elif holds is Holds.FIELD:
            yield names.fields[model.field]
        elif holds is Holds.ORIGIN:
            yield words_of(column, Origin).get(model.origin, "")
        elif holds is Holds.SUBJECT:
            yield words_of(column, Subject).get(model.subject, "")
        elif holds in _PROSE:
            yield as_typed(getattr(model, holds) or "")
        else:
            yield str(getattr(model, holds) or "") if holds else ""
