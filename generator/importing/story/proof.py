"""The promise of an import, checked each time: every word of the manuscript is on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from generator.importing.office.blocks import Manuscript, list_paragraphs
from generator.importing.proof import page_words
from generator.markup import render_markdown
from generator.outline import PHOTO_LINE
from generator.problems import Location, Problem
from generator.sources.markdown import read_markdown

# The numbers of parts are written anew: "Phần thứ II" and "b)" are "2." on the page.
_NUMBERING = re.compile(r"[ivx]+|[a-e]|\d{1,2}|phần|mục|thứ|o0o")
_IN_WORDS = re.compile(r"\b(?:phần|mục)\s+(?:thứ\s+)?(?:nhất|một|hai|ba|tư|bốn|năm)\b", re.IGNORECASE)


def find_lost_words(manuscript: Manuscript, page: str, file: str, *, left_out: Iterable[str] = ()) -> Iterator[Problem]:
    """Report words that stand less often on the page (its front matter or its body) than in the manuscript.

    `left_out`: texts that the page need not have, each once.
    """
    node, _ = read_markdown(page, file)
    values = node.plain() if node is not None else None
    values = values if isinstance(values, dict) else {}
    body = render_markdown(PHOTO_LINE.sub("", str(values.pop("body", ""))))
    texts = [*_texts(values), *left_out]
    shown = Counter(_words(body)) + Counter(word for text in texts for word in _words(escape(text)))
    lost = Counter(word for text in _source(manuscript) for word in _words(escape(text))) - shown
    lost = Counter({word: count for word, count in lost.items() if not _NUMBERING.fullmatch(word)})
    if lost:
        wrong = f"những chữ này không còn trên trang: {', '.join(list(lost)[:8])}; chưa ghi gì."
        fix = "lưu lại tệp bằng Word hoặc LibreOffice rồi nhập lại; vẫn vậy thì báo người phát triển."
        yield Problem(Location(file), "word-lost", wrong, fix)


def _source(manuscript: Manuscript) -> Iterator[str]:
    yield from (_IN_WORDS.sub("", one.plain) for one in list_paragraphs(manuscript.blocks))
    yield from (one.plain for note in manuscript.notes.values() for one in note)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)


def _words(html: str) -> list[str]:
    return [word.lower() for word in page_words(html)]
