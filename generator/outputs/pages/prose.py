"""Guides and the other pages that staff write: prose in the section's shell."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.contents import frame_wide_parts, list_rows
from generator.library import address_of
from generator.outputs.pages.landing import render_landing
from generator.outputs.pages.local import tell_local
from generator.portal import Artifact, Portal
from generator.records.page import Page
from generator.sections import SECTIONS, section_of
from generator.vietnamese import count_words, reading_minutes

# These have a renderer of their own that shows the prose as an introduction.
_LANDINGS = {section.id for section in SECTIONS}


def render(portal: Portal) -> Iterator[Artifact]:
    pages = portal.library.pages
    plans = {f"ke-hoach/{campaign.id}" for campaign in portal.library.campaigns}
    guides = list_guides(portal)
    minutes = {guide.id: reading_minutes(count_words(guide.body or "")) for guide in guides}
    yield render_landing(portal, "huong-dan", "guides.html", guides=guides, minutes=minutes)
    for page in pages.values():
        if page.id in _LANDINGS or page.id in plans or page.id == "404":
            continue
        following = guides[guides.index(page) + 1] if page in guides[:-1] else None
        yield _render_page(portal, page, following)
    yield portal.page(
        "404.html",
        "not_found.html",
        title="Không thấy trang này",
        description="Địa chỉ này không có trang nào.",
        indexed=False,
        body=portal.body_of("404"),
    )


def list_guides(portal: Portal) -> list[Page]:
    """The guides in their own order."""
    found = [page for page in portal.library.pages.values() if page.id.startswith("huong-dan/")]
    return sorted(found, key=lambda page: (page.order or 99, page.id))


def _render_page(portal: Portal, page: Page, following: Page | None) -> Artifact:
    body = portal.body_of(page.id)
    local = tell_local(portal, page.id)
    contents = list_rows(body, deepest=2)
    return portal.page(
        address_of(page),
        "prose.html",
        title=page.title,
        description=page.description,
        source=page.file,
        sample=page.sample,
        page=page,
        # Sanitised when it was read from MkDocs; only our own boxes are added.
        body=Markup(frame_wide_parts(body)),
        contents=[("", [*contents, ("tung-noi", "Ở từng nơi", 2)] if local else contents)],
        local=local,
        following=following,
        is_guide=section_of(page.id) == "huong-dan",
        minutes=reading_minutes(count_words(page.body or "")),
    )
