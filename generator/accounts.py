"""What one build tells the next, on the disk: an account as it was once written, and beside it what changed since.

After one edit nearly everything in an account of ten thousand models is as it was; to write all of it again would
take a tenth of the rebuild. Where the changes are lost or belong to another writing, the account tells of an
older build. Whoever reads accounts asks the stamps of files anyway whether what it tells still holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import msgspec

from generator.cache import keep_piece, read_piece


class Account(msgspec.Struct):
    """Tables {name: row} and single values; `number` tells one writing of the whole from the others."""

    number: int = 0

    def tables(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, dict):
                yield name, value


A = TypeVar("A", bound=Account)


class _Since(msgspec.Struct, Generic[A]):
    """What changed since the writing `number`: an account with only the new rows, and the names of rows gone."""

    number: int
    changed: A
    gone: dict[str, list[str]]


# A whole account is written again when more than this part of its rows changed.
_MUCH = 1 / 8


class AccountFile(Generic[A]):
    """An account's place on the disk; a disk that cannot be written to keeps nothing."""

    def __init__(self, path: Path, kind: type[A]) -> None:
        self._path = path
        self._since = path.with_name(f"{path.name}-since")
        self._kind = kind
        self._written: A | None = None

    def read(self) -> A | None:
        """The account; None where there is none, or it is not whole."""
        self._written = written = cast(A | None, _decode(self._path, self._kind))
        since = _decode(self._since, _Since[self._kind])  # type: ignore[name-defined]
        if written is None:
            return None
        # What is handed out may be changed; what was written stays to be compared with.
        tables = {name: dict(rows) for name, rows in written.tables()}
        if since is None or since.number != written.number:
            return msgspec.structs.replace(written, **tables)
        for name, rows in tables.items():
            rows |= getattr(since.changed, name)
            for row in since.gone[name]:
                rows.pop(row, None)
        return cast(A, msgspec.structs.replace(since.changed, **tables))

    def keep(self, account: A) -> None:
        """Keep an account: what changed since it was last written whole, if that is little."""
        since = self._find_changes(account)
        if since is None:
            account.number = int.from_bytes(os.urandom(7), "big")
            # What was read before is not what lies there now.
            self._written = None
            _write(self._path, account)
        else:
            _write(self._since, since)

    def _find_changes(self, account: A) -> _Since[A] | None:
        written = self._written
        if written is None:
            return None
        now, before = dict(account.tables()), dict(written.tables())
        # Rows are handed on as they were read: another row is another object, and an equal one only costs time.
        changed = {
            name: {row: value for row, value in rows.items() if before[name].get(row) is not value}
            for name, rows in now.items()
        }
        gone = {name: list(before[name].keys() - rows.keys()) for name, rows in now.items()}
        if sum(map(len, (*changed.values(), *gone.values()))) > _MUCH * sum(map(len, now.values())):
            return None
        return _Since(written.number, msgspec.structs.replace(account, **changed), gone)

    def forget(self) -> None:
        """For an account that nobody will ask for again."""
        for path in (self._path, self._since):
            with suppress(OSError):
                path.unlink()


def _decode(path: Path, kind: Any) -> Any:
    content = read_piece(path)
    try:
        return msgspec.msgpack.decode(content, type=kind) if content is not None else None
    except msgspec.MsgspecError:
        return None


def _write(path: Path, account: msgspec.Struct) -> None:
    """Write an account; what builds that were killed meanwhile left of theirs goes."""
    keep_piece(path, msgspec.msgpack.encode(account))
    with suppress(OSError):
        for left in path.parent.glob(f"{path.name}.*"):
            left.unlink()
