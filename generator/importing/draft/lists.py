"""The lists of a campaign that stand under headings of their own: fields, steps, criteria, dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.importing.draft.tree import Branch, Item, without_step
from generator.importing.places import Places
from generator.printed import FieldNames
from generator.records.campaign import AppliesTo
from generator.starter_file import Noted
from generator.vietnamese import fold

# By the beginning of the folded title: fields of a campaign that take every item below, those that take the outermost.
_ALL: Mapping[str, re.Pattern[str]] = {
    "purposes": re.compile(r"muc dich"),
    "implementers": re.compile(r"doi tuong dang ky(?!.*cac buoc)|chu the thuc hien"),
}
_OUTERMOST: Mapping[str, re.Pattern[str]] = {
    "principles": re.compile(r"nguyen tac xet"),
    "appraisal_steps": re.compile(r"quy trinh tham dinh"),
    "recognition": re.compile(r"cong nhan (?:cac )?mo hinh"),
}
_FIELD = re.compile(r"linh vuc")
_FIELD_WORDS = re.compile(r"^lĩnh vực ", re.IGNORECASE)
_FIELDS_NAMED = re.compile(r"lĩnh vực \((?P<names>[^()]*,[^()]*)\)")
_STEPS = re.compile(r"cac buoc|quy trinh xay dung")
_CRITERIA = re.compile(r"tieu chi")
# What stands beside the criteria in their part of a plan.
_NO_CRITERIA = re.compile(r"xet|nguyen tac|quy trinh|ho so|cong nhan")
_DUTIES = re.compile(r"to chuc thuc hien|phan cong")
_DOSSIER = re.compile(r"ho so de nghi")
_COPIES = re.compile(r"(?P<of>\w+(?: \w+){0,5}?) làm (?P<copies>\d{1,2}) bộ")
_LEVEL = re.compile(r"cấp (?P<level>tỉnh|thành phố|phường|xã)|của (?P<own>phường|xã)")
# The words with which a part of the criteria opens, most particular first.
_APPLIES: tuple[tuple[str, AppliesTo], ...] = (
    ("doi voi mo hinh", AppliesTo.MODEL),
    ("doi voi tap the", AppliesTo.COLLECTIVE),
    ("doi voi ca nhan lanh dao", AppliesTo.LEADER),
    ("doi voi nguoi dung dau", AppliesTo.LEADER),
    ("doi voi ca nhan", AppliesTo.INDIVIDUAL),
)


def draft_lists(branches: Sequence[Branch], places: Places, fields: FieldNames) -> dict[str, Any]:
    """The statements under known headings, each with its place. Shape: {field of a campaign: list or part}."""
    draft: dict[str, Any] = {}
    for name, pattern in {**_ALL, **_OUTERMOST}.items():
        branch = _find(branches, pattern)
        if branch is not None:
            items = branch.items if name in _ALL else _outermost(branch.items)
            draft[name] = [_state(one, branch, places) for one in items if not _opens_dossier(one)]
    draft["fields"] = _draft_fields(branches, places, fields)
    draft["steps"] = list(_draft_steps(branches, places))
    draft["criteria"] = list(_draft_criteria(branches, places))
    draft["responsibilities"] = list(_draft_duties(branches, places))
    draft |= _draft_dossier(branches, places)
    return {name: value for name, value in draft.items() if value or name == "fields"}


def _find(branches: Sequence[Branch], pattern: re.Pattern[str]) -> Branch | None:
    return next((one for one in branches if one.matches(pattern)), None)


def _outermost(items: Sequence[Item]) -> tuple[Item, ...]:
    """The numbered items, else those of the list's first depth, else the paragraphs."""
    return tuple(one for one in items if one.path) or _listed(items)


def _listed(items: Sequence[Item]) -> tuple[Item, ...]:
    top = min((one.depth for one in items if one.depth), default=0)
    return tuple(one for one in items if one.depth == top)


def _opens_dossier(item: Item) -> bool:
    return item.words.endswith(":") and _DOSSIER.match(fold(item.words)) is not None


def _state(item: Item, branch: Branch, places: Places, **more: Any) -> Noted:
    line = item.passage.line
    source = places.say_source(branch.heading.anchor, line)
    return Noted({"source": source, "text": without_step(item.words), **more}, places.say_note(line))


def _say_branch(branch: Branch, places: Places) -> dict[str, str]:
    return {"source": places.say_source(branch.heading.anchor, branch.heading.passage.line)}


def _draft_fields(branches: Sequence[Branch], places: Places, fields: FieldNames) -> Noted:
    """The headings that name a field of the portal, each with what stands below; others are told in a remark."""
    found: list[Noted] = []
    unknown: list[str] = []
    for branch in branches:
        if "linh vuc" not in fold(" ".join((branch.title, *branch.titles[-1:]))) or not branch.heading.number:
            continue
        line = branch.heading.passage.line
        field = fields.find(branch.title) or fields.find(_FIELD_WORDS.sub("", branch.title))
        if field is not None:
            themes = [_state(one, branch, places) for one in _listed(branch.items) if not one.words.endswith(":")]
            draft = {**_say_branch(branch, places), "field": field, "name": branch.title}
            found.append(Noted(draft | ({"themes": themes} if themes else {}), places.say_note(line)))
        elif branch.matches(_FIELD):
            unknown.append(f"{places.say_line(line)}: “{branch.title}” chưa có trong data/fields/")
    return Noted(found or list(_draft_listed_fields(branches, places, fields)), above=tuple(unknown))


def _draft_listed_fields(branches: Sequence[Branch], places: Places, fields: FieldNames) -> Iterator[Noted]:
    """The fields of the first sentence that names them all in brackets: “04 lĩnh vực (kinh tế, …)”."""
    for branch in branches:
        for item in branch.items:
            match = _FIELDS_NAMED.search(item.words)
            if match is None:
                continue
            for name in match["names"].split(", "):
                field = fields.find(name)
                if field is not None:
                    line = item.passage.line
                    source = places.say_source(branch.heading.anchor, line)
                    yield Noted({"source": source, "field": field, "name": name}, places.say_note(line))
            return


def _draft_steps(branches: Sequence[Branch], places: Places) -> Iterator[Noted]:
    parent = _find(branches, _STEPS)
    for branch in parent.below if parent is not None else ():
        number = f"{branch.heading.number} " if branch.heading.number.startswith("Bước") else ""
        yield _sum_up(branch, places, f"{number}{branch.title}")


def _draft_duties(branches: Sequence[Branch], places: Places) -> Iterator[Noted]:
    parent = _find(branches, _DUTIES)
    for branch in parent.below if parent is not None else ():
        yield _sum_up(branch, places, branch.title)


def _sum_up(branch: Branch, places: Places, title: str) -> Noted:
    """A section as one statement: all its words under its title."""
    line = branch.heading.passage.line
    text = " ".join(one.words for one in branch.items)
    draft = {**_say_branch(branch, places), **({"text": text} if text else {}), "title": title}
    return Noted(draft, places.say_note(line))


def _draft_criteria(branches: Sequence[Branch], places: Places) -> Iterator[Noted]:
    """The criteria of each kind, whether its name is a heading or an item with items of its own."""
    parent = _find(branches, _CRITERIA)
    for branch in _leaves(parent) if parent is not None else ():
        if any(_NO_CRITERIA.match(fold(title)) for title in (branch.title, *branch.titles)):
            continue
        applies, head, items = _kind_of(branch.title), branch.heading.passage.line, list[Noted]()
        for item in branch.items:
            inner = _kind_of(item.words)
            if inner is None:
                items.append(_state(item, branch, places))
                continue
            yield from _group(applies, branch, head, items, places)
            applies, head, items = inner, item.passage.line, []
        yield from _group(applies, branch, head, items, places)


def _group(applies: AppliesTo | None, branch: Branch, line: int, items: list[Noted], places: Places) -> Iterator[Noted]:
    if applies is not None and items:
        source = places.say_source(branch.heading.anchor, line)
        yield Noted({"source": source, "applies_to": applies, "items": items}, places.say_note(line))


def _leaves(branch: Branch) -> Iterator[Branch]:
    if branch.is_leaf:
        yield branch
    for below in branch.below:
        yield from _leaves(below)


def _kind_of(words: str) -> AppliesTo | None:
    folded = fold(words)
    return next((applies for start, applies in _APPLIES if folded.startswith(start)), None)


def _draft_dossier(branches: Sequence[Branch], places: Places) -> dict[str, Any]:
    """The papers under a heading, or under an item that ends in a colon."""
    for branch in branches:
        if branch.matches(_DOSSIER):
            return _dossier(branch.title, _outermost(branch.items), branch, places)
        for at, item in enumerate(branch.items if branch.is_leaf else ()):
            if _opens_dossier(item):
                return _dossier(item.words, _below(branch.items[at:]), branch, places)
    return {}


def _below(items: Sequence[Item]) -> list[Item]:
    """The items that stand deeper than the first one, up to the next that does not."""
    found: list[Item] = []
    for item in items[1:]:
        if item.depth <= items[0].depth:
            break
        found.append(item)
    return found


def _dossier(title: str, items: Sequence[Item], branch: Branch, places: Places) -> dict[str, Any]:
    if not items:
        return {}
    line = items[0].passage.line
    source = places.say_source(branch.heading.anchor, line)
    draft: dict[str, Any] = {"source": source, "items": [_state(one, branch, places) for one in items]}
    for found in filter(None, (_COPIES.search(one.words) for one in items)):
        draft |= {"copies": int(found["copies"]), "copies_of": found["of"].strip()}
    if level := _LEVEL.search(title):
        draft["level"] = level["level"] or level["own"]
    return {"dossier": Noted(draft, places.say_note(line))}
