"""What the page adds to the text: its number, and the line that most pages repeat at their edge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.importing.pdf.glyphs import Page, Word
from generator.importing.pdf.rows import Slice, cut_lines, write_words

_NUMBER = re.compile(r"[-–—]?\s*(?P<number>\d{1,3})\s*[-–—]?|(?:Trang\s*)(?P<of>\d{1,3})(?:\s*/\s*\d{1,3})?")
# Parts of a page's height and width.
_EDGE = 0.15
_CENTRE = 0.06
# A line on two pages may well be the document's own.
_FEWEST_PAGES = 3


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line by itself near a page's upper or lower edge; `outermost`: nothing stands between it and the edge."""

    page: Page
    part: Slice
    text: str
    outermost: bool

    @property
    def is_centred(self) -> bool:
        left = min(word.left for word in self.part.words)
        right = max(word.right for word in self.part.words)
        return abs((left + right) / 2 - self.page.width / 2) <= _CENTRE * self.page.width

    @property
    def number(self) -> int | None:
        """The page number that the line is, or None."""
        match = _NUMBER.fullmatch(self.text)
        return int(match["number"] or match["of"]) if match and self.is_centred else None


def find_furniture(pages: Sequence[tuple[Page, Sequence[Slice]]]) -> list[tuple[Slice, str]]:
    """The slices of pages that are page numbers or running heads, each with its text."""
    edges = [edge for page, slices in pages for edge in _edges(page, slices)]
    heads = {id(edge.part) for edge in _running_heads(edges, len(pages))}
    left = [edge for edge in edges if id(edge.part) not in heads]
    found = heads | {id(edge.part) for edge in _page_numbers(left, heads)}
    return [(edge.part, edge.text) for edge in edges if id(edge.part) in found]


def _edges(page: Page, slices: Sequence[Slice]) -> Iterator[_Edge]:
    last = len(slices) - 1
    for at in sorted({0, 1, last - 1, last} & set(range(last + 1))):
        one = slices[at]
        is_near = one.bottom < _EDGE * page.height or one.top > (1 - _EDGE) * page.height
        if is_near and len(lines := cut_lines(one.words)) == 1:
            yield _Edge(page, one, write_words(lines[0], with_bold=False), at in (0, last))


def _running_heads(edges: Sequence[_Edge], pages: int) -> list[_Edge]:
    """The lines that stand with the same words at the same height on most pages; their own page number may differ."""
    if pages < _FEWEST_PAGES:
        return []
    named = [(_without_number(edge), edge) for edge in edges if any(char.isalpha() for char in edge.text)]
    times = Counter(name for name, _ in named)
    return [edge for name, edge in named if times[name] * 2 > pages and times[name] >= _FEWEST_PAGES - 1]


def _without_number(edge: _Edge) -> tuple[str, int]:
    """A line's words and its height on the page in steps of 4 points."""
    text = re.sub(rf"\b{edge.page.number}\b(?!.*\b{edge.page.number}\b)", "#", edge.text)
    return text, round(edge.part.top / 4)


def _page_numbers(edges: Sequence[_Edge], heads: set[int]) -> list[_Edge]:
    """The centred numbers that count on with the pages, or one alone that is its page's."""
    numbered = [
        (edge.number - edge.page.index, edge) for edge in edges if edge.number is not None and (edge.outermost or heads)
    ]
    if not numbered:
        return []
    (offset, times), *_ = Counter(offset for offset, _ in numbered).most_common(1)
    if times < 2 and offset != 1:
        return []
    return [edge for found, edge in numbered if found == offset]


def without(words: Sequence[Word], dropped: Sequence[Slice]) -> list[Word]:
    """The words that stand in none of the slices."""
    gone = {id(word) for one in dropped for word in one.words}
    return [word for word in words if id(word) not in gone]
