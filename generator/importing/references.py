"""Words of a plan with their places: what facts and faults are searched in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.importing.document import Block, Bullet, Heading, PageNumber, Paragraph, Passage, Plan, Role
from generator.importing.inline import strip_marks


@dataclass(frozen=True, slots=True)
class Statement:
    """The plain words of one block: `section` is the anchor of the section it stands in."""

    words: str
    passage: Passage
    offsets: tuple[int, ...]
    section: str
    role: Role
    is_heading: bool

    def at(self, index: int) -> tuple[int, int]:
        """Line and column in the source of the character at `index` of the words."""
        return self.passage.at(self.offsets[index] if index < len(self.offsets) else len(self.passage.text))


def read_statements(plan: Plan) -> Iterator[Statement]:
    """Every heading, paragraph and list item of the document itself; the forms' own text is left out."""
    section = ""
    for block in plan.blocks:
        passage = passage_of(block)
        if passage is None:
            continue
        if isinstance(block, Heading | Paragraph) and block.anchor:
            section = block.anchor
        words, offsets = strip_marks(passage.text)
        role = block.role if isinstance(block, Paragraph | Bullet) else Role.TEXT
        # A kept line end is a blank to a search; one character for one, so that offsets stay right.
        yield Statement(words.replace("\n", " "), passage, offsets, section, role, isinstance(block, Heading))


def passage_of(block: Block) -> Passage | None:
    if isinstance(block, Heading | Paragraph | Bullet | PageNumber):
        return block.passage
    return None


def count_items(blocks: Sequence[Block], heading: int) -> int:
    """Outermost list items or numbered paragraphs between the heading at this index and the next one."""
    bullets = numbered = 0
    for block in blocks[heading + 1 :]:
        if isinstance(block, Heading):
            break
        bullets += isinstance(block, Bullet) and block.depth == 1
        numbered += isinstance(block, Paragraph) and block.role is Role.NUMBERED
    return numbered or bullets
