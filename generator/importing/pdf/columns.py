"""The lines of a page in reading order: one column after the other where there are columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.importing.markers import DOCUMENT_KINDS
from generator.importing.pdf.glyphs import Word
from generator.importing.pdf.rows import DRAWN_APART, Line, Slice, cut_lines, cut_slices, make_line, write_words

# Of the page's width.
_COLUMN_SHARE = 0.12
# Of a letter's size: a gutter that no sentence has within it.
_WIDE = 4
# Of a letter's size: what is left between two cells of a letterhead whose lines fill them, and no blank of a line.
_NARROW = 0.6
# What stands at the right of a letterhead, however its lines are broken.
_NAMES = re.compile(r"(?:ĐẢNG CỘNG|CỘNG H(?:ÒA|OÀ))(?: |$)")
# The left block may begin above the right one.
_MOST_ABOVE = 2


def read_columns(slices: Sequence[Slice], page: int, width: float, column: int = 0) -> list[Line]:
    """The lines of a page or column in reading order: where slices leave a gutter, its left side first."""
    lines: list[Line] = []
    at = 0
    while at < len(slices):
        band = _find_columns(slices, at, width)
        if band is None:
            lines.extend(make_line(words, page, column) for words in cut_lines(slices[at].words))
            at += 1
            continue
        end, gutter = band
        for number, side in enumerate(_split(slices[at:end], gutter), start=1):
            lines.extend(read_columns(cut_slices(side), page, width, 100 * (column + at + 1) + number))
        at = end
    return lines


def _find_columns(slices: Sequence[Slice], start: int, width: float) -> tuple[int, tuple[float, float]] | None:
    """The slices from `start` up to an end that stand in two columns, and the gutter between these."""
    if _says_kind(slices[start]):
        # Its two words may be drawn far apart, in a line that has to reach both edges.
        return None
    return _find_letterhead(slices, start) or _find_band(slices, start, width)


def _split(slices: Sequence[Slice], gutter: tuple[float, float]) -> tuple[list[Word], list[Word]]:
    """The words left and right of a gutter."""
    words = [word for one in slices for word in one.words]
    middle = (gutter[0] + gutter[1]) / 2
    return [word for word in words if word.right <= middle], [word for word in words if word.right > middle]


def _find_band(slices: Sequence[Slice], start: int, width: float) -> tuple[int, tuple[float, float]] | None:
    """Columns known by nothing but the stretch that they leave empty between them."""
    for gutter in sorted(_gaps(slices[start]), key=lambda gap: gap[0] - gap[1]):
        end = start + 1
        while end < len(slices) and not _runs_across(slices[end]) and (narrowed := _narrow(gutter, slices[end])):
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


def _find_letterhead(slices: Sequence[Slice], start: int) -> tuple[int, tuple[float, float]] | None:
    """The columns of a letterhead that begins at `start`: its right side is known by its words.

    It ends with the first line that runs over the gutter or says the kind of document; so its gutter may be narrow.
    """
    for at in range(start, min(start + _MOST_ABOVE + 1, len(slices))):
        if (gutter := _gutter_before_name(slices[at])) is not None:
            break
    else:
        return None
    if any(word.right > gutter[0] + slices[at].size for one in slices[start:at] for word in one.words):
        return None
    for end in range(start, len(slices)):
        narrowed = _narrow(gutter, slices[end], least=_NARROW)
        if narrowed is None or _says_kind(slices[end]):
            return end, gutter
        if end > at and not _is_two_sided(slices[end], narrowed) and not _belongs(slices, start, end, narrowed):
            return end, gutter
        gutter = narrowed
    return len(slices), gutter


def _runs_across(one: Slice) -> bool:
    """Whether a slice is one line, however far apart its words stand."""
    return _says_kind(one) or _is_stretched(sorted(one.words, key=lambda word: word.left))


def _gutter_before_name(one: Slice) -> tuple[float, float] | None:
    """The empty stretch between a slice's words and the name of the Party or of the State to their right."""
    words = sorted(one.words, key=lambda word: word.left)
    for line in cut_lines(words):
        for at, word in enumerate(line):
            if _NAMES.match(write_words(line[at : at + 3], with_bold=False)):
                left = [other.right for other in words if other.right <= word.left]
                is_apart = bool(left) and word.left - max(left) >= _NARROW * one.size
                return (max(left), word.left) if is_apart else None
    return None


def _says_kind(one: Slice) -> bool:
    """Whether a slice is a line such as "KẾ HOẠCH" and nothing else."""
    lines = cut_lines(one.words)
    return len(lines) == 1 and write_words(lines[0], with_bold=False).upper() in DOCUMENT_KINDS


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
    return len(gaps) >= 3 and min(gaps) >= DRAWN_APART * words[0].size


def _narrow(gutter: tuple[float, float], one: Slice, *, least: float = 1) -> tuple[float, float] | None:
    """The widest stretch of a gutter that a slice leaves empty; None when it is less than `least` of its size."""
    words = sorted(one.words, key=lambda word: word.left)
    edges = [gutter[0]]
    for word in words:
        if word.right > gutter[0] and word.left < gutter[1]:
            edges += [word.left, word.right]
    edges.append(gutter[1])
    free = max(zip(edges[::2], edges[1::2], strict=True), key=lambda stretch: stretch[1] - stretch[0])
    return free if free[1] - free[0] >= least * one.size else None


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
