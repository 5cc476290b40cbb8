"""What links and anchors a finished file has: noted where it is made, judged when all files are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from html import unescape

import msgspec

from generator.addresses import follow, links_of
from generator.settings import Settings
from generator.shell import ROOT

_CSS_LINK = re.compile(r'(?:url\(|@import)\s*["\']?((?:https?:)?//[^"\')\s]+)')
# The values of what holds anchors and links, each with the last two letters of the attribute's name. One pass over
# the page: it looks for plain characters first, then at two letters, and only then at the whole name.
_NAMES = ("id", "href", "src", "srcset", "action", "poster")
_ENDINGS = "|".join(dict.fromkeys(name[-2:] for name in _NAMES))
_WHOLE = "|".join(rf"(?<=\s{name}=\")" for name in _NAMES)
_VALUE = re.compile(rf'="(?<=({_ENDINGS})=")(?:{_WHOLE})([^"]*)"')
# Elements that load something by themselves; a link <a> to another host is fine.
LOADING = ("img", "script", "link", "iframe", "source", "video", "audio", "object", "embed")
_ELSEWHERE = ("https://", "http://", "mailto:")
_AFTER_ROOT = len(f"{ROOT}/")
# Before a link that is written from the site's root.
FROM_ROOT = "@"


class Sighting(msgspec.Struct, frozen=True, gc=False):
    """Links as written, or from the site's root with "@" before them; anchors; what comes from another host."""

    links: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def look_at_file(path: str, content: bytes, settings: Settings) -> Sighting:
    """What is seen in a file that has no shell around it."""
    if path.endswith(".css"):
        return Sighting(foreign=tuple(_CSS_LINK.findall(content.decode(errors="replace"))))
    return _look_closely(content.decode(), settings) if path.endswith(".html") else Sighting()


def look_at_page(html: str, settings: Settings) -> Sighting:
    """What is seen in a page's own part, or in a shell, where ROOT still stands for the way to the root.

    Nearly all links come from our templates and begin with ROOT; only where others are found, the
    elements that hold them are told apart, which is slow.
    """
    anchors: list[str] = []
    links: dict[str, None] = {}
    loaded: dict[str, None] = {}
    others: list[str] = []
    for ending, value in _VALUE.findall(html):
        if ending == "id":
            anchors.append(unescape(value))
        elif ending == "rc" and value.startswith("data:"):
            # What stands in the page itself is asked of nobody.
            continue
        elif ending != "ef":
            loaded.update(dict.fromkeys(_split(value)))
        elif value.startswith(ROOT):
            links[_from_root(value)] = None
        else:
            others.append(value)
    # Most of what does not begin with ROOT leads to a section of the page itself.
    others = [one for one in others if one[:1] != "#" or one[1:] not in anchors]
    if others and ("<link" in html or not all(_is_harmless(one, anchors, settings) for one in others)):
        return _look_closely(html, settings)
    for one in loaded:
        if not one.startswith(ROOT):
            return _look_closely(html, settings)
        links[_from_root(one)] = None
    return Sighting(tuple(links), tuple(anchors))


def _split(value: str) -> Iterator[str]:
    """The pictures of a srcset; any other value is one link."""
    return (one.split()[0] for one in value.split(",") if one.strip())


# Ten thousand pages lead to a few hundred places, and each to a few of its own.
@lru_cache(maxsize=4096)
def _from_root(value: str) -> str:
    return FROM_ROOT + unescape(value[_AFTER_ROOT:])


def _anchors_of(html: str) -> tuple[str, ...]:
    return tuple(unescape(value) for ending, value in _VALUE.findall(html) if ending == "id")


def _is_harmless(value: str, anchors: Collection[str], settings: Settings) -> bool:
    """Whether a link needs no judgement: to an anchor of its own page, to another host."""
    if value.startswith("#"):
        return value[1:] in anchors
    # Another host by a name that a browser can read; "[" would have to be an IPv6 address.
    return value.startswith(_ELSEWHERE) and not value.startswith(settings.base) and "[" not in value


def _look_closely(html: str, settings: Settings) -> Sighting:
    links: list[str] = []
    foreign: list[str] = []
    for element, link in dict.fromkeys(links_of(html)):
        if link.startswith(ROOT):
            links.append(_from_root(link))
        elif follow("", link, settings.base, settings.root_path) is not None:
            links.append(link)
        elif element in LOADING and not link.lower().startswith("data:"):
            foreign.append(link)
    return Sighting(tuple(links), _anchors_of(html), tuple(foreign))
