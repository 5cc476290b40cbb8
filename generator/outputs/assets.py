"""Styles, scripts, type and marks: those of the frame, then the theme's, then the portal's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.output import File, Workshop
from generator.portal import Portal
from generator.theme import OWN_THEME

# A quoted text, which may look like a comment; a comment; the blanks around a line break.
_LOOSE = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s*\n\s*""", re.DOTALL)


def declare(portal: Portal) -> Iterator[File]:
    files = {name: File(name, hand_on, (content,)) for name, content in portal.prose.assets.items()}
    for folder in reversed(portal.theme.all("assets")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = f"assets/{path.relative_to(folder).as_posix()}"
                # What a portal brings itself is handed on as it is.
                draw = tighten if path.suffix == ".css" and folder.parent == OWN_THEME else hand_on
                files[name] = File(name, draw, (path.read_bytes(),))
    yield from files.values()


def hand_on(workshop: Workshop, content: bytes) -> bytes:
    return content


def tighten(workshop: Workshop, content: bytes) -> bytes:
    """A stylesheet without comments and indentation: a sixth less to send, and still to be read line by line."""
    text = _LOOSE.sub(lambda one: one[1] or ("" if one[0].startswith("/*") else "\n"), content.decode())
    return re.sub(r"\n+", "\n", text).strip("\n").encode() + b"\n"
