"""Tables drawn with lines: which lines belong together, and what stands in each of their cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.importing.pdf.glyphs import Page, Ruling, Word
from generator.importing.pdf.rows import cut_lines, write_words

# Programs draw borders cell by cell, a little apart or one over the other.
_NEAR = 3.0
# More lines than any form has: a drawing.
_MOST_RULINGS = 600
_LIST_SIGN = re.compile(r"[-–+•]\s")


@dataclass(slots=True)
class Table:
    """`edges` are the x of its columns' borders, `rows` its cells' texts, "" where another cell covers one. Points.

    `page` is the index of the page that it begins on, `last_page` of the one that it ends on; `breaks` are the
    indexes of the rows with which the pages after the first begin.
    """

    edges: tuple[float, ...]
    rows: list[tuple[str, ...]]
    top: float
    page: int
    last_page: int
    breaks: list[int] = field(default_factory=list)


def read_tables(page: Page) -> tuple[list[Table], list[Word]]:
    """The tables of a page from top to bottom, and the words that stand in none."""
    tables: list[Table] = []
    words = page.words
    for rulings in _find_frames(_join(page.rulings)):
        frame = _Frame(rulings)
        inside = [word for word in words if frame.holds(word)]
        if (rows := frame.read(inside)) is None:
            continue
        tables.append(Table(tuple(frame.xs), rows, frame.ys[0], page.index, page.index))
        taken = set(map(id, inside))
        words = [word for word in words if id(word) not in taken]
    return sorted(tables, key=lambda table: table.top), words


def _join(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings with those made one that go on from each other."""
    joined: list[Ruling] = []
    for upright in (False, True):
        levels: list[list[Ruling]] = []
        for ruling in sorted((one for one in rulings if one.upright is upright), key=lambda one: one.at):
            if levels and ruling.at - levels[-1][0].at <= _NEAR:
                levels[-1].append(ruling)
            else:
                levels.append([ruling])
        joined.extend(one for level in levels for one in _join_level(level))
    return joined


def _join_level(level: Sequence[Ruling]) -> list[Ruling]:
    at = sum(one.at for one in level) / len(level)
    joined: list[Ruling] = []
    for one in sorted(level, key=lambda one: one.start):
        if joined and one.start - joined[-1].end <= _NEAR:
            last = joined.pop()
            joined.append(Ruling(one.upright, at, last.start, max(last.end, one.end)))
        else:
            joined.append(Ruling(one.upright, at, one.start, one.end))
    return joined


def _find_frames(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings that cross or touch each other, and make more than one cell."""
    if len(rulings) > _MOST_RULINGS:
        return []
    frames: list[list[Ruling]] = []
    for ruling in rulings:
        touched = [frame for frame in frames if any(_touch(ruling, other) for other in frame)]
        frames = [frame for frame in frames if not any(frame is one for one in touched)]
        frames.append([ruling, *(one for frame in touched for one in frame)])
    return [frame for frame in frames if _has_cells(frame)]


def _touch(one: Ruling, other: Ruling) -> bool:
    if one.upright is other.upright:
        return False
    return one.start - _NEAR <= other.at <= one.end + _NEAR and other.start - _NEAR <= one.at <= other.end + _NEAR


def _has_cells(frame: Sequence[Ruling]) -> bool:
    upright = sum(one.upright for one in frame)
    return upright >= 1 and len(frame) - upright >= 2


class _Frame:
    """The lines of one table as a net: `xs` and `ys` are its borders from left to right, from top to bottom."""

    def __init__(self, rulings: Sequence[Ruling]) -> None:
        self.upright = [one for one in rulings if one.upright]
        self.level = [one for one in rulings if not one.upright]
        self.xs = _borders(self.upright, self.level)
        self.ys = _borders(self.level, self.upright)

    def holds(self, word: Word) -> bool:
        x, y = word.middle
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def read(self, words: Iterable[Word]) -> list[tuple[str, ...]] | None:
        """The rows of cells; None when there is only one cell, or text in no more than one."""
        owners = self._owners()
        cells: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            x, y = word.middle
            place = _between(self.ys, y), _between(self.xs, x)
            cells.setdefault(owners[place], []).append(word)
        if len(set(owners.values())) < 2 or len(cells) < 2:
            return None
        texts = {place: _write_cell(inside) for place, inside in cells.items()}
        columns = range(len(self.xs) - 1)
        return [tuple(texts.get((row, column), "") for column in columns) for row in range(len(self.ys) - 1)]

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each field of the net the first field of the cell that covers it, both as (row, column)."""
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) in owners:
                    continue
                right = column + 1
                while right < len(self.xs) - 1 and not self._has_upright(right, row) and (row, right) not in owners:
                    right += 1
                below = row + 1
                while below < len(self.ys) - 1 and not self._has_level(below, column):
                    below += 1
                covered = ((y, x) for y in range(row, below) for x in range(column, right))
                owners |= dict.fromkeys(covered, (row, column))
        return owners

    def _has_upright(self, border: int, row: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return _is_drawn(self.upright, self.xs[border], middle)

    def _has_level(self, border: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return _is_drawn(self.level, self.ys[border], middle)


def _is_drawn(rulings: Sequence[Ruling], border: float, middle: float) -> bool:
    return any(abs(one.at - border) <= 2 * _NEAR and one.start <= middle <= one.end for one in rulings)


def _borders(across: Sequence[Ruling], along: Sequence[Ruling]) -> list[float]:
    """Where the lines of one direction stand; the ends of the others where a table is open at its sides."""
    places = sorted({one.at for one in across} | {one.start for one in along} | {one.end for one in along})
    borders: list[float] = []
    for place in places:
        if not borders or place - borders[-1] > 2 * _NEAR:
            borders.append(place)
    return borders


def _between(borders: Sequence[float], place: float) -> int:
    return min(max(bisect_right(borders, place) - 1, 0), len(borders) - 2)


def _write_cell(words: Sequence[Word]) -> str:
    """A cell's lines run together; an item of a list begins a new one."""
    text = ""
    for line in cut_lines(words):
        written = write_words(line, with_bold=False)
        joint = "\n" if _LIST_SIGN.match(written) else " "
        text += joint + written if text else written
    return text
