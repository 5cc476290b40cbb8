"""Photos of a manuscript with the captions that stand below them, and who took them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.importing.office.blocks import Block, Paragraph, Picture
from generator.importing.story.body import Content, Place

_CAPTION = re.compile(r"\(?(?:(?:ảnh|hình|tranh)\s*(?:số\s*)?(?:\d|:)|trong ảnh\s*:|chú thích)", re.IGNORECASE)
_CREDIT = re.compile(
    r"\s*[(\[]?((?:ảnh|nguồn ảnh|nguồn|tranh minh họa|ảnh minh họa|ảnh tư liệu)\s*:\s*[^()\[\]]{2,120}?)[)\]]?\.?\s*$",
    re.IGNORECASE,
)
_MOST_WORDS = 60


class Shot(msgspec.Struct, frozen=True):
    """A photo with its caption and its source, each "" where the file tells none."""

    picture: Picture
    caption: str = ""
    credit: str = ""


def place_photos(blocks: Sequence[Block]) -> tuple[list[Content], list[Shot]]:
    """The blocks with places in place of pictures, captions taken out; the photos in their order."""
    content: list[Content] = []
    shots: list[Shot] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if not isinstance(block, Picture):
            content.append(block)
            continue
        pictures = [block, *_list_beside(blocks[index:])]
        index += len(pictures) - 1
        captions = list(_captions_of(len(pictures), blocks[index:]))
        around: Sequence[Block] = ()
        if block.floats and not any(captions) and any(map(_looks_so, blocks[index + 1 : index + 2])):
            # The caption stands below the words that flow around the picture.
            around = blocks[index : index + 1]
            captions = [list(_captions_below(blocks[index + 1 :]))]
        index += len(around) + sum(map(len, captions))
        for at, picture in enumerate(pictures):
            # One caption below several holds for each.
            told = captions[at] if len(captions) == len(pictures) else captions[0]
            shots.append(Shot(picture, *split_credit(" ".join(told))))
            content.append(Place(len(shots)))
        content += around
    return content, shots


def _looks_so(block: Block) -> bool:
    """Whether a paragraph that stands not right below a picture is a caption all the same."""
    if not isinstance(block, Paragraph) or not is_caption(block):
        return False
    look = block.look
    return (look.italic and look.centred) or "caption" in look.style or _CAPTION.match(block.plain) is not None


def _list_beside(blocks: Sequence[Block]) -> Iterator[Picture]:
    for block in blocks:
        if not isinstance(block, Picture) or not block.beside:
            return
        yield block


def _captions_of(count: int, blocks: Sequence[Block]) -> Sequence[Sequence[str]]:
    """The captions below pictures that stand in one line: one for each, or one for all. Each of some paragraphs."""
    below = [one for one in blocks[:count] if isinstance(one, Paragraph) and is_caption(one)]
    own = [[_tell(one)] for one in below if not _CREDIT.fullmatch(_tell(one))]
    return own if count > 1 and len(own) == count else [list(_captions_below(blocks))]


def _tell(paragraph: Paragraph) -> str:
    return f"{paragraph.label} {paragraph.plain}".strip()


def _captions_below(blocks: Sequence[Block]) -> Iterator[str]:
    """A caption, and below it a line of its own that says who took the photo."""
    for at, block in enumerate(blocks[:2]):
        if not isinstance(block, Paragraph):
            return
        plain = _tell(block)
        if not (is_caption(block) if at == 0 else _CREDIT.fullmatch(plain)):
            return
        yield plain


def is_caption(paragraph: Paragraph) -> bool:
    """Whether a paragraph right below a picture tells of it: by its style, its first word, or how it looks."""
    look = paragraph.look
    if "caption" in look.style:
        return True
    if look.level or len(paragraph.plain.split()) > _MOST_WORDS:
        return False
    # What stands there in bold is the next heading.
    looks_so = (look.italic or look.centred) and not look.bold
    return looks_so or _CAPTION.match(paragraph.plain) is not None


def split_credit(text: str) -> tuple[str, str]:
    """A caption and the source at its end: "Bà con dọn ngõ. Ảnh: Mẫu" → ("Bà con dọn ngõ.", "Ảnh: Mẫu")."""
    match = _CREDIT.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text.strip(), "")
