"""Rows of a sheet that hold the name of a unit: as high as the number of its letters wants.

Not as its letters want, which only fonts could tell: a browser that puts in another name has none to ask.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.outputs.forms.text import POINT_MM, Run

# More than an average letter takes, in parts of the size: bold capitals in a head, a name as it is behind a label.
# Measured in Tinos over the units of this portal: at most 0.67 and 0.49, blanks included.
_LETTER = {True: 0.68, False: 0.5}
# As many letters as the name of a unit may have.
_LONGEST = 120


class NameRow(NamedTuple):
    """How many letters stand in a line at least; the heights of the row in points with 1, 2, … lines."""

    room: int
    heights: tuple[float, ...]

    def height_for(self, name: str) -> float:
        lines = -(-len(name) // self.room)
        return self.heights[min(lines, len(self.heights)) - 1]


def measure_row(name: Run, width: float, *, height: float, line: float) -> NameRow:
    """The row of a name in a cell `width` mm wide: `height` mm with one line, `line` points more with each other."""
    # Half a word may be left over at the end of a line.
    room = max(4, int(width / (name.size * POINT_MM * _LETTER[name.bold])) - 2)
    return NameRow(room, tuple(_in_dots(height / POINT_MM + line * more) for more in range(-(-_LONGEST // room))))


def _in_dots(points: float) -> float:
    """The height that xlsxwriter makes of it: whole dots of 3/4 of a point."""
    return int(points * 4 / 3 + 0.5) * 0.75
