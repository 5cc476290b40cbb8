"""One row of a filled table as a registration; where each model has a column of its field, as several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.importing.office.tables import Cell, Doubt, OfficeTable
from generator.importing.register.doubts import is_withdrawn, tell_doubts
from generator.importing.register.findings import Findings
from generator.importing.register.prose import write_prose
from generator.importing.register.registration import Registration, is_ditto, is_nothing, read_tick
from generator.printed import FieldNames, is_alike, key_of
from generator.records.choices import T, words_of
from generator.records.form import Column
from generator.records.meanings import Holds
from generator.records.model import Origin, Subject

_SUBJECTS = {Holds.COLLECTIVE: Subject.COLLECTIVE, Holds.INDIVIDUAL: Subject.INDIVIDUAL}
_ORIGINS = {Holds.NEW: Origin.NEW, Holds.CONTINUED: Origin.CONTINUED, Holds.REPLICATED: Origin.REPLICATED}
_TICKS: Mapping[type, Mapping[Holds, Subject | Origin]] = {Subject: _SUBJECTS, Origin: _ORIGINS}
# What each column of ticks counts.
COUNTED: Mapping[Holds, Subject | Origin] = {**_SUBJECTS, **_ORIGINS}
_WORDS = {Subject: Holds.SUBJECT, Origin: Holds.ORIGIN}


_LISTED = re.compile(r"(?:\d+[.)/]|[-–—•+*])\s*\S")
UNKNOWN_FIELD = (
    "không có lĩnh vực này trong cổng.",
    "ghi đúng tên lĩnh vực, hoặc thêm tên này vào aliases trong data/fields/; dòng không phải lĩnh vực thì bỏ đi.",
)


class Row(NamedTuple):
    """The cells of the columns that matter, and what stands above them: the field, the subject.

    The field is "" where none stands above, None where it is one that nobody knows; `is_grouped`: the form prints the
    subjects as lines of their own.
    """

    table: OfficeTable
    held: Mapping[Column, Cell]
    field: str | None
    subject: Subject | None
    fields: FieldNames
    is_grouped: bool = False

    def cell(self, holds: Holds) -> Cell | None:
        return next((cell for column, cell in self.held.items() if column.holds is holds), None)

    def asks(self, kind: type[Subject] | type[Origin]) -> bool:
        """Whether the form has columns for ticks of this kind, or one for a word."""
        return any(column.holds in _TICKS[kind] or column.holds is _WORDS[kind] for column in self.held)


def read_row(row: Row, findings: Findings) -> None:
    """Add what the row registers, or what is wrong with it."""
    if not any(cell.text for cell in row.held.values()):
        return
    cells = ((column, cell) for column, cell in row.held.items() if column.holds is Holds.NAME and cell.text)
    names = [(column, cell) for column, cell in cells if not is_nothing(cell.text)]
    if is_withdrawn(row.table, [cell for _, cell in names], findings):
        return
    if tell_doubts(row.table, (cell for column, cell in row.held.items() if not _is_tick(column, cell)), findings):
        return
    if sum(_is_one_name(cell, row, findings) for _, cell in names) < len(names):
        return
    implementer = row.cell(Holds.IMPLEMENTER)
    # A form that does not ask who means the unit that sends it.
    if not names or (implementer is not None and not implementer.text):
        _tell_missing(row, Holds.IMPLEMENTER if names else Holds.NAME, findings)
        return
    subject = _find_subject(row, names[0][1], findings)
    origin = _find(row, Origin, findings) if row.asks(Origin) else Origin.NEW
    if subject is not None and origin is not None:
        findings.registrations += _register(row, names, subject, origin, findings)


def _register(
    row: Row, names: Sequence[tuple[Column, Cell]], subject: Subject, origin: Origin, findings: Findings
) -> Iterator[Registration]:
    """A registration for each name of the row; where its field is not known that is told."""
    implementer, expected = row.cell(Holds.IMPLEMENTER), row.cell(Holds.EXPECTED)
    told = {"name", "subject", "field"} | ({"implementer"} if implementer else set())
    told |= ({"origin"} if row.asks(Origin) else set()) | ({"expected"} if expected else set())
    for column, cell in names:
        field = column.field or _find_field(row, findings)
        if field == "":
            wrong, fix = "chưa biết mô hình thuộc lĩnh vực nào.", "đặt dòng này dưới dòng ghi tên một lĩnh vực."
            findings.tell("no-field", cell, row.table, wrong, fix)
        elif field:
            yield Registration(
                name=" ".join(cell.text.split()),
                implementer=" ".join(implementer.text.split()) if implementer else "",
                subject=subject,
                origin=origin,
                field=field,
                expected=write_prose(expected.text, is_wrapped=False) or None if expected else None,
                cell=cell,
                place=row.table.place(cell),
                told=frozenset(told),
            )


def _find_subject(row: Row, name: Cell, findings: Findings) -> Subject | None:
    """What the row says of its subject, else the line above it; a form that asks for neither is of units."""
    if row.asks(Subject):
        return _find(row, Subject, findings)
    if row.subject is None and row.is_grouped:
        wrong, fix = "chưa biết là của tập thể hay cá nhân.", "đặt dưới dòng “Tập thể” hoặc “Cá nhân”, như mẫu in."
        findings.tell("no-subject", name, row.table, wrong, fix)
        return None
    return row.subject or Subject.COLLECTIVE


def _is_one_name(cell: Cell, row: Row, findings: Findings) -> bool:
    """Whether a cell names one model; what may be two is told, what surely is two is a problem."""
    lines = cell.text.split("\n")
    if is_ditto(cell.text):
        findings.tell("bad-name", cell, row.table, "đây không phải tên mô hình.", "ghi đủ tên mô hình.")
        return False
    if sum(_LISTED.match(line) is not None for line in lines) > 1:
        wrong, fix = "một ô ghi nhiều mô hình.", "ghi mỗi mô hình một dòng của bảng."
        findings.tell("many-names", cell, row.table, wrong, fix)
        return False
    if any(line[:1].isupper() for line in lines[1:]):
        name = " ".join(cell.text.split())
        read = f"{row.table.place(cell)} có {len(lines)} dòng chữ, đọc thành một tên: “{name}”"
        findings.notes.append(f"{read}; là nhiều mô hình thì tách ra.")
    return True


def _is_tick(column: Column, cell: Cell) -> bool:
    """Whether a cell is a plain tick, even the number 1."""
    return column.holds in (*_SUBJECTS, *_ORIGINS) and cell.doubt is Doubt.SHARE


def _find_field(row: Row, findings: Findings) -> str | None:
    """The field that the row names itself, else the one that stands above."""
    cell = row.cell(Holds.FIELD)
    if cell is None or not cell.text:
        return row.field
    known = row.fields.find(cell.text)
    if known is None:
        findings.tell("unknown-field", cell, row.table, *UNKNOWN_FIELD)
    return known


def _tell_missing(row: Row, wanted: Holds, findings: Findings) -> None:
    cell = row.cell(wanted)
    if cell is not None:
        wrong = f"dòng có chữ nhưng chưa ghi “{wanted.label}”."
        findings.tell("missing-cell", cell, row.table, wrong, "điền ô này; dòng này là tên lĩnh vực thì ghi đúng tên.")


def _find(row: Row, kind: type[T], findings: Findings) -> T | None:
    """What the row says of its subject or its origin, in a word or by a tick; else None, and a problem told."""
    worded = next(((column, cell) for column, cell in row.held.items() if column.holds is _WORDS[kind]), None)
    if worded is None:
        ticks = {holds: one for holds, one in _TICKS[kind].items() if isinstance(one, kind)}
        return _choose(row, ticks, findings)
    column, cell = worded
    words = words_of(column, kind)
    known = next((one for one, word in words.items() if is_alike(key_of(cell.text), key_of(word))), None)
    if known is None:
        wrong = "không có trong các chữ để chọn." if cell.text else f"chưa ghi “{_WORDS[kind].label}”."
        findings.tell("unknown-choice", cell, row.table, wrong, "ghi một trong: " + "; ".join(words.values()) + ".")
    return known


def _choose(row: Row, choices: Mapping[Holds, T], findings: Findings) -> T | None:
    """The one choice that is ticked; else None, and a problem told."""
    cells = {holds: cell for holds in choices if (cell := row.cell(holds)) is not None}
    ticked = {holds: read_tick(cell.text) for holds, cell in cells.items()}
    for holds, tick in ticked.items():
        if tick is None:
            findings.tell("bad-tick", cells[holds], row.table, "ô này chỉ nhận dấu x.", "ghi x, hoặc để trống.")
    if None in ticked.values():
        return None
    chosen = [holds for holds, tick in ticked.items() if tick]
    if len(chosen) == 1:
        return choices[chosen[0]]
    words = " / ".join(value.label.lower() for value in choices.values())
    wrong = f"đánh dấu {len(chosen)} cột trong các cột {words}." if chosen else f"chưa đánh dấu cột nào: {words}."
    cell = cells[chosen[-1]] if chosen else next(iter(cells.values()))
    findings.tell("no-single-tick", cell, row.table, wrong, "đánh dấu x vào đúng một cột.")
    return None
