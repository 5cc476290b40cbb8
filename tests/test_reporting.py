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


def test_a_report_counts_each_unit_and_adds_all_up(registered: Path, tmp_path: Path) -> None:
    entries = make_entries(12, seed=3)
    made = report(records_of(registered), registered, "thuy-nguyen-mau-2", "docx", day=JUNE)
    continued = sum(one.origin == "continued" for one in entries)
    rows = rows_of(made.content)
    assert ["1.", "Hội nông dân", str(continued), str(12 - continued), "0", "", "", ""] in rows
    assert rows[-1][:5] == ["", "Tổng số:", str(continued), str(12 - continued), "0"]


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
    assert counts[date(2026, 1, 19)] == ["0", "0", "0"]
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
