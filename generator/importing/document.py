"""What a reader gives (source lines and grids) and what an import makes of it (a plan of blocks).

A reader of another format (.docx) only has to give a `Document` of `SourceLine` and `Grid`, numbers and
signs printed in the text; outlining, checking and writing stay the same. Markdown's signs in a line are
emphasis: a reader that knows better escapes those that are letters (`generator/importing/pdf`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as printed, blanks around it removed.

    `gap`: a blank line stands before it. `broken`: its writer ended it with a hard break.
    `goes_on`: its reader saw from the page that it belongs to the paragraph of the line before.
    """

    text: str
    number: int
    column: int = 1
    gap: bool = False
    broken: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read: rows of cells, all rows equally long; `numbers` are the rows' source lines."""

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


Source: TypeAlias = SourceLine | Grid


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says in the file's own order, and the number of its first line in reading order."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: `source` is what an import makes a plan of, `text` the same line by line as printed.

    Of a file with pages, `pages` is what it says before its reader put it in order, and `dropped` the lines
    of it that are no part of the document. `problems` are warnings, `notes` sentences for who called.
    `has_lines`: its lines are those that an editor shows of the file, not counted by its reader.
    """

    source: tuple[Source, ...]
    text: str
    pages: tuple[PageText, ...] = ()
    dropped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    has_lines: bool = True

    def page_of(self, line: int) -> int:
        """The number of the page that a line stands on; 0 in a file without pages."""
        return bisect_right(self.pages, line, key=lambda page: page.line)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text joined from source lines that knows where each part stood.

    Shape: `places` are (offset in text, line, column), ascending, the first at offset 0.
    """

    text: str
    places: tuple[tuple[int, int, int], ...]

    @property
    def line(self) -> int:
        return self.places[0][1]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column in the source of the character at `offset`."""
        index = max(0, bisect_right(self.places, offset, key=lambda place: place[0]) - 1)
        start, line, column = self.places[index]
        return line, column + max(0, offset - start)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The part of the passage between two offsets."""
        stop = len(self.text) if end is None else end
        inside = tuple((max(0, at - start), line, column) for at, line, column in self.places if start <= at < stop)
        if not inside or inside[0][0] > 0:
            inside = ((0, *self.at(start)), *inside)
        return Passage(self.text[start:stop], inside)

    def without(self, start: int, end: int) -> Passage:
        """The passage less the characters between two offsets."""
        if end >= len(self.text):
            return self.cut(0, start)
        rest = self.cut(end)
        kept = tuple(place for place in self.places if place[0] < start)
        shifted = tuple((at + start, line, column) for at, line, column in rest.places)
        return Passage(self.text[:start] + rest.text, kept + shifted)


class Role(StrEnum):
    """What a paragraph is in its document; also its class on the page."""

    TEXT = "text"
    LETTERHEAD = "letterhead"
    TITLE = "plan-title"
    NOTE = "note"
    NUMBERED = "numbered"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    FOOTNOTE = "form-note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading. `number` is the number as printed; `path` the numbers from the top ("IV", "2", "1").

    `added`: the heading is ours and not a word of the document.
    """

    level: int
    passage: Passage
    anchor: str
    number: str = ""
    path: tuple[str, ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    passage: Passage
    role: Role = Role.TEXT
    anchor: str | None = None
    number: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullet:
    """A list item; depth 1 is the outermost."""

    passage: Passage
    depth: int
    anchor: str | None = None
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`numbers` are the source lines of the rows of `head` and `body`."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]

    @property
    def line(self) -> int:
        return self.numbers[0]


@dataclass(frozen=True, slots=True)
class FormText:
    """Lines of a form as printed, one under the other."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Rule:
    line: int


@dataclass(frozen=True, slots=True)
class PageNumber:
    passage: Passage


Block: TypeAlias = Heading | Paragraph | Bullet | Table | FormText | Rule | PageNumber


@dataclass(frozen=True, slots=True)
class Plan:
    """An official document: its text up to the signature, then the forms that came with it."""

    blocks: tuple[Block, ...]
    forms: tuple[Block, ...]

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        return self.blocks + self.forms

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(block for block in self.all_blocks if isinstance(block, Heading))

    @property
    def title_lines(self) -> tuple[str, ...]:
        titles = (b for b in self.blocks if isinstance(b, Paragraph) and b.role is Role.TITLE)
        return tuple(line for title in titles for line in title.passage.text.split("\n"))
