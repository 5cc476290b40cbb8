"""From a portal's folders to records: everything that can be read, and every problem on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generator.problems import Location, Problem
from generator.records.base import Record
from generator.records.collection import DATA_TYPES, Records, Unread
from generator.records.page import Page
from generator.records.reading import read_record
from generator.records.story import Story
from generator.sources.folder import SourceFile, find_stray_folders, read_data_folder, read_pages, read_stories
from generator.sources.node import Node

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Loaded:
    """The records that could be read, those that could not, and the problems."""

    records: Records
    unread: Unread
    problems: tuple[Problem, ...]


def load_records(root: Path) -> Loaded:
    """Every record of the portal in `root`."""
    groups: dict[str, dict[str, Any]] = {}
    unread: dict[str, Mapping[str, Node | None]] = {}
    problems = list(find_stray_folders(root, [kind.folder for kind in DATA_TYPES]))
    for kind in DATA_TYPES:
        found, failed = _read_all(kind, read_data_folder(root, kind.folder), problems)
        groups[kind.folder], unread[kind.folder] = found, failed
    groups["stories"], unread["stories"] = _read_all(Story, read_stories(root), problems)
    groups["pages"], unread["pages"] = _read_all(Page, read_pages(root), problems)
    return Loaded(Records(**groups), unread, tuple(problems))


def _read_all(
    kind: type[R], files: Iterable[SourceFile], problems: list[Problem]
) -> tuple[dict[str, R], dict[str, Node | None]]:
    found: dict[str, R] = {}
    failed: dict[str, Node | None] = {}
    for source in files:
        problems += source.problems
        if source.id in found:
            # content/a.md and content/a/index.md have the same address.
            twin = f"cùng địa chỉ với {found[source.id].file}."
            problems.append(Problem(Location(source.file), "same-address", twin, "giữ lại một trong hai tệp."))
            continue
        record: R | None = None
        if source.node is not None:
            record, wrong = read_record(kind, source.node, source.id)
            problems += wrong
        if record is None:
            failed[source.id] = source.node
        else:
            found[source.id] = record
    return found, failed
