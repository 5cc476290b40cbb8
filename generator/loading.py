"""From a portal's folders to records: everything that can be read, and every problem on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from generator.entries import Entry, read_entries
from generator.meter import Listener, keep_quiet
from generator.problems import Location, Problem
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.collection import DATA_TYPES, TYPES, Records, Unread
from generator.records.mentions import NOTHING, Mentions
from generator.records.packing import unpack_record
from generator.sources.folder import (
    SourceFile,
    find_stray_folders,
    list_data_folder,
    list_pages,
    list_stories,
    read_node,
    source_of,
)
from generator.sources.node import Node
from generator.workers import work_through

# So many files make it worth while to start another process.
FEW = 200
# So many files are read in one piece of work.
_PIECE = 250


class Kept(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An entry and the stamp that its file had when it was read."""

    stamp: int
    entry: Entry


# Shape: {file: what was read from it}, kept from one build to the next.
Memory = Mapping[str, Kept]


class Loaded(msgspec.Struct, frozen=True):
    """The records that could be read, those that could not, the problems, and what to keep for the next time."""

    records: Records
    unread: Unread
    problems: tuple[Problem, ...]
    memory: Memory


def load_records(
    root: Path, memory: Memory | None = None, *, since: int = 0, jobs: int = 1, tell: Listener = keep_quiet
) -> Loaded:
    """Every record of the portal in `root`; files that are as they were in `memory` are not read again.

    `since` (ns) is when reading began, for whoever keeps what was read: a file that changed after it may change
    again without its stamp showing it, and whole models are put aside for their pages.
    """
    groups = {group: list(files) for group, files in _list_groups(root)}
    kept = _read_changed(root, groups, memory or {}, since, jobs, tell)
    problems = list(find_stray_folders(root, [kind.folder for kind in DATA_TYPES]))
    found: dict[str, dict[str, Any]] = {}
    unread: dict[str, dict[str, Node | None]] = {}
    mentions: dict[str, Mentions] = {}
    for group, files in groups.items():
        found[group], unread[group] = {}, {}
        for source in files:
            wrong = source.problem or _find_twin(source, found[group])
            if wrong is not None:
                problems.append(wrong)
                if source.problem is not None:
                    unread[group][source.id] = None
                continue
            entry = kept[source.file].entry
            problems += entry.problems
            if entry.failed:
                unread[group][entry.id] = read_node(root, entry.file)[0]
                continue
            found[group][entry.id] = entry.brief or _restore(root, TYPES[group], entry)
            if entry.mentions != NOTHING:
                mentions[entry.file] = entry.mentions
    records = Records(**found, mentions=mentions, root=root)
    return Loaded(records, unread, tuple(problems), kept)


def _list_groups(root: Path) -> Iterator[tuple[str, Iterable[SourceFile]]]:
    for kind in DATA_TYPES:
        yield kind.folder, list_data_folder(root, kind.folder)
    yield "stories", list_stories(root)
    yield "pages", list_pages(root)


def _read_changed(
    root: Path, groups: Mapping[str, list[SourceFile]], memory: Memory, since: int, jobs: int, tell: Listener
) -> dict[str, Kept]:
    """What every file came to."""
    kept: dict[str, Kept] = {}
    changed: list[tuple[str, SourceFile]] = []
    # Pages first: turning a long text into HTML to see where it leads takes as long as reading a hundred models.
    for group, files in reversed([*groups.items()]):
        for source in files:
            known = memory.get(source.file)
            if known is not None and known.stamp == source.stamp and source.stamp:
                kept[source.file] = known
            elif source.problem is None:
                changed.append((group, source))
    pieces = [changed[start : start + _PIECE] for start in range(0, len(changed), _PIECE)]
    read = work_through(_read_piece, (root, since > 0), pieces, jobs=jobs if len(changed) > FEW else 1)
    entries = chain.from_iterable(_tell_each(read, len(pieces), tell))
    for (_, source), entry in zip(changed, entries, strict=True):
        unsure = entry.failed or (since and source.changed >= since)
        kept[source.file] = Kept(0 if unsure else source.stamp, entry)
    return kept


def _tell_each(read: Iterator[list[Entry]], total: int, tell: Listener) -> Iterator[list[Entry]]:
    for done, entries in enumerate(read, start=1):
        tell("Đọc dữ liệu", done, total)
        yield entries


def _read_piece(shared: tuple[Path, bool], piece: list[tuple[str, SourceFile]]) -> list[Entry]:
    root, put_models_aside = shared
    return read_entries(root, piece, put_models_aside=put_models_aside)


def _find_twin(source: SourceFile, found: Mapping[str, Record | Brief]) -> Problem | None:
    """content/a.md and content/a/index.md have the same address."""
    if source.id not in found:
        return None
    twin = f"cùng địa chỉ với {found[source.id].file}."
    return Problem(Location(source.file), "same-address", twin, "giữ lại một trong hai tệp.")


def _restore(root: Path, kind: type[Record], entry: Entry) -> Record:
    """The record of values that were found to be right."""
    assert entry.packed is not None
    record = unpack_record(kind, entry.packed)
    return record.placed(source_of(root, entry.file, entry.digest))
