"""What a document prints and the campaign's record does not have yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.importing.draft.record import list_forms
from generator.importing.facts import FORM_NAME, PRINTED_COUNT, Fact, FactKind, form_key
from generator.records.campaign import Campaign, Deadline, Target
from generator.records.collection import Records


def find_missing(facts: Sequence[Fact], campaign: Campaign, records: Records) -> tuple[Fact, ...]:
    """The facts that the record does not have, in the document's order.

    A deadline is there when its day or its printed words are, a target when its figure is, a form when its number
    is, a printed count when the list that it counts is so long. What only stands for another ("3 mục") is not asked.
    """
    forms = list_forms(records, campaign.id)
    return tuple(fact for fact in facts if not _has(campaign, fact, forms.keys()))


def _has(campaign: Campaign, fact: Fact, forms: Collection[tuple[str, str]]) -> bool:
    match fact.kind:
        case FactKind.DEADLINE:
            return any(_is_day(fact, one) for one in campaign.deadlines)
        case FactKind.TARGET:
            return any(_is_figure(fact, one) for one in campaign.targets)
        case FactKind.FORM:
            name = FORM_NAME.match(fact.printed)
            return name is None or form_key(name) in forms
        case FactKind.COUNT:
            counted = PRINTED_COUNT.match(fact.printed)
            return counted is None or int(counted["number"]) in _count(campaign, counted["unit"])


def _is_day(fact: Fact, deadline: Deadline) -> bool:
    day = str(deadline.date or deadline.yearly or "")
    return (bool(fact.value) and fact.value == day) or _key(fact.printed) == _key(deadline.printed)


def _is_figure(fact: Fact, target: Target) -> bool:
    same = target.value is not None and float(target.value) == float(fact.value.replace(",", "."))
    return same or _key(fact.printed) in _key(target.text)


def _count(campaign: Campaign, unit: str) -> tuple[int | None, ...]:
    """How many of what a document counts so the record has, in each of its lists."""
    match unit:
        case "tiêu chí":
            return tuple(len(one.items) for one in campaign.criteria)
        case "bước":
            return len(campaign.appraisal_steps), len(campaign.steps)
        case "lĩnh vực":
            return (len(campaign.fields),)
        case _:
            return (campaign.dossier.copies if campaign.dossier else None,)


def _key(text: str) -> str:
    return " ".join(text.lower().split())
