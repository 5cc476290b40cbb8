"""Cells that may not mean what they say: numbers that may be shares, words struck out, rows hidden, comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from generator.importing import import_register
from generator.problems import Problem
from tests.filling import DAY, RECORDS, fill_labels, models_of
from tests.libreoffice import convert
from tests.test_register import ANSWERS
from tests.test_register_traps import ECONOMY, line, problems_of, sheet, table


def save_as(suffix: str, path: Path) -> Path:
    """The file as LibreOffice saves it in another format."""
    return convert([path], path.parent / "saved", suffix)[0]


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Codes and places of problems."""
    return [(one.code, one.wrong.partition(", ")[2].partition(" ")[2].partition(":")[0]) for one in problems]


# Shares


@pytest.mark.office
@pytest.mark.parametrize(("value", "shown"), [(0.7, "0,7"), (1, "1"), (1.5, "1,5")])
def test_a_number_of_an_xls_that_may_be_a_share_is_asked_about(
    blank_portal: Path, tmp_path: Path, value: float, shown: str
) -> None:
    def show_percent(page: Any) -> None:
        page["I5"].number_format = "0%"

    path = save_as("xls", sheet(tmp_path / "a.xlsx", ECONOMY, line("Một", goal=value), change=show_percent))
    problems = problems_of(blank_portal, path)
    assert told(problems) == [("maybe-percent", f"I5 là “{shown}”")]
    assert "lưu thành .xlsx" in problems[0].fix


@pytest.mark.office
def test_other_numbers_of_an_xls_are_taken(blank_portal: Path, tmp_path: Path) -> None:
    rows = [line("Một", goal=12, one=1), line("Hai", goal=1_500_000), line("Ba", goal="70%")]
    path = save_as("xls", sheet(tmp_path / "a.xlsx", ECONOMY, *rows))
    assert import_register(path, root=blank_portal, today=DAY).problems == ()
    assert sorted(str(one.expected) for one in models_of(blank_portal)) == ["12", "1500000", "70%"]


# Words struck out


def strike(*places: str) -> Any:
    """Strike out these cells of a sheet."""

    def change(page: Any) -> None:
        for place in places:
            page[place].font = Font(strike=True)

    return change


def strike_words(row: int, columns: Sequence[int], *, runs: slice = slice(None), tag: str = "w:strike") -> Any:
    """Strike out these cells of a row of a Word table, or some of their runs."""

    def change(made: Any) -> None:
        for column in columns:
            for run in made.rows[row].cells[column].paragraphs[0].runs[runs]:
                run._r.get_or_add_rPr().append(OxmlElement(tag))

    return change


def notes_of(folder: Path, path: Path) -> list[str]:
    report = import_register(path, root=folder, today=DAY)
    assert [one.wrong for one in report.problems] == []
    return [one for one in report.notes if "gạch ngang" in one]


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["", "xlsx", "ods"])
def test_a_row_that_is_struck_out_in_a_sheet_is_left_out(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    struck = strike(*(f"{column}6" for column in "ABCDEFGHI"))
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), line("Hai"), line("Ba"), change=struck)
    path = save_as(suffix, path) if suffix else path
    note = "Bỏ qua dòng bị gạch ngang: trang tính “Đăng ký”, ô E6 “Hai”."
    assert notes_of(blank_portal, path) == [note]
    assert sorted(one.name for one in models_of(blank_portal)) == ["Ba", "Một"]


@pytest.mark.parametrize("tag", ["w:strike", "w:dstrike"])
def test_a_row_that_is_struck_out_in_word_is_left_out(blank_portal: Path, tmp_path: Path, tag: str) -> None:
    struck = strike_words(3, range(9), tag=tag)
    path = table(tmp_path / "a.docx", ECONOMY, line("Một"), line("Hai"), change=struck)
    assert notes_of(blank_portal, path) == ["Bỏ qua dòng bị gạch ngang: bảng 1, dòng 4, cột 5 “Một”."]
    assert [one.name for one in models_of(blank_portal)] == ["Hai"]


def test_a_strike_that_was_taken_off_is_none(blank_portal: Path, tmp_path: Path) -> None:
    def change(made: Any) -> None:
        strike_words(3, [4])(made)
        for one in made._tbl.iter(qn("w:strike")):
            one.set(qn("w:val"), "0")

    path = table(tmp_path / "a.docx", ECONOMY, line("Một"), change=change)
    assert notes_of(blank_portal, path) == []
    assert [one.name for one in models_of(blank_portal)] == ["Một"]


@pytest.mark.parametrize("place", ["B5", "C5", "F5", "I5"])
def test_a_struck_cell_of_a_row_that_stays_is_asked_about(blank_portal: Path, tmp_path: Path, place: str) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), line("Hai"), change=strike(place))
    [problem] = problems_of(blank_portal, path)
    assert (problem.code, problem.at.line) == ("struck-out", 5)
    assert f"ô {place} là" in problem.wrong


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["", "xlsx", "ods"])
@pytest.mark.parametrize("place", ["E5", "I5"])
def test_a_cell_that_is_struck_in_part_is_asked_about(
    blank_portal: Path, tmp_path: Path, place: str, suffix: str
) -> None:
    def change(page: Any) -> None:
        page[place].value = CellRichText(TextBlock(InlineFont(strike=True), "Ngõ cũ"), " Ngõ mới")

    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), change=change)
    [problem] = problems_of(blank_portal, save_as(suffix, path) if suffix else path)
    assert (problem.code, problem.at.column) == ("struck-out", page_column(place))
    assert "“Ngõ cũ Ngõ mới”: một phần chữ bị gạch ngang" in problem.wrong


def page_column(place: str) -> int:
    return ord(place[0]) - ord("A") + 1


def test_words_that_are_struck_in_part_in_word_are_asked_about(blank_portal: Path, tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made.rows[3].cells[4].paragraphs[0].add_run(" mới")
        strike_words(3, [4], runs=slice(1))(made)

    [problem] = problems_of(blank_portal, table(tmp_path / "a.docx", ECONOMY, line("Một"), change=change))
    assert (problem.code, problem.fix) == ("struck-out", "xóa hẳn chữ đã gạch, hoặc thôi gạch ngang, rồi nhập lại.")


def test_a_struck_answer_of_a_form_of_labels_is_asked_about(blank_portal: Path, tmp_path: Path) -> None:
    form = RECORDS.forms["do-son-mau-3"]
    path = tmp_path / "a.docx"
    path.write_bytes(fill_labels(form, RECORDS.campaigns[form.campaign], "docx", ANSWERS))
    made = docx.Document(str(path))
    runs = [run for run in made.element.body.iter(qn("w:r")) if "Bến cá không rác nhựa" in "".join(run.itertext())]
    assert runs
    for run in runs:
        run.get_or_add_rPr().append(OxmlElement("w:strike"))
    made.save(str(path))
    [problem] = problems_of(blank_portal, path)
    assert problem.code == "struck-out"
    assert "Bến cá" in problem.wrong


# What nobody sees


def hide(page: Any) -> None:
    page.row_dimensions[6].hidden = True
    page.row_dimensions[90].hidden = True
    page.column_dimensions["I"].hidden = True
    page.column_dimensions["Z"].hidden = True


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["", "xlsx", "ods"])
def test_hidden_rows_and_columns_are_read_and_told(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), line("Hai"), change=hide)
    report = import_register(save_as(suffix, path) if suffix else path, root=blank_portal, today=DAY)
    assert sorted(one.name for one in models_of(blank_portal)) == ["Hai", "Một"]
    assert [one for one in report.notes if "đang ẩn" in one] == [
        "Chỗ đang ẩn cũng được đọc, xem lại: trang tính “Đăng ký”, dòng 6; trang tính “Đăng ký”, cột I."
    ]


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["", "xlsx", "ods"])
def test_comments_are_told_and_not_taken(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    def change(page: Any) -> None:
        page["E5"].comment = Comment("Đề nghị sửa tên\ncho ngắn", "Cán bộ")
        page["K5"].comment = Comment("Chưa duyệt", "Cán bộ")

    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), change=change)
    report = import_register(save_as(suffix, path) if suffix else path, root=blank_portal, today=DAY)
    assert [one.name for one in models_of(blank_portal)] == ["Một"]
    assert [one for one in report.notes if "comment" in one] == [
        "Lời ghi chú, nhận xét (comment) không đưa vào sổ, xem lại: trang tính “Đăng ký”, ô E5"
        " “Đề nghị sửa tên cho ngắn”; trang tính “Đăng ký”, ô K5 “Chưa duyệt”."
    ]


def test_comments_of_a_word_form_are_told_too(blank_portal: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "a.docx", ECONOMY, line("Một"))
    made = docx.Document(str(path))
    made.add_comment(made.paragraphs[0].runs[0], "Đề nghị sửa tên", author="Cán bộ")
    made.save(str(path))
    report = import_register(path, root=blank_portal, today=DAY)
    assert [one for one in report.notes if "comment" in one] == [
        "Lời ghi chú, nhận xét (comment) không đưa vào sổ, xem lại: Cán bộ: “Đề nghị sửa tên”."
    ]


def test_of_many_hidden_rows_the_first_are_named(blank_portal: Path, tmp_path: Path) -> None:
    def change(page: Any) -> None:
        for number in range(5, 19):
            page.row_dimensions[number].hidden = True

    path = sheet(tmp_path / "a.xlsx", ECONOMY, *(line(f"Ngõ {number}") for number in range(14)), change=change)
    report = import_register(path, root=blank_portal, today=DAY)
    [note] = [one for one in report.notes if "đang ẩn" in one]
    assert note.endswith("dòng 16; và 2 chỗ nữa.")


@pytest.mark.office
def test_what_an_xls_does_not_tell_is_told(blank_portal: Path, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"))
    report = import_register(save_as("xls", path), root=blank_portal, today=DAY)
    assert any("Tệp .xls không cho biết chữ bị gạch ngang" in one for one in report.notes)
    assert not any(".xls" in one for one in import_register(path, root=blank_portal, today=DAY).notes)
