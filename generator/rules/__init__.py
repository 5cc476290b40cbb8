"""Checks across records: one small generator of problems per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.problems import Problem
from generator.records.base import Record
from generator.records.collection import Records, Unread
from generator.records.model import Model
from generator.records.story import Story
from generator.rules import aliases, campaigns, forms, models, names, photos, references, stories
from generator.rules.nesting import check_nesting
from generator.rules.texts import check_texts
from generator.sources.pictures import Pictures

Rule = Callable[[Records, Pictures], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *aliases.RULES,
    *campaigns.RULES,
    *forms.RULES,
    *models.RULES,
    *names.RULES,
    *photos.RULES,
    *stories.RULES,
)


def check_one(record: Record, *, texts: bool) -> Iterator[Problem]:
    """What one record's file alone can get wrong; `texts` says whether its texts need a look."""
    if texts:
        yield from check_nesting(record)
        yield from check_texts(record)
    if isinstance(record, Model):
        yield from models.check_model(record)
    elif isinstance(record, Story):
        yield from stories.check_story(record)


def check_records(records: Records, pictures: Pictures, unread: Unread) -> Iterator[Problem]:
    """What every rule has to say.

    `unread` are the files with mistakes of their own: those are reported there, not again at each
    record that refers to them.
    """
    yield from references.check_references(records, unread)
    for rule in RULES:
        yield from rule(records, pictures)
