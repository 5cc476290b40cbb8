"""All records of a portal, by type and id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.problems import Location
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.campaign import Campaign
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.mentions import Mentions
from generator.records.model import Model
from generator.records.page import Page
from generator.records.story import Story
from generator.records.unit import Unit
from generator.sources.folder import read_node
from generator.sources.node import Node

# The types that lie as YAML files under data/, in the order in which they are explained.
DATA_TYPES: tuple[type[Record], ...] = (Field, Campaign, Form, Unit, Model, Exemplar)
# Stories and prose pages lie as Markdown under content/.
ALL_TYPES: tuple[type[Record], ...] = (*DATA_TYPES, Story, Page)
# The types by the names that `Records` gives them; a story's folder is its place under content/.
TYPES: Mapping[str, type[Record]] = {**{kind.folder: kind for kind in DATA_TYPES}, "stories": Story, "pages": Page}
# The types of which `dvk new` makes a starter file, by the words of the command.
KINDS: Mapping[str, type[Record]] = {
    "campaign": Campaign,
    "model": Model,
    "exemplar": Exemplar,
    "story": Story,
    "unit": Unit,
    "form": Form,
}
# The files whose mistakes kept them from becoming records, by type and id; None where nothing could be read.
Unread = Mapping[str, Mapping[str, Node | None]]


@dataclass(frozen=True)
class Records:
    """Shape: one mapping {id: record} per type, in the order of ids; of models their briefs.

    `mentions` tells by file what links, pictures and anchors a record has; `root` is the portal's folder.
    """

    fields: Mapping[str, Field] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    models: Mapping[str, Brief] = field(default_factory=dict)
    exemplars: Mapping[str, Exemplar] = field(default_factory=dict)
    stories: Mapping[str, Story] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    mentions: Mapping[str, Mentions] = field(default_factory=dict)
    root: Path = Path()

    def all(self) -> Iterator[Record | Brief]:
        for name in TYPES:
            yield from getattr(self, name).values()

    def ids(self, folder: str) -> Mapping[str, Record | Brief]:
        """The records that a `Reference(folder)` may point at."""
        found: Mapping[str, Record | Brief] = getattr(self, folder)
        return found

    def at(self, record: Record | Brief, *path: str | int) -> Location:
        """Where a value stands in the record's file."""
        if isinstance(record, Record):
            return record.at(*path)
        node, _ = read_node(self.root, record.file)
        return node.find(path) if node is not None else Location(record.file)

    def without_samples(self) -> Records:
        """The records of real places only."""
        kept: dict[str, Any] = {
            name: {key: one for key, one in getattr(self, name).items() if not getattr(one, "sample", False)}
            for name in TYPES
        }
        return replace(self, **kept)

    def without_drafts(self) -> Records:
        """The records less the campaigns whose facts nobody has looked at yet, and the stories with gaps."""
        seen = {key: one for key, one in self.campaigns.items() if not one.review}
        whole = {key: one for key, one in self.stories.items() if not one.has_gaps}
        is_same = len(seen) == len(self.campaigns) and len(whole) == len(self.stories)
        return self if is_same else replace(self, campaigns=seen, stories=whole)
