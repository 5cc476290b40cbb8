"""No text nests lists so deep that it cannot be turned into a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Location, Problem
from generator.records.collection import Records
from generator.sources.pictures import Pictures

# Markdown is read by recursion; a text that goes deeper than any reader would follow is a slip of the keyboard.
TOO_DEEP = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d+[.)])[ \t]+){20}|^[ \t]{80,}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)


def check_nesting(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """Report a line with 20 list marks, or a list mark behind 80 blanks."""
    for record in records.all():
        for at, text in record.texts():
            match = TOO_DEEP.search(text)
            if match:
                line = at.line + text.count("\n", 0, match.start())
                place = at if line == at.line else Location(at.file, line)
                yield Problem(place, "too-deep", "danh sách lồng nhau quá sâu.", "bớt các dấu đầu dòng.")


RULES = (check_nesting,)
