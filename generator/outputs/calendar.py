"""lich/<campaign>.ics: a campaign's deadlines for a phone's calendar (RFC 5545)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from generator.deadlines import days_of, last_safe_day
from generator.output import File, Workshop
from generator.portal import Portal
from generator.records.campaign import Campaign, Deadline
from generator.vietnamese import format_day


def declare(portal: Portal) -> Iterator[File]:
    for campaign in portal.library.campaigns:
        # A phone goes on asking for the calendar under the name with which it was added.
        for name in (campaign.id, *campaign.aliases):
            yield File(f"lich/{name}.ics", draw_calendar, (campaign,), campaign.file)


def draw_calendar(workshop: Workshop, campaign: Campaign) -> bytes:
    """One all-day event per deadline on its last safe day; a yearly one comes back throughout the period."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//dvk//Lich han//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape('Dân vận khéo – ' + campaign.short_title)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    ]
    for deadline in campaign.deadlines:
        lines += _event(workshop.settings.base, campaign, deadline)
    lines.append("END:VCALENDAR")
    return "".join(_fold(line) for line in lines).encode()


def _event(base: str, campaign: Campaign, deadline: Deadline) -> list[str]:
    days = days_of(campaign, deadline)
    if not days:
        return []
    day = days[0]
    host = urlsplit(base).netloc
    title = deadline.text.rstrip(".")
    about = f"{deadline.sender} gửi {deadline.recipient}. Văn bản in: {deadline.printed} ({deadline.source})."
    lines = [
        "BEGIN:VEVENT",
        f"UID:{campaign.id}-{deadline.id}@{host}",
        # A stamp from the record's own date keeps the file the same from build to build.
        f"DTSTAMP:{(campaign.document.date or campaign.period.start):%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(title)}",
        f"DESCRIPTION:{_escape(about)}",
        f"URL:{base}lich/#{campaign.id}-{deadline.id}",
        "TRANSP:TRANSPARENT",
    ]
    if deadline.yearly is not None:
        lines.append(_recur(day, days[-1], deadline))
    # A yearly event repeats its reminder word for word, so that one names no year.
    until = "" if deadline.yearly is not None else f" (đến hết {format_day(day)})"
    reminder = _escape(f"Còn 7 ngày: {title}{until}")
    lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P7D", f"DESCRIPTION:{reminder}", "END:VALARM", "END:VEVENT"]
    return lines


def _recur(first: date, last: date, deadline: Deadline) -> str:
    """The rule by which a yearly deadline comes back from its first safe day to its last."""
    rule = f"RRULE:FREQ=YEARLY;UNTIL={last:%Y%m%d}"
    common, leap = last_safe_day(deadline, 2027), last_safe_day(deadline, 2028)
    if common is None or leap is None or (common.month, common.day) == (leap.month, leap.day):
        return rule
    # At the end of February the day depends on the year, so it is counted from the month's end.
    from_end = first.day - monthrange(first.year, first.month)[1] - 1
    return f"{rule};BYMONTH={first.month};BYMONTHDAY={from_end}"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Lines of at most 75 bytes, never cut inside a letter (RFC 5545, 3.1)."""
    pieces: list[str] = []
    current = ""
    for char in line:
        if len((current + char).encode()) > (75 if not pieces else 74):
            pieces.append(current)
            current = ""
        current += char
    return "\r\n ".join([*pieces, current]) + "\r\n"
