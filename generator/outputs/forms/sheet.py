"""A worksheet that is written from the top down, in places measured in mm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.outputs.forms.name_rows import NameRow, measure_row
from generator.outputs.forms.text import OFFICE_FONT, POINT_MM, Line, count_lines

# Excel shows 96 dots to the inch; a cell keeps about 1 mm free at each side.
_PIXELS = 96 / 25.4
_CELL_PADDING = 2.0
_LINE_SPACING = 1.22

# The hidden sheet of what may be chosen.
LISTS = "_lists"

# What may be done to a protected sheet, in xlsxwriter's words.
_ALLOWED = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows")

# How a cell looks, in xlsxwriter's words.
Look = Mapping[str, object]
LEFT: Look = MappingProxyType({"align": "left"})
CENTER: Look = MappingProxyType({"align": "center"})
# A cell to write in; the others are locked once the sheet is protected.
OPEN: Look = MappingProxyType({"locked": False})


@dataclass(slots=True)
class Sheet:
    """`edges` are the left sides of the columns and the right side of the last, in mm; `row` is the next to fill.

    `name_rows` are those as high as the name of a unit wants, by their numbers from 0; `growing` are the numbers of
    those that grow with what is typed.
    """

    workbook: Workbook
    worksheet: Worksheet
    edges: tuple[float, ...]
    fonts: Path
    row: int = 0
    name_rows: dict[int, NameRow] = field(default_factory=dict)
    growing: list[int] = field(default_factory=list)
    _lists: Worksheet | None = None
    _listed: dict[tuple[str, ...], str] = field(default_factory=dict)
    _formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return len(self.edges) - 2

    def set_columns(self) -> None:
        """Give the columns their widths; between what is printed anybody may write."""
        between = self.format(OPEN)
        for index, (left, right) in enumerate(pairwise(self.edges)):
            self.worksheet.set_column_pixels(index, index, round((right - left) * _PIXELS), between)

    def protect(self) -> None:
        """Keep what is printed as it is: a form with another head cannot be read back. No password."""
        self.worksheet.protect("", dict.fromkeys(_ALLOWED, True))

    def column_at(self, place: float) -> int:
        """The column whose left side is nearest to `place` mm, never the first."""
        return min(range(1, len(self.edges) - 1), key=lambda index: abs(self.edges[index] - place), default=0)

    def width(self, first: int, last: int) -> float:
        return self.edges[last + 1] - self.edges[first]

    def height_of(self, line: Line, first: int, last: int) -> float:
        """The height in mm that the text needs in these columns."""
        if not line:
            return 0.0
        # A name counts as one line: see next_name.
        lines = 1 if line[0].filled else count_lines(line, self.width(first, last) - _CELL_PADDING, self.fonts)
        return lines * max(run.size for run in line) * _LINE_SPACING * POINT_MM

    def format(self, wanted: Look) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"font_name": OFFICE_FONT, "valign": "vcenter", **wanted})
        return self._formats[key]

    def put(
        self, line: Line, first: int, last: int, *, rows: int = 1, row: int | None = None, look: Look = LEFT
    ) -> None:
        """Write a text into the columns `first` to `last` of one or more rows, merged into one cell."""
        top = self.row if row is None else row
        size = line[0].size if line else 12
        plain = {"bold": line[0].bold, "italic": line[0].italic} if len(line) == 1 else {}
        cell = self.format({"font_size": size, "text_wrap": True, **plain, **look})
        text = line[0].text if len(line) == 1 else ""
        if last > first or rows > 1:
            self.worksheet.merge_range(top, first, top + rows - 1, last, text, cell)
        elif text:
            self.worksheet.write_string(top, first, text, cell)
        else:
            self.worksheet.write_blank(top, first, None, cell)
        if len(line) > 1:
            self.worksheet.write_rich_string(top, first, *self._fragments(line), cell)

    def _fragments(self, line: Line) -> list[Format | str]:
        parts: list[Format | str] = []
        for run in line:
            raised = {"font_script": 1} if run.mark else {}
            parts += [self.format({"font_size": run.size, "bold": run.bold, "italic": run.italic, **raised}), run.text]
        return parts

    def list_words(self, words: tuple[str, ...]) -> str:
        """The formula of a list to choose from; on a hidden sheet, as a cell's own list breaks at commas."""
        if self._lists is None:
            self._lists = self.workbook.add_worksheet(LISTS)
            self._lists.very_hidden()
        if words not in self._listed:
            column = len(self._listed)
            self._lists.write_column(0, column, words)
            self._listed[words] = f"={LISTS}!{xl_range_abs(0, column, len(words) - 1, column)}"
        return self._listed[words]

    def next(self, height: float | None = None, *, grows: bool = False) -> None:
        """Go down one row, `height` mm high or as high as most; it may grow with what is typed."""
        if height is not None:
            self.worksheet.set_row(self.row, height / POINT_MM)
        if grows:
            self.growing.append(self.row)
        self.row += 1

    def next_name(self, line: Line, first: int, last: int, height: float, *, grows: bool = False) -> None:
        """Go down one row, `height` mm high, or higher if the name in these columns wants more than a line."""
        if not line or not line[0].filled:
            self.next(height, grows=grows)
            return
        width = self.width(first, last) - _CELL_PADDING
        row = measure_row(line[0], width, least=height, line=line[0].size * _LINE_SPACING)
        self.name_rows[self.row] = row
        self.next(row.height_for(line[0].text) * POINT_MM, grows=grows)

    def put_line(self, line: Line, look: Look = LEFT) -> None:
        """One text across the whole sheet."""
        self.put(line, 0, self.last, look=look)
        self.next(self.height_of(line, 0, self.last) + 0.6)

    def put_beside(self, left: Line, right: Line, column: int, looks: Sequence[Look]) -> None:
        """Two texts beside each other, the second from `column` on."""
        for line, first, last, wanted in ((left, 0, column - 1, looks[0]), (right, column, self.last, looks[1])):
            if line:
                self.put(line, first, last, look=wanted)
        height = max(self.height_of(left, 0, column - 1), self.height_of(right, column, self.last)) + 0.6
        self.next_name(left, 0, column - 1, height)
