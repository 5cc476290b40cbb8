"""The promise of an import, checked each time: every word of the source is on the page, in its order."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from generator.importing.document import Document
from generator.problems import Location, Problem

_SOURCE_TAGS = re.compile(r"(?<!\\)</?(?:i|b|u|em|strong|sup|sub)>|(?<!\\)<br ?/?>")
_ADDED = re.compile(r'<(h\d)[^>]*class="added"[^>]*>.*?</\1>', re.DOTALL)
_BLOCK_TAGS = re.compile(r"</?(?:p|li|ul|ol|h\d|td|th|tr|table|thead|tbody|div)\b[^>]*>|<(?:br|hr)[^>]*>")
# Stars and backslashes are marks in the source and may be letters' neighbours on the page.
_WORD = re.compile(r"[^\W_][\w*\\]*")
# Of all words, those that may be cut or joined where lines and cells end.
_MOST_CUT = 0.1
_MARKS = str.maketrans("", "", "*\\_")


def find_lost_word(text: str, html: str, file: str) -> Problem | None:
    """The first word of the source that the page's HTML does not have in its place."""
    page = iter(page_words(html))
    for number, line in enumerate(text.split("\n"), start=1):
        plain = _SOURCE_TAGS.sub(lambda tag: " " if tag.group().startswith("<br") else "", line)
        for match in _WORD.finditer(plain):
            if next(page, None) != match.group().translate(_MARKS):
                wrong = f"chữ “{match.group()}” không còn đúng chỗ trên trang; chưa ghi gì."
                fix = "xem dấu lạ ở dòng này và dòng trên; lưu lại thành văn bản thuần rồi nhập lại."
                return Problem(Location(file, number, match.start() + 1), "word-lost", wrong, fix)
    return None


def find_word_lost_from_pages(document: Document, html: str, file: str) -> Problem | None:
    """The first word of the document's pages that neither the HTML nor the dropped lines have.

    Counts words, whatever their order: what put the pages in order cannot hide here what it lost. Where a word
    only ends elsewhere (over a line's end, between two cells) the letters must be the same; few words do.
    """
    if not document.pages:
        return None
    words = [(word, page.line) for page in document.pages for word in _plain_words(page.text)]
    printed = Counter(word for word, _ in words)
    found = Counter(page_words(html)) + Counter(word for line in document.dropped for word in _plain_words(line))
    missing, added = printed - found, found - printed
    if _letters(missing) == _letters(added) and missing.total() <= _MOST_CUT * len(words):
        return None
    strange = missing or added
    word = next((word for word, _ in words if word in strange), next(iter(strange)))
    line = next((line for one, line in words if one == word), 1)
    wrong = f"chữ “{word}” của tệp không có đúng số lần trên trang; chưa ghi gì."
    fix = "lưu văn bản thành .txt từ chương trình đã tạo ra tệp rồi nhập tệp .txt."
    return Problem(Location(file, line), "word-lost", wrong, fix)


def _plain_words(text: str) -> list[str]:
    return [word.translate(_MARKS) for word in _WORD.findall(text)]


def _letters(words: Counter[str]) -> Counter[str]:
    return Counter(letter for word in words.elements() for letter in word)


def page_words(html: str) -> list[str]:
    """The words of a page in their order, without the marks of Markdown."""
    body = _BLOCK_TAGS.sub(" ", _ADDED.sub("", html))
    return _plain_words(unescape(re.sub(r"<[^>]+>", "", body)))
