"""The promise of an import, checked each time: every word of the source is on the page, in its order."""

from __future__ import annotations

import re
from html import unescape

from generator.problems import Location, Problem

_SOURCE_TAGS = re.compile(r"(?<!\\)</?(?:i|b|u|em|strong|sup|sub)>|(?<!\\)<br ?/?>")
_ADDED = re.compile(r'<(h\d)[^>]*class="added"[^>]*>.*?</\1>', re.DOTALL)
_BLOCK_TAGS = re.compile(r"</?(?:p|li|ul|ol|h\d|td|th|tr|table|thead|tbody|div)\b[^>]*>|<(?:br|hr)[^>]*>")
# Stars and backslashes are marks in the source and may be letters' neighbours on the page.
_WORD = re.compile(r"[^\W_][\w*\\]*")
_MARKS = str.maketrans("", "", "*\\_")


def find_lost_word(text: str, html: str, file: str) -> Problem | None:
    """The first word of the source that the page's HTML does not have in its place."""
    page = iter(_page_words(html))
    for number, line in enumerate(text.split("\n"), start=1):
        plain = _SOURCE_TAGS.sub(lambda tag: " " if tag.group().startswith("<br") else "", line)
        for match in _WORD.finditer(plain):
            if next(page, None) != match.group().translate(_MARKS):
                wrong = f"chữ “{match.group()}” không còn đúng chỗ trên trang; chưa ghi gì."
                fix = "xem dấu lạ ở dòng này và dòng trên; lưu lại thành văn bản thuần rồi nhập lại."
                return Problem(Location(file, number, match.start() + 1), "word-lost", wrong, fix)
    return None


def _page_words(html: str) -> list[str]:
    body = _BLOCK_TAGS.sub(" ", _ADDED.sub("", html))
    words = _WORD.findall(unescape(re.sub(r"<[^>]+>", "", body)))
    return [word.translate(_MARKS) for word in words]
