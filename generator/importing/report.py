"""What an import found and did, told on the terminal: the facts, what is doubtful, what was done, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.importing.facts import Fact, FactKind, prints_day
from generator.importing.places import Places
from generator.importing.plan import ImportReport
from generator.problems import Problem, format_text, summarise
from generator.records.campaign import Campaign
from generator.records.part import fields_of
from generator.records.story import PLACEHOLDER
from generator.sources.yaml import read_yaml

# Letters of a row in the widest window that is read at a glance; a sentence keeps so many of them however long what
# was found is.
WIDEST, _LEAST = 120, 50
# Rows of one kind: more than any real plan has.
_MOST = 100
_TITLES = {
    FactKind.DEADLINE: "Hạn",
    FactKind.TARGET: "Chỉ tiêu",
    FactKind.FORM: "Biểu mẫu",
    FactKind.COUNT: "Số lượng",
}


def format_report(report: ImportReport, columns: int = WIDEST, *, with_draft: bool = False) -> str:
    """Facts by kind, what a record lacks of them, problems, what was done; ready for a window of so many columns.

    What is doubtful and what to do stand last, where a window ends: of a draft only what it holds is told, all of
    it, first, `with_draft`.
    """
    parts: list[str] = []
    if report.draft and with_draft:
        parts += [f"--- {report.record}, bản nháp:", report.draft.rstrip(), "---"]
    if report.places is not None and report.facts:
        parts.append(f"Sự việc tìm thấy; “dòng” là dòng của {report.places.file}:")
        parts += _tell_facts(report.facts, report.places, min(columns, WIDEST))
    if report.places is not None and report.missing:
        parts.append(f"{report.record} chưa có ({len(report.missing)}); xem từng điều, thiếu thật thì tự ghi thêm:")
        parts += _tell_facts(report.missing, report.places, min(columns, WIDEST))
    if report.problems:
        parts += ["Chỗ đáng ngờ:", *_tell_problems(report.problems), summarise(report.problems)]
    parts.extend(report.notes)
    if report.draft:
        parts.append(_outline_draft(report, is_shown=with_draft))
    parts.append(f"Đã ghi {', '.join(report.written)}." if report.written else "Chưa ghi gì.")
    return "\n".join(parts)


def _outline_draft(report: ImportReport, *, is_shown: bool) -> str:
    """How much of what a draft holds, and how many gaps."""
    node, _ = read_yaml(report.draft, report.record)
    assert node is not None
    plain = node.plain()
    assert isinstance(plain, dict)
    lists = {declared.label: plain.get(name) for name, declared in fields_of(Campaign).items()}
    counts = [f"{label.lower()} {len(value)}" for label, value in lists.items() if value and isinstance(value, list)]
    gaps = sum(len(PLACEHOLDER.findall(text)) for _, text in node.texts())
    told = f"Trong bản nháp: {' · '.join(counts) or 'chỉ có phần đầu'}; {gaps} chỗ “(điền …)”."
    return told if is_shown or report.written else f"{told} Xem cả {report.draft.count(chr(10))} dòng: thêm --draft."


def _tell_facts(facts: Sequence[Fact], places: Places, columns: int) -> Iterator[str]:
    """The facts by kind; forms in one line, for only their names count."""
    for kind, title in _TITLES.items():
        found = [fact for fact in facts if fact.kind is kind]
        if found and kind is FactKind.FORM:
            yield f"  {title}: {_tell_forms(found, places)}"
        elif found:
            rows = list(_tell_each(found, places, columns))
            yield f"  {title} ({len(rows)})"
            yield from rows[:_MOST]
            yield from [f"    … và {len(rows) - _MOST} dòng nữa"] if len(rows) > _MOST else []


def _tell_forms(facts: Iterable[Fact], places: Places) -> str:
    lines: dict[str, list[str]] = {}
    for fact in facts:
        lines.setdefault(fact.printed[:1].upper() + fact.printed[1:], []).append(places.say_line(fact.line))
    return "; ".join(f"{name} ({', '.join(dict.fromkeys(at))})" for name, at in lines.items())


def _tell_each(facts: Sequence[Fact], places: Places, columns: int) -> Iterator[str]:
    """A line for each sentence: where it stands, what was found in it, how it begins."""
    together: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        sentence = fact.context if fact.kind is not FactKind.COUNT else ""
        together.setdefault((places.say_line(fact.line), sentence), []).append(fact)
    rows = [(line, found) for (line, _), found in together.items()]
    width = max(len(line) for line, _ in rows)
    for line, found in rows:
        head = f"    {line:<{width}}  {', '.join(dict.fromkeys(map(_name, found)))}: "
        yield head + _cut(found[-1].context, max(_LEAST, columns - len(head)))


def _name(fact: Fact) -> str:
    if fact.kind is FactKind.DEADLINE and not fact.value:
        return f"{fact.printed} [{'không có trong lịch' if prints_day(fact) else 'tính theo việc khác'}]"
    return fact.printed


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _tell_problems(problems: Sequence[Problem]) -> Iterator[str]:
    """The problems in their order; where several are mended alike, together with that said once."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, problem.fix), []).append(problem)
    for group in alike.values():
        lines = [format_text([one]).split("\n") for one in group]
        yield from (told[0] for told in lines)
        yield from lines[0][1:]
