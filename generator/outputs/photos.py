"""Pictures under content/, drawn for pages: the original size, and WebP in two widths."""

from __future__ import annotations

from collections.abc import Iterator

from generator.digests import digest_bytes
from generator.output import File, Workshop
from generator.portal import Portal
from generator.problems import changed_meanwhile
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.records.mentions import NOTHING
from generator.records.story import Story
from generator.sources.pictures import variant

# Wide enough for a phone at three dots per point and a desktop column at two.
WIDTHS = (480, 960)
# Changes whenever `drawing` does.
_RECIPE = "photo 2"
_KEPT_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def declare(portal: Portal) -> Iterator[File]:
    """Each picture that a record or page shows: the original size, and WebP in two widths."""
    for name in shown_pictures(portal):
        digest, source = portal.picture_digests[name], f"content/{name}"
        kind = _KEPT_FORMATS[name[name.rindex(".") :].lower()]
        yield File(name, draw_photo, (name, digest, kind, None, 88), source)
        for width in WIDTHS:
            yield File(variant(name, width), draw_photo, (name, digest, "WEBP", width, 76), source)


def draw_photo(workshop: Workshop, name: str, digest: bytes, kind: str, width: int | None, quality: int) -> bytes:
    """A picture's bytes in a format, at most `width` wide; drawing is slow, so it is remembered.

    `digest` is that of the picture's file.
    """

    def draw() -> bytes:
        # Loaded only when a picture has to be drawn.
        from generator.outputs.drawing import encode, narrow, strip  # noqa: PLC0415

        raw = (workshop.root / "content" / name).read_bytes()
        if digest_bytes(raw) != digest:
            raise changed_meanwhile(f"content/{name}")
        return encode(narrow(strip(raw), width), kind, quality)

    return workshop.cache.remember(_RECIPE, (workshop.libraries, digest, f"{kind} {width} {quality}"), draw)


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
