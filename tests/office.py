"""The repository's own portal as its office pages show it, made once for all tests that read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

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
    renderers = (plans, forms, deadlines, progress, open_data, prose)
    made = chain.from_iterable(one.render(repository_portal()) for one in renderers)
    return {one.path: html.fromstring(one.content.decode()) for one in made}


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
