"""A manuscript sorted into title, lead, byline, five parts and photos; nothing of it is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

import msgspec

from generator.importing.office.blocks import Block, Box, Manuscript, Paragraph, list_paragraphs
from generator.importing.story.body import ORNAMENT, Content, Place
from generator.importing.story.byline import label_of, tell_byline
from generator.importing.story.captions import Shot, place_photos, split_credit
from generator.importing.story.front import Front
from generator.importing.story.headings import PARTS, find_starts
from generator.importing.story.letterhead import take_frame
from generator.importing.story.pieces import join_markers, open_table, split_lines, split_run_in
from generator.importing.story.typed_lists import gather_lists

# A byline stands among the last so many paragraphs.
_AT_THE_END = 4


class PartDraft(msgspec.Struct, frozen=True):
    """A part of the outline; without `title` when the file has none."""

    number: int
    title: str
    content: tuple[Content, ...]


class Draft(msgspec.Struct, frozen=True):
    """A story as its file tells it; texts are "" where it tells nothing, `parts` are the five of the outline.

    `labels` are what the file calls the lead and the captions ("Tóm tắt", "Ảnh 1"); the page has them no more.
    `left_out` are lines that belong to the paper and not to the story: letterhead, signatures.
    """

    title: str
    kicker: str
    lead: str
    byline: str
    parts: tuple[PartDraft, ...]
    shots: tuple[Shot, ...]
    labels: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def draft_story(manuscript: Manuscript) -> Draft:
    """Sort the blocks; what stands before the first part and is neither title nor lead opens part 1."""
    framed = take_frame([one for block in manuscript.blocks for one in open_table(block)])
    lines = [line for block in _open_boxes(framed.blocks) for line in split_lines(block) if not _is_ornament(line)]
    blocks = list(gather_lists([piece for line in join_markers(lines) for piece in split_run_in(line)]))
    content, shots = place_photos(blocks)
    whole = content
    content, byline, credit = _take_end(whole, shots)
    starts = find_starts([one for one in content if not isinstance(one, Place)])
    # Places are no blocks, so indexes are counted anew.
    where = [at for at, one in enumerate(content) if not isinstance(one, Place)]
    begins = [where[one.index] for one in starts]
    front = Front(content[: begins[0]] if begins else content, Counter(_sizes(manuscript)), byline or framed.writer)
    ends = [*begins[1:], len(content)]
    parts = {
        start.number: PartDraft(start.number, start.title, tuple(content[begin + 1 : end]))
        for start, begin, end in zip(starts, begins, ends, strict=False)
    }
    first = parts.get(1, PartDraft(1, "", ()))
    parts[1] = msgspec.structs.replace(first, content=(*front.rest, *first.content))
    return Draft(
        title=front.title,
        kicker=front.kicker,
        lead=front.lead,
        byline=front.byline,
        parts=tuple(parts.get(number, PartDraft(number, "", ())) for number in range(1, PARTS + 1)),
        shots=tuple(one if one.credit else msgspec.structs.replace(one, credit=credit) for one in shots),
        left_out=(*framed.left_out, *front.left_out),
        labels=tuple(filter(None, [*front.labels, *_labels_of(whole, content), *(one.label for one in shots)])),
    )


def _open_boxes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the boxes around the first of them, where title and lead may stand."""
    boxes = list(takewhile(lambda one: isinstance(one, Box), blocks))
    return [*list_paragraphs(boxes), *blocks[len(boxes) :]]


def _is_ornament(block: Block) -> bool:
    """Whether a line only parts what stands above from what stands below: "-----", "*", "--o0o--"."""
    return isinstance(block, Paragraph) and not block.notes and ORNAMENT.fullmatch(block.plain) is not None


def _sizes(manuscript: Manuscript) -> dict[int, int]:
    """How many words have each size."""
    sizes: Counter[int] = Counter()
    for one in list_paragraphs(manuscript.blocks):
        sizes[one.look.size] += len(one.plain.split())
    return sizes


def _take_end(content: list[Content], shots: Sequence[Shot]) -> tuple[list[Content], str, str]:
    """The content without byline and source of all photos at its end; these two."""
    byline = credit = ""
    kept = list(content)
    paragraphs = [one for one in content if isinstance(one, Paragraph)][-_AT_THE_END:]
    for one in reversed(paragraphs):
        told = tell_byline(one, is_close=one is paragraphs[-1])
        if one.plain.lower().startswith("ảnh") and told:
            if credit or all(shot.credit for shot in shots):
                continue
            credit = split_credit(one.plain)[1] or one.plain
        elif told and not byline:
            byline = told
        else:
            continue
        kept = [other for other in kept if other is not one]
    if not credit and "ảnh" in byline.lower():
        credit = f"Ảnh: {byline.split(' (')[0]}"
    return kept, byline, credit


def _labels_of(whole: Sequence[Content], kept: Sequence[Content]) -> list[str]:
    """What stood before the bylines that were taken."""
    still = set(map(id, kept))
    return [label_of(one) for one in whole if isinstance(one, Paragraph) and id(one) not in still]
