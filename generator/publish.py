"""A staged folder, swapped in whole: a reader never sees half a site, a failure changes nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.portal import Artifact
from generator.problems import Location, Problem

# Says that a folder is ours to replace; without it a wrong --site could empty someone's folder.
MARKER = ".dvk-site"


def check_target(site: Path, root: Path) -> Problem | None:
    """Why `site` may not be replaced by a built portal, if so."""
    at = Location(site.name or str(site))
    if site.resolve() == root.resolve() or site.resolve() in root.resolve().parents:
        wrong = "thư mục xuất bản không được là thư mục của cổng hay thư mục chứa nó."
        return Problem(at, "bad-site-folder", wrong, "chọn thư mục khác: dvk build --site site")
    if site.exists() and not site.is_dir():
        return Problem(at, "bad-site-folder", "nơi xuất bản là một tệp, không phải thư mục.", "chọn tên khác.")
    parent = next(folder for folder in site.resolve().parents if folder.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        wrong = f"không ghi được vào {parent}."
        return Problem(at, "bad-site-folder", wrong, "chọn thư mục khác: dvk build --site site")
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).exists():
        wrong = "thư mục xuất bản đang có tệp khác, không do dvk tạo."
        return Problem(at, "bad-site-folder", wrong, "chọn thư mục trống, hoặc tự xóa thư mục ấy trước.")
    return None


@contextmanager
def staging_for(site: Path) -> Iterator[Path]:
    """An empty folder beside `site`, on the same disk so that the swap is a rename; gone at the end."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as folder:
        staging = Path(folder, "new")
        staging.mkdir()
        yield staging


def write_artifact(staging: Path, artifact: Artifact) -> None:
    path = staging / artifact.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(artifact.content)


def swap_in(staging: Path, site: Path) -> None:
    """Put the staged folder in the place of the published one."""
    (staging / MARKER).write_text("Thư mục này do dvk tạo; mỗi lần build được thay mới toàn bộ.\n", encoding="utf-8")
    if not site.exists():
        staging.rename(site)
        return
    old = staging.parent / "old"
    site.rename(old)
    try:
        staging.rename(site)
    except OSError:
        old.rename(site)
        raise
    shutil.rmtree(old)
