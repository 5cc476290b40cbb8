"""Pictures under content/, drawn for pages: the original size, and WebP and AVIF in two widths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from generator.digests import digest_bytes, digest_of
from generator.output import Batch, File, Workshop
from generator.portal import Portal
from generator.problems import changed_meanwhile
from generator.program import can_write_avif
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.records.mentions import NOTHING
from generator.records.story import Story
from generator.sources.pictures import variant

if TYPE_CHECKING:
    from PIL.Image import Image

# Changes whenever `drawing` does.
_RECIPE = "photo 3"
_KEPT_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
# (ending, format, quality); AVIF of this quality looks like WebP of that one and is a sixth smaller on the whole.
_SHOWN_FORMATS = (("webp", "WEBP", 76), ("avif", "AVIF", 54))
# Pictures are declared in so many batches, which all processes share.
_BATCHES = 64
# A picture in all its formats takes as long as so many pages.
_WEIGHT = 1500


def declare_batches(portal: Portal) -> Iterator[Batch]:
    """Each picture that a record or page shows, in batches cut by name."""
    groups: list[list[str]] = [[] for _ in range(_BATCHES)]
    for name in shown_pictures(portal):
        groups[crc32(name.encode()) % _BATCHES].append(name)
    for number, names in enumerate(groups):
        if names:
            needs = digest_of([(portal.picture(name), portal.picture_digests[name]) for name in names])
            yield Batch(f"photos {number}", needs, partial(declare, portal, names), _WEIGHT * len(names))


def declare(portal: Portal, names: Iterable[str]) -> Iterator[File]:
    """Pictures in the original size, and each in two widths; AVIF only where this Pillow can write it."""
    formats = [one for one in _SHOWN_FORMATS if one[0] != "avif" or can_write_avif()]
    for name in names:
        digest, source = portal.picture_digests[name], f"content/{name}"
        kind = _KEPT_FORMATS[name[name.rindex(".") :].lower()]
        yield File(name, draw_photo, (name, digest, kind, None, 88), source)
        for width, (ending, shown, quality) in product(portal.picture(name).widths, formats):
            yield File(variant(name, width, ending), draw_photo, (name, digest, shown, width, quality), source)


def draw_photo(workshop: Workshop, name: str, digest: bytes, kind: str, width: int | None, quality: int) -> bytes:
    """A picture's bytes in a format, at most `width` wide; drawing is slow, so it is remembered.

    `digest` is that of the picture's file.
    """

    def draw() -> bytes:
        # Loaded only when a picture has to be drawn.
        from generator.outputs.drawing import encode  # noqa: PLC0415

        return encode(_narrow_photo(workshop.root, name, digest, width), kind, quality)

    return workshop.cache.remember(_RECIPE, (workshop.libraries, digest, f"{kind} {width} {quality}"), draw)


# The files of a picture are drawn one after the other, those of one width too; a picture may take 180 MB.
@lru_cache(maxsize=1)
def open_photo(root: Path, name: str, digest: bytes) -> Image:
    """A picture's pixels, which everybody only reads; a mistake when its file is no longer that of `digest`."""
    from generator.outputs.drawing import strip  # noqa: PLC0415 - as above

    raw = (root / "content" / name).read_bytes()
    if digest_bytes(raw) != digest:
        raise changed_meanwhile(f"content/{name}")
    return strip(raw)


@lru_cache(maxsize=1)
def _narrow_photo(root: Path, name: str, digest: bytes, width: int | None) -> Image:
    from generator.outputs.drawing import narrow  # noqa: PLC0415 - as above

    return narrow(open_photo(root, name, digest), width)


def shown_pictures(portal: Portal) -> Iterator[str]:
    """The pictures that some text of the portal names; those of hidden samples stay in the folder."""
    if not portal.pictures:
        return
    records = portal.library.records
    everywhere = {name for one in records.all() for name in _named_by(records, one)}
    for name in portal.pictures:
        folder, _, file = name.rpartition("/")
        story_id = folder.removeprefix(f"{Story.folder}/")
        # A picture beside a story is shown by that story only: another may have a photo of the same name.
        story = records.stories.get(story_id)
        named = everywhere if story_id == folder else set(_named_by(records, story)) if story else set()
        if file in named:
            yield name


def _named_by(records: Records, record: Record | Brief) -> tuple[str, ...]:
    return records.mentions.get(record.file, NOTHING).pictures
