"""Deadlines as days in a calendar: the last safe day, the years of a yearly one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.library import Library
from generator.records.campaign import Campaign, Deadline


@dataclass(frozen=True, slots=True)
class Due:
    """One day on which something must have been sent.

    `day` is the last safe day: the day before X where the document prints “trước ngày X”.
    None where the printed date does not exist or depends on another event.
    """

    campaign: Campaign
    deadline: Deadline
    day: date | None


@dataclass(frozen=True, slots=True)
class Appointment:
    """One deadline with all its last safe days.

    `day` is the first of them not past on the day the site is built, else the last one;
    `others` are those of the other years of a yearly deadline.
    """

    campaign: Campaign
    deadline: Deadline
    day: date | None
    others: tuple[date, ...]

    @property
    def anchor(self) -> str:
        return f"{self.campaign.id}-{self.deadline.id}"

    @property
    def is_doubtful(self) -> bool:
        """Whether the document prints a day that no calendar has (31/11/2026)."""
        return self.day is None and self.deadline.before


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


def _days_of(campaign: Campaign, deadline: Deadline) -> Sequence[date | None]:
    if deadline.yearly is None:
        return [last_safe_day(deadline)]
    years = range(campaign.period.start.year, campaign.period.end.year + 1)
    return [last_safe_day(deadline, year) for year in years]


def list_due(campaign: Campaign) -> Sequence[Due]:
    """Every deadline of a campaign in the order of days; a yearly one once per year of the period."""
    rows = [Due(campaign, one, day) for one in campaign.deadlines for day in _days_of(campaign, one)]
    return sorted(rows, key=lambda due: (due.day is None, due.day or date.max))


def next_due(library: Library, today: date, limit: int) -> Sequence[Due]:
    """The next deadlines of all campaigns from `today` on, soonest first."""
    rows = [due for campaign in library.campaigns for due in list_due(campaign) if due.day and due.day >= today]
    return sorted(rows, key=lambda due: (due.day, due.campaign.sample, due.campaign.id))[:limit]


def appoint(campaign: Campaign, deadline: Deadline, today: date) -> Appointment:
    """The deadline on its next day as seen on `today`."""
    days = [day for day in _days_of(campaign, deadline) if day is not None]
    if not days:
        return Appointment(campaign, deadline, None, ())
    chosen = next((day for day in days if day >= today), days[-1])
    return Appointment(campaign, deadline, chosen, tuple(day for day in days if day != chosen))


def list_appointments(library: Library, today: date) -> Sequence[Appointment]:
    """Every deadline of every campaign once, in the order of days; those without a day last."""
    rows = [appoint(campaign, one, today) for campaign in library.campaigns for one in campaign.deadlines]
    return sorted(rows, key=lambda one: (one.day is None, one.day or date.max, one.campaign.sample, one.anchor))
