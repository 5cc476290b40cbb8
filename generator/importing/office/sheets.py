"""What a reader sees in a workbook: the texts of its sheets, numbers as they are shown."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from generator.importing.office.package import Package
from generator.importing.office.tables import Cell, OfficeFile, OfficeTable, clean, letters_of
from generator.outputs.forms.marks import SHEET
from generator.problems import FileProblemError, Location, Problem
from generator.vietnamese import format_day, format_number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from python_calamine import CalamineSheet

# Row and column, both from 1.
Place = tuple[int, int]
Texts = dict[Place, str]
# Shape: {each place that a merged cell covers: where it begins}.
Merged = dict[Place, Place]

# No form is larger.
_MOST_ROWS, _MOST_COLUMNS = 5_000, 100
# What openpyxl raises at workbooks that break off, lack parts or hold nonsense.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def read_workbook(package: Package, file: str) -> OfficeFile:
    """The sheets of an .xlsx, one table for each. Raises FileProblemError."""
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded only for what it reads.

    try:
        book = load_workbook(BytesIO(package.raw), data_only=True, keep_links=False)
    except _BROKEN:
        raise _broken(file) from None
    marks: dict[str, str] = {}
    tables = []
    for sheet in book.worksheets:
        if sheet.title == SHEET:
            marks = {row[0].text: row[1].text for row in _read_rows(sheet, file) if len(row) > 1}
        elif sheet.sheet_state == "visible":
            tables.append(OfficeTable(f"trang tính “{sheet.title}”", tuple(_read_rows(sheet, file)), letters=True))
    return OfficeFile(file, tuple(tables), marks)


def read_other_workbook(package: Package, file: str) -> OfficeFile:
    """The same of an .xls or .ods, which tell less of how their numbers look. Raises FileProblemError."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - as above.

    marks: dict[str, str] = {}
    tables = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(package.raw))
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            texts, merged = _read_other_texts(sheet, file)
            rows = tuple(_lay_out(texts, merged))
            if about.name == SHEET:
                marks = {row[0].text: row[1].text for row in rows if len(row) > 1}
            elif about.visible == SheetVisibleEnum.Visible:
                tables.append(OfficeTable(f"trang tính “{about.name}”", rows, letters=True))
    except (CalamineError, *_BROKEN):
        raise _broken(file) from None
    return OfficeFile(file, tuple(tables), marks)


def _read_other_texts(sheet: CalamineSheet, file: str) -> tuple[Texts, Merged]:
    texts = {
        (row, column): text
        for row, values in enumerate(sheet.iter_rows(), start=1)
        for column, value in enumerate(values, start=1)
        if (text := _show(value, ""))
    }
    _check_size(texts, sheet.name, file)
    merged: Merged = {}
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        _merge(merged, texts, (first_row + 1, first_column + 1), (last_row + 1, last_column + 1))
    return texts, merged


def _broken(file: str) -> FileProblemError:
    wrong = "tệp bảng tính bị hỏng, không đọc được."
    fix = "mở bằng Excel hoặc LibreOffice, lưu lại rồi nhập."
    return FileProblemError(Problem(Location(file), "broken-file", wrong, fix))


def _read_rows(sheet: Worksheet, file: str) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet of an .xlsx."""
    texts = {
        place: text
        # Only cells that are there: a sheet's dimensions may be a million by a million.
        for place, cell in sheet._cells.items()
        if (text := _show(cell.value, str(cell.number_format)))
    }
    _check_size(texts, str(sheet.title), file)
    merged: Merged = {}
    for area in sheet.merged_cells.ranges:
        _merge(merged, texts, (area.min_row, area.min_col), (area.max_row, area.max_col))
    return _lay_out(texts, merged)


def _check_size(texts: Texts, sheet: str, file: str) -> None:
    """Raise FileProblemError for words beyond what any form has; blank cells, however far away, are none."""
    far = next((place for place in texts if place[0] > _MOST_ROWS or place[1] > _MOST_COLUMNS), None)
    if far is not None:
        wrong = f"trang tính “{sheet}” có chữ ở ô {letters_of(far[1])}{far[0]}, quá xa cho một biểu mẫu."
        fix = f"xóa các ô sau cột {letters_of(_MOST_COLUMNS)} và sau dòng {_MOST_ROWS}, lưu lại rồi nhập."
        raise FileProblemError(Problem(Location(file), "table-too-large", wrong, fix))


def _merge(merged: Merged, texts: Texts, start: Place, end: Place) -> None:
    """Note where a merged cell reaches."""
    rows, columns = min(end[0], _MOST_ROWS), min(end[1], _MOST_COLUMNS)
    if start in texts and (rows - start[0] + 1) * (columns - start[1] + 1) <= _MOST_ROWS:
        places = [(row, column) for row in range(start[0], rows + 1) for column in range(start[1], columns + 1)]
        merged |= dict.fromkeys(places, start)


def _lay_out(texts: Texts, merged: Merged) -> Iterator[tuple[Cell, ...]]:
    """The rows that hold anything, as wide as the widest; cells far from all others count for nothing."""
    width = max((column for _, column in (*texts, *merged)), default=0)
    for row in sorted({row for row, _ in (*texts, *merged)}):
        yield tuple(_cell(texts, merged, row, column) for column in range(1, width + 1))


def _cell(texts: Texts, merged: Merged, row: int, column: int) -> Cell:
    start = merged.get((row, column), (row, column))
    return Cell(texts.get(start, ""), row, column, first=start == (row, column))


def _show(value: object, number_format: str) -> str:
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
