"""No text nests lists so deep that it cannot be turned into a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Location, Problem
from generator.records.base import Record

_MARK = r"(?:[-*+>]|\d+[.)])"
# Markdown is read by recursion; a text that goes deeper than any reader would follow is a slip of the keyboard.
# Blanks are never given back (++): the ways to share them out between the marks grow threefold with each mark.
TOO_DEEP = re.compile(rf"^(?:[ \t]*{_MARK}[ \t]++){{20}}|^[ \t]{{80,}}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
# Five marks one after the other in a file, over several lines where a value is folded. One pattern for each letter
# that a mark ends with, as a search for a single letter is quick, and tried where that letter is in the text at all.
# Before a full stop, which ends most sentences, a mark has a digit.
_FOUR_MORE = r"\s++" + rf"{_MARK}\s++" * 4
_MARKS_IN_A_ROW = (
    *((end, re.compile(re.escape(end) + _FOUR_MORE)) for end in "-*+>"),
    *((end, re.compile(rf"{re.escape(end)}(?<=\d.){_FOUR_MORE}")) for end in ".)"),
)


def may_nest(text: str) -> bool:
    """Whether a file's text may hold anything that `check_nesting` would report in one of its values."""
    # A backslash may write any character.
    if "\\" in text or "\t" in text or " " * 80 in text:
        return True
    return any(end in text and pattern.search(text) for end, pattern in _MARKS_IN_A_ROW)


def check_nesting(record: Record) -> Iterator[Problem]:
    """Report a line with 20 list marks, or a list mark behind 80 blanks."""
    for at, text in record.texts():
        match = TOO_DEEP.search(text)
        if match:
            line = at.line + text.count("\n", 0, match.start())
            place = at if line == at.line else Location(at.file, line)
            yield Problem(place, "too-deep", "danh sách lồng nhau quá sâu.", "bớt các dấu đầu dòng.")
