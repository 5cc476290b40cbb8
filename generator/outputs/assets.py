"""Styles, scripts, type and marks: Material's own, then the theme's, then the portal's."""

from __future__ import annotations

from collections.abc import Iterator

from generator.output import File, Workshop
from generator.portal import Portal


def declare(portal: Portal) -> Iterator[File]:
    files = dict(portal.prose.assets)
    for folder in reversed(portal.theme.all("assets")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                files[f"assets/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    for name, content in files.items():
        yield File(name, hand_on, (content,))


def hand_on(workshop: Workshop, content: bytes) -> bytes:
    return content
