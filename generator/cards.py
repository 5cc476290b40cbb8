"""What is shown of a record outside its own page, with all that stands beside it there."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.records.brief import Brief
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.story import Story
from generator.records.unit import Unit
from generator.sources.pictures import Picture


class Card(msgspec.Struct, frozen=True):
    """All that is shown of a model outside its own page: the model with its unit, its field, its first photo."""

    model: Brief
    unit: Unit
    field: Field
    picture: Picture | None
    digest: bytes


class StoryCard(msgspec.Struct, frozen=True):
    """A story with whom it is about, and its first photo."""

    story: Story
    exemplar: Exemplar
    unit: Unit
    picture: Picture | None


class ExemplarCard(msgspec.Struct, frozen=True):
    """An exemplar with its field and unit, the stories about it, its recognised models, its photo."""

    exemplar: Exemplar
    field: Field
    unit: Unit
    stories: tuple[Story, ...]
    models: tuple[Brief, ...]
    picture: Picture | None


class Line(msgspec.Struct, frozen=True):
    """A model in a line of replication with those that learned from it; of more copies than fit, their number."""

    model: Brief
    unit: Unit
    copies: tuple[Line, ...]
    more: int

    @property
    def ids(self) -> Iterator[str]:
        """The ids of all models in the line."""
        yield self.model.id
        for copy in self.copies:
            yield from copy.ids
