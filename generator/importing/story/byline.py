"""Who wrote a story, as a line of its own below its title or at its end tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.office.blocks import Paragraph
from generator.vietnamese import fold

_BYLINE = re.compile(
    r"\(?(?:họ (?:và )?tên (?=tác giả|người))?"
    r"((?:tin|bài viết|bài|ảnh)(?:\s*(?:,|và|-|&)\s*(?:bài|ảnh))*|tác giả|người (?:viết|dự thi)|thực hiện)"
    r"\s*:\s*(.{2,100}?)\)?\.?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\(?(họ (?:và )?tên )(?:tác giả|người)", re.IGNORECASE)
# What stands in bold at an end, too.
_NO_NAME = re.compile(r"\b(?:hinh anh|nguoi viet|tac gia|xac nhan|thay mat|phu luc|noi nhan)\b")
_WORD_OF_NAME = re.compile(r"[^\W\d_][\w.,’'-]*|[–-]")


def tell_byline(paragraph: Paragraph, *, is_close: bool) -> str:
    """Who wrote it: "Bài và ảnh: Mẫu" → "Mẫu (bài và ảnh)", or a name alone; else "".

    `is_close`: it stands right below the title or the text, where a name need not stand on the right.
    """
    plain = paragraph.plain.strip()
    match = _BYLINE.fullmatch(plain)
    if match:
        return f"{match[2].strip()} ({match[1].lower()})"
    look = paragraph.look
    looks_so = look.right or (is_close and (look.bold or look.italic))
    return plain if looks_so and not paragraph.label and not look.level and is_name(plain.split()) else ""


def label_of(paragraph: Paragraph) -> str:
    """What a byline has before it that the page has no more: "Họ và tên" of "Họ và tên tác giả: Mẫu"; else ""."""
    match = _LABEL.match(paragraph.plain)
    return match[1] if match else ""


def is_name(words: Sequence[str]) -> bool:
    """Whether words may be the name of a person or a body: few, half of them with capitals, no end of a sentence."""
    capitals = sum(word[0].isupper() for word in words)
    few = 2 <= len(words) <= 8 and capitals * 2 >= len(words) and not _NO_NAME.search(fold(" ".join(words)))
    return few and all(map(_WORD_OF_NAME.fullmatch, words)) and not words[-1].endswith((".", ","))
