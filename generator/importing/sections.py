"""Which numbered pieces are headings, under which section each stands, and its anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from generator.importing.document import Grid
from generator.importing.inline import is_wholly_bold, plain_text, strip_marks
from generator.importing.lines import Piece
from generator.importing.markers import NUMBERED, Kind

Item: TypeAlias = Piece | Grid


class Shape(Enum):
    """How a numbered piece reads: a title, a label with its text behind a colon, or a sentence."""

    TITLE = auto()
    RUN_IN = auto()
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered piece in its place: `parent` is the index of the piece above it, `depth` the dots of its number."""

    index: int
    kind: Kind
    parent: int | None
    path: tuple[str, ...]
    anchor: str
    depth: int
    is_sublist: bool = False


class _Outline:
    """The numbers met so far, as far as the next one needs them."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.sections: dict[int, Section] = {}
        self.anchors: set[str] = set()
        self.numbers: dict[tuple[int, ...], int] = {}
        self.roman: int | None = None
        self.roman_value = 0
        self.current: int | None = None
        self.nearest: int | None = None
        self.main_last = 0
        self.sub: tuple[int | None, int] | None = None

    def add(self, index: int, piece: Piece) -> None:
        marker = piece.marker
        if marker.kind is Kind.ROMAN:
            self._add_roman(index, marker.numbers[0], marker.printed.rstrip("."))
        elif marker.kind is Kind.NUMBER and len(marker.numbers) == 1:
            self._add_single(index, piece)
        elif marker.kind is Kind.NUMBER:
            self._add_dotted(index, marker.numbers)
        else:
            self._add_below(index, piece)

    def _add_roman(self, index: int, value: int, printed: str) -> None:
        if value > self.roman_value + 2:
            return
        self.roman, self.roman_value = index, value
        self.numbers, self.main_last, self.sub = {}, 0, None
        self._put(index, Kind.ROMAN, None, (printed,), printed.lower(), depth=0)
        self.current = self.nearest = index

    def _add_single(self, index: int, piece: Piece) -> None:
        value = piece.marker.numbers[0]
        if self._belongs_to_sublist(value, piece):
            owner = self.sub[0] if self.sub and value != 1 else self.current
            self.sub = (owner, value)
            self._put(index, Kind.NUMBER, owner, (str(value),), str(value), depth=1, is_sublist=True)
            self.nearest = index
            return
        self.main_last, self.sub = value, None
        self._put(index, Kind.NUMBER, self.roman, (str(value),), str(value), depth=1)
        self.numbers[(value,)] = index
        self.current = self.nearest = index

    def _belongs_to_sublist(self, value: int, piece: Piece) -> bool:
        """A list that counts from 1 again below a section, and not the section's next neighbour."""
        goes_on = self.sub is not None and value == self.sub[1] + 1
        if value == self.main_last + 1:
            return goes_on and read_shape(piece) is Shape.SENTENCE
        begins = value == 1 and self.main_last > 0 and self.current != self.roman
        return goes_on or begins

    def _add_dotted(self, index: int, numbers: tuple[int, ...]) -> None:
        prefixes = (numbers[:length] for length in range(len(numbers) - 1, 0, -1))
        parent = next((self.numbers[prefix] for prefix in prefixes if prefix in self.numbers), None)
        known = len(self.sections[parent].path) - len(self._roman_path()) if parent is not None else 0
        rest = tuple(map(str, numbers[known:]))
        above = self.roman if parent is None else parent
        self._put(index, Kind.NUMBER, above, rest, "-".join(rest), depth=len(numbers))
        self.numbers[numbers] = index
        self.current = self.nearest = index
        self.sub = None

    def _roman_path(self) -> tuple[str, ...]:
        return self.sections[self.roman].path if self.roman is not None else ()

    def _add_below(self, index: int, piece: Piece) -> None:
        """A letter, a number in brackets or a step, under the section it stands in."""
        kind, value = piece.marker.kind, piece.marker.numbers[0]
        parent = self.current
        if kind is Kind.PAREN and self.nearest is not None and self.sections[self.nearest].kind is not Kind.PAREN:
            parent = self.nearest
        elif kind is Kind.PAREN and self.nearest is not None:
            parent = self.sections[self.nearest].parent
        word = {Kind.LETTER: piece.marker.printed.rstrip(")").replace("đ", "dd"), Kind.STEP: f"buoc-{value}"}
        last = word.get(kind, str(value))
        self._put(index, kind, parent, (last,), last, depth=1)
        self.nearest = index

    def _put(
        self,
        index: int,
        kind: Kind,
        parent: int | None,
        steps: tuple[str, ...],
        tail: str,
        *,
        depth: int,
        is_sublist: bool = False,
    ) -> None:
        above = self.sections[parent] if parent is not None else None
        root = above.anchor if above else self.prefix
        if not root and tail[0].isdigit():
            # An id that begins with a digit cannot be named in a style sheet.
            root = "muc"
        anchor = self._unique(f"{root}-{tail}" if root else tail)
        path = (above.path if above else ()) + steps
        self.sections[index] = Section(index, kind, parent, path, anchor, depth, is_sublist)

    def _unique(self, anchor: str) -> str:
        """The anchor, or with "-lan-2" when the document prints the number a second time."""
        wanted, times = anchor, 1
        while anchor in self.anchors:
            times += 1
            anchor = f"{wanted}-lan-{times}"
        self.anchors.add(anchor)
        return anchor


def find_sections(items: Sequence[Item], prefix: str = "") -> dict[int, Section]:
    """The sections among the items by their index; `prefix` begins their anchors."""
    outline = _Outline(prefix)
    for index, item in enumerate(items):
        if isinstance(item, Piece) and item.marker.kind in NUMBERED:
            outline.add(index, item)
    return outline.sections


def find_headings(items: Sequence[Item], sections: dict[int, Section]) -> dict[int, Shape]:
    """The sections that are headings, each with its shape. A series is decided as a whole:

    its titles outnumber its sentences, and text stands beneath at least half of it.
    """
    headings: dict[int, Shape] = {}
    for series in _series(sections):
        shapes = {section.index: read_shape(piece_of(items[section.index])) for section in series}
        if series[0].kind is Kind.ROMAN:
            headings |= dict.fromkeys(shapes, Shape.TITLE)
            continue
        titles = sum(shape is Shape.TITLE for shape in shapes.values())
        sentences = sum(shape is Shape.SENTENCE for shape in shapes.values())
        followed = sum(_has_text_below(items, sections, section) for section in series)
        if titles > sentences and followed * 2 >= len(series):
            headings |= {at: shape for at, shape in shapes.items() if shape is not Shape.SENTENCE}
    return headings


def _series(sections: dict[int, Section]) -> Iterator[list[Section]]:
    """Sections that count on from each other: same parent, kind and depth."""
    series: dict[tuple[int | None, Kind, int, bool], list[Section]] = {}
    for section in sections.values():
        key = (section.parent, section.kind, section.depth, section.is_sublist)
        series.setdefault(key, []).append(section)
    yield from series.values()


def piece_of(item: Item) -> Piece:
    """The item as the piece that a section's index, or a remainder after the tables, always is."""
    assert isinstance(item, Piece)
    return item


def _has_text_below(items: Sequence[Item], sections: dict[int, Section], section: Section) -> bool:
    below = section.index + 1
    if below >= len(items):
        return False
    return below not in sections or sections[below].parent == section.index


def read_shape(piece: Piece) -> Shape:
    """How a numbered piece reads, from its marks, its length and how it ends."""
    text = plain_text(piece.passage.text[piece.marker.length :])
    words = len(text.split())
    if words <= 45 and (piece.hashes or is_wholly_bold(piece.passage.text)):
        return Shape.TITLE
    body = text.rstrip(": ")
    label, colon, _ = body.partition(":")
    if colon and len(label.split()) <= 8 and words > 0:
        return Shape.RUN_IN
    if colon or words > 45 or (body.endswith((".", ";", ",", "…", "!", "?")) and words > 8):
        return Shape.SENTENCE
    return Shape.TITLE


_LABEL = re.compile(r":(?:\*{1,3})?(?=\s)")


def label_end(piece: Piece) -> int | None:
    """Where the label of a run-in heading ends in its text; None when emphasis runs across."""
    match = _LABEL.search(piece.passage.text, piece.marker.length)
    if match is None or "*" in strip_marks(piece.passage.text[: match.end()])[0]:
        return None
    return match.end()
