"""Footnotes of a page: what stands below the short line that programs draw above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.importing.pdf.glyphs import Page, Ruling, Word
from generator.importing.pdf.rows import Line, cut_lines, make_line

# Word draws a line of two inches, LibreOffice one of a quarter of the text's width. Parts of the page's width.
_SHORTEST, _LONGEST = 0.1, 0.45
# Part of the page's height above which no footnote begins, and points within which two edges are the same.
_HIGHEST, _SAME = 0.3, 6.0
_SIGN = re.compile(r"[(\[]?(?:\d{1,2}|\*{1,3})[)\]]?")


def split_notes(page: Page, words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words of the page's text, and those of its footnotes."""
    for ruling in sorted(page.rulings, key=lambda one: one.at):
        below = [word for word in words if word.top > ruling.at]
        if below and _is_separator(ruling, page, words) and begins_note(cut_lines(below)[0]):
            above = [word for word in words if word.top <= ruling.at]
            return above, below
    return list(words), []


def make_notes(words: Sequence[Word], page: int) -> Iterator[Line]:
    """The lines of footnotes; the first of each note `begins_note`."""
    for line in cut_lines(words):
        yield replace(make_line(line, page), note=True, begins=begins_note(line))


def begins_note(line: Sequence[Word]) -> bool:
    """Whether a line begins with a number or stars alone, as the place in the text has it."""
    return len(line) > 1 and _SIGN.fullmatch(line[0].text) is not None


def _is_separator(ruling: Ruling, page: Page, words: Sequence[Word]) -> bool:
    share = (ruling.end - ruling.start) / page.width
    is_low = not ruling.upright and ruling.at > _HIGHEST * page.height
    return is_low and _SHORTEST <= share <= _LONGEST and abs(ruling.start - min(word.left for word in words)) <= _SAME
