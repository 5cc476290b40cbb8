"""What should not stand in any published text: places left unfilled, people's own phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Level, Location, Problem
from generator.records.base import Record
from generator.records.model import Model
from generator.records.page import Page
from generator.records.story import PLACEHOLDER, Story

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
    """Report “(điền …)” from a starter file or an import, and mobile numbers, which are somebody's own.

    A gap is an error where it would be published, else a warning: behind the name of a model that is not recognised,
    in a story, which is held back as long as it has one, and on a page, whose text may be a document's own.
    The gaps of a record under review are counted there (`rules.campaigns`).
    """
    is_draft = getattr(record, "review", False)
    for at, text in record.texts():
        for match in () if is_draft else PLACEHOLDER.finditer(text):
            wrong = f"còn chỗ chưa điền: {match.group()}"
            level, fix = _weigh_gap(record, at)
            yield Problem(_place(at, text, match), "placeholder", wrong, fix, level)
        for match in MOBILE_NUMBER.finditer(text):
            wrong = "có số điện thoại di động của một người."
            fix_phone = "bỏ số này, hoặc thay bằng số của cơ quan."
            yield Problem(_place(at, text, match), "personal-phone", wrong, fix_phone, Level.WARNING)


def _weigh_gap(record: Record, at: Location) -> tuple[Level, str]:
    """How grave a gap in the record's text at a place is, and how to mend it."""
    fix = "thay bằng nội dung thật; mục không bắt buộc thì xóa được cả dòng."
    if isinstance(record, Story):
        return Level.WARNING, f"{fix} Chừng nào còn chỗ chưa điền, bài chưa lên cổng."
    # The progress of a campaign lists all its models by name.
    is_unpublished = isinstance(record, Model) and not record.is_recognised and at != record.at("name")
    return (Level.WARNING if is_unpublished or isinstance(record, Page) else Level.ERROR), fix


def _place(at: Location, text: str, match: re.Match[str]) -> Location:
    line = at.line + text.count("\n", 0, match.start())
    return at if line == at.line else Location(at.file, line)
