"""Words on a page put together to printed lines, and to slices of the page with all that stands side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.importing.inline import plain_text
from generator.importing.pdf.glyphs import Word

# What Markdown and tags would take for their own.
_MARKS = re.compile(r"[\\*<]|^#")
# Of a letter's size: more than lines that are set to both edges have between their words.
DRAWN_APART = 0.8


@dataclass(slots=True)
class Line:
    """A printed line; `text` has Markdown's signs escaped and bold words between double stars.

    `first` is the width of its first word, `column` 0 in text that runs over the whole page. Points.
    `stretched`: its words are drawn apart, as where someone broke a line that has to reach both edges.
    `note`: it is a footnote's line, `begins` the first of one.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    first: float
    page: int
    column: int = 0
    stretched: bool = False
    note: bool = False
    begins: bool = False

    @property
    def plain(self) -> str:
        """The words alone."""
        return plain_text(self.text)


@dataclass(frozen=True, slots=True)
class Slice:
    """Words at the same height, and all that stands beside them: nothing crosses its upper or lower edge."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


def cut_slices(words: Iterable[Word]) -> list[Slice]:
    """The slices from top to bottom."""
    slices: list[Slice] = []
    group: list[Word] = []
    foot = 0.0
    for word in sorted(words, key=_head):
        if group and _head(word) >= foot:
            slices.append(_slice(group))
            group = []
        foot = max(foot, _foot(word)) if group else _foot(word)
        group.append(word)
    if group:
        slices.append(_slice(group))
    return slices


def _head(word: Word) -> float:
    """The upper edge of a word's capitals; with the lower one less than a line's distance, however close lines are."""
    return word.baseline - 0.7 * word.size


def _foot(word: Word) -> float:
    return word.baseline + 0.2 * word.size


def _slice(words: Sequence[Word]) -> Slice:
    return Slice(tuple(words), min(map(_head, words)), max(map(_foot, words)))


def cut_lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words of one column as lines from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    # The largest word of each line: a footnote's number stands higher than the words it belongs to.
    leads: list[Word] = []
    for word in sorted(words, key=lambda word: word.baseline):
        last = range(max(0, len(lines) - 3), len(lines))
        at = next((at for at in reversed(last) if _is_level(leads[at], word)), None)
        if at is None:
            lines.append([word])
            leads.append(word)
        else:
            lines[at].append(word)
            leads[at] = max(leads[at], word, key=lambda word: word.size)
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _is_level(one: Word, other: Word) -> bool:
    """Whether two words stand in one line: lines are further apart than small letters are high."""
    return min(one.bottom, other.bottom) > max(one.top, other.top)


def write_words(words: Sequence[Word], *, with_bold: bool = True) -> str:
    """Words of one line as text, blanks where the file has them or where there is room for one."""
    parts = [[word for _, word in group] for _, group in groupby(_numbered(words), key=lambda pair: pair[0])]
    lead = max(words, key=lambda word: word.size)
    written: list[str] = []
    for is_bold, run in groupby(parts, key=lambda part: with_bold and all(word.bold for word in part)):
        text = " ".join("".join(_write_word(word, lead) for word in part) for part in run)
        written.append(f"**{text}**" if is_bold and any(char.isalnum() for char in text) else text)
    return " ".join(written)


def _write_word(word: Word, lead: Word) -> str:
    """A word as text; a small one above the line, as the number of a footnote, in its tag."""
    text = _MARKS.sub(r"\\\g<0>", word.text)
    is_raised = word.size < 0.8 * lead.size and lead.baseline - word.baseline > 0.15 * lead.size
    # In the layer of a scan letters dance: whole words are never raised.
    return f"<sup>{text}</sup>" if is_raised and not (word.text.isalpha() and len(word.text) > 1) else text


def _numbered(words: Sequence[Word]) -> Iterator[tuple[int, Word]]:
    """Each word with the number of the written word that it is a part of."""
    number = 0
    for at, word in enumerate(words):
        if at:
            before = words[at - 1]
            room = word.left - before.right
            is_part = room < 0.1 * word.size and (word.glued or room < 0.02 * word.size)
            number += not is_part
        yield number, word


def make_line(words: Sequence[Word], page: int, column: int = 0) -> Line:
    size = max(word.size for word in words)
    # Superscripts stand higher: the line is where most of its letters are.
    baseline = max(words, key=lambda word: (word.size, len(word.text))).baseline
    first, left = words[0], words[0].left
    right = max(word.right for word in words)
    gaps = [two.left - one.right for one, two in pairwise(words)]
    stretched = bool(gaps) and min(gaps) >= DRAWN_APART * size
    return Line(write_words(words), left, right, baseline, size, first.right - left, page, column, stretched)
