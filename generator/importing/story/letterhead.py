"""What an office writes around a text: who sends it, its number and day above, who signs below.

It is told to whoever imports the file and not taken over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

import msgspec

from generator.importing.office.blocks import Block, Look, Paragraph, Picture, Table, list_paragraphs
from generator.importing.story.body import ORNAMENT
from generator.importing.story.byline import is_name, tell_byline
from generator.importing.story.headings import heads_part
from generator.importing.story.pieces import cut_lines
from generator.vietnamese import fold

_BLANK = r"[\d.…_\s]"
# "Phường Mẫu, ngày 2 tháng 3 năm 2026", with blanks for numbers, too; "Mẫu, 02/3/2026".
_DAY = re.compile(
    rf"\(?(?:(?P<place>[^\W\d][\w\s.’'-]{{1,40}}),\s*)?(?:(?:ngay{_BLANK}*)?thang{_BLANK}*nam{_BLANK}*"
    r"|(?(place)(?:ngay\s*|thang\s*)?(?:\d{1,2}\s?[/.-]\s?){1,2}\d{4}|(?!)))\)?\.?"
)
# Nobody writes these but above an official text.
_SURE = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\W+tu do\W+hanh phuc|dang cong san viet nam|kinh gui\s*:.*"
    rf"|so\s*:?{_BLANK}*(?:-\w{{1,10}})?/[\w\s/&.-]{{0,30}}|so\s*:{_BLANK}*(?:-\s?\w{{1,10}})?"
)
_SENDER = re.compile(
    r"(?:dang (?:bo|uy)|chi (?:bo|hoi|doan)|uy ban|ubnd|ubmttq|mttq|mat tran|hoi|doan|lien doan|cong doan|ban|truong"
    r"|tram|trung tam|van phong|cong an|quan su|phuong|xa|thi tran|dac khu|thanh pho|tp|tinh|quan|huyen|to dan pho"
    r"|khu dan cu|thon)\b"
)
_SIGNS = re.compile(
    r"(?:TM|T/M|KT|K/T|TL|T/L)\b.*|THAY MẶT\b.*|XÁC NHẬN\b.*|Xác nhận của .*|(?i:nơi nhận\s*:.*)"
    r"|(?i:(?:người (?:viết|lập|báo cáo|dự thi)|tác giả)\s*:?)"
)
_COPIES = re.compile(r"nơi nhận", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:q\.\s*|pho\s+)?(?:bi thu|chu tich|truong|giam doc|hieu truong|chi huy|chinh tri vien|chanh van phong"
    r"|chu nhiem)\b|uy vien|\(|da ky|ky ten"
)
_LONGEST_LINE, _LONGEST_TITLE, _LONGEST_ITEM = 100, 120, 15


class Framed(msgspec.Struct, frozen=True):
    """A text without what stands around it: `left_out` are its lines, `writer` the name below "Người viết" or ""."""

    blocks: tuple[Block, ...]
    left_out: tuple[str, ...]
    writer: str


def is_day(text: str) -> bool:
    """Whether a line only tells where and when a text was written."""
    return _DAY.fullmatch(fold(text).strip()) is not None


def take_frame(blocks: Sequence[Block]) -> Framed:
    """Take off the letterhead and the signatures."""
    kept = _split_head(blocks)
    head = _end_of_head(kept)
    above, kept = kept[:head], [*(one for one in kept[:head] if isinstance(one, Picture)), *kept[head:]]
    begin, end = _find_signatures(kept)
    below = [line for block in kept[begin:end] for line in _lines_of(block)]
    lines = [*(line for block in above for line in _lines_of(block)), *below]
    left_out = tuple(one for one in lines if not ORNAMENT.fullmatch(one))
    return Framed((*kept[:begin], *kept[end:]), left_out, _name_writer(below))


def _split_head(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the first paragraph cut at its soft breaks where a letterhead begins there."""
    at = next((at for at, one in enumerate(blocks) if not isinstance(one, Picture)), 0)
    first = blocks[at] if blocks else None
    if not isinstance(first, Paragraph) or not _is_frame_line((*cut_lines(first), first)[0].plain):
        return list(blocks)
    return [*blocks[:at], *cut_lines(first), *blocks[at + 1 :]]


def _lines_of(block: Block) -> list[str]:
    """The lines of a block, those of a table column by column."""
    if isinstance(block, Table):
        columns = zip_longest(*block.rows, fillvalue=())
        return [line.plain for column in columns for cell in column for one in cell for line in cut_lines(one)]
    return [line.plain for one in list_paragraphs([block]) for line in cut_lines(one)]


def _is_plain(block: Block) -> bool:
    """Whether nothing but words would be left out."""
    return not isinstance(block, Picture) and not any(one.notes or one.links for one in list_paragraphs([block]))


def _is_sure(text: str) -> bool:
    return _SURE.fullmatch(fold(text).strip(" -–*.")) is not None or is_day(text)


def _is_sender(text: str) -> bool:
    """Whether a line in capitals names a body."""
    return text.isupper() and len(text) <= _LONGEST_LINE and _SENDER.match(fold(text)) is not None


def _is_frame_line(text: str) -> bool:
    return _is_sure(text) or _is_sender(text)


def _end_of_head(blocks: Sequence[Block]) -> int:
    """How many blocks make the letterhead."""
    sizes = [one.look.size for one in list_paragraphs(blocks[:12])]
    end, is_sure = 0, True
    for at, block in enumerate(blocks):
        lines = [one for one in _lines_of(block) if not ORNAMENT.fullmatch(one)]
        if isinstance(block, Picture):
            # A coat of arms stays a picture.
            continue
        if not _is_plain(block) or (isinstance(block, Paragraph) and _is_title(block, sizes)):
            break
        if not lines:
            continue
        if not _is_letterhead(block, lines):
            break
        end, is_sure = at + 1, isinstance(block, Table) or _is_sure(lines[-1])
    # The last line in capitals may be the title: "TRƯỜNG HỌC KHÔNG RÁC".
    return end if is_sure or may_be_title(blocks[end:]) else end - 1


def _is_letterhead(block: Block, lines: Sequence[str]) -> bool:
    """Whether lines belong to a letterhead; in a table beside a sure one, bodies need not be written in capitals."""
    if max(map(len, lines)) > _LONGEST_LINE:
        return False
    return all(map(_is_frame_line, lines)) or (isinstance(block, Table) and any(map(_is_sure, lines)))


def _is_title(paragraph: Paragraph, sizes: Sequence[int]) -> bool:
    """Whether a line is the title whatever it names: by its style, or as the largest of all."""
    size = paragraph.look.size
    return paragraph.look.style == "title" or (size == max(sizes) and sizes.count(size) == 1 and len(sizes) > 1)


def may_be_title(blocks: Sequence[Block]) -> bool:
    """Whether the first of some blocks may be a story's title."""
    one = next((one for one in blocks if not isinstance(one, Paragraph) or not ORNAMENT.fullmatch(one.plain)), None)
    if not isinstance(one, Paragraph) or len(one.plain) > _LONGEST_TITLE or one.plain.endswith("."):
        return False
    return not heads_part(one) and not tell_byline(msgspec.structs.replace(one, look=Look()), is_close=False)


def _find_signatures(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the signatures begin and end; two equal numbers where there are none."""
    for at, block in enumerate(blocks):
        if not any(map(_begins_signatures, _lines_of(block))):
            continue
        begin = at - 1 if at and all(map(is_day, _lines_of(blocks[at - 1]))) else at
        end, copies = at, False
        while end < len(blocks) and _is_plain(blocks[end]):
            copies = copies or any(_COPIES.match(line) for line in _lines_of(blocks[end]))
            if not _is_signed(blocks[end], copies=copies):
                break
            end += 1
        if end > at:
            return begin, end
    # A day may stand alone below the text.
    is_last = bool(blocks) and _is_plain(blocks[-1]) and all(map(is_day, _lines_of(blocks[-1])))
    return len(blocks) - is_last, len(blocks)


def _begins_signatures(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and not text.endswith(".") and _SIGNS.fullmatch(text) is not None


def _is_signed(block: Block, *, copies: bool) -> bool:
    """Whether all lines of a block belong to signatures; `copies`: or tell to whom copies go."""
    is_item = isinstance(block, Paragraph) and block.label != "" and len(block.plain.split()) <= _LONGEST_ITEM
    return (copies and is_item) or all(_is_signature(line, copies=copies) for line in _lines_of(block))


def _is_signature(text: str, *, copies: bool) -> bool:
    if len(text) > _LONGEST_LINE or ORNAMENT.fullmatch(text):
        return len(text) <= _LONGEST_LINE
    if copies and text.startswith(("-", "–")) and len(text.split()) <= _LONGEST_ITEM:
        return True
    role = not text.endswith((".", ":")) and _ROLE.match(fold(text)) is not None
    return _is_frame_line(text) or _begins_signatures(text) or role or is_name(text.split())


def _name_writer(lines: Sequence[str]) -> str:
    """The first name below "Người viết"."""
    at = next((at for at, one in enumerate(lines) if re.match(r"nguoi (?:viet|du thi)|tac gia", fold(one))), len(lines))
    return next((one for one in lines[at + 1 :] if is_name(one.split())), "")
