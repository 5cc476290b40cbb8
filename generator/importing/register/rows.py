"""Which rows of a filled table hold registrations: sections give their field, groups their subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from generator.importing.office.tables import Cell, OfficeFile, OfficeTable, OfficeText
from generator.importing.register.asides import shorten
from generator.importing.register.findings import Findings
from generator.importing.register.matching import Head, find_any_titles, find_head, find_titles, leaves_of
from generator.importing.register.registration import is_ditto, is_nothing
from generator.importing.register.row import COUNTED, UNKNOWN_FIELD, Row, read_row
from generator.printed import FieldNames, is_alike, key_of, without_ordinal
from generator.problems import Level
from generator.records.field import Field
from generator.records.form import Column, Form
from generator.records.meanings import Holds
from generator.records.model import Subject

_SUM = re.compile(r"(?:tong )?cong(?: .*\d.*)?|tong(?: so(?: mo hinh)?)?(?: .*\d.*)?")
# Who signs, in capitals: "TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "NGƯỜI LẬP BIỂU".
_SIGNS = re.compile(
    r"(?:t ?m|k ?t|t ?l|nguoi (?:lap|dang ky|tong hop)|xac nhan|dai dien|chu tich|pho chu tich|bi thu|pho bi thu"
    r"|thu truong|hieu truong|giam doc|to truong|doi truong|truong (?:ban|phong|thon|tram|xom|khu|cong an))\b"
)
_ROMAN = re.compile(r"(?:[IVX]+|[A-H])\s*(?:[.)]|$)")
_ORDINAL = re.compile(r"(?:[IVX]+|[A-H]|\d+(?:[.,]0)?|…|\.{2,})\s*[.)]?")
# What `_find_section` says of a row that is none; no field has such an id.
_NO_SECTION = "-"
_NUMBER = re.compile(r"(?:[IVX]+|\d+(?:[.,]0)?|…|\.{2,})\s*[.)]?")


def read_tables(read: OfficeFile, form: Form, fields: Mapping[str, Field], findings: Findings) -> None:
    """Every table of the file that is the form's; what stands around them is told."""
    names = FieldNames(fields)
    for one in read.content:
        if isinstance(one, OfficeText):
            findings.asides.add(None, [Cell(one.text, one.number, 1)])
        elif head := find_head(one, form):
            _TableReader(one, head, form, names, findings).read()
        else:
            findings.asides.add(one, _written(one.rows))


def _written(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    return [cell for row in rows for cell in row if cell.first and cell.text]


class _TableReader:
    def __init__(self, table: OfficeTable, head: Head, form: Form, names: FieldNames, findings: Findings) -> None:
        self._table, self._head, self._names, self._findings = table, head, names, findings
        self._leaves = leaves_of(form)
        self._by_column = any(one.field for one in head.columns.values())
        self._examples = [set(map(key_of, one.cells)) for one in form.examples]
        printed = [text for one in form.signatures for text in (one.title, one.note) if text]
        self._is_grouped = any(
            row.group and any(key_of(one.label) in map(key_of, row.cells) for one in Subject)
            for block in form.blocks
            if block.table
            for row in block.table.rows
        )
        self._before = len(findings.registrations)
        self._above: dict[Column, str] = {}
        self._ends = [key for text in (*printed, "Nơi nhận") if (key := key_of(text))]

    def read(self) -> None:
        rows = self._table.rows
        self._leave_head(rows[: self._head.body])
        self._tell_missing_columns()
        width = max(self._head.columns) + 1
        field: str | None = ""
        subject = None
        for number, row in enumerate(rows[self._head.body :], start=self._head.body):
            # What people wrote beside the table makes no row of it another one.
            cells = _written([row[:width]])
            keys = [key for cell in cells if (key := key_of(_without_number(cell.text)))]
            if any(self._is_end(cell.text) for cell in cells) and not self._registers(row):
                self._read_below(rows[number:])
                return
            group = next((one for one in Subject if keys == [key_of(one.label)]), None)
            self._leave(row[width:])
            if len(find_titles(row, self._leaves)) > 1:
                continue
            if _is_sum(keys):
                self._check_sum(row)
            elif group is not None:
                subject = group
            elif self._is_left_out(cells):
                continue
            elif (section := self._find_section(row, cells)) is not _NO_SECTION:
                field = section
            elif keys:
                held = self._hold(row)
                read_row(Row(self._table, held, field, subject, self._names, self._is_grouped), self._findings)
                self._leave([cell for place, cell in enumerate(row[:width]) if place not in self._head.columns])

    def _is_left_out(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is an example, or says that there is nothing; told."""
        if not cells:
            return True
        place = self._table.place(cells[0])
        if self._is_example(cells):
            self._findings.notes.append(f"Bỏ qua dòng ví dụ: {place}.")
            return True
        words = [cell.text for cell in cells if not _NUMBER.fullmatch(cell.text)]
        if words and all(map(is_nothing, words)):
            self._findings.notes.append(f"Bỏ qua dòng ghi “{words[0]}”: {place}.")
            return True
        return False

    def _hold(self, row: Sequence[Cell]) -> dict[Column, Cell]:
        """The cells of the row by their columns; “như trên” is what stands above, and told."""
        held = {leaf: row[place] for place, leaf in self._head.columns.items()}
        for leaf, cell in held.items():
            if leaf.holds not in (Holds.IMPLEMENTER, Holds.EXPECTED):
                continue
            text = cell.text
            if is_ditto(text):
                text = self._above.get(leaf, "")
                place = self._table.place(cell)
                self._findings.notes.append(f"{place} ghi “{cell.text}”: đọc như dòng trên, {_quote(text)}.")
            elif is_nothing(text):
                text = ""
            held[leaf] = msgspec.structs.replace(cell, text=text)
            self._above[leaf] = text
        return held

    def _tell_missing_columns(self) -> None:
        missing = [leaf.title.strip("*") for leaf in self._leaves if leaf not in self._head.columns.values()]
        if missing:
            listed = "; ".join(f"“{title}”" for title in missing)
            self._findings.notes.append(f"{self._table.name} không có cột {listed} của mẫu: phần ấy để trống.")

    def _check_sum(self, row: Sequence[Cell]) -> None:
        """A sum that is not what was read: rows may be lost."""
        for place, leaf in self._head.columns.items():
            written = row[place].text.strip()
            if not row[place].first or not written.isdecimal():
                continue
            read = self._count(leaf)
            if read is not None and read != int(written):
                wrong = f"cột “{leaf.title.strip('*')}” đọc được {read}."
                fix = "xem có dòng nào bị bỏ sót, hoặc sửa số tổng."
                self._findings.tell("sum-differs", row[place], self._table, wrong, fix, Level.WARNING)

    def _count(self, leaf: Column) -> int | None:
        """How many registrations of this table are told in a column of names or ticks; None for other columns."""
        found = self._findings.registrations[self._before :]
        if leaf.holds is Holds.NAME:
            return sum(leaf.field in (None, one.field) for one in found)
        kind = COUNTED.get(leaf.holds) if leaf.holds else None
        return sum(kind in (one.subject, one.origin) for one in found) if kind else None

    def _leave_head(self, rows: Sequence[Sequence[Cell]]) -> None:
        """What stands above the table, and titles of columns that the form does not have."""
        for row in rows:
            is_head = len(find_any_titles(row, self._leaves)) > 1
            cells = [cell for place, cell in enumerate(row) if not is_head or place not in self._head.columns]
            self._findings.asides.add(self._table, _written([cells]))

    def _is_end(self, text: str) -> bool:
        """Whether a text is one of those below the table: who signs, who receives."""
        key = key_of(_without_number(text))
        return any(is_alike(key, end) for end in self._ends) or (text.isupper() and _SIGNS.match(key) is not None)

    def _registers(self, row: Sequence[Cell]) -> bool:
        """Whether a row names a model and says more of it: nothing below a table does."""
        cells = ((leaf, row[place]) for place, leaf in self._head.columns.items())
        held = [(leaf, cell) for leaf, cell in cells if cell.first and cell.text and not self._is_end(cell.text)]
        names = any(leaf.holds is Holds.NAME for leaf, _ in held)
        numbered = any(re.fullmatch(r"\d+[.)]?", cell.text) for cell in row)
        return names and (len(held) > 2 or (len(held) > 1 and numbered))

    def _read_below(self, rows: Sequence[Sequence[Cell]]) -> None:
        """What stands below the table: names and stamps, which no record takes, but no registrations."""
        for row in rows:
            if self._registers(row):
                wrong = "dòng này nằm dưới phần ký của biểu mẫu, chưa rõ có phải là đăng ký không."
                self._findings.tell(
                    "below-table",
                    next(cell for cell in row if cell.text),
                    self._table,
                    wrong,
                    "chuyển lên trong bảng, hoặc xóa dòng.",
                )
            else:
                self._findings.asides.add(self._table, _written([row]))

    def _leave(self, cells: Sequence[Cell]) -> None:
        """Cells of columns that the form's records do not take; the number of a row is none."""
        self._findings.asides.add(self._table, [one for one in cells if one.first and not _NUMBER.fullmatch(one.text)])

    def _find_section(self, row: Sequence[Cell], cells: Sequence[Cell]) -> str | None:
        """The field that a row names and nothing else; None for one that nobody knows, which is told."""
        words = [cell for cell in cells if not _ORDINAL.fullmatch(cell.text)]
        roman = any(_ROMAN.match(cell.text) for cell in cells)
        if self._by_column or len({key_of(cell.text) for cell in words}) > 1 or not (words or roman):
            return _NO_SECTION
        cell = words[0] if words else cells[0]
        known = self._names.find(cell.text)
        if self._is_name(row, cell) or (known is None and not roman and not self._heads(row, cell)):
            return _NO_SECTION
        if known is None:
            self._findings.tell("unknown-field", cell, self._table, *UNKNOWN_FIELD)
        return known

    def _heads(self, row: Sequence[Cell], cell: Cell) -> bool:
        """Whether a cell stands where only a line over the whole table does: first of all, or over many columns."""
        places = [place for place in self._head.columns if row[place].text == cell.text]
        return key_of(cell.text).startswith("linh vuc") or len(places) > 2 or cell.column - 1 < min(self._head.columns)

    def _is_name(self, row: Sequence[Cell], cell: Cell) -> bool:
        """Whether a cell stands where names of models do; one that reaches over all columns begins before."""
        return any(leaf.holds is Holds.NAME and place == row.index(cell) for place, leaf in self._head.columns.items())

    def _is_example(self, cells: Sequence[Cell]) -> bool:
        keys = list(filter(None, (key_of(cell.text) for cell in cells)))
        if any(key.startswith("vi du") for key in keys):
            return True
        # The words of a printed example; its ticks and number may have been changed.
        words = [key for key in keys if len(key.split()) > 1]
        return len(words) > 1 and any(example.issuperset(words) for example in self._examples)


def _quote(text: str) -> str:
    return f"“{shorten(text)}”" if text else "cũng để trống"


def _is_sum(keys: Sequence[str]) -> bool:
    """Whether a row is one of sums: their word, and nothing else but figures. "Tổng đội" and "Tống" are names."""
    return len(keys) == 1 and _SUM.fullmatch(keys[0]) is not None


def _without_number(text: str) -> str:
    """A text without the ordinal before it, "" for an ordinal alone."""
    return "" if _NUMBER.fullmatch(text) else without_ordinal(text)
