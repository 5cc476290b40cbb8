"""Where a fact stands, said so that a person finds it: section, line, page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from generator.importing.document import Document, Heading, Paragraph, Passage, Plan, Table
from generator.importing.inline import plain_text, strip_marks
from generator.importing.page import place_blocks, place_rows
from generator.importing.references import passage_of
from generator.problems import Location, Problem

_SIGN = re.compile(r"\s*(?:- |#+ )?")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the part of a passage that begins at `start` stands: in the document, and its block on the page."""

    line: int
    column: int
    start: int
    passage: Passage
    first: int
    is_heading: bool


class Places:
    """Lines of a document and the names of its sections.

    Nobody sees the lines of a Word file or a PDF: there a line is one of the page that the import makes. `file`
    is what the lines are counted in.
    """

    def __init__(self, plan: Plan, document: Document, *, file: str, page: str, content: str) -> None:
        self._document = document
        self._spots = () if document.has_lines else tuple(sorted(_find_spots(plan, content), key=_place_of))
        self._rows = content.split("\n")
        self._names = dict(_name_sections(plan))
        self.file = file if document.has_lines else page

    def say_line(self, line: int) -> str:
        """ "dòng 21", or "trang 3, dòng 57" of a PDF: `line` is the document's, as its reader counted it."""
        number = self._document.page_of(line)
        return (f"trang {number}, " if number else "") + f"dòng {self._find(line, 1)[0]}"

    def say_source(self, anchor: str, line: int) -> str:
        """What a record gives as the place of a fact: the section, with the line or page that the document has."""
        number = self._document.page_of(line)
        end = f"dòng {line}" if self._document.has_lines else f"trang {number}" if number else ""
        return ", ".join(filter(None, (self._names.get(anchor, "phần đầu"), end)))

    def say_note(self, line: int) -> str:
        """The line where `say_source` could not give it; else ""."""
        return "" if self._document.has_lines else self.say_line(line)

    def put(self, problem: Problem) -> Problem:
        """A fault of the document, placed where a person can see it, with the document's page."""
        number = self._document.page_of(problem.at.line)
        wrong = f"trang {number}: {problem.wrong}" if number else problem.wrong
        at = Location(self.file, *self._find(problem.at.line, problem.at.column))
        return msgspec.structs.replace(problem, at=at, wrong=wrong)

    def _find(self, line: int, column: int) -> tuple[int, int]:
        if not self._spots:
            return line, column
        at = bisect_right(self._spots, (line, column), key=_place_of)
        # A line may begin with a sign that is not in its passage, and a table's is in none: then the text before it.
        begins = at < len(self._spots) and self._spots[at].line == line and (not at or self._spots[at - 1].line != line)
        spot = self._spots[at if begins else max(0, at - 1)]
        offset = spot.start + (max(0, column - spot.column) if spot.line == line else 0)
        begin = 0 if spot.is_heading else spot.passage.text.rfind("\n", 0, offset) + 1
        row = spot.first + spot.passage.text.count("\n", 0, begin) if begin else spot.first
        offsets = _offsets_of(spot.passage.text)
        return row, _column_of(self._rows[row - 1], bisect_left(offsets, offset) - bisect_left(offsets, begin))


# Many facts may stand in one paragraph.
@lru_cache(maxsize=64)
def _offsets_of(text: str) -> tuple[int, ...]:
    return strip_marks(text)[1]


def _place_of(spot: _Spot) -> tuple[int, int]:
    return spot.line, spot.column


def _find_spots(plan: Plan, content: str) -> Iterator[_Spot]:
    for block, first in place_blocks(plan, content):
        if isinstance(block, Table):
            for number, row in place_rows(block, first):
                yield _Spot(number, 1, 0, Passage("", ((0, number, 1),)), row, is_heading=False)
        passage = passage_of(block)
        for start, line, column in passage.places if passage is not None else ():
            assert passage is not None
            yield _Spot(line, column, start, passage, first, isinstance(block, Heading))


def _column_of(row: str, letters: int) -> int:
    """The column in a line of Markdown behind so many letters of its words."""
    sign = _SIGN.match(row)
    start = sign.end() if sign is not None else 0
    offsets = _offsets_of(row[start:])
    return start + 1 + (offsets[letters] if letters < len(offsets) else 0)


def _name_sections(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each section's anchor with its name: "mục II.1"; of a number printed before, with the title of its part."""
    title = ""
    for block in plan.blocks:
        if not isinstance(block, Heading | Paragraph) or not block.anchor:
            continue
        if isinstance(block, Heading) and len(block.path) == 1:
            title = plain_text(block.passage.text).removeprefix(block.number).strip(" .:")
        again = f" ({title.capitalize() if title.isupper() else title})" if "-lan-" in block.anchor else ""
        yield block.anchor, f"mục {_name(block.path)}{again}"


def _name(path: tuple[str, ...]) -> str:
    """ "IV.1.2", "IV.1 a", "III.2, bước 1"."""
    numbers, rest = [], ""
    for one in path:
        if one.startswith("buoc-"):
            rest += f", bước {one.removeprefix('buoc-')}"
        elif one.isalpha() and one.islower():
            rest += f" {one}"
        else:
            numbers.append(one)
    return ".".join(numbers) + rest
