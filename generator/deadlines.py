"""Deadlines as days in a calendar: the last safe day, the years of a yearly one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from generator.library import Library
from generator.progress import years_of
from generator.records.campaign import Campaign, Deadline
from generator.records.form import Form

# A whole day as documents print it; “trước 03 ngày tổ chức hội nghị” has none.
_PRINTED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Due(msgspec.Struct, frozen=True):
    """One day on which something must have been sent.

    `day` is the last safe day: the day before X where the document prints “trước ngày X”.
    None where the printed date does not exist or depends on another event.
    """

    campaign: Campaign
    deadline: Deadline
    day: date | None


class Appointment(msgspec.Struct, frozen=True):
    """One deadline with all its last safe days and, where they are shown, the forms that are sent.

    `day` is the first of them not past on the day the site is built, else the last one;
    `others` are those of the other years of a yearly deadline.
    """

    campaign: Campaign
    deadline: Deadline
    day: date | None
    others: tuple[date, ...]
    forms: tuple[Form, ...] = ()

    @property
    def anchor(self) -> str:
        return f"{self.campaign.id}-{self.deadline.id}"

    @property
    def is_doubtful(self) -> bool:
        """Whether the document prints a day that no calendar has (31/11/2026)."""
        return self.day is None and prints_impossible_day(self.deadline)


def prints_impossible_day(deadline: Deadline) -> bool:
    """Whether the document prints a whole day that no calendar has (31/11/2026)."""
    return _PRINTED_DAY.search(deadline.printed) is not None and find_printed_day(deadline) is None


def find_printed_day(deadline: Deadline) -> date | None:
    """The whole day in the printed words, where there is one and the calendar has it."""
    match = _PRINTED_DAY.search(deadline.printed)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_safe_day(deadline: Deadline, year: int | None = None) -> date | None:
    """The last day on which sending is still in time; `year` is asked for yearly deadlines."""
    printed = deadline.date
    if printed is None and deadline.yearly is not None and year is not None:
        printed = _in_year(deadline.yearly, year)
    if printed is None:
        return None
    return printed - timedelta(days=1) if deadline.before else printed


def _in_year(month_day: str, year: int) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)


def days_of(campaign: Campaign, deadline: Deadline) -> Sequence[date]:
    """The last safe days of a deadline, in order; a yearly one counts where its printed day lies in the period."""
    period = campaign.period
    years: Sequence[int | None] = [None]
    if deadline.yearly is not None:
        years = [one for one in years_of(campaign) if period.start <= _in_year(deadline.yearly, one) <= period.end]
    return [day for year in years if (day := last_safe_day(deadline, year))]


def list_due(campaign: Campaign) -> Sequence[Due]:
    """Every deadline of a campaign in the order of days; a yearly one once for each printed day in the period."""
    rows = [Due(campaign, one, day) for one in campaign.deadlines for day in days_of(campaign, one) or (None,)]
    return sorted(rows, key=lambda due: (due.day is None, due.day or date.max))


def next_due(library: Library, today: date, limit: int) -> Sequence[Due]:
    """The next deadlines of all campaigns from `today` on, soonest first."""
    rows = [due for campaign in library.campaigns for due in list_due(campaign) if due.day and due.day >= today]
    return sorted(rows, key=lambda due: (due.day, due.campaign.sample, due.campaign.id))[:limit]


def appoint(campaign: Campaign, deadline: Deadline, today: date, forms: Iterable[Form] = ()) -> Appointment:
    """The deadline on its next day as seen on `today`."""
    days = days_of(campaign, deadline)
    if not days:
        return Appointment(campaign, deadline, None, (), tuple(forms))
    chosen = next((day for day in days if day >= today), days[-1])
    return Appointment(campaign, deadline, chosen, tuple(day for day in days if day != chosen), tuple(forms))


def appoint_all(library: Library, campaign: Campaign, today: date) -> Sequence[Appointment]:
    """A campaign's deadlines with their forms, in its own order."""
    return [appoint(campaign, one, today, map(library.form, one.forms)) for one in campaign.deadlines]


def list_appointments(library: Library, today: date) -> Sequence[Appointment]:
    """Every deadline of every campaign once, in the order of days; those without a day last."""
    rows = [one for campaign in library.campaigns for one in appoint_all(library, campaign, today)]
    return sorted(rows, key=lambda one: (one.day is None, one.day or date.max, one.campaign.sample, one.anchor))
