"""How Word's styles make words look: what a style does not say, the one it is based on does (ECMA-376, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from generator.importing.office.package import Package
from generator.importing.office.word import W, parse_part

_OFF = ("0", "false", "off", "none")
_HEADING = "heading "
_LIST = re.compile(r"list (?:bullet|number) ([2-5])")
_RISES = {"superscript": "sup", "subscript": "sub"}


class Letters(msgspec.Struct, frozen=True):
    """How a run looks; `size` in half points, 0 where nothing tells; `rise` is "sup", "sub" or ""."""

    bold: bool
    italic: bool
    hidden: bool
    size: int
    rise: str = ""


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, package: Package) -> None:
        root = parse_part(package, "word/styles.xml")
        found = root.iterfind(f"{W}style") if root is not None else iter(())
        self._styles = {str(one.get(f"{W}styleId")): one for one in found}
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._default = next((key for key, one in self._styles.items() if _is_default(one)), "")

    def chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """The paragraph's style and those that it is based on, nearest first."""
        style_id = value_of(paragraph.find(f"{W}pPr"), "pStyle") or self._default
        return list(self._climb(style_id))

    def _climb(self, style_id: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            style_id = value_of(style, "basedOn")

    def name(self, paragraph: etree._Element) -> str:
        return next((value_of(one, "name").lower() for one in self.chain(paragraph)), "")

    def level(self, paragraph: etree._Element) -> int:
        """The level of a heading from 1; 0 for other text."""
        for place in self._paragraph_places(paragraph):
            level = value_of(place, "outlineLvl")
            if level.isdecimal():
                return int(level) + 1 if int(level) < 9 else 0
        names = (value_of(one, "name").lower() for one in self.chain(paragraph))
        numbers = (one.removeprefix(_HEADING) for one in names if one.startswith(_HEADING))
        return next((int(one) for one in numbers if one.isdecimal()), 0)

    def alignment(self, paragraph: etree._Element) -> str:
        """The value of w:jc: "center", "right", …; "" where nothing tells."""
        return next((found for one in self._paragraph_places(paragraph) if (found := value_of(one, "jc"))), "")

    def list_depth(self, paragraph: etree._Element) -> int:
        """How deep a list lies by the name of its style, "List Bullet 2": each is a list of its own to Word."""
        names = (_LIST.fullmatch(value_of(one, "name").lower()) for one in self.chain(paragraph))
        return next((int(match[1]) - 1 for match in names if match), 0)

    def list_place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The number of the list in which the paragraph stands, "" for none, and its level from 0."""
        numbers = [one for place in self._paragraph_places(paragraph) if (one := place.find(f"{W}numPr")) is not None]
        number = next((found for one in numbers if (found := value_of(one, "numId"))), "")
        level = next((found for one in numbers if (found := value_of(one, "ilvl")).isdecimal()), "0")
        return ("" if number == "0" else number), min(int(level), 8)

    def _paragraph_places(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        for one in (paragraph, *self.chain(paragraph)):
            properties = one.find(f"{W}pPr")
            if properties is not None:
                yield properties

    def letters(self, run: etree._Element, chain: list[etree._Element]) -> Letters:
        """How a run looks in a paragraph whose styles are `chain`."""
        own = run.find(f"{W}rPr")
        styles = [*self._climb(value_of(own, "rStyle")), *chain]
        places = [own, *(one.find(f"{W}rPr") for one in styles), self._defaults]
        size = next((found for one in places if (found := value_of(one, "sz")).isdecimal()), "0")
        rise = next((found for one in places if (found := value_of(one, "vertAlign"))), "")
        return Letters(
            _is_on("b", places), _is_on("i", places), _is_on("vanish", places), int(size), _RISES.get(rise, "")
        )


def _is_on(name: str, places: list[etree._Element | None]) -> bool:
    for place in places:
        found = place.find(f"{W}{name}") if place is not None else None
        if found is not None:
            return found.get(f"{W}val", "1") not in _OFF
    return False


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF


def value_of(element: etree._Element | None, name: str) -> str:
    """The w:val of a child; "" where there is none."""
    found = element.find(f"{W}{name}") if element is not None else None
    return str(found.get(f"{W}val", "")) if found is not None else ""
