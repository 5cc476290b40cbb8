"""What stands at the beginning of a line: section numbers, list signs and the words that open a part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto


class Kind(Enum):
    ROMAN = auto()
    NUMBER = auto()
    LETTER = auto()
    PAREN = auto()
    STEP = auto()
    BULLET = auto()
    STAR = auto()
    OPENING = auto()
    NONE = auto()


NUMBERED = frozenset({Kind.ROMAN, Kind.NUMBER, Kind.LETTER, Kind.PAREN, Kind.STEP})


@dataclass(frozen=True, slots=True)
class Marker:
    """`numbers` are the values ((2, 3, 1) for "2.3.1."); `printed` the number as printed;
    `sign` the list sign, `sign_at` where it stands with the blank behind it; `length` the characters
    of the line up to the end of sign and number.
    """

    kind: Kind
    numbers: tuple[int, ...] = ()
    printed: str = ""
    sign: str = ""
    sign_at: tuple[int, int] = (0, 0)
    length: int = 0


# Emphasis marks may stand before, between and after sign and number: "**\* Bước 1." or "**1.1.** Tuyên".
_MARKS = r"(?:\*{1,3}(?=\S)|</?[ibu]>)*"
_HASHES = re.compile(r"#{1,6}\s+")
_NUMBERED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.ROMAN, re.compile(r"(?P<number>[IVX]{1,6})\.(?=[\s*]|$)")),
    (Kind.NUMBER, re.compile(r"(?P<number>[1-9]\d?(?:\.[1-9]\d?)*)\.(?=[\s*]|$)")),
    # A dotted number that lost its last dot ("2.3.2 Cá nhân"); a capital follows, else it is a quantity.
    (Kind.NUMBER, re.compile(r"(?P<number>[1-9]\d?(?:\.[1-9]\d?)+)(?=\*{0,2}\s+[^\W\d_a-z])")),
    (Kind.LETTER, re.compile(r"(?P<number>[a-zđ])\)(?=[\s*]|$)")),
    (Kind.PAREN, re.compile(r"\((?P<number>[1-9]\d?)\)(?=[\s*]|$)")),
    (Kind.PAREN, re.compile(r"(?P<number>[1-9]\d?)\)(?=[\s*]|$)")),
    (Kind.STEP, re.compile(r"Bước (?P<number>[1-9]\d?)\s*[.:]")),
)
_SIGN = re.compile(r"(?P<sign>[-–+•])(?:\s+|$)")
_STAR = re.compile(r"(?P<sign>\\?\*)\s+")
_OPENING = re.compile(
    r"Nơi nhận|Kính gửi|Trên đây là|T/M\b|TM\.|K/T\b|KT\.|TL\.|T/L\b|(?:Mẫu|MẪU|Phụ lục|PHỤ LỤC)(?: số)? [\dIVX]+$"
)
# Kinds of official documents, each alone on the first line of its title.
DOCUMENT_KINDS = (
    "KẾ HOẠCH", "HƯỚNG DẪN", "CHƯƠNG TRÌNH", "CÔNG VĂN", "THÔNG BÁO", "QUYẾT ĐỊNH", "ĐỀ ÁN", "CHỈ THỊ", "NGHỊ QUYẾT",
    "BÁO CÁO", "TỜ TRÌNH", "QUY ĐỊNH", "QUY CHẾ",
)  # fmt: skip
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def read_marker(text: str) -> Marker:
    """The marker at the beginning of a line; of kind NONE when the line begins with words."""
    start = _skip(text, _HASHES, 0)
    start = _skip(text, re.compile(_MARKS), start)
    if match := _SIGN.match(text, start):
        return _after_sign(text, match, Kind.BULLET)
    if match := _STAR.match(text, start):
        return _after_sign(text, match, Kind.STAR)
    if numbered := _read_number(text, start):
        return numbered
    if _OPENING.match(text, start):
        return Marker(Kind.OPENING)
    return Marker(Kind.NONE)


def _after_sign(text: str, match: re.Match[str], kind: Kind) -> Marker:
    """A list sign; behind a star a number or step counts, behind a dash it is part of the item."""
    sign = match["sign"][-1]
    if kind is Kind.STAR and (numbered := _read_number(text, _skip(text, re.compile(_MARKS), match.end()))):
        return replace(numbered, sign=sign, sign_at=match.span())
    return Marker(kind, sign=sign, sign_at=match.span(), length=match.end())


def _skip(text: str, pattern: re.Pattern[str], start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _read_number(text: str, start: int) -> Marker | None:
    for kind, pattern in _NUMBERED:
        if (match := pattern.match(text, start)) and (numbers := _values(kind, match["number"])):
            return Marker(kind, numbers, match.group().strip(), length=match.end())
    return None


def _values(kind: Kind, printed: str) -> tuple[int, ...]:
    """The values of a printed number; empty when it is none ("VX", "IIII")."""
    if kind is Kind.LETTER:
        return (_LETTERS.index(printed) + 1,)
    if kind is Kind.ROMAN:
        value = roman_value(printed)
        return (value,) if value else ()
    return tuple(int(part) for part in printed.split("."))


def roman_value(printed: str) -> int:
    """The value of a Roman numeral up to 49; 0 when it is not written as one."""
    values = [_ROMAN_VALUES.get(char, 0) for char in printed]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if total > 0 and _to_roman(total) == printed else 0


def _to_roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def step_of(text: str) -> int | None:
    """The number of a "Bước 1." at the beginning of a list item's words."""
    marker = _read_number(text, _skip(text, re.compile(_MARKS), 0))
    return marker.numbers[0] if marker and marker.kind is Kind.STEP else None


def split_kind(line: str) -> tuple[str, str]:
    """The kind of document that begins a line, "KẾ HOẠCH", and what the line says behind it; "" and all of it."""
    for kind in DOCUMENT_KINDS:
        if line.upper() == kind or line.upper().startswith(f"{kind} "):
            return line[: len(kind)], line[len(kind) :].strip()
    return "", line
