"""Pictures under content/, upright, without what the camera wrote into them (place, time, device)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from generator.portal import Artifact, Portal
from generator.records.story import Story
from generator.sources.pictures import variant

# Wide enough for a phone at three dots per point and a desktop column at two.
WIDTHS = (480, 960)
_KEPT_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def render(portal: Portal) -> Iterator[Artifact]:
    """Each picture that a record or page shows: the original size, and WebP in two widths."""
    for name in shown_pictures(portal):
        with Image.open(io.BytesIO((portal.root / "content" / name).read_bytes())) as opened:
            image = _strip(opened)
        source = f"content/{name}"
        yield Artifact(name, _encode(image, _KEPT_FORMATS[name[name.rindex(".") :].lower()], 88), source)
        for width in WIDTHS:
            yield Artifact(variant(name, width), _encode(_narrow(image, width), "WEBP", 76), source)


def shown_pictures(portal: Portal) -> Iterator[str]:
    """The pictures that some text of the portal names; those of hidden samples stay in the folder."""
    records = portal.library.records
    everywhere = "\n".join(text for record in records.all() for _, text in record.texts())
    for name in portal.pictures:
        folder, _, file = name.rpartition("/")
        story_id = folder.removeprefix(f"{Story.folder}/")
        if story_id == folder:
            shown = file in everywhere
        else:
            # Only its own story shows it: another story may have a photo of the same name.
            story = records.stories.get(story_id)
            shown = story is not None and any(file in text for _, text in story.texts())
        if shown:
            yield name


def _strip(opened: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(opened)
    mode = "RGBA" if "A" in upright.getbands() else "RGB"
    # Pixels into a fresh image: a JPEG comment survives a plain save.
    fresh = Image.new(mode, upright.size)
    fresh.paste(upright.convert(mode))
    return fresh


def _narrow(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _encode(image: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    (image.convert("RGB") if kind == "JPEG" else image).save(out, kind, quality=quality, method=4)
    return out.getvalue()
