"""Photos of a manuscript with the captions that stand below them, and who took them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.importing.office.blocks import Block, Box, Look, Paragraph, Picture
from generator.importing.story.body import Content, Place
from generator.importing.story.byline import is_name, tell_byline
from generator.importing.story.headings import is_heading
from generator.importing.story.letterhead import is_day

_CAPTION = re.compile(r"\(?(?:(?:ảnh|hình|tranh)\s*(?:số\s*)?(?:\d|:)|trong ảnh\s*:|chú thích)", re.IGNORECASE)
_CREDIT = re.compile(
    r"\s*[(\[]?((?:(?<!trong )ảnh|nguồn ảnh|nguồn|tranh minh họa|ảnh minh họa|ảnh tư liệu)\s*:"
    r"\s*(?:(?!(?:ảnh|nguồn)\s*:)[^()\[\]]){2,120}?)[)\]]?\.?\s*$",
    re.IGNORECASE,
)
# Photos stand in their order on the page, so their numbers tell nothing there.
_NUMBER = re.compile(
    r"\(?(?P<label>(?:ảnh|hình|tranh)(?:\s*(?:số\s*)?\d{1,2}(?=\s*[.:)–-])|(?=\s*:)))\s*[.:)–-]+\s*", re.IGNORECASE
)
# Who may have taken a photo, without being a person's name.
_SOURCE = re.compile(
    r"(?:do|của|từ|theo|tư liệu|nhân vật|gia đình|ban|báo|cổng|trang|sưu tầm|hội|đoàn|chi|tổ|cộng tác|facebook)\b",
    re.IGNORECASE,
)
_FEWEST_TOLD = 4
# What may stand before the source of a photo, if it tells of the photo.
_BEFORE_CREDIT = (".", "!", "?", "…", ",", ";", "”", ")")
_ENDS = (".", "!", "?", "…", ".”", "!”", "?”")
_MOST_WORDS, _MOST_GUESSED = 60, 25
# What begins a line of a list, a speech or a quotation.
_BEGINS_OTHERWISE = re.compile(r"[-–—+*•“\"]")


class Shot(msgspec.Struct, frozen=True):
    """A photo with its caption and its source, each "" where the file tells none.

    `label` is the number that was taken off the caption: "Ảnh 1". `is_guess`: only its place says it is the caption.
    """

    picture: Picture
    caption: str = ""
    credit: str = ""
    label: str = ""
    is_guess: bool = False


def place_photos(blocks: Sequence[Block]) -> tuple[list[Content], list[Shot]]:
    """The blocks with places in place of pictures, captions taken out; the photos in their order."""
    blocks = _put_below(blocks)
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
        below = _unbox(blocks[index:])
        captions = list(_captions_of(len(pictures), below))
        around: Sequence[Block] = ()
        is_flowed = block.floats and isinstance(next(iter(blocks[index:]), None), Paragraph)
        if is_flowed and not any(captions) and any(map(_looks_so, blocks[index + 1 : index + 2])):
            # The caption stands below the words that flow around the picture.
            around = blocks[index : index + 1]
            captions = [list(_captions_below(blocks[index + 1 :]))]
        is_guess = block.alone and not any(captions) and _may_be_caption(below[:2], content)
        if is_guess:
            captions = [list(_captions_below(below, is_guess=True))]
        index += len(around) + sum(map(len, captions))
        for at, picture in enumerate(pictures):
            # One caption below several holds for each.
            own = len(captions) == len(pictures)
            caption, credit, label = _read(" ".join(captions[at] if own else captions[0]))
            shots.append(Shot(picture, caption, credit, label if own or at == 0 else "", is_guess))
            content.append(Place(len(shots)))
        content += around
    return content, shots


def _put_below(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with the captions below their pictures, where the writer set each above."""
    above = [at for at, one in enumerate(blocks) if isinstance(one, Picture) and not one.beside]
    if not above or not all(at and _is_told(blocks[at - 1 : at]) for at in above):
        return blocks
    ends = [at + 1 + len(list(_list_beside(blocks[at + 1 :]))) for at in above]
    if all(_is_told(blocks[end : end + 1]) for end in ends):
        return blocks
    placed = list(blocks)
    for at, end in zip(above, ends, strict=True):
        placed[at - 1 : end] = [*blocks[at:end], blocks[at - 1]]
    return placed


def _is_told(blocks: Sequence[Block]) -> bool:
    return any(isinstance(one, Paragraph) and is_told_as_caption(one) for one in blocks)


def _unbox(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks of which the first is a paragraph, if it was one in a box."""
    match list(blocks[:1]):
        case [Box(blocks=(Paragraph() as inside,))]:
            return [inside, *blocks[1:]]
    return blocks


def _looks_so(block: Block) -> bool:
    """Whether a paragraph that stands not right below a picture is a caption all the same."""
    if not isinstance(block, Paragraph) or not is_caption(block):
        return False
    return (block.look.italic and block.look.centred) or is_told_as_caption(block)


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


def _captions_below(blocks: Sequence[Block], *, is_guess: bool = False) -> Iterator[str]:
    """A caption, and below it a line of its own that says who took the photo."""
    for at, block in enumerate(blocks[:2]):
        if not isinstance(block, Paragraph):
            return
        plain = _tell(block)
        if not (is_guess or is_caption(block) if at == 0 else _CREDIT.fullmatch(plain)):
            return
        yield plain


def is_caption(paragraph: Paragraph) -> bool:
    """Whether a paragraph right below a picture tells of it: by its style, its first word, or how it looks."""
    look = paragraph.look
    if is_told_as_caption(paragraph):
        return True
    if look.level or len(paragraph.plain.split()) > _MOST_WORDS:
        return False
    # What stands there in bold is the next heading.
    return (look.italic or look.centred) and not look.bold


def is_told_as_caption(paragraph: Paragraph) -> bool:
    """Whether its style or its first word says that a paragraph is a caption, wherever it stands."""
    if "caption" in paragraph.look.style:
        return True
    if paragraph.look.level or len(paragraph.plain.split()) > _MOST_WORDS:
        return False
    credit = _CREDIT.search(paragraph.plain)
    before = paragraph.plain[: credit.start()].strip() if credit else ""
    tells = credit is not None and (before.endswith(_BEFORE_CREDIT) or (before and credit[0].strip()[0] in "(["))
    return bool(tells) or _CAPTION.match(paragraph.plain) is not None


def _may_be_caption(blocks: Sequence[Block], above: Sequence[Content]) -> bool:
    """Whether the first of two blocks below a picture that stands alone may be its caption, though it looks like text.

    A short line is, unless the text goes on with lines of the same kind, or it may be the title or the lead.
    """
    texts = [one for one in above if isinstance(one, Paragraph)]
    one = blocks[0] if blocks else None
    after = blocks[1] if len(blocks) > 1 else None
    may_be_byline = after is None and isinstance(one, Paragraph) and _is_byline(one)
    if isinstance(after, Paragraph) and tell_byline(after, is_close=True):
        # Who wrote it ends the text.
        after = None
    has_source = isinstance(after, Paragraph) and _CREDIT.fullmatch(after.plain) is not None
    most = _MOST_WORDS if has_source else _MOST_GUESSED
    if not isinstance(one, Paragraph) or len(one.plain.split()) > most:
        return False
    if not texts or _begins_otherwise(one) or may_be_byline:
        return False
    if not isinstance(after, Paragraph) or after.look.level or after.look.bold or is_heading(after):
        return any(not text.look.bold and text.plain.endswith(_ENDS) for text in texts)
    if has_source:
        return True
    if not one.plain.endswith(_ENDS):
        return after.plain.endswith(_ENDS)
    return len(after.plain.split()) > _MOST_GUESSED


def _begins_otherwise(paragraph: Paragraph) -> bool:
    """Whether a line is anything but a sentence of a text or a caption."""
    plain, look = paragraph.plain, paragraph.look
    if look.level or look.bold or look.right or paragraph.label or paragraph.notes or paragraph.links:
        return True
    begins = _BEGINS_OTHERWISE.match(plain) is not None or plain.endswith(":") or is_heading(paragraph)
    return begins or is_day(plain) or bool(tell_byline(paragraph, is_close=False))


def _is_byline(paragraph: Paragraph) -> bool:
    """Whether a line at the end may be the name of who wrote the text."""
    return bool(tell_byline(msgspec.structs.replace(paragraph, look=Look(bold=True)), is_close=True))


def _read(text: str) -> tuple[str, str, str]:
    """Caption, source and label: "Ảnh 2: Bà con dọn ngõ. Ảnh: Mẫu" → ("Bà con dọn ngõ.", "Ảnh: Mẫu", "Ảnh 2")."""
    caption, credit = split_credit(text)
    words = credit.partition(":")[2].split()
    if not caption and len(words) >= _FEWEST_TOLD and not is_name(words) and not _SOURCE.match(" ".join(words)):
        # "Ảnh: Cô Hà bên các cụ" says what is seen.
        caption, credit = credit, ""
    match = _NUMBER.match(caption)
    return (caption[match.end() :], credit, match["label"]) if match else (caption, credit, "")


def split_credit(text: str) -> tuple[str, str]:
    """A caption and the source at its end: "Bà con dọn ngõ. Ảnh: Mẫu" → ("Bà con dọn ngõ.", "Ảnh: Mẫu")."""
    match = _CREDIT.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text.strip(), "")
