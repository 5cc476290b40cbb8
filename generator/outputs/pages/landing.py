"""The first page of a section: its words are the staff's where they wrote some, else ours."""

from __future__ import annotations

from typing import Any

from generator.output import Page
from generator.portal import Portal
from generator.sections import SECTIONS


def declare_landing(portal: Portal, section_id: str, template: str, **context: Any) -> Page:
    """The page at /<section>/, with content/<section>/index.md as its introduction when it is there."""
    section = next(one for one in SECTIONS if one.id == section_id)
    page = portal.library.pages.get(section_id)
    return portal.page(
        f"{section_id}/",
        template,
        title=page.title if page else section.title,
        description=page.description if page else section.description,
        source=page.file if page else None,
        intro=portal.body_of(section_id),
        **context,
    )
