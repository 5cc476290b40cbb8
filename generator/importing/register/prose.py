"""Answers of a form as the Markdown of a record: what a unit wrote is shown as it wrote it, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import msgspec

from generator.importing.inline import to_markdown
from generator.markup import render_markdown

_ITEM = re.compile(r"(?P<sign>[-–—•·*+])\s+(?P<words>\S.*)")
_NUMBERED = re.compile(r"(?P<number>\d+)[.)]\s+(?P<words>\S.*)")
_ENDS = (".", ";", ":", "!", "?")


class _Piece(msgspec.Struct):
    """A paragraph, or an item of a list: `sign` is "-", "+" below an item of "-", "1." and so on, "" for none."""

    sign: str
    lines: list[str]


def write_prose(text: str, *, is_wrapped: bool) -> str:
    """The text as Markdown: lines that begin with a dash as lists, other lines as paragraphs, no word as markup.

    `is_wrapped`: the lines are those of dotted lines on paper, where a sentence goes on in the next one.
    """
    pieces = list(_cut(text, is_wrapped=is_wrapped))
    _keep_counted(pieces)
    written = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None:
            written += "\n" if _is_one_list(before.sign, piece.sign) else "\n\n"
        words = _escape("\n".join(piece.lines))
        written += "    - " + words if piece.sign == "+" else f"{piece.sign} {words}".strip()
    return written


def _is_one_list(sign: str, other: str) -> bool:
    return bool(sign and other) and sign[0].isdigit() == other[0].isdigit()


def _cut(text: str, *, is_wrapped: bool) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for line in filter(None, map(str.strip, text.split("\n"))):
        item, numbered = _ITEM.fullmatch(line), _NUMBERED.fullmatch(line)
        if piece and not item and not numbered and _goes_on(piece.lines[-1], line, is_wrapped=is_wrapped):
            piece.lines.append(line)
            continue
        if piece:
            yield piece
        below = item and item["sign"] == "+" and piece and piece.sign in ("-", "+")
        sign = "+" if below else "-" if item else f"{numbered['number']}." if numbered else ""
        match = item or numbered
        piece = _Piece(sign, [match["words"] if match else line])
    if piece:
        yield piece


def _goes_on(before: str, line: str, *, is_wrapped: bool) -> bool:
    return line[0].islower() or (is_wrapped and not before.endswith(_ENDS))


def _keep_counted(pieces: list[_Piece]) -> None:
    """Numbers stay the unit's own: only those that count from 1 make a list, which counts by itself."""
    wanted = 1
    for at, piece in enumerate(pieces):
        if not piece.sign[:1].isdigit():
            wanted = 1
            continue
        alone = piece.sign == "1." and not (at + 1 < len(pieces) and pieces[at + 1].sign == "2.")
        if piece.sign == f"{wanted}." and not alone:
            wanted += 1
        else:
            piece.lines[0], piece.sign, wanted = f"{piece.sign} {piece.lines[0]}", "", 1


def _escape(words: str) -> str:
    """The words as they are, where Markdown shows just them."""
    if unescape(render_markdown(words)) == f"<p>{words}</p>":
        return words
    return to_markdown(re.sub(r"[\\*<]", r"\\\g<0>", words))
