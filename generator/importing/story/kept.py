"""What people wrote on the page that is there and the Word file does not tell: a page that is replaced keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.importing.story.album import read_album
from generator.importing.story.draft import Draft
from generator.importing.story.photos import StoryPhoto
from generator.outline import split_parts
from generator.records.exemplar import Exemplar
from generator.records.model import Photo
from generator.records.part import fields_of
from generator.records.story import PLACEHOLDER, Story

# What the file may tell, and what it never does.
_TOLD = ("title", "kicker", "lead", "byline")
_NEVER_TOLD = ("model", "updated", "quote")


class Kept(msgspec.Struct, frozen=True):
    """What the page that is there holds.

    `values` are fields of its front matter and `parts` texts of the outline by their numbers, without gaps; `photos`
    is what it says, gaps and all, of photos that the file has too, by their new names; `own` are the other photos,
    which somebody put beside the page.
    """

    values: Mapping[str, Any] = {}
    parts: Mapping[int, str] = {}
    photos: Mapping[str, Photo] = {}
    own: tuple[Photo, ...] = ()


def find_kept(known: Story | None, page: Path, photos: Sequence[StoryPhoto | None], exemplar: Exemplar) -> Kept:
    """What may be kept of a page; nothing where there is none. Reads the photos beside it."""
    if known is None:
        return Kept()
    names = [*_TOLD, *_NEVER_TOLD, "campaign", "published", "aliases"]
    if known.exemplar != exemplar.id:
        # Of somebody else.
        names = [name for name in names if name not in ("model", "campaign")]
    fields = {name: getattr(known, name) for name in names}
    if (fields.get("model"),) == exemplar.models:
        # As the import would have it.
        del fields["model"]
    told = dict(_match(known.photos, page.parent, photos))
    return Kept(
        values={name: value for name, value in fields.items() if value and not _is_gap(str(value))},
        parts=dict(_list_parts(known.body)),
        photos=told,
        own=tuple(_list_own(known.photos, page, told.values())),
    )


def tell_kept(kept: Kept, draft: Draft) -> Iterator[str]:
    """A sentence of what stays on a page that is replaced and does not come from the file."""
    labels = fields_of(Story)
    names = [*(name for name in _TOLD if not getattr(draft, name)), *_NEVER_TOLD]
    told = [labels[name].label.lower() for name in names if name in kept.values]
    told += [f"phần {part.number}" for part in draft.parts if not part.content and part.number in kept.parts]
    told += [f"ảnh {one.file}" for one in kept.own]
    if told:
        yield f"Giữ từ trang đang có, tệp Word không ghi: {', '.join(told)}."


def _is_gap(text: str) -> bool:
    return PLACEHOLDER.search(text) is not None


def _list_parts(body: str) -> Iterator[tuple[int, str]]:
    """Parts that people filled in; one that shows a photo has its place among those of the old page."""
    for number, section in enumerate(split_parts(body).sections, start=1):
        if section.text and not _is_gap(section.text) and "[[" not in section.text:
            yield number, section.text


def _match(there: Sequence[Photo], folder: Path, photos: Sequence[StoryPhoto | None]) -> Iterator[tuple[str, Photo]]:
    """Photos of the file that lie beside the page already, whatever their number was."""
    by_content = {(folder / one.file).read_bytes(): one for one in there if (folder / one.file).is_file()}
    yield from ((one.name, by_content[one.content]) for one in photos if one and one.content in by_content)


def _list_own(there: Sequence[Photo], page: Path, told: Collection[Photo]) -> Iterator[Photo]:
    """Photos that no import wrote and the file does not have."""
    album = read_album(page)
    yield from (one for one in there if one.file not in album and one not in told)
