"""What the texts of a record mention: links, pictures, and the anchors that a page of prose offers."""

from __future__ import annotations

import msgspec

from generator.problems import Location


class Link(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A link of a Markdown text: the element that makes it ("a", "img"), the link, every place it is written at.

    `mute`: those at which a picture has no words for those who do not see it.
    """

    element: str
    link: str
    places: tuple[Location, ...]
    mute: tuple[Location, ...] = ()


class Mentions(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """`pictures` are names of picture files; `anchors` is None where only rendering would tell."""

    links: tuple[Link, ...] = ()
    pictures: tuple[str, ...] = ()
    anchors: tuple[str, ...] | None = None


NOTHING = Mentions()
