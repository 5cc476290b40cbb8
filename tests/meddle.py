"""`python -m tests.meddle MISHAP EVENT PATH build …`: the program dvk on a fixed day, with a mishap.

A mishap comes when the program opens, moves, makes or deletes a file for the EVENT-th time:

- `count`: none; at the end the number of such events is written to PATH;
- `kill`: the power goes;
- `interrupt`: somebody presses Ctrl+C, which reaches every process of the program's group;
- `edit`: somebody saves PATH, a file whose text "MỘT" becomes "HAI";
- `refuse`: from then on no file below PATH can be made: the disk is full; when EVENT is 0, nothing can be changed.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any

from generator import cli
from tests.builds import share_small_work

DAY = date(2026, 2, 1)
_TAKES_ROOM = ("os.mkdir", "os.link", "os.symlink")
_CHANGES = (*_TAKES_ROOM, "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.utime", "shutil.rmtree")


class Meddler:
    """Counts what the program does to files, in its first process only, and lets the mishap come."""

    def __init__(self, mishap: str, event: int, path: Path) -> None:
        self.count = 0
        self._mishap, self._event, self._path = mishap, event, path
        self._process = os.getpid()

    def __call__(self, event: str, details: tuple[Any, ...]) -> None:
        makes = event in _TAKES_ROOM or (event == "open" and _opens_for_writing(details))
        if event != "open" and event not in _CHANGES:
            return
        # Processes that the program starts share its disk, but each of them counts for itself.
        self.count += 1
        refuses = self._mishap == "refuse" and self.count >= self._event
        if refuses and (makes or (not self._event and event != "open")) and any(map(self._is_below, details)):
            raise OSError(errno.ENOSPC if self._event else errno.EROFS, "refused", str(details[0]))
        if self.count == self._event and os.getpid() == self._process:
            self._strike()

    def _strike(self) -> None:
        if self._mishap == "kill":
            os.kill(self._process, signal.SIGKILL)
        elif self._mishap == "interrupt" and os.getpgrp() == self._process:
            os.killpg(self._process, signal.SIGINT)
        elif self._mishap == "edit":
            self._path.write_bytes(self._path.read_bytes().replace("MỘT".encode(), b"HAI"))

    def _is_below(self, path: object) -> bool:
        # The names within a folder that is open are not known here; temporary files are named in full.
        return isinstance(path, str | bytes | os.PathLike) and self._path in (
            Path(os.fsdecode(path)), *Path(os.fsdecode(path)).parents
        )  # fmt: skip


def _opens_for_writing(details: tuple[Any, ...]) -> bool:
    _, mode, flags = details
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def main(arguments: list[str]) -> int:
    mishap, event, path, *command = arguments
    cli._today = lambda: DAY
    # Whoever starts the tests in the background of a shell has this signal ignored, and processes inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    share_small_work()
    meddler = Meddler(mishap, int(event), Path(path))
    sys.addaudithook(meddler)
    code = cli.main(command)
    if mishap == "count":
        Path(path).write_text(str(meddler.count), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
