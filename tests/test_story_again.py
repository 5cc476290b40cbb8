"""A Word story that comes a second time, retitled or edited: one page, at its old address, unless told otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.cli import main
from generator.importing import import_story
from tests.manuscripts import HEADINGS, TEXTS, Writer, draw_photo
from tests.test_import_story import DAY, FOLDER, PAGE, names_in, page_of, portal, run, values_of

__all__ = ["portal"]

NEW_FOLDER = "content/guong-dien-hinh/co-ha-va-nhung-hoc-tro-toc-bac"
NEW_TITLE = "Cô Hà và những học trò tóc bạc"
OTHER_TEXTS = tuple(
    f"Chuyện khác số {one}: cô Lê Thu Hà đi chợ mua {one} cân gạo nếp." for one in ("hai", "ba", "tư", "năm")
)


def write(
    path: Path, title: str = "Lớp học buổi tối của cô Hà", texts: tuple[str, ...] = TEXTS, photos: int = 0
) -> Path:
    writer = Writer()
    writer.line(title, bold=True, size=18, centred=True)
    for heading, text in zip(HEADINGS, texts, strict=False):
        writer.line(heading, bold=True)
        writer.line(text)
    for _ in range(photos):
        writer.photo(draw_photo())
    return writer.save(path)


def pages_in(portal: Path) -> list[str]:
    return names_in(portal / "content/guong-dien-hinh")


def test_a_retitled_story_makes_no_second_page(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx"))
    report = import_story(write(tmp_path / "bai moi.docx", NEW_TITLE), root=portal, today=DAY)
    [problem] = [one for one in report.problems if one.is_error]
    assert (problem.code, problem.at.file, report.written) == ("story-exists", PAGE, False)
    assert "với tên “Lớp học buổi tối của cô Hà” (giống nhau 100 %)" in problem.wrong
    assert "--replace" in problem.fix and "--id co-ha-va-nhung-hoc-tro-toc-bac" in problem.fix
    assert pages_in(portal) == ["lop-hoc-buoi-toi-cua-co-ha"]


def test_a_retitled_story_that_replaces_keeps_its_address_and_day(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx", photos=2))
    texts = (*TEXTS[:4], "Ngồi cạnh rồi mới chỉ, đừng bao giờ cầm hộ.")
    renamed = write(tmp_path / "bai.docx", NEW_TITLE, texts, photos=1)
    report = import_story(renamed, root=portal, today=date(2026, 5, 9), replace=True)
    values = values_of(page_of(portal, report))
    assert (report.page, values["title"], values["published"]) == (PAGE, NEW_TITLE, "2026-03-02")
    assert "Bài giữ địa chỉ cũ: guong-dien-hinh/lop-hoc-buoi-toi-cua-co-ha/." in report.notes
    assert names_in(portal / FOLDER) == ["anh-1.jpg", "index.md"]
    again = import_story(renamed, root=portal, today=date(2026, 5, 10))
    assert (again.page, again.files, [one for one in again.problems if one.is_error]) == (PAGE, (), [])


def test_a_second_page_is_made_when_its_id_is_given(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx"))
    path = write(tmp_path / "bai moi.docx", NEW_TITLE)
    assert run(portal, path, story_id="co-ha-mot-nam-sau").written
    assert pages_in(portal) == ["co-ha-mot-nam-sau", "lop-hoc-buoi-toi-cua-co-ha"]


def test_another_story_about_the_same_person_is_a_page_of_its_own(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx"))
    report = run(portal, write(tmp_path / "bai khac.docx", NEW_TITLE, (TEXTS[0], *OTHER_TEXTS)))
    assert report.page == f"{NEW_FOLDER}/index.md"


def test_a_story_whose_page_was_renamed_goes_to_its_new_address(portal: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "bai.docx")
    text = page_of(portal, run(portal, path))
    (portal / FOLDER).rename(portal / NEW_FOLDER)
    page = portal / NEW_FOLDER / "index.md"
    page.write_text(text.replace("published:", "aliases:\n  - lop-hoc-buoi-toi-cua-co-ha\npublished:"), "utf-8")
    report = import_story(path, root=portal, today=DAY, replace=True)
    assert report.page == f"{NEW_FOLDER}/index.md"
    assert values_of(page.read_text("utf-8"))["aliases"] == ["lop-hoc-buoi-toi-cua-co-ha"]
    assert pages_in(portal) == ["co-ha-va-nhung-hoc-tro-toc-bac"]


@pytest.mark.parametrize("given", ["Cô Hà", "../ngoai", "a" * 61])
def test_an_id_that_makes_no_address_is_refused(portal: Path, tmp_path: Path, given: str) -> None:
    report = import_story(write(tmp_path / "bai.docx"), root=portal, today=DAY, story_id=given)
    [problem] = [one for one in report.problems if one.is_error]
    assert (problem.code, problem.fix.split()[0], report.written) == ("bad-id", "--id", False)
    assert not (portal / "content/guong-dien-hinh").exists()


def test_the_command_takes_an_id(portal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(portal / "site_config.yml")
    path = write(tmp_path / "bai.docx")
    assert main(["import", "story", str(path), "--id", "lop-hoc-dem", "--config", config]) == 0
    assert "content/guong-dien-hinh/lop-hoc-dem/index.md" in capsys.readouterr().out
