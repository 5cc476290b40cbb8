"""What can be wrong in someone's file, where it stands, and how it is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the portal's root, 1-based line and column."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, a stable kebab-case code, what is wrong, how to mend it."""

    at: Location
    code: str
    wrong: str
    fix: str
    level: Level = Level.ERROR

    @property
    def is_error(self) -> bool:
        return self.level is Level.ERROR


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
    """The known name most like `name`, or None when nothing is near."""
    matches = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
