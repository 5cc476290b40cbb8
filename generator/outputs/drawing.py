"""A picture made upright and narrow, without what the camera wrote into it (place, time, device)."""

from __future__ import annotations

import io

from PIL import Image, ImageOps


def strip(raw: bytes) -> Image.Image:
    """The picture in the bytes of a file: its pixels, upright, and nothing else."""
    with Image.open(io.BytesIO(raw)) as opened:
        upright = ImageOps.exif_transpose(opened)
        mode = "RGBA" if "A" in upright.getbands() else "RGB"
        # Pixels into a fresh image: a JPEG comment survives a plain save.
        fresh = Image.new(mode, upright.size)
        fresh.paste(upright.convert(mode))
        return fresh


def narrow(image: Image.Image, width: int | None) -> Image.Image:
    if width is None or image.width <= width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


# One thread gives the same bytes on every machine. Measured on 3:2 pictures 960 wide, at the likeness (SSIM) of WebP
# of quality 76, 45 ms: speed 6 takes 350–450 ms, 7 170–220, 8 100–120 for 3 % more bytes than 6, 9 30–40 for 15 % more.
_HOW = {"AVIF": {"speed": 8, "max_threads": 1}, "WEBP": {"method": 4}}


def encode(image: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    (image.convert("RGB") if kind == "JPEG" else image).save(out, kind, quality=quality, **_HOW.get(kind, {}))
    return out.getvalue()
