"""Which rows of a filled table hold registrations: sections give their field, groups their subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.importing.office.tables import Cell, OfficeFile, OfficeTable
from generator.importing.register.findings import Findings
from generator.importing.register.matching import Head, find_head, find_titles, leaves_of
from generator.importing.register.row import UNKNOWN_FIELD, Row, read_row
from generator.printed import FieldNames, is_alike, key_of, without_ordinal
from generator.records.field import Field
from generator.records.form import Form
from generator.records.meanings import Holds
from generator.records.model import Subject

_SUM = re.compile(r"(?:tong )?cong(?: .*\d.*)?|tong(?: so(?: mo hinh)?)?(?: .*\d.*)?")
_NUMBER = re.compile(r"(?:[IVX]+|\d+(?:[.,]0)?|…|\.{2,})\s*[.)]?")


def read_tables(read: OfficeFile, form: Form, fields: Mapping[str, Field], findings: Findings) -> None:
    """Every table of the file that is the form's."""
    names = FieldNames(fields)
    for table in read.tables:
        head = find_head(table, form)
        if head:
            _TableReader(table, head, form, names, findings).read()


class _TableReader:
    def __init__(self, table: OfficeTable, head: Head, form: Form, names: FieldNames, findings: Findings) -> None:
        self._table, self._head, self._names, self._findings = table, head, names, findings
        self._leaves = leaves_of(form)
        self._by_column = any(one.field for one in head.columns.values())
        self._examples = {tuple(filter(None, map(key_of, one.cells))) for one in form.examples}
        printed = [text for one in form.signatures for text in (one.title, one.note) if text]
        self._ends = [key for text in (*printed, "Nơi nhận") if (key := key_of(text))]

    def read(self) -> None:
        field: str | None = ""
        subject = None
        for row in self._table.rows[self._head.body :]:
            cells = [cell for cell in row if cell.first and cell.text]
            keys = [key for cell in cells if (key := key_of(_without_number(cell.text)))]
            if any(is_alike(key, end) for key in keys for end in self._ends):
                return
            group = next((one for one in Subject if keys == [key_of(one.label)]), None)
            is_section, section = self._find_section(row, cells, keys)
            if not keys or len(find_titles(row, self._leaves)) > 1 or _is_sum(keys):
                continue
            if group is not None:
                subject = group
            elif is_section:
                field = section
            elif self._is_example(cells):
                self._findings.notes.append(f"Bỏ qua dòng ví dụ: {self._table.place(cells[0])}.")
            else:
                held = {leaf: row[place] for place, leaf in self._head.columns.items()}
                read_row(Row(self._table, held, field, subject, self._names), self._findings)

    def _find_section(self, row: Sequence[Cell], cells: Sequence[Cell], keys: Sequence[str]) -> tuple[bool, str | None]:
        """Whether a row only names a field, and which; None for one that nobody knows, which is told."""
        if len(set(keys)) != 1 or self._by_column or self._is_name(row, cells[-1]):
            return False, None
        known = self._names.find(cells[-1].text)
        is_titled = re.match(r"[IVX]+\s*[.)]", cells[0].text) or keys[0].startswith("linh vuc")
        if known or not is_titled:
            return known is not None, known
        self._findings.tell("unknown-field", cells[-1], self._table, *UNKNOWN_FIELD)
        return True, None

    def _is_name(self, row: Sequence[Cell], cell: Cell) -> bool:
        """Whether a cell stands where names of models do; one that reaches over all columns begins before."""
        return any(leaf.holds is Holds.NAME and place == row.index(cell) for place, leaf in self._head.columns.items())

    def _is_example(self, cells: Sequence[Cell]) -> bool:
        keys = tuple(filter(None, (key_of(cell.text) for cell in cells)))
        return keys in self._examples or any(key.startswith("vi du") for key in keys)


def _is_sum(keys: Sequence[str]) -> bool:
    """Whether a row is one of sums: their word, and nothing else but figures. "Tổng đội" and "Tống" are names."""
    return len(keys) == 1 and _SUM.fullmatch(keys[0]) is not None


def _without_number(text: str) -> str:
    """A text without the ordinal before it, "" for an ordinal alone."""
    return "" if _NUMBER.fullmatch(text) else without_ordinal(text)
