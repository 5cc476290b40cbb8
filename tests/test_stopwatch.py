"""Times are told by stage, and a stream is not blamed for what others do with its items."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from generator.stopwatch import Stopwatch


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that shows one second more each time somebody looks."""
    ticks = count()
    monkeypatch.setattr("generator.stopwatch.time.perf_counter", lambda: float(next(ticks)))


def test_same_stage_entered_twice_is_added_up() -> None:
    watch = Stopwatch()
    for name in ("đọc", "ghi", "đọc"):
        with watch.stage(name):
            pass
    assert list(watch.seconds.items()) == [("đọc", 2.0), ("ghi", 1.0)]


def test_stream_is_timed_apart_from_the_work_on_its_items() -> None:
    def stream() -> Iterator[str]:
        yield "một"
        yield "hai"

    watch = Stopwatch()
    for _ in watch.each("trang", stream()):
        with watch.stage("ghi"):
            pass
    # Two items and the end of the stream.
    assert watch.seconds == {"trang": 3.0, "ghi": 2.0}
