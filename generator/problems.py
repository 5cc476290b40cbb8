"""What can be wrong in someone's file, where it stands, and how it is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from generator.vietnamese import fold

# Letters that two names must share before one slip between them can be called a slip.
_SHARED = 3


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in a file: path relative to the portal's root, 1-based line and column."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(msgspec.Struct, frozen=True):
    """One mistake: where, a stable kebab-case code, what is wrong, how to mend it."""

    at: Location
    code: str
    wrong: str
    fix: str
    level: Level = Level.ERROR

    @property
    def is_error(self) -> bool:
        return self.level is Level.ERROR


class FileProblemError(Exception):
    """A file that was right when it was checked is not any more."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def changed_meanwhile(file: str) -> FileProblemError:
    wrong = "tệp bị đổi trong lúc đang dựng cổng."
    return FileProblemError(Problem(Location(file), "changed-meanwhile", wrong, "chạy lại dvk build."))


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in the order of file, line and column."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.at, p.code, p.wrong)))


def format_text(problems: Sequence[Problem]) -> str:
    """The report for people: one line and an indented fix each, then the count."""
    lines: list[str] = []
    for problem in problems:
        level = "lỗi" if problem.is_error else "cảnh báo"
        lines.append(f"{problem.at}: {level} [{problem.code}]: {problem.wrong}")
        lines.append(f"    Cách sửa: {problem.fix}")
    return "\n".join(lines)


def format_json(problems: Sequence[Problem]) -> str:
    """The report for programs: a list of objects with the keys that CONTRACT promises."""
    rows = [
        {
            "file": problem.at.file,
            "line": problem.at.line,
            "column": problem.at.column,
            "level": str(problem.level),
            "code": problem.code,
            "message": problem.wrong,
            "hint": problem.fix,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def summarise(problems: Sequence[Problem]) -> str:
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "Không có lỗi."
    return f"{errors} lỗi, {warnings} cảnh báo."


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was surely meant, or None: a wrong name that looks right is worse than none.

    Marks, capitals, signs between words and zeros before a number do not count; beyond that the two may
    differ by one slip of the hand, but never in a number: "to-5" is not "to-6".
    """
    letters, numbers = _spell(name)
    spelled = [(one, *_spell(one)) for one in known if letters]
    alike = [(one, other) for one, other, others in spelled if others == numbers]
    same = (one for one, other in alike if other == letters)
    slips = (one for one, other in alike if _is_slip(letters, other))
    return next(same, None) or next(slips, None)


def _spell(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without marks and signs, and the numbers in it: "Tổ_05-A" → ("to5a", ("5",))."""
    words = re.findall(r"[0-9]+|[a-z]+|[^a-z0-9]+", fold(name))
    parts = [part.lstrip("0") or "0" if part.isdigit() else part for part in words if part.isalnum()]
    return "".join(parts), tuple(part for part in parts if part.isdigit())


def _count_same(one: str, other: str) -> int:
    """How many letters two names have in common before they part."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, too many, mistyped, or has changed places with the next."""
    start = _count_same(one, other)
    end = _count_same(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    swapped = len(left) == 2 and left == right[::-1]
    return start + end >= _SHARED and (swapped or max(len(left), len(right)) == 1)
