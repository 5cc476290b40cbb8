"""A draft as the text of content/guong-dien-hinh/<id>/index.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from generator.importing.office.blocks import Manuscript, Paragraph
from generator.importing.register.records import dump
from generator.importing.story.album import write_album
from generator.importing.story.body import Content, Place, list_notes, write_part
from generator.importing.story.draft import Draft, PartDraft
from generator.importing.story.photos import StoryPhoto
from generator.outline import split_parts
from generator.records.exemplar import Exemplar
from generator.records.story import Story
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
    known: Story | None,
    today: date,
) -> str:
    """The whole page; what the file does not tell stands as “(điền …)”, of which `dvk check` warns.

    Of the page that is there it keeps what addresses and feeds rest on: its old ids, its day.
    """
    values = {
        "title": draft.title,
        "kicker": draft.kicker,
        "lead": draft.lead or "(điền sapô: một hai câu mở đầu, in đậm ở đầu bài)",
        "byline": draft.byline or "(điền tên người viết)",
        "exemplar": exemplar.id,
        "model": exemplar.models[0] if len(exemplar.models) == 1 else "",
        "campaign": exemplar.campaign,
        "published": known.published if known else today,
        "photos": [_tell_photo(one) for one in photos if one is not None],
        "sample": exemplar.sample,
        "aliases": list(known.aliases) if known else [],
    }
    front = dump({key: value for key, value in values.items() if value})
    numbers = _number(photos)
    parts = [_write_part(part, draft, manuscript, numbers) for part in draft.parts]
    album = write_album({one.name: one.content for one in photos if one is not None})
    return f"---\n{album}{front}---\n\n" + "\n\n".join(parts) + "\n"


def _tell_photo(photo: StoryPhoto) -> dict[str, str]:
    words = " ".join(photo.shot.picture.words.split())
    return {
        "file": photo.name,
        "alt": "(điền mô tả ảnh)" if not words or _NO_WORDS.search(words) else words[:_LONGEST_ALT],
        "caption": photo.shot.caption or "(điền chú thích)",
        "credit": photo.shot.credit or "(điền nguồn ảnh)",
    }


def _number(photos: Sequence[StoryPhoto | None]) -> dict[int, int]:
    """The photos that were taken, counted. Shape: {position in the file: number in the story}, both from 1."""
    taken = [position for position, one in enumerate(photos, start=1) if one is not None]
    return {position: number for number, position in enumerate(taken, start=1)}


def _write_part(part: PartDraft, draft: Draft, manuscript: Manuscript, numbers: Mapping[int, int]) -> str:
    starter = split_parts(OUTLINE).sections[part.number - 1]
    content = [one for piece in part.content for one in _place(piece, draft, numbers)]
    named = list_notes(part.content, manuscript.notes)
    if part.number == 1:
        # Those of the title, the lead or a caption have no other place.
        elsewhere = {number for other in draft.parts for number in list_notes(other.content, manuscript.notes)}
        named = [*(number for number in manuscript.notes if number not in elsewhere), *named]
    written = write_part(content, manuscript.notes, named)
    has_words = any(not isinstance(one, Place) for one in content)
    body = written if has_words else f"{written}\n\n{starter.text}".strip()
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
