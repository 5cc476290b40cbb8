"""The headings of a page's own HTML, for its table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

import msgspec

_HEADING = re.compile(r'<h([2-4])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FORM_BOX = '<div class="form-table-wrap">'
_TABLE = re.compile(rf"({_FORM_BOX}\s*)?<table\b.*?</table>", re.DOTALL)
_REACHED = ' tabindex="0" role="group" aria-label="Bảng">'
_BOX = f'<div class="table-scroll"{_REACHED}'


class Heading(msgspec.Struct, frozen=True):
    """Level 2–4, anchor, plain text."""

    level: int
    anchor: str
    text: str


def list_headings(html: str, deepest: int = 3) -> Sequence[Heading]:
    """Headings of level 2 to `deepest` that have an anchor, in order."""
    return [one for one in map(_read_heading, _HEADING.finditer(html)) if one.level <= deepest]


def _read_heading(match: re.Match[str]) -> Heading:
    return Heading(int(match[1]), match[2], unescape(_TAG.sub("", match[3])).strip())


def cut_at_headings(html: str, deepest: int = 3) -> Iterator[tuple[Heading | None, str]]:
    """The HTML in pieces: what stands before the first heading (None), then what follows each as far as the next."""
    heading, start = None, 0
    for match in _HEADING.finditer(html):
        if int(match[1]) <= deepest:
            yield heading, html[start : match.start()]
            heading, start = _read_heading(match), match.end()
    yield heading, html[start:]


def frame_wide_parts(html: str) -> str:
    """The HTML with every table in a box of its own, so that a wide one scrolls there and not the page.

    Tables of an imported form come in such a box already. A box that scrolls can be reached with
    the keyboard (WCAG 2.2, 2.1.1), and so can a block of commands.
    """
    boxed = _TABLE.sub(lambda match: match[0] if match[1] else f"{_BOX}{match[0]}</div>", html)
    return boxed.replace("<pre>", '<pre tabindex="0">').replace(_FORM_BOX, _FORM_BOX[:-1] + _REACHED)


def list_rows(html: str, deepest: int = 3) -> Sequence[tuple[str, str, int]]:
    """The headings as rows of a table of contents: (anchor, text, level)."""
    return [(one.anchor, one.text, one.level) for one in list_headings(html, deepest)]
