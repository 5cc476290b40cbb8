"""lich/<campaign>.ics and the days behind it: the last safe day, yearly deadlines, RFC 5545."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines import last_safe_day, list_due
from generator.outputs.calendar import _escape, _fold, draw_calendar
from generator.portal import Portal
from generator.records.campaign import Campaign, Deadline
from tests.inline import make
from tests.office import repository_portal

DEADLINE = """\
period:
  start: {start}
  end: {end}
deadlines:
  - id: a
    text: Gửi phiếu
    {when}
    before: {before}
    printed: x
    sender: Tổ
    recipient: Ban
    task: register
    source: mục I
"""


def campaign(when: str, before: bool = True, start: str = "2026-01-01", end: str = "2028-12-31") -> Campaign:
    return make(Campaign, DEADLINE.format(when=when, before=str(before).lower(), start=start, end=end))


def deadline(when: str, before: bool = True) -> Deadline:
    return campaign(when, before).deadlines[0]


@pytest.mark.parametrize(
    ("when", "before", "year", "expected"),
    [
        pytest.param("date: 2026-03-01", True, None, date(2026, 2, 28), id="before the first of March"),
        pytest.param("date: 2028-03-01", True, None, date(2028, 2, 29), id="in a leap year"),
        pytest.param("date: 2026-01-01", True, None, date(2025, 12, 31), id="before New Year"),
        pytest.param("date: 2026-11-20", False, None, date(2026, 11, 20), id="on the day itself"),
        pytest.param("yearly: 02-15", True, 2027, date(2027, 2, 14), id="yearly"),
        pytest.param("yearly: 02-29", False, 2027, date(2027, 2, 28), id="29 February in a common year"),
        pytest.param("yearly: 02-29", True, 2028, date(2028, 2, 28), id="before 29 February"),
        pytest.param("yearly: 02-15", True, None, None, id="yearly without a year"),
        pytest.param("warning: Không có ngày.", True, None, None, id="no day"),
    ],
)
def test_last_safe_day(when: str, before: bool, year: int | None, expected: date | None) -> None:
    assert last_safe_day(deadline(when, before), year) == expected


def test_yearly_deadline_is_due_once_in_each_year_of_the_period() -> None:
    days = [due.day for due in list_due(campaign("yearly: 02-15"))]
    assert days == [date(2026, 2, 14), date(2027, 2, 14), date(2028, 2, 14)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("01-01", [date(year, 12, 31) for year in (2026, 2027)], id="not before the period starts"),
        pytest.param("06-01", [date(year, 5, 31) for year in (2026, 2027, 2028)], id="on its first day"),
        pytest.param("06-30", [date(year, 6, 29) for year in (2026, 2027, 2028)], id="on its last day"),
        pytest.param("07-01", [date(year, 6, 30) for year in (2026, 2027)], id="not after it ends"),
    ],
)
def test_only_printed_days_inside_the_period_count(portal: Portal, day: str, expected: list[date]) -> None:
    own = campaign(f"yearly: {day}", start="2026-06-01", end="2028-06-30")
    assert [due.day for due in list_due(own)] == expected
    event: Any = icalendar.Calendar.from_ical(draw_calendar(portal.workshop, own)).walk("VEVENT")[0]
    assert event["DTSTART"].dt == expected[0]
    assert recurrences(event) == expected


def test_yearly_day_that_never_comes_is_no_event(portal: Portal) -> None:
    own = campaign("yearly: 01-01", start="2026-06-01", end="2026-12-31")
    assert b"VEVENT" not in draw_calendar(portal.workshop, own)
    assert [due.day for due in list_due(own)] == [None]


def recurrences(event: Any) -> list[date]:
    """The days on which a phone shows a yearly event."""
    start = event["DTSTART"].dt
    rule = event["RRULE"].to_ical().decode()
    return [one.date() for one in rrulestr(rule, dtstart=datetime(start.year, start.month, start.day))]


@pytest.fixture(scope="module")
def portal() -> Portal:
    return repository_portal()


@pytest.fixture(scope="module")
def raw(small: Path) -> bytes:
    return (small / "site/lich/ben-may-2028.ics").read_bytes()


@pytest.fixture(scope="module")
def events(raw: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(raw)
    return {str(event["UID"]).split("@")[0].removeprefix("ben-may-2028-"): event for event in calendar.walk("VEVENT")}


def test_calendar_has_an_event_for_each_deadline_with_a_day(events: dict[str, Any]) -> None:
    assert list(events) == ["dang-ky", "bao-cao", "hang-nam", "cuoi-thang-hai"]


@pytest.mark.parametrize(
    ("name", "day"),
    [("dang-ky", date(2026, 2, 28)), ("bao-cao", date(2026, 11, 20)), ("hang-nam", date(2026, 2, 14))],
)
def test_event_lies_on_the_last_safe_day(events: dict[str, Any], name: str, day: date) -> None:
    assert events[name]["DTSTART"].dt == day
    assert (events[name]["DTEND"].dt - day).days == 1


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("hang-nam", [date(2026, 2, 14), date(2027, 2, 14), date(2028, 2, 14)]),
        ("cuoi-thang-hai", [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]),
    ],
)
def test_yearly_event_comes_back_on_the_last_safe_day_of_each_year(
    events: dict[str, Any], name: str, days: list[date]
) -> None:
    assert recurrences(events[name]) == days


def test_event_says_what_from_whom_to_whom_and_what_was_printed(events: dict[str, Any]) -> None:
    assert str(events["dang-ky"]["SUMMARY"]) == "Gửi phiếu đăng ký; kèm kế hoạch, dự toán"
    about = str(events["dang-ky"]["DESCRIPTION"])
    for part in ("Các tổ dân phố", "Ban Xây dựng Đảng", "trước ngày 01/3/2026", "mục III.1"):
        assert part in about


def test_lines_end_and_fold_as_the_standard_asks(raw: bytes) -> None:
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(st.text(alphabet="ếộ aĐ,;:\\\n\U0001f33f", max_size=200))
def test_folded_text_reads_back(text: str) -> None:
    folded = _fold(f"SUMMARY:{_escape(text)}")
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{folded}END:VEVENT\r\n")
    assert str(event["SUMMARY"]) == text
