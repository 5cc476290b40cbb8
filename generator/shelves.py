"""Whole models put aside while a build checks ten thousand of them, until it makes their pages.

A shelf is a file with some hundred packed models one after the other. Nothing relies on it: a model that is not
found on its shelf, or not as it was put there, is read from its own file again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from zlib import crc32

import msgspec

from generator.records.brief import Place
from generator.records.model import Model
from generator.records.packing import unpack_record

# Where they stand, below the portal's root.
SHELVES = ".dvk/models"


def put_aside(folder: Path, packed: Sequence[bytes]) -> list[Place | None]:
    """Where each of the packed models can be found; None for all when nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A name that nobody else has, so that no half-written shelf is taken for another.
        with tempfile.NamedTemporaryFile(dir=folder, prefix="", delete=False) as shelf:
            shelf.write(b"".join(packed))
    except OSError:
        return [None] * len(packed)
    places: list[Place | None] = []
    start = 0
    for one in packed:
        places.append(Place(Path(shelf.name).name, start, len(one), crc32(one)))
        start += len(one)
    return places


def take(folder: Path, place: Place) -> Model | None:
    """The model at a place; None when it is not there any more."""
    with suppress(OSError, msgspec.MsgspecError):
        shelf = _open_shelf(f"{folder}/{place.shelf}")
        shelf.seek(place.start)
        content = shelf.read(place.size)
        return unpack_record(Model, content) if crc32(content) == place.total else None
    return None


# The shelves that are open, with the process that opened each: one that it forks would share its place in the file.
_open: dict[tuple[str, int], FileIO] = {}
# Some systems let a process open no more than 256 files.
_MOST_OPEN = 64


def _open_shelf(path: str) -> FileIO:
    """The shelf, left open: models are taken from all shelves in turn, and opening one costs more than reading."""
    key = (path, os.getpid())
    if key not in _open:
        if len(_open) >= _MOST_OPEN:
            _close_shelves()
        _open[key] = FileIO(path)
    return _open[key]


def _close_shelves() -> None:
    for shelf in _open.values():
        shelf.close()
    _open.clear()


def clear_away(folder: Path, used: Iterable[str]) -> None:
    """Delete the shelves on which nothing is looked for any more."""
    _close_shelves()
    kept: Collection[str] = set(used)
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink()
        if not kept:
            folder.rmdir()
