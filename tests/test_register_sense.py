"""What rows of a form mean: lines of fields, “như trên”, “Không”, sums, years, the document's own examples."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.importing import import_register
from generator.importing.register.units import guess_kind
from generator.outputs.forms import draw
from tests.filling import DAY, RECORDS, models_of
from tests.test_register_told import send, sent_by
from tests.test_register_traps import CULTURE, ECONOMY, Row, line, problems_of, sheet

# Lines that name a field


def merged(*places: str) -> Any:
    def change(page: Any) -> None:
        for place in places:
            page.merge_cells(place)

    return change


@pytest.mark.parametrize(
    ("row", "cell", "places"),
    [
        (("VH-XH",), "A6", ()),
        (("B. Văn nghệ",), "A6", ()),
        (("II", "VH-XH"), "B6", ()),
        (("II",), "A6", ()),
        (("VH-XH",), "A6", ("A6:I6",)),
        (("", "VH-XH"), "B6", ("B6:I6",)),
    ],
    ids=["first column", "lettered", "second column", "bare number", "over all", "over all but the first"],
)
def test_a_line_of_a_field_that_nobody_knows_stops_the_import(
    blank_portal: Path, tmp_path: Path, row: Row, cell: str, places: tuple[str, ...]
) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), row, line("Hai"), change=merged(*places))
    [problem] = problems_of(blank_portal, path)
    assert problem.code == "unknown-field"
    assert f"ô {cell}" in problem.wrong


@pytest.mark.parametrize("row", [("", "Kinh tế"), ("I", "Kinh tế"), ("A. Kinh tế",), ("1. Lĩnh vực kinh tế",)])
def test_a_line_of_a_known_field_may_stand_anywhere_before_the_names(
    blank_portal: Path, tmp_path: Path, row: Row
) -> None:
    assert send(blank_portal, tmp_path / "a.xlsx", CULTURE, row, line("Một")).written
    assert [one.field for one in models_of(blank_portal)] == ["kinh-te"]


@pytest.mark.parametrize("row", [("Không",), ("1", "", "", "", "Không có"), ("", "Chưa có mô hình"), ("1", "-", "-")])
def test_a_line_that_says_there_is_nothing_is_left_out_and_told(blank_portal: Path, tmp_path: Path, row: Row) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", line("Một"), CULTURE, row)
    assert ([one.wrong for one in report.problems], len(report.changes)) == ([], 1)
    assert any(one.startswith("Bỏ qua dòng ghi") for one in report.notes)


def test_the_subjects_line_is_asked_for_where_the_form_prints_it(blank_portal: Path, tmp_path: Path) -> None:
    form = RECORDS.forms["viet-hung-mau-01"]
    book = openpyxl.load_workbook(io.BytesIO(draw(form, "xlsx", campaign=RECORDS.campaigns[form.campaign])))
    page: Any = book.worksheets[0]
    head = next(cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("ĐƠN VỊ"))
    head.value = "ĐƠN VỊ: Hội Nông dân"
    group = next(cell for row in page.iter_rows() for cell in row if cell.value == "Tập thể")
    group.value = None
    page.cell(group.row, 1).value = None
    page.cell(group.row + 1, 2).value, page.cell(group.row + 1, 3).value = "Ông Trần Văn Mẫu", "Vườn mẫu"
    book.save(tmp_path / "a.xlsx")
    [problem] = problems_of(blank_portal, tmp_path / "a.xlsx")
    assert problem.code == "no-subject"


# Cells that say something else than a name


@pytest.mark.parametrize("same", ["như trên", "Như trên.", "(nt)", "nt", '"', "”", "//"])
def test_the_same_as_above_is_what_stands_above(blank_portal: Path, tmp_path: Path, same: str) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", line("Một"), line("Hai", who=same, goal=same))
    assert [one.wrong for one in report.problems] == []
    assert {(one.implementer, one.expected) for one in models_of(blank_portal)} == {("Chi hội 1", "70% hộ")}
    assert any("đọc như dòng trên, “Chi hội 1”" in one for one in report.notes)


def test_a_dash_is_nobody(blank_portal: Path, tmp_path: Path) -> None:
    [problem] = problems_of(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, line("Một", who="-", goal="-")))
    assert (problem.code, "Chủ thể thực hiện" in problem.wrong) == ("missing-cell", True)


@pytest.mark.parametrize("listed", ["1. Gà sạch\n2. Rau sạch", "- Gà sạch\n- Rau sạch"])
def test_several_models_in_one_cell_are_asked_to_be_rows(blank_portal: Path, tmp_path: Path, listed: str) -> None:
    [problem] = problems_of(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, line(listed)))
    assert problem.code == "many-names"


def test_a_name_of_two_lines_is_one_and_told(blank_portal: Path, tmp_path: Path) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", line("Ngõ hoa\nNhà sạch"), line("Trồng cây\nven đường"))
    assert sorted(one.name for one in models_of(blank_portal)) == ["Ngõ hoa Nhà sạch", "Trồng cây ven đường"]
    [note] = [one for one in report.notes if "đọc thành một tên" in one]
    assert "“Ngõ hoa Nhà sạch”" in note


def test_the_documents_own_examples_are_no_models_whatever_was_ticked(blank_portal: Path, tmp_path: Path) -> None:
    example = RECORDS.forms["thuy-nguyen-mau-1"].examples[0]
    row = [cell or None for cell in example.cells]
    row[0], row[2], row[3] = "3.", None, "x"
    report = send(blank_portal, tmp_path / "a.xlsx", row, line("Một"))
    assert [one.name for one in models_of(blank_portal)] == ["Một"]
    assert any("dòng ví dụ" in one for one in report.notes)


# Sums and columns


def test_a_sum_that_is_not_what_was_read_is_told(blank_portal: Path, tmp_path: Path) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", line("Một"), line("Hai"), ("Tổng", None, 3, None, None, 2))
    assert report.written
    [problem] = report.problems
    assert (problem.code, problem.is_error, "ô C7" in problem.wrong, "đọc được 2" in problem.wrong) == (
        "sum-differs", False, True, True,
    )  # fmt: skip


def test_a_column_that_the_file_lost_is_told(blank_portal: Path, tmp_path: Path) -> None:
    def lose(page: Any) -> None:
        page["I2"].value = "Chỉ tiêu"

    report = send(blank_portal, tmp_path / "a.xlsx", line("Một"), change=lose)
    assert any("không có cột “Dự kiến kết quả cần đạt”" in one for one in report.notes)


# Years and days


def test_last_years_form_is_not_taken_for_this_years(blank_portal: Path, tmp_path: Path) -> None:
    def age(page: Any) -> None:
        page["F2"].value = "Mô hình đăng ký mới năm 2025"
        page["F1"].value = "Thủy Nguyên, ngày 15 tháng 01 năm 2025"

    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), change=age)
    [problem] = problems_of(blank_portal, path)
    assert problem.code == "wrong-year"
    assert "ghi năm 2025, còn kế hoạch là của năm 2026" in problem.wrong


def test_a_day_before_the_plan_is_asked_about(blank_portal: Path, tmp_path: Path) -> None:
    change = sent_by("Hội Nông dân", dated="Thủy Nguyên, ngày 15 tháng 01 năm 2025")
    [problem] = problems_of(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), change=change))
    assert problem.code == "bad-day"


@pytest.mark.parametrize("written", ["Thủy Nguyên, ngày 5/1/2026", "Thủy Nguyên, 05-01-2026", "Ngày 5.1.2026"])
def test_a_short_date_in_the_letterhead_is_the_forms(blank_portal: Path, tmp_path: Path, written: str) -> None:
    send(blank_portal, tmp_path / "a.xlsx", change=sent_by("Hội Nông dân", dated=written))
    assert [one.registered_on for one in models_of(blank_portal)] == [date(2026, 1, 5)]


# What else is told


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Chi bộ Tổ dân phố số 5", "office"), ("Hội Phụ nữ TDP 6", "organisation"), ("Tổ dân phố số 5", "residential"),
     ("Đoàn Thanh niên Công an phường", "organisation"), ("Công an phường", "force")],
)  # fmt: skip
def test_a_units_kind_is_that_of_its_first_words(name: str, kind: str) -> None:
    assert str(guess_kind(name)) == kind


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_report_form_of_ours_is_named_and_sent_elsewhere(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    form = RECORDS.forms["viet-hung-mau-02"]
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(draw(form, suffix, campaign=RECORDS.campaigns[form.campaign]))
    [problem] = problems_of(blank_portal, path)
    assert "đây là Mẫu số 02" in problem.wrong
    assert "dvk report" in problem.fix


def test_a_changed_row_names_the_file_that_changed_it(blank_portal: Path, tmp_path: Path) -> None:
    send(blank_portal, tmp_path / "mot.xlsx", line("Một"))
    send(blank_portal, tmp_path / "hai.xlsx", line("Một", goal="90% hộ"), replace=True)
    assert "tệp hai.xlsx" in (blank_portal / "data/models/mot.yml").read_text(encoding="utf-8")
    assert import_register(tmp_path / "hai.xlsx", root=blank_portal, today=DAY).problems == ()
