"""A draft as the text of content/guong-dien-hinh/<id>/index.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from generator.importing.office.blocks import Manuscript, Paragraph
from generator.importing.register.records import dump
from generator.importing.story.album import write_album
from generator.importing.story.body import Content, Place, list_notes, write_part
from generator.importing.story.draft import Draft, PartDraft
from generator.importing.story.kept import Kept
from generator.importing.story.photos import StoryPhoto
from generator.outline import split_parts
from generator.records.exemplar import Exemplar
from generator.records.model import Photo
from generator.scaffold import OUTLINE

_LONGEST_ALT = 250
# Words that programs write by themselves tell those who do not see the picture nothing.
_NO_WORDS = re.compile(
    r"automatically generated|AI-generated|được tạo tự động|do AI tạo"
    r"|^\S+\.\w{3,4}$|^(?:picture|image|ảnh|hình)\s*\d*$",
    re.IGNORECASE,
)


def render_story(
    draft: Draft,
    manuscript: Manuscript,
    photos: Sequence[StoryPhoto | None],
    *,
    exemplar: Exemplar,
    kept: Kept,
    today: date,
) -> str:
    """The whole page; what neither the file nor the page that is there tells stands as “(điền …)”."""
    there = kept.values
    values = {
        "title": draft.title or there.get("title") or "(điền tên bài viết)",
        "kicker": draft.kicker or there.get("kicker"),
        "lead": draft.lead or there.get("lead") or "(điền sapô: một hai câu mở đầu, in đậm ở đầu bài)",
        "byline": draft.byline or there.get("byline") or "(điền tên người viết)",
        "exemplar": exemplar.id,
        "model": there.get("model") or (exemplar.models[0] if len(exemplar.models) == 1 else ""),
        "campaign": there.get("campaign") or exemplar.campaign,
        "published": there.get("published") or today,
        "updated": there.get("updated"),
        "quote": msgspec.structs.asdict(there["quote"]) if "quote" in there else None,
        "photos": [
            *(_tell_photo(one, kept.photos.get(one.name)) for one in photos if one is not None),
            *map(msgspec.structs.asdict, kept.own),
        ],
        "sample": exemplar.sample,
        "aliases": list(there.get("aliases", ())),
    }
    front = dump({key: value for key, value in values.items() if value})
    numbers = _number(photos)
    parts = [_write_part(part, draft, manuscript, numbers, kept.parts) for part in draft.parts]
    album = write_album({one.name: one.content for one in photos if one is not None})
    return f"---\n{album}{front}---\n\n" + "\n\n".join(parts) + "\n"


def _tell_photo(photo: StoryPhoto, there: Photo | None) -> dict[str, str]:
    """What is said of a photo; `there` is the same on the page that is there."""
    words = " ".join(photo.shot.picture.words.split())
    told = {
        "alt": "" if _NO_WORDS.search(words) else words[:_LONGEST_ALT],
        "caption": photo.shot.caption,
        "credit": photo.shot.credit,
    }
    gaps = {"alt": "(điền mô tả ảnh)", "caption": "(điền chú thích)", "credit": "(điền nguồn ảnh)"}
    return {"file": photo.name} | {
        name: text or (getattr(there, name) if there else gaps[name]) for name, text in told.items()
    }


def _number(photos: Sequence[StoryPhoto | None]) -> dict[int, int]:
    """The photos that were taken, counted. Shape: {position in the file: number in the story}, both from 1."""
    taken = [position for position, one in enumerate(photos, start=1) if one is not None]
    return {position: number for number, position in enumerate(taken, start=1)}


def _write_part(
    part: PartDraft, draft: Draft, manuscript: Manuscript, numbers: Mapping[int, int], there: Mapping[int, str]
) -> str:
    starter = split_parts(OUTLINE).sections[part.number - 1]
    content = [one for piece in part.content for one in _place(piece, draft, numbers)]
    named = list_notes(part.content, manuscript.notes)
    if part.number == 1:
        # Those of the title, the lead or a caption have no other place.
        elsewhere = {number for other in draft.parts for number in list_notes(other.content, manuscript.notes)}
        named = [*(number for number in manuscript.notes if number not in elsewhere), *named]
    written = write_part(content, manuscript.notes, named)
    has_words = any(not isinstance(one, Place) for one in content)
    body = written if has_words else f"{written}\n\n{there.get(part.number, starter.text)}".strip()
    return f"## {part.number}. {part.title or starter.title}\n\n{body}"


def _place(piece: Content, draft: Draft, numbers: Mapping[int, int]) -> Sequence[Content]:
    """A photo's place with its number in the story; of one that could not be taken its caption stays."""
    if not isinstance(piece, Place):
        return (piece,)
    if piece.number in numbers:
        return (Place(numbers[piece.number]),)
    shot = draft.shots[piece.number - 1]
    told = " ".join(text for text in (shot.caption, shot.credit) if text)
    return (Paragraph(re.sub(r"[\\*<]", r"\\\g<0>", told), told),) if told else ()
