"""The frame of a page, cut once at its marks and filled by joining."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.digests import digest_bytes

# MkDocs builds each frame this deep, so that its way back to the root cannot be mistaken for a link.
FRAME_FOLDER = "frame/frame/frame/frame/frame"
_ROOT = r"(?:\.\./){5}\.\."
# Stands for the way back in everything rendered, so that a piece of HTML fits any page.
ROOT = "@@dvk:root@@"
_MARK = re.compile(rf"(@@dvk:[a-z]+@@|{_ROOT})")


class Shell:
    """A frame of the site: everything around a page's own content.

    Marks in the frame: title, description, canonical, head, body. The way back to the site's
    root ("../..") stands wherever the frame links to something of its own, and wherever
    what fills it says ROOT.
    """

    def __init__(self, html: str) -> None:
        self.html = html
        self.digest = digest_bytes(html.encode())
        self._parts = tuple(_MARK.split(html))
        self._filled: dict[str, tuple[bytes | str, ...]] = {}

    @property
    def rooted(self) -> str:
        """The frame alone as its links are written from the site's root; the canonical link is the root's."""
        marks = {"@@dvk:canonical@@": f"{ROOT}/"}
        return "".join(
            part if index % 2 == 0 else ROOT if part == ROOT or part[0] == "." else marks.get(part, "")
            for index, part in enumerate(self._parts)
        )

    def fill(self, *, root: str, slots: Mapping[str, str]) -> bytes:
        """The whole page. `root` is the way from the page to the site's root, without a last slash."""
        parts = self._filled.get(root)
        if parts is None:
            parts = self._filled[root] = tuple(self._prepare(root))
        return b"".join(part if isinstance(part, bytes) else slots[part].replace(ROOT, root).encode() for part in parts)

    def _prepare(self, root: str) -> Iterator[bytes | str]:
        """The frame at one depth: bytes that are ready, and the names of the slots between them."""
        ready = ""
        for index, part in enumerate(self._parts):
            if index % 2 == 0:
                ready += part
            elif part.startswith("@@dvk:") and part != ROOT:
                yield from (ready.encode(), part.removeprefix("@@dvk:").removesuffix("@@"))
                ready = ""
            else:
                ready += root
        yield ready.encode()


def way_to_root(path: str) -> str:
    """From a page's path to the site's root: "mo-hinh/x/index.html" → "../.."."""
    depth = path.count("/")
    return "/".join([".."] * depth) or "."
