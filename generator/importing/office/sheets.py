"""What a reader sees in a workbook: the texts of its sheets, numbers as they are shown."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from generator.importing.office.package import Package
from generator.importing.office.tables import Cell, OfficeFile, OfficeTable, clean
from generator.problems import Location, Problem
from generator.vietnamese import format_day, format_number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# A sheet that we write marks into, so that a form is recognised when it comes back.
MARKS = "_meta"
# No form is larger; a blank cell far away stretches a sheet that is.
_MOST_ROWS, _MOST_COLUMNS = 5_000, 100
_MOST_CELLS = 200_000
# What openpyxl raises at workbooks that break off, lack parts or hold nonsense.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def read_workbook(package: Package, file: str) -> tuple[OfficeFile | None, Problem | None]:
    """The sheets of an .xlsx, one table for each."""
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded only for what it reads.

    try:
        book = load_workbook(BytesIO(package.raw), data_only=True, keep_links=False)
    except _BROKEN:
        wrong = "tệp Excel bị hỏng, không đọc được."
        fix = "mở bằng Excel hoặc LibreOffice, lưu lại rồi nhập."
        return None, Problem(Location(file), "broken-file", wrong, fix)
    marks: dict[str, str] = {}
    tables = []
    for sheet in book.worksheets:
        if sheet.title == MARKS:
            marks = {row[0].text: row[1].text for row in _read_rows(sheet) if len(row) > 1}
        elif sheet.sheet_state == "visible":
            tables.append(OfficeTable(f"trang tính “{sheet.title}”", tuple(_read_rows(sheet)), letters=True))
    return OfficeFile(file, tuple(tables), marks), None


def _read_rows(sheet: Worksheet) -> Iterator[tuple[Cell, ...]]:
    """The rows that hold anything, as wide as the widest; cells far from all others count for nothing."""
    texts = {
        (row, column): text
        # Only cells that are there: a sheet's dimensions may be a million by a million.
        for (row, column), cell in list(sheet._cells.items())[:_MOST_CELLS]
        if row <= _MOST_ROWS and column <= _MOST_COLUMNS and (text := _tell(cell))
    }
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        start = (area.min_row, area.min_col)
        rows, columns = min(area.max_row, _MOST_ROWS), min(area.max_col, _MOST_COLUMNS)
        if start in texts and (rows - start[0] + 1) * (columns - start[1] + 1) <= _MOST_ROWS:
            places = [(row, column) for row in range(start[0], rows + 1) for column in range(start[1], columns + 1)]
            merged |= dict.fromkeys(places, start)
    width = max((column for _, column in (*texts, *merged)), default=0)
    for row in sorted({row for row, _ in (*texts, *merged)}):
        yield tuple(_cell(texts, merged, row, column) for column in range(1, width + 1))


def _cell(
    texts: dict[tuple[int, int], str], merged: dict[tuple[int, int], tuple[int, int]], row: int, column: int
) -> Cell:
    start = merged.get((row, column), (row, column))
    return Cell(texts.get(start, ""), row, column, first=start == (row, column))


def _tell(cell: Any) -> str:
    """A value as it is shown: 70 % and not 0.7, 01/03/2026, "có" for a ticked box."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        return format_day(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, int | float):
        if "%" in str(cell.number_format):
            return f"{format_number(round(value * 100, 2))}%"
        whole = int(value) if float(value).is_integer() else value
        return str(whole) if isinstance(whole, int) else re.sub(r"\.", ",", f"{whole:.10g}")
    return clean(str(value))
