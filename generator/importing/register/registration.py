"""What one registration says, and the words in which offices say yes and no."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher

import msgspec

from generator.importing.office.tables import Cell
from generator.records.model import Origin, Subject
from generator.vietnamese import fold

# Ticks as they come back, Cyrillic х among them; an empty box means no.
_YES = frozenset(("x", "х", "v", "✓", "✔", "√", "☑", "☒", "🗹", "✗", "✘", "có", "co", "true", "đúng", "1", "[x]", "(x)"))
_NO = frozenset(("", "☐", "□", "o", "-", "–", "không", "khong", "false", "sai", "0", "[]", "()", "[ ]"))
# Two printed titles that are this much alike are the same one, typed anew.
_ALIKE = 0.88
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


def key_of(text: str) -> str:
    """A printed text without what changes from year to year and from typist to typist."""
    text = re.sub(r"\[\^\d+\]|\*", "", text)
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"\b20\d\d\b", "", fold(text))))


def is_alike(found: str, printed: str) -> bool:
    """Whether a text that was found is the printed one, or begins with it; both as keys."""
    if not found or not printed:
        return False
    if found == printed or found.startswith(f"{printed} "):
        return True
    return len(printed) > 6 and SequenceMatcher(None, found, printed).ratio() >= _ALIKE


def read_tick(text: str) -> bool | None:
    """Whether a cell is ticked; None when its text is neither yes nor no."""
    found = "".join(text.split()).strip(".,;:").lower()
    if found in _YES:
        return True
    return False if found in _NO else None


def strip_dots(text: str) -> str:
    """What was written on dotted lines, without the dots."""
    lines = (" ".join(_DOTS.sub(" ", line).split()).strip(" \t") for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line not in (":", ".", ";"))
