"""What one registration says, and the words in which offices say yes and no."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from generator.importing.office.tables import Cell
from generator.records.model import Origin, Subject

# Ticks as they come back, Cyrillic х among them; an empty box means no.
_YES = frozenset((
    "x", "х", "×", "✕", "✖", "☓", "v", "✓", "✔", "√", "☑", "☒", "🗹", "✗", "✘", "có", "co", "true", "đúng", "1", "[x]",
    "(x)",
))  # fmt: skip
_NO = frozenset(("", "☐", "□", "o", "-", "–", "không", "khong", "false", "sai", "0", "[]", "()", "[ ]"))
_DITTO = re.compile(r"[\"'”“″〃,/\s]*|\W*(?:nt|n\.t|như (?:trên|dòng trên|mục trên|ô trên))\W*", re.IGNORECASE)
_NOTHING = re.compile(r"\W*(?:(?:không|chưa)(?: có| đăng ký)?(?: mô hình(?: nào)?)?)?\W*", re.IGNORECASE)
_DOTS = re.compile(r"(?:[.…_]\s*){3,}|…+|_{2,}")


class Registration(msgspec.Struct, frozen=True):
    """One model as its form tells it; `cell` is where it begins, `place` the same in words.

    `told` names what the form asked for: only that is compared with what the portal has.
    """

    name: str
    implementer: str
    subject: Subject
    origin: Origin
    field: str
    cell: Cell
    place: str
    told: frozenset[str]
    situation: str | None = None
    approach: str | None = None
    expected: str | None = None
    launched_on: date | None = None


def read_tick(text: str) -> bool | None:
    """Whether a cell is ticked; None when its text is neither yes nor no."""
    found = "".join(text.split()).strip(".,;:").lower()
    if found in _YES:
        return True
    return False if found in _NO else None


def is_ditto(text: str) -> bool:
    """Whether a cell says no more than the one above: “như trên”, “(nt)”, ditto marks."""
    return bool(text) and _DITTO.fullmatch(text) is not None


def is_nothing(text: str) -> bool:
    """Whether a cell only says that there is nothing: “Không”, “Chưa có”, a dash."""
    return bool(text) and _NOTHING.fullmatch(text) is not None


def strip_dots(text: str) -> str:
    """What was written on dotted lines, without the dots."""
    lines = (" ".join(_DOTS.sub(" ", line).split()).strip(" \t") for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line not in (":", ".", ";"))
