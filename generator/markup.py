"""Markdown to safe HTML: one set of extensions and one list of allowed tags for the whole portal."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import markdown
import nh3

from generator.vietnamese import make_id


def slugify(text: str, separator: str) -> str:
    """An anchor from a heading; Python-Markdown's own deletes đ ("Đồ Sơn" → "o-son")."""
    return make_id(text).replace("-", separator) or "muc"


# The same for MkDocs (prose pages) and for the text fields of records.
EXTENSIONS: list[str] = ["attr_list", "footnotes", "sane_lists", "tables", "toc"]
EXTENSION_CONFIGS: dict[str, dict[str, Any]] = {
    "toc": {"slugify": slugify, "toc_depth": "2-4"},
    "footnotes": {"BACKLINK_TITLE": "Về lại chỗ đang đọc"},
}

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins",
    "li", "mark", "ol", "p", "pre", "q", "s", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "time": {"datetime"},
    "ol": {"start", "type"},
    "details": {"open"},
}


def sanitise(html: str) -> str:
    """The HTML with only harmless tags, attributes and link targets left."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def render_markdown(text: str) -> str:
    """Safe HTML of a Markdown text."""
    blocks = text.strip("\n").split("\n\n")
    if all(map(_PLAIN_PARAGRAPH.fullmatch, blocks)):
        return "\n".join(f"<p>{block}</p>" for block in blocks)
    return sanitise(_converter().reset().convert(text))


# Most texts of records are paragraphs without any mark: there Markdown has nothing to say, and it
# costs a hundred times more to ask (a test holds both ways to the same answer). A line that begins
# with a letter is no list, heading, table or quotation; the marks left out could mean something.
_PLAIN_LINE = r"[^\W\d_](?:[^\\`*_{}\[\]<>&!|:\t\n]|:(?= |$))*(?<! )"
_PLAIN_PARAGRAPH = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*")


@cache
def _converter() -> markdown.Markdown:
    """One converter for all texts: making one takes longer than most conversions."""
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS, output_format="html")
