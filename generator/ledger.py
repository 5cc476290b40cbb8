"""What one build leaves for the next: what was read from each file, what was made of it.

Nothing here is needed: without it, or with any of it damaged, a build reads and makes everything.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.cache import keep_piece, read_piece
from generator.digests import digest_bytes
from generator.loading import Kept
from generator.sightings import Sighting
from generator.sources.pictures import Seen

FOLDER = ".dvk"
S = TypeVar("S", bound=msgspec.Struct)


class Reading(msgspec.Struct):
    """What was read of the portal: `program` read it; entries by file, pictures by path below content/."""

    program: bytes = b""
    files: dict[str, Kept] = {}
    pictures: dict[str, Seen] = {}


class Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How a file of the site was made: the key it was made for, the data file it tells of, what was seen in it."""

    key: bytes
    source: str | None
    sighting: Sighting


_ROWS = msgspec.msgpack.Decoder(dict[str, Row])


class Lot(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What became of a batch: its needs, the stamp of every file, the pages for search engines.

    `pieces` are the names of what was taken from the cache. `rows` {path: Row} are only read when one of
    the files is to be made again, or a link is broken.
    """

    needs: bytes
    stamps: dict[str, int]
    listed: tuple[str, ...]
    pieces: tuple[str, ...]
    encoded_rows: msgspec.Raw

    @property
    def rows(self) -> dict[str, Row]:
        return _ROWS.decode(self.encoded_rows)


class Site(msgspec.Struct):
    """Every batch of a built site by its name, and the stamps of the site's folders.

    `gone` are files that should not be there: a build may end before it has deleted them.
    """

    lots: dict[str, Lot] = {}
    folders: dict[str, int] = {}
    gone: tuple[str, ...] = ()


class Ledger:
    """The two accounts of a portal, on its disk under .dvk/; the one of the site by the site's place."""

    def __init__(self, root: Path, site: Path) -> None:
        self._folder = root / FOLDER
        self._site = f"site-{digest_bytes(str(site.resolve()).encode()).hex()}"

    def read_reading(self, program: bytes) -> Reading:
        """What the same program read the last time."""
        found = _load(self._folder / "reading", Reading)
        return found if found is not None and found.program == program else Reading(program)

    def keep_reading(self, reading: Reading) -> None:
        _save(self._folder / "reading", reading)

    def read_site(self) -> Site:
        return _load(self._folder / self._site, Site) or Site()

    def keep_site(self, site: Site) -> None:
        _save(self._folder / self._site, site)

    def forget_site(self) -> None:
        """For a site that will not be built again."""
        with suppress(OSError):
            (self._folder / self._site).unlink()

    def time_on_disk(self) -> int:
        """The time (ns) by the disk's own clock, which stamps files; 0 where nothing can be written."""
        try:
            self._folder.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder) as probe:
                return os.fstat(probe.fileno()).st_mtime_ns
        except OSError:
            return 0


def _load(path: Path, kind: type[S]) -> S | None:
    """The account in a file; None where there is none, or it is not whole."""
    content = read_piece(path)
    try:
        return msgspec.msgpack.decode(content, type=kind) if content is not None else None
    except msgspec.MsgspecError:
        return None


def _save(path: Path, account: msgspec.Struct) -> None:
    """Keep an account; what builds that were killed meanwhile left of theirs goes."""
    keep_piece(path, msgspec.msgpack.encode(account))
    with suppress(OSError):
        for left in path.parent.glob(f"{path.name}.*"):
            left.unlink()
