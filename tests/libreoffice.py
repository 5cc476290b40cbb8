"""A real office program: saves a file anew, as it would after somebody filled it in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def save_again(content: bytes, suffix: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in the same format; `folder` is an empty one to work in."""
    source, target = folder / f"to-mau.{suffix}", folder / "out"
    source.write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", suffix, "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
    )
    return (target / source.name).read_bytes()
