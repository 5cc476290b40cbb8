"""The photos of a Word file as files of the portal: upright, without what the camera wrote into them."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Sequence

import msgspec
from PIL import Image, UnidentifiedImageError

from generator.importing.office.package import Package
from generator.importing.story.captions import Shot
from generator.outputs.drawing import encode, strip
from generator.problems import Level, Location, Problem
from generator.sources.picture_files import FORMATS

_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_MOST_PIXELS = 100_000_000
# Within what the portal takes (sources.picture_files) whatever the shape, and far more than any page shows.
_LONGEST_SIDE = 7_500
_QUALITY = 90
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, zlib.error, EOFError)


class StoryPhoto(msgspec.Struct, frozen=True):
    """A photo's file beside the story, its bytes, and what the manuscript says of it."""

    name: str
    content: bytes
    width: int
    height: int
    shot: Shot


def take_photos(package: Package, shots: Sequence[Shot], file: str) -> tuple[list[StoryPhoto | None], list[Problem]]:
    """The photos in order, None for one that cannot be taken; and why not."""
    taken: list[StoryPhoto | None] = []
    problems: list[Problem] = []
    for position, shot in enumerate(shots, start=1):
        number = sum(one is not None for one in taken) + 1
        photo, wrong = _take(package.read(shot.picture.part), shot, number)
        taken.append(photo)
        if wrong:
            about = f" (“{shot.caption[:60]}”)" if shot.caption else ""
            fix = "chèn lại ảnh dạng .jpg vào tệp Word, hoặc chép tệp ảnh vào cạnh bài rồi ghi vào mục photos."
            told = f"ảnh thứ {position} của tệp{about} bị bỏ qua: {wrong}"
            problems.append(Problem(Location(file), "photo-left-out", told, fix, Level.WARNING))
    return taken, problems


def _take(raw: bytes | None, shot: Shot, number: int) -> tuple[StoryPhoto | None, str]:
    if raw is None:
        return None, "không phải tệp ảnh nằm trong tệp Word (biểu đồ, ảnh liên kết ra ngoài hoặc tệp hỏng)."
    try:
        with warnings.catch_warnings():
            # Of pictures that are nearly too large Pillow would warn in English.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
                kind, width, height = image.format or "", *image.size
            if width * height > _MOST_PIXELS:
                return None, f"quá lớn ({width} × {height} điểm ảnh, nhiều hơn 100 triệu)."
            upright = strip(raw)
    except Image.DecompressionBombError:
        return None, "quá lớn (nhiều hơn 100 triệu điểm ảnh)."
    except UnidentifiedImageError:
        return None, f"dạng {_name_kind(raw)}, cổng chỉ nhận ảnh JPEG, PNG, WebP."
    except _BROKEN:
        return None, "tệp ảnh hỏng, không mở được."
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    name = f"anh-{number}.{_ENDINGS[kind]}"
    return StoryPhoto(name, encode(upright, kind, _QUALITY), upright.width, upright.height, shot), ""


def _name_kind(raw: bytes) -> str:
    kinds = {b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"\xd7\xcd\xc6\x9a": "WMF"}
    if raw[40:44] == b" EMF":
        return "EMF"
    if b"<svg" in raw[:1000]:
        return "SVG"
    return next((name for start, name in kinds.items() if raw.startswith(start)), "lạ")
