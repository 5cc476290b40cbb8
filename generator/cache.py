"""Bytes kept between builds, by a hash of all they depend on: nothing old can be taken for new."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class Cache:
    """A folder of finished pieces; deleting it only costs time.

    An entry is written whole or not at all, so that an interrupted build leaves nothing half-made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def remember(self, kind: str, ingredients: tuple[bytes | str, ...], make: Callable[[], bytes]) -> bytes:
        """What `make` gives, made only when these ingredients have not been seen before.

        `kind` names the recipe with its version: change it whenever the recipe changes.
        """
        name = _hash(kind, ingredients)
        self._used.add(name)
        path = self._folder / name
        try:
            return path.read_bytes()
        except OSError:
            content = make()
            self._keep(path, content)
            return content

    def forget_unused(self) -> None:
        """Delete what the last build did not ask for; what cannot be deleted only takes room."""
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in self._used and path.is_file():
                    path.unlink()

    def _keep(self, path: Path, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, waiting = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(waiting).replace(path)
        except OSError:
            # A portal on a read-only disk builds too, each time anew.
            return


def _hash(kind: str, ingredients: tuple[bytes | str, ...]) -> str:
    digest = hashlib.sha256(kind.encode())
    for one in ingredients:
        raw = one.encode() if isinstance(one, str) else one
        # The length keeps ("ab", "c") apart from ("a", "bc").
        digest.update(b"\0%d\0" % len(raw))
        digest.update(raw)
    return digest.hexdigest()
