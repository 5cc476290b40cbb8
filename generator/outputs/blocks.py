"""Long files in blocks of rows: after a change only the block that holds it is drawn again.

Blocks are cut by what the rows are, not by where they stand, so that a row added or taken away
leaves all other blocks the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from generator.cache import Cache

T = TypeVar("T")

# Rows in a block, on average. Fewer mean more files to read back, more mean more rows to draw after a change.
_ROWS = 128


def draw_blocks(
    cache: Cache,
    recipe: str,
    rows: Sequence[T],
    *,
    digests: Sequence[bytes],
    draw: Callable[[Sequence[T]], bytes],
    needs: tuple[bytes | str, ...] = (),
) -> Iterator[bytes]:
    """The bytes of block after block, drawn only where no build has drawn them yet.

    `digests` go with the rows, all of one length, and change with whatever a row shows; `needs` is
    what all rows show besides; `recipe` as in `Cache.remember`.
    """
    start = 0
    for end in _ends(digests):
        ingredients = (*needs, b"".join(digests[start:end]))
        yield cache.remember(recipe, ingredients, partial(draw, rows[start:end]))
        start = end


def _ends(digests: Sequence[bytes]) -> Iterator[int]:
    """Where each block ends: after a digest that begins with small enough a number, and after the last row."""
    limit = 256 // _ROWS
    yield from (number for number, digest in enumerate(digests, start=1) if digest[0] < limit)
    if digests and digests[-1][0] >= limit:
        yield len(digests)


def join_blocks(blocks: Iterable[bytes], *, start: bytes, between: bytes, end: bytes) -> Iterator[bytes]:
    """The whole file piece by piece: start, block, between, block, …, end; it is never in memory at once."""
    before = start
    for block in blocks:
        yield before
        yield block
        before = between
    if before is start:
        yield start
    yield end
