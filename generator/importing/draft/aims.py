"""Targets of a campaign, drafted from the figures that a document prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from generator.importing.draft.senders import find_subject
from generator.importing.draft.tree import Branch, Item, clean
from generator.importing.facts import Fact, FactKind
from generator.importing.places import Places
from generator.starter_file import Noted

_AIMS = re.compile(r"(?:cac )?chi tieu")
_UNIT = re.compile(r"(?P<either>\w+ \w+ hoặc )?\d{1,3}\s+(?P<unit>[^\d%]+)$")
_AT_LEAST = re.compile(r"ít nhất|tối thiểu|trở lên", re.IGNORECASE)
_EACH_YEAR = re.compile(r"(?:hằng|hàng|mỗi) năm", re.IGNORECASE)
_NOTE = re.compile(r"^\*?\s*Lưu ý\s*:?\s*")
_INNER = re.compile(r"\([^()]*\)")


def draft_targets(
    facts: Sequence[Fact], branches: Sequence[Branch], places: Places, *, place: str, year: int | None
) -> Noted:
    """The targets of the facts; what stands under a heading of targets without a figure is told in remarks.

    `place` is whose targets those under such a heading are; `year` that of a campaign of one year.
    """
    sections = {one.heading.anchor: one for one in branches}
    drafts: list[Noted] = []
    for fact in _choose(facts):
        branch = sections.get(fact.section) or sections.get(fact.section.rpartition("-")[0])
        draft = _draft(fact, branch, places, place)
        if year is not None and not _EACH_YEAR.search(fact.context):
            draft["year"] = year
        drafts.append(Noted({**draft, "id": f"chi-tieu-{len(drafts) + 1}"}, places.say_note(fact.line)))
    lines = {fact.line for fact in facts if fact.kind is FactKind.TARGET}
    return Noted(drafts, above=tuple(_tell_others(branches, lines, places)))


def _choose(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Of “100% … ít nhất 01 mô hình” in one sentence the share counts: the figure says what each of them does."""
    shares = {(fact.section, fact.context) for fact in facts if fact.kind is FactKind.TARGET and "%" in fact.printed}
    for fact in facts:
        if fact.kind is FactKind.TARGET and ("%" in fact.printed or (fact.section, fact.context) not in shares):
            yield fact


def _draft(fact: Fact, branch: Branch | None, places: Places, place: str) -> dict[str, Any]:
    text = clean(fact.context)
    inner = next((one.group() for one in _INNER.finditer(text) if fact.printed in one.group()), "")
    text = (inner.strip("()") or text).rstrip(";")
    unit = _UNIT.search(fact.printed)
    draft: dict[str, Any] = {
        "source": places.say_source(fact.section, fact.line),
        "text": text[:1].upper() + text[1:],
        "value": _number(fact.value),
        "unit": "%" if unit is None else (unit["either"] or "") + unit["unit"],
    }
    if _AT_LEAST.search(fact.printed):
        draft["at_least"] = True
    scope = find_subject(fact, branch) or (place if branch is not None and branch.matches(_AIMS) else "")
    return draft | ({"scope": scope} if scope else {})


def _number(printed: str) -> int | float | str:
    """The figure as a record takes it; "" for one that is longer than any real one."""
    if not re.fullmatch(r"\d{1,15}(?:,\d{1,2})?", printed):
        return ""
    number = float(printed.replace(",", "."))
    return int(number) if number.is_integer() else number


def draft_counting_rules(branches: Sequence[Branch], places: Places) -> list[Noted]:
    """What a section of targets says of how they are counted, each statement with its place."""
    return [
        Noted(
            {"source": places.say_source(branch.heading.anchor, one.passage.line), "text": one.words},
            places.say_note(one.passage.line),
        )
        for branch in branches
        if branch.is_leaf and branch.matches(_AIMS)
        for one in _find_rules(branch)
    ]


def _find_rules(branch: Branch) -> Iterator[Item]:
    """The items that speak of counting, and all behind a “Lưu ý”."""
    noted = False
    for item in branch.items:
        words = _NOTE.sub("", item.words, count=1)
        noted = noted or words != item.words
        if words and (noted or "tính vào chỉ tiêu" in words):
            yield replace(item, words=words)


def _tell_others(branches: Sequence[Branch], lines: set[int], places: Places) -> Iterator[str]:
    for branch in branches:
        if branch.is_leaf and branch.matches(_AIMS):
            rules = {one.passage for one in _find_rules(branch)}
            found = [one for one in branch.items if _may_be_target(one) and one.passage not in rules]
            yield from (_tell(one, places) for one in found if not _has(one, lines))


def _may_be_target(item: Item) -> bool:
    return bool(item.depth or item.path)


def _has(item: Item, lines: set[int]) -> bool:
    return any(line in lines for _, line, _ in item.passage.places)


def _tell(item: Item, places: Places) -> str:
    words = item.words if len(item.words) <= 120 else item.words[:119].rstrip() + "…"
    return f"{places.say_line(item.passage.line)}, dưới mục chỉ tiêu, không có con số: {words}"
