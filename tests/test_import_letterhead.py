"""`dvk import plan` of a PDF: its letterhead, whatever lines stand on either side, and the title right below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm

from generator.importing.document import Document
from generator.importing.faults import find_faults
from generator.importing.inline import plain_text
from generator.importing.naming import name_plan
from generator.importing.outline import outline_plan
from generator.importing.reading import read_document
from tests.pdfs import Placed, add_text, new_letter, set_as_pdf
from tests.test_import_pdf import add_marked_text, down, lines_of
from tests.test_import_plan import SEEDS, read_source

CITY = "ĐẢNG BỘ THÀNH PHỐ MẪU"
DAY = "Mẫu Sơn, ngày     tháng     năm 2027"
PARTY_4 = [CITY, "ĐẢNG ỦY PHƯỜNG MẪU SƠN", "*", "Số      -KH/ĐU"]
PARTY_5 = [CITY, "BAN THƯỜNG VỤ", "ĐẢNG ỦY PHƯỜNG MẪU SƠN", "*", "Số      -KH/ĐU"]
LETTER_6 = [*PARTY_4[:3], "Số      -CV/ĐU", "Về triển khai phong trào thi đua", "“Dân vận khéo” năm 2027"]
STATE_3 = ["ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU SƠN", "Số:      /KH-UBND"]
RIGHT_2 = ["ĐẢNG CỘNG SẢN VIỆT NAM", DAY]
RIGHT_3 = ["ĐẢNG CỘNG SẢN VIỆT NAM", "-------", DAY]
RIGHT_4 = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "-------", DAY]
TITLE = ["KẾ HOẠCH", "thực hiện phong trào thi đua “Dân vận khéo” năm 2027"]

# Name: left lines, right lines, widths of the columns in centimetres, how lines are aligned, rows of the table.
Shape = tuple[list[str], list[str], tuple[float, float], ALIGN, str]
SHAPES: dict[str, Shape] = {
    "4-and-3": (PARTY_4, RIGHT_3, (8, 8.5), ALIGN.CENTER, "one"),
    "4-and-2": (PARTY_4, RIGHT_2, (6.5, 10), ALIGN.CENTER, "one"),
    "3-and-4": (STATE_3, RIGHT_4, (6, 10.5), ALIGN.CENTER, "one"),
    "5-and-2": (PARTY_5, RIGHT_2, (7, 9.5), ALIGN.CENTER, "one"),
    "5-and-3-line-by-line": (PARTY_5, RIGHT_3, (7, 9.5), ALIGN.CENTER, "each"),
    "number-and-day-in-a-row": (PARTY_5, RIGHT_3, (8, 8.5), ALIGN.CENTER, "last"),
    "subject-of-three-lines": (LETTER_6, RIGHT_3, (7, 9.5), ALIGN.CENTER, "one"),
    "cells-filled": (PARTY_4, RIGHT_3, (6.85, 9.65), ALIGN.LEFT, "one"),
    "day-of-three-lines": (PARTY_4, RIGHT_3, (10, 4), ALIGN.CENTER, "last"),
    "set-to-both-edges": (LETTER_6, RIGHT_2, (5, 8), ALIGN.JUSTIFY, "one"),
}


def add_letterhead(document: WordDocument, shape: Shape) -> None:
    left, right, widths, align, kind = shape
    rows = {
        "one": [(left, right)],
        "each": [([one], [other]) for one, other in zip_longest(left, right, fillvalue="")],
        "last": [(left[:-1], right[:-1]), (left[-1:], right[-1:])],
    }[kind]
    table = document.add_table(len(rows), 2)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, sides in zip(table.rows, rows, strict=True):
        for cell, lines, width in zip(row.cells, sides, widths, strict=True):
            cell.width = Cm(width)
            for number, line in enumerate(lines):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph.add_run(line).bold = line.isupper()
                paragraph.alignment, paragraph.paragraph_format.space_after = align, Cm(0)


def letter(shape: Shape, *, title: str) -> WordDocument:
    document = new_letter()
    add_letterhead(document, shape)
    if title == "broken":
        # One paragraph that reaches both edges: its first line's two words stand at them.
        document.add_paragraph().add_run("\n".join(TITLE)).bold = True
        document.paragraphs[-1].alignment = ALIGN.JUSTIFY
    else:
        for line in [*TITLE, *["-----"] * (title == "ruled")]:
            add_text(document, f"**{line}**", centred=True)
    add_text(document, "Thực hiện hướng dẫn mẫu, Đảng ủy phường Mẫu Sơn xây dựng kế hoạch năm 2027 như sau:")
    add_text(document, "**I. MỤC ĐÍCH, YÊU CẦU**")
    add_text(document, "Các chi bộ, đơn vị mẫu tổ chức quán triệt nội dung phong trào đến cán bộ, đảng viên, Nhân dân.")
    return document


def real_plan(name: str) -> WordDocument:
    document = new_letter()
    add_letterhead(document, SHAPES["4-and-3"])
    title, text = read_source(name).split("\n\n", 1)[1].lstrip("\n").split("\n\n", 1)
    for line in title.split("\n"):
        add_text(document, f"**{line.strip('* ')}**", centred=True)
    add_marked_text(document, text)
    return document


REAL = ("000", "002")
TITLES = ("touching", "ruled", "broken")


@pytest.fixture(scope="module")
def set_documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Shape: {name: PDF}; without the real documents where the repository stands alone."""
    makers: dict[str, Callable[[], WordDocument]] = {
        f"{name}-{title}": partial(letter, shape, title=title) for name, shape in SHAPES.items() for title in TITLES
    }
    makers |= {name: partial(real_plan, name) for name in REAL if SEEDS.is_dir()}
    return set_as_pdf(tmp_path_factory.mktemp("letters"), makers)


def read(path: Path) -> Document:
    document = read_document(path, path.name)
    assert isinstance(document, Document), document
    return document


def squeeze(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@pytest.mark.office
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("name", SHAPES)
def test_a_letterhead_is_read_column_by_column(set_documents: dict[str, Path], name: str, title: str) -> None:
    document = read(set_documents[f"{name}-{title}"])
    left, right, *_ = SHAPES[name]
    plan = outline_plan(document.source)
    assert plain_text(document.text).replace("\n", " ").startswith(squeeze([*left, *right, *TITLE]))
    assert [plain_text(line) for line in plan.title_lines] == TITLE
    assert {"blank-number", "blank-date"} <= {fault.code for fault in find_faults(plan, "mẫu")}


@pytest.mark.office
@pytest.mark.parametrize("name", REAL)
def test_a_real_plan_below_a_letterhead_keeps_its_title(set_documents: dict[str, Path], name: str) -> None:
    if name not in set_documents:
        pytest.skip("văn bản gốc không kèm theo kho mã")
    plan = outline_plan(read(set_documents[name]).source)
    assert name_plan(plan, "").startswith("Kế hoạch thực hiện phong trào thi đua “Dân vận khéo” năm 2026")
    assert {"blank-number", "blank-date"} <= {fault.code for fault in find_faults(plan, "mẫu")}


def test_a_gutter_as_narrow_as_the_edges_of_two_cells_is_one(tmp_path: Path) -> None:
    left: list[Placed] = [(72, 700, "THÀNH PHỐ MẪU"), (72, 684, "*"), (72, 668, "Số -KH/ĐU")]
    right: list[Placed] = [(170, 700, "ĐẢNG CỘNG SẢN VIỆT NAM"), (170, 684, "Ngày ... tháng ... năm 2027")]
    page = [left[0], right[0], left[1], right[1], left[2]]
    assert lines_of(tmp_path, page) == [one[2] for one in (*left, *right)]


def test_the_name_of_the_party_within_a_line_is_no_letterhead(tmp_path: Path) -> None:
    lines = ["CHÀO MỪNG ĐẠI HỘI ĐẢNG CỘNG SẢN VIỆT NAM", "lần thứ XIV, các chi bộ mẫu thi đua lập thành tích."]
    assert lines_of(tmp_path, down(*lines)) == lines
