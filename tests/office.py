"""The repository's own portal as its office pages show it, made once for all tests that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

from lxml import html
from lxml.html import HtmlElement

from generator.output import Output
from generator.outputs.pages import deadlines, forms, open_data, plans, progress, prose
from generator.pipeline import check, open_portal
from generator.portal import Portal

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
REAL = ("do-son-2026", "minh-xuan-2026-2030", "thuy-nguyen-2026", "viet-hung-2026", "xa-hai-phong-2026")

Pages = Mapping[str, HtmlElement]


@cache
def repository_portal() -> Portal:
    """The portal of this repository, opened on a day late in its year."""
    checked = check(ROOT / "site_config.yml")
    assert checked.ok, [one.wrong for one in checked.problems]
    return open_portal(checked, ROOT, TODAY)


@cache
def office_pages() -> Pages:
    """Shape: {path: parsed page} of every page of the office sections."""
    sections = (plans, forms, deadlines, progress, open_data, prose)
    return {path: page for one in sections for path, page in make_pages(one, repository_portal()).items()}


def make_pages(section: ModuleType, portal: Portal) -> Pages:
    """Shape: {path: parsed page} of every page that a module of generator.outputs.pages declares."""
    made = {one.path: b"".join(one.make(portal.workshop).content) for one in _declare(section, portal)}
    return {path: html.fromstring(content.decode()) for path, content in made.items()}


def _declare(section: ModuleType, portal: Portal) -> Iterator[Output]:
    if hasattr(section, "declare_batches"):
        for batch in section.declare_batches(portal):
            yield from batch.declare()
    else:
        yield from section.declare(portal)


def words(element: HtmlElement) -> str:
    """The text as it is read, blanks run together."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def by_id(page: HtmlElement, anchor: str) -> HtmlElement:
    found = page.xpath("//*[@id=$anchor]", anchor=anchor)
    assert len(found) == 1, f"{len(found)} × #{anchor}"
    element: HtmlElement = found[0]
    return element


def by_class(element: HtmlElement, name: str) -> list[HtmlElement]:
    found: list[HtmlElement] = element.find_class(name)
    return found
