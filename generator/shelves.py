"""Whole models put aside while a build checks ten thousand of them, until it makes their pages.

A shelf is a file with some hundred packed models one after the other. Nothing relies on it: a model that is not
found on its shelf, or not as it was put there, is read from its own file again.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from generator.digests import digest_bytes
from generator.records.brief import Place
from generator.records.model import Model
from generator.records.packing import unpack_values

# Where they stand, below the portal's root.
SHELVES = ".dvk/models"


def put_aside(folder: Path, packed: Sequence[bytes]) -> list[Place | None]:
    """Where each of the packed models can be found; None for all when nothing can be written."""
    name = digest_bytes(*packed).hex()
    waiting = folder / f"{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(b"".join(packed))
        waiting.replace(folder / name)
    except OSError:
        return [None] * len(packed)
    places: list[Place | None] = []
    start = 0
    for one in packed:
        places.append(Place(name, start, len(one), crc32(one)))
        start += len(one)
    return places


def take(folder: Path, place: Place) -> Any:
    """The model at a place, with the attributes of `Model`; None when it is not there any more."""
    with suppress(OSError, msgspec.MsgspecError):
        with (folder / place.shelf).open("rb", buffering=0) as shelf:
            shelf.seek(place.start)
            content = shelf.read(place.size)
        return unpack_values(Model, content) if crc32(content) == place.total else None
    return None


def clear_away(folder: Path, used: Iterable[str]) -> None:
    """Delete the shelves on which nothing is looked for any more."""
    kept: Collection[str] = set(used)
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink()
        if not kept:
            folder.rmdir()
