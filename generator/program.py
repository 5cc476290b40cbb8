"""What the program itself is made of, as digests: a newer program must not take over what an older one made."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from generator.digests import digest_bytes


@cache
def digest_libraries() -> bytes:
    """Changes when Python or any installed library does: the names of their metadata folders hold the versions."""
    installed = Path(msgspec.__file__).parent.parent
    names = sorted(path.name for path in installed.iterdir() if path.name.endswith(".dist-info"))
    return digest_bytes(sys.version.encode(), *(name.encode() for name in names), b"avif" * can_write_avif())


@cache
def can_write_avif() -> bool:
    """Whether the Pillow that is installed was built with AVIF; found without loading it."""
    return importlib.util.find_spec("PIL._avif") is not None


@cache
def digest_program() -> bytes:
    """Changes when any module of dvk, the drawing of its forms or any library does."""
    return digest_bytes(digest_libraries(), repr(stamp_sources(Path(__file__).parent)).encode())


def stamp_sources(folder: Path) -> list[tuple[str, int, int]]:
    """Shape: [(path, size, time of the last change in ns), …] of all modules and Typst files."""
    found = [path for kind in ("*.py", "*.typ") for path in folder.rglob(kind)]
    return sorted((path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in found)


def digest_contents(folders: Iterable[Path]) -> bytes:
    """Changes when any file in one of the folders comes, goes or changes."""
    return digest_bytes(*_pieces(folders))


def _pieces(folders: Iterable[Path]) -> Iterator[bytes]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
        yield b"/"
