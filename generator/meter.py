"""A bar with an estimate for whoever waits at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

# Nobody needs to be told of what is over sooner.
PATIENCE_S = 2.0
# How often the line is written anew.
_EVERY_S = 0.1
_WIDTH = 24

# What a build tells of itself: the stage in words, how much of how much is done.
Listener = Callable[[str, int, int], None]


def keep_quiet(stage: str, done: int, total: int) -> None:
    """For whoever does not wait."""


class Meter:
    """Writes one line over and over, from two seconds on; nothing where no one looks (a file, a pipe)."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._began = clock()
        self._stage = ""
        self._stage_began = self._began
        self._written = 0.0
        self._is_shown = False

    def tell(self, stage: str, done: int, total: int) -> None:
        """A `Listener`."""
        now = self._clock()
        if stage != self._stage:
            self._stage, self._stage_began = stage, now
        if self._stream.isatty() and now - self._began >= PATIENCE_S and now - self._written >= _EVERY_S:
            self._written, self._is_shown = now, True
            self._stream.write(f"\r\x1b[K{draw(stage, done, total, now - self._stage_began)}")
            self._stream.flush()

    def clear(self) -> None:
        """Leave nothing of the bar behind."""
        if self._is_shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def draw(stage: str, done: int, total: int, seconds: float) -> str:
    """The line: "Dựng trang  ████████░░░░░░░░  50 %, còn khoảng 3 giây"; `seconds` since the stage began."""
    share = done / total if total else 1.0
    full = round(_WIDTH * share)
    left = f", còn khoảng {max(1, round(seconds / done * (total - done)))} giây" if 0 < done < total else ""
    return f"{stage}  {'█' * full}{'░' * (_WIDTH - full)}  {int(100 * share)} %{left}"
