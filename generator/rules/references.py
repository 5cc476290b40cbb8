"""Every reference points at a record that exists; a real record never rests on a sample."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from generator.problems import Level, Location, Problem, nearest
from generator.records.base import ID_PATTERN, Record, folder_of
from generator.records.brief import Brief
from generator.records.collection import TYPES, Records, Unread
from generator.records.model import Model
from generator.records.page import Page
from generator.records.part import Part, fields_of
from generator.sources.node import Node

Path = tuple[str | int, ...]


def check_references(records: Records, unread: Unread) -> Iterator[Problem]:
    """Report an id that no record has, with the nearest one that exists."""
    sound = _find_sound(records)
    for record in records.all():
        if isinstance(record, Brief) and record.id in sound:
            continue
        for path, folder, name in find_references(record):
            known = records.ids(folder)
            if name in known:
                if getattr(known[name], "sample", False) and not getattr(record, "sample", False):
                    wrong = f"“{name}” là dữ liệu mẫu, không dùng được trong bản ghi thật."
                    fix = "chọn bản ghi thật, hoặc thêm sample: true."
                    yield Problem(records.at(record, *path), "refers-to-sample", wrong, fix)
                # The plan's own text stands without its facts, as it does before there are any.
                if getattr(known[name], "review", False) and not isinstance(record, Page):
                    yield _under_review(records.at(record, *path), known[name])
            elif name not in unread.get(folder, ()):
                others = [one for one in (*known, *unread.get(folder, ())) if known.get(one) is not record]
                yield _unknown(kind_of(record), records.at(record, *path), path, folder, name, others)
    for group, nodes in unread.items():
        for own_id, node in nodes.items():
            if node is not None:
                yield from _check_unread(group, own_id, node, records, unread)


def _find_sound(records: Records) -> set[str]:
    """The ids of the models that refer only to what is there, and to samples only when they are samples.

    A campaign under review is not there yet.

    Of ten thousand models nearly all are sound, and this finds them in a hundredth of a second.
    """
    campaigns = records.without_drafts().campaigns
    groups: tuple[Mapping[Any, Any], ...] = (campaigns, records.fields, records.units, records.models)
    everything = tuple(set(group) for group in groups)
    real = tuple({key for key, one in group.items() if not getattr(one, "sample", False)} for group in groups)
    sound: set[str] = set()
    for one in records.models.values():
        known, fields, units, models = everything if one.sample else real
        origin = one.replicated_from
        if one.campaign in known and one.field in fields and one.unit in units and (not origin or origin in models):
            sound.add(one.id)
    return sound


def _under_review(at: Location, campaign: Record | Brief) -> Problem:
    wrong = f"kế hoạch “{campaign.id}” còn chờ rà soát, chưa công bố."
    fix = f"rà soát {campaign.file} rồi xóa dòng review: true trong tệp ấy."
    return Problem(at, "refers-to-review", wrong, fix)


def _check_unread(group: str, own_id: str, node: Node, records: Records, unread: Unread) -> Iterator[Problem]:
    """The same for a file that is no record yet: one round of mending then shows all its mistakes."""
    kind = TYPES[group]
    for path, folder, name in _find_in_node(kind, node):
        known = {*records.ids(folder), *unread.get(folder, ())}
        if name not in known:
            others = sorted(one for one in known if (folder, one) != (group, own_id))
            yield _unknown(kind, node.find(path), path, folder, name, others)


def _unknown(kind: type[Record], at: Location, path: Path, folder: str, name: str, known: Iterable[str]) -> Problem:
    called, command = _NAMES[folder]
    near = nearest(name, known)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    wrong = f"chưa có {called} “{name}”" + (f"; gần nhất là “{near}”." if near else ".")
    create = f"tạo mới: dvk new {command} {name}" if command else f"tạo tệp data/{folder}/{name}.yml"
    ready = f"- {near}" if isinstance(path[-1], int) else f"{key}: {near}"
    fix = f"{ready}, hoặc {create}" if near else create
    # A plan's text may be there before its facts: the page then stands without them.
    level = Level.WARNING if kind is Page else Level.ERROR
    return Problem(at, f"unknown-{folder.rstrip('s')}", wrong, fix, level)


_NAMES = {
    "campaigns": ("kế hoạch", "campaign"),
    "fields": ("lĩnh vực", ""),
    "forms": ("biểu mẫu", "form"),
    "units": ("đơn vị", "unit"),
    "models": ("mô hình", "model"),
    "exemplars": ("điển hình", "exemplar"),
}


def kind_of(record: Record | Brief) -> type[Record]:
    """The type that declares the record's fields."""
    return Model if isinstance(record, Brief) else type(record)


def find_references(part: Part | Brief, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every (path, folder, id) that a record refers to."""
    if isinstance(part, Brief):
        # The parts of a model refer to nothing.
        for name, folder in reference_fields(Model):
            if (value := getattr(part, name)) is not None:
                yield (name,), folder, value
        return
    for name, folder in reference_fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, str):
            yield (*path, name), folder, value
        elif isinstance(value, tuple):
            yield from (((*path, name, index), folder, one) for index, one in enumerate(value))
    for name, _ in _part_fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, Part):
            yield from find_references(value, (*path, name))
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                if isinstance(one, Part):
                    yield from find_references(one, (*path, name, index))


def _find_in_node(kind: type[Part], node: Node, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every (path, folder, id) in what was to become a record; what looks like no id is left out."""
    for name, folder in reference_fields(kind):
        for step, child in _spread(node.child(name), (name,)):
            if isinstance(child.value, str) and re.fullmatch(ID_PATTERN, child.value):
                yield (*path, *step), folder, child.value
    for name, inner in _part_fields(kind):
        for step, child in _spread(node.child(name), (name,)):
            yield from _find_in_node(inner, child, (*path, *step))


def _spread(node: Node | None, path: Path) -> Iterator[tuple[Path, Node]]:
    """The items of a list, or else the one value, with their paths."""
    if node is not None and isinstance(node.value, list):
        yield from (((*path, index), child) for index, child in enumerate(node.value))
    elif node is not None:
        yield path, node


@cache
def reference_fields(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a group that refer to records: (name, folder)."""
    marked = ((name, folder_of(declared)) for name, declared in fields_of(kind).items())
    return tuple((name, folder) for name, folder in marked if folder is not None)


@cache
def _part_fields(kind: type[Part]) -> tuple[tuple[str, type[Part]], ...]:
    """The fields of a group that hold groups themselves: (name, their type)."""
    rows = ((name, declared.find(Part)) for name, declared in fields_of(kind).items())
    return tuple((name, part) for name, part in rows if part is not None)
