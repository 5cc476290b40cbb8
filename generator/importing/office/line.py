"""What was read of one paragraph of a Word file so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from generator.importing.office.blocks import Block, Picture
from generator.importing.office.gallery import set_beside
from generator.importing.office.marks import Run, clean_run, shift
from generator.importing.office.styles import Letters

_PLAIN = Letters(bold=False, italic=False, hidden=False, size=0)
# A story has two or three pictures; looking at the lines around thousands would take too long.
_MOST_THINGS = 100


@dataclass
class Line:
    """Words as runs, and `things` that stand among them, each with how many runs stand before it."""

    chain: list[etree._Element]
    part: str
    letters: Letters = _PLAIN
    link: str = ""
    words: str = ""
    runs: list[Run] = field(default_factory=list)
    things: list[tuple[int, Block]] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    # The open fields, each with its instruction and the link around it.
    fields: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, *, level: bool = False) -> None:
        """Take over words as they look; `level`: neither raised nor lowered."""
        one = self.letters
        if not one.hidden:
            text, rise = shift(clean_run(text), "" if level else one.rise)
            self.runs.append(Run(text, one.bold, one.italic, one.size, self.link, rise))

    def place(self, block: Block) -> None:
        at, last = self.things[-1] if self.things else (0, None)
        if isinstance(block, Picture) and isinstance(last, Picture) and not self._is_text(at, len(self.runs)):
            block = set_beside(block)
        self.things.append((len(self.runs), block))

    def has_words(self, end: int) -> bool:
        """Whether words stand before the run with this index."""
        return self._is_text(0, end)

    def _is_text(self, start: int, end: int) -> bool:
        return any(one.text.strip() for one in self.runs[start:end])

    def cut(self) -> Iterator[Line]:
        """The paragraph in pieces, each picture that soft breaks set in a line of its own being one.

        Where it has notes or links it stays whole: they are counted for a paragraph.
        """
        whole = bool(self.notes) or len(self.things) > _MOST_THINGS or any(one.link for one in self.runs)
        cuts = [] if whole else sorted({at for at, block in self.things if self._stands_alone(at, block)})
        start = 0
        for end in cuts:
            yield replace(self, runs=self.runs[start:end], things=self._things_within(start, end, cuts))
            yield replace(self, runs=[], things=[(0, block) for at, block in self.things if at == end])
            start = end
        things = self._things_within(start, len(self.runs) + 1, cuts)
        yield replace(self, runs=self.runs[start:], things=things)

    def _stands_alone(self, at: int, block: Block) -> bool:
        is_among = self._is_text(0, at) and self._is_text(at, len(self.runs))
        before, behind = "".join(one.text for one in self.runs[:at]), "".join(one.text for one in self.runs[at:])
        alone = before.rstrip(" ").endswith("\n") and behind.lstrip(" ").startswith("\n")
        return isinstance(block, Picture) and is_among and alone

    def _things_within(self, start: int, end: int, cuts: list[int]) -> list[tuple[int, Block]]:
        return [(at - start, block) for at, block in self.things if start <= at < end and at not in cuts]
