"""An official document in Word as the lines and tables that an import makes a plan of.

Every paragraph is a line with the number that Word sets before it; a letterhead and a signature, which stand in tables
of two columns, are read one column after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.importing.document import Grid, SourceLine
from generator.importing.markers import DOCUMENT_KINDS, Kind, read_marker
from generator.importing.office.blocks import Block, Box, Paragraph, Picture, Table
from generator.importing.office.manuscript import read_manuscript
from generator.importing.office.numbering import BULLET
from generator.importing.office.package import open_package
from generator.problems import FileProblemError, Location, Problem
from generator.vietnamese import nfc

# What stands in the tables that only set things beside each other, at the beginning and at the end.
_HEAD = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM")
_FOOT = re.compile(r"Nơi nhận|^(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|Xác nhận|XÁC NHẬN)|\([Kk]ý", re.MULTILINE)
_COLUMNS_BESIDE, _ROWS_BESIDE = 3, 4


class WordText(msgspec.Struct, frozen=True):
    """Lines and tables, numbered in reading order; how many pictures were left out, and what else."""

    lines: tuple[SourceLine, ...]
    grids: tuple[Grid, ...]
    pictures: int = 0
    asides: tuple[str, ...] = ()


def read_word_plan(path: Path, file: str) -> WordText:
    """The text of a .docx. Raises FileProblemError."""
    manuscript = read_manuscript(open_package(path, file, ("docx",)), file)
    writer = _Writer(manuscript.notes)
    writer.write(manuscript.blocks)
    if not writer.lines and not writer.grids:
        wrong, fix = "tệp không có chữ nào.", "chọn tệp có nội dung văn bản."
        raise FileProblemError(Problem(Location(file), "empty-file", wrong, fix))
    return WordText(tuple(writer.lines), tuple(writer.grids), writer.pictures, manuscript.asides)


class _Writer:
    def __init__(self, notes: Mapping[int, Sequence[Paragraph]]) -> None:
        self.lines: list[SourceLine] = []
        self.grids: list[Grid] = []
        self.pictures = 0
        self._notes = notes
        self._number = 0
        self._was_centred = False

    def write(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self._write_paragraph(block)
                case Table() if _stands_beside(block):
                    for cell in _in_order(block):
                        self._was_centred = False
                        for paragraph in cell:
                            self._write_line(paragraph, gap=not self._was_centred)
                            self._was_centred = True
                    self._was_centred = False
                case Table():
                    self._write_table(block)
                case Box():
                    self.write(block.blocks)
                case Picture():
                    self.pictures += 1

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        # The lines of a title stand together; all other paragraphs are apart.
        self._write_line(paragraph, gap=not (paragraph.look.centred and self._was_centred))
        self._was_centred = paragraph.look.centred

    def _write_line(self, paragraph: Paragraph, *, gap: bool) -> None:
        last = len(paragraph.lines) - 1
        for at, line in enumerate(paragraph.lines or (paragraph.plain,)):
            self._number += 1
            text = nfc(line) if at else _tell(msgspec.structs.replace(paragraph, plain=line))
            self.lines.append(SourceLine(text, self._number, 1, gap=gap and not at, broken=at < last))
        for number in paragraph.notes:
            for note in self._notes.get(number, ()):
                self._number += 1
                self.lines.append(SourceLine(f"({number}) {_tell(note)}", self._number, 1, gap=True))

    def _write_table(self, table: Table) -> None:
        self._was_centred = False
        width = max(map(len, table.rows))
        rows, numbers = [], []
        for row in table.rows:
            self._number += 1
            texts = [" ".join(_tell(one) for one in cell) for cell in row]
            rows.append((*texts, *[""] * (width - len(texts))))
            numbers.append(self._number)
        self.grids.append(Grid(tuple(rows), tuple(numbers)))


def _tell(paragraph: Paragraph) -> str:
    """The words of a paragraph behind its number; a heading without one is marked as such."""
    text = nfc(paragraph.plain)
    if paragraph.label:
        return f"{'-' if paragraph.label == BULLET else paragraph.label} {text}"
    is_marked = read_marker(text).kind is not Kind.NONE
    return f"{'#' * min(paragraph.look.level + 1, 6)} {text}" if paragraph.look.level and not is_marked else text


def _stands_beside(table: Table) -> bool:
    """Whether a table only sets a letterhead or a signature beside each other."""
    if len(table.rows) > _ROWS_BESIDE or max(map(len, table.rows)) > _COLUMNS_BESIDE:
        return False
    text = "\n".join(one.plain for row in table.rows for cell in row for one in cell)
    return bool(_HEAD.search(text) or _FOOT.search(text))


def _in_order(table: Table) -> Iterator[Sequence[Paragraph]]:
    """One column after the other; from a row with the title on, below a letterhead, row by row."""
    title = next((at for at, row in enumerate(table.rows) if _begins_title(row)), len(table.rows))
    above = table.rows[:title]
    for column in range(max(map(len, above), default=0)):
        yield [one for row in above if column < len(row) for one in row[column]]
    for row in table.rows[title:]:
        yield from row


def _begins_title(row: Sequence[Sequence[Paragraph]]) -> bool:
    first = next((one for cell in row for one in cell if one.lines), None)
    return first is not None and first.lines[0] in DOCUMENT_KINDS
