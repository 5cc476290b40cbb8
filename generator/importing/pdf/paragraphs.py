"""Where paragraphs begin and which lines go on from the line before, seen from where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.importing.document import Grid, Source, SourceLine
from generator.importing.markers import Kind, read_marker
from generator.importing.pdf.rows import Line
from generator.importing.pdf.ruled import Table

# Points within which two edges are the same.
_SAME = 3.0
_INDENT = 8.0
# Of the size of its letters: what a line may stand lower than usual in its paragraph.
_LOWER = 0.12
_FINISHED = tuple(".:;!?…")
_BROKEN_WORD = re.compile(r"(?P<head>[^\W_]+)-$")
_HEAD_OF_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Measures:
    """How the text over the whole page is set: its edges, and the distance of its lines as a part of their size.

    `indented`: paragraphs begin further right than they go on.
    """

    left: float
    right: float
    pitch: float
    indented: bool


def measure(lines: Sequence[Line]) -> Measures:
    """The measures of lines on pages of one size."""
    body = [line for line in lines if line.column == 0] or list(lines)
    left = float(Counter(round(line.left) for line in body).most_common(1)[0][0])
    rights = sorted((line.right for line in body), reverse=True)
    # One line may stick out.
    measures = Measures(left, rights[1] if len(rights) > 9 else rights[0], 1.4, indented=False)
    pairs = [(one, two) for one, two in pairwise(lines) if one.column == two.column == 0]
    surely = [_distance(one, two) for one, two in pairs if one.page == two.page and _surely_goes_on(one, two, measures)]
    begun = [two for one, two in pairs if _is_finished(one) and not two.plain[:1].islower()]
    indented = sum(two.left > left + _INDENT for two in begun) * 2 > len(begun)
    pitch = sorted(surely)[int(0.9 * (len(surely) - 1))] if surely else 1.4
    return replace(measures, pitch=pitch, indented=indented)


def _surely_goes_on(one: Line, two: Line, measures: Measures) -> bool:
    return _is_full(one, two, measures) and two.plain[:1].islower() and not _is_finished(one)


def _distance(one: Line, two: Line) -> float:
    """How far below a line the next one stands, as a part of its size."""
    return (two.baseline - one.baseline) / max(one.size, two.size)


def _is_finished(line: Line) -> bool:
    return line.plain.rstrip("”\"’' ").endswith(_FINISHED)


def _is_bold(line: Line) -> bool:
    """Whether the whole line is bold."""
    return line.text.startswith("**") and line.text.endswith("**") and line.text.count("**") == 2


def _is_centred(line: Line, measures: Measures) -> bool:
    off = line.left + line.right - measures.left - measures.right
    return abs(off) <= 4 * _SAME and line.left > measures.left + _INDENT


def _is_full(one: Line, two: Line, measures: Measures) -> bool:
    """Whether the next line's first word would not have fitted any more."""
    room = measures.right - one.right
    if _is_centred(one, measures):
        room += one.left - measures.left
    return room < two.first + 0.2 * one.size + 1


def goes_on(one: Line, two: Line, measures: Measures, *, first: bool) -> bool:
    """Whether the second line belongs to the paragraph of the line before; `first`: that line begins it."""
    if one.column != two.column or one.column or one.stretched or not _is_full(one, two, measures):
        return False
    marker = read_marker(two.text).kind
    is_finished = _is_finished(one)
    if marker is not Kind.NONE and is_finished:
        return False
    if one.page == two.page and _distance(one, two) > measures.pitch + _LOWER:
        return False
    if _is_centred(one, measures) and _is_centred(two, measures):
        return not is_finished
    if _is_bold(one) != _is_bold(two) and first:
        # A heading and the text below it.
        return False
    is_hanging = first and read_marker(one.text).kind is not Kind.NONE
    if two.left > one.left + _SAME and not is_hanging:
        return False
    if measures.indented and two.left > measures.left + _INDENT and not is_hanging and abs(two.left - one.left) < _SAME:
        # Set in from the edge like the line before: a paragraph set in as a whole, or two that begin there.
        return not is_finished and (marker is Kind.NONE or not first)
    return not is_finished or measures.indented or one.page == two.page


class Setter:
    """Gives lines and tables their numbers in reading order, and says of each line how it follows the one before."""

    def __init__(self, measures: dict[int, Measures], known: frozenset[str]) -> None:
        """`measures` are those of each page by its index, `known` the document's words in small letters."""
        self.measures, self.known = measures, known
        self.source: list[Source] = []
        self.last: Line | None = None
        self.first = True
        self.number = 0
        self.notes: list[Line] = []

    def put_aside(self, line: Line) -> None:
        """A footnote's line waits for the end of the paragraph that its page ends with."""
        self.notes.append(line)

    def set_notes(self) -> None:
        """Give the footnotes that wait their numbers."""
        waiting, self.notes = self.notes, []
        for line in waiting:
            if line.begins:
                self.last = None
            self.set_line(line)
        if waiting:
            self.last = None

    def set_line(self, line: Line) -> None:
        is_begun = self.last is None or not goes_on(self.last, line, self.measures[line.page], first=self.first)
        if is_begun and not line.column:
            self.set_notes()
        last, self.number = self.last, self.number + 1
        self.last = line
        if last is None or is_begun:
            self.first = True
            self.source.append(SourceLine(line.text, self.number, gap=last is None or self._has_gap(last, line)))
            return
        self.first = False
        before = self.source.pop()
        assert isinstance(before, SourceLine)
        head, tail = _join_bold(*_join_word(before.text, line.text, self.known))
        self.source.append(replace(before, text=head))
        self.source.append(SourceLine(tail, self.number, goes_on=True))

    def _has_gap(self, last: Line, line: Line) -> bool:
        """Lines of a column and centred lines that stand close together are one block; paragraphs are apart."""
        measures = self.measures[line.page]
        if last.page != line.page or last.column != line.column:
            return True
        if _distance(last, line) > max(measures.pitch, 1.3) + 2 * _LOWER:
            return True
        return (
            not line.column and not last.stretched and not (_is_centred(last, measures) and _is_centred(line, measures))
        )

    def set_table(self, table: Table) -> None:
        self.set_notes()
        numbers = tuple(range(self.number + 1, self.number + 1 + len(table.rows)))
        self.number += len(table.rows)
        self.last = None
        self.source.append(Grid(tuple(table.rows), numbers))


def _join_bold(one: str, two: str) -> tuple[str, str]:
    """Bold over a line's end is bold once."""
    if one.endswith("**") and two.startswith("**") and len(one) > 2 and len(two) > 2:
        return one[:-2], two[2:]
    return one, two


def _join_word(one: str, two: str, known: frozenset[str]) -> tuple[str, str]:
    """A word broken at the line's end is whole again in the first line.

    PDFium gives soft hyphens at a line's end as printed ones: it goes when the document has the word without it
    elsewhere ("Face-/book"), else it stays ("kinh tế-/xã hội", "127-/KH").
    """
    end, (tail, _, rest) = one.removesuffix("**"), two.removeprefix("**").partition(" ")
    broken, begun = _BROKEN_WORD.search(end), _HEAD_OF_WORD.match(tail)
    if not rest or not broken or not begun:
        return one, two
    is_one = f"{broken['head']}{begun.group()}".lower() in known
    bold_one, bold_two = "**" * (end != one), "**" * two.startswith("**")
    return f"{end[:-1] if is_one else end}{tail}{bold_one}", f"{bold_two}{rest}"
