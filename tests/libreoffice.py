"""A real office program, which opens and saves files as somebody who fills them in would."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

PATIENCE_S = 240


def convert(files: Sequence[Path], target: Path, to: str) -> list[Path]:
    """The files as LibreOffice saves them in the folder; `to` is a suffix, behind a colon the filter if need be.

    The test is skipped where there is no LibreOffice, and fails in CI.
    """
    if shutil.which("soffice") is None:
        missing = "cần LibreOffice: sudo apt install libreoffice-writer libreoffice-calc"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    # Handed to the program that runs already, which answers when it has saved.
    command = [*_open_office(), "--convert-to", to, "--outdir", str(target), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S)
    return [target / f"{file.stem}.{to.partition(':')[0]}" for file in files]


def save_again(content: bytes, suffix: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in the same format; `folder` is an empty one to work in."""
    source = folder / f"to-mau.{suffix}"
    source.write_bytes(content)
    [saved] = convert([source], folder / "out", suffix)
    return saved.read_bytes()


@functools.cache
def _open_office() -> list[str]:
    """Start LibreOffice and leave a document open, without which it would end: a start takes thirty times a save.

    Gives the command that hands work to it. Each test process has one with settings of its own.
    """
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = ["soffice", f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless", "--norestore"]
    waiting = folder / "mo-san.txt"
    waiting.write_text("Giữ chương trình mở.\n", encoding="utf-8")
    # What it would clear away at its end goes with the folder.
    office = subprocess.Popen(
        [*command, str(waiting)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(folder)},
        start_new_session=True,
    )
    atexit.register(_close, office)
    # It marks a document as taken once it has opened it.
    _wait_for(folder / f".~lock.{waiting.name}#", office)
    return command


def _wait_for(path: Path, office: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not path.exists():
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"LibreOffice không mở được, mã {office.wait(timeout=0.05)}")
        if time.monotonic() > until:
            pytest.fail("LibreOffice mở quá lâu")


def _close(office: subprocess.Popen[bytes]) -> None:
    """The program is started by another one: both go."""
    with suppress(ProcessLookupError):
        os.killpg(office.pid, signal.SIGKILL)
    office.wait()
