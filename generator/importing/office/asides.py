"""What a Word file holds beside its text: told to whoever imports it, never taken over or followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importing.office.package import Package
from generator.importing.office.word import W, parse_part, read_text

_EDGES = {"header": "Đầu trang", "footer": "Chân trang"}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Of a long text its beginning is enough to know it again.
_SHOWN = 80
_MOST = 20


def list_asides(package: Package) -> Iterator[str]:
    """Sentences about headers, footers, comments of reviewers, and addresses elsewhere that a .docx has."""
    for name, called in _EDGES.items():
        for text in dict.fromkeys(_list_edges(package, name)):
            yield f"{called} không đưa vào trang: “{text}”."
    comments = list(list_comments(package))
    if comments:
        yield f"{len(comments)} lời nhận xét (comment) trong tệp không đăng: {'; '.join(comments[:_MOST])}."
    for address in list(dict.fromkeys(_list_addresses(package)))[:_MOST]:
        yield f"Tệp trỏ ra ngoài, không mở theo: {address}."


def _list_edges(package: Package, name: str) -> Iterator[str]:
    for part in package.parts:
        root = parse_part(package, part) if re.fullmatch(rf"word/{name}\d*\.xml", part) else None
        text = _shorten(read_text(root)) if root is not None else ""
        # A page's number alone is nobody's word.
        if re.search(r"[^\W\d_]", re.sub(r"(?i)^(?:trang|page)\b[\s\d/]*$", "", text)):
            yield text


def list_comments(package: Package) -> Iterator[str]:
    """What reviewers said beside a .docx, each with its author."""
    root = parse_part(package, "word/comments.xml")
    for one in root.iterfind(f"{W}comment") if root is not None else ():
        author = " ".join(str(one.get(f"{W}author", "")).split())
        yield f"{author or 'không rõ ai'}: “{_shorten(read_text(one))}”"


def _list_addresses(package: Package) -> Iterator[str]:
    """What lies outside the file; where a link leads is shown or left out with its words."""
    for part in package.parts:
        root = parse_part(package, part) if part.startswith("word/") and part.endswith(".rels") else None
        for one in root.iter(_RELATION) if root is not None else ():
            if one.get("TargetMode") == "External" and not str(one.get("Type", "")).endswith("/hyperlink"):
                yield _shorten(str(one.get("Target", "")))


def _shorten(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
