"""Rows of a sheet that hold the name of a unit: as high as the number of its letters wants.

Not as its letters want, which only fonts could tell: a browser that puts in another name has none to ask.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.outputs.forms.text import POINT_MM, Run

# What a letter takes in parts of the size, and how many letters a line may lack at its end: bold capitals in a head,
# a name as it is elsewhere. Measured in Tinos over the units of this portal: at most 0.67 and 0.49, blanks included.
_LETTERS = {True: (0.68, 2), False: (0.48, 1)}
# As many letters as the name of a unit may have.
_LONGEST = 120
# Above and below the lines together, in mm.
_PADDING = 0.6


class NameRow(NamedTuple):
    """How many letters stand in a line at least; the heights of the row in points with 1, 2, … lines."""

    room: int
    heights: tuple[float, ...]

    def height_for(self, name: str) -> float:
        lines = -(-len(name) // self.room)
        return self.heights[min(lines, len(self.heights)) - 1]


def measure_row(name: Run, width: float, *, least: float, line: float) -> NameRow:
    """The row of a name in a cell `width` mm wide, at least `least` mm high; each line takes `line` points."""
    letter, spare = _LETTERS[name.bold]
    room = max(4, int(width / (name.size * POINT_MM * letter)) - spare)
    most = -(-_LONGEST // room)
    heights = (max(least, _PADDING + lines * line * POINT_MM) for lines in range(1, most + 1))
    return NameRow(room, tuple(_in_dots(height / POINT_MM) for height in heights))


def _in_dots(points: float) -> float:
    """The height that xlsxwriter makes of it: whole dots of 3/4 of a point."""
    return int(points * 4 / 3 + 0.5) * 0.75
