"""Rows as CSV and Excel files that open safely wherever people open them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

Cell = str | int | float | bool | None

# A cell that starts so would run as a formula in a spreadsheet (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark, so that Excel shows Vietnamese; a cell that looks like a formula gets a quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_guard(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _guard(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell


def write_xlsx(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet with a frozen header and filters; texts are text cells, never formulas; equal bytes each time."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(2026, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("Dữ liệu")
    head = book.add_format({"bold": True, "bg_color": "#F3E9DC", "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, head)
        widest = max((len(str(row[column] or "")) for row in rows), default=0)
        sheet.set_column(column, column, min(48, max(len(name), widest) + 2))
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(header) - 1)
    book.close()
    return out.getvalue()


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, look: object) -> None:
    if isinstance(cell, bool):
        sheet.write_string(row, column, "có" if cell else "không", look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look)
    elif cell is not None:
        sheet.write_string(row, column, cell, look)
