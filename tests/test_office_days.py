"""Deadlines and progress: the last safe day, and numbers that lead to their records."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from generator.deadlines import appoint, last_safe_day
from generator.library import Library
from generator.outputs.pages import home, progress
from generator.outputs.pages.progress import draw_pairs, open_account
from generator.portal import Portal
from generator.progress import Progress, Tally, measure_targets, open_register
from generator.records.campaign import Campaign, Deadline
from generator.records.field import Field
from generator.records.model import Model
from generator.records.unit import Unit
from generator.records.values import take_values
from tests.inline import gather, make
from tests.office import REAL, Pages, by_class, by_id, make_pages, office_pages, repository_portal, words


@pytest.fixture(scope="module")
def portal() -> Portal:
    return repository_portal()


@pytest.fixture(scope="module")
def pages() -> Pages:
    return office_pages()


# --- deadlines


def deadline(**changes: object) -> Deadline:
    base = {"id": "h", "text": "Phiếu.", "printed": "trước ngày", "sender": "Tổ", "recipient": "Ban",
            "task": "register", "source": "mục I"}  # fmt: skip
    found = take_values(Deadline, base | changes)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("changes", "year", "day"),
    [
        ({"date": "2026-03-01"}, None, date(2026, 2, 28)),
        ({"date": "2028-03-01"}, None, date(2028, 2, 29)),
        ({"date": "2026-03-01", "before": False}, None, date(2026, 3, 1)),
        ({"yearly": "01-01"}, 2027, date(2026, 12, 31)),
        ({"yearly": "02-29", "before": False}, 2027, date(2027, 2, 28)),
        ({}, 2026, None),
    ],
    ids=["before", "before in a leap year", "on the day", "before new year", "29 February", "no such day"],
)
def test_last_safe_day_is_the_day_before(changes: dict[str, object], year: int | None, day: date | None) -> None:
    assert last_safe_day(deadline(**changes), year) == day


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2025, 1, 1), date(2026, 2, 14)),
        (date(2026, 2, 14), date(2026, 2, 14)),
        (date(2026, 2, 15), date(2027, 2, 14)),
        (date(2030, 1, 1), date(2028, 2, 14)),
    ],
    ids=["before the period", "on the day itself", "the day after", "after the period"],
)
def test_yearly_deadline_is_met_next_time(today: date, day: date) -> None:
    campaign = make(Campaign, "period:\n  start: 2026-01-01\n  end: 2028-12-31\n")
    found = appoint(campaign, deadline(yearly="02-15"), today)
    assert found.day == day
    assert sorted([day, *found.others]) == [date(year, 2, 14) for year in (2026, 2027, 2028)]


@pytest.mark.parametrize(
    ("changes", "doubtful"),
    [
        ({"printed": "trước ngày 31/11/2026"}, True),
        ({"printed": "chậm nhất ngày 31/11/2026", "before": False}, True),
        ({"printed": "trước ngày 31/11/2026", "date": "2026-11-30"}, False),
        ({"printed": "trước 03 ngày tổ chức hội nghị"}, False),
    ],
    ids=["impossible", "impossible, on the day", "corrected", "counted from a meeting"],
)
def test_only_a_printed_day_that_no_calendar_has_is_doubtful(changes: dict[str, object], doubtful: bool) -> None:
    assert appoint(make(Campaign), deadline(**changes), date(2026, 1, 1)).is_doubtful is doubtful


def test_deadline_page_shows_the_safe_day_and_the_printed_words(pages: Pages) -> None:
    row = by_id(pages["lich/index.html"], "thuy-nguyen-2026-dang-ky")
    assert row.xpath(".//time[@data-due]/@datetime") == ["2026-02-04"]
    assert "Bản in: “trước ngày 05/02/2026”" in words(row)


def test_every_deadline_stands_on_the_page_once(portal: Portal, pages: Pages) -> None:
    for campaign in portal.library.campaigns:
        for one in campaign.deadlines:
            row = by_id(pages["lich/index.html"], f"{campaign.id}-{one.id}")
            assert all(text in words(row) for text in (one.text, one.sender, one.recipient, one.printed))


@pytest.mark.parametrize("path", ["lich/index.html", "ke-hoach/do-son-2026/index.html"])
def test_a_printed_day_that_does_not_exist_is_a_warning(pages: Pages, path: str) -> None:
    notices = [words(one) for one in by_class(pages[path], "notice")]
    assert any("31/11/2026" in one and "Tháng 11 chỉ có 30 ngày" in one for one in notices)


def test_a_day_that_does_not_exist_gets_no_date(pages: Pages) -> None:
    row = by_id(pages["lich/index.html"], "do-son-2026-bao-cao-nam-thanh-pho")
    assert not row.xpath(".//time")
    assert "ngày in không có thật" in words(row)


def test_a_day_counted_from_a_meeting_is_not_called_impossible(pages: Pages) -> None:
    row = by_id(pages["lich/index.html"], "do-son-2026-bao-cao-tham-dinh")
    assert "tính theo ngày họp" in words(row)
    assert "không có thật" not in words(row)


# --- progress


def library_of(campaign: Campaign, *models: Model) -> Library:
    return Library(gather(make(Field, "", "doi-song"), make(Unit, "", "to-5"), campaign, *models), {})


def measure(campaign: Campaign, *models: Model) -> Sequence[Progress]:
    library = library_of(campaign, *models)
    return measure_targets(library, open_register(library, campaign))


def target_lines(extra: str) -> str:
    return f"""\
period:
  start: 2024-01-01
  end: 2026-12-31
targets:
  - id: so-mo-hinh
    text: Có mô hình.
    value: 4
    unit: mô hình
    source: mục II
    measure: registered-models
    {extra}
"""


def test_a_target_without_year_is_counted_over_the_whole_period() -> None:
    campaign = make(Campaign, target_lines("scope: cả giai đoạn"), "ben-may")
    models = [make(Model, f"year: {year}\n", f"m-{year}") for year in (2024, 2026)]
    (found,) = measure(campaign, *models)
    assert (found.count, found.percent, found.whole, found.reached) == (2, 50, True, False)


def test_a_measured_target_without_a_figure_is_told_by_its_count(portal: Portal) -> None:
    campaign = make(Campaign, target_lines("scope: cả giai đoạn").replace("    value: 4\n", ""), "ben-may")
    own = replace(portal, library=library_of(campaign, make(Model, "year: 2026\n", "m-1")))
    (bar,) = open_account(own.library, open_register(own.library, campaign)).bars
    assert (bar.count, bar.goal, bar.words) == ("1", "mô hình", "1 mô hình, giai đoạn 2024–2026")
    for section, path in ((progress, "tien-do/index.html"), (home, "index.html")):
        page = make_pages(section, own)[path]
        assert "1 mô hình" in words(page)
        assert "None" not in words(page)
        assert not page.xpath("//progress")


def test_a_register_without_a_model_in_the_period_is_drawn(portal: Portal) -> None:
    campaign = make(Campaign, target_lines("scope: cả giai đoạn"), "ben-may")
    own = replace(portal, library=library_of(campaign, make(Model, "year: 2031\n", "m-1")))
    page = make_pages(progress, own)["tien-do/index.html"]
    assert {"0.0%", "100.0%"} >= set(page.xpath("//rect/@width"))


def test_bars_of_a_chart_are_shares_of_the_longest() -> None:
    pairs = draw_pairs([Tally("a", "A", 3, 1), Tally("b", "B", 0, 0)])
    assert [(one.registered, one.recognised) for one in pairs] == [(100, 33.33), (0, 0)]


def test_a_yearly_target_is_counted_in_each_year() -> None:
    campaign = make(Campaign, target_lines("scope: hằng năm"), "ben-may")
    models = [make(Model, "year: 2026\n", f"m-{number}") for number in range(5)]
    found = measure(campaign, *models)
    assert [(one.year, one.count, one.percent) for one in found] == [(2024, 0, 0), (2025, 0, 0), (2026, 5, 100)]


def numbers(pages: Pages) -> Iterator[tuple[int, str, str]]:
    """Every linked number of the progress page: (number, path of the page it leads to, anchor)."""
    for link in by_class(pages["tien-do/index.html"], "number"):
        value = int(re.sub(r"\D", "", link.text or ""))
        address, _, anchor = link.get("href", "").partition("#")
        yield value, posixpath.normpath(posixpath.join("tien-do", address)) + "/index.html", anchor


def test_every_number_of_progress_leads_to_as_many_records(pages: Pages) -> None:
    checked = 0
    for value, path, anchor in numbers(pages):
        page = pages[path]
        if "/ty-le-don-vi/" in path:
            having = len(by_class(by_id(page, "co-mo-hinh"), "rows-item"))
            lacking = len(page.xpath("//*[@id='chua-co-mo-hinh']//li"))
            assert value == int(100 * having / (having + lacking))
        else:
            assert len(by_class(by_id(page, anchor or "dien-hinh"), "rows-item")) == value, path
        checked += 1
    assert checked > 50


def test_zero_is_no_link(pages: Pages) -> None:
    cells = by_class(pages["tien-do/index.html"], "chart-number")
    zeros = [one for one in cells if words(one) == "0"]
    assert all(not one.xpath(".//a") for one in zeros)
    assert all(value > 0 for value, _, _ in numbers(pages))


def test_every_chart_says_in_words_what_its_row_counts(pages: Pages) -> None:
    rows = pages["tien-do/index.html"].xpath("//table[contains(@class,'chart')]/tbody/tr")
    told = [one.xpath(".//*[name()='svg'][@role='img']/@aria-label")[0] for one in rows]
    counts = [[words(cell) for cell in by_class(one, "chart-number")] for one in rows]
    numbers = [[cell.split()[0] for cell in cells] for cells in counts]
    assert len(told) > 10
    assert told == [f"{recognised} trên {all_} mô hình đăng ký được công nhận" for all_, recognised in numbers]


def test_a_plan_without_records_says_so_and_prints_its_targets(portal: Portal, pages: Pages) -> None:
    page = pages["tien-do/index.html"]
    assert "Kế hoạch chưa có số liệu" in words(page)
    for name in REAL:
        section = by_id(page, name).getparent()
        assert section is not None
        assert all(one.text in words(section) for one in portal.library.campaign(name).targets)
        assert not by_class(section, "number")


def test_a_target_that_records_cannot_count_is_said_to_be_so(pages: Pages) -> None:
    (heading,) = pages["tien-do/index.html"].xpath("//h3[contains(., 'không đếm được')]")
    assert "Cả giai đoạn nhân rộng ít nhất 05 mô hình" in words(heading.getnext())
