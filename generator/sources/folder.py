"""The files of a portal's data/ and content/ folders, each read into a node."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Location, Problem, nearest
from generator.sources.markdown import read_markdown
from generator.sources.node import Node
from generator.sources.text import read_text
from generator.sources.yaml import read_yaml


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: its id, its path relative to the root, its node (None when unreadable), its problems."""

    id: str
    file: str
    node: Node | None
    problems: tuple[Problem, ...]


def read_data_folder(root: Path, folder: str) -> Iterator[SourceFile]:
    """Every record file of data/<folder>/, sorted by name; a file of another kind is a problem."""
    base = root / "data" / folder
    if not base.is_dir():
        return
    for path in sorted(base.iterdir()):
        if path.name.startswith(".") or path.name.endswith("~"):
            continue
        file = path.relative_to(root).as_posix()
        if path.is_dir() or path.suffix != ".yml":
            wrong = "chỉ tệp .yml nằm ngay trong thư mục này mới được đọc."
            fix = f"đổi đuôi thành .yml, hoặc chuyển tệp ra khỏi data/{folder}/."
            yield SourceFile(path.stem, file, None, (Problem(Location(file), "stray-file", wrong, fix),))
            continue
        yield _read(path, file, path.stem)


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


def read_data_file(root: Path, path: Path) -> SourceFile:
    """One record file of data/."""
    return _read(path, path.relative_to(root).as_posix(), path.stem)


def _read(path: Path, file: str, record_id: str) -> SourceFile:
    text, problems = read_text(path, file)
    if text is None:
        return SourceFile(record_id, file, None, tuple(problems))
    node, problems = read_markdown(text, file) if path.suffix == ".md" else read_yaml(text, file)
    return SourceFile(record_id, file, node, tuple(problems))


def read_stories(root: Path) -> Iterator[SourceFile]:
    """Every content/guong-dien-hinh/<id>/index.md; another Markdown file in these folders is a problem."""
    base = root / "content" / "guong-dien-hinh"
    for path in _walk(base):
        inside, file = path.relative_to(base), path.relative_to(root).as_posix()
        if path.suffix != ".md" or len(inside.parts) == 1:
            continue
        if len(inside.parts) == 2 and path.name == "index.md":
            yield _read(path, file, path.parent.name)
            continue
        wrong = "trong thư mục của một bài viết chỉ tệp index.md được đọc."
        fix = f"chuyển thành content/guong-dien-hinh/{path.stem}/index.md nếu là một bài khác, hoặc bỏ tệp này."
        problem = Problem(Location(file), "stray-file", wrong, fix)
        yield SourceFile(inside.with_suffix("").as_posix(), file, None, (problem,))


def read_pages(root: Path) -> Iterator[SourceFile]:
    """Every other Markdown file under content/; its id is its address without outer slashes."""
    base = root / "content"
    for path in _walk(base):
        relative = path.relative_to(base)
        is_in_story = relative.parts[0] == "guong-dien-hinh" and len(relative.parts) > 2
        if path.suffix != ".md" or is_in_story:
            continue
        address = relative.parent if path.name == "index.md" else relative.with_suffix("")
        page_id = "" if address == Path() else address.as_posix()
        yield _read(path, path.relative_to(root).as_posix(), page_id)


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
