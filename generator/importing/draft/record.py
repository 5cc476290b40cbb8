"""The whole draft of a campaign: its parts put together and written as a starter file that is filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.importing.document import Plan
from generator.importing.draft.aims import draft_counting_rules, draft_targets
from generator.importing.draft.dues import draft_deadlines
from generator.importing.draft.head import draft_head
from generator.importing.draft.lists import draft_lists
from generator.importing.draft.tree import grow
from generator.importing.facts import FORM_NAME, Fact, FactKind, form_key
from generator.importing.issued import find_issue
from generator.importing.naming import find_locality, find_years
from generator.importing.places import Places
from generator.printed import FieldNames
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.form import Form
from generator.starter_file import Noted, write_starter

_MOST = 200


def draft_campaign(
    plan: Plan,
    facts: Sequence[Fact],
    places: Places,
    *,
    campaign: str,
    records: Records,
    stem: str,
    today: date,
) -> str:
    """YAML of data/campaigns/<campaign>.yml, marked for review; `stem` names a document that has no title."""
    branches, facts = grow(plan), list(_first_of(facts))
    kind, name = find_locality(plan)
    years = find_years(plan)
    year = int(years) if years.isdigit() else None
    forms = list_forms(records, campaign)
    known: dict[str, Any] = {"review": Noted(True, "xem xong hết thì xóa dòng này")}
    known |= draft_head(plan, places, stem=stem, today=today)
    known |= draft_lists(branches, places, FieldNames(records.fields))
    known["targets"] = draft_targets(facts, branches, places, place=f"{kind} {name}".strip(), year=year)
    known["counting_rules"] = draft_counting_rules(branches, places)
    known["deadlines"] = draft_deadlines(facts, branches, places, issue=find_issue(plan), forms=forms)
    ids = {folder: list(records.ids(folder)) for folder in ("fields", "forms")}
    text = write_starter(Campaign, ids, today=today, known={key: one for key, one in known.items() if one != []})
    return "\n".join([*_preface(places), *_tell_forms(facts, places, forms), text])


def _first_of(facts: Sequence[Fact]) -> Iterator[Fact]:
    """So many facts of each kind as a person can compare: ten times those of the longest real plan."""
    counts: Counter[FactKind] = Counter()
    for fact in facts:
        counts[fact.kind] += 1
        if counts[fact.kind] <= _MOST:
            yield fact


def list_forms(records: Records, campaign: str) -> dict[tuple[str, str], str]:
    """The forms that the portal has of a campaign. Shape: {key of the number: id}."""
    own: Iterator[Form] = (one for one in records.forms.values() if one.campaign == campaign)
    matches = ((FORM_NAME.match(one.number or ""), one.id) for one in own)
    return {form_key(match): name for match, name in matches if match is not None}


def _preface(places: Places) -> Iterator[str]:
    yield f"# Máy nháp từ văn bản; “dòng” là dòng của {places.file}. Chưa công bố chừng nào còn review: true."
    yield "# So từng mục với văn bản, sửa chỗ sai, điền chỗ “(điền …)”, rồi xóa dòng review: true."


def _tell_forms(facts: Sequence[Fact], places: Places, forms: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """The forms that the document names and the portal does not have, each once."""
    told: set[tuple[str, str]] = set(forms)
    for fact in facts:
        match = FORM_NAME.match(fact.printed) if fact.kind is FactKind.FORM else None
        if match is not None and form_key(match) not in told:
            told.add(form_key(match))
            yield f"# Biểu mẫu có nhắc, cổng chưa có: {fact.printed} ({places.say_line(fact.line)})"
