"""Deadlines of a campaign, drafted from the dates that a document prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.importing.draft.senders import find_recipient, find_subject
from generator.importing.draft.tree import Branch, clean, without_step
from generator.importing.facts import FORM_NAME, Fact, FactKind, form_key, prints_day
from generator.importing.issued import Issue, say_passed
from generator.importing.places import Places
from generator.records.campaign import Task
from generator.starter_file import Noted
from generator.vietnamese import fold

# What is sent, by words of the folded sentence; the first that fits.
_TASKS: tuple[tuple[re.Pattern[str], Task], ...] = (
    (re.compile(r"bai viet"), Task.STORY),
    (re.compile(r"dang ky"), Task.REGISTER),
    (re.compile(r"(?:de nghi|xet|binh xet) (?:cong nhan|khen thuong)|trich ngang|tham dinh"), Task.RECOGNISE),
    (re.compile(r"bao cao"), Task.REPORT),
    (re.compile(r"trien khai ke hoach|ban hanh ke hoach|ra mat"), Task.LAUNCH),
)
_IDS = {
    Task.REGISTER: "dang-ky",
    Task.REPORT: "bao-cao",
    Task.RECOGNISE: "cong-nhan",
    Task.STORY: "bai-viet",
    Task.LAUNCH: "trien-khai",
}
_HALF_YEAR = re.compile(r"\b0?6 thang")
_WHOLE_YEAR = re.compile(r"bao cao (?:tong ket )?nam\b|tong ket nam\b")
# A day that comes every year is in every year's calendar.
_LEAP_DAY = "02-29"
_IMPOSSIBLE = "Ngày in trong văn bản không có trong lịch; cần hỏi lại cơ quan ban hành."
_HANGING = "Hạn tính theo ngày của một việc khác; văn bản không ấn định ngày."


def draft_deadlines(
    facts: Sequence[Fact],
    branches: Sequence[Branch],
    places: Places,
    *,
    issue: Issue | None,
    forms: Mapping[tuple[str, str], str],
) -> list[Noted]:
    """Every deadline of the facts with what its sentence says of it; `forms` are the ids of those that exist."""
    sections = {one.heading.anchor: one for one in branches}
    used: Counter[str] = Counter()
    earlier: dict[tuple[str, Task], str] = {}
    drafts: list[Noted] = []
    for fact in facts:
        if fact.kind is not FactKind.DEADLINE:
            continue
        task = _task_of(fact)
        name = _name(fact, task)
        used[name] += 1
        name = f"{name}-{used[name]}" if used[name] > 1 else name
        above = [*_tell_twin(earlier.get((fact.value, task or Task.REPORT))), *_tell_forms(fact, forms)]
        if fact.value:
            earlier.setdefault((fact.value, task or Task.REPORT), name)
        draft = _draft(fact, name, task, sections.get(_section_of(fact, sections)), places)
        linked = [forms[key] for key in _forms_of(fact) if key in forms]
        draft |= {"forms": linked} if linked else {}
        if passed := say_passed(fact, issue):
            draft["warning"] = f"{passed[:1].upper()}{passed[1:]}; cần hỏi nơi ban hành."
        drafts.append(Noted(draft, places.say_note(fact.line), tuple(above)))
    return drafts


def _section_of(fact: Fact, sections: Mapping[str, Branch]) -> str:
    """The anchor of the heading over a fact that stands in a numbered paragraph."""
    anchor = fact.section
    while anchor and anchor not in sections:
        anchor = anchor.rpartition("-")[0]
    return anchor


def _task_of(fact: Fact) -> Task | None:
    folded = fold(fact.context)
    return next((task for pattern, task in _TASKS if pattern.search(folded)), None)


def _name(fact: Fact, task: Task | None) -> str:
    if task is not Task.REPORT:
        return _IDS[task] if task is not None else "han"
    folded = fold(fact.context)
    return _IDS[task] + ("-6-thang" if _HALF_YEAR.search(folded) else "-nam" if _WHOLE_YEAR.search(folded) else "")


def _draft(fact: Fact, name: str, task: Task | None, branch: Branch | None, places: Places) -> dict[str, Any]:
    text = without_step(clean(fact.context)).rstrip(";")
    draft: dict[str, Any] = {
        "source": places.say_source(fact.section, fact.line),
        "text": text[:1].upper() + text[1:],
        "id": name,
        **_draft_day(fact),
        "printed": fact.printed,
        "before": fact.printed.lower().startswith("trước") and prints_day(fact),
    }
    sender, recipient = clean(fact.doer) or find_subject(fact, branch), find_recipient(fact)
    draft |= {"sender": sender} if sender else {}
    draft |= {"recipient": recipient} if recipient else {}
    draft["task"] = task or Noted(Task.REPORT, "máy không rõ việc gì: chọn lại")
    if fact.value in ("", _LEAP_DAY):
        draft["warning"] = _IMPOSSIBLE if prints_day(fact) else _HANGING
    return draft


def _draft_day(fact: Fact) -> dict[str, Any]:
    if fact.value in ("", _LEAP_DAY):
        return {"date": None}
    return {"date": date.fromisoformat(fact.value)} if len(fact.value) == 10 else {"yearly": fact.value}


def _forms_of(fact: Fact) -> dict[tuple[str, str], str]:
    """The forms that the sentence names, else the rest of its paragraph. Shape: {key: as printed}."""
    for words in (fact.context, fact.rest):
        found = {form_key(match): " ".join(match.group().split()) for match in FORM_NAME.finditer(words)}
        if found:
            return found
    return {}


def _tell_forms(fact: Fact, forms: Mapping[tuple[str, str], str]) -> Iterator[str]:
    unknown = [printed for key, printed in _forms_of(fact).items() if key not in forms]
    if unknown:
        yield f"văn bản nhắc: {', '.join(unknown)}; có biểu mẫu trong data/forms/ thì ghi mã vào forms"


def _tell_twin(twin: str | None) -> Iterator[str]:
    if twin is not None:
        yield f"cùng ngày, cùng việc với “{twin}” ở trên: nếu là một thì gộp lại"
