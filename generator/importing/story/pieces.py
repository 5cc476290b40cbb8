"""What people typed together, or apart, as the headings and paragraphs that it is meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.importing.office.blocks import Block, Paragraph, Table
from generator.importing.story.headings import part_named, read_line, set_bold

_RUN_IN = re.compile(
    r"(?:[IVX\d]{1,4}\s*[.)/–-]+\s*)?<strong>((?:[^\ue000\ue001<]|</?em>){3,140})</strong>"
    r"(?:(?<=[:.]</strong>)|(?<=[:.]</em></strong>)|(?<=[:.] </strong>)|[ :.–-])[ :.–-]*(?=[^ :.–-])(.+)",
    re.DOTALL,
)
# A heading's number and its words may be two runs.
_SEAM = re.compile(r"</strong>([ \t]*)<strong>")
# A line of so many words is no verse.
_PROSE = 10
# A paragraph of so many words is more than an entry of a table.
_TEXT = 20
_PIECES = re.compile(r"((?<!\\)</?(?:strong|em|sup|sub)>|\n)")
# A line that only counts a part.
_COUNT = re.compile(r"(?:phần|mục)\s+(?:thứ\s+)?(?:nhất|một|hai|ba|tư|bốn|năm|[IVX]{1,4}|\d)\W*", re.IGNORECASE)
# In how many rows of a table a part must be named.
_ROWS = 3


def split_run_in(block: Block) -> tuple[Block, ...]:
    """A paragraph that begins with the bold name of a part ("**Cách làm:** Bà Lan …") as heading and text."""
    if not isinstance(block, Paragraph) or block.look.bold:
        return (block,)
    match = _RUN_IN.match(_SEAM.sub(r"\1", block.text))
    if match is None:
        return (block,)
    look = msgspec.structs.replace(block.look, bold=True)
    text = match.string[: match.end(1)] + "</strong>"
    head = Paragraph(text, _plain(text), look, block.label, block.depth)
    if not part_named(head):
        return (block,)
    rest = msgspec.structs.replace(block, text=match[2], plain=_plain(match[2]), label="", depth=0)
    return (head, rest)


def open_table(block: Block) -> tuple[Block, ...]:
    """What stands in a table that is none: the outline's own sheet, or columns as in a newspaper.

    Of the sheet at least three rows name a part.
    """
    if not isinstance(block, Table):
        return (block,)
    if len(block.rows) == 1 and any(map(_is_column, block.rows[0])):
        return tuple(one for cell in block.rows[0] for one in cell)
    rows = [[one for cell in row for one in cell] for row in block.rows]
    named = [{part for one in row if (part := part_named(one))} for row in rows]
    if sum(bool(one) for one in named) < _ROWS or len(set().union(*named)) < _ROWS:
        return (block,)
    # The number in a column of its own is written anew with the heading.
    kept = [one for row, parts in zip(rows, named, strict=True) for one in row if not (parts and _is_number(one))]
    return tuple(set_bold(one) if part_named(one) else one for one in kept)


def _is_column(cell: Sequence[Paragraph]) -> bool:
    """Whether a cell has text of its own rather than an entry of a table."""
    return len(cell) > 1 and any(len(one.plain.split()) >= _TEXT for one in cell)


def _is_number(paragraph: Paragraph) -> bool:
    return re.fullmatch(r"(?:\d{1,2}|[IVX]{1,4})[.)]?", paragraph.plain) is not None


def join_markers(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a line that only counts a part ("PHẦN THỨ NHẤT") in one with the heading below it."""
    marker: Paragraph | None = None
    for block in blocks:
        if marker is not None:
            yield from _join(marker, block)
            marker = None
        elif isinstance(block, Paragraph) and _COUNT.fullmatch(block.plain) and not block.label:
            marker = block
        else:
            yield block
    if marker is not None:
        yield marker


def _join(marker: Paragraph, block: Block) -> Iterator[Block]:
    if not isinstance(block, Paragraph) or block.label or read_line(0, block) is None or block.plain.endswith("."):
        yield from (marker, block)
        return
    plain, text = f"{marker.plain}: {block.plain}", f"{marker.text}: {block.text}"
    yield msgspec.structs.replace(block, plain=plain, text=text, notes=(*marker.notes, *block.notes))


def split_lines(block: Block) -> tuple[Block, ...]:
    """A paragraph of prose whose lines end with soft breaks as paragraphs; verses and addresses stay as they are."""
    if not isinstance(block, Paragraph) or block.label:
        return (block,)
    lines = cut_lines(block)
    return lines if any(len(one.plain.split()) >= _PROSE for one in lines) else (block,)


def cut_lines(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """The lines that soft breaks make, without empty ones; notes and links would lose their place."""
    if "\n" not in paragraph.text or paragraph.notes or paragraph.links:
        return (paragraph,)
    return tuple(_as_paragraph(one, paragraph) for one in _cut(paragraph.text) if _plain(one))


def _cut(text: str) -> list[str]:
    """The lines of a marked text, each with marks of its own."""
    lines, opened = [""], list[str]()
    for piece in _PIECES.split(text):
        if piece == "\n":
            lines[-1] += "".join(f"</{name}>" for name in reversed(opened))
            lines.append("".join(f"<{name}>" for name in opened))
            continue
        if _PIECES.fullmatch(piece):
            opened = opened[:-1] if piece.startswith("</") else [*opened, piece.strip("<>")]
        lines[-1] += piece
    return lines


def _as_paragraph(line: str, whole: Paragraph) -> Paragraph:
    bold = not _plain(re.sub(r"<strong>.*?</strong>", "", line))
    return Paragraph(line, _plain(line), msgspec.structs.replace(whole.look, bold=bold))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)</?\w+>|[\ue000\ue001]", "", text)).split())
