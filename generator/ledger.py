"""What one build leaves for the next: what was read from each file, what was made of it.

Nothing here is needed: without it, or with any of it damaged, a build reads and makes everything.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from generator.accounts import Account, AccountFile
from generator.digests import digest_bytes
from generator.loading import Kept
from generator.sightings import Sighting
from generator.sources.pictures import Seen

FOLDER = ".dvk"


class Reading(Account):
    """What was read of the portal: `program` read it; entries by file, pictures by path below content/.

    `settings` are kept as `keep_settings` gives them.
    """

    program: bytes = b""
    settings: tuple[bytes, bytes] = (b"", b"")
    files: dict[str, Kept] = msgspec.field(default_factory=dict)
    pictures: dict[str, Seen] = msgspec.field(default_factory=dict)


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


class Site(Account):
    """Every batch of a built site by its name, and the stamps of the site's folders.

    `gone` are files that should not be there: a build may end before it has deleted them.
    """

    lots: dict[str, Lot] = msgspec.field(default_factory=dict)
    folders: dict[str, int] = msgspec.field(default_factory=dict)
    gone: tuple[str, ...] = ()


class Ledger:
    """The two accounts of a portal, on its disk under .dvk/; the one of the site by the site's place."""

    def __init__(self, root: Path, site: Path) -> None:
        self._folder = root / FOLDER
        self._reading = AccountFile(self._folder / "reading", Reading)
        self._site = AccountFile(self._folder / f"site-{digest_bytes(str(site.resolve()).encode()).hex()}", Site)

    def read_reading(self, program: bytes) -> Reading:
        """What the same program read the last time."""
        found = self._reading.read()
        return found if found is not None and found.program == program else Reading(program=program)

    def keep_reading(self, reading: Reading) -> None:
        self._reading.keep(reading)

    def read_site(self) -> Site:
        return self._site.read() or Site()

    def keep_site(self, site: Site) -> None:
        self._site.keep(site)

    def forget_site(self) -> None:
        """For a site that will not be built again."""
        self._site.forget()

    def time_on_disk(self) -> int:
        """The time (ns) by the disk's own clock, which stamps files; 0 where nothing can be written."""
        try:
            self._folder.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder) as probe:
                return os.fstat(probe.fileno()).st_mtime_ns
        except OSError:
            return 0
