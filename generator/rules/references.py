"""Every reference points at a record that exists; a real record never rests on a sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.problems import Level, Problem, nearest
from generator.records.base import Record, Reference
from generator.records.collection import Records
from generator.records.page import Page

Path = tuple[str | int, ...]


def check_references(records: Records, unread: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Report an id that no record has, with the nearest one that exists."""
    for record in records.all():
        for path, folder, name in find_references(record):
            known = records.ids(folder)
            if name in unread.get(folder, ()):
                continue
            if name not in known:
                others = [one for one in (*known, *unread.get(folder, ())) if known.get(one) is not record]
                yield _unknown(record, path, folder, name, others)
            elif getattr(known[name], "sample", False) and not getattr(record, "sample", False):
                wrong = f"“{name}” là dữ liệu mẫu, không dùng được trong bản ghi thật."
                yield Problem(record.at(*path), "refers-to-sample", wrong, "chọn bản ghi thật, hoặc thêm sample: true.")


def _unknown(record: Record, path: Path, folder: str, name: str, known: Iterable[str]) -> Problem:
    kind, command = _NAMES[folder]
    near = nearest(name, known)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    wrong = f"chưa có {kind} “{name}”" + (f"; gần nhất là “{near}”." if near else ".")
    create = f"tạo mới: dvk new {command} {name}" if command else f"tạo tệp data/{folder}/{name}.yml"
    ready = f"- {near}" if isinstance(path[-1], int) else f"{key}: {near}"
    fix = f"{ready}, hoặc {create}" if near else create
    # A plan's text may be there before its facts: the page then stands without them.
    level = Level.WARNING if isinstance(record, Page) else Level.ERROR
    return Problem(record.at(*path), f"unknown-{folder.rstrip('s')}", wrong, fix, level)


_NAMES = {
    "campaigns": ("kế hoạch", "campaign"),
    "fields": ("lĩnh vực", ""),
    "forms": ("biểu mẫu", "form"),
    "units": ("đơn vị", "unit"),
    "models": ("mô hình", "model"),
    "exemplars": ("điển hình", "exemplar"),
}


def find_references(part: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every (path, folder, id) that a record refers to."""
    for name, folder in reference_fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, str):
            yield (*path, name), folder, value
        elif isinstance(value, tuple):
            yield from (((*path, name, index), folder, one) for index, one in enumerate(value))
    for name in _part_fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from find_references(value, (*path, name))
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                if isinstance(one, BaseModel):
                    yield from find_references(one, (*path, name, index))


@cache
def reference_fields(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a group that refer to records: (name, folder)."""
    rows = []
    for name, info in kind.model_fields.items():
        marks = [mark for mark in (*info.metadata, *_marks(info.annotation)) if isinstance(mark, Reference)]
        if marks:
            rows.append((name, marks[0].folder))
    return tuple(rows)


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)


@cache
def _part_fields(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, info in kind.model_fields.items() if _holds_part(info.annotation))


def _holds_part(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel)
    return any(_holds_part(inner) for inner in get_args(annotation))
