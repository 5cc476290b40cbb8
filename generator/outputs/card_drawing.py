"""The picture that stands for a page where its address is shared: 1200 × 630, as readers of Open Graph want it.

Without a photo it has sixteen flat colours and is drawn in one or two milliseconds: words are put down as they were
kept, and the PNG is packed here, since Pillow takes twice as long. With a photo it is a JPEG.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from generator.outputs.lettering import RISE, Faces, Ramp, Type, draw_line, fit

if TYPE_CHECKING:
    from generator.outputs.sharing import ShareCard

WIDTH, HEIGHT = 1200, 630
# Some readers give up on a large picture, and people pay for what their phones fetch.
_MOST_BYTES = 60_000
# How a photo is made to fit into them: JPEG's quality, how far it is blurred before; leaves and grain take most.
_EFFORTS = ((80, 0.0), (68, 0.0), (56, 0.0), (56, 1.0), (46, 1.0), (46, 1.6), (36, 1.6), (26, 2.4))

# The light scheme of theme/assets/css/tokens.css, and its --ground of each field.
_PAPER, _INK, _RED, _SOFT = (253, 250, 245), (35, 28, 23), (155, 28, 31), (94, 82, 70)
_GOLD, _LINE = (184, 134, 45), (227, 216, 198)
_GROUNDS = ((165, 118, 42), (125, 76, 104), (85, 120, 77), (55, 116, 126), (118, 111, 97))
# Number 0 is the paper; letters go in steps from it to their own colour; then what is drawn flat.
_STEPS = ((_INK, 5), (_RED, 4), (_SOFT, 3))
_GOLD_AT, _LINE_AT, _FIELD_AT = 13, 14, 15
# Columns to the left of the picture: see `_pack`.
_SPARE = 2

# Where words begin and end, with a band in the field's colour to the right, or with a photo.
_LEFT, _BAND, _PHOTO = 64, 1112, 744
_TITLE_SIZES = (96, 76, 60, 48, 38, 30)
# The title and the line below it stand between these.
_TOP, _BOTTOM = 164, 524
_BELOW_TITLE = 14


def _ramp(start: int, steps: int) -> Ramp:
    """For each darkness of a letter the number of its colour."""
    return tuple(start - 1 + step if (step := round(steps * dark / 255)) else 0 for dark in range(256))


_INKS, _REDS, _SOFTS = _ramp(1, 5), _ramp(6, 4), _ramp(10, 3)


def draw_card(card: ShareCard, serif: Faces, sans: Faces, bold: Faces, photo: Image.Image | None) -> bytes:
    """The card as a PNG, or with a photo as a JPEG, of at most 60 KB."""
    canvas = _ground(card.field, photo is not None).copy()
    right = (_PHOTO if photo is not None else _BAND) - 40
    _draw_head(canvas, card, bold, right)
    _draw_kicker(canvas, card, sans, bold, right)
    _draw_title(canvas, card, serif, sans, right)
    if card.ribbon:
        canvas.paste(_seal(), (_SPARE + _LEFT, 548))
        _write(canvas, card.ribbon, bold, _REDS, (_LEFT + 56, 588), right)
    canvas.putpalette(_palette(card.field))
    return _pack(canvas, card.field) if photo is None else _paint(canvas, photo)


def _draw_head(canvas: Image.Image, card: ShareCard, bold: Faces, right: int) -> None:
    """Like the head of a newspaper: whose it is over two rules; whether it is a sample."""
    if card.sample:
        draw = ImageDraw.Draw(canvas)
        draw.rectangle((_SPARE + right - 96, 36, _SPARE + right, 82), outline=_GOLD_AT, width=3)
        _write(canvas, "Mẫu", bold, _REDS, (right - 75, 69), right, (26,))
    _write(canvas, card.head, bold, _REDS, (_LEFT, 70), right - 120 * card.sample)


def _draw_kicker(canvas: Image.Image, card: ShareCard, sans: Faces, bold: Faces, right: int) -> None:
    """What kind of page it is, of which field."""
    end = _write(canvas, card.kind, bold, _REDS, (_LEFT, 146), right, (26,))
    if card.field_name:
        start = round(end) + 24
        ImageDraw.Draw(canvas).rectangle((_SPARE + start, 127, _SPARE + start + 18, 145), fill=_FIELD_AT)
        _write(canvas, card.field_name, sans, _SOFTS, (start + 32, 146), right, (26, 22))


def _draw_title(canvas: Image.Image, card: ShareCard, serif: Faces, sans: Faces, right: int) -> None:
    line = fit(card.line, sans, (30, 26), width=right - _LEFT, height=90)
    room = _BOTTOM - _TOP - (line.height + _BELOW_TITLE if line.lines else 0)
    # Beside a photo the largest letters would leave room for two words.
    sizes = _TITLE_SIZES[0 if right > _PHOTO else 1 :]
    title = fit(card.title, serif, sizes, width=right - _LEFT, height=room)
    top = _TOP
    for setting, faces, ramp in ((title, serif, _INKS), (line, sans, _SOFTS)):
        for number, words in enumerate(setting.lines):
            baseline = top + round(RISE * setting.size) + number * setting.leading
            draw_line(canvas, _SPARE + _LEFT, baseline, words, Type(faces, setting.size, ramp))
        top += setting.height + _BELOW_TITLE


def _write(
    canvas: Image.Image,
    text: str,
    faces: Faces,
    ramp: Ramp,
    start: tuple[int, int],
    right: int,
    sizes: tuple[int, ...] = (28, 25, 22),
) -> float:
    """One line of text from `start` (x, baseline) on, smaller or cut where it would be too long; gives its end."""
    x, baseline = start
    setting = fit(text, faces, sizes, width=right - x, height=1)
    type_ = Type(faces, setting.size, ramp)
    ends = [draw_line(canvas, _SPARE + x, baseline, words, type_) - _SPARE for words in setting.lines]
    return ends[0] if ends else x


# About 750 KB each.
@lru_cache(maxsize=12)
def _ground(field: int, has_photo: bool) -> Image.Image:
    """What is the same on all cards of a field."""
    canvas = Image.new("L", (_SPARE + WIDTH, HEIGHT))
    draw = ImageDraw.Draw(canvas)
    edge = _SPARE + (_PHOTO if has_photo else _BAND)
    draw.rectangle((_SPARE + _LEFT, 96, edge - 41, 99), fill=6 + 3)
    draw.rectangle((_SPARE + _LEFT, 103, edge - 41, 103), fill=_GOLD_AT)
    draw.rectangle((edge, 0, _SPARE + WIDTH, HEIGHT), fill=_FIELD_AT)
    draw.rectangle((edge, 0, edge + 5, HEIGHT), fill=_GOLD_AT)
    return canvas


@lru_cache(maxsize=1)
def _seal() -> Image.Image:
    """The ribbon of recognition, as model pages have it (parts/records.html); drawn large, then narrowed."""
    times = 8
    image = Image.new("L", (32 * times, 44 * times))
    draw = ImageDraw.Draw(image)
    tails = ((9, 25), (6, 42), (12, 38), (16, 43), (20, 38), (26, 42), (23, 25))
    draw.polygon([(x * times, y * times) for x, y in tails], fill=150)
    draw.circle((16 * times, 15 * times), 12.5 * times, fill=255)
    star = (
        (16, 7.2), (18.3, 12.1), (23.6, 12.8), (19.7, 16.5), (20.7, 21.8),
        (16, 19.2), (11.3, 21.8), (12.3, 16.5), (8.4, 12.8), (13.7, 12.1),
    )  # fmt: skip
    draw.polygon([(x * times, y * times) for x, y in star], fill=0)
    return image.resize((38, 52), Image.Resampling.LANCZOS).point(_REDS)


def _palette(field: int) -> list[int]:
    """Shape: red, green, blue of each of the sixteen colours."""
    ground = _GROUNDS[min(field, len(_GROUNDS)) - 1] if field else _RED
    return [part for colour in (_PAPER, *_mix_all(), _GOLD, _LINE, ground) for part in colour]


def _mix_all() -> Iterator[tuple[int, ...]]:
    for colour, steps in _STEPS:
        for step in range(1, steps + 1):
            pairs = zip(_PAPER, colour, strict=True)
            yield tuple(round(paper + (full - paper) * step / steps) for paper, full in pairs)


def _pack(canvas: Image.Image, field: int) -> bytes:
    """The canvas as a PNG (ISO/IEC 15948) of two points to the byte.

    A row of a PNG begins with a byte that says how it is filtered, 0 for not at all: such a byte are the two spare
    points to the left of each row.
    """
    rows = zlib.compress(canvas.tobytes("raw", "P;4"), 1)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", bytes(_palette(field))), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _paint(canvas: Image.Image, photo: Image.Image) -> bytes:
    """The canvas with the photo to its right, as a JPEG."""
    picture = canvas.crop((_SPARE, 0, _SPARE + WIDTH, HEIGHT)).convert("RGB")
    left = _PHOTO + 6
    # A little above the middle: faces are there.
    shown = ImageOps.fit(photo.convert("RGB"), (WIDTH - left, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    for quality, blur in _EFFORTS:
        picture.paste(shown.filter(ImageFilter.GaussianBlur(blur)) if blur else shown, (left, 0))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= _MOST_BYTES:
            break
    return out.getvalue()
