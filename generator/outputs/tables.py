"""Rows as CSV files that open safely wherever people open them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | bool | None

# In front of the first row, so that Excel shows Vietnamese.
CSV_MARK = b"\xef\xbb\xbf"

# A cell that starts so would run as a formula in a spreadsheet (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows in UTF-8, to be joined with others; a cell that looks like a formula gets a quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_guard(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _guard(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(_FORMULA_STARTS) else cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell
