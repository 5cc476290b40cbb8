"""What an import of registrations tells and asks: days, names of units, words it did not take, models that changed."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from generator.cli import main
from generator.importing import import_register
from generator.importing.body_names import write_name
from generator.outputs.forms import draw
from tests.filling import DAY, RECORDS, fill_labels, models_of
from tests.test_register import ANSWERS
from tests.test_register_traps import ECONOMY, Row, line, problems_of, sheet, table


def sent_by(name: str, *, dated: str = "") -> Any:
    """A letterhead with this unit, and a day."""

    def change(page: Any) -> None:
        page["A1"].value = f"ĐƠN VỊ: {name}"
        page["F1"].value = dated or None

    return change


def headed(text: str) -> Any:
    """The same letterhead in a sheet or in a Word file: its first cell, its first paragraph."""

    def change(made: Any) -> None:
        if hasattr(made, "rows") and hasattr(made, "part"):
            made.part.document.paragraphs[0].text = text
        else:
            made["A1"].value = text

    return change


def send(portal: Path, path: Path, *rows: Row, unit: str | None = None, replace: bool = False, **changes: Any) -> Any:
    made = sheet(path, ECONOMY, *(rows or [line("Ngõ hoa")]), **changes)
    return import_register(made, root=portal, today=DAY, unit=unit, replace=replace)


# Days


@pytest.mark.parametrize(
    "written", ["Thủy Nguyên, ngày 15 tháng 01 năm 2026", "Thuỷ Nguyên, ngày 15  tháng 1 năm 2026."]
)
def test_the_day_of_registration_is_that_of_the_form(blank_portal: Path, tmp_path: Path, written: str) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", change=sent_by("Hội Nông dân", dated=written))
    assert [one.registered_on for one in models_of(blank_portal)] == [date(2026, 1, 15)]
    assert "Ngày đăng ký: 15/01/2026, như ghi trên biểu mẫu." in report.notes


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "vì biểu mẫu chưa ghi ngày"),
        ("Thủy Nguyên, ngày     tháng    năm 2026", "vì biểu mẫu chưa ghi ngày"),
        ("Thủy Nguyên, ngày 31 tháng 02 năm 2026", "không có ngày nào như “Thủy Nguyên, ngày 31 tháng 02 năm 2026”"),
        ("Thủy Nguyên, ngày 15 tháng 02 năm 2026", "ngày ghi trên biểu mẫu chưa đến: 15/02/2026"),
    ],
)
def test_without_a_day_that_can_be_it_is_that_of_the_import_and_told(
    blank_portal: Path, tmp_path: Path, written: str, why: str
) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", change=sent_by("Hội Nông dân", dated=written))
    assert [one.registered_on for one in models_of(blank_portal)] == [DAY]
    [note] = [one for one in report.notes if one.startswith("Ngày đăng ký: 20/01/2026")]
    assert why in note


def test_the_day_of_a_word_form_of_labels_is_that_of_its_letterhead(blank_portal: Path, tmp_path: Path) -> None:
    form = RECORDS.forms["do-son-mau-3"]
    path = tmp_path / "a.docx"
    path.write_bytes(fill_labels(form, RECORDS.campaigns[form.campaign], "docx", ANSWERS))
    document = docx.Document(str(path))
    for cell in {id(cell): cell for row in document.tables[0].rows for cell in row.cells}.values():
        for paragraph in cell.paragraphs:
            if paragraph.text.startswith("Đồ Sơn, ngày"):
                paragraph.runs[0].text = "Đồ Sơn, ngày 12 tháng 01 năm 2026"
                for run in paragraph.runs[1:]:
                    run.text = ""
    document.save(str(path))
    assert import_register(path, root=blank_portal, today=DAY).written
    assert [one.registered_on for one in models_of(blank_portal)] == [date(2026, 1, 12)]


# Units


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Tên đơn vị: Hội Nông dân", "Hội Nông dân"),
        ("Đơn vị đăng ký: Hội Nông dân", "Hội Nông dân"),
        ("Cơ quan, đơn vị: Hội Nông dân", "Hội Nông dân"),
        ("ĐƠN VỊ ….. HỘI NÔNG DÂN", "Hội Nông dân"),
        ("Đơn vị gửi - Hội Nông dân", "Hội Nông dân"),
        ("ĐƠN VỊ:\nHỘI NÔNG DÂN", "Hội Nông dân"),
        ("HỘI NÔNG DÂN", "Hội Nông dân"),
        ("ĐẢNG ỦY PHƯỜNG THỦY NGUYÊN\nHỘI NÔNG DÂN\n*\nSố 12-BC/HND", "Hội Nông dân"),
        ("ĐẢNG UỶ PHƯỜNG THUỶ NGUYÊN\nHội Nông dân", "Hội Nông dân"),
        ("UBND PHƯỜNG THỦY NGUYÊN\nTRƯỜNG THCS HOA MAI", "Trường THCS Hoa Mai"),
        ("ĐẢNG ỦY PHƯỜNG THỦY NGUYÊN\nHỘI CỰU\nCHIẾN BINH PHƯỜNG", "Hội Cựu chiến binh phường"),
    ],
)
@pytest.mark.parametrize("make", [sheet, table])
def test_the_sender_is_found_however_the_head_was_typed(
    blank_portal: Path, tmp_path: Path, make: Any, head: str, name: str
) -> None:
    path = make(tmp_path / ("a.xlsx" if make is sheet else "a.docx"), ECONOMY, line("Một"), change=headed(head))
    report = import_register(path, root=blank_portal, today=DAY)
    assert (report.unit, [one.wrong for one in report.problems]) == (name, [])


@pytest.mark.parametrize(
    "head", ["ĐẢNG ỦY PHƯỜNG THỦY NGUYÊN", "ĐƠN VỊ…...........", "ĐƠN VỊ ĐĂNG KÝ MÔ HÌNH NĂM 2026", "*"]
)
def test_a_head_without_a_name_names_nobody(blank_portal: Path, tmp_path: Path, head: str) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), change=headed(head))
    assert [one.code for one in problems_of(blank_portal, path)] == ["no-unit"]


def test_the_name_may_stand_in_the_cell_beside(blank_portal: Path, tmp_path: Path) -> None:
    def change(page: Any) -> None:
        page["A1"].value, page["B1"].value = "ĐƠN VỊ:", "Hội Nông dân"

    assert send(blank_portal, tmp_path / "a.xlsx", change=change).unit == "Hội Nông dân"


@pytest.mark.parametrize("unit", [None, "Hội Nông dân"])
def test_sheets_of_several_units_in_one_workbook_are_no_one_units(
    blank_portal: Path, tmp_path: Path, unit: str | None
) -> None:
    book = openpyxl.load_workbook(sheet(tmp_path / "a.xlsx", ECONOMY, line("Một")))
    other: Any = book.copy_worksheet(book.worksheets[0])
    other["A1"].value, other["E5"].value = "ĐƠN VỊ: Hội Cựu chiến binh", "Hai"
    book.save(tmp_path / "a.xlsx")
    report = import_register(tmp_path / "a.xlsx", root=blank_portal, today=DAY, unit=unit)
    assert ([one.code for one in report.problems], report.written) == (["many-units"], False)
    assert "“Hội Nông dân”, “Hội Cựu chiến binh”" in report.problems[0].wrong


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("HỘI NÔNG DÂN", "Hội Nông dân"),
        ("CÔNG AN PHƯỜNG ĐỒ SƠN", "Công an phường Đồ Sơn"),
        ("TRƯỜNG THCS LÊ HỒNG PHONG", "Trường THCS Lê Hồng Phong"),
        ("TRƯỜNG TIỂU HỌC VÀ THCS HOA MAI", "Trường Tiểu học và THCS Hoa Mai"),
        ("UỶ BAN MTTQ VIỆT NAM PHƯỜNG", "Ủy ban MTTQ Việt Nam phường"),
        ("HỘI LIÊN HIỆP PHỤ NỮ PHƯỜNG VIỆT HƯNG", "Hội Liên hiệp Phụ nữ phường Việt Hưng"),
        ("TỔ DÂN PHỐ SỐ 5", "Tổ dân phố số 5"),
        ("THÔN ĐOÀI", "Thôn Đoài"),
        ("HỘI SINH VẬT CẢNH", "Hội Sinh vật cảnh"),
        ("CHI HỘI PHỤ NỮ KHỐI A", "Chi hội Phụ nữ khối A"),
        ("BAN QUẢN LÝ CHỢ SEN HỒNG", "Ban Quản lý chợ Sen Hồng"),
        ("HTX NÔNG NGHIỆP NGỌC HẢI 2", "HTX Nông nghiệp Ngọc Hải 2"),
        ("TRẠM Y TẾ XÃ", "Trạm Y tế xã"),
        ("PHÓ BÍ THƯ THƯỜNG TRỰC", "Phó Bí thư Thường trực"),
        ("CHỦ TỊCH UBND PHƯỜNG", "Chủ tịch UBND phường"),
        ("Đoàn thanh niên", "Đoàn thanh niên"),
    ],
)
def test_a_name_in_capitals_is_written_as_in_a_sentence(printed: str, name: str) -> None:
    assert write_name(printed) == name


def test_a_new_unit_has_a_name_as_people_write_it(blank_portal: Path, tmp_path: Path) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", change=sent_by("TRƯỜNG MẦM NON HOA MAI"))
    assert report.unit == "Trường Mầm non Hoa Mai"
    assert (blank_portal / "data/units/truong-mam-non-hoa-mai.yml").exists()


def test_an_id_that_no_unit_has_is_no_new_unit(blank_portal: Path, tmp_path: Path) -> None:
    send(blank_portal, tmp_path / "a.xlsx")
    report = send(blank_portal, tmp_path / "b.xlsx", line("Hai"), unit="hoi-nong-dam")
    assert [one.code for one in report.problems] == ["unknown-unit"]
    assert "--unit hoi-nong-dan" in report.problems[0].fix
    assert len(models_of(blank_portal)) == 1


@pytest.mark.parametrize("again", ["Hội Nông dân phường", "HỘI NÔNG DÂNN", "Hội Nông dân Việt Nam", "Hội nông dân"])
def test_a_unit_that_goes_by_nearly_the_same_name_is_asked_about(
    blank_portal: Path, tmp_path: Path, again: str
) -> None:
    send(blank_portal, tmp_path / "a.xlsx")
    report = send(blank_portal, tmp_path / "b.xlsx", line("Hai"), change=sent_by(again))
    if again == "Hội nông dân":
        assert report.written
        return
    assert [one.code for one in report.problems] == ["unit-alike"]
    assert "--unit hoi-nong-dan" in report.problems[0].fix
    assert send(blank_portal, tmp_path / "b.xlsx", line("Hai"), change=sent_by(again), unit="hoi-nong-dan").written
    assert {one.unit for one in models_of(blank_portal)} == {"hoi-nong-dan"}


def test_units_that_differ_in_a_number_are_two(blank_portal: Path, tmp_path: Path) -> None:
    assert send(blank_portal, tmp_path / "a.xlsx", change=sent_by("Tổ dân phố số 11")).written
    assert send(blank_portal, tmp_path / "b.xlsx", change=sent_by("Tổ dân phố số 12")).written
    report = send(blank_portal, tmp_path / "c.xlsx", line("Hai"), change=sent_by("TDP 12"))
    assert "--unit to-dan-pho-so-12" in report.problems[0].fix


def test_a_real_registration_of_a_sample_unit_is_refused_as_the_check_would(blank_portal: Path, tmp_path: Path) -> None:
    (blank_portal / "data/units").mkdir(exist_ok=True)
    unit = blank_portal / "data/units/hoi-nong-dan.yml"
    unit.write_text("name: Hội Nông dân\nkind: organisation\nsummary: Đơn vị mẫu.\nsample: true\n", encoding="utf-8")
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Ngõ hoa"))
    assert {one.code for one in problems_of(blank_portal, path)} == {"refers-to-sample"}
    unit.write_text(unit.read_text(encoding="utf-8").replace("sample: true\n", ""), encoding="utf-8")
    assert import_register(path, root=blank_portal, today=DAY).written
    assert main(["check", "--config", str(blank_portal / "site_config.yml")]) == 0


def test_what_the_check_would_say_of_the_portal_then_is_said_before(blank_portal: Path, tmp_path: Path) -> None:
    """An id that is an old address of another model."""
    send(blank_portal, tmp_path / "a.xlsx", line("Vườn rau"))
    file = blank_portal / "data/models/vuon-rau.yml"
    file.write_text(file.read_text(encoding="utf-8") + "aliases: [ngo-hoa]\n", encoding="utf-8")
    report = send(blank_portal, tmp_path / "b.xlsx", line("Vườn rau"), line("Ngõ hoa"))
    assert not report.written
    [problem] = report.problems
    assert (problem.code, problem.at.file) == ("alias-in-use", "data/models/vuon-rau.yml")


# A form of labels, copied


def copied(path: Path, *answers: dict[str, str], heads: Sequence[str] = ()) -> Path:
    """Đồ Sơn's Mẫu 3 in a Word file, once for each model; the unit of each in its letterhead."""
    form = RECORDS.forms["do-son-mau-3"]
    whole: Any = None
    for number, told in enumerate(answers):
        raw = fill_labels(form, RECORDS.campaigns[form.campaign], "docx", ANSWERS | told)
        one: Any = docx.Document(io.BytesIO(raw))
        if heads:
            for cell in one.tables[0].column_cells(0):
                for paragraph in cell.paragraphs:
                    paragraph.text = re.sub(
                        "ĐƠN VỊ.*|HỘI NÔNG DÂN.*", heads[number], paragraph.text, flags=re.IGNORECASE
                    )
        if whole is None:
            whole = one
            continue
        for element in list(one.element.body)[:-1]:
            whole.element.body.insert(len(whole.element.body) - 1, element)
    whole.save(str(path))
    return path


def test_a_form_copied_for_each_model_registers_each(blank_portal: Path, tmp_path: Path) -> None:
    path = copied(tmp_path / "a.docx", {}, {"Tên mô hình": "Chợ không túi ni lông", "Chủ thể": "Tập thể"})
    report = import_register(path, root=blank_portal, today=DAY)
    assert [one.wrong for one in report.problems] == []
    assert {(one.name, str(one.subject)) for one in models_of(blank_portal)} == {
        (ANSWERS["Tên mô hình"], "individual"),
        ("Chợ không túi ni lông", "collective"),
    }


def test_copies_of_several_units_are_no_one_units(blank_portal: Path, tmp_path: Path) -> None:
    heads = ("HỘI NÔNG DÂN", "HỘI CỰU CHIẾN BINH")
    path = copied(tmp_path / "a.docx", {}, {"Tên mô hình": "Chợ không túi ni lông"}, heads=heads)
    assert [one.code for one in problems_of(blank_portal, path)] == ["many-units"]


# Words that no record takes


def test_words_of_other_columns_and_around_the_table_are_told(blank_portal: Path, tmp_path: Path) -> None:
    def add(page: Any) -> None:
        page["J2"].value = "Ghi chú"
        page["J5"].value = "Đã làm từ tháng 12"
        page["J4"].value = "Chưa họp dân"
        page["B8"].value = "Đề nghị phường hỗ trợ cây giống"

    report = send(blank_portal, tmp_path / "a.xlsx", line("Ngõ hoa"), ("", "Xác nhận của cơ quan, đơn vị"), change=add)
    assert report.written
    [note] = [one for one in report.notes if one.startswith("Chữ không đưa vào sổ")]
    for place, words in (
        ("J2", "Ghi chú"),
        ("J4", "Chưa họp dân"),
        ("J5", "Đã làm từ tháng 12"),
        ("B8", "Đề nghị phường hỗ trợ cây giống"),
    ):
        assert f"ô {place} “{words}”" in note
    assert "Hội Nông dân" not in note
    assert "Xác nhận" not in note


def test_a_form_with_nothing_beside_it_tells_nothing(blank_portal: Path, tmp_path: Path) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", change=sent_by("Hội Nông dân"))
    assert not any("không đưa vào sổ" in one for one in report.notes)


def test_an_answer_that_no_record_keeps_is_told(blank_portal: Path, tmp_path: Path) -> None:
    form = RECORDS.forms["do-son-mau-3"]
    told = ANSWERS | {"Người cho chủ trương, ngày, nội dung": "Đảng ủy phường, đồng ý"}
    path = tmp_path / "a.docx"
    path.write_bytes(fill_labels(form, RECORDS.campaigns[form.campaign], "docx", told))
    report = import_register(path, root=blank_portal, today=DAY)
    assert report.written
    assert any("Người cho chủ trương, ngày, nội dung: Đảng ủy phường, đồng ý" in one for one in report.notes)


@pytest.mark.parametrize("make", [sheet, table])
def test_a_registration_below_the_signatures_is_asked_about(blank_portal: Path, tmp_path: Path, make: Any) -> None:
    rows = [ECONOMY, line("Một"), ("", "Xác nhận của cơ quan, đơn vị"), line("Hai")]
    path = make(tmp_path / ("a.xlsx" if make is sheet else "a.docx"), *rows)
    [problem] = problems_of(blank_portal, path)
    assert problem.code == "below-table"


def test_people_called_like_those_who_sign_end_no_table(blank_portal: Path, tmp_path: Path) -> None:
    report = send(blank_portal, tmp_path / "a.xlsx", line("Một", who="Nơi nhận"), line("Hai"))
    assert report.written
    assert sorted(one.name for one in models_of(blank_portal)) == ["Hai", "Một"]


# Names that changed, rows that are gone


def test_a_model_by_a_better_name_is_shown_as_changed_and_keeps_its_file(blank_portal: Path, tmp_path: Path) -> None:
    send(blank_portal, tmp_path / "a.xlsx", line("Trồng hoa ngõ 5"))
    refused = send(blank_portal, tmp_path / "b.xlsx", line("Trồng và chăm hoa ngõ 5"))
    assert [one.code for one in refused.problems] == ["row-changed"]
    assert refused.changes[0].differences == (("Tên mô hình", "Trồng hoa ngõ 5", "Trồng và chăm hoa ngõ 5"),)
    assert "ghi cả dòng của mô hình cũ" in refused.problems[0].fix
    assert send(blank_portal, tmp_path / "b.xlsx", line("Trồng và chăm hoa ngõ 5"), replace=True).written
    assert [(one.id, one.name) for one in models_of(blank_portal)] == [("trong-hoa-ngo-5", "Trồng và chăm hoa ngõ 5")]


@pytest.mark.parametrize("other", [line("Trồng hoa ngõ 7"), line("Trồng hoa đẹp ngõ 5", who="Chi hội 2")])
def test_a_model_of_another_place_or_people_is_another(blank_portal: Path, tmp_path: Path, other: Row) -> None:
    send(blank_portal, tmp_path / "a.xlsx", line("Trồng hoa ngõ 5"))
    report = send(blank_portal, tmp_path / "b.xlsx", other)
    assert report.written
    assert len(models_of(blank_portal)) == 2
    [note] = [one for one in report.notes if "không có trong tệp này" in one]
    assert "“Trồng hoa ngõ 5” (data/models/trong-hoa-ngo-5.yml)" in note


def test_two_models_in_one_file_are_never_one(blank_portal: Path, tmp_path: Path) -> None:
    send(blank_portal, tmp_path / "a.xlsx", line("Trồng hoa ngõ 5"))
    send(blank_portal, tmp_path / "b.xlsx", line("Trồng hoa ngõ 5"), line("Trồng và chăm hoa ngõ 5"))
    assert len(models_of(blank_portal)) == 2


# Which form it is


SHORT = (
    "STT",
    "Chủ thể",
    "Tập thể",
    "Cá nhân",
    "Tên mô hình",
    "Đăng ký mới",
    "Có từ trước",
    "Nhân rộng",
    "Kết quả cần đạt",
)


@pytest.mark.parametrize("titles", [SHORT, tuple(one.upper() for one in SHORT)])
def test_titles_that_a_unit_typed_shorter_are_known(blank_portal: Path, tmp_path: Path, titles: Sequence[str]) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in (("HỘI NÔNG DÂN",), titles, ECONOMY, line("Một", new="", old="x"), line("Hai", one="", other="x")):
        page.append(row)
    book.save(tmp_path / "a.xlsx")
    report = import_register(tmp_path / "a.xlsx", root=blank_portal, today=DAY)
    assert (report.written, report.unit) == (True, "Hội Nông dân")
    assert not any("không đưa vào sổ" in one for one in report.notes)
    assert {(one.name, str(one.subject), str(one.origin), one.expected) for one in models_of(blank_portal)} == {
        ("Một", "collective", "continued", "70% hộ"),
        ("Hai", "individual", "new", "70% hộ"),
    }


@pytest.mark.parametrize("signs", ["T/M BAN CHẤP HÀNH", "TM. CHI BỘ", "KT. CHỦ TỊCH", "NGƯỜI LẬP BIỂU", "HIỆU TRƯỞNG"])
def test_signatures_of_any_office_end_the_table(blank_portal: Path, tmp_path: Path, signs: str) -> None:
    below = (("", "Người lập", "", "", signs), ("", "Trần Văn Mẫu", "", "", "Lê Thị Mẫu"))
    assert send(blank_portal, tmp_path / "a.xlsx", line("Một"), *below).written
    assert [one.name for one in models_of(blank_portal)] == ["Một"]


def test_a_paper_that_is_nearly_a_form_is_told_what_it_lacks(blank_portal: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["ĐƠN VỊ: Hội Nông dân"])
    page.append(
        ["Stt", "Chủ thể thực hiện", "Tên mô hình", "Mô hình tập thể", "Mô hình cá nhân", "Mô hình có từ trước"]
    )
    page.append([1, "Chi hội 1", "Ngõ hoa", "x", "", ""])
    book.save(tmp_path / "a.xlsx")
    [problem] = problems_of(blank_portal, tmp_path / "a.xlsx")
    assert problem.code == "unknown-form"
    assert "gần nhất là Mẫu 1" in problem.fix
    assert "“Mô hình nhân rộng”; “Dự kiến kết quả cần đạt”" in problem.fix
    assert "“Tên mô hình”" not in problem.fix


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("viet-hung-de-cuong", "dvk import story"),
        ("thuy-nguyen-mau-2", "dvk report"),
        ("do-son-mau-4", "chọn đúng tệp. Nhập được: Mẫu 3: Phiếu đăng ký"),
    ],
)
def test_a_form_that_is_no_registration_is_sent_where_it_belongs(
    blank_portal: Path, tmp_path: Path, form: str, said: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(draw(RECORDS.forms[form], "docx", campaign=RECORDS.campaigns[RECORDS.forms[form].campaign]))
    [problem] = problems_of(blank_portal, path)
    assert problem.code == "unknown-form"
    assert f"đây là {RECORDS.forms[form].number or ''}".rstrip() in problem.wrong
    assert said in problem.fix
