"""A record's Markdown as people type it into a form: a line for each paragraph, lists with dashes, no markup."""

from __future__ import annotations

import re
from html import unescape

from generator.markup import render_markdown

_TAG = re.compile(r"<(?P<end>/?)(?P<name>\w+)[^>]*>")
_LISTS = ("ul", "ol")
_BLOCKS = ("p", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br")


def as_typed(markdown: str) -> str:
    """The words of a text; an item begins with "- ", one below it with "+ ", or with its number."""
    parts: list[str] = []
    # One for each list that is open: the last number, -1 where its items are not counted.
    lists: list[int] = []
    rest = 0
    html = render_markdown(markdown)
    for match in _TAG.finditer(html):
        parts.append(re.sub(r"\s+", " ", unescape(html[rest : match.start()])))
        rest = match.end()
        name, ends = match["name"], bool(match["end"])
        if name in _BLOCKS:
            parts.append("\n")
        if name in _LISTS:
            lists = lists[:-1] if ends else [*lists, 0 if name == "ol" else -1]
        elif name == "li" and not ends and lists:
            lists[-1] += lists[-1] >= 0
            parts.append(f"{lists[-1]}. " if lists[-1] > 0 else "+ " if len(lists) > 1 else "- ")
    lines = (line.strip() for line in "".join([*parts, unescape(html[rest:])]).split("\n"))
    return "\n".join(line for line in lines if line)
