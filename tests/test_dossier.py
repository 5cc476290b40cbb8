"""The dossier of a model: what is there, what is missing, all in one archive that never reaches the site."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from generator.cli import main
from generator.dossier import CHECKLIST, draw_checklist, format_dossier, open_dossier, pack
from generator.dossiers import format_dossiers, list_dossiers
from generator.vietnamese import sort_key
from tests.filling import fill, make_entries, models_of, records_of, register
from tests.test_forms import squeeze, text_of

DAY = date(2026, 11, 10)


@pytest.fixture
def model_id(blank_portal: Path, tmp_path: Path) -> str:
    """A registration for Thủy Nguyên, whose dossier has three items, two copies (mục III.3)."""
    register(blank_portal, fill("thuy-nguyen-mau-1", "xlsx", make_entries(1, seed=2), tmp_path / "tn.xlsx"))
    return models_of(blank_portal)[0].id


def put(root: Path, model_id: str, *names: str) -> None:
    folder = root / "ho-so" / model_id
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(name.encode())


def test_papers_are_known_by_the_number_before_their_names(blank_portal: Path, model_id: str) -> None:
    put(
        blank_portal,
        model_id,
        "1 Tờ trình.pdf",
        "01b-biên bản.docx",
        "3.jpg",
        "10 lạ.pdf",
        "ghi chú.txt",
        ".ẩn",
        "~$1.docx",
    )
    dossier, problem = open_dossier(records_of(blank_portal), blank_portal, model_id)
    assert problem is None
    assert dossier is not None
    assert [(one.number, [file.name for file in one.files]) for one in dossier.papers] == [
        (1, ["01b-biên bản.docx", "1 Tờ trình.pdf"]),
        (2, []),
        (3, ["3.jpg"]),
        (0, ["10 lạ.pdf", "ghi chú.txt"]),
    ]
    assert [one.number for one in dossier.missing] == [2]
    assert dossier.copies == "02 bộ (báo cáo thành tích)"


def test_the_archive_holds_all_papers_and_the_checklist_and_is_the_same_again(
    blank_portal: Path, model_id: str
) -> None:
    put(blank_portal, model_id, "1 a.pdf", "2 b.pdf")
    dossier, _ = open_dossier(records_of(blank_portal), blank_portal, model_id)
    assert dossier is not None
    content = pack(dossier, draw_checklist(dossier, DAY))
    assert content == pack(dossier, draw_checklist(dossier, DAY))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [f"{model_id}/{name}" for name in (CHECKLIST, "1 a.pdf", "2 b.pdf")]
        assert archive.read(f"{model_id}/2 b.pdf") == b"2 b.pdf"
        page = docx.Document(io.BytesIO(archive.read(f"{model_id}/{CHECKLIST}")))
    table = max(page.tables, key=lambda one: len(one.rows))
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("1", "x", "", "1 a.pdf"),
        ("2", "x", "", "2 b.pdf"),
        ("3", "", "x", ""),
    ]


def test_folders_within_are_listed_and_packed(blank_portal: Path, model_id: str) -> None:
    put(blank_portal, f"{model_id}/2 Ảnh", "1.jpg", ".DS_Store")
    put(blank_portal, f"{model_id}/khác/cũ", "3 nháp.txt")
    put(blank_portal, f"{model_id}/.ẩn", "1 a.txt")
    dossier, _ = open_dossier(records_of(blank_portal), blank_portal, model_id)
    assert dossier is not None
    assert [(one.number, [file.name for file in one.files]) for one in dossier.papers] == [
        (1, []),
        (2, ["2 Ảnh/1.jpg"]),
        (3, []),
        (0, ["khác/cũ/3 nháp.txt"]),
    ]
    with zipfile.ZipFile(io.BytesIO(pack(dossier, draw_checklist(dossier, DAY)))) as archive:
        assert archive.read(f"{model_id}/2 Ảnh/1.jpg") == b"1.jpg"
        assert archive.read(f"{model_id}/khác/cũ/3 nháp.txt") == "3 nháp.txt".encode()


def test_an_empty_file_is_not_there_but_told(blank_portal: Path, model_id: str) -> None:
    put(blank_portal, model_id, "1 a.pdf", "1 b.pdf", "2 b.pdf")
    for name in ("1 a.pdf", "2 b.pdf"):
        (blank_portal / "ho-so" / model_id / name).write_bytes(b"")
    dossier, _ = open_dossier(records_of(blank_portal), blank_portal, model_id)
    assert dossier is not None
    assert [one.number for one in dossier.missing] == [2, 3]
    said = format_dossier(dossier)
    assert "THIẾU  2." in said and "2 b.pdf (tệp rỗng, chưa tính là có)" in said
    assert "có     1." in said and "1 a.pdf (tệp rỗng" in said
    with zipfile.ZipFile(io.BytesIO(pack(dossier, draw_checklist(dossier, DAY)))) as archive:
        page = docx.Document(io.BytesIO(archive.read(f"{model_id}/{CHECKLIST}")))
    table = max(page.tables, key=lambda one: len(one.rows))
    assert [cell.text for cell in table.rows[2].cells][2:] == ["", "x", "2 b.pdf (tệp rỗng, chưa tính là có)"]


def test_papers_of_no_model_are_told_with_the_nearest(
    blank_portal: Path, model_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(blank_portal, model_id, "1 a.pdf")
    put(blank_portal, f"{model_id}x", "2 b.pdf")
    put(blank_portal, "la-hoan-toan", "1 a.pdf")
    (blank_portal / "ho-so/to trinh.docx").write_bytes(b"x")
    assert main(["dossier", "--config", str(blank_portal / "site_config.yml")]) == 0
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert sum("[stray-papers]" in line for line in lines) == 3
    at = next(number for number, line in enumerate(lines) if line.startswith(f"ho-so/{model_id}x:"))
    assert f"không có mô hình mã “{model_id}x”" in lines[at]
    assert lines[at + 1].endswith(f"đổi tên thư mục thành {model_id}.")
    assert any(line.startswith("ho-so/la-hoan-toan:") for line in lines)
    assert any(line.startswith("ho-so/to trinh.docx:") for line in lines)
    assert "1 mô hình chờ công nhận" in said.out


def test_the_command_tells_what_is_missing(
    blank_portal: Path,
    model_id: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    put(blank_portal, model_id, "1 a.pdf", "2 b.pdf")
    config = ["--config", str(blank_portal / "site_config.yml")]
    assert main(["dossier", model_id, *config]) == 0
    said = capsys.readouterr().out
    assert "THIẾU  3. Trích ngang thành tích" in said
    assert "còn thiếu 1 mục." in said
    assert (tmp_path / f"ho-so-{model_id}.zip").is_file()
    assert main(["dossier", "khong-co", *config]) == 2
    assert main(["dossier", model_id[:-1], *config]) == 2


def test_papers_are_never_published(blank_portal: Path, model_id: str) -> None:
    put(blank_portal, model_id, "1 a.pdf")
    assert main(["build", "--config", str(blank_portal / "site_config.yml")]) == 0
    site = blank_portal / "site"
    assert not [path for path in site.rglob("*") if path.name == "1 a.pdf" or "ho-so" in path.parts]


# All models that wait


@pytest.fixture
def waiting(blank_portal: Path, tmp_path: Path) -> list[str]:
    """Three registrations: the first has all its papers, the second one of three, the third is recognised."""
    register(blank_portal, fill("thuy-nguyen-mau-1", "xlsx", make_entries(3, seed=3), tmp_path / "tn.xlsx"))
    first, second, third = sorted(models_of(blank_portal), key=lambda one: sort_key(one.name))
    put(blank_portal, first.id, "1 a.pdf", "2 b.pdf", "03 c.pdf", "khác.txt")
    put(blank_portal, second.id, "2 b.pdf")
    path = blank_portal / f"data/models/{third.id}.yml"
    recognition = "recognition:\n  level: ward\n  authority: Đảng ủy phường\n  date: 2026-11-01\n"
    told = "summary: Để thử.\nsituation: Để thử.\napproach: Để thử.\n"
    path.write_text(path.read_text(encoding="utf-8") + told + recognition, encoding="utf-8")
    return [first.id, second.id]


def test_every_model_that_waits_is_listed_with_what_it_lacks(blank_portal: Path, waiting: list[str]) -> None:
    found = list_dossiers(records_of(blank_portal), blank_portal)
    assert [one.model.id for one in found] == waiting
    said = format_dossiers(found)
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert [line.partition(":")[0] for line in lines if line.partition(": ")[0].endswith(tuple(waiting))] == [
        f"x x x {waiting[0]}",
        f"– x – {waiting[1]}",
    ]
    assert "2 mô hình chờ công nhận: 1 đủ hồ sơ, 1 còn thiếu." in said


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf"])
def test_the_table_of_all_is_a_file_if_asked(
    blank_portal: Path, waiting: list[str], tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"bang.{suffix}"
    assert main(["dossier", "--config", str(blank_portal / "site_config.yml"), "--out", str(out)]) == 0
    held = squeeze(text_of(out.read_bytes(), suffix))
    names = [records_of(blank_portal).models[one].name for one in waiting]
    assert all(squeeze(name) in held for name in names)
    assert "THEODÕIHỒSƠ" in held
    assert str(out) in capsys.readouterr().out


def test_nobody_waits_in_a_portal_without_registrations(blank_portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "--config", str(blank_portal / "site_config.yml")]) == 0
    assert "Không có mô hình nào" in capsys.readouterr().out


def test_other_kinds_of_files_are_refused(
    blank_portal: Path, waiting: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bang.zip"
    assert main(["dossier", "--config", str(blank_portal / "site_config.yml"), "--out", str(out)]) == 2
    assert ".docx, .pdf, .xlsx" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("asked", [[], ["MODEL"]], ids=["all", "one"])
def test_mistake_in_the_data_is_told_instead(
    blank_portal: Path, waiting: list[str], asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = blank_portal / f"data/models/{waiting[0]}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("campaign: thuy-nguyen-2026", "campaign: khong-co"), encoding="utf-8")
    wanted = [waiting[0] for _ in asked]
    assert main(["dossier", *wanted, "--config", str(blank_portal / "site_config.yml")]) == 1
    assert "khong-co" in capsys.readouterr().err
