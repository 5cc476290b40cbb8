"""The files of a portal's data/ and content/ folders, each read into a node."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

import msgspec

from generator.problems import Location, Problem, nearest
from generator.sources.node import Node, Source
from generator.sources.text import read_text


class SourceFile(msgspec.Struct, frozen=True):
    """A file that should become a record: its id, its path relative to the root, the state in which it lies there.

    `stamp` changes whenever the file does, at `changed` (ns); `problem` says why it is not read at all.
    """

    id: str
    file: str
    stamp: int
    changed: int
    problem: Problem | None = None


def list_data_folder(root: Path, folder: str) -> Iterator[SourceFile]:
    """Every record file of data/<folder>/, sorted by name; a file of another kind is a problem."""
    base = root / "data" / folder
    if not base.is_dir():
        return
    with os.scandir(base) as found:
        entries = sorted(found, key=lambda one: one.name)
    for entry in entries:
        name = entry.name
        if name[0] == "." or name[-1] == "~":
            continue
        file = f"data/{folder}/{name}"
        stem, _, suffix = name.rpartition(".")
        if suffix != "yml" or entry.is_dir():
            wrong = "chỉ tệp .yml nằm ngay trong thư mục này mới được đọc."
            fix = f"đổi đuôi thành .yml, hoặc chuyển tệp ra khỏi data/{folder}/."
            yield SourceFile(stem or name, file, 0, 0, Problem(Location(file), "stray-file", wrong, fix))
        else:
            yield SourceFile(stem, file, *stamp_of(entry))


def stamp_of(entry: os.DirEntry[str] | Path) -> tuple[int, int]:
    """A number that changes whenever the file does, and when that was (ns); 0, 0 for one that is not there."""
    try:
        state = entry.stat()
    except OSError:
        return 0, 0
    # The time of the last change of any kind (ctime) cannot be set back, as that of the content can.
    stamp = hash((state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino))
    return stamp, max(state.st_mtime_ns, state.st_ctime_ns)


def find_stray_folders(root: Path, known: Collection[str]) -> Iterator[Problem]:
    """Report what lies in data/ and would never be read, such as data/model/ for data/models/."""
    base = root / "data"
    for path in sorted(base.iterdir()) if base.is_dir() else ():
        if path.name.startswith(".") or (path.is_dir() and path.name in known):
            continue
        near = nearest(path.name, known)
        fix = f"đổi tên thành data/{near}/." if near else f"các thư mục được đọc: {', '.join(known)}."
        if path.name in known:
            fix = "đây là một tệp; bỏ nó đi và lập thư mục cùng tên."
        at = Location(path.relative_to(root).as_posix())
        yield Problem(at, "stray-file", "không có loại dữ liệu nào nằm ở đây, nên không được đọc.", fix)


def read_node(root: Path, file: str) -> tuple[Node | None, list[Problem]]:
    """A file of data/ or content/ with every place in it."""
    # Loaded only when the quick reader is not enough.
    from generator.sources.markdown import read_markdown  # noqa: PLC0415
    from generator.sources.yaml import read_yaml  # noqa: PLC0415

    text, problems = read_text(root / file, file)
    if text is None:
        return None, problems
    return read_markdown(text, file) if file.endswith(".md") else read_yaml(text, file)


def source_of(root: Path, file: str, digest: bytes) -> Source:
    """Where a record was read; its places are read again when a message needs one."""
    return Source(file, digest, partial(_node_of, root, file))


def _node_of(root: Path, file: str) -> Node:
    node, _ = read_node(root, file)
    # The file may be gone since.
    return node or Node(None, Location(file))


def list_stories(root: Path) -> Iterator[SourceFile]:
    """Every content/guong-dien-hinh/<id>/index.md; another Markdown file in these folders is a problem."""
    base = root / "content" / "guong-dien-hinh"
    for path in _walk(base):
        inside, file = path.relative_to(base), path.relative_to(root).as_posix()
        if path.suffix != ".md" or len(inside.parts) == 1:
            continue
        if len(inside.parts) == 2 and path.name == "index.md":
            yield SourceFile(path.parent.name, file, *stamp_of(path))
            continue
        wrong = "trong thư mục của một bài viết chỉ tệp index.md được đọc."
        fix = f"chuyển thành content/guong-dien-hinh/{path.stem}/index.md nếu là một bài khác, hoặc bỏ tệp này."
        problem = Problem(Location(file), "stray-file", wrong, fix)
        yield SourceFile(inside.with_suffix("").as_posix(), file, 0, 0, problem)


def list_pages(root: Path) -> Iterator[SourceFile]:
    """Every other Markdown file under content/; its id is its address without outer slashes."""
    base = root / "content"
    for path in _walk(base):
        relative = path.relative_to(base)
        is_in_story = relative.parts[0] == "guong-dien-hinh" and len(relative.parts) > 2
        if path.suffix != ".md" or is_in_story:
            continue
        address = relative.parent if path.name == "index.md" else relative.with_suffix("")
        page_id = "" if address == Path() else address.as_posix()
        yield SourceFile(page_id, path.relative_to(root).as_posix(), *stamp_of(path))


def list_pictures(root: Path) -> Iterator[Path]:
    """Every picture under content/, sorted."""
    for path in _walk(root / "content"):
        if path.suffix.lower() in PICTURE_SUFFIXES and path.is_file():
            yield path


def _walk(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Every file below `folder` that is not hidden, sorted; links to folders are followed, but never in a circle."""
    real = folder.resolve()
    if real in above or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        # A folder named like a page is a mistake, told by whoever tries to read it.
        if path.is_dir() and path.suffix != ".md":
            yield from _walk(path, above | {real})
        else:
            yield path


def read_own_templates(root: Path) -> Iterator[tuple[str, str | None, list[Problem]]]:
    """(path relative to the root, text, problems) of every template in the portal's own theme/."""
    for folder in (root / "theme" / "templates", root / "theme" / "mkdocs"):
        for path in sorted(folder.rglob("*.html")) if folder.is_dir() else ():
            file = path.relative_to(root).as_posix()
            text, problems = read_text(path, file)
            yield file, text, problems


PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
