"""The outline form that the portal gives out, written into and sent back: a story without the form's own lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph

from generator.importing import import_story
from generator.outline import split_parts
from generator.outputs.forms import draw
from tests.filling import RECORDS
from tests.libreoffice import convert
from tests.manuscripts import TEXTS
from tests.test_import_story import DAY, page_of, portal, run, values_of

__all__ = ["portal"]

FORM = RECORDS.forms["viet-hung-de-cuong"]
HEADINGS = [one.heading for one in FORM.blocks if one.heading]
TITLES = [one.split(". ", 1)[1].replace("*", "") for one in HEADINGS]
# Three lines above the parts, what each part asks for, the note at the end.
PRINTED = 1 + len(FORM.subject) + sum(len(one.items) + bool(one.paragraph) for one in FORM.blocks)


def outline(path: Path, write: Callable[[list[Paragraph]], None]) -> Path:
    """The blank form after somebody wrote into it."""
    path.write_bytes(draw(FORM, "docx", campaign=RECORDS.campaigns[FORM.campaign]))
    document = docx.Document(str(path))
    write(document.paragraphs)
    document.save(str(path))
    return path


def write_below(lines: list[Paragraph], texts: Mapping[int, str]) -> None:
    """Write below all that a part asks for; parts count from 1."""
    starts = [at for at, one in enumerate(lines) if one.text[:2] in ("1.", "2.", "3.", "4.", "5.")]
    note = next(at for at, one in enumerate(lines) if "Lưu ý" in one.text)
    for number, text in texts.items():
        lines[[*starts, note][number]].insert_paragraph_before(text)


def write_story(lines: list[Paragraph]) -> None:
    lines[0].insert_paragraph_before("Lớp học buổi tối của cô Hà")
    write_below(lines, dict(enumerate(TEXTS, start=1)))


@pytest.mark.office
@pytest.mark.parametrize("saved", [False, True], ids=["as written", "saved by LibreOffice"])
def test_what_the_form_prints_is_no_word_of_the_story(portal: Path, tmp_path: Path, saved: bool) -> None:
    path = outline(tmp_path / "bai.docx", write_story)
    report = run(portal, convert([path], tmp_path / "saved", "docx")[0] if saved else path)
    values = values_of(page_of(portal, report))
    assert values["title"] == "Lớp học buổi tối của cô Hà"
    sections = split_parts(str(values["body"])).sections
    assert [one.title for one in sections] == TITLES
    assert [one.text for one in sections] == list(TEXTS)
    told = f"Bỏ {PRINTED} dòng in sẵn của đề cương (tên loại, lời dặn người viết), không đưa vào bài."
    assert told in report.notes


def test_a_form_without_a_title_of_the_story_asks_for_one(portal: Path, tmp_path: Path) -> None:
    path = outline(tmp_path / "Bài của tổ 5.docx", lambda lines: write_below(lines, dict(enumerate(TEXTS, start=1))))
    report = run(portal, path)
    assert report.page == "content/guong-dien-hinh/bai-cua-to-5/index.md"
    assert values_of(page_of(portal, report))["title"] == "(điền tên bài viết)"
    assert any(one.code == "placeholder" and "tên bài viết" in one.wrong for one in report.problems)


def test_an_answer_in_the_line_that_asks_stays_and_is_told(portal: Path, tmp_path: Path) -> None:
    def write(lines: list[Paragraph]) -> None:
        write_below(lines, {1: TEXTS[0]})
        asking = next(one for one in lines if "Thời gian trực tiếp" in one.text)
        asking.add_run(" Mười hai năm.")

    report = run(portal, outline(tmp_path / "bai.docx", write))
    assert "gắn bó với công tác dân vận. Mười hai năm." in page_of(portal, report)
    [note] = [one for one in report.notes if "xem lại" in one]
    assert note.startswith("Lời dặn của đề cương còn đứng đầu dòng có chữ của bài, xem lại: “- Thời gian trực tiếp")


def test_an_empty_form_is_no_story_of_the_forms_words(portal: Path, tmp_path: Path) -> None:
    report = import_story(
        outline(tmp_path / "bai.docx", lambda lines: None), root=portal, today=DAY, exemplar="co-le-thu-ha"
    )
    text = page_of(portal, report)
    assert "Họ và tên, chức vụ" not in text and "Lưu ý" not in text
    assert sum(one.code == "placeholder" for one in report.problems) >= 5


@pytest.mark.parametrize(
    ("form", "said"), [("thuy-nguyen-mau-1", "dvk import register"), ("do-son-mau-4", "chọn đúng")]
)
def test_another_form_is_no_story(portal: Path, tmp_path: Path, form: str, said: str) -> None:
    other = RECORDS.forms[form]
    (tmp_path / "a.docx").write_bytes(draw(other, "docx", campaign=RECORDS.campaigns[other.campaign]))
    report = import_story(tmp_path / "a.docx", root=portal, today=DAY, exemplar="co-le-thu-ha")
    [problem] = report.problems
    assert (problem.code, report.written) == ("not-a-story", False)
    assert other.full_title in problem.wrong
    assert said in problem.fix


def test_a_line_or_two_as_the_outline_has_them_are_the_authors(portal: Path, tmp_path: Path) -> None:
    document = docx.Document()
    lines = ["Lớp học buổi tối của cô Hà", "1. Nhân vật", TEXTS[0], FORM.blocks[2].items[0], FORM.blocks[2].items[1]]
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "bai.docx"))
    report = run(portal, tmp_path / "bai.docx")
    assert FORM.blocks[2].items[1] in page_of(portal, report)
    assert not [one for one in report.notes if "in sẵn" in one]
