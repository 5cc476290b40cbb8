"""What a reader sees in a workbook of Excel: the texts of its sheets, numbers as they are shown."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from generator.importing.office.grid import LONGEST_SIGN, MOST_COLUMNS, Grid, show
from generator.importing.office.package import Package
from generator.importing.office.symbols import see_signs
from generator.importing.office.tables import Doubt, OfficeFile, OfficeTable, clean, judge
from generator.outputs.forms.marks import SHEET
from generator.problems import FileProblemError, Location, Problem

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet
    from python_calamine import CalamineSheet

# What openpyxl raises at workbooks that break off, lack parts or hold nonsense.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    RuntimeError,
)  # fmt: skip


def read_workbook(package: Package, file: str) -> OfficeFile:
    """The sheets of an .xlsx, one table for each. Raises FileProblemError."""
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded only for what it reads.

    marks: dict[str, str] = {}
    tables: list[OfficeTable] = []
    try:
        book = load_workbook(BytesIO(package.raw), data_only=True, keep_links=False, rich_text=True)
        for sheet in book.worksheets:
            if sheet.title == SHEET:
                marks = _read_sheet(sheet, file).as_marks()
            elif sheet.sheet_state == "visible":
                tables.append(_read_sheet(sheet, file).as_table())
    except _BROKEN:
        raise broken(file) from None
    return OfficeFile(file, tuple(tables), marks)


def read_old_workbook(package: Package, file: str) -> OfficeFile:
    """The same of an .xls, of which nothing tells how its numbers look. Raises FileProblemError."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - as above.

    marks: dict[str, str] = {}
    tables: list[OfficeTable] = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(package.raw))
        for about in book.sheets_metadata:
            grid = _read_old_sheet(book.get_sheet_by_name(about.name), file)
            if about.name == SHEET:
                marks = grid.as_marks()
            elif about.visible == SheetVisibleEnum.Visible:
                tables.append(grid.as_table())
    except (CalamineError, *_BROKEN):
        raise broken(file) from None
    return OfficeFile(file, tuple(tables), marks, bare=True)


def _read_old_sheet(sheet: CalamineSheet, file: str) -> Grid:
    grid = Grid(sheet.name, file)
    for row, values in enumerate(sheet.iter_rows(), start=1):
        for column, value in enumerate(values, start=1):
            # Fonts are not told here: only signs that are codes of their own are seen.
            text = show(see_signs(value, "") if isinstance(value, str) else value, "")
            grid.put((row, column), text, Doubt.SHARE if _may_be_share(value) else Doubt.NONE)
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        grid.merge((first_row + 1, first_column + 1), (last_row + 1, last_column + 1))
    return grid


def _may_be_share(value: object) -> bool:
    """Whether a number may be shown as a percentage: 0.7, 1 for 100%, 1.25; larger whole ones hardly are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value <= 1 or not float(value).is_integer()


def broken(file: str) -> FileProblemError:
    wrong = "tệp bảng tính bị hỏng, không đọc được."
    fix = "mở bằng Excel hoặc LibreOffice, lưu lại rồi nhập."
    return FileProblemError(Problem(Location(file), "broken-file", wrong, fix))


def _read_sheet(sheet: Worksheet, file: str) -> Grid:
    """A sheet of an .xlsx."""
    grid = Grid(str(sheet.title), file)
    # Only cells that are there: a sheet's dimensions may be a million by a million.
    for place, cell in sheet._cells.items():
        if text := _read_cell(cell):
            grid.put(place, text, _judge_cell(cell))
        if cell.comment is not None:
            grid.comments[place] = clean(str(cell.comment.text))
    for area in sheet.merged_cells.ranges:
        grid.merge((area.min_row, area.min_col), (area.max_row, area.max_col))
    grid.hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    for column in sheet.column_dimensions.values():
        if column.hidden:
            grid.hidden_columns |= set(range(column.min, min(column.max, MOST_COLUMNS) + 1))
    return grid


def _read_cell(cell: SheetCell | MergedCell) -> str:
    """A cell's text; a sign is told by the font of the cell, or of the part of its text that has one of its own."""
    value: object = cell.value
    if isinstance(value, str) and len(value) <= LONGEST_SIGN:
        value = see_signs(value, str(cell.font.name or ""))
    elif isinstance(value, list):
        value = "".join(see_signs(str(one), _font_of(one) or str(cell.font.name or "")) for one in value)
    return show(value, str(cell.number_format))


def _judge_cell(cell: SheetCell | MergedCell) -> Doubt:
    """Whether a cell is struck out, or some of its text is."""
    value: object = cell.value
    parts = value if isinstance(value, list) else [value]
    fonts = [(str(one), getattr(one, "font", None) or cell.font) for one in parts]
    return judge((text, bool(font.strike)) for text, font in fonts)


def _font_of(part: object) -> str:
    """The font of a part of a rich text."""
    return str(getattr(getattr(part, "font", None), "rFont", None) or "")
