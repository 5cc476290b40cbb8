"""The plain part of YAML that data files are nearly always written in, read at a small part of the usual cost.

The careful reader (yaml.py) keeps the place of every value for messages, and ten thousand files cost it
four seconds. Most files hold no mistake and nothing that can be read in two ways, so nobody asks for a
place. This reader takes just those: groups and lists indented by blanks, values on one line, blocks after
| and >, comments on lines of their own. Of anything else it says that it is unsure, and the careful reader
is asked, as it is where a record turns out to have a mistake. On every text that this reader takes, both
agree (tests/test_quick.py).
"""

from __future__ import annotations

import re
from typing import Any

# One after the other, these take up a whole text: what a line begins with (indentation, the dash of a list item,
# a key and its colon), the rest of it, and with a block all the block's lines; the last group is their indentation.
_ENTRY = re.compile(
    r"( *+(?:- )?+(?:[A-Za-z_]\w*+:(?=[ \n]) ?+)?+)"
    r"([|>]-?+\n( ++)[^ \n].*+(?:\n\3.*+|\n(?=\n))*|.*+)\n"
)
# YAML ends keys at 1,024 letters and the careful reader stops at 24 levels; within these bounds neither is reached.
_HEAD = re.compile(r"( {0,20})(- )?(?:([A-Za-z_]\w{0,60}): ?)?")
_MAX_HEADS = 1024
# A plain value begins with none of these, or with some of them only before certain letters.
_SPECIAL = frozenset(" -?:,[]{}#&*!|>'\"%@`")
_EMPTY = frozenset(("~", "null", "Null", "NULL"))
_MAY_BE_SPECIAL = _SPECIAL | {word[0] for word in _EMPTY}
_CONTROLS = bytes((*range(10), *range(11, 32), 127))
# U+0080–U+009F, U+FEFF, U+FFFE and U+FFFF as UTF-8.
_HIGH_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
_NO_LETTER = re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")


class _UnsureError(Exception):
    """The text holds something that only the careful reader knows."""


def read_quickly(text: str, encoded: bytes | None = None) -> dict[str, object] | None:
    """What `read_yaml(text, file)[0].plain()` gives for a text without problems; None when unsure.

    `text` is NFC with plain line ends, as `read_text` gives it; `encoded` is the same in UTF-8, from those who have it.
    """
    if not text.endswith("\n") or _has_controls(text, text.encode() if encoded is None else encoded):
        return None
    try:
        return _read_groups(text) or None
    except _UnsureError:
        return None


def _has_controls(text: str, encoded: bytes) -> bool:
    """Whether there are tabs or characters that YAML forbids or takes for line ends."""
    # One pattern for all of them takes three times as long; to look for one byte or letter takes next to nothing.
    return (
        len(encoded.translate(None, _CONTROLS)) < len(encoded)
        or (b"\xc2" in encoded and _HIGH_CONTROL.search(encoded) is not None)
        or (b"\xef" in encoded and _NO_LETTER.search(encoded) is not None)
        or "\u2028" in text
        or "\u2029" in text
    )


class _Heads(dict[str, tuple[int, str | None]]):
    """Where a line belongs, by what it begins with: its level and its key.

    Whatever lies in something else has the greater level: that of a group is three times its column, that of a list
    one more, as a list may stand in its key's own column. An item that begins a group has two more, which is nobody's
    level. A blank line and a comment have -1. There are few such beginnings in all files together.

    "results:" 0, below it "  - figure: 5" 8 and "    unit: hộ" 12: a list of level 7, in it a group of level 12.
    """

    def __missing__(self, head: str) -> tuple[int, str | None]:
        match = _HEAD.fullmatch(head)
        if match is None:
            raise _UnsureError
        dash, key = match[2], match[3]
        level = 3 * match.end(1) + (0 if not dash else 2 if key else 1)
        place = (level if dash or key else -1), key
        if len(self) < _MAX_HEADS:
            self[head] = place
        return place


_HEADS = _Heads()


def _read_groups(text: str) -> dict[str, object]:
    """The values of a text without controls."""
    # Most lines are done with within the loop: calls would cost half as much again.
    whole: dict[str, object] = {}
    # The group or list into which lines are read, its level, and the same of those around it.
    place: _Place = (whole, 0, None)
    here, level, _ = place
    # The key of the last line, if nothing stood behind it.
    waiting: str | None = None
    heads, hashes = _HEADS, "#" in text
    value: Any
    for head, value, margin in _ENTRY.findall(text):
        at, key = heads[head]
        if at != level or waiting:
            if at < 0:
                if value and value[0] != "#":
                    raise _UnsureError
                continue
            place = _find_place(at, waiting, place)
            here, level, _ = place
            waiting = None
        if not value:
            if not key:
                raise _UnsureError
            value, waiting = None, key
        elif value[0] in _MAY_BE_SPECIAL:
            value = _read_special(value, margin, level // 3)
        elif value[-1] == " " or (":" in value and _has_key(value)) or (hashes and " #" in value):
            raise _UnsureError
        if not key:
            here.append(value)
        elif key in here:
            raise _UnsureError
        else:
            here[key] = value
    return whole


# What lines are read into, its level, and the place around it.
_Place = tuple[Any, int, Any]


def _find_place(at: int, waiting: str | None, place: _Place) -> _Place:
    """Where a line of level `at` is read: in something new under the `waiting` key, here, or further out."""
    opens = at % 3 == 2
    at -= opens
    if at > place[1]:
        if not waiting:
            raise _UnsureError
        inner: Any = [] if at % 3 else {}
        place[0][waiting] = inner
        place = inner, at, place
    while at < place[1]:
        place = place[2]
    if at != place[1]:
        raise _UnsureError
    if opens:
        group: dict[str, object] = {}
        place[0].append(group)
        # Its keys stand two columns further than the dash: six levels, of which the list took one.
        place = group, at + 5, place
    return place


def _has_key(value: str) -> bool:
    """Whether YAML takes a colon in a plain value for the end of a key."""
    return ": " in value or value[-1] == ":"


def _read_special(value: str, margin: str, column: int) -> str | None:
    """A value that does not begin as most do; a block with its `margin` is the value of something in `column`."""
    if margin:
        return _read_block(value, margin, column)
    if value[0] in _SPECIAL:
        return _read_quoted(value)
    if value[-1] == " " or _has_key(value) or " #" in value:
        raise _UnsureError
    return None if len(value) <= 4 and value in _EMPTY else value


def _read_block(value: str, margin: str, column: int) -> str:
    if len(margin) <= column:
        raise _UnsureError
    style, _, text = value.partition(f"\n{margin}")
    if "\n" in text:
        text = text.replace(f"\n{margin}", "\n").rstrip("\n")
    if style[0] == ">":
        # Lines set deeper and blank lines are folded by rules of their own.
        if "\n " in text or "\n\n" in text:
            raise _UnsureError
        text = text.replace("\n", " ")
    return text if style[-1] == "-" else f"{text}\n"


def _read_quoted(value: str) -> str:
    """The text between two quotation marks, when nothing in it has a meaning of its own."""
    mark, inside = value[0], value[1:-1]
    if mark not in ("'", '"') or len(value) < 2 or value[-1] != mark or mark in inside or "\\" in inside:
        raise _UnsureError
    return inside
