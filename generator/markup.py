"""Markdown to safe HTML: one set of extensions and one list of allowed tags for the whole portal."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.vietnamese import make_id

if TYPE_CHECKING:
    from markdown import Markdown


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
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "time": {"datetime"},
    "ol": {"start", "type"},
    "details": {"open"},
}


def sanitise(html: str) -> str:
    """The HTML with only harmless tags, attributes and link targets left."""
    import nh3  # noqa: PLC0415

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def render_markdown(text: str) -> str:
    """Safe HTML of a Markdown text."""
    stripped = text.strip("\n")
    if is_plain(stripped):
        paragraphs = stripped.replace("\n\n", "</p>\n<p>")
        return f"<p>{paragraphs}</p>"
    return sanitise(_converter().reset().convert(text))


def is_plain(text: str) -> bool:
    """Whether a text, without line ends around it, is paragraphs in which nothing could be a mark.

    Most texts of records are: there Markdown has nothing to say, and it costs a hundred times more to ask (a
    test holds both ways to the same answer). A line that begins with a letter is no list, heading, table or
    quotation; a colon may stand before a blank or at the end of a paragraph.
    """
    return (
        not any(map(text.__contains__, _MARKS))
        and _LETTER.match(text) is not None
        and _WRONG_BREAK.search(text) is None
        and not text.endswith(" ")
        and (":" not in text or _COLON.search(text) is None)
    )


_MARKS = "\\`*_{}[]<>&!|\t"
# A single character first is what makes the searches quick.
_LETTER = re.compile(r"[^\W\d_]")
_WRONG_BREAK = re.compile(r"\n(?:(?<= \n)|(?!\n?[^\W\d_]))")
_COLON = re.compile(r":(?! |\n\n|\Z)")


@cache
def _converter() -> Markdown:
    """One converter for all texts: making one takes longer than most conversions."""
    # Loaded only for a text with marks in it, as are the extensions.
    import markdown  # noqa: PLC0415

    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS, output_format="html")
