"""The photos of a Word file as files of the portal: upright, without what the camera wrote into them."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec
from PIL import Image, UnidentifiedImageError

from generator.importing.story.captions import Shot
from generator.outputs.drawing import encode, strip
from generator.problems import Level, Location, Problem
from generator.sources.picture_files import FORMATS, MAX_PIXELS
from generator.vietnamese import format_number

Kind: TypeAlias = Literal["JPEG", "PNG", "WEBP"]
_ENDINGS: dict[Kind, str] = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# As an A4 page in print takes at 300 dpi, and more than any screen shows.
_LONGEST_SIDE = 3_508
_QUALITY = 90
# What Word keeps of a photo that was pasted may be a PNG ten times as large as the photo.
_MOST_LOSSLESS = 2_000_000
# Of all photos of a file: ten of a good telephone. What is done with more would take longer than a reader may.
_MOST_PIXELS, _MOST_BYTES = 2 * MAX_PIXELS, 48_000_000
_MILLION = 1_000_000
_MANY = 20 * _MILLION
_BROKEN = (OSError, ValueError, SyntaxError, struct.error, zlib.error, EOFError, MemoryError)
_REPLACE = "chèn lại ảnh dạng .jpg vào tệp Word, hoặc chép tệp ảnh vào cạnh bài rồi ghi vào mục photos."
_HALVE = "mở ảnh bằng chương trình xem ảnh, đổi cỡ còn một nửa mỗi chiều, chèn lại vào tệp Word rồi nhập."


class PhotoFile(msgspec.Struct, frozen=True, tag=True):
    """A photo's bytes as they will be published, without a name: whoever read them may not say where they go."""

    kind: Kind
    content: bytes
    width: int
    height: int


class NoPhoto(msgspec.Struct, frozen=True, tag=True):
    """Why a picture cannot be taken over, and what to do."""

    wrong: str
    fix: str = _REPLACE


Photo: TypeAlias = PhotoFile | NoPhoto


class StoryPhoto(msgspec.Struct, frozen=True):
    """A photo's file beside the story, its bytes, and what the manuscript says of it."""

    name: str
    content: bytes
    width: int
    height: int
    shot: Shot


def take_photos(
    photos: Sequence[Photo], shots: Sequence[Shot], file: str
) -> tuple[list[StoryPhoto | None], list[Problem]]:
    """The photos in order with their names, None for one that cannot be taken; and why not."""
    taken: list[StoryPhoto | None] = []
    problems: list[Problem] = []
    for position, (photo, shot) in enumerate(zip(photos, shots, strict=True), start=1):
        if isinstance(photo, NoPhoto):
            about = f" (“{shot.caption[:60]}”)" if shot.caption else ""
            told = f"ảnh thứ {position} của tệp{about} bị bỏ qua: {photo.wrong}"
            problems.append(Problem(Location(file), "photo-left-out", told, photo.fix, Level.WARNING))
            taken.append(None)
        else:
            name = f"anh-{sum(one is not None for one in taken) + 1}.{_ENDINGS[photo.kind]}"
            taken.append(StoryPhoto(name, photo.content, photo.width, photo.height, shot))
    return taken, problems


def make_photos(raws: Iterable[bytes | None]) -> Iterator[Photo]:
    """A photo for each of the files of pictures; of too many the last are left out."""
    pixels, size = _MOST_PIXELS, _MOST_BYTES
    for raw in raws:
        photo, read = _make(raw, pixels)
        pixels -= read
        if isinstance(photo, PhotoFile):
            size -= len(photo.content)
        yield photo if size >= 0 else _too_much()


def _make(raw: bytes | None, most: int) -> tuple[Photo, int]:
    """A photo, and how many pixels were read for it."""
    if raw is None:
        return NoPhoto("không phải tệp ảnh nằm trong tệp Word (biểu đồ, ảnh liên kết ra ngoài hoặc tệp hỏng)."), 0
    width = height = 0
    try:
        with warnings.catch_warnings():
            # Of pictures that are nearly too large Pillow would warn in English.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
                kind, (width, height) = image.format, image.size
            if width * height > MAX_PIXELS:
                return _too_large(width, height), 0
            if width * height > most:
                return _too_much(), 0
            upright = strip(raw, _LONGEST_SIDE)
    except Image.DecompressionBombError:
        return NoPhoto(f"quá lớn (nhiều hơn {MAX_PIXELS // _MILLION} triệu điểm ảnh).", _HALVE), 0
    except UnidentifiedImageError:
        return NoPhoto(f"dạng {_name_kind(raw)}, cổng chỉ nhận ảnh JPEG, PNG, WebP."), 0
    except _BROKEN:
        # Decoders call it broken data, too, when they get no memory.
        about = f", hoặc nặng quá ({width} × {height} điểm ảnh)" if width * height > _MANY else ""
        return NoPhoto(f"không mở được: tệp ảnh hỏng{about}."), 0
    return _write(upright, kind, len(raw)), width * height


def _write(upright: Image.Image, kind: str | None, size: int) -> PhotoFile:
    wanted: Kind = "PNG" if kind == "PNG" else "WEBP" if kind == "WEBP" else "JPEG"
    if size > _MOST_LOSSLESS and upright.mode == "RGB":
        wanted = "JPEG"
    return PhotoFile(wanted, encode(upright, wanted, _QUALITY), upright.width, upright.height)


def _too_large(width: int, height: int) -> NoPhoto:
    millions = format_number(round(width * height / _MILLION))
    wrong = f"quá lớn: {width} × {height} là {millions} triệu điểm ảnh, cổng nhận đến {MAX_PIXELS // _MILLION} triệu."
    return NoPhoto(wrong, _HALVE)


def _too_much() -> NoPhoto:
    wrong = f"các ảnh trước nó đã gần {_MOST_PIXELS // _MILLION} triệu điểm ảnh, quá nhiều cho một bài."
    return NoPhoto(wrong, "bớt ảnh trong tệp Word (đề cương cần 2–3 ảnh), hoặc nén ảnh (Picture Format → Compress).")


def _name_kind(raw: bytes) -> str:
    kinds = {b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"\xd7\xcd\xc6\x9a": "WMF"}
    if raw[40:44] == b" EMF":
        return "EMF"
    if b"<svg" in raw[:1000]:
        return "SVG"
    return next((name for start, name in kinds.items() if raw.startswith(start)), "lạ")
