"""Pictures under content/: their sizes in pixels, read from the head of each file."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from generator.problems import Location, Problem
from generator.sources.folder import list_pictures
from generator.vietnamese import make_id

# Only these are opened: other formats have decoders that few people have tested against hostile files.
FORMATS = ("JPEG", "PNG", "WEBP")
# A phone's largest photo has about 50 million points; more is a mistake or an attack.
MAX_PIXELS = 60_000_000
# WebP, in which pages show pictures, ends at 16,383.
MAX_SIDE = 16_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: path relative to content/, width and height in pixels as shown upright; 0 × 0 when unreadable."""

    path: str
    width: int
    height: int

    @property
    def megapixels(self) -> float:
        return self.width * self.height / 1_000_000


Pictures = Mapping[str, Picture]


def read_pictures(root: Path) -> tuple[Pictures, list[Problem]]:
    """Shape: {path relative to content/: Picture}; a file that is no picture is a problem."""
    found: dict[str, Picture] = {}
    problems: list[Problem] = []
    stems: dict[str, str] = {}
    for path in list_pictures(root):
        name = path.relative_to(root / "content").as_posix()
        problems += _check_name(name, stems.setdefault(name.rsplit(".", 1)[0], name))
        picture, wrong = _read_picture(path, name)
        # An unreadable one is there all the same, so that records which name it are not blamed too.
        found[name] = picture or Picture(name, 0, 0)
        if picture is None:
            fix = "mở bằng chương trình xem ảnh rồi lưu lại dạng .jpg."
            problems.append(Problem(Location(f"content/{name}"), "bad-picture", wrong, fix))
    return found, problems


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


def _read_picture(path: Path, name: str) -> tuple[Picture | None, str]:
    try:
        with Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
                return None, f"ảnh quá lớn ({width} × {height} điểm)."
            # EXIF orientations 5–8 lie on their side.
            if image.getexif().get(0x0112) in (5, 6, 7, 8):
                width, height = height, width
            # A file cut off while it was copied has a good head; only decoding shows it. A draft is quick.
            image.draft("RGB", (1, 1))
            image.load()
    except Image.DecompressionBombError:
        return None, "ảnh quá lớn."
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, zlib.error):
        return None, "không đọc được ảnh này."
    return Picture(name, width, height), ""


def variant(name: str, width: int) -> str:
    """The path of a picture's WebP at a width: "anh/a.jpg" → "anh/a-480.webp"."""
    return f"{name.rsplit('.', 1)[0]}-{width}.webp"
