"""Checks across records: one small generator of problems per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.problems import Problem
from generator.records.collection import Records
from generator.rules import aliases, campaigns, models, nesting, photos, references, stories, texts
from generator.sources.pictures import Pictures

Unread = Mapping[str, frozenset[str]]
Rule = Callable[[Records, Pictures], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *aliases.RULES,
    *campaigns.RULES,
    *models.RULES,
    *nesting.RULES,
    *photos.RULES,
    *stories.RULES,
    *texts.RULES,
)


def check_records(records: Records, pictures: Pictures, unread: Unread) -> Iterator[Problem]:
    """What every rule has to say.

    `unread` names the records whose files hold mistakes of their own: they are reported there,
    not again at each record that refers to them.
    """
    yield from references.check_references(records, unread)
    for rule in RULES:
        yield from rule(records, pictures)
