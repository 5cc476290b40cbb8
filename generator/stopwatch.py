"""Where the time of a build goes: seconds by stage."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Stopwatch:
    """Shape of `seconds`: {stage: seconds}, in the order in which the stages were first entered."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started

    def each(self, name: str, stream: Iterable[T]) -> Iterator[T]:
        """The items of a stream; only the time that the stream itself takes is counted."""
        items = iter(stream)
        while True:
            with self.stage(name):
                item = next(items, None)
            if item is None:
                return
            yield item
