"""A staged folder, swapped in whole: a reader never sees half a site, a failure changes nothing."""

from __future__ import annotations

import os
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
    if site.is_dir() and not _is_ours(site):
        wrong = "thư mục xuất bản đang có tệp khác, không do dvk tạo."
        return Problem(at, "bad-site-folder", wrong, "chọn thư mục trống, hoặc tự xóa thư mục ấy trước.")
    return None


@contextmanager
def staging_for(site: Path) -> Iterator[Path]:
    """An empty folder beside `site`, on the same disk so that the swap is a rename; gone at the end."""
    # A link keeps pointing where it points: the folder behind it is replaced.
    site = site.resolve()
    site.parent.mkdir(parents=True, exist_ok=True)
    _put_back(site)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as folder:
        staging = Path(folder, "new")
        staging.mkdir()
        yield staging


def write_artifact(staging: Path, artifact: Artifact) -> None:
    path = staging / artifact.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(artifact.content)


def swap_in(staging: Path, site: Path) -> None:
    """Put the staged folder in the place of the published one; whatever interrupts, one of the two stays published."""
    site = site.resolve()
    old = _old_of(site)
    (staging / MARKER).write_text("Thư mục này do dvk tạo; mỗi lần build được thay mới toàn bộ.\n", encoding="utf-8")
    try:
        if _is_ours(old):
            old.rename(staging.parent / "left-over")
        if site.exists():
            site.rename(old)
        staging.rename(site)
    except BaseException:
        _put_back(site)
        raise
    if _is_ours(old):
        # Goes with the temporary folder; a half-deleted one must never be taken for a site.
        old.rename(staging.parent / "old")


def _old_of(site: Path) -> Path:
    """Where the published site waits during a swap: outside the temporary folder, so that it outlives a kill."""
    return site.with_name(f".{site.name}.old")


def _put_back(site: Path) -> None:
    """Publish again what a swap that was cut short took away."""
    old = _old_of(site)
    if not site.exists() and _is_ours(old):
        old.rename(site)


def _is_ours(folder: Path) -> bool:
    """Whether dvk may replace this folder: its own, or an empty one."""
    return folder.is_dir() and ((folder / MARKER).exists() or not any(folder.iterdir()))
