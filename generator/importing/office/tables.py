"""Tables as Word and Excel give them: cells of plain text that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

import msgspec

from generator.problems import Location
from generator.vietnamese import nfc


class Doubt(IntEnum):
    """Why the text of a cell may not be what was meant.

    STRUCK, PARTLY_STRUCK: all or some of its words are struck out. SHARE: a number that may be shown as a percentage.
    """

    NONE = 0
    STRUCK = 1
    PARTLY_STRUCK = 2
    SHARE = 3


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """What is read in a cell, and where: row and column count from 1.

    `first`: the cell begins here; else it is the rest of one that reaches over several rows or columns.
    """

    text: str
    row: int
    column: int
    first: bool = True
    doubt: Doubt = Doubt.NONE


class OfficeTable(msgspec.Struct, frozen=True, tag=True):
    """Rows of cells, as many in each; `name` is what people call the table ("trang tính “Biểu mẫu”", "bảng 2").

    `letters`: columns are called by letters, as in a sheet. `hidden` names rows and columns with words that nobody
    sees ("dòng 10", "cột K"); `comments` are notes that hang on cells, each as a cell with the note's text.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    letters: bool = False
    hidden: tuple[str, ...] = ()
    comments: tuple[Cell, ...] = ()

    def place(self, cell: Cell) -> str:
        """Where a cell is, in words."""
        if self.letters:
            return f"{self.name}, ô {letters_of(cell.column)}{cell.row}"
        return f"{self.name}, dòng {cell.row}, cột {cell.column}"


class OfficeText(msgspec.Struct, frozen=True, tag=True):
    """A paragraph outside tables; `number` counts from 1."""

    text: str
    number: int
    doubt: Doubt = Doubt.NONE


class OfficeFile(msgspec.Struct, frozen=True):
    """All of a file in its order; `marks` is what was written into it to recognise it. Shape: {key: value}.

    `comments`: what reviewers said beside a text, each with its author; those of cells are with their table.
    `bare`: of this kind of file only values are read: no strikes, no hidden rows, no comments.
    """

    file: str
    content: tuple[OfficeText | OfficeTable, ...]
    marks: dict[str, str]
    comments: tuple[str, ...] = ()
    bare: bool = False

    @property
    def tables(self) -> Sequence[OfficeTable]:
        return [one for one in self.content if isinstance(one, OfficeTable)]

    def at(self, cell: Cell | None = None) -> Location:
        return Location(self.file, cell.row, cell.column) if cell else Location(self.file)


def judge(runs: Iterable[tuple[str, bool]]) -> Doubt:
    """Whether words, or some of them, are struck out. Shape of one: (text, whether it is)."""
    struck = {is_struck for text, is_struck in runs if text.strip()}
    if True not in struck:
        return Doubt.NONE
    return Doubt.PARTLY_STRUCK if False in struck else Doubt.STRUCK


def clean(text: str) -> str:
    """Text in NFC with plain blanks, one between words; lines stay apart."""
    lines = (" ".join(line.split()) for line in re.split(r"[\n\v\f\r\u2028\u2029]", nfc(text).replace("\u00ad", "")))
    return "\n".join(line for line in lines if line)


def letters_of(column: int) -> str:
    """The name of a sheet's column: 1 → "A", 28 → "AB"."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
