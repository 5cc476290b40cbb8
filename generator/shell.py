"""The frame of a page, cut once at its marks and filled by joining."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
        self._parts = tuple(_MARK.split(html))

    def fill(self, *, root: str, slots: Mapping[str, str]) -> str:
        """The whole page. `root` is the way from the page to the site's root, without a last slash."""
        marks = {f"@@dvk:{name}@@": text.replace(ROOT, root) for name, text in slots.items()}
        return "".join(part if index % 2 == 0 else marks.get(part, root) for index, part in enumerate(self._parts))


def way_to_root(path: str) -> str:
    """From a page's path to the site's root: "mo-hinh/x/index.html" → "../.."."""
    depth = path.count("/")
    return "/".join([".."] * depth) or "."
