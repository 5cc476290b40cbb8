"""Words of a plan with their places: what facts and faults are searched in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.importing.document import Block, Bullet, Heading, PageNumber, Paragraph, Passage, Plan, Role, Table
from generator.importing.inline import plain_text, strip_marks

_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]+|[a-zđ])[.)]?$")
_DOER = re.compile(r"chủ trì|(?:đơn vị|cơ quan) (?:thực hiện|phụ trách)|chịu trách nhiệm", re.IGNORECASE)
_SCHEDULE = re.compile(r"thời (?:gian|hạn)|\bhạn\b|hoàn thành|tiến độ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """The plain words of one block, or of one row of a table: `section` is the anchor of the section it stands in.

    `is_row`: the words are a row's cells, which have a line but no columns of their own. `is_schedule`: it is a row
    of a table with a column for days; `doer` is what its column for those who do the task says.
    """

    words: str
    passage: Passage
    offsets: tuple[int, ...]
    section: str
    role: Role
    is_heading: bool
    is_row: bool = False
    is_schedule: bool = False
    doer: str = ""

    def at(self, index: int) -> tuple[int, int]:
        """Line and column in the source of the character at `index` of the words."""
        if self.is_row:
            return self.passage.line, 1
        return self.passage.at(self.offsets[index] if index < len(self.offsets) else len(self.passage.text))


def read_statements(plan: Plan) -> Iterator[Statement]:
    """Every heading, paragraph, list item and row of the document itself; the forms' own text is left out."""
    section = ""
    for block in plan.blocks:
        if isinstance(block, Table):
            yield from _read_rows(block, section)
        passage = passage_of(block)
        if passage is None:
            continue
        if isinstance(block, Heading | Paragraph) and block.anchor:
            section = block.anchor
        words, offsets = strip_marks(passage.text)
        role = block.role if isinstance(block, Paragraph | Bullet) else Role.TEXT
        # A kept line end is a blank to a search; one character for one, so that offsets stay right.
        yield Statement(words.replace("\n", " "), passage, offsets, section, role, isinstance(block, Heading))


def _read_rows(table: Table, section: str) -> Iterator[Statement]:
    """What each row below a table's heading says: its cells behind each other, less the row's number."""
    heads = [plain_text(cell.text) for row in table.head for cell in row]
    is_schedule = any(map(_SCHEDULE.search, heads))
    # In a heading of several rows the cells' order is not that of the columns.
    doers = [at for at, head in enumerate(heads) if _DOER.search(head)] if len(table.head) == 1 else []
    for row, number in zip(table.body, table.numbers[len(table.head) :], strict=True):
        cells = [cell.text for cell in row if cell.text]
        cells = cells[1:] if cells and _ORDINAL.match(plain_text(cells[0])) else cells
        passage = Passage("; ".join(cells), ((0, number, 1),))
        words, offsets = strip_marks(passage.text)
        statement = Statement(
            words.replace("\n", " "), passage, offsets, section, Role.TEXT, is_heading=False, is_row=True
        )
        doer = row[doers[0]].text if doers else ""
        yield replace(statement, is_schedule=is_schedule, doer=doer)


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
