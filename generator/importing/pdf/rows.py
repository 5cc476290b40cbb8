"""Words on a page put together to printed lines: one column after the other where there are columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.importing.inline import plain_text
from generator.importing.pdf.glyphs import Word

# What Markdown and tags would take for their own.
_MARKS = re.compile(r"[\\*<]|^#")
# Of the page's width.
_COLUMN_SHARE = 0.12
# Of a letter's size: a gutter that no sentence has within it.
_WIDE = 4
# Of a letter's size: more than lines that are set to both edges have between their words.
_DRAWN_APART = 0.8


@dataclass(slots=True)
class Line:
    """A printed line; `text` has Markdown's signs escaped and bold words between double stars.

    `first` is the width of its first word, `column` 0 in text that runs over the whole page. Points.
    `stretched`: its words are drawn apart, as where someone broke a line that has to reach both edges.
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
    return f"<sup>{text}</sup>" if is_raised else text


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
    stretched = bool(gaps) and min(gaps) >= _DRAWN_APART * size
    return Line(write_words(words), left, right, baseline, size, first.right - left, page, column, stretched)


def read_columns(slices: Sequence[Slice], page: int, width: float, column: int = 0) -> list[Line]:
    """The lines of a page or column in reading order: where slices leave a gutter, its left side first."""
    lines: list[Line] = []
    at = 0
    while at < len(slices):
        band = _find_band(slices, at, width)
        if band is None:
            lines.extend(make_line(words, page, column) for words in cut_lines(slices[at].words))
            at += 1
            continue
        end, gutter = band
        for number, side in enumerate(_split(slices[at:end], gutter), start=1):
            lines.extend(read_columns(cut_slices(side), page, width, 100 * (column + at + 1) + number))
        at = end
    return lines


def _split(slices: Sequence[Slice], gutter: tuple[float, float]) -> tuple[list[Word], list[Word]]:
    """The words left and right of a gutter."""
    words = [word for one in slices for word in one.words]
    middle = (gutter[0] + gutter[1]) / 2
    return [word for word in words if word.right <= middle], [word for word in words if word.right > middle]


def _find_band(slices: Sequence[Slice], start: int, width: float) -> tuple[int, tuple[float, float]] | None:
    """The slices from `start` up to an end that stand in two columns, and the gutter between these."""
    for gutter in sorted(_gaps(slices[start]), key=lambda gap: gap[0] - gap[1]):
        end = start + 1
        while end < len(slices) and (narrowed := _narrow(gutter, slices[end])):
            if not _is_two_sided(slices[end], narrowed) and not _belongs(slices, start, end, narrowed):
                break
            gutter, end = narrowed, end + 1
        sides = _split(slices[start:end], gutter)
        lines = [len(cut_lines(side)) for side in sides]
        # One line may have two blanks within a sentence; two that leave the same stretch empty are columns.
        is_wide = gutter[1] - gutter[0] >= _WIDE * slices[start].size
        if all(_is_column(side, gutter, width) for side in sides) and max(lines) > 1 and (min(lines) > 1 or is_wide):
            return end, gutter
    return None


def _is_column(words: Sequence[Word], gutter: tuple[float, float], width: float) -> bool:
    """Whether words are wide enough for a column: not a sign or number before a text that hangs, unless far from it."""
    extent = max(word.right for word in words) - min(word.left for word in words)
    size = words[0].size
    is_far = gutter[1] - gutter[0] >= _WIDE * size and extent >= 2.5 * size
    return extent >= _COLUMN_SHARE * width or is_far


def _gaps(one: Slice) -> list[tuple[float, float]]:
    """The empty stretches between a slice's words, each wide enough for a gutter."""
    gaps: list[tuple[float, float]] = []
    words = sorted(one.words, key=lambda word: word.left)
    if _is_stretched(words):
        return []
    right = words[0].right
    for word in words[1:]:
        if word.left - right >= 1.2 * one.size:
            gaps.append((right, word.left))
        right = max(right, word.right)
    return gaps


def _is_stretched(words: Sequence[Word]) -> bool:
    """Whether all words of a line, given from left to right, are drawn apart, as where someone broke it by hand."""
    gaps = [two.left - one.right for one, two in pairwise(words)]
    return len(gaps) >= 3 and min(gaps) >= _DRAWN_APART * words[0].size


def _narrow(gutter: tuple[float, float], one: Slice) -> tuple[float, float] | None:
    """The widest stretch of a gutter that a slice leaves empty; None when it is none any more."""
    words = sorted(one.words, key=lambda word: word.left)
    if _is_stretched(words):
        return None
    edges = [gutter[0]]
    for word in words:
        if word.right > gutter[0] and word.left < gutter[1]:
            edges += [word.left, word.right]
    edges.append(gutter[1])
    free = max(zip(edges[::2], edges[1::2], strict=True), key=lambda stretch: stretch[1] - stretch[0])
    return free if free[1] - free[0] >= one.size else None


def _is_two_sided(one: Slice, gutter: tuple[float, float]) -> bool:
    return any(word.right <= gutter[0] for word in one.words) and any(word.left >= gutter[1] for word in one.words)


def _belongs(slices: Sequence[Slice], start: int, at: int, gutter: tuple[float, float]) -> bool:
    """Whether a line on one side only is its column's next one: below the middle or the edge of the line above.

    On the left also close below, for what stands there is read before all of the right column.
    """
    one = slices[at]
    is_left = all(word.right <= gutter[0] for word in one.words)
    if is_left and one.top - slices[at - 1].bottom > 1.4 * one.size:
        return False
    above = cut_lines(_split(slices[start:at], gutter)[0 if is_left else 1])[-1]
    left, right = min(word.left for word in one.words), max(word.right for word in one.words)
    return abs(left - above[0].left) <= 3 or abs(left + right - above[0].left - above[-1].right) <= 12
