"""Pictures under content/, upright, without what the camera wrote into them (place, time, device)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

import PIL
from PIL import Image, ImageOps

from generator.portal import Artifact, Portal
from generator.records.story import Story
from generator.sources.pictures import variant

# Wide enough for a phone at three dots per point and a desktop column at two.
WIDTHS = (480, 960)
# Changes whenever the drawing below does, or the library that draws.
_RECIPE = f"photo 1, Pillow {PIL.__version__}"
_KEPT_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def render(portal: Portal) -> Iterator[Artifact]:
    """Each picture that a record or page shows: the original size, and WebP in two widths."""
    for name in shown_pictures(portal):
        raw, source = (portal.root / "content" / name).read_bytes(), f"content/{name}"
        kind = _KEPT_FORMATS[name[name.rindex(".") :].lower()]
        yield Artifact(name, _draw(portal, raw, kind, None, 88), source)
        for width in WIDTHS:
            yield Artifact(variant(name, width), _draw(portal, raw, "WEBP", width, 76), source)


def _draw(portal: Portal, raw: bytes, kind: str, width: int | None, quality: int) -> bytes:
    """A picture's bytes in a format, at most `width` wide; drawing is slow, so it is remembered."""

    def draw() -> bytes:
        with Image.open(io.BytesIO(raw)) as opened:
            return _encode(_narrow(_strip(opened), width), kind, quality)

    return portal.cache.remember(_RECIPE, (raw, f"{kind} {width} {quality}"), draw)


def shown_pictures(portal: Portal) -> Iterator[str]:
    """The pictures that some text of the portal names; those of hidden samples stay in the folder."""
    records = portal.library.records
    everywhere = _named_in(text for record in records.all() for _, text in record.texts())
    for name in portal.pictures:
        folder, _, file = name.rpartition("/")
        story_id = folder.removeprefix(f"{Story.folder}/")
        # A picture beside a story is shown by that story only: another may have a photo of the same name.
        story = records.stories.get(story_id)
        named = everywhere if story_id == folder else _named_in(text for _, text in story.texts()) if story else set()
        if file in named:
            yield name


_FILE = re.compile(r"[^\s/()\[\]\"'<>]+\.(?:jpe?g|png|webp)", re.IGNORECASE)


def _named_in(texts: Iterable[str]) -> set[str]:
    """Every file name within the texts, and each text itself: `file: anh 1.jpg` is one with a blank."""
    return {file for text in texts for file in (text, *_FILE.findall(text))}


def _strip(opened: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(opened)
    mode = "RGBA" if "A" in upright.getbands() else "RGB"
    # Pixels into a fresh image: a JPEG comment survives a plain save.
    fresh = Image.new(mode, upright.size)
    fresh.paste(upright.convert(mode))
    return fresh


def _narrow(image: Image.Image, width: int | None) -> Image.Image:
    if width is None or image.width <= width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _encode(image: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    (image.convert("RGB") if kind == "JPEG" else image).save(out, kind, quality=quality, method=4)
    return out.getvalue()
