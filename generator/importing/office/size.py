"""No form, story or plan is as large as what a file made to harm may hold: what comes after reading has no limit of its
own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.importing.office.blocks import Box, Manuscript, Table, list_paragraphs
from generator.problems import FileProblemError, Location, Problem

# As in a plan of plain text (importing.reading).
_MOST_LETTERS, _LONGEST = 1_000_000, 20_000
# Paragraphs of a text; a register has a text in each of its cells.
_MOST_PARAGRAPHS, _MOST_TEXTS = 8_000, 20_000
_WIDEST, _MOST_CELLS = 200, 100_000
_TAKE_APART = "tách riêng phần cần nhập thành một tệp mới rồi nhập lại."


def check_manuscript(manuscript: Manuscript, file: str) -> None:
    """Raise FileProblemError for a text longer, or a table wider, than any that an office writes."""
    notes = (one.text for note in manuscript.notes.values() for one in note)
    check_texts([*(one.text for one in list_paragraphs(manuscript.blocks)), *notes], file, count=_MOST_PARAGRAPHS)
    for block in manuscript.blocks:
        for table in block.blocks if isinstance(block, Box) else (block,):
            if isinstance(table, Table):
                check_width(map(len, table.rows), len(table.rows), file)


def check_texts(texts: Sequence[str], file: str, letters: int = _MOST_LETTERS, count: int = _MOST_TEXTS) -> None:
    """Raise FileProblemError for texts that are more than `count`, or hold more `letters`, than any office writes."""
    found = sum(map(len, texts))
    if len(texts) > count or found > letters:
        wrong = f"tệp có {len(texts)} đoạn, {found} ký tự, quá dài cho một văn bản."
        raise _error(file, "file-too-large", wrong, _TAKE_APART)
    longest = max(map(len, texts), default=0)
    if longest > _LONGEST:
        wrong = f"có đoạn dài {longest} ký tự, không giống một đoạn văn."
        raise _error(file, "line-too-long", wrong, "xuống dòng (Enter) giữa các đoạn rồi nhập lại.")


def check_width(widths: Iterable[int], rows: int, file: str) -> None:
    """Raise FileProblemError for a table of more columns, or cells, than any form has."""
    widest = max(widths, default=0)
    if widest > _WIDEST or widest * rows > _MOST_CELLS:
        wrong = f"có bảng {widest} cột, {rows} dòng, không giống bảng của một biểu mẫu hay bài viết."
        fix = "xóa các cột, dòng trống ở bên phải và bên dưới bảng, lưu lại rồi nhập."
        raise _error(file, "table-too-large", wrong, fix)


def _error(file: str, code: str, wrong: str, fix: str) -> FileProblemError:
    return FileProblemError(Problem(Location(file), code, wrong, fix))
