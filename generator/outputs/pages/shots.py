"""Photos between stretches of text, for every page whose text has some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

import msgspec
from markupsafe import Markup

from generator.records.model import Photo
from generator.sources.pictures import Picture

# A paragraph that is a picture and nothing else.
_ALONE = re.compile(r"<p>\s*<img ([^>]*)>\s*</p>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


class Shot(msgspec.Struct, frozen=True):
    """A photo with its size."""

    photo: Photo
    picture: Picture


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a text: either safe HTML or one photo."""

    html: Markup | None
    shot: Shot | None


def place_pictures(html: str, pictures: Mapping[str, Picture]) -> Iterator[Piece]:
    """The safe HTML of a page in pieces, each picture that stands alone as a photo; its title is the caption.

    Shape of `pictures`: {link as the page writes it: picture}.
    """
    start = 0
    for match in _ALONE.finditer(html):
        told = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        picture = pictures.get(told.get("src", ""))
        if picture is None:
            continue
        yield Piece(Markup(html[start : match.start()]), None)
        photo = Photo(file=picture.path, alt=told.get("alt", ""), caption=told.get("title", ""), credit="")
        yield Piece(None, Shot(photo, picture))
        start = match.end()
    yield Piece(Markup(html[start:]), None)
