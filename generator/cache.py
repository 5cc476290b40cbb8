"""Bytes kept between builds, by a hash of all they depend on: nothing old can be taken for new."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from zlib import crc32

_SUM = 4


class Cache:
    """A folder of finished pieces; deleting it only costs time.

    Any number of processes may use it at once. A piece is written aside and then renamed, so that an
    interrupted build leaves nothing half-made; its sum, in front, tells when the machine stopped before
    the disk had all of it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def beside(self, name: str) -> Path:
        """The folder of that name that lies beside this one, for what is kept in another way."""
        return self._folder.with_name(name)

    def take_used(self) -> tuple[str, ...]:
        """The names of the pieces asked for since the last time; who keeps what was made of them keeps these."""
        names = tuple(self._used)
        self._used.clear()
        return names

    def remember(self, kind: str, ingredients: tuple[bytes | str, ...], make: Callable[[], bytes]) -> bytes:
        """What `make` gives, made only when these ingredients have not been seen before.

        `kind` names the recipe with its version: change it whenever the recipe changes.
        """
        name = _hash(kind, ingredients)
        self._used.add(name)
        path = self._folder / name
        content = read_piece(path)
        if content is None:
            content = make()
            keep_piece(path, content)
        return content

    def has(self, kind: str, ingredients: tuple[bytes | str, ...]) -> bool:
        """Whether a piece was kept; it may turn out to be damaged when it is asked for."""
        return (self._folder / _hash(kind, ingredients)).exists()

    def forget_unused(self, also_used: Collection[str] = ()) -> None:
        """Delete what was not asked for, here or under the names in `also_used`.

        What cannot be deleted only takes room; what another process waits to rename, it makes again.
        """
        kept = self._used.union(also_used)
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in kept and path.is_file():
                    path.unlink()


def read_piece(path: Path) -> bytes | None:
    """The piece in a file; None when there is none or it is damaged."""
    try:
        # Unbuffered: the piece is read in one go, without a copy.
        with path.open("rb", buffering=0) as file:
            total, content = file.read(_SUM), file.readall()
    except OSError:
        return None
    return content if total == _sum(path, content) else None


def keep_piece(path: Path, content: bytes) -> None:
    """Write a piece with its sum, whole or not at all; a disk that cannot be written to keeps nothing."""
    # No two writers have the same name, and a file left by one that was killed may be overwritten.
    waiting = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with waiting.open("wb") as file:
            file.write(_sum(path, content))
            file.write(content)
        waiting.replace(path)
    except OSError:
        # A portal on a read-only disk builds too, each time anew.
        return


def _sum(path: Path, content: bytes) -> bytes:
    """The sum of a piece under its own name: under another it is the wrong piece."""
    return crc32(content, crc32(path.name.encode())).to_bytes(_SUM)


def _hash(kind: str, ingredients: tuple[bytes | str, ...]) -> str:
    digest = hashlib.sha256(kind.encode())
    for one in ingredients:
        raw = one.encode() if isinstance(one, str) else one
        # The length keeps ("ab", "c") apart from ("a", "bc").
        digest.update(b"\0%d\0" % len(raw))
        digest.update(raw)
    return digest.hexdigest()
