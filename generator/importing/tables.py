"""Tables of forms: lines with tabs or Markdown pipes, with the spans that empty heading cells mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.document import Cell, Grid, Table
from generator.importing.inline import plain_text

_PIPE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")


def read_grid(rows: Sequence[str], start: int) -> Grid | None:
    """The table that begins at row `start` (from 0), or None when none begins there."""
    return _read_tabs(rows, start) or _read_pipes(rows, start)


def _read_tabs(rows: Sequence[str], start: int) -> Grid | None:
    """Two or more lines in a row with tabs between their cells."""
    end = start
    while end < len(rows) and "\t" in rows[end].strip(" "):
        end += 1
    if end - start < 2 or not any(row.strip() for row in rows[start:end]):
        return None
    cells = [[cell.strip() for cell in row.split("\t")] for row in rows[start:end]]
    if max(map(len, cells)) < 2:
        return None
    return _level(cells, range(start + 1, end + 1))


def _read_pipes(rows: Sequence[str], start: int) -> Grid | None:
    """A Markdown table; its line of dashes is markup and no row."""
    if start + 1 >= len(rows) or "|" not in rows[start] or not _PIPE_RULE.match(rows[start + 1]):
        return None
    end = start + 2
    while end < len(rows) and "|" in rows[end]:
        end += 1
    if end == start + 2:
        return None
    kept = [start, *range(start + 2, end)]
    cells = [[cell.strip() for cell in _without_edges(rows[at]).split("|")] for at in kept]
    return _level(cells, [at + 1 for at in kept])


def _without_edges(row: str) -> str:
    return row.strip().removeprefix("|").removesuffix("|")


def _level(cells: list[list[str]], numbers: Sequence[int]) -> Grid:
    width = max(map(len, cells))
    rows = tuple((*row, *[""] * (width - len(row))) for row in cells)
    return Grid(rows, tuple(numbers))


def build_table(grid: Grid) -> Table:
    """The table with heading rows and spans: an empty heading cell belongs to its neighbour.

    Right of a filled cell it widens it, when the row below tells its columns apart;
    under a filled cell it lengthens it.
    """
    height = _head_height(grid)
    head = _build_head(grid.rows[:height]) if height else ()
    body = tuple(_build_row(row) for row in grid.rows[height:])
    return Table(head, body, grid.numbers)


def _head_height(grid: Grid) -> int:
    """Rows of the heading: the first, and those after it whose first cell is left to the row above."""
    if not grid.rows[0][0]:
        return 0
    height = 1
    while height < len(grid.rows) and not grid.rows[height][0] and any(grid.rows[height]):
        height += 1
    return height


def _build_head(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[Cell, ...], ...]:
    width = len(rows[0])
    covered: set[tuple[int, int]] = set()
    built = []
    for top, row in enumerate(rows):
        cells = []
        for left in range(width):
            if (top, left) in covered:
                continue
            across = _width_of(rows, top, left, covered)
            down = _height_of(rows, top, left, across)
            covered |= {(top + y, left + x) for y in range(down) for x in range(across)}
            cells.append(Cell(row[left], across, down))
        built.append(tuple(cells))
    return tuple(built)


def _width_of(rows: Sequence[tuple[str, ...]], top: int, left: int, covered: set[tuple[int, int]]) -> int:
    below = rows[top + 1] if top + 1 < len(rows) else None
    right = left + 1
    if not rows[top][left] or below is None or not below[left]:
        return 1
    while right < len(rows[top]) and not rows[top][right] and below[right] and (top, right) not in covered:
        right += 1
    return right - left


def _height_of(rows: Sequence[tuple[str, ...]], top: int, left: int, across: int) -> int:
    down = 1
    while top + down < len(rows) and not any(rows[top + down][left : left + across]):
        down += 1
    return down


def _build_row(row: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in row)


def is_section_row(row: Sequence[Cell]) -> bool:
    """A row that begins a section of the table: a Roman numeral in its first cell."""
    return bool(re.fullmatch(r"[IVX]+\.?", plain_text(row[0].text)))


def is_section_name(text: str) -> bool:
    """A line of a flattened table that names a section ("II. Lĩnh vực văn hóa - xã hội")."""
    return bool(re.fullmatch(r"[IVX]+\. \S[^\n]*", text))
