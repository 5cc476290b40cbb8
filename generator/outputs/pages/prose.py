"""Guides and the other pages that staff write: prose in the section's shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from generator.addresses import follow
from generator.contents import frame_wide_parts, list_rows
from generator.library import address_of
from generator.output import Page as Declared
from generator.output import Workshop
from generator.outputs.pages.landing import declare_landing
from generator.outputs.pages.local import tell_local
from generator.outputs.pages.shots import place_pictures
from generator.portal import Portal
from generator.records.mentions import NOTHING
from generator.records.page import Page
from generator.sections import SECTIONS, section_of
from generator.sources.pictures import Picture
from generator.vietnamese import count_words, reading_minutes

# These have a renderer of their own that shows the prose as an introduction.
_LANDINGS = {section.id for section in SECTIONS}


def declare(portal: Portal) -> Iterator[Declared]:
    plans = {f"ke-hoach/{campaign.id}" for campaign in portal.library.campaigns}
    guides = list_guides(portal)
    following = {one.id: then for one, then in pairwise(guides)}
    yield declare_landing(portal, "huong-dan", "guides.html", guides=guides, more=count_minutes)
    for page in portal.library.pages.values():
        if page.id in _LANDINGS or page.id in plans or page.id == "404":
            continue
        yield _declare_page(portal, page, following.get(page.id))
    yield portal.page(
        "404.html",
        "not_found.html",
        title="Không thấy trang này",
        description="Địa chỉ này không có trang nào.",
        indexed=False,
        body=portal.body_of("404"),
    )


def list_guides(portal: Portal) -> Sequence[Page]:
    """The guides in their own order."""
    found = [page for page in portal.library.pages.values() if page.id.startswith("huong-dan/")]
    return sorted(found, key=lambda page: (page.order or 99, page.id))


def count_minutes(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """How long it takes to read each guide. Shape: {page id: minutes}."""
    return {"minutes": {guide.id: _minutes_of(guide) for guide in context["guides"]}}


def _minutes_of(page: Page) -> int:
    return reading_minutes(count_words(page.body or ""))


def _declare_page(portal: Portal, page: Page, following: Page | None) -> Declared:
    return portal.page(
        address_of(page),
        "prose.html",
        title=page.title,
        description=page.description,
        source=page.file,
        sample=page.sample,
        more=lay_out_prose,
        page=page,
        body=portal.body_of(page.id),
        pictures=_list_pictures(portal, page),
        local=tell_local(portal, page.id),
        following=following,
        is_guide=section_of(page.id) == "huong-dan",
    )


def _list_pictures(portal: Portal, page: Page) -> Mapping[str, Picture]:
    """Shape: {link as the page writes it: picture}."""
    mentions = portal.library.records.mentions.get(page.file, NOTHING)
    settings = portal.settings
    found: dict[str, Picture] = {}
    for one in mentions.links:
        path, _ = follow(f"{address_of(page)}index.html", one.link, settings.base, settings.root_path) or ("", "")
        if one.element == "img" and path in portal.pictures:
            found[one.link] = portal.picture(path)
    return found


def lay_out_prose(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The text in its final form, its contents, the minutes it takes."""
    body, local = context["body"], context["local"]
    contents = list_rows(body, deepest=2)
    return {
        # Sanitised when it was read from MkDocs; only our own boxes are added.
        "pieces": list(place_pictures(frame_wide_parts(body), context["pictures"])),
        "contents": [("", [*contents, ("tung-noi", "Ở từng nơi", 2)] if local else contents)],
        "minutes": _minutes_of(context["page"]),
    }
