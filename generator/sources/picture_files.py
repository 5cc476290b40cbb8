"""Opening a picture: only to learn its size, and whether it is whole."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, UnidentifiedImageError

# Only these are opened: other formats have decoders that few people have tested against hostile files.
FORMATS = ("JPEG", "PNG", "WEBP")
# A phone's largest photo has about 50 million points; more is a mistake or an attack.
MAX_PIXELS = 60_000_000
# WebP, in which pages show pictures, ends at 16,383.
MAX_SIDE = 16_000


def measure(raw: bytes) -> tuple[int, int, str]:
    """Width and height in pixels as shown upright, and ""; or 0, 0 and what is wrong with the picture."""
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
                return 0, 0, f"ảnh quá lớn ({width} × {height} điểm)."
            # EXIF orientations 5–8 lie on their side.
            if image.getexif().get(0x0112) in (5, 6, 7, 8):
                width, height = height, width
            # A file cut off while it was copied has a good head; only decoding shows it. A draft is quick.
            image.draft("RGB", (1, 1))
            image.load()
    except Image.DecompressionBombError:
        return 0, 0, "ảnh quá lớn."
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, zlib.error):
        return 0, 0, "không đọc được ảnh này."
    return width, height, ""
