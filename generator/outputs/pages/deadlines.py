"""All deadlines in the order of days, and by campaign with a calendar file for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from generator.deadlines import Appointment, list_appointments, list_due, next_due
from generator.output import Page
from generator.outputs.pages.landing import declare_landing
from generator.portal import Portal
from generator.records.campaign import Campaign

# The list shows this many; more are written, so that a page older than its deadlines still shows the next ones.
NEXT_SHOWN = 5
NEXT_WRITTEN = 24


class Month(msgspec.Struct, frozen=True):
    """The deadlines of one month: anchor ("thang-2026-11"), name ("Tháng 11 năm 2026"), short name ("11/2026")."""

    anchor: str
    name: str
    short: str
    rows: Sequence[Appointment]


class Calendar(msgspec.Struct, frozen=True):
    """A campaign's calendar file. `dated` counts the days in it, `undated` what cannot stand in a calendar."""

    campaign: Campaign
    address: str
    dated: int
    undated: int


def declare(portal: Portal) -> Iterator[Page]:
    library = portal.library
    rows = list_appointments(library, portal.today)
    undated = [one for one in rows if one.day is None]
    yield declare_landing(
        portal,
        "lich",
        "deadlines.html",
        coming=next_due(library, portal.today, NEXT_WRITTEN),
        coming_shown=NEXT_SHOWN,
        months=list_months([one for one in rows if one.day is not None]),
        doubtful=[one for one in undated if one.is_doubtful],
        floating=[one for one in undated if not one.is_doubtful],
        calendars=[_calendar_of(one) for one in library.campaigns if one.deadlines],
    )


def list_months(rows: Sequence[Appointment]) -> Sequence[Month]:
    """Dated rows, already in order, grouped by month."""
    groups = groupby(rows, key=lambda one: (one.day.year, one.day.month) if one.day else (0, 0))
    return [
        Month(f"thang-{year}-{month:02}", f"Tháng {month} năm {year}", f"{month}/{year}", list(found))
        for (year, month), found in groups
    ]


def _calendar_of(campaign: Campaign) -> Calendar:
    days = [one.day for one in list_due(campaign)]
    undated = days.count(None)
    return Calendar(campaign, f"lich/{campaign.id}.ics", len(days) - undated, undated)
