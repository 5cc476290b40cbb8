"""A form that asks for subject and origin in words: chosen in Excel, read back, written by a report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.importing import import_register
from generator.outputs.forms import draw
from generator.reporting import report
from tests.filling import DAY, models_of, records_of, register
from tests.portals import write
from tests.test_forms import read_form

FORM = """\
campaign: thuy-nguyen-2026
title: Đăng ký bằng lời
status: official
tasks:
  - register
summary: Một mẫu để thử.
sender: Các đơn vị
recipient: Phường
source: mục I
letterhead:
  body: ĐƠN VỊ…
  place: "....., ngày.... tháng....năm 2026"
blocks:
  - table:
      columns:
        - title: TT
          width: 10
          entry: ordinal
        - title: Tên mô hình
          width: 50
          holds: name
        - title: Ai làm
          width: 20
          holds: subject
        - title: Lĩnh vực
          width: 40
          holds: field
        - title: Loại hình
          width: 40
          holds: origin
          options:
            - Làm mới
            - Làm tiếp, mục tiêu cao hơn
            - Học nơi khác
          means:
            - new
            - continued
            - replicated
      rows:
        - ordinals:
            - "1"
            - "2"
            - "3"
signatures:
  - title: NGƯỜI GỬI
"""
ROWS = [
    ("Ngõ hoa", "Tập thể", "Kinh tế", "Làm tiếp, mục tiêu cao hơn"),
    ("Bếp chung", "cá nhân", "Văn hóa - xã hội", "học nơi khác"),
]


@pytest.fixture
def portal(blank_portal: Path) -> Path:
    write(blank_portal, "data/forms/bang-loi.yml", FORM)
    return blank_portal


def fill(portal: Path, path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    form = records_of(portal).forms["bang-loi"]
    book = openpyxl.load_workbook(
        io.BytesIO(draw(form, "xlsx", campaign=records_of(portal).campaigns["thuy-nguyen-2026"]))
    )
    sheet = book.worksheets[0]
    [unit] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("ĐƠN VỊ")]
    unit.value = "ĐƠN VỊ: Hội Nông dân"
    [first] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "1"]
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts, start=1):
            first.offset(number, column).value = text
    book.save(path)
    return path


def test_words_become_what_the_form_means_by_them(portal: Path, tmp_path: Path) -> None:
    register(portal, fill(portal, tmp_path / "phieu.xlsx", ROWS))
    found = {one.name: (str(one.subject), one.field, str(one.origin)) for one in models_of(portal)}
    assert found == {
        "Ngõ hoa": ("collective", "kinh-te", "continued"),
        "Bếp chung": ("individual", "van-hoa-xa-hoi", "replicated"),
    }


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Ngõ hoa", "Tập thể", "Kinh tế", "Khác"), "ô E6 là “Khác”: không có trong các chữ để chọn."),
        (("Ngõ hoa", "", "Kinh tế", "Làm mới"), "ô C6 đang trống: chưa ghi “Tập thể hay cá nhân”."),
    ],
    ids=["unknown", "blank"],
)
def test_other_words_are_a_problem_with_those_to_choose(
    portal: Path, tmp_path: Path, row: tuple[str, ...], said: str
) -> None:
    found = import_register(fill(portal, tmp_path / "phieu.xlsx", [row]), root=portal, today=DAY)
    [problem] = found.problems
    assert (problem.code, problem.wrong) == ("unknown-choice", f"trang tính “Biểu mẫu”, {said}")
    assert "; " in problem.fix
    assert not models_of(portal)


def test_report_says_it_in_the_words_of_the_form(portal: Path, tmp_path: Path) -> None:
    register(portal, fill(portal, tmp_path / "phieu.xlsx", ROWS))
    made = report(records_of(portal), portal, "bang-loi", "docx", day=DAY)
    table = max(docx.Document(io.BytesIO(made.content)).tables, key=lambda one: len(one.columns))
    told = {tuple(cell.text for cell in row.cells[1:]) for row in table.rows}
    field = records_of(portal).fields["kinh-te"].name
    assert ("Ngõ hoa", "Tập thể", field, "Làm tiếp, mục tiêu cao hơn") in told


def test_every_word_needs_its_meaning() -> None:
    wrong = FORM.replace("            - replicated\n", "")
    form, problems = read_form(wrong)
    assert form is None
    assert {problem.code for problem in problems} == {"bad-column"}
