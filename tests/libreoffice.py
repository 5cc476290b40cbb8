"""A real office program, which opens and saves files as somebody who fills them in would."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest


def convert(files: Sequence[Path], target: Path, to: str) -> list[Path]:
    """The files as LibreOffice saves them in the folder; `to` is a suffix, behind a colon the filter if need be.

    The test is skipped where there is no LibreOffice, and fails in CI. All files go to one start of the program.
    """
    if shutil.which("soffice") is None:
        missing = "cần LibreOffice: sudo apt install libreoffice-writer libreoffice-calc"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    profile = Path(_profile().name).as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(target), *map(str, files)], check=True, capture_output=True, timeout=240)
    return [target / f"{file.stem}.{to.partition(':')[0]}" for file in files]


def save_again(content: bytes, suffix: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in the same format; `folder` is an empty one to work in."""
    source = folder / f"to-mau.{suffix}"
    source.write_bytes(content)
    [saved] = convert([source], folder / "out", suffix)
    return saved.read_bytes()


@functools.cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """Where LibreOffice keeps its settings; each test process has its own, since one alone may run on it."""
    return tempfile.TemporaryDirectory(prefix="libreoffice-")
