"""A plan's sections by their titles, and the items that stand under each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.importing.document import Block, Bullet, Heading, Paragraph, Passage, Plan, Role
from generator.importing.inline import PAGE_NUMBER_CLOSE, PAGE_NUMBER_OPEN, plain_text
from generator.rules.texts import MOBILE_NUMBER
from generator.vietnamese import fold

# A remark in brackets that holds somebody's own number: the office's pages do not repeat it.
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PAGE_NUMBER = re.compile(rf"\s*{PAGE_NUMBER_OPEN}\d+{PAGE_NUMBER_CLOSE}")
_STEP = re.compile(r"Bước \d{1,2}\s*[.:]\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph or list item below a heading: its words, and how deep it stands (0 for a paragraph)."""

    words: str
    passage: Passage
    depth: int
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A section: `title` without its number, `items` of it and of the sections below it, `titles` of those above."""

    heading: Heading
    title: str
    items: tuple[Item, ...]
    titles: tuple[str, ...]
    below: tuple[Branch, ...]

    @property
    def is_leaf(self) -> bool:
        return not self.below

    def matches(self, pattern: re.Pattern[str]) -> bool:
        """Whether the folded title has the pattern at its beginning."""
        return pattern.match(fold(self.title)) is not None


def grow(plan: Plan) -> tuple[Branch, ...]:
    """The sections of the document itself in their order, each followed by those below it."""
    return tuple(_walk(_grow(plan.blocks, ())))


def _walk(branches: Sequence[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _walk(branch.below)


def _grow(blocks: Sequence[Block], titles: tuple[str, ...]) -> tuple[Branch, ...]:
    """The branches of a run of blocks, those of the lowest level outermost; what stands before them is left out."""
    headings = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    if not headings:
        return ()
    top = min(block.level for block in blocks if isinstance(block, Heading))
    starts = [at for at in headings if _level(blocks[at]) == top]
    grown = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        heading, inner = blocks[start], blocks[start + 1 : end]
        assert isinstance(heading, Heading)
        title = plain_text(heading.passage.text).removeprefix(heading.number).strip(" .:")
        below = _grow(inner, (*titles, title))
        grown.append(Branch(heading, title, tuple(_items(inner)), titles, below))
    return tuple(grown)


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _items(blocks: Sequence[Block]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, Bullet) and block.role is Role.TEXT:
            yield Item(clean(block.passage.text), block.passage, block.depth)
        elif isinstance(block, Paragraph) and block.role in (Role.TEXT, Role.NUMBERED, Role.NOTE):
            words = clean(block.passage.text).removeprefix(block.number).strip()
            if words.startswith("Trên đây là"):
                return
            yield Item(words, block.passage, 0, block.path)


def clean(text: str) -> str:
    """A passage's words on one line, without marks, page numbers and somebody's own telephone with its brackets."""
    words = " ".join(plain_text(_PAGE_NUMBER.sub("", text).replace("\n", " ")).split())
    words = _BRACKETS.sub(lambda match: "" if MOBILE_NUMBER.search(match.group()) else match.group(), words)
    return MOBILE_NUMBER.sub("…", words)


def without_step(words: str) -> str:
    """An item's words without "Bước 1." before them."""
    return _STEP.sub("", words, count=1)
