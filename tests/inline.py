"""Records from YAML written inside a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from textwrap import dedent
from typing import Any, TypeVar

from generator.problems import Location, Problem
from generator.records.base import Record
from generator.records.brief import Brief, brief_of
from generator.records.campaign import Campaign
from generator.records.collection import TYPES, Records
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.mentions import Mentions
from generator.records.model import Model
from generator.records.page import Page
from generator.records.reading import read_record
from generator.records.story import Story
from generator.records.unit import Unit
from generator.rules.links import find_links
from generator.rules.targets import anchors_of
from generator.sources.markdown import read_markdown
from generator.sources.yaml import read_yaml

R = TypeVar("R", bound=Record)
G = TypeVar("G", bound=Records)

# The fewest lines with which a record of each type can be read.
SHORTEST: dict[type[Record], str] = {
    Field: "name: Đời sống\norder: 1\nsummary: Việc chung.\n",
    Unit: "name: Tổ 5\nkind: residential\nsummary: Tổ ven sông.\n",
    Campaign: """\
title: Kế hoạch
short_title: Bến Mây
locality: phường Bến Mây
issuer: Đảng ủy
issuer_kind: party
summary: Kế hoạch thử.
document:
  kind: Kế hoạch
  subject: Thử
  source: đầu
period:
  start: 2026-01-01
  end: 2026-12-31
fields:
  - field: doi-song
    name: Đời sống
    source: mục I
""",
    Form: """\
campaign: ben-may
title: Phụ lục
status: named-only
tasks:
  - report
summary: Chỉ nêu tên.
sender: Tổ
recipient: Ban
issued_by: Ban
source: mục I
""",
    Model: """\
name: Ngõ sạch
campaign: ben-may
field: doi-song
subject: collective
implementer: Chi hội
unit: to-5
origin: continued
year: 2026
registered_on: 2026-01-20
summary: Quét ngõ.
situation: Rác.
approach: Chia phiên.
updated: 2026-10-20
""",
    Exemplar: """\
name: Chị Sen
subject: individual
role: Tổ trưởng
unit: to-5
campaign: ben-may
field: doi-song
year: 2026
summary: Chị làm.
""",
    Story: """\
---
title: Chị Sen
lead: Chị làm.
byline: Ban Biên tập
exemplar: chi-sen
campaign: ben-may
published: 2026-11-01
---
## 1. Nhân vật

Một.

## 2. Việc khó

Hai.

## 3. Cách làm

Ba.

## 4. Kết quả

Bốn.

## 5. Kinh nghiệm

Năm.
""",
}


def read_inline(kind: type[R], text: str, record_id: str = "thu") -> tuple[R | None, list[Problem]]:
    """The record in a YAML (a story: Markdown) text and what is wrong with it."""
    file = f"data/{kind.folder}/{record_id}.yml"
    node, problems = read_markdown(text, file) if kind is Story else read_yaml(dedent(text), file)
    if node is None:
        return None, problems
    record, found = read_record(kind, node, record_id)
    return record, [*problems, *found]


def make(kind: type[R], extra: str = "", record_id: str = "thu", *, without: tuple[str, ...] = ()) -> R:
    """The shortest record of a type with more lines; a line of `extra` replaces the one with its key."""
    record, problems = read_inline(kind, merge(kind, extra, without=without), record_id)
    assert record is not None, problems
    return record


def merge(kind: type[Record], extra: str, *, without: tuple[str, ...] = ()) -> str:
    """The shortest text of a type with the lines of `extra` put in or in place of its own."""
    extra = dedent(extra)
    keys = {line.split(":")[0] for line in extra.splitlines() if line and line[0] not in " -#"} | set(without)
    head, mark, rest = SHORTEST[kind].removeprefix("---\n").partition("---\n")
    kept: list[str] = []
    skipping = False
    for line in head.splitlines(keepends=True):
        if line[0] not in " -":
            skipping = line.split(":")[0] in keys
        if not skipping:
            kept.append(line)
    text = "".join(kept) + extra
    text += "" if text.endswith("\n") else "\n"
    return f"---\n{text}{mark}{rest}" if mark else text


@dataclass(frozen=True)
class Gathered(Records):
    """Records whose files are not on the disk: the places in a model's file are known from the whole model."""

    whole: Mapping[str, Model] = field(default_factory=dict)

    def at(self, record: Record | Brief, *path: str | int) -> Location:
        return self.whole[record.id].at(*path) if isinstance(record, Brief) else super().at(record, *path)


def gather(*records: Record) -> Gathered:
    """The records as loading gives them; of two with one id the later one counts."""
    gathered = Gathered()
    for record in records:
        gathered = put_in(gathered, record)
        if isinstance(record, Model):
            gathered = replace(gathered, whole={**gathered.whole, record.id: record})
    return gathered


def put_in(records: G, record: Record) -> G:
    """The records with another one, and what its texts mention."""
    group = next(name for name, kind in TYPES.items() if kind is type(record))
    kept = brief_of(record) if isinstance(record, Model) else record
    anchors = anchors_of(record.body or "") if isinstance(record, Page) else None
    mentions = {**records.mentions, record.file: Mentions(find_links(group, record), anchors=anchors)}
    changes: dict[str, Any] = {group: {**records.ids(group), record.id: kept}, "mentions": mentions}
    return replace(records, **changes)
