"""Forms filled from the records: what the office sends upward, for a day of its choice."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.cli import main
from generator.importing import import_register
from generator.reporting import report
from tests.filling import DAY, RECORDS, Entry, fill, make_entries, models_of, records_of, register, told
from tests.libreoffice import save_again

JUNE = date(2026, 6, 15)


@pytest.fixture
def registered(blank_portal: Path, tmp_path: Path) -> Path:
    """A portal with twelve registrations of one unit for Thủy Nguyên, on 20 January 2026."""
    register(blank_portal, fill("thuy-nguyen-mau-1", "xlsx", make_entries(12, seed=3), tmp_path / "tn.xlsx"))
    return blank_portal


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of a Word file's largest table."""
    document = docx.Document(io.BytesIO(content))
    table = max(document.tables, key=lambda one: len(one.rows))
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_the_consolidated_register_holds_every_model_and_comes_back_the_same(
    registered: Path, tmp_path: Path, suffix: str
) -> None:
    wanted = {one.name: one for one in make_entries(12, seed=3)}
    made = report(records_of(registered), registered, "thuy-nguyen-mau-1", suffix, day=JUNE)
    assert (made.problems, made.models) == ((), 12)
    again = tmp_path / f"again.{suffix}"
    again.write_bytes(made.content)
    imported = import_register(again, root=registered, today=DAY, unit="hoi-nong-dan")
    assert [one.wrong for one in imported.problems] == []
    assert {one.registration.name for one in imported.changes} == set(wanted)
    assert not any(one.is_new or one.differences for one in imported.changes)
    assert {one.name: told(one) for one in models_of(registered)} == wanted


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_the_consolidated_register_is_no_form_of_a_unit(registered: Path, tmp_path: Path, suffix: str) -> None:
    again = tmp_path / f"again.{suffix}"
    again.write_bytes(report(records_of(registered), registered, "thuy-nguyen-mau-1", suffix, day=JUNE).content)
    before = sorted(registered.rglob("data/**/*.yml"))
    imported = import_register(again, root=registered, today=DAY)
    assert [one.code for one in imported.problems] == ["own-report"]
    assert "15/06/2026" in imported.problems[0].wrong
    assert not imported.written
    assert sorted(registered.rglob("data/**/*.yml")) == before


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_the_register_of_one_unit_comes_back_as_its_own(registered: Path, tmp_path: Path, suffix: str) -> None:
    records = records_of(registered)
    made = report(records, registered, "thuy-nguyen-mau-1", suffix, day=JUNE, unit="hoi-nong-dan")
    again = tmp_path / f"again.{suffix}"
    again.write_bytes(made.content)
    imported = import_register(again, root=registered, today=DAY)
    assert [one.wrong for one in imported.problems] == []
    assert (imported.unit, len(imported.changes)) == ("Hội Nông dân", 12)
    assert not any(one.is_new or one.differences for one in imported.changes)


def test_a_report_counts_each_unit_and_adds_all_up(registered: Path, tmp_path: Path) -> None:
    entries = make_entries(12, seed=3)
    made = report(records_of(registered), registered, "thuy-nguyen-mau-2", "docx", day=date(2026, 11, 15))
    continued = sum(one.origin == "continued" for one in entries)
    rows = rows_of(made.content)
    assert ["1.", "Hội Nông dân", str(continued), str(12 - continued), "0", "", "", ""] in rows
    assert rows[-1][:5] == ["Tổng số:", "Tổng số:", str(continued), str(12 - continued), "0"]
    replicated = sum(one.origin == "replicated" for one in entries)
    assert made.notes == (f"Cột “Mô hình mới triển khai trong năm” tính cả {replicated} mô hình nhân rộng.",)


@pytest.mark.parametrize(("day", "recognised"), [(date(2026, 6, 30), ""), (date(2026, 7, 1), "0")])
def test_columns_for_the_end_of_the_year_wait_for_it(registered: Path, day: date, recognised: str) -> None:
    made = report(records_of(registered), registered, "thuy-nguyen-mau-2", "docx", day=day)
    assert [row[4] for row in rows_of(made.content)[-2:]] == [recognised] * 2
    told = [one for one in made.notes if "công nhận" in one and "cuối năm" in one]
    assert len(told) == (not recognised)


def test_sheet_of_the_half_year_shows_no_nought_for_its_end(registered: Path) -> None:
    made = report(records_of(registered), registered, "thuy-nguyen-mau-2", "xlsx", day=JUNE)
    sheet = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]
    [total] = [row for row in sheet.iter_rows() if row[0].value == "Tổng số:"]
    line = total[4].row - 1
    assert [(cell.value, cell.number_format) for cell in total[3:5]] == [
        (f"=SUM(D{line})", "#,##0"),
        (f"=SUM(E{line})", "0;-0;;@"),
    ]


def test_numbers_by_field_count_collectives_once_and_models_each(blank_portal: Path, tmp_path: Path) -> None:
    entries = [
        Entry("Một", "Chi hội 1", "collective", "new", "kinh-te", ""),
        Entry("Hai", "Chi hội 1", "collective", "new", "kinh-te", ""),
        Entry("Ba", "Bà Mẫu", "individual", "new", "van-hoa-xa-hoi", ""),
    ]
    register(blank_portal, fill("viet-hung-mau-01", "docx", entries, tmp_path / "vh.docx"))
    rows = rows_of(report(records_of(blank_portal), blank_portal, "viet-hung-mau-02", "docx", day=JUNE).content)
    start = next(number for number, row in enumerate(rows) if row[0] == "III")
    assert [row[2:] for row in rows[start : start + 5]] == [
        ["1", "2", "1", "1"],
        ["1", "2", "0", "0"],
        ["0", "0", "1", "1"],
        ["0", "0", "0", "0"],
        ["0", "0", "0", "0"],
    ]
    # The levels above are left to the office.
    assert rows[2][2:] == ["", "", "", ""]
    assert rows[-1][2:] == ["1", "2", "1", "1"]


def test_a_day_decides_what_was_registered_and_recognised(registered: Path) -> None:
    file = next((registered / "data/models").glob("*.yml"))
    recognised = (
        "summary: 12/12 hộ.\nsituation: Khó.\napproach: Khéo.\nlaunched_on: 2026-02-01\n"
        "recognition:\n  level: ward\n  authority: Đảng ủy phường\n  date: 2026-11-10\n"
    )
    file.write_text(file.read_text(encoding="utf-8") + recognised, encoding="utf-8")
    counts = {
        day: rows_of(report(records_of(registered), registered, "thuy-nguyen-mau-2", "docx", day=day).content)[-1][2:5]
        for day in (date(2026, 1, 19), date(2026, 11, 9), date(2026, 11, 10))
    }
    assert counts[date(2026, 1, 19)] == ["0", "0", ""]
    assert [counts[day][2] for day in (date(2026, 11, 9), date(2026, 11, 10))] == ["0", "1"]


def test_the_letterhead_names_the_sender_and_the_day(registered: Path) -> None:
    made = report(records_of(registered), registered, "thuy-nguyen-mau-2", "xlsx", day=JUNE, unit="hoi-nong-dan")
    sheet = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"HỘI NÔNG DÂN", "Thủy Nguyên, ngày 15 tháng 6 năm 2026"} <= texts
    made = report(records_of(registered), registered, "thuy-nguyen-mau-2", "xlsx", day=date(2026, 2, 5))
    sheet = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"BAN XÂY DỰNG ĐẢNG", "Thủy Nguyên, ngày 05 tháng 02 năm 2026"} <= texts


def test_the_command_writes_a_file_and_never_over_another(
    registered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call = ["report", "thuy-nguyen-mau-2", "--date", "2026-06-15", "--config", str(registered / "site_config.yml")]
    assert main(call) == 0
    assert "12 mô hình đăng ký trong năm 2026, tính đến 15/06/2026" in capsys.readouterr().out
    written = tmp_path / "thuy-nguyen-mau-2-2026-06-15.docx"
    assert (
        written.read_bytes()
        == report(records_of(registered), registered, "thuy-nguyen-mau-2", "docx", day=JUNE).content
    )
    assert main(call) == 2
    assert main([*call, "--unit", "hoi-nong-da"]) == 2
    assert "có phải hoi-nong-dan?" in capsys.readouterr().err
    assert main([*call[:1], "do-son-mau-3", *call[2:]]) == 2
    assert "lập được:" in capsys.readouterr().err
    assert RECORDS.forms["do-son-mau-3"].has_paper


def test_mistake_in_the_data_is_told_instead(registered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = registered / f"data/models/{models_of(registered)[0].id}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("unit: hoi-nong-dan", "unit: khong-co"), encoding="utf-8")
    assert main(["report", "thuy-nguyen-mau-2", "--config", str(registered / "site_config.yml")]) == 1
    assert "khong-co" in capsys.readouterr().err


def test_a_day_may_be_typed_as_people_write_it(registered: Path, tmp_path: Path) -> None:
    made: list[bytes] = []
    for day in ("2026-06-15", "15/6/2026", "15-06-2026", "15.6.2026", " 15/06/2026 "):
        out = tmp_path / f"{len(made)}.xlsx"
        call = ["report", "thuy-nguyen-mau-2", "--date", day, "--out", str(out)]
        assert main([*call, "--config", str(registered / "site_config.yml")]) == 0
        made.append(out.read_bytes())
    assert set(made) == {report(records_of(registered), registered, "thuy-nguyen-mau-2", "xlsx", day=JUNE).content}


@pytest.mark.parametrize("more", [["--format", "pdf", "--out", "x.docx"], ["--out", "x.doc"], ["--out", "x"]])
def test_a_report_never_bears_the_name_of_another_kind(
    registered: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    config = str(registered / "site_config.yml")
    before = set(tmp_path.iterdir())
    assert main(["report", "thuy-nguyen-mau-2", "--config", config, *more]) == 2
    assert "đặt tên tệp đuôi ." in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before
    assert main(["report", "thuy-nguyen-mau-2", "--config", config, "--out", "x.PDF"]) == 0
    assert (tmp_path / "x.PDF").read_bytes().startswith(b"%PDF")


# Fields that the printed form has no place for

ENTRIES = [
    Entry("Vườn rau chung", "Chi hội 1", "collective", "new", "kinh-te", "12 luống"),
    Entry("Lớp học hè", "Chi hội 1", "collective", "continued", "van-hoa-xa-hoi", "20 em"),
    Entry("Góc sửa xe", "Bà Mẫu", "individual", "new", "van-hoa-xa-hoi", "miễn phí"),
    Entry("Trạm nước sạch", "Tổ tự quản", "collective", "new", "linh-vuc-khac", "30 hộ"),
    Entry("Tủ thuốc", "Ông Ví Dụ", "individual", "new", "linh-vuc-khac", "5 loại"),
]


@pytest.fixture
def mixed(blank_portal: Path, tmp_path: Path) -> Path:
    """Five registrations for Thủy Nguyên, two of them of other fields."""
    register(blank_portal, fill("thuy-nguyen-mau-1", "xlsx", ENTRIES, tmp_path / "tn.xlsx"))
    return blank_portal


def change(portal: Path, old: str, new: str) -> None:
    for path in (portal / "data/models").glob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def sorted_by_four(mixed: Path) -> Path:
    """The same for Việt Hưng, whose forms print four fields."""
    change(mixed, "campaign: thuy-nguyen-2026", "campaign: viet-hung-2026")
    return mixed


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("form", ["viet-hung-mau-01", "viet-hung-mau-02"])
def test_models_without_a_place_on_the_form_are_told_by_name(sorted_by_four: Path, form: str, suffix: str) -> None:
    made = report(records_of(sorted_by_four), sorted_by_four, form, suffix, day=JUNE)
    [problem] = made.problems
    assert (problem.code, problem.is_error) == ("field-without-place", False)
    assert "2 mô hình" in problem.wrong and "“Các lĩnh vực khác”" in problem.wrong
    assert "“Trạm nước sạch” (tram-nuoc-sach)" in problem.wrong and "“Tủ thuốc” (tu-thuoc)" in problem.wrong
    assert "data/fields/linh-vuc-khac.yml" in problem.fix
    assert (made.models, made.left_out) == (3, 2)
    assert made.content


def test_command_tells_what_is_left_out_before_it_writes(
    sorted_by_four: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.docx"
    call = ["report", "viet-hung-mau-01", "--date", "2026-06-15", "--out", str(out)]
    assert main([*call, "--config", str(sorted_by_four / "site_config.yml")]) == 0
    said = capsys.readouterr()
    assert "cảnh báo [field-without-place]" in said.err and "Trạm nước sạch" in said.err
    assert "3 trong 5 mô hình" in said.out


def test_register_sorted_by_columns_holds_no_row_without_a_name_and_adds_up(sorted_by_four: Path) -> None:
    rows = rows_of(report(records_of(sorted_by_four), sorted_by_four, "viet-hung-mau-01", "docx", day=JUNE).content)
    assert rows[2:] == [
        ["I", "Tập thể", "", "", "", ""],
        ["1", "Chi hội 1", "Vườn rau chung", "Lớp học hè", "", ""],
        ["II", "Cá nhân", "", "", "", ""],
        ["1", "Bà Mẫu", "", "Góc sửa xe", "", ""],
        ["Tổng:", "Tổng:", "1", "2", "0", "0"],
    ]


def test_totals_count_whoever_stands_in_two_lines_once(sorted_by_four: Path) -> None:
    rows = rows_of(report(records_of(sorted_by_four), sorted_by_four, "viet-hung-mau-02", "docx", day=JUNE).content)
    start = next(number for number, row in enumerate(rows) if row[0] == "III")
    head, *lines, total = [row[2:] for row in rows[start:]]
    # Chi hội 1 registered in two fields: it stands in two lines and is still one.
    assert lines == [["1", "1", "0", "0"], ["1", "1", "1", "1"], ["0", "0", "0", "0"], ["0", "0", "0", "0"]]
    assert head == total == ["1", "2", "1", "1"]


@pytest.mark.office
def test_office_programs_add_up_what_a_report_counts(sorted_by_four: Path, tmp_path: Path) -> None:
    made = report(records_of(sorted_by_four), sorted_by_four, "viet-hung-mau-02", "xlsx", day=JUNE)
    for content in (made.content, save_again(made.content, "xlsx", tmp_path)):
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        [head] = [row[2:6] for row in rows if row[0] == "III"]
        [total] = [row[2:6] for row in rows if "Tổng:" in row]
        assert head == total == [1, 2, 1, 1]


def test_sheet_adds_up_what_is_a_sum_and_tells_the_rest(sorted_by_four: Path) -> None:
    made = report(records_of(sorted_by_four), sorted_by_four, "viet-hung-mau-02", "xlsx", day=JUNE)
    sheet = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    first, second, third, total = (rows[one][0].row for one in ("I", "II", "III", "Tổng:"))
    assert [cell.value for cell in rows["III"][2:4]] == [1, f"=SUM(D{third + 1}:D{third + 4})"]
    lines = ",".join(f"D{one + 1}:D{one + 4}" for one in (first, second, third))
    # What the office types into the parts above is added up, of doers by their heads.
    assert [cell.value for cell in rows["Tổng:"][2:4]] == [f"=SUM(C{first},C{second},C{third})", f"=SUM({lines})"]
    assert rows["I"][2].value == f"=SUM(C{first + 1}:C{first + 4})"
    assert total == third + 5


def test_the_command_says_who_is_counted_once(
    sorted_by_four: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["report", "viet-hung-mau-02", "--date", "2026-06-15", "--out", str(tmp_path / "a.docx")]
    assert main([*call, "--config", str(sorted_by_four / "site_config.yml")]) == 0
    said = capsys.readouterr().out
    assert "Dòng tổng ghi 1 tập thể, cộng các dòng thì được 2" in said
    assert "cá nhân" not in said


def test_doers_of_equal_name_in_two_units_are_two(sorted_by_four: Path, tmp_path: Path) -> None:
    entry = [Entry("Ngõ sáng", "CHI HỘI 1", "collective", "new", "kinh-te", "")]
    file = fill("viet-hung-mau-01", "docx", entry, tmp_path / "khac.docx")
    imported = import_register(file, root=sorted_by_four, today=DAY, unit="Hội Cựu chiến binh")
    assert imported.written, imported.problems
    made = report(records_of(sorted_by_four), sorted_by_four, "viet-hung-mau-02", "docx", day=JUNE)
    assert rows_of(made.content)[-1][2:4] == ["2", "3"]


def test_register_sorted_by_columns_comes_back_the_same(sorted_by_four: Path, tmp_path: Path) -> None:
    for suffix in ("docx", "xlsx"):
        made = report(records_of(sorted_by_four), sorted_by_four, "viet-hung-mau-01", suffix, day=JUNE)
        again = tmp_path / f"again.{suffix}"
        again.write_bytes(made.content)
        imported = import_register(again, root=sorted_by_four, today=DAY, unit="hoi-nong-dan")
        assert [one.wrong for one in imported.problems if one.is_error] == []
        assert {one.registration.name for one in imported.changes} == {one.name for one in ENTRIES[:3]}
        assert not any(one.is_new for one in imported.changes)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_doer_has_one_row_and_another_for_a_second_model_of_a_field(
    blank_portal: Path, tmp_path: Path, suffix: str
) -> None:
    entries = [
        Entry("Ao cá", "Chi hội 1", "collective", "new", "kinh-te", ""),
        Entry("Bếp ăn", "Tổ 2", "collective", "new", "van-hoa-xa-hoi", ""),
        Entry("Chợ sạch", "Chi hội 1", "collective", "new", "kinh-te", ""),
        Entry("Dạy bơi", "Chi hội 1", "collective", "new", "van-hoa-xa-hoi", ""),
        Entry("Góc chữa cháy", "Chi hội 1", "individual", "new", "quoc-phong-an-ninh", ""),
    ]
    register(blank_portal, fill("viet-hung-mau-01", "docx", entries, tmp_path / "vh.docx"))
    portal = records_of(blank_portal)
    rows = rows_of(report(portal, blank_portal, "viet-hung-mau-01", "docx", day=JUNE).content)
    assert rows[2:] == [
        ["I", "Tập thể", "", "", "", ""],
        ["1", "Chi hội 1", "Ao cá", "Dạy bơi", "", ""],
        ["2", "Chi hội 1", "Chợ sạch", "", "", ""],
        ["3", "Tổ 2", "", "Bếp ăn", "", ""],
        ["II", "Cá nhân", "", "", "", ""],
        ["1", "Chi hội 1", "", "", "Góc chữa cháy", ""],
        ["Tổng:", "Tổng:", "2", "2", "1", "0"],
    ]
    again = tmp_path / f"again.{suffix}"
    again.write_bytes(report(portal, blank_portal, "viet-hung-mau-01", suffix, day=JUNE).content)
    imported = import_register(again, root=blank_portal, today=DAY, unit="hoi-nong-dan")
    assert [one.wrong for one in imported.problems] == []
    assert {one.registration.name for one in imported.changes} == {one.name for one in entries}
    assert not any(one.is_new or one.differences for one in imported.changes)


@pytest.mark.parametrize("name", ["Các lĩnh vực khác", "Môi trường"])
def test_form_with_a_place_for_others_takes_every_field(mixed: Path, name: str) -> None:
    if name == "Môi trường":
        text = "name: Môi trường\norder: 6\nsummary: Nước sạch, ngõ xanh.\n"
        (mixed / "data/fields/moi-truong.yml").write_text(text, encoding="utf-8")
        change(mixed, "field: linh-vuc-khac", "field: moi-truong")
    made = report(records_of(mixed), mixed, "thuy-nguyen-mau-1", "docx", day=JUNE)
    assert (made.problems, made.models) == ((), 5)
    rows = rows_of(made.content)
    start = next(number for number, row in enumerate(rows) if row[0].startswith("V. "))
    assert sorted(row[4] for row in rows[start + 1 :]) == ["Trạm nước sạch", "Tủ thuốc"]


def test_without_a_form_those_that_can_be_made_are_listed(registered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(registered / "site_config.yml")
    assert main(["report", "--config", config, "--date", "2026-06-15"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Lập được từ sổ mô hình, tính đến 15/06/2026 (dvk report MẪU):"
    assert "  thuy-nguyen-mau-1  Mẫu 1. Tổng hợp đăng ký mô hình “Dân vận khéo” năm 2026: 12 mô hình" in said
    assert [one.split()[0] for one in said[1:]] == [
        "thuy-nguyen-mau-1", "thuy-nguyen-mau-2", "viet-hung-mau-01", "viet-hung-mau-02",
    ]  # fmt: skip
    assert said[-1].endswith(": 0 mô hình")


def test_report_by_units_counts_every_field(mixed: Path) -> None:
    made = report(records_of(mixed), mixed, "thuy-nguyen-mau-2", "docx", day=JUNE)
    assert (made.problems, made.models) == ((), 5)
    assert rows_of(made.content)[-1][:5] == ["Tổng số:", "Tổng số:", "1", "4", ""]


def test_section_of_an_unknown_field_takes_no_models_of_others(mixed: Path) -> None:
    path = mixed / "data/forms/thuy-nguyen-mau-1.yml"
    text = path.read_text(encoding="utf-8").replace("V. Các lĩnh vực khác", "V. Chuyển đổi số")
    path.write_text(text, encoding="utf-8")
    made = report(records_of(mixed), mixed, "thuy-nguyen-mau-1", "docx", day=JUNE)
    assert rows_of(made.content)[-1][0].startswith("V. ")
    assert [one.code for one in made.problems] == ["field-without-place"]
