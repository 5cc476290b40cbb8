"""What a source file comes to: its record or brief, its own problems, the links and pictures in it.

An entry depends on nothing but its file, so it is kept from build to build until the file changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.digests import digest_bytes
from generator.problems import Problem, changed_meanwhile
from generator.records.base import Record
from generator.records.brief import Brief, brief_of
from generator.records.collection import TYPES
from generator.records.mentions import NOTHING, Mentions
from generator.records.model import Model
from generator.records.packing import pack_record
from generator.records.page import Page
from generator.records.reading import read_record
from generator.records.values import take_values
from generator.rules import check_one
from generator.rules.links import find_links, may_link
from generator.rules.nesting import may_nest
from generator.rules.targets import anchors_of
from generator.rules.texts import needs_a_look
from generator.shelves import SHELVES, put_aside, take
from generator.sources.folder import SourceFile, read_node, source_of
from generator.sources.node import Source
from generator.sources.quick import read_quickly
from generator.sources.text import read_text


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the rest of the build needs of one file. A file with errors is neither `brief` nor `packed`.

    `packed` are the values of a record; of a model only its `brief` is kept.
    """

    id: str
    file: str
    digest: bytes
    problems: tuple[Problem, ...] = ()
    brief: Brief | None = None
    packed: bytes | None = None
    mentions: Mentions = NOTHING

    @property
    def failed(self) -> bool:
        return self.brief is None and self.packed is None


def read_entries(root: Path, files: Sequence[tuple[str, SourceFile]], *, put_models_aside: bool) -> list[Entry]:
    """The entries of some files, each with its group; whole models are put aside for their pages if so wished."""
    packed: list[bytes] | None = [] if put_models_aside else None
    entries = [read_entry(root, group, source, packed) for group, source in files]
    if not packed:
        return entries
    places = iter(put_aside(root / SHELVES, packed))
    return [
        msgspec.structs.replace(one, brief=msgspec.structs.replace(one.brief, place=next(places))) if one.brief else one
        for one in entries
    ]


def read_entry(root: Path, group: str, source: SourceFile, packed: list[bytes] | None = None) -> Entry:
    """Read a file of a group of records ("models"), check all that can be said of it alone.

    A whole model is added to `packed`, if there is such a list.
    """
    text, problems = read_text(f"{root}/{source.file}", source.file)
    if text is None:
        return Entry(source.id, source.file, b"", tuple(problems))
    encoded = text.encode()
    digest = digest_bytes(source.file.encode(), encoded)
    entry = None
    if source.file.endswith(".yml") and re.fullmatch(TYPES[group].id_pattern, source.id):
        values = read_quickly(text, encoded)
        if values is not None and "id" not in values:
            record = take_values(TYPES[group], {**values, "id": source.id})
            if record is not None:
                record.placed(source_of(root, source.file, digest))
                entry = _tell(group, record, values, text, packed)
    return entry or _read_carefully(root, group, source, digest, packed)


def read_whole(root: Path, brief: Brief) -> Model:
    """The whole model of a brief, for its own page, from where it was put aside or from its file again.

    Raises FileProblemError when the file changed since.
    """
    found = take(root / SHELVES, brief.place) if brief.place is not None else None
    if found is not None:
        return found
    text, _ = read_text(f"{root}/{brief.file}", brief.file)
    if text is None or digest_bytes(brief.file.encode(), text.encode()) != brief.whole:
        raise changed_meanwhile(brief.file)
    record = take_values(Model, {**(read_quickly(text) or _read_slowly(root, brief.file)), "id": brief.id})
    if record is None:
        raise changed_meanwhile(brief.file)
    return record.placed(source_of(root, brief.file, brief.whole))


def _read_slowly(root: Path, file: str) -> dict[str, Any]:
    node, _ = read_node(root, file)
    values = node.plain() if node is not None else None
    return values if isinstance(values, dict) else {}


def _read_carefully(root: Path, group: str, source: SourceFile, digest: bytes, packed: list[bytes] | None) -> Entry:
    """The entry of any file, with all that is wrong in it and where."""
    node, problems = read_node(root, source.file)
    record: Record | None = None
    if node is not None:
        record, wrong = read_record(TYPES[group], node, source.id)
        problems = [*problems, *wrong]
    if record is None or node is None:
        return Entry(source.id, source.file, digest, tuple(problems))
    record.placed(Source(source.file, digest, lambda: node))
    values = node.plain()
    assert isinstance(values, dict)
    entry = _tell(group, record, values, None, packed)
    return msgspec.structs.replace(entry, problems=(*problems, *entry.problems))


def _tell(group: str, record: Record, values: dict[str, Any], text: str | None, models: list[bytes] | None) -> Entry:
    """The entry of a record. `text` is that of its file when a look at it can spare looking at every value."""
    doubtful = text is None or needs_a_look(text) or may_nest(text)
    problems = tuple(check_one(record, texts=doubtful))
    mentions = _find_mentions(group, record, values, text)
    if not isinstance(record, Model):
        return Entry(record.id, record.file, record.digest, problems, packed=pack_record(record), mentions=mentions)
    if models is not None:
        models.append(pack_record(record))
    return Entry(record.id, record.file, record.digest, problems, brief_of(record), mentions=mentions)


def _find_mentions(group: str, record: Record, values: dict[str, Any], text: str | None) -> Mentions:
    links = find_links(group, record) if text is None or may_link(text) else ()
    pictures = _find_pictures(values, text)
    anchors = anchors_of(record.body or "") if isinstance(record, Page) else None
    return Mentions(links, pictures, anchors) if links or pictures or anchors is not None else NOTHING


def _find_pictures(values: dict[str, Any] | None, text: str | None) -> tuple[str, ...]:
    """The names of pictures in the values of a file with that text, sorted."""
    return tuple(sorted(set(_pictures_in(values)))) if text is None or _ENDING.search(text) else ()


_ENDING = re.compile(r"\.(?:jpe?g|png|webp)", re.IGNORECASE)
_PICTURE = re.compile(r"[^\s/()\[\]\"'<>]+\.(?:jpe?g|png|webp)", re.IGNORECASE)


def _pictures_in(value: object) -> Iterator[str]:
    """Every picture's name within the texts, and each text that is one: `file: anh 1.jpg` has a blank."""
    if isinstance(value, str):
        named = _PICTURE.findall(value)
        yield from named
        if named and _ENDING.search(value[-5:]):
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _pictures_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from _pictures_in(one)
