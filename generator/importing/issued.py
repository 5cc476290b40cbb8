"""When a document was issued, as its letterhead prints it, and which of its deadlines were over by then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.importing.document import Plan, Role
from generator.importing.facts import Fact, FactKind
from generator.importing.references import read_statements

_ISSUED = re.compile(r"(?:ngày\s+(?P<day>\d{1,2})?\D{0,9})?tháng\s+(?P<month>1[0-2]|0?[1-9])\s+năm\s+(?P<year>20\d\d)")
_BEFORE = re.compile(r"trước|chậm nhất", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Issue:
    """The day of issue as printed, and as ISO text; the first of its month where the day is left blank."""

    printed: str
    day: str


def find_issue(plan: Plan) -> Issue | None:
    """When the letterhead says that the document was issued; None where it leaves the month or year open."""
    heads = (one.words for one in read_statements(plan) if one.role is Role.LETTERHEAD)
    match = next(filter(None, map(_ISSUED.search, heads)), None)
    if match is None:
        return None
    day = f"{match['year']}-{int(match['month']):02d}-{int(match['day'] or 1):02d}"
    return Issue(" ".join(match.group().split()), day)


def say_passed(fact: Fact, issue: Issue | None) -> str | None:
    """That a deadline was over when the document was issued; None when it was not, or nobody can tell."""
    if issue is None or fact.kind is not FactKind.DEADLINE or not fact.value or not _BEFORE.match(fact.printed):
        return None
    each_year = len(fact.value) < 10
    day = f"{issue.day[:4]}-{fact.value}" if each_year else fact.value
    if day >= issue.day:
        return None
    return f"hạn {f'năm {issue.day[:4]} ' if each_year else ''}đã qua khi văn bản ban hành ({issue.printed})"
