"""The numbers that Word sets before paragraphs: they stand in no text, so they are counted here (ECMA-376, 17.9)."""

from __future__ import annotations

import re

from lxml import etree

from generator.importing.office.package import Package
from generator.importing.office.styles import value_of
from generator.importing.office.word import W, parse_part

BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Numbering:
    """The lists of a file; it counts on with every paragraph that it is asked for."""

    def __init__(self, package: Package) -> None:
        root = parse_part(package, "word/numbering.xml")
        lists = root.iterfind(f"{W}abstractNum") if root is not None else iter(())
        self._lists = {str(one.get(f"{W}abstractNumId")): one for one in lists}
        numbers = root.iterfind(f"{W}num") if root is not None else iter(())
        self._numbers = {str(one.get(f"{W}numId")): one for one in numbers}
        # Lists that share their levels count on together. Shape: {abstract list: {level: last number}}.
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of a list: "1.", "a)", "II.", "•"; "" for a list that is not there."""
        level = self._level(number, depth)
        if level is None:
            return ""
        abstract = value_of(self._numbers[number], "abstractNumId")
        counts = self._counts.setdefault(abstract, {})
        restart = self._restart(number, depth)
        if restart is not None and (number, depth) not in self._begun:
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, self._start(level) - 1) + 1
        self._begun.add((number, depth))
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if value_of(level, "numFmt") == "bullet":
            return BULLET
        return re.sub(
            r"%([1-9])", lambda match: self._shown(number, int(match[1]) - 1, counts), _text_of(level)
        ).strip()

    def _shown(self, number: str, depth: int, counts: dict[int, int]) -> str:
        level = self._level(number, depth)
        if level is None:
            return ""
        return write_number(counts.get(depth, self._start(level)), value_of(level, "numFmt"))

    def _level(self, number: str, depth: int) -> etree._Element | None:
        one = self._numbers.get(number)
        if one is None:
            return None
        override = one.find(f"{W}lvlOverride[@{W}ilvl='{depth}']/{W}lvl")
        abstract = self._lists.get(value_of(one, "abstractNumId"))
        if override is not None or abstract is None:
            return override
        return abstract.find(f"{W}lvl[@{W}ilvl='{depth}']")

    def _restart(self, number: str, depth: int) -> int | None:
        value = value_of(self._numbers[number].find(f"{W}lvlOverride[@{W}ilvl='{depth}']"), "startOverride")
        return int(value) if value.isdecimal() else None

    @staticmethod
    def _start(level: etree._Element) -> int:
        value = value_of(level, "start")
        return int(value) if value.isdecimal() else 1


def _text_of(level: etree._Element) -> str:
    return value_of(level, "lvlText") or "%1."


def write_number(number: int, kind: str) -> str:
    """A number as Word's `kind` of numbering writes it: 3 → "3", "iii", "C"."""
    if kind in ("lowerLetter", "upperLetter"):
        # After z come aa, bb, cc.
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else ""
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman"):
        written, rest = "", min(number, 4000)
        for value, letters in _ROMAN:
            written += letters * (rest // value)
            rest %= value
        return written if kind == "lowerRoman" else written.upper()
    if kind == "none":
        return ""
    return f"{number:02}" if kind == "decimalZero" else str(number)
