"""feed.xml: the newest stories and recognised models as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

import msgspec

from generator.library import address_of
from generator.output import SAMPLE_MARK, File, Workshop
from generator.portal import Portal

ENTRIES = 30
_NS = "http://www.w3.org/2005/Atom"


class Entry(msgspec.Struct, frozen=True):
    address: str
    title: str
    summary: str
    published: date
    updated: date
    author: str


def declare(portal: Portal) -> Iterator[File]:
    yield File("feed.xml", draw_feed, (newest_entries(portal),))


def newest_entries(portal: Portal) -> list[Entry]:
    """Stories and recognised models, newest first; a sample says so in its title."""
    stories = [
        Entry(
            address_of(one),
            SAMPLE_MARK * one.sample + one.title,
            one.lead,
            one.published,
            one.updated or one.published,
            one.byline,
        )
        for one in portal.library.stories
    ]
    models = [
        Entry(
            address_of(one),
            SAMPLE_MARK * one.sample + one.name,
            one.summary,
            one.recognition.date,
            one.updated,
            portal.settings.publisher.name,
        )
        for one in portal.library.recognised[:ENTRIES]
        if one.recognition is not None
    ]
    return sorted([*stories, *models], key=lambda one: (-one.published.toordinal(), one.address))[:ENTRIES]


def draw_feed(workshop: Workshop, entries: Sequence[Entry]) -> bytes:
    """The feed's XML. Its own date is the newest entry's, so that an unchanged portal gives equal bytes."""
    settings = workshop.settings
    base = settings.base
    feed = ET.Element("feed", {"xmlns": _NS, "xml:lang": "vi"})
    _add(feed, "title", settings.name)
    _add(feed, "subtitle", settings.tagline)
    _add(feed, "id", base)
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{base}feed.xml")
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=base)
    _add(feed, "updated", _instant(max((one.updated for one in entries), default=date(2026, 1, 1))))
    _add(ET.SubElement(feed, "author"), "name", settings.publisher.name)
    for entry in entries:
        feed.append(_entry(entry, base))
    xml: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return xml


def _entry(entry: Entry, base: str) -> ET.Element:
    element = ET.Element("entry")
    _add(element, "title", entry.title)
    _add(element, "id", base + entry.address)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=base + entry.address)
    _add(element, "published", _instant(entry.published))
    _add(element, "updated", _instant(max(entry.updated, entry.published)))
    _add(ET.SubElement(element, "author"), "name", entry.author)
    _add(element, "summary", entry.summary)
    return element


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _instant(day: date) -> str:
    # Vietnam keeps UTC+7 all year.
    return f"{day.isoformat()}T00:00:00+07:00"
