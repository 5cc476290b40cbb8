"""What a document prints and the campaign's record does not have yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importing.draft.record import list_forms
from generator.importing.facts import FORM_NAME, Fact, FactKind, form_key
from generator.records.campaign import Campaign
from generator.records.collection import Records


def find_missing(facts: Sequence[Fact], campaign: Campaign, records: Records) -> tuple[Fact, ...]:
    """The deadlines, targets and forms of the facts that the record does not have, in the document's order.

    A deadline is there when its day or its printed words are; a target when its figure is; each as often as the
    document's different sentences ask for it is not counted: whoever reads the list has the document at hand.
    """
    return tuple(_list_missing(facts, campaign, records))


def _list_missing(facts: Sequence[Fact], campaign: Campaign, records: Records) -> Iterator[Fact]:
    days = {str(one.date or one.yearly or "") for one in campaign.deadlines}
    printed = {_key(one.printed) for one in campaign.deadlines}
    texts = [_key(one.text) for one in campaign.targets]
    figures = {float(one.value) for one in campaign.targets if one.value is not None}
    forms = list_forms(records, campaign.id)
    for fact in facts:
        if fact.kind is FactKind.DEADLINE:
            found = (fact.value and fact.value in days) or _key(fact.printed) in printed
        elif fact.kind is FactKind.TARGET:
            found = float(fact.value.replace(",", ".")) in figures or any(_key(fact.printed) in one for one in texts)
        elif fact.kind is FactKind.FORM:
            match = FORM_NAME.match(fact.printed)
            found = match is None or form_key(match) in forms
        else:
            found = True
        if not found:
            yield fact


def _key(text: str) -> str:
    return " ".join(text.lower().split())
