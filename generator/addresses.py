"""Where a link leads: from HTML and a page's place to the file of the site that is asked for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

# A start tag and its attributes, also where a quoted value holds ">".
_TAG = re.compile(r'<([a-z]+)(\s(?:[^">]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'\s(href|src|srcset|action|poster)="([^"]*)"')
_ATTRIBUTES = re.compile(r'\s([a-z]+)="([^"]*)"')


def links_of(html: str) -> Iterator[tuple[str, str]]:
    """Every (element, link) of a page; each picture of a srcset is a link of its own."""
    for element, attributes in _TAG.findall(html):
        for name, value in _ATTRIBUTE.findall(attributes):
            if name == "srcset":
                yield from ((element, one.split()[0]) for one in unescape(value).split(",") if one.strip())
            else:
                yield element, unescape(value)


def pictures_of(html: str) -> Iterator[tuple[str, str]]:
    """Every (link, words) of the pictures of a page, in order; words are for those who do not see the picture."""
    for element, attributes in _TAG.findall(html):
        if element == "img":
            named = dict(_ATTRIBUTES.findall(attributes))
            yield unescape(named.get("src", "")), unescape(named.get("alt", "")).strip()


def follow(page: str, link: str, base: str, root_path: str) -> tuple[str, str] | None:
    """The file and the anchor that a link on `page` asks for; None where it leads to another host.

    `page` and the file are paths from the site's root ("mo-hinh/x/index.html"); `base` is the published
    address with its last slash, `root_path` its path without ("" or "/portal"). An address that no
    browser could read (ValueError) is its own, missing file.
    """
    try:
        # A link to our own published address is as internal as a relative one.
        own = link.startswith(base)
        parts = urlsplit(f"{root_path}/{link.removeprefix(base)}" if own else link)
    except ValueError:
        return link, ""
    if parts.scheme or parts.netloc:
        return None
    return _resolve(page, parts.path, root_path), unquote(parts.fragment)


def _resolve(page: str, path: str, root_path: str) -> str:
    """The file that a path on `page` means; a folder means its index.html."""
    if not path:
        return page
    if path.startswith("/"):
        if not f"{path}/".startswith(f"{root_path}/"):
            # Outside the portal, which is published below a path.
            return path
        joined = path.removeprefix(root_path).lstrip("/")
    else:
        joined = posixpath.join(posixpath.dirname(page), path)
    clean = posixpath.normpath(unquote(joined))
    if clean == ".":
        return "index.html"
    return f"{clean}/index.html" if path.endswith(("/", "..", "/.")) or path == "." else clean
