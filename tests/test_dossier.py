"""The dossier of a model: what is there, what is missing, all in one archive that never reaches the site."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from generator.cli import main
from generator.dossier import CHECKLIST, draw_checklist, open_dossier, pack
from tests.filling import fill, make_entries, models_of, register

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
    dossier, problem = open_dossier(blank_portal, model_id)
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
    dossier, _ = open_dossier(blank_portal, model_id)
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
