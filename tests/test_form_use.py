"""Forms in use: what may be written where, what paper and office programs make of the files."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from generator.outputs.forms import draw
from generator.records.form import Form
from tests.libreoffice import save_again
from tests.test_forms import PAPERS, W, document_of, make_campaign, own_form, sheet_of

ALLOWED = {"formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows"}


def own_sheet() -> Worksheet:
    return sheet_of(draw(own_form(), "xlsx", campaign=make_campaign()))


def find(sheet: Worksheet, start: str) -> Cell:
    """The one cell whose text begins so."""
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith(start))
    return cell


def below(cell: Cell, rows: int = 1, columns: int = 0) -> Cell:
    return cell.offset(rows, columns)


def allowed_on(sheet: Worksheet) -> set[str]:
    """What a protected sheet still lets people do."""
    return {name for name in ALLOWED if not getattr(sheet.protection, name)}


# Excel


def test_sheet_is_protected_without_a_password_and_still_takes_rows_and_formats() -> None:
    sheet = own_sheet()
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert allowed_on(sheet) == ALLOWED


@pytest.mark.parametrize(
    "start", ["SỔ THEO DÕI", "ĐẢNG CỘNG SẢN", "ỦY BAN NHÂN DÂN", "Phần một", "Tên mô hình:", "Mới", "Cộng:", "I. Khu"]
)
def test_printed_text_is_locked(start: str) -> None:
    sheet = own_sheet()
    found = [cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith(start)]
    assert found
    assert all(cell.protection.locked for cell in found)


def test_heads_and_sums_are_locked() -> None:
    sheet = own_sheet()
    assert find(sheet, "Số mô hình").protection.locked
    sums = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sums
    assert all(cell.protection.locked for cell in sums)


def test_what_is_written_in_is_open() -> None:
    sheet = own_sheet()
    section = find(sheet, "I. Khu phố")
    answer, box = below(find(sheet, "Tên mô hình:")), below(find(sheet, "Loại:"))
    unit, place = find(sheet, "TỔ DÂN PHỐ SỐ 5"), find(sheet, "Sen Hồng, ngày")
    for cell in (answer, box, unit, place, *(below(section, row, column) for row in (1, 2) for column in range(5))):
        assert not cell.protection.locked, cell.coordinate


def test_room_to_sign_is_open() -> None:
    sheet = own_sheet()
    assert not find(sheet, "TỔ TRƯỞNG").protection.locked
    # The room below holds no cells of its own: their columns decide.
    assert not any(sheet.column_dimensions[letter].protection.locked for letter in "ABCDE")


def test_blank_rows_are_checked_as_a_stretch_so_that_an_inserted_row_is_too() -> None:
    sheet = own_sheet()
    first = find(sheet, "I. Khu phố").row + 1
    rules = {str(area): rule.type for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges}
    # Two blank rows; the head of a group adds up, so only its tick is checked; then a printed row.
    assert rules[f"B{first}:B{first + 1}"] == "whole"
    assert rules[f"D{first}:D{first + 3}"] == "list"


@pytest.mark.office
def test_protection_drop_downs_and_sums_survive_libreoffice(tmp_path: Path) -> None:
    sheet = sheet_of(save_again(draw(own_form(), "xlsx", campaign=make_campaign()), "xlsx", tmp_path))
    assert sheet.protection.sheet
    assert allowed_on(sheet) >= {"formatCells", "formatRows", "insertRows"}
    assert find(sheet, "Số mô hình").protection.locked
    assert not below(find(sheet, "I. Khu phố")).protection.locked
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"list", "whole"}
    assert any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.page_setup.paperSize in (9, "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


# Word


@pytest.mark.office
def test_repeating_head_and_whole_rows_survive_libreoffice(tmp_path: Path) -> None:
    body = document_of(save_again(draw(own_form(), "docx", campaign=make_campaign()), "docx", tmp_path))
    table = next(table for table in body.iter(f"{W}tbl") if table.find(f".//{W}tblHeader") is not None)
    rows = table.findall(f"{W}tr")
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True] * 3 + [False] * (len(rows) - 3)
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


# PDF


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_pdf_says_that_it_is_accessible_and_shows_its_title(form: Form) -> None:
    content = draw(form, "pdf", campaign=make_campaign())
    # ISO 14289-1, 5 and 7.1.
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", content)
    assert re.search(rb"/DisplayDocTitle true", content)
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", content)
    assert len(pypdfium2.PdfDocument(content)) >= 1
