"""Ticks and boxes of symbol fonts: letters and codes that look like something else than what they are.

Word's "Insert symbol" writes a code from F020 on (ECMA-376 Part 1, 17.3.3.30), LibreOffice the sign of that code, Excel
the plain letter; which sign it is, the font alone tells.
"""

from __future__ import annotations

from collections.abc import Mapping

_FIRST, _LAST = 0xF020, 0xF0FF
# Shape: {font, in small letters: {code in the font: the sign that is seen}}.
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xFC: "✓", 0xFB: "✗",
    },
    "wingdings 2": {0xA3: "☐", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x50: "✓", 0x51: "☒", 0x4F: "✗"},
    "webdings": {0x61: "✓", 0x63: "☐", 0x72: "✗"},
    "marlett": {0x61: "✓", 0x62: "✓", 0x72: "✗"},
}  # fmt: skip
# Where a font is not told, by code alone: the older the font, the likelier.
_ANY = {code: sign for signs in reversed(tuple(_FONTS.values())) for code, sign in signs.items()}
# The same as Word writes a code: "F0FC" → "✓".
SIGNS: Mapping[str, str] = {f"{_FIRST - 0x20 + code:04X}": sign for code, sign in _ANY.items()}


def see_signs(text: str, font: str) -> str:
    """A text as it is seen in a font; in an ordinary one, "" too, only codes that no other text has are signs."""
    signs = _FONTS.get(font.strip().lower())
    return "".join(_see(letter, signs) for letter in text)


def _see(letter: str, signs: Mapping[int, str] | None) -> str:
    code = ord(letter)
    if _FIRST <= code <= _LAST:
        return (_ANY if signs is None else signs).get(code - _FIRST + 0x20, letter)
    return letter if signs is None else signs.get(code, letter)
