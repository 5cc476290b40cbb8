"""Tables as Word and Excel give them: cells of plain text that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from generator.problems import Location
from generator.vietnamese import nfc


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """What is read in a cell, and where: row and column count from 1.

    `first`: the cell begins here; else it is the rest of one that reaches over several rows or columns.
    """

    text: str
    row: int
    column: int
    first: bool = True


class OfficeTable(msgspec.Struct, frozen=True, tag=True):
    """Rows of cells, as many in each; `name` is what people call the table ("trang tính “Biểu mẫu”", "bảng 2").

    `letters`: columns are called by letters, as in a sheet.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    letters: bool = False

    def place(self, cell: Cell) -> str:
        """Where a cell is, in words."""
        if self.letters:
            return f"{self.name}, ô {letters_of(cell.column)}{cell.row}"
        return f"{self.name}, dòng {cell.row}, cột {cell.column}"


class OfficeText(msgspec.Struct, frozen=True, tag=True):
    """A paragraph outside tables; `number` counts from 1."""

    text: str
    number: int


class OfficeFile(msgspec.Struct, frozen=True):
    """All of a file in its order; `marks` is what was written into it to recognise it. Shape: {key: value}."""

    file: str
    content: tuple[OfficeText | OfficeTable, ...]
    marks: dict[str, str]

    @property
    def tables(self) -> Sequence[OfficeTable]:
        return [one for one in self.content if isinstance(one, OfficeTable)]

    def at(self, cell: Cell | None = None) -> Location:
        return Location(self.file, cell.row, cell.column) if cell else Location(self.file)


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
