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
# Another host by a name that a browser can read; "[" would have to be an IPv6 address.
_ELSEWHERE = re.compile(r"(?:https?://|mailto:)[^\[]*$")
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
    found = _VALUE.findall(html)
    anchors = tuple([unescape(value) for ending, value in found if ending == "id"])
    values = dict.fromkeys([value for ending, value in found if ending == "ef"])
    others = [value for value in values if not value.startswith(ROOT)]
    if others and ("<link" in html or not all(_is_harmless(one, anchors, settings) for one in others)):
        return _look_closely(html, settings)
    loaded = [one for ending, value in found if ending not in ("id", "ef") for one in _split(value)]
    if not all(one.startswith(ROOT) for one in loaded):
        return _look_closely(html, settings)
    values |= dict.fromkeys(loaded)
    return Sighting(tuple([_from_root(value) for value in values if value.startswith(ROOT)]), anchors)


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
    return not value.startswith(settings.base) and _ELSEWHERE.match(value) is not None


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
