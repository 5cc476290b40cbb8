"""feed.xml: the newest stories and recognised models as valid Atom (RFC 4287)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.portals import BASE

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def feed(small: Path) -> ET.Element:
    return ET.fromstring((small / "site/feed.xml").read_bytes())


def text(element: ET.Element, tag: str) -> str:
    found = element.findall(f"{ATOM}{tag}")
    assert len(found) == 1, tag
    return found[0].text or ""


def links(element: ET.Element) -> dict[str, str]:
    return {one.get("rel", ""): one.get("href", "") for one in element.findall(f"{ATOM}link")}


def test_feed_names_itself_and_its_portal(feed: ET.Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    assert text(feed, "title") == "Dân vận khéo Bến Mây"
    assert text(feed, "id") == BASE
    assert links(feed) == {"self": f"{BASE}feed.xml", "alternate": BASE}
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None


def test_entries_come_newest_first_with_all_that_the_standard_asks(feed: ET.Element) -> None:
    entries = feed.findall(f"{ATOM}entry")
    assert [text(one, "title") for one in entries] == [
        "[Mẫu] Chị Sen và vườn rau bãi bồi", "[Mẫu] Vườn rau bãi bồi", "Ngõ sạch mỗi tối",
    ]  # fmt: skip
    assert len({text(one, "id") for one in entries}) == len(entries)
    for one in entries:
        assert text(one, "summary")
        assert links(one)["alternate"] == text(one, "id")
        assert datetime.fromisoformat(text(one, "updated")) >= datetime.fromisoformat(text(one, "published"))


def test_days_are_days_in_vietnam(feed: ET.Element) -> None:
    assert text(feed.findall(f"{ATOM}entry")[0], "published") == "2027-11-01T00:00:00+07:00"


def test_feed_is_as_new_as_its_newest_entry(feed: ET.Element) -> None:
    assert text(feed, "updated") == max(text(one, "updated") for one in feed.findall(f"{ATOM}entry"))
