"""Facts that a plan states, each with its line, for a person to review: nothing is taken over unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.importing.document import Heading, Plan
from generator.importing.inline import plain_text
from generator.importing.references import Statement, count_items, read_statements


class FactKind(StrEnum):
    DEADLINE = "hạn"
    TARGET = "chỉ tiêu"
    FORM = "biểu mẫu"
    COUNT = "số lượng"


@dataclass(frozen=True, slots=True)
class Fact:
    """`printed` as in the document; `value` an ISO day, "MM-DD" for a yearly day, a number, or "" for none.

    `context` is the sentence around it; `rest` what its paragraph says behind that, `opening` how it begins; `doer`
    who has the task, where it stands in a table with a column for that.
    """

    kind: FactKind
    printed: str
    value: str
    context: str
    line: int
    section: str
    opening: str = ""
    rest: str = ""
    column: int = 1
    doer: str = ""


_DEADLINE = re.compile(
    r"\b(?:trước|chậm nhất|đến hết|hết|đến|vào|trong)(?:\s+là)?(?:\s+ngày)?\s+"
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?(?:\s+h[ằà]ng năm)?(?![/\d])",
    re.IGNORECASE,
)
# A cell of its own in a table with a column for days.
_DAY_ALONE = re.compile(r"(?:^|(?<=; ))(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?=;|$)")
# A day that hangs on another: “trước 03 ngày tổ chức hội nghị”.
_RELATIVE = re.compile(
    r"\b(?:trước|sau|chậm nhất)\s+\d{1,2}\s+ngày\s+(?:làm việc\s+)?(?:kể từ|trước|sau|khi|tổ chức|diễn ra|họp)[^.;,()]*"
)
_PERCENT = re.compile(r"(?:\b(?:đạt|từ|ít nhất|trên)\s+)*\d+(?:,\d+)?\s*%(?:\s+trở lên)?")
_AIM = r"ít nhất|tối thiểu|ph[ấâ]n đấu(?: có)?|chỉ đạo xây dựng|đề xuất|lựa chọn|giới thiệu"
_QUANTITY = re.compile(
    rf"(?:{_AIM})(?:\s+[^\s.;:]+){{0,6}}?\s+(?P<number>\d{{1,3}})\s+"
    # A footnote's number may stick to it.
    r"(?:nội dung hoặc mô hình|mô hình|tập thể hoặc cá nhân|tập thể|cá nhân|điển hình|tấm gương|nội dung)(?![^\W\d_])",
    re.IGNORECASE,
)
FORM_NAME = re.compile(r"\b(?P<kind>[Mm]ẫu|[Pp]hụ lục)(?:\s+số)?\s+(?P<number>\d{1,2}|[IVX]+)\b")
PRINTED_COUNT = re.compile(r"\b(?P<number>\d{1,2})\s+(?P<unit>tiêu chí|bước|lĩnh vực|bộ(?! phận| ngành| môn))\b")
# No sentence of a real document is half so long; in a hostile one there is no end to it.
_AROUND = 1500
_ENDS = re.compile(r"[.;] ")
_COUNTED = re.compile(r"tiêu chí|quy trình|hồ sơ|đối với mô hình|điển hình", re.IGNORECASE)


def find_facts(plan: Plan) -> tuple[Fact, ...]:
    """Deadlines, targets, forms and counts in the order of the document."""
    found = [fact for statement in read_statements(plan) for fact in _facts_of(statement)]
    found.extend(_counted_items(plan))
    return tuple(sorted(found, key=lambda fact: fact.line))


def _facts_of(statement: Statement) -> Iterator[Fact]:
    for match in _DEADLINE.finditer(statement.words):
        yield _fact(FactKind.DEADLINE, _deadline_value(match), match, statement)
    for match in _DAY_ALONE.finditer(statement.words) if statement.is_schedule else ():
        yield _fact(FactKind.DEADLINE, _deadline_value(match), match, statement)
    for match in _RELATIVE.finditer(statement.words):
        yield _fact(FactKind.DEADLINE, "", match, statement)
    for match in _PERCENT.finditer(statement.words):
        value = re.search(r"\d+(?:,\d+)?", match.group())
        yield _fact(FactKind.TARGET, value.group() if value else "", match, statement)
    for match in _QUANTITY.finditer(statement.words):
        yield _fact(FactKind.TARGET, str(int(match["number"])), match, statement)
    for match in FORM_NAME.finditer(statement.words):
        yield _fact(FactKind.FORM, match["number"], match, statement)
    for match in PRINTED_COUNT.finditer(statement.words):
        yield _fact(FactKind.COUNT, str(int(match["number"])), match, statement)


def _fact(kind: FactKind, value: str, match: re.Match[str], statement: Statement) -> Fact:
    printed = " ".join(match.group().split())
    line, column = statement.at(match.start())
    words = statement.words
    begin, end = _bounds(words, match, wide=kind is FactKind.DEADLINE)
    context = " ".join(words[begin:end].split())
    opening, rest = words[: min(begin, _AROUND)].strip(), words[end : end + _AROUND].strip()
    return Fact(kind, printed, value, context, line, statement.section, opening, rest, column, statement.doer)


def _bounds(words: str, match: re.Match[str], *, wide: bool) -> tuple[int, int]:
    """Where the sentence, or the part between semicolons, begins and ends around a find.

    A `wide` one takes in the parts before it that have no date of their own: “(1) phiếu; (2) kế hoạch … trước ngày”.
    """
    first = max(0, match.start() - _AROUND)
    starts = [found.end() for found in _ENDS.finditer(words, first, match.start())]
    begin = starts.pop() if starts else first
    while wide and begin > first and words[begin - 2] == ";":
        before = starts.pop() if starts else first
        if _DEADLINE.search(words, before, begin):
            break
        begin = before
    last = min(len(words), match.end() + _AROUND)
    end = _ENDS.search(words, match.end(), last)
    return begin, end.start() + 1 if end else last


def _deadline_value(match: re.Match[str]) -> str:
    """The day as ISO text; "" when no calendar has it."""
    day, month = int(match["day"]), int(match["month"])
    year = int(match["year"]) if match["year"] else 2000
    if not is_day(year, month, day):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}" if match["year"] else f"{month:02d}-{day:02d}"


def prints_day(fact: Fact) -> bool:
    """Whether a deadline prints a day of its own, be it one that no calendar has."""
    return re.search(r"\d/\d", fact.printed) is not None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether a calendar of our time has the day."""
    try:
        return 1900 <= date(year, month, day).year <= 2100
    except ValueError:
        return False


def form_key(match: re.Match[str]) -> tuple[str, str]:
    """What of a form's printed name (FORM_NAME) tells it from others: "Mẫu số 02" is "mẫu 2"; "II" is not "02"."""
    return match["kind"].lower(), match["number"].lstrip("0")


def _counted_items(plan: Plan) -> Iterator[Fact]:
    """How many items stand under the headings of criteria, procedure and dossier."""
    for index, block in enumerate(plan.blocks):
        if not isinstance(block, Heading):
            continue
        title = plain_text(block.passage.text)
        items = count_items(plan.blocks, index)
        if items > 1 and _COUNTED.search(title):
            yield Fact(FactKind.COUNT, f"{items} mục", str(items), title, block.passage.line, block.anchor)
