"""Vietnamese text: NFC, ids from names, sort order, folding, numbers and dates in words."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

# The letters in the order of the Vietnamese alphabet; a tone mark sorts after the letter itself.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_LETTERS, start=10)}
# Unmarked, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# Old placement (hoà, thuý, khoẻ) has the tone on the first of two open vowels' second letter.
_OPEN_PAIRS = ("oa", "oe", "uy")

# Words, each with what stands behind it.
_WORDS = re.compile(r"\w+\W*|\W+")
_NO_WORDS = re.compile(r"^#+ |^\[\[.*\]\]$", re.MULTILINE)


def nfc(text: str) -> str:
    """The text in NFC: some editors spell "ế" as three code points, and ids would differ."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without any mark and with d for đ: "Đồ Sơn" → "do son"."""
    # ð (eth) looks the same as a capital, and old fonts and keyboards give it for Đ.
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def make_id(name: str) -> str:
    """A lower-case ASCII id with hyphens: "Đồ Sơn" → "do-son"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


@lru_cache(maxsize=4096)
def _split_tone(char: str) -> tuple[str, int]:
    """A letter without its tone, and the tone's rank: "ế" → ("ê", 4)."""
    tone = 0
    rest = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            rest.append(part)
    return nfc("".join(rest)), tone


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[str, str]:
    """The key that sorts text as a Vietnamese dictionary does.

    Letters first (a ă â b … d đ …), tones decide only between words with the same letters.
    Digits keep their value: "Tổ 5" comes before "Tổ 12".
    """
    letters = tones = ""
    # Small letters go together with other marks than capitals do.
    for more_letters, more_tones in map(_sort_word, _WORDS.findall(nfc(nfc(text).lower()))):
        letters += more_letters
        tones += more_tones
    return letters, tones


# Ten thousand names are written in a few hundred words.
@lru_cache(maxsize=4096)
def _sort_word(word: str) -> tuple[str, str]:
    """The sort key of a word in small letters and what stands behind it."""
    letters: list[str] = []
    tones: list[str] = []
    for part in re.findall(r"\d+|\D", modern_tone(word)):
        if part.isdigit():
            letters.append("05" + part.lstrip("0").rjust(12, "0"))
            continue
        letter, tone = _split_tone(part)
        letters.append(_LETTER_RANK.get(letter, "00"))
        tones.append(str(tone))
    return "".join(letters), "".join(tones)


def modern_tone(text: str) -> str:
    """Text with the newer tone placement: "hoà" → "hòa", "uỷ" → "ủy", "khoẻ" → "khỏe".

    Only an open syllable moves its tone; "hoàn" and "quý" stay as they are.
    """
    return re.sub(r"\w+", lambda match: _move_tone(match.group()), nfc(text))


def _move_tone(word: str) -> str:
    if len(word) < 2:
        return word
    last, tone = _split_tone(word[-1])
    first = word[-2]
    if not tone or (first + last).lower() not in _OPEN_PAIRS:
        return word
    # In "quý" the u belongs to the consonant, so y is the only vowel.
    if len(word) > 2 and word[-3].lower() == "q":
        return word
    mark = next(part for part in unicodedata.normalize("NFD", word[-1]) if part in _TONES)
    return word[:-2] + nfc(first + mark) + last


def format_number(value: float | int) -> str:
    """A number as Vietnamese print it: 1200 → "1.200", 3.5 → "3,5"; at most two decimals."""
    digits = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}.00"
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + ("," + fraction if fraction else "")


def split_day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a day as people type it, "15/6/2026", "15-06-2026", "2026-06-15"; it may not exist."""
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    year_first = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", text)
    parts = day_first.groups()[::-1] if day_first else year_first.groups() if year_first else None
    if parts is None:
        return None
    year, month, day = map(int, parts)
    return year, month, day


def format_day(day: date) -> str:
    """A day as Vietnamese print it: 05/02/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def count_words(text: str) -> int:
    """Words of a Markdown text as Word counts them, without marks of headings and places of photos."""
    return len(_NO_WORDS.sub("", text).split())


def reading_minutes(words: int) -> int:
    """Minutes to read so many words, at 220 words a minute, at least one."""
    return max(1, round(words / 220))
