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
from functools import lru_cache

# Indentation, then the dash of a list item or a key. YAML ends keys at 1,024 letters and the careful reader
# stops at 24 levels; within these bounds neither is reached.
_HEAD = re.compile(r"( {0,20})(?:- .*|([A-Za-z_]\w{0,60}))")
# A plain value begins with none of these, or with some of them only before certain letters.
_SPECIAL = frozenset(" -?:,[]{}#&*!|>'\"%@`")
_EMPTY = frozenset(("~", "null", "Null", "NULL"))
_BLOCK_MARKS = "|>"
_CONTROLS = bytes((*range(10), *range(11, 32), 127))
# U+0080–U+009F as UTF-8.
_HIGH_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
_MORE_CONTROLS = "\u2028\u2029\ufeff\ufffe\uffff"
# The column of a blank line or a comment, which stands in no group.
_NOWHERE = -1

# Lines are counted from 0. Each reader gives what it has read and the number of the line after it.
_Lines = list[str]


class _UnsureError(Exception):
    """The text holds something that only the careful reader knows."""


def read_quickly(text: str) -> dict[str, object] | None:
    """What `read_yaml(text, file)[0].plain()` gives for a text without problems; None when unsure.

    `text` is NFC with plain line ends, as `read_text` gives it.
    """
    if not text.endswith("\n") or _has_controls(text):
        return None
    try:
        group, _ = _read_group(text.split("\n"), 0, 0)
    except _UnsureError:
        return None
    return group or None


def _has_controls(text: str) -> bool:
    """Whether there are tabs or characters that YAML forbids or takes for line ends."""
    # One pattern for all of them takes three times as long.
    raw = text.encode()
    if len(raw.translate(None, _CONTROLS)) < len(raw) or _HIGH_CONTROL.search(raw):
        return True
    return any(char in text for char in _MORE_CONTROLS)


def _read_group(lines: _Lines, number: int, column: int) -> tuple[dict[str, object], int]:
    group: dict[str, object] = {}
    while number < len(lines):
        head, colon, value = lines[number].partition(": ")
        at, key = _read_head(head) if colon else _read_bare(head)
        if at != column:
            if at > column:
                raise _UnsureError
            if at != _NOWHERE:
                break
            number += 1
            continue
        if not key or key in group:
            raise _UnsureError
        number += 1
        if not value:
            group[key], number = _read_below(lines, number, column)
        elif value[0] in _BLOCK_MARKS:
            group[key], number = _read_block(lines, number, column, value)
        else:
            group[key] = _read_scalar(value)
    return group, number


@lru_cache(maxsize=1024)
def _read_head(head: str) -> tuple[int, str]:
    """The column and the key of what stands before a colon; a list item has "" for its key."""
    match = _HEAD.fullmatch(head)
    if match is not None:
        return match.end(1), match[2] or ""
    if head.lstrip(" ").startswith("#"):
        return _NOWHERE, ""
    raise _UnsureError


def _read_bare(line: str) -> tuple[int, str]:
    """The column and the key of a line without a value."""
    if line.endswith(":"):
        return _read_head(line[:-1])
    words = line.lstrip(" ")
    if words.startswith("- "):
        return len(line) - len(words), ""
    if not words or words.startswith("#"):
        return _NOWHERE, ""
    raise _UnsureError


def _read_place(line: str) -> tuple[int, str]:
    """The column and the key with which any line begins."""
    head, colon, _ = line.partition(": ")
    return _read_head(head) if colon else _read_bare(head)


def _read_below(lines: _Lines, number: int, column: int) -> tuple[object, int]:
    """The list or group that stands under a key in `column`; None where there is none."""
    while number < len(lines):
        at, key = _read_place(lines[number])
        # A list may stand in its key's own column.
        if not key and at >= column:
            return _read_list(lines, number, at)
        if at > column:
            return _read_group(lines, number, at)
        if at != _NOWHERE:
            break
        number += 1
    return None, number


def _read_list(lines: _Lines, number: int, column: int) -> tuple[list[object], int]:
    items: list[object] = []
    dash = " " * column + "- "
    while number < len(lines):
        if lines[number].startswith(dash):
            item, number = _read_item(lines, number, column)
            items.append(item)
            continue
        at, _ = _read_place(lines[number])
        if at > column:
            raise _UnsureError
        if at != _NOWHERE:
            break
        number += 1
    return items, number


def _read_item(lines: _Lines, number: int, column: int) -> tuple[object, int]:
    value = lines[number][column + 2 :]
    if not value:
        raise _UnsureError
    if ": " in value or value.endswith(":"):
        # Without its dash the line reads as the first one of a group.
        lines[number] = " " * (column + 2) + value
        return _read_group(lines, number, column + 2)
    if value[0] in _BLOCK_MARKS:
        return _read_block(lines, number + 1, column, value)
    return _read_scalar(value), number + 1


def _read_block(lines: _Lines, number: int, column: int, style: str) -> tuple[str, int]:
    """The text of a block that is the value of something in `column`."""
    first = lines[number]
    margin = first[: len(first) - len(first.lstrip(" "))]
    if not column < len(margin) < len(first) or style not in ("|", "|-", ">", ">-"):
        raise _UnsureError
    end = number + 1
    while end < len(lines) and (lines[end].startswith(margin) or not lines[end]):
        end += 1
    found = [line[len(margin) :] for line in lines[number:end]]
    while not found[-1]:
        found.pop()
    joint = "\n"
    if style[0] == ">":
        # Lines set deeper and blank lines are folded by rules of their own.
        if any(line[:1] in ("", " ") for line in found):
            raise _UnsureError
        joint = " "
    return joint.join(found) + "\n" * (len(style) == 1), end


def _read_scalar(value: str) -> str | None:
    if value[0] in _SPECIAL:
        return _read_quoted(value)
    if ": " in value or " #" in value or value[-1] in ": ":
        raise _UnsureError
    return None if len(value) <= 4 and value in _EMPTY else value


def _read_quoted(value: str) -> str:
    """The text between two quotation marks, when nothing in it has a meaning of its own."""
    mark, inside = value[0], value[1:-1]
    if mark not in ("'", '"') or len(value) < 2 or value[-1] != mark or mark in inside or "\\" in inside:
        raise _UnsureError
    return inside
