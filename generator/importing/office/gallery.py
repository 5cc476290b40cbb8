"""Pictures that stand beside each other, and tables that only hold pictures with their captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from generator.importing.office.blocks import Block, Picture

# A row of a table: what stands in each of its cells.
Row = Sequence[Sequence[Block]]


def set_beside(picture: Picture) -> Picture:
    """The same picture as one that stands beside the picture before it."""
    return msgspec.structs.replace(picture, beside=True)


def set_among(picture: Picture, text: str, *, floats: bool) -> Picture:
    """The same picture as one of a paragraph with these words; `floats`: they flow around it."""
    if not text:
        return msgspec.structs.replace(picture, alone=True)
    return msgspec.structs.replace(picture, floats=floats)


def arrange(rows: Sequence[Row]) -> Iterator[Block]:
    """What such a table holds, every picture before its caption."""
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and _holds_only_pictures(rows[start]) and not _holds_only_pictures(rows[end]):
            end += 1
        yield from _arrange_group(rows[start:end])
        start = end


def _arrange_group(rows: Sequence[Row]) -> Iterator[Block]:
    """A row of pictures and the rows of words below it, or any other row."""
    below = [cell for row in rows[1:] for cell in row if cell]
    if len(below) == 1:
        # One caption for all.
        for at, picture in enumerate(block for cell in rows[0] for block in cell):
            yield set_beside(picture) if at and isinstance(picture, Picture) else picture
        yield from below[0]
        return
    for column in range(max(map(len, rows))):
        yield from (block for row in rows if column < len(row) for block in row[column])


def _holds_only_pictures(row: Row) -> bool:
    blocks = [block for cell in row for block in cell]
    return bool(blocks) and all(isinstance(one, Picture) for one in blocks)
