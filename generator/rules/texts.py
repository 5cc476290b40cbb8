"""What should not stand in any published text: places left unfilled, people's own phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Level, Location, Problem
from generator.records.collection import Records
from generator.sources.pictures import Pictures

_LEFT = re.compile(r"\(điền[: ][^)\n]*\)?")
# Mobile numbers only: 03, 05, 07, 08, 09 and eight digits more (Thông tư 22/2014/TT-BTTTT).
MOBILE_NUMBER = re.compile(r"(?<![\d/])(?:\+?84[ .-]?|0)[35789](?:[ .-]?\d){8}(?!\d)")


def check_texts(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """Warn of “(điền …)” from a starter file, and of mobile numbers, which are somebody's own."""
    for record in records.all():
        for at, text in record.texts():
            for match in _LEFT.finditer(text):
                wrong = f"còn chỗ chưa điền: {match.group()}"
                yield _warn(at, text, match, "placeholder", wrong, "thay bằng nội dung thật, hoặc xóa dòng.")
            for match in MOBILE_NUMBER.finditer(text):
                wrong = "có số điện thoại di động của một người."
                yield _warn(at, text, match, "personal-phone", wrong, "bỏ số này, hoặc thay bằng số của cơ quan.")


def _warn(at: Location, text: str, match: re.Match[str], code: str, wrong: str, fix: str) -> Problem:
    line = at.line + text.count("\n", 0, match.start())
    place = at if line == at.line else Location(at.file, line)
    return Problem(place, code, wrong, fix, Level.WARNING)


RULES = (check_texts,)
