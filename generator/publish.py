"""A staged folder, swapped in whole: a reader never sees half a site, a failure changes nothing."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

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
    _clear_abandoned(site)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-{os.getpid()}-", dir=site.parent) as folder:
        staging = Path(folder, "new")
        staging.mkdir()
        text = "Thư mục này do dvk tạo; mỗi lần build, tệp lạ trong đó bị xóa.\n"
        (staging / MARKER).write_text(text, encoding="utf-8")
        yield staging


def _clear_abandoned(site: Path) -> None:
    """Delete what builds that were killed left behind; those of running processes stay."""
    pattern = re.compile(rf"\.{re.escape(site.name)}-(\d+)-\w+")
    for path in site.parent.iterdir():
        match = pattern.fullmatch(path.name)
        if match and not _is_running(int(match[1])):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    if os.name != "posix":
        # Elsewhere asking is not harmless; the folder then stays.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write_file(staging: str, path: str, content: Iterable[bytes]) -> int:
    """Write a file below `staging`; gives the stamp by which it will be known again."""
    target = f"{staging}/{path}"
    if target.endswith("/index.html"):
        # Nearly every page is the first file of its folder: to try without costs more than making it.
        _make_folder(target.rpartition("/")[0])
    try:
        handle = os.open(target, _ANEW, 0o666)
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
        handle = os.open(target, _ANEW, 0o666)
    try:
        for piece in content:
            written = 0
            while written < len(piece):
                written += os.write(handle, memoryview(piece)[written:])
        return _stamp(os.fstat(handle))
    finally:
        os.close(handle)


def _make_folder(path: str) -> None:
    """Nearly every page has a folder of its own, in one that is there: other ways to make it ask for that first."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        # Another process made it.
        return
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        _make_folder(path)


def stamp_of_file(path: str) -> int:
    """The stamp of a file of the site; 0 where there is none."""
    try:
        return _stamp(os.stat(path))  # noqa: PTH116 - asked of every file of the site; a Path takes twice as long.
    except OSError:
        return 0


def _stamp(state: os.stat_result) -> int:
    # Not the time of the last change of any kind: moving a file into its place is one.
    return hash((state.st_size, state.st_mtime_ns, state.st_ino))


def stamp_folders(site: Path, paths: Iterable[str]) -> dict[str, int]:
    """The stamp of every folder in which a file of the site lies, by its path ("" for the site itself)."""
    return {folder: _folder_stamp(f"{site}/{folder}") for folder in folders_of(paths)}


def find_changed(site: Path, files: Mapping[str, int], folders: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Those of the files and folders that do not have the stamp they were left with."""
    return (
        [path for path, stamp in files.items() if stamp_of_file(f"{site}/{path}") != stamp],
        [folder for folder, stamp in folders.items() if _folder_stamp(f"{site}/{folder}") != stamp],
    )


def find_strangers(site: Path, folders: Iterable[str], paths: Collection[str]) -> list[str]:
    """What lies in these folders of the site and was not put there by a build."""
    known = {*paths, *folders_of(paths), MARKER}
    strangers: list[str] = []
    for folder in folders:
        with suppress(OSError):
            found = (f"{folder}/{name}".lstrip("/") for name in os.listdir(f"{site}/{folder}"))  # noqa: PTH208
            strangers += [path for path in found if path not in known]
    return strangers


def still_there(site: Path, paths: Iterable[str]) -> list[str]:
    """Those of the paths at which something lies."""
    return [path for path in paths if os.path.lexists(site / path)]


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above one of the files; "" is the site itself."""
    found: set[str] = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _folder_stamp(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - thousands of times in a build
    except OSError:
        return 0


# So many files are moved into the published site one by one; more of them take its place as a whole.
FEW = 500


def is_replaced(site: Path, fresh: Collection[str], kept: Collection[str], gone: Collection[str]) -> bool:
    """Whether so much changes that the site is better swapped as a whole; else a few files are moved into it."""
    return not kept or not (site / MARKER).is_file() or len(fresh) + len(gone) > FEW


def complete(staging: Path, site: Path, kept: Iterable[str]) -> None:
    """Let the kept files join the fresh ones, ready for `swap_in`."""
    for path in kept:
        _link(site, staging, path)


def move_in(staging: Path, site: Path, fresh: Iterable[str], gone: Iterable[str]) -> None:
    """Bring the site up to date within milliseconds: each fresh file takes its place whole, what is gone goes."""
    for path in fresh:
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging / path).replace(target)
    for path in gone:
        target = site / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
        _remove_empty(target.parent, site)


def _remove_empty(folder: Path, site: Path) -> None:
    """Remove a folder with nothing in it, and those above it."""
    while folder != site:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _link(site: Path, staging: Path, path: str) -> None:
    """The same file in both folders, without copying it where the disk can do that."""
    target = staging / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(site / path, target)
    except OSError:
        shutil.copy2(site / path, target)


def swap_in(staging: Path, site: Path) -> None:
    """Put the staged folder in the place of the published one; whatever interrupts, one of the two stays published."""
    site = site.resolve()
    old = _old_of(site)
    try:
        if _is_ours(old):
            old.rename(staging.parent / "left-over")
        if site.exists():
            site.rename(old)
        staging.rename(site)
    finally:
        # Nothing to do when all went well.
        _put_back(site)
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
