"""Forms in use: what may be written where, what paper and office programs make of the files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
import openpyxl
import pypdfium2
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.outputs.forms import Filling, draw
from generator.records.campaign import CampaignField
from generator.records.form import Block, Column, Form
from generator.records.meanings import Holds
from tests.filling import RECORDS
from tests.libreoffice import convert, save_again
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


# What office programs save a sheet as.
SAVED_AS = ("xlsx", "xls", "ods")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], bytes]:
    """Workbooks as they are after LibreOffice saved them in another format, and again as .xlsx.

    Shape: {(the own form or that with choices, format): bytes}. The program is started once for each format.
    """
    folder = tmp_path_factory.mktemp("saved")
    contents = {"own": draw(own_form(), "xlsx", campaign=make_campaign()), "choices": with_choices()}
    for name, content in contents.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    sources = [folder / f"{name}.xlsx" for name in contents]
    others = {suffix: convert(sources, folder / suffix, suffix) for suffix in SAVED_AS}
    renamed = [path.rename(path.with_stem(f"{suffix}-{path.stem}")) for suffix in others for path in others[suffix]]
    again = convert(renamed, folder / "again", "xlsx")
    places = [(name, suffix) for suffix in SAVED_AS for name in contents]
    return {place: path.read_bytes() for place, path in zip(places, again, strict=True)}


@pytest.mark.office
@pytest.mark.parametrize("suffix", SAVED_AS)
def test_protection_drop_downs_and_sums_survive_libreoffice(
    saved: Mapping[tuple[str, str], bytes], suffix: str
) -> None:
    sheet = sheet_of(saved["own", suffix])
    assert sheet.protection.sheet
    # OpenDocument has no word for formats.
    assert allowed_on(sheet) >= {"insertRows"} | ({"formatCells", "formatRows"} if suffix != "ods" else set())
    assert find(sheet, "Số mô hình").protection.locked
    assert not below(find(sheet, "I. Khu phố")).protection.locked
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"list", "whole"}
    assert any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.page_setup.paperSize in (9, "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def list_of(book: Workbook, cell: Cell) -> list[str]:
    """What a cell offers to choose from, in its own list or on another sheet."""
    sheet = book.worksheets[0]
    [rule] = [one for one in sheet.data_validations.dataValidation if cell.coordinate in one.sqref]
    assert rule.type == "list"
    if rule.formula1.startswith('"'):
        return str(rule.formula1).strip('"').split(",")
    name, area = str(rule.formula1).replace("$", "").split("!")
    assert book[name.strip("'")].sheet_state != "visible"
    return [str(one.value) for [one] in book[name.strip("'")][area]]


FIELDS = ("Kinh tế", "Quốc phòng, an ninh, dân tộc và tôn giáo trên địa bàn phường và các khu dân cư" * 4)
ORIGINS = ("Xây dựng mới", "Duy trì, mục tiêu cao hơn")


def with_choices() -> bytes:
    """The own form with fields in its last column but one, and origins in its last."""
    [table] = [block.table for block in own_form().blocks if block.table]
    first, *others, last = table.columns
    field = Column(title="Lĩnh vực", width=30, holds=Holds.FIELD)
    columns = (first, *others, field, msgspec.structs.replace(last, title="Loại hình", options=ORIGINS))
    block = Block(table=msgspec.structs.replace(table, columns=columns))
    fields = tuple(CampaignField(field="kinh-te", name=name, source="mục II") for name in FIELDS)
    campaign = msgspec.structs.replace(make_campaign(), fields=fields)
    return draw(msgspec.structs.replace(own_form(), blocks=(block,)), "xlsx", campaign=campaign)


def heights_of(content: bytes) -> dict[int, tuple[float, bool]]:
    """The height in points of each row by its number from 1, and whether it is there to stay."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    rows = [dict(re.findall(r'(\w+)="([^"]*)"', row)) for row in re.findall(r"<row ([^>]*)>", text)]
    return {int(row["r"]): (float(row["ht"]), row.get("customHeight") in ("1", "true")) for row in rows}


@pytest.mark.parametrize("name", ["Tổ dân phố số 5", "Trung tâm Phục vụ hành chính công phường Bến Mây mở rộng"])
def test_rows_to_write_in_grow_with_what_is_typed(name: str) -> None:
    unit = msgspec.structs.replace(RECORDS.units["to-dan-pho-5"], name=name)
    form, campaign = RECORDS.forms["thuy-nguyen-mau-2"], RECORDS.campaigns["thuy-nguyen-2026"]
    for filling in (None, Filling(unit, 2026)):
        content = draw(form, "xlsx", campaign=campaign, filling=filling)
        first, heights = find(sheet_of(content), "1.").row, heights_of(content)
        assert [heights[row][1] for row in range(first, first + 3)] == [False] * 3
        # Room for three lines of 12 points.
        assert (heights[first][0] >= 42) is (filling is not None and len(name) > 40)
        assert heights[find(sheet_of(content), "Stt").row][1]


@pytest.mark.office
def test_rows_still_grow_after_libreoffice_saved_them(saved: Mapping[tuple[str, str], bytes]) -> None:
    content = saved["own", "xlsx"]
    section, heights = find(sheet_of(content), "I. Khu phố").row, heights_of(content)
    assert heights[section][1]
    assert not heights[section + 1][1]
    # As high as it was, though blank: 8 mm.
    assert heights[section + 1][0] == pytest.approx(22.7, abs=0.5)


def test_field_and_origin_are_chosen_from_the_words_of_plan_and_form() -> None:
    assert_words_are_offered(with_choices())


@pytest.mark.office
@pytest.mark.parametrize("suffix", SAVED_AS)
def test_those_words_are_offered_after_libreoffice_saved_them(
    saved: Mapping[tuple[str, str], bytes], suffix: str
) -> None:
    assert_words_are_offered(saved["choices", suffix])


def assert_words_are_offered(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    blank = below(find(book.worksheets[0], "I. Khu phố"))
    # Commas and length are no matter.
    assert list_of(book, blank.offset(0, 4)) == list(FIELDS)
    assert list_of(book, blank.offset(0, 5)) == list(ORIGINS)
    # What a plan forgot can still be written.
    assert "warning" in {rule.errorStyle for rule in book.worksheets[0].data_validations.dataValidation}


def test_every_cell_for_a_field_offers_those_of_the_plan() -> None:
    form, campaign = RECORDS.forms["viet-hung-mau-03"], RECORDS.campaigns["viet-hung-2026"]
    book = openpyxl.load_workbook(io.BytesIO(draw(form, "xlsx", campaign=campaign)))
    title = find(book.worksheets[0], "Lĩnh vực thực hiện")
    assert list_of(book, below(title)) == [one.name for one in campaign.fields]
    # Where the paper has columns or sections for fields and columns for origins, a cell takes a tick.
    form, campaign = RECORDS.forms["thuy-nguyen-mau-1"], RECORDS.campaigns["thuy-nguyen-2026"]
    book = openpyxl.load_workbook(io.BytesIO(draw(form, "xlsx", campaign=campaign)))
    first = below(find(book.worksheets[0], "I. Lĩnh vực"))
    assert [list_of(book, first.offset(0, column)) for column in (2, 3, 5, 6, 7)] == [["x"]] * 5


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
