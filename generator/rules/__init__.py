"""Checks across records: one small generator of problems per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.problems import Problem
from generator.records.collection import Records, Unread
from generator.rules import aliases, campaigns, models, names, nesting, photos, references, stories, texts
from generator.sources.pictures import Pictures

Rule = Callable[[Records, Pictures], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *aliases.RULES,
    *campaigns.RULES,
    *models.RULES,
    *names.RULES,
    *nesting.RULES,
    *photos.RULES,
    *stories.RULES,
    *texts.RULES,
)


def check_records(records: Records, pictures: Pictures, unread: Unread) -> Iterator[Problem]:
    """What every rule has to say.

    `unread` are the files with mistakes of their own: those are reported there, not again at each
    record that refers to them.
    """
    yield from references.check_references(records, unread)
    for rule in RULES:
        yield from rule(records, pictures)
