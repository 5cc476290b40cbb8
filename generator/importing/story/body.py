"""The blocks of a part as Markdown: lists, tables and boxes as such, footnotes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from generator.importing.office.blocks import Block, Box, Paragraph, Picture, Table, list_paragraphs
from generator.importing.office.marks import write_markdown
from generator.importing.office.numbering import BULLET

# A line without words.
ORNAMENT = re.compile(r"[\W_]+|[\W_]*[oO]0[oO][\W_]*")
_ORDINAL = re.compile(r"(\d{1,4})\.")


class Place(msgspec.Struct, frozen=True):
    """Where the photo with this number stands."""

    number: int


Content = Block | Place


def write_part(content: Sequence[Content], notes: Mapping[int, Sequence[Paragraph]], named: Iterable[int]) -> str:
    """Markdown of a part without its heading, with the footnotes `named` at its end."""
    chunks = list(_write_blocks(content))
    for number in named:
        for at, one in enumerate(notes.get(number, ())):
            text = f"({number}) {one.text}" if at == 0 else one.text
            chunks.append(write_markdown(msgspec.structs.replace(one, text=text)))
    return "\n\n".join(chunks)


def list_notes(content: Sequence[Content], notes: Mapping[int, Sequence[Paragraph]]) -> list[int]:
    """The footnotes that a part names, and those that these name."""
    named = [number for one in list_paragraphs(_without_places(content)) for number in one.notes]
    for number in named:
        named += [one for paragraph in notes.get(number, ()) for one in paragraph.notes if one not in named]
    return named


def _without_places(content: Sequence[Content]) -> list[Block]:
    return [one for one in content if not isinstance(one, Place)]


def _write_blocks(content: Sequence[Content]) -> Iterator[str]:
    for is_list, run in groupby(content, key=_is_item):
        if is_list:
            for items in _split_lists([one for one in run if isinstance(one, Paragraph)]):
                yield from _write_list(items)
        else:
            yield from (_write_block(one) for one in run)


def _is_item(one: Content) -> bool:
    return isinstance(one, Paragraph) and bool(one.label) and one.look.level == 0


def _write_block(block: Content) -> str:
    match block:
        case Place():
            return f"[[ảnh {block.number}]]"
        case Paragraph() if block.look.level:
            # A heading within a part.
            text = write_markdown(_labelled(block), keep_bold=False, at_line_start=False)
            return f"### {text}".replace("<br>\n", " ")
        case Paragraph():
            return write_markdown(_labelled(block))
        case Table():
            return _write_table(block)
        case Box():
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_write_blocks(block.blocks)).split("\n"))
        case Picture():
            raise TypeError("pictures have been placed before")


def _labelled(paragraph: Paragraph) -> Paragraph:
    text = f"{paragraph.label} {paragraph.text}" if paragraph.label else paragraph.text
    return msgspec.structs.replace(paragraph, text=text)


def _split_lists(items: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """Bullets and numbers of the outermost level are lists of their own."""
    start = 0
    kind = items[0].label == BULLET
    for at, one in enumerate(items):
        if one.depth == 0 and (one.label == BULLET) != kind:
            if at > start:
                yield items[start:at]
            start, kind = at, one.label == BULLET
    yield items[start:]


def _write_list(items: Sequence[Paragraph]) -> Iterator[str]:
    """A list of Markdown; paragraphs with their numbers where Markdown would count otherwise."""
    if not _counts_like_markdown(items):
        yield from (write_markdown(_labelled(one)) for one in items)
        return
    lines: list[str] = []
    depth = -1
    for one in items:
        # Markdown knows no item that is two levels deeper than the one before it.
        depth = min(one.depth, depth + 1)
        indent = "    " * depth
        mark = "-" if one.label == BULLET else one.label
        text = write_markdown(one).replace("\n", f"\n{indent}    ")
        lines.append(f"{indent}{mark} {text}")
    yield "\n".join(lines)


def _counts_like_markdown(items: Sequence[Paragraph]) -> bool:
    """Whether each level has bullets only, or numbers "1." that rise by one."""
    # Shape: {level: last number, 0 for bullets}.
    last: dict[int, int] = {}
    for one in items:
        match = _ORDINAL.fullmatch(one.label)
        if match is None and one.label != BULLET:
            return False
        number = int(match[1]) if match else 0
        if one.depth in last and number != (last[one.depth] + 1 if last[one.depth] else 0):
            return False
        last = {depth: count for depth, count in last.items() if depth < one.depth} | {one.depth: number}
    return True


def _write_table(table: Table) -> str:
    width = max(map(len, table.rows))
    rows = [[_write_cell(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _write_cell(cell: Sequence[Paragraph]) -> str:
    texts = (write_markdown(_labelled(one), at_line_start=False) for one in cell)
    return "<br>".join(texts).replace("<br>\n", "<br>").replace("\n", " ")
