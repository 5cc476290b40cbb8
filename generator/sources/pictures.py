"""Pictures under content/: their sizes in pixels, read from the head of each file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.digests import digest_bytes
from generator.problems import Location, Problem
from generator.sources.folder import list_pictures, stamp_of
from generator.vietnamese import make_id

# Wide enough for a phone at three dots per point and a desktop column at two.
WIDTHS = (480, 960)


class Picture(msgspec.Struct, frozen=True):
    """A picture: path relative to content/, width and height in pixels as shown upright; 0 × 0 when unreadable."""

    path: str
    width: int
    height: int

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in which pages show it, narrowest first; never wider than it is."""
        widest = min(self.width, WIDTHS[-1])
        return (*(one for one in WIDTHS if one < widest), widest)

    @property
    def widest(self) -> str:
        """The path of the WebP in its greatest width, for whoever understands nothing else of what is offered."""
        return variant(self.path, self.widths[-1], "webp")

    @property
    def megapixels(self) -> float:
        return self.width * self.height / 1_000_000


Pictures = Mapping[str, Picture]


class Seen(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A picture's file as it was when it was looked at: its stamp, its digest; why it is no picture, if so."""

    stamp: int
    digest: bytes
    width: int
    height: int
    wrong: str


# Shape: {path relative to content/: what was seen}, kept from one build to the next.
Album = Mapping[str, Seen]


def read_pictures(root: Path, album: Album | None = None, since: int = 0) -> tuple[Pictures, list[Problem], Album]:
    """Shape: {path relative to content/: Picture}; a file that is no picture is a problem.

    Files that are as they were in `album` are not opened again; one that changed after `since` (ns) may change
    again without its stamp showing it.
    """
    found: dict[str, Picture] = {}
    problems: list[Problem] = []
    stems: dict[str, str] = {}
    seen: dict[str, Seen] = {}
    for path in list_pictures(root):
        name = path.relative_to(root / "content").as_posix()
        problems += _check_name(name, stems.setdefault(name.rsplit(".", 1)[0], name))
        stamp, changed = stamp_of(path)
        known = (album or {}).get(name)
        one = known if known is not None and known.stamp == stamp else _look_at(path, name, stamp)
        seen[name] = one if not since or changed < since else msgspec.structs.replace(one, stamp=0)
        # An unreadable one is there all the same, so that records which name it are not blamed too.
        found[name] = Picture(name, one.width, one.height)
        if one.wrong:
            fix = "mở bằng chương trình xem ảnh rồi lưu lại dạng .jpg."
            problems.append(Problem(Location(f"content/{name}"), "bad-picture", one.wrong, fix))
    return found, problems, seen


def _look_at(path: Path, name: str, stamp: int) -> Seen:
    # Loaded only when there is a picture to open.
    from generator.sources.picture_files import measure  # noqa: PLC0415

    try:
        raw = path.read_bytes()
    except OSError:
        return Seen(0, b"", 0, 0, "không đọc được ảnh này.")
    width, height, wrong = measure(raw)
    return Seen(stamp, digest_bytes(raw), width, height, wrong)


def _check_name(name: str, first: str) -> Iterator[Problem]:
    """Names become addresses: other letters and blanks are written in too many ways to be found again.

    `first` is the first picture with the same name but for the ending: both would be shown as one.
    """
    at = Location(f"content/{name}")
    stem, ending = name.rsplit("/", 1)[-1].rsplit(".", 1)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", stem):
        wrong = f"tên ảnh “{stem}” chưa đúng: chỉ dùng chữ không dấu, chữ số, gạch nối và gạch dưới."
        yield Problem(at, "bad-picture-name", wrong, f"đổi tên thành {make_id(stem) or 'anh-1'}.{ending.lower()}")
    if first != name:
        wrong = f"hai ảnh chỉ khác đuôi: {first.rsplit('/', 1)[-1]} và {name.rsplit('/', 1)[-1]}."
        yield Problem(at, "picture-twice", wrong, "đổi tên một trong hai ảnh.")


def variant(name: str, width: int, ending: str) -> str:
    """The path of a picture at a width, in another format: "anh/a.jpg" → "anh/a-480.webp"."""
    return f"{name.rsplit('.', 1)[0]}-{width}.{ending}"
