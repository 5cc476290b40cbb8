"""Words as a reader sees them: Markdown and HTML without their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from generator.contents import cut_at_headings
from generator.markup import is_plain, render_markdown
from generator.records.base import Choice
from generator.records.part import Part

# Tags between which words are apart; all others stand within a line.
_BREAK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|dl|dt|dd|t[rdh]|table|blockquote|pre|section|figure|h\d)|[bh]r)\b[^>]*>")
_IMAGE = re.compile(r"<img\b[^>]*>")
# What a picture shows to those who do not see it, and the caption below it.
_TOLD = re.compile(r'\s(?:alt|title)="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_BLANKS = re.compile(r"\s+")
# A text without any of these is shown as it is written.
_MARKS = "*_`[]<>&\\#|{"


def strip_html(html: str) -> str:
    """The text of safe HTML on one line, with what its pictures tell."""
    html = _IMAGE.sub(lambda image: f" {' '.join(_TOLD.findall(image[0]))} ", html)
    return _BLANKS.sub(" ", unescape(_TAG.sub("", _BREAK.sub(" ", html)))).strip()


def strip_texts(texts: Sequence[str | None]) -> tuple[str, ...]:
    """Texts that may be Markdown, each on one line; those that are empty or missing are left out."""
    kept = [one for one in texts if one]
    whole = "".join(kept)
    if any(map(whole.__contains__, _MARKS)):
        kept = [one if is_plain(one.strip("\n")) else strip_html(render_markdown(one)) for one in kept]
    # Blanks are looked for once in all of them: nearly every text is one line already.
    return tuple([" ".join(one.split()) for one in kept]) if "\n" in whole or "  " in whole else tuple(kept)


def cut_sections(html: str, deepest: int) -> Iterator[tuple[str, str, str]]:
    """(anchor, title, text) of each section under a heading with an anchor; "" and "" before the first."""
    for heading, piece in cut_at_headings(html, deepest):
        yield heading.anchor if heading else "", heading.text if heading else "", strip_html(piece)


# The fields of a campaign's parts that hold words; others hold ids, numbers, or where the words were found.
_WORDY = (
    "title", "name", "kind", "number", "printed_number", "subject", "signer", "text", "issuer", "scope", "printed",
    "sender", "recipient", "copies_of", "level", "themes", "parts", "rules", "items",
)  # fmt: skip


def list_words(value: Any) -> Iterator[str]:
    """Every text of a part of a record, or of many parts, in the order in which they are declared."""
    if isinstance(value, Choice):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from list_words(one)
    elif isinstance(value, Part):
        for name in value.__struct_fields__:
            if name in _WORDY:
                yield from list_words(getattr(value, name))
