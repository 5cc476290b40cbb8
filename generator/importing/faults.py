"""What is wrong in a document as printed: reported with its place, never mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeAlias

from generator.importing.document import Heading, Paragraph, Plan, Role
from generator.importing.facts import FORM_NAME, PRINTED_COUNT, find_facts, form_key, is_day
from generator.importing.inline import PAGE_NUMBER_OPEN, plain_text
from generator.importing.issued import find_issue, say_passed
from generator.importing.markers import DOCUMENT_KINDS, roman_value, split_kind
from generator.importing.references import Statement, count_items, read_statements
from generator.problems import Level, Location, Problem, sort_problems
from generator.rules.texts import MOBILE_NUMBER

# Without a year "10/20" may be ten of twenty: then a word before it says that it is a day.
_DATES = (
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d-])"),
    re.compile(r"(?:ngày|trước|đến|hết)\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<year>)(?![\d/-])"),
    re.compile(r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm\s+(?P<year>\d{4}))?(?!\d)"),
    re.compile(r"(?<!\d )tháng\s+(?P<month>\d{1,2})(?P<day>)(?:/|\s+năm\s+)(?P<year>\d{4})(?!\d)"),
)
_BLANK_NUMBER = re.compile(r"\bSố\s*:?\s*[.…_]*\s*[-/]\s*[A-ZĐ]")
_BLANK_DATE = re.compile(r"ngày[\s.…_]*tháng|tháng[\s.…_]*năm|ngày[\s.…_]*/\s*\d{0,2}\s*/|năm\s+(?:20\d?)?[.…_]{2,}")
_PART = re.compile(r"\b[Pp]hần\s+(?P<part>[IVX]+|\d{1,2})\b")
_NUMBER = re.compile(r"(?:[IVX]+|\d{1,2})(?:\.\d{1,2})*")
_ITEMS = re.compile(rf"\b[Mm]ục\s+(?P<list>{_NUMBER.pattern}(?:\s*(?:,|-|–|và)\s*\d{{1,2}}(?:\.\d{{1,2}})*)*)")
_KINDS = "Kế hoạch|Hướng dẫn|Công văn|Chương trình|Thông báo|Quyết định|Đề án|Chỉ thị|Nghị quyết|Quy định|Quy chế"
_FORMS = "[Mm]ẫu|[Pp]hụ lục|[Bb]iểu|[Đđ]ề cương"
_OTHER_DOCUMENT = re.compile(
    rf"(?:của\s+|trong\s+)?(?:(?:{_KINDS}|Luật|Nghị định|Thông tư)\s+(?!này)(?:số|\d|[A-ZĐ])|(?:{_FORMS})\b)"
)
# What is signed for itself; reports and proposals also stand behind a plan as its forms.
_DOCUMENTS = frozenset(DOCUMENT_KINDS) - {"BÁO CÁO", "TỜ TRÌNH"}
# Letters beside a find that may say what it is.
_NEAR = 60
# Words of which "mục" and "phần" are only the second half, as in "danh mục 10 dịch vụ", "thành phần 7 người".
_FIRST_HALVES = frozenset(("thành", "góp", "cổ", "một", "bộ", "danh", "hạng", "chuyên", "đề", "tiết", "toàn", "đa"))
_THIS_DOCUMENT = re.compile(rf"(?:phần|mục)\s+[IVX\d.]+\s+(?:của\s+)?(?P<kind>{_KINDS})\s+này", re.IGNORECASE)

Paths: TypeAlias = frozenset[tuple[str, ...]]


def _say_line(line: int) -> str:
    return f"dòng {line}"


def find_faults(plan: Plan, file: str, say_line: Callable[[int], str] = _say_line) -> tuple[Problem, ...]:
    """Every fault of the document, all of them warnings, in the order of its lines.

    `say_line` names another line of the document within a problem's words.
    """
    statements = tuple(read_statements(plan))
    name = split_kind(plain_text(plan.title_lines[0]))[0].capitalize() if plan.title_lines else ""
    paths = _paths(plan)
    found = [problem for statement in statements for problem in _faults_of(statement, paths, name, file)]
    found.extend(_repeated_sections(plan, file, say_line))
    found.extend(_miscounts(plan, file))
    found.extend(_missing_forms(plan, statements, file))
    found.extend(_broken_sentences(statements, file))
    found.extend(_passed_deadlines(plan, file))
    found.extend(_second_documents(statements, file))
    return sort_problems(found)


def _faults_of(statement: Statement, paths: Paths, name: str, file: str) -> Iterator[Problem]:
    yield from _impossible_dates(statement, file)
    yield from _phones(statement, file)
    yield from _open_quotes(statement, file)
    yield from _missing_sections(statement, paths, file)
    yield from _wrong_names(statement, name, file)
    if statement.role is Role.LETTERHEAD:
        yield from _blanks(statement, file)


def _warn(file: str, place: tuple[int, int], code: str, wrong: str, fix: str) -> Problem:
    return Problem(Location(file, *place), code, wrong, fix, Level.WARNING)


def _impossible_dates(statement: Statement, file: str) -> Iterator[Problem]:
    for pattern in _DATES:
        for match in pattern.finditer(statement.words):
            # Without a year 29/2 is a day of some years.
            if is_day(int(match["year"] or 2000), int(match["month"]), int(match["day"] or 1)):
                continue
            fix = "hỏi lại nơi ban hành; trong dữ liệu ghi nguyên như bản in và để trống ngày."
            wrong = f"không có ngày “{match.group()}” trong lịch."
            yield _warn(file, statement.at(match.start()), "no-such-date", wrong, fix)


def _phones(statement: Statement, file: str) -> Iterator[Problem]:
    for match in MOBILE_NUMBER.finditer(statement.words):
        wrong = "văn bản in số điện thoại di động của một người."
        fix = "bỏ số trước khi công bố, hoặc thay bằng số của cơ quan."
        yield _warn(file, statement.at(match.start()), "personal-phone", wrong, fix)


def _open_quotes(statement: Statement, file: str) -> Iterator[Problem]:
    opened: list[int] = []
    for at, char in enumerate(statement.words):
        if char == "“":
            opened.append(at)
        elif char == "”" and opened:
            opened.pop()
    for at in opened:
        quoted = statement.words[at : at + 24].strip()
        fix = "thêm dấu ” vào chỗ kết thúc lời dẫn nếu được phép đính chính."
        yield _warn(file, statement.at(at), "open-quote", f"dấu ngoặc kép mở ở “{quoted[1:]}…” không được đóng.", fix)


def _blanks(statement: Statement, file: str) -> Iterator[Problem]:
    blanks = ((_BLANK_NUMBER, "blank-number", "số văn bản"), (_BLANK_DATE, "blank-date", "ngày ban hành"))
    for pattern, code, name in blanks:
        if match := pattern.search(statement.words):
            fix = f"điền {name} theo bản đã ban hành; khi chưa có thì để trống trong dữ liệu."
            yield _warn(file, statement.at(match.start()), code, f"{name} bỏ trống.", fix)


def _second_documents(statements: tuple[Statement, ...], file: str) -> Iterator[Problem]:
    """The title of another document below the signature: its sections are none of this one's."""
    is_signed = False
    for statement in statements:
        is_signed = is_signed or statement.role is Role.SIGNATURE
        title = plain_text(statement.passage.text.split("\n")[0])
        if is_signed and title in _DOCUMENTS:
            wrong = f"sau phần ký còn một văn bản nữa, mở đầu bằng “{title}”; trang không chia mục phần ấy."
            fix = "tách mỗi văn bản thành một tệp rồi nhập riêng từng tệp."
            yield _warn(file, statement.at(0), "second-document", wrong, fix)


def _paths(plan: Plan) -> Paths:
    return frozenset(block.path for block in plan.blocks if isinstance(block, Heading | Paragraph) and block.path)


def _missing_sections(statement: Statement, paths: Paths, file: str) -> Iterator[Problem]:
    """References to a "phần" or "mục" of this document that it does not have."""
    parts = [match for match in _PART.finditer(statement.words) if _is_reference(match)]
    for match in parts:
        if not _exists((match["part"],), paths) and not _is_elsewhere(match):
            yield _no_section(file, statement.at(match.start()), match.group())
    starts = {match.start(): match for match in parts}
    for match in filter(_is_reference, _ITEMS.finditer(statement.words)):
        if _is_elsewhere(match):
            continue
        part = next((starts[at] for at in range(match.end(), match.end() + 5) if at in starts), None)
        for number in _NUMBER.finditer(match["list"]):
            path = tuple(number.group().split("."))
            known = part is None or _exists((part["part"],), paths)
            if known and not _exists(path, paths, part["part"] if part else None):
                place = statement.at(match.start("list") + number.start())
                yield _no_section(file, place, f"mục {number.group()}" + (f", {part.group()}" if part else ""))


def _is_reference(match: re.Match[str]) -> bool:
    """Not "thành phần 3", "danh mục 5", nor a heading's own "Phần I": only the word on its own, in a sentence."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()].split()
    return bool(before) and before[-1].lower() not in _FIRST_HALVES


def _is_elsewhere(match: re.Match[str]) -> bool:
    """Whether what follows names another document, or a form with sections of its own."""
    return _OTHER_DOCUMENT.match(match.string[match.end() : match.end() + _NEAR].lstrip(" ,)")) is not None


def _exists(path: tuple[str, ...], paths: Paths, part: str | None = None) -> bool:
    """Whether a section's numbers end so; with `part`, one within that part."""
    return any(known[-len(path) :] == path and (part is None or part in known) for known in paths)


def _no_section(file: str, place: tuple[int, int], name: str) -> Problem:
    fix = "đối chiếu với các số mục của văn bản; hỏi lại nơi ban hành nếu cần."
    return _warn(file, place, "no-such-section", f"dẫn tới “{name}” nhưng văn bản không có.", fix)


def _wrong_names(statement: Statement, name: str, file: str) -> Iterator[Problem]:
    """A document that calls itself by another kind of document's name; `name` is its own kind, if printed."""
    for match in _THIS_DOCUMENT.finditer(statement.words):
        if name and match["kind"].lower() != name.lower():
            wrong = f"văn bản là “{name}” nhưng tự gọi là “{match['kind']} này”."
            fix = f"đọc là “{name} này”; hỏi lại nơi ban hành nếu cần."
            yield _warn(file, statement.at(match.start("kind")), "wrong-document-name", wrong, fix)


def _repeated_sections(plan: Plan, file: str, say_line: Callable[[int], str]) -> Iterator[Problem]:
    first: dict[tuple[str, tuple[str, ...]], Heading] = {}
    part = ""
    for block in plan.blocks:
        if not isinstance(block, Heading) or not block.path:
            continue
        is_part = len(block.path) == 1
        part = block.anchor if is_part else part
        key = ("" if is_part else part, block.path)
        before = first.setdefault(key, block)
        if before is not block:
            wrong = f"số mục “{block.number}” đã dùng ở {say_line(before.passage.line)}."
            fix = f"giữ nguyên như bản in; dẫn tới mục này bằng địa chỉ #{block.anchor}."
            yield _warn(file, block.passage.at(0), "repeated-section", wrong, fix)


def _miscounts(plan: Plan, file: str) -> Iterator[Problem]:
    """A heading that says "(08 tiêu chí)" above another number of items."""
    for index, block in enumerate(plan.blocks):
        if not isinstance(block, Heading):
            continue
        match = PRINTED_COUNT.search(plain_text(block.passage.text))
        items = count_items(plan.blocks, index)
        if match and items and items != int(match["number"]):
            wrong = f"đề mục ghi “{match.group()}” nhưng bên dưới có {items} mục."
            fix = "đếm lại theo bản in; hỏi lại nơi ban hành nếu cần."
            yield _warn(file, block.passage.at(0), "count-mismatch", wrong, fix)


def _broken_sentences(statements: tuple[Statement, ...], file: str) -> Iterator[Problem]:
    """Sentences that a blank line breaks off; the page has them in one. Not where lines end as a page did."""
    joints = [
        (number - before, (number, column))
        for statement in statements
        for (_, before, _), (start, number, column) in pairwise(statement.passage.places)
        if statement.passage.text[start - 1] == " " and PAGE_NUMBER_OPEN not in statement.passage.text
    ]
    broken = [place for rows, place in joints if rows > 1]
    if 2 * (len(joints) - len(broken)) > len(broken):
        return
    for place in broken:
        wrong = "câu trước bị ngắt giữa chừng qua dòng trống; trang toàn văn nối lại thành một."
        yield _warn(file, place, "broken-sentence", wrong, "đối chiếu với bản in; nối lại trong văn bản nếu được phép.")


def _passed_deadlines(plan: Plan, file: str) -> Iterator[Problem]:
    issue = find_issue(plan)
    for fact in find_facts(plan):
        if passed := say_passed(fact, issue):
            fix = "hỏi nơi ban hành về hạn của năm đầu; ghi vào warning của hạn ấy."
            wrong = f"“{fact.printed}”: {passed}."
            yield _warn(file, (fact.line, fact.column), "deadline-passed", wrong, fix)


def _missing_forms(plan: Plan, statements: tuple[Statement, ...], file: str) -> Iterator[Problem]:
    """Forms the text names that do not come with it, each at its first mention."""
    headings = [block for block in plan.forms if isinstance(block, Heading) and block.level == 3]
    titles = [plain_text(heading.passage.text) for heading in headings]
    attached = {_value_of(match) for title in titles if (match := FORM_NAME.match(title.capitalize()))}
    named: dict[tuple[str, str], tuple[re.Match[str], tuple[int, int]]] = {}
    for statement in statements:
        for match in FORM_NAME.finditer(statement.words):
            named.setdefault(form_key(match), (match, statement.at(match.start())))
    missing = [(match, place) for match, place in named.values() if _value_of(match) not in attached]
    unlabelled = len(titles) - len(attached)
    if len(missing) <= unlabelled:
        # Forms printed without a label: which is which is for a person to say.
        return
    for match, place in missing:
        wrong = f"văn bản nhắc tới “{' '.join(match.group().split())}” nhưng không kèm."
        fix = "xin bản mẫu của nơi ban hành; khi chưa có thì ghi biểu mẫu với status: named-only."
        yield _warn(file, place, "form-not-attached", wrong, fix)


def _value_of(match: re.Match[str]) -> tuple[str, int]:
    """A form's name with its number's value: a form may print "MẪU 2" and the text say "mẫu II"."""
    number = match["number"].upper()
    return match["kind"].lower(), int(number) if number.isdigit() else roman_value(number)
