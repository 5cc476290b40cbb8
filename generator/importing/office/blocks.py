"""What is read of a Word file: paragraphs, tables, pictures and boxes in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec


class Look(msgspec.Struct, frozen=True):
    """How a paragraph looks: the name of its style in small letters, level of a heading from 1, or 0.

    `bold` and `italic` hold for all its words; `size` in half points is that of its largest, 0 where unknown.
    """

    style: str = ""
    level: int = 0
    bold: bool = False
    italic: bool = False
    centred: bool = False
    right: bool = False
    size: int = 0


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """`text` has the marks that `inline.to_markdown` reads, links between private signs (see `marks`).

    `label` is the number or sign that Word sets before it ("1.", "a)", "•"), `depth` how deep its list lies, from 0;
    `notes` are the footnotes that it names, `links` the addresses of its links, `lines` the plain words as breaks
    within the paragraph part them.
    """

    text: str
    plain: str
    look: Look = Look()
    label: str = ""
    depth: int = 0
    notes: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True, tag=True):
    """Rows of cells, each of some paragraphs; the rest of a merged cell is empty."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


class Picture(msgspec.Struct, frozen=True, tag=True):
    """`part` is the name of the picture's file within the package, "" for what is no picture file; `words` its
    description.

    `beside`: it stands in one line with the picture before it; `floats`: the words of the paragraph behind it flow
    around it; `alone`: its paragraph has no words.
    """

    part: str
    words: str
    beside: bool = False
    floats: bool = False
    alone: bool = False


class Box(msgspec.Struct, frozen=True, tag=True):
    """What stands in a text box."""

    blocks: tuple[Block, ...]


Block: TypeAlias = Paragraph | Table | Picture | Box


class Manuscript(msgspec.Struct, frozen=True):
    """The blocks of a file and its footnotes by number, in the order in which they are named.

    `asides` tell in sentences what else the file holds, which is no part of its text.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[int, tuple[Paragraph, ...]]
    asides: tuple[str, ...] = ()


def list_paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Every paragraph, those in tables and boxes too."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Table():
                yield from (one for row in block.rows for cell in row for one in cell)
            case Box():
                yield from list_paragraphs(block.blocks)
