"""What units do to a form before they send it back, and what must not be taken for one."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.cli import main
from generator.importing import import_register
from generator.outputs.forms import Filling, draw
from generator.problems import Problem
from tests.filling import DAY, RECORDS, Entry, answer, fill, fill_labels, make_real, models_of
from tests.test_register import ANSWERS

TITLES = (
    "Stt", "Chủ thể thực hiện", "Mô hình tập thể", "Mô hình cá nhân", "Tên mô hình", "Mô hình đăng ký mới năm 2026",
    "Mô hình có từ trước", "Mô hình nhân rộng", "Dự kiến kết quả cần đạt",
)  # fmt: skip
HEAD = (("ĐƠN VỊ: Hội Nông dân",), TITLES, tuple("123456789"))
ECONOMY = ("I. Lĩnh vực phát triển kinh tế",)
CULTURE = ("II. Lĩnh vực văn hoá – xã hội",)
Row = Sequence[object]


def line(name: str, **changes: object) -> Row:
    values = {
        "who": "Chi hội 1",
        "one": "x",
        "other": "",
        "new": "x",
        "old": "",
        "copy": "",
        "goal": "70% hộ",
    } | changes
    return ("1.", values["who"], values["one"], values["other"], name, values["new"], values["old"], values["copy"],
            values["goal"])  # fmt: skip


def sheet(path: Path, *rows: Row, change: Callable[[Any], None] = lambda _: None) -> Path:
    """A table typed anew in Excel."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Đăng ký"
    for row in (*HEAD, *rows):
        page.append(list(row))
    change(page)
    book.save(path)
    return path


def table(path: Path, *rows: Row, change: Callable[[Any], None] = lambda _: None) -> Path:
    """The same in Word."""
    document = docx.Document()
    document.add_paragraph(str(HEAD[0][0]))
    made = document.add_table(rows=0, cols=len(TITLES))
    for row in (*HEAD[1:], *rows):
        cells = made.add_row().cells
        for cell, value in zip(cells, row, strict=False):
            cell.text = str(value)
    change(made)
    document.save(str(path))
    return path


def names_after(folder: Path, path: Path) -> list[str]:
    report = import_register(path, root=folder, today=DAY)
    assert [one.wrong for one in report.problems] == []
    return sorted(one.name for one in models_of(folder))


def problems_of(folder: Path, path: Path) -> tuple[Problem, ...]:
    """The problems of a file of which nothing may be written."""
    before = {one.name for one in (folder / "data").rglob("*")}
    report = import_register(path, root=folder, today=DAY)
    assert not report.written
    assert {one.name for one in (folder / "data").rglob("*")} == before
    return report.problems


# What is survived


@pytest.mark.parametrize("make", [sheet, table])
def test_blank_and_repeated_rows_and_sections_are_no_models(blank_portal: Path, tmp_path: Path, make: Any) -> None:
    rows = [ECONOMY, line("Một"), (), ("2.",), ("…",), TITLES, tuple("123456789"), CULTURE, line("Hai"),
            ("Tổng", "", "2"), ("Xác nhận của cơ quan, đơn vị",), ("", "Nguyễn Thị Mẫu")]  # fmt: skip
    path = make(tmp_path / ("a.xlsx" if make is sheet else "a.docx"), *rows)
    assert names_after(blank_portal, path) == ["Hai", "Một"]
    assert {one.name: one.field for one in models_of(blank_portal)} == {"Một": "kinh-te", "Hai": "van-hoa-xa-hoi"}


@pytest.mark.parametrize(
    "tick", ["x", " x ", "X", "\u0445", "✓", "√", "☑", "có", "True", True, "\u00a0x\u00a0", "×", "✕", "✖", "☓"]
)
def test_ticks_of_every_kind_count(blank_portal: Path, tmp_path: Path, tick: object) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một", one="☐", other=tick, new="", copy=tick))
    assert names_after(blank_portal, path) == ["Một"]
    [model] = models_of(blank_portal)
    assert (str(model.subject), str(model.origin)) == ("individual", "replicated")


@pytest.mark.parametrize("sign", ["+", "*", "ü"])
def test_a_sign_that_may_be_no_tick_is_asked_about(blank_portal: Path, tmp_path: Path, sign: str) -> None:
    [problem] = problems_of(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, line("Một", one=sign)))
    assert (problem.code, problem.fix) == ("bad-tick", "ghi x, hoặc để trống.")


def test_text_is_composed_and_blanks_are_plain(blank_portal: Path, tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Vườn\u00a0rau  của  bà")
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line(name, goal="Dòng một\nDòng hai"))
    assert names_after(blank_portal, path) == ["Vườn rau của bà"]
    assert models_of(blank_portal)[0].expected == "Dòng một\n\nDòng hai"


def test_a_share_is_written_as_it_is_shown(blank_portal: Path, tmp_path: Path) -> None:
    def show_percent(page: Any) -> None:
        page["I5"].number_format = "0%"

    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một", goal=0.7), change=show_percent)
    assert names_after(blank_portal, path) == ["Một"]
    assert models_of(blank_portal)[0].expected == "70%"


def test_one_implementer_merged_over_several_rows_holds_for_each(blank_portal: Path, tmp_path: Path) -> None:
    def merge(page: Any) -> None:
        page.merge_cells("B5:B6")

    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), line("Hai", who=None), change=merge)
    assert names_after(blank_portal, path) == ["Hai", "Một"]
    assert {one.implementer for one in models_of(blank_portal)} == {"Chi hội 1"}


def test_printed_and_marked_examples_are_left_out_and_it_is_said(blank_portal: Path, tmp_path: Path) -> None:
    printed = ("1.", "Hội Nông dân", "x", "", "Trồng ổi lê phát triển kinh tế", "", "", "",
               "Phấn đấu số hộ dân hưởng ứng thực hiện đạt từ 70% trở lên.")  # fmt: skip
    path = sheet(tmp_path / "a.xlsx", ECONOMY, printed, line("Ví dụ: Vườn rau"), line("Một"))
    report = import_register(path, root=blank_portal, today=DAY)
    assert [one.name for one in models_of(blank_portal)] == ["Một"]
    assert [note for note in report.notes if "ví dụ" in note] == [
        "Bỏ qua dòng ví dụ: trang tính “Đăng ký”, ô A5.",
        "Bỏ qua dòng ví dụ: trang tính “Đăng ký”, ô A6.",
    ]


def test_a_stray_cell_far_away_counts_for_nothing(blank_portal: Path, tmp_path: Path) -> None:
    def stray(page: Any) -> None:
        page["XFD1048576"].value = " "

    assert names_after(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), change=stray)) == ["Một"]


def test_tracked_changes_are_read_as_they_will_be(blank_portal: Path, tmp_path: Path) -> None:
    def track(made: Any) -> None:
        paragraph = made.rows[3].cells[4].paragraphs[0]._p
        run = paragraph.find(qn("w:r"))
        gone = OxmlElement("w:del")
        run.find(qn("w:t")).tag = qn("w:delText")
        run.addprevious(gone)
        gone.append(run)
        paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>Tên mới</w:t></w:r></w:ins>"))

    path = table(tmp_path / "a.docx", ECONOMY, line("Tên cũ"), change=track)
    assert names_after(blank_portal, path) == ["Tên mới"]


def test_cells_and_rows_within_content_controls_are_read(blank_portal: Path, tmp_path: Path) -> None:
    def wrap(made: Any) -> None:
        for inner in (made.rows[3].cells[4]._tc, made.rows[4]._tr):
            control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
            inner.addprevious(control)
            control[-1].append(inner)

    path = table(tmp_path / "a.docx", ECONOMY, line("Một"), line("Hai"), change=wrap)
    assert names_after(blank_portal, path) == ["Hai", "Một"]


def test_boxes_of_wingdings_are_ticks(blank_portal: Path, tmp_path: Path) -> None:
    def draw(made: Any) -> None:
        for column, char in ((2, "F0A8"), (3, "F0FE")):
            paragraph = made.rows[3].cells[column].paragraphs[0]._p
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)
            symbol = f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="{char}"/></w:r>'
            paragraph.append(parse_xml(symbol))

    path = table(tmp_path / "a.docx", ECONOMY, line("Một"), change=draw)
    assert names_after(blank_portal, path) == ["Một"]
    assert str(models_of(blank_portal)[0].subject) == "individual"


# What is told, and nothing written


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (line("Một", one="sáu"), "bad-tick", "trang tính “Đăng ký”, ô C5 là “sáu”"),
        (line("Một", one=""), "no-single-tick", "ô C5 đang trống: chưa đánh dấu cột nào"),
        (line("Một", other="x"), "no-single-tick", "đánh dấu 2 cột"),
        (line(""), "missing-cell", "chưa ghi “Tên mô hình”"),
        (line("Một", who=""), "missing-cell", "chưa ghi “Chủ thể thực hiện”"),
        (line("Một " * 60), "too-long", "dài quá 160 ký tự"),
        (("V. Lĩnh vực thể thao",), "unknown-field", "không có lĩnh vực này"),
    ],
    ids=["tick", "no tick", "two ticks", "no name", "nobody", "long", "field"],
)
def test_one_wrong_cell_keeps_everything_out(
    blank_portal: Path, tmp_path: Path, row: Row, code: str, said: str
) -> None:
    problems = problems_of(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, row, line("Đúng")))
    assert [one.code for one in problems] == [code]
    assert (problems[0].at.file, problems[0].at.line) == ("a.xlsx", 5)
    assert said in problems[0].wrong
    assert problems[0].fix


def test_the_same_model_twice_is_told_with_both_places(blank_portal: Path, tmp_path: Path) -> None:
    [problem] = problems_of(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), line("MỘT")))
    assert problem.code == "same-model"
    assert "ô E6" in problem.wrong
    assert "ô E5" in problem.wrong


def test_a_form_without_its_sender_asks_for_it(blank_portal: Path, tmp_path: Path) -> None:
    def forget(page: Any) -> None:
        page["A1"].value = "ĐƠN VỊ…..........."

    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), change=forget)
    assert [one.code for one in problems_of(blank_portal, path)] == ["no-unit"]
    assert import_register(path, root=blank_portal, today=DAY, unit="Hội Nông dân").written
    assert [one.unit for one in models_of(blank_portal)] == ["hoi-nong-dan"]


# Files that are no forms at all: tests.test_hostile.


# Again


def test_the_same_file_again_changes_nothing(blank_portal: Path, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một"), line("Hai"))
    names_after(blank_portal, path)
    before = {one: one.read_bytes() for one in (blank_portal / "data").rglob("*.yml")}
    again = import_register(path, root=blank_portal, today=DAY.replace(month=3))
    assert (again.written, again.problems) == (False, ())
    assert {one: one.read_bytes() for one in (blank_portal / "data").rglob("*.yml")} == before


def test_a_changed_row_is_shown_before_it_is_accepted(blank_portal: Path, tmp_path: Path) -> None:
    names_after(blank_portal, sheet(tmp_path / "a.xlsx", ECONOMY, line("Một")))
    file = blank_portal / "data/models/mot.yml"
    file.write_text(f"# Gọi lại cho chi hội.\n{file.read_text()}photos: []\n", encoding="utf-8")
    changed = sheet(tmp_path / "a.xlsx", ECONOMY, line("Một", goal="90% hộ"))
    refused = import_register(changed, root=blank_portal, today=DAY)
    assert [one.code for one in refused.problems] == ["row-changed"]
    assert [one.differences for one in refused.changes] == [(("Kết quả dự kiến", "70% hộ", "90% hộ"),)]
    assert "70% hộ" in file.read_text(encoding="utf-8")
    assert import_register(changed, root=blank_portal, today=DAY, replace=True).written
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Gọi lại cho chi hội.\n")
    assert "expected: 90% hộ\n" in text
    assert text.count("expected:") == 1
    assert "photos: []" in text
    assert [one.expected for one in models_of(blank_portal)] == ["90% hộ"]


def test_a_dry_run_shows_the_rows_and_writes_nothing(
    blank_portal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Vườn rau"))
    config = str(blank_portal / "site_config.yml")
    assert main(["import", "register", str(path), "--config", config, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Vườn rau" in said
    assert "Chưa ghi gì." in said
    assert models_of(blank_portal) == []
    assert main(["import", "register", str(path), "--config", config]) == 0
    assert "Đã ghi 2 tệp: data/units/hoi-nong-dan.yml, data/models/vuon-rau.yml" in capsys.readouterr().out
    assert main(["import", "register", str(path), "--config", config]) == 0
    assert "không có gì để ghi" in capsys.readouterr().out


def test_the_table_of_rows_fits_the_window_and_is_whole_in_a_file(
    blank_portal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "Vườn rau sạch trên những khoảng đất trống sau nhà văn hóa của khu dân cư phía Đông"
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line(long), line("Ngõ hoa"))
    command = ["import", "register", str(path), "--config", str(blank_portal / "site_config.yml"), "--dry-run"]
    monkeypatch.delenv("COLUMNS", raising=False)
    main(command)
    assert long in capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "100")
    main(command)
    rows = [one for one in capsys.readouterr().out.splitlines() if one.startswith("mới  ")]
    assert [one[5:15] for one in rows] == [long[:10], "Ngõ hoa   "]
    assert max(map(len, rows)) == 100
    assert "… " in rows[0]


def test_the_form_of_a_new_portal_can_be_imported_too(tmp_path: Path) -> None:
    assert main(["new", "portal", str(tmp_path / "moi")]) == 0
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["ĐƠN VỊ: Tổ dân phố Đông"])
    page.append(["TT", "Tên mô hình", "Chủ thể", None, "Lĩnh vực", "Kết quả cần đạt"])
    page.append([None, None, "Tập thể", "Cá nhân"])
    page.append([1, "Ngõ sáng", "x", None, "Văn hóa - xã hội", "100% ngõ"])
    book.save(tmp_path / "a.xlsx")
    assert names_of_new(tmp_path / "moi", tmp_path / "a.xlsx") == [("Ngõ sáng", "Tổ dân phố Đông", "van-hoa-xa-hoi")]


def test_what_a_form_does_not_ask_is_told(blank_portal: Path, tmp_path: Path) -> None:
    path = fill(
        "viet-hung-mau-01", "xlsx", [Entry("Một", "Chi hội 1", "collective", "new", "kinh-te", "")], tmp_path / "a.xlsx"
    )
    assert any("không hỏi nguồn gốc" in note for note in import_register(path, root=blank_portal, today=DAY).notes)
    other = sheet(tmp_path / "b.xlsx", ECONOMY, line("Hai"))
    assert not any("nguồn gốc" in note for note in import_register(other, root=blank_portal, today=DAY).notes)


def names_of_new(folder: Path, path: Path) -> list[tuple[str, str, str]]:
    before = {one.id for one in models_of(folder)}
    report = import_register(path, root=folder, today=DAY)
    assert [one.wrong for one in report.problems] == []
    return [(one.name, one.implementer, one.field) for one in models_of(folder) if one.id not in before]


@pytest.mark.parametrize("name", ["Tổng đội xung kích giữ bến", "Tống Thị Hoa dạy chữ", "Cộng đồng xanh"])
def test_a_name_that_begins_like_a_sum_is_no_sum(blank_portal: Path, tmp_path: Path, name: str) -> None:
    rows = (line(name), line("Ngõ hoa", who="Tổng công ty May"), ("Tổng cộng", "", "2", "", "", "2"), ("Cộng", "2"))
    report = import_register(sheet(tmp_path / "a.xlsx", ECONOMY, *rows), root=blank_portal, today=DAY)
    assert [one.wrong for one in report.problems] == []
    assert {one.name for one in models_of(blank_portal)} == {name, "Ngõ hoa"}


def test_a_row_of_nothing_but_a_name_like_a_field_is_told(blank_portal: Path, tmp_path: Path) -> None:
    alone = ("", "", "", "", "Kinh tế")
    report = import_register(sheet(tmp_path / "a.xlsx", CULTURE, line("Ngõ hoa"), alone), root=blank_portal, today=DAY)
    assert {one.at.line for one in report.problems} == {6}
    assert models_of(blank_portal) == []


@pytest.mark.parametrize("file", ["data/models/vuon-rau.yml", "data/units/hoi-nong-dan.yml"])
def test_a_file_with_a_mistake_in_it_is_not_written_over(blank_portal: Path, tmp_path: Path, file: str) -> None:
    broken = blank_portal / file
    broken.parent.mkdir(exist_ok=True)
    broken.write_text("name: [viết dở\n", encoding="utf-8")
    path = sheet(tmp_path / "a.xlsx", ECONOMY, line("Vườn rau"))
    report = import_register(path, root=blank_portal, today=DAY, replace=True)
    assert [(one.at.file, one.code) for one in report.problems] == [(file, "file-in-the-way")]
    assert broken.read_text(encoding="utf-8") == "name: [viết dở\n"
    assert not report.written


def test_a_form_made_for_one_unit_and_sent_by_another_is_asked_about(blank_portal: Path, tmp_path: Path) -> None:
    form = RECORDS.forms["do-son-mau-3"]
    filling = Filling(RECORDS.units["to-dan-pho-5"], 2026)
    blank = draw(form, "xlsx", campaign=RECORDS.campaigns[form.campaign], filling=filling)
    book = openpyxl.load_workbook(io.BytesIO(answer(blank, "xlsx", ANSWERS)))
    page: Any = book.worksheets[0]
    [cell] = [one for row in page.iter_rows(max_row=6) for one in row if str(one.value).upper() == "TỔ DÂN PHỐ SỐ 5"]
    cell.value = "HỘI CỰU CHIẾN BINH"
    book.save(tmp_path / "a.xlsx")
    for unit in ("to-dan-pho-5", "hoi-phu-nu"):
        make_real(blank_portal / f"data/units/{unit}.yml")
    report = import_register(tmp_path / "a.xlsx", root=blank_portal, today=DAY)
    assert [one.code for one in report.problems] == ["two-units"]
    report = import_register(tmp_path / "a.xlsx", root=blank_portal, today=DAY, unit="hoi-phu-nu")
    assert (report.problems, [one.unit for one in models_of(blank_portal)]) == ((), ["hoi-phu-nu"])


@pytest.mark.parametrize("written", ["31/6/2026", "Quý II năm 2026", "19/5/26"])
def test_a_launch_day_that_is_none_is_told(blank_portal: Path, tmp_path: Path, written: str) -> None:
    form = RECORDS.forms["do-son-mau-3"]
    told = ANSWERS | {"Ngày ra mắt (với mô hình xây dựng mới)": written}
    (tmp_path / "a.docx").write_bytes(fill_labels(form, RECORDS.campaigns[form.campaign], "docx", told))
    report = import_register(tmp_path / "a.docx", root=blank_portal, today=DAY)
    assert [one.code for one in report.problems] == ["bad-day"]
    assert written in report.problems[0].wrong
