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


def encode(image: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    (image.convert("RGB") if kind == "JPEG" else image).save(out, kind, quality=quality, method=4)
    return out.getvalue()
