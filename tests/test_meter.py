"""The bar that a waiting person sees."""

from __future__ import annotations

import io
from pathlib import Path

from generator.meter import Meter, draw
from generator.outputs import declare_all
from generator.pipeline import build, check, open_portal
from tests.portals import TODAY, copy_small


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_said_in_the_first_two_seconds() -> None:
    terminal, clock = Terminal(), Clock()
    meter = Meter(terminal, clock)
    clock.now += 1.9
    meter.tell("Dựng trang", 5, 10)
    meter.clear()
    assert terminal.getvalue() == ""


def test_after_two_seconds_the_bar_stands_in_one_line() -> None:
    terminal, clock = Terminal(), Clock()
    meter = Meter(terminal, clock)
    for done in range(1, 4):
        clock.now += 1
        meter.tell("Dựng trang", done, 6)
    assert "Dựng trang" in terminal.getvalue()
    assert "\n" not in terminal.getvalue()
    meter.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_it_is_not_written_more_often_than_eyes_can_follow() -> None:
    terminal, clock = Terminal(), Clock()
    meter = Meter(terminal, clock)
    clock.now += 3
    for done in range(1000):
        clock.now += 0.001
        meter.tell("Dựng trang", done, 1000)
    assert terminal.getvalue().count("\r") <= 11


def test_quiet_where_nobody_looks() -> None:
    pipe, clock = io.StringIO(), Clock()
    meter = Meter(pipe, clock)
    clock.now += 60
    meter.tell("Dựng trang", 5, 10)
    meter.clear()
    assert pipe.getvalue() == ""


def test_the_estimate_goes_by_what_is_done_in_this_stage() -> None:
    # 30 of 120 took 5 s, so the other 90 take 15 s.
    assert draw("Dựng trang", 30, 120, 5.0).endswith("25 %, còn khoảng 15 giây")
    assert draw("Dựng trang", 120, 120, 20.0).endswith("100 %")
    assert draw("Đọc dữ liệu", 0, 120, 0.0).endswith("0 %")


def test_a_build_tells_of_its_pages_and_not_of_its_batches(tmp_path: Path) -> None:
    """A batch of models takes a hundred times as long as one of a single page: counted alike, they mislead."""
    config = copy_small(tmp_path)
    portal = open_portal(check(config), config.parent, TODAY)
    batches = [batch for _, batch in declare_all(portal)]
    large = [batch for batch in batches if batch.name.startswith(("models", "mo-hinh/", "tien-do/"))]
    assert len(large) > 3
    # The card of a model, which stands for it where it is shared, is no page.
    pages = [[one for one in batch.declare() if one.path.endswith(".html")] for batch in large]
    assert [batch.size for batch in large] == [len(one) for one in pages]
    told: list[tuple[str, int, int]] = []
    assert build(config, tmp_path / "site", today=TODAY, tell=lambda *one: told.append(one)).ok
    made = [(done, total) for stage, done, total in told if stage == "Dựng trang"]
    assert len(made) == len(batches)
    assert {total for _, total in made} == {sum(batch.size for batch in batches)}
    assert made[-1][0] == made[-1][1]
