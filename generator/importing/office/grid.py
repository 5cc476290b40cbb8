"""A sheet while it is read, whichever program saved it: the text of each place, and where merged cells reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from generator.importing.office.size import check_texts
from generator.importing.office.tables import Cell, Doubt, OfficeTable, clean, letters_of
from generator.problems import FileProblemError, Location, Problem
from generator.vietnamese import format_day, format_number

# Row and column, both from 1.
Place = tuple[int, int]

# A tick, with blanks around it: the font of longer texts is not asked for.
LONGEST_SIGN = 5
# No form is larger.
MOST_ROWS, MOST_COLUMNS = 5_000, 100


@dataclass
class Grid:
    """What was read of a sheet so far. Shape of `merged`: {each place that a merged cell covers: where it begins}."""

    name: str
    file: str
    texts: dict[Place, str] = field(default_factory=dict)
    merged: dict[Place, Place] = field(default_factory=dict)
    doubts: dict[Place, Doubt] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, place: Place, text: str, doubt: Doubt = Doubt.NONE) -> None:
        """Take over a text. Raises FileProblemError for words beyond what any form has; blank cells are none."""
        if not text:
            return
        if place[0] > MOST_ROWS or place[1] > MOST_COLUMNS:
            wrong = f"trang tính “{self.name}” có chữ ở ô {letters_of(place[1])}{place[0]}, quá xa cho một biểu mẫu."
            fix = f"xóa các ô sau cột {letters_of(MOST_COLUMNS)} và sau dòng {MOST_ROWS}, lưu lại rồi nhập."
            raise FileProblemError(Problem(Location(self.file), "table-too-large", wrong, fix))
        self.texts[place] = text
        if doubt:
            self.doubts[place] = doubt

    def merge(self, start: Place, end: Place) -> None:
        """Note where a merged cell reaches, once its text was put."""
        rows, columns = min(end[0], MOST_ROWS), min(end[1], MOST_COLUMNS)
        if start in self.texts and (rows - start[0] + 1) * (columns - start[1] + 1) <= MOST_ROWS:
            places = [(row, column) for row in range(start[0], rows + 1) for column in range(start[1], columns + 1)]
            self.merged |= dict.fromkeys(places, start)

    def as_table(self) -> OfficeTable:
        """The sheet as it was read. Raises FileProblemError for more words than any form has."""
        check_texts([*self.texts.values(), *self.comments.values()], self.file)
        rows = sorted({row for row, _ in self.texts} & self.hidden_rows)
        columns = sorted({column for _, column in self.texts} & self.hidden_columns)
        return OfficeTable(
            f"trang tính “{self.name}”",
            tuple(self._lay_out()),
            letters=True,
            hidden=(*(f"dòng {row}" for row in rows), *(f"cột {letters_of(column)}" for column in columns)),
            comments=tuple(Cell(text, *place) for place, text in sorted(self.comments.items()) if text),
        )

    def as_marks(self) -> dict[str, str]:
        """The rows as keys and values."""
        return {row[0].text: row[1].text for row in self._lay_out() if len(row) > 1}

    def _lay_out(self) -> Iterator[tuple[Cell, ...]]:
        """The rows that hold anything, as wide as the widest; cells far from all others count for nothing."""
        places = (*self.texts, *self.merged)
        width = max((column for _, column in places), default=0)
        for row in sorted({row for row, _ in places}):
            yield tuple(self._cell((row, column)) for column in range(1, width + 1))

    def _cell(self, place: Place) -> Cell:
        start = self.merged.get(place, place)
        return Cell(self.texts.get(start, ""), *place, start == place, self.doubts.get(start, Doubt.NONE))


def show(value: object, number_format: str) -> str:
    """A value as it is shown: 70 % and not 0.7, 01/03/2026, "x" for a ticked box."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        return format_day(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{format_number(round(value * 100, 2))}%"
        whole = int(value) if float(value).is_integer() else value
        return str(whole) if isinstance(whole, int) else re.sub(r"\.", ",", f"{whole:.10g}")
    return clean(str(value))
