"""Texts as forms print them: which are the same though typed anew, and which field a printed name means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from generator.records.field import Field
from generator.vietnamese import fold

# Two printed titles that are this much alike are the same one, typed anew.
_ALIKE = 0.88
_ORDINAL = re.compile(r"(?:[IVX]+|[A-H]|\d+)\s*[.)]\s*")


# Every cell of a form that comes back is compared with every title.
@lru_cache(maxsize=4096)
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
    # No two texts are more alike than their lengths are; comparing takes their product.
    if 2 * min(len(found), len(printed)) < _ALIKE * (len(found) + len(printed)):
        return False
    if len(printed) <= 6:
        return False
    compared = SequenceMatcher(None, found, printed)
    # An upper bound first, a tenth of the work: most texts share too few letters.
    return compared.quick_ratio() >= _ALIKE and compared.ratio() >= _ALIKE


def without_ordinal(text: str) -> str:
    """A printed text without the number before it: "I. Tập thể" → "Tập thể"."""
    return _ORDINAL.sub("", text, count=1) if _ORDINAL.match(text) else text


def takes_others(text: str) -> bool:
    """Whether a printed line or column takes what no other does: "V. Các lĩnh vực khác"."""
    return re.match(r"(?:cac )?(?:linh vuc )?khac\b", key_of(without_ordinal(text))) is not None


class FieldNames:
    """The portal's fields by all the names that they go by."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._ids = {key_of(name): one.id for one in fields.values() for name in (one.name, *one.aliases)}

    def find(self, text: str) -> str | None:
        """The id of the field that a printed line names: "I. Lĩnh vực phát triển kinh tế" → "kinh-te"."""
        key = key_of(without_ordinal(text))
        return self._ids.get(key) or next((one for name, one in self._ids.items() if is_alike(key, name)), None)
