"""Times are told by stage, whoever measured them."""

from __future__ import annotations

from contextlib import suppress
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


def test_stage_is_timed_also_when_it_fails() -> None:
    watch = Stopwatch()
    with suppress(ValueError), watch.stage("đọc"):
        raise ValueError
    assert watch.seconds == {"đọc": 1.0}


def test_what_another_process_measured_is_added_up() -> None:
    watch = Stopwatch()
    with watch.stage("trang"):
        pass
    watch.add({"trang": 3.0, "lịch": 0.5})
    watch.add({"trang": 0.25})
    assert list(watch.seconds.items()) == [("trang", 4.25), ("lịch", 0.5)]


def test_all_that_a_watch_saw_is_counted_from_its_start() -> None:
    watch = Stopwatch()
    with watch.stage("trang"):
        pass
    assert watch.took == 3.0
