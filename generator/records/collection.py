"""All records of a portal, by type and id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from generator.records.base import Record
from generator.records.campaign import Campaign
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.model import Model
from generator.records.page import Page
from generator.records.story import Story
from generator.records.unit import Unit
from generator.sources.node import Node

# The types that lie as YAML files under data/, in the order in which they are explained.
DATA_TYPES: tuple[type[Record], ...] = (Field, Campaign, Form, Unit, Model, Exemplar)
# Stories and prose pages lie as Markdown under content/.
ALL_TYPES: tuple[type[Record], ...] = (*DATA_TYPES, Story, Page)
# The types by the names that `Records` gives them; a story's folder is its place under content/.
TYPES: Mapping[str, type[Record]] = {**{kind.folder: kind for kind in DATA_TYPES}, "stories": Story, "pages": Page}
# The files whose mistakes kept them from becoming records, by type and id; None where nothing could be read.
Unread = Mapping[str, Mapping[str, Node | None]]


@dataclass(frozen=True)
class Records:
    """Shape: one mapping {id: record} per type, in the order of ids."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    exemplars: Mapping[str, Exemplar] = field(default_factory=dict)
    stories: Mapping[str, Story] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)

    def all(self) -> Iterator[Record]:
        for each in fields(self):
            yield from getattr(self, each.name).values()

    def ids(self, folder: str) -> Mapping[str, Record]:
        """The records that a `Reference(folder)` may point at."""
        found: Mapping[str, Record] = getattr(self, folder)
        return found

    def without_samples(self) -> Records:
        """The records of real places only."""
        kept = {
            each.name: {key: one for key, one in getattr(self, each.name).items() if not getattr(one, "sample", False)}
            for each in fields(self)
        }
        return replace(self, **kept)
