"""A Word story that comes a second time, retitled or edited: one page, at its old address, unless told otherwise."""

from __future__ import annotations

import re
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


# What people wrote on the page, and the file does not tell

QUOTE = "quote:\n  text: Ngồi cạnh, đừng cầm hộ.\n  who: Cô Lê Thu Hà\n"


def fill_in(portal: Path, **answers: str) -> str:
    """Fill in the gaps of the page that begin so; gives its text."""
    page = portal / PAGE
    text = page.read_text("utf-8")
    for gap, answer in answers.items():
        text, count = re.subn(rf"\(điền {gap.replace('_', ' ')}[^)]*\)", answer, text)
        assert count, gap
    page.write_text(text, "utf-8")
    return text


def test_gaps_that_were_filled_in_are_no_edit(portal: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "bai.docx", photos=1)
    run(portal, path)
    wanted = fill_in(portal, tên_người_viết="Lan Anh", sapô="Ba mươi mốt học trò.", mô_tả_ảnh="Một lớp học")
    report = run(portal, path)
    assert (report.files, (portal / PAGE).read_text("utf-8")) == ((), wanted)


def test_a_replaced_page_keeps_what_the_file_does_not_tell(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx", photos=2))
    text = fill_in(portal, tên_người_viết="Lan Anh", sapô="Ba mươi mốt học trò.", mô_tả_ảnh="Lớp", chú_thích="Buổi đầu")
    model = next(one.stem for one in sorted((portal / "data/models").glob("*.yml")))
    text = re.sub(r"^model: .*\n", "", text, flags=re.MULTILINE)
    text = text.replace("campaign:", f"model: {model}\ncampaign:").replace(
        "photos:", f"updated: 2026-04-01\n{QUOTE}photos:"
    )
    (portal / PAGE).write_text(text, "utf-8")
    texts = (*TEXTS[:4], "Ngồi cạnh rồi mới chỉ, đừng bao giờ cầm hộ.")
    report = run(portal, write(tmp_path / "bai.docx", texts=texts, photos=1), replace=True)
    values = values_of(page_of(portal, report))
    assert [values[one] for one in ("byline", "lead", "model", "updated")] == [
        "Lan Anh", "Ba mươi mốt học trò.", model, "2026-04-01",
    ]  # fmt: skip
    assert values["quote"] == {"text": "Ngồi cạnh, đừng cầm hộ.", "who": "Cô Lê Thu Hà"}
    assert values["photos"] == [
        {"file": "anh-1.jpg", "alt": "Lớp", "caption": "Buổi đầu", "credit": "(điền nguồn ảnh)"}
    ]
    assert texts[4] in str(values["body"])
    said = "sapô, tác giả, mô hình, ngày sửa, câu trích nổi bật"
    assert f"Giữ từ trang đang có, tệp Word không ghi: {said}." in report.notes


def test_what_the_file_tells_takes_the_place_of_what_stands_there(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx"))
    fill_in(portal, tên_người_viết="Lan Anh")
    writer = Writer()
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18, centred=True)
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.line(heading, bold=True)
        writer.line(text)
    writer.line("Nguyễn Văn Mẫu", bold=True)
    report = run(portal, writer.save(tmp_path / "bai.docx"), replace=True)
    assert values_of(page_of(portal, report))["byline"] == "Nguyễn Văn Mẫu"
    assert not [one for one in report.notes if "Giữ từ trang" in one]


def test_a_part_written_on_the_page_stays_until_the_file_has_it(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx", texts=TEXTS[:4]))
    text = (portal / PAGE).read_text("utf-8")
    (portal / PAGE).write_text(f"{text[: text.index('## 5. ')]}## 5. Kinh nghiệm\n\nMỗi buổi một việc.\n", "utf-8")
    texts = ("Cô Lê Thu Hà dạy tin học ở trường phường.", *TEXTS[1:4])
    report = run(portal, write(tmp_path / "bai.docx", texts=texts), replace=True)
    assert "## 5. Kinh nghiệm\n\nMỗi buổi một việc." in page_of(portal, report)
    assert "Giữ từ trang đang có, tệp Word không ghi: phần 5." in report.notes
    whole = run(portal, write(tmp_path / "bai.docx", texts=(*texts, "Đừng cầm hộ.")), replace=True)
    assert "Mỗi buổi một việc" not in page_of(portal, whole)


def test_a_photo_that_somebody_put_beside_the_page_stays_in_its_list(portal: Path, tmp_path: Path) -> None:
    run(portal, write(tmp_path / "bai.docx", photos=1))
    (portal / FOLDER / "lop.jpg").write_bytes(draw_photo())
    own = "- file: lop.jpg\n  alt: Lớp\n  caption: Lớp hôm nay\n  credit: Ảnh tổ 5\n"
    text = (portal / PAGE).read_text("utf-8")
    (portal / PAGE).write_text(text.replace("sample:", f"{own}sample:", 1), "utf-8")
    texts = (*TEXTS[:4], "Ngồi cạnh rồi mới chỉ.")
    report = run(portal, write(tmp_path / "bai.docx", texts=texts, photos=1), replace=True)
    photos = values_of(page_of(portal, report))["photos"]
    assert isinstance(photos, list)
    assert [one["file"] for one in photos] == ["anh-1.jpg", "lop.jpg"]
    assert any("ảnh lop.jpg" in one for one in report.notes)


def test_a_photo_of_the_file_is_listed_once_whoever_wrote_the_page(portal: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "bai.docx", photos=1)
    run(portal, path)
    page = portal / PAGE
    (portal / FOLDER / "anh-1.jpg").rename(portal / FOLDER / "lop.jpg")
    text = re.sub(r"^# Ảnh do dvk ghi.*\n", "", page.read_text("utf-8"), flags=re.MULTILINE)
    page.write_text(text.replace("anh-1.jpg", "lop.jpg").replace("(điền chú thích)", "Buổi đầu"), "utf-8")
    photos = values_of(page_of(portal, run(portal, path, replace=True)))["photos"]
    assert isinstance(photos, list)
    assert [(one["file"], one["caption"]) for one in photos] == [("anh-1.jpg", "Buổi đầu")]
