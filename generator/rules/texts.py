"""What should not stand in any published text: places left unfilled, people's own phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Level, Location, Problem
from generator.records.base import Record

# What a starter file or an import leaves for people to fill in.
PLACEHOLDER = re.compile(r"\(điền[: ][^)\n]*\)?")
# Mobile numbers only: 03, 05, 07, 08, 09 and eight digits more (Thông tư 22/2014/TT-BTTTT).
MOBILE_NUMBER = re.compile(r"(?<![\d/])(?:\+?84[ .-]?|0)[35789](?:[ .-]?\d){8}(?!\d)")
# Every mobile number in a value stands in the file as one of these, over two lines where the value is folded. Each
# pattern begins with a single letter, for which a search is ten times as quick as for any other beginning, and is
# tried where that letter is in the text at all.
_EIGHT_DIGITS = r"[.-]?+\s*+\d" * 8
_UNUSUAL = (
    ("(", re.compile(r"\((?=điền)")),
    ("0", re.compile(rf"0[35789]{_EIGHT_DIGITS}")),
    ("8", re.compile(rf"84[.-]?+\s*+[35789]{_EIGHT_DIGITS}")),
)


def needs_a_look(text: str) -> bool:
    """Whether a file's text may hold anything that `check_texts` would report in one of its values."""
    # A backslash may write any character.
    return "\\" in text or any(letter in text and pattern.search(text) for letter, pattern in _UNUSUAL)


def count_gaps(record: Record) -> int:
    """How many “(điền …)” are left in a record's file."""
    return sum(len(PLACEHOLDER.findall(text)) for _, text in record.texts())


def check_texts(record: Record) -> Iterator[Problem]:
    """Warn of “(điền …)” from a starter file, and of mobile numbers, which are somebody's own.

    The gaps of a record under review are counted there (`rules.campaigns`): it is not published with them.
    """
    is_draft = getattr(record, "review", False)
    for at, text in record.texts():
        for match in () if is_draft else PLACEHOLDER.finditer(text):
            wrong = f"còn chỗ chưa điền: {match.group()}"
            yield _warn(at, text, match, "placeholder", wrong, "thay bằng nội dung thật, hoặc xóa dòng.")
        for match in MOBILE_NUMBER.finditer(text):
            wrong = "có số điện thoại di động của một người."
            yield _warn(at, text, match, "personal-phone", wrong, "bỏ số này, hoặc thay bằng số của cơ quan.")


def _warn(at: Location, text: str, match: re.Match[str], code: str, wrong: str, fix: str) -> Problem:
    line = at.line + text.count("\n", 0, match.start())
    place = at if line == at.line else Location(at.file, line)
    return Problem(place, code, wrong, fix, Level.WARNING)
