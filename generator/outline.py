"""The outline of a story (đề cương): its five parts and its limits."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from generator.records.campaign import Campaign


class Section(msgspec.Struct, frozen=True):
    """One part of a story: printed number or None, heading, text, line counted from the body's first."""

    number: int | None
    title: str
    text: str
    line: int


class Parts(msgspec.Struct, frozen=True):
    lead_in: str
    sections: tuple[Section, ...]


class Limits(msgspec.Struct, frozen=True):
    """What the outline allows. Source: Việt Hưng 2026, đề cương, dòng 227."""

    max_words: int = 3500
    min_photos: int = 2
    max_photos: int = 3
    min_megapixels: float = 1


# A line of its own in a part: the photo with that number stands here.
PHOTO_LINE = re.compile(r"^\[\[ảnh (\d{1,3})\]\]$", re.MULTILINE)
_HEADING = re.compile(r"^## +(?:(\d{1,3})\\?[.)] *)?(.*?)(?: *\{[^}]*\})?$", re.MULTILINE)


def split_parts(body: str) -> Parts:
    """The parts of a story's Markdown body, cut at its second-level headings."""
    found = list(_HEADING.finditer(body))
    ends = [match.start() for match in found[1:]] + [len(body)] * bool(found)
    sections = tuple(
        Section(
            number=int(match.group(1)) if match.group(1) else None,
            title=match.group(2).strip(),
            text=body[match.end() : end].strip(),
            line=body.count("\n", 0, match.start()),
        )
        for match, end in zip(found, ends, strict=True)
    )
    lead_in = body[: found[0].start()] if found else body
    return Parts(lead_in.strip(), sections)


def story_limits(campaigns: Iterable[Campaign], campaign_id: str) -> Limits:
    """The limits of the campaign's own outline, else those of Việt Hưng."""
    rules = next((one.story_rules for one in campaigns if one.id == campaign_id), None)
    if rules is None:
        return Limits()
    chosen = {name: getattr(rules, name) for name in Limits.__struct_fields__}
    return Limits(**{name: limit for name, limit in chosen.items() if limit is not None})
