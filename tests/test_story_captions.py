"""Which line below a photo of a Word story is its caption; what is only guessed is told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from generator.importing import format_story
from generator.outline import split_parts
from tests.manuscripts import BOX, HEADINGS, TEXTS, Writer, draw_photo
from tests.test_import_story import page_of, portal, run, values_of, writer

__all__ = ["portal", "writer"]

LINE = "Cô Hà cùng các cụ trong buổi học đầu tiên"
LONG = (
    "Từ hôm ấy, cứ tối thứ Ba là căn phòng nhỏ của cô lại sáng đèn, người đến trước chờ người đến sau, "
    "ai cũng mang theo điện thoại và một câu hỏi để dành từ tuần trước."
)
NO_CAPTION = "(điền chú thích)"


def begin(writer: Writer) -> None:
    """A title and four parts."""
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18, centred=True)
    for heading, text in zip(HEADINGS[:4], TEXTS, strict=False):
        writer.line(heading, bold=True)
        writer.line(text)


def told_of(portal: Path, path: Path) -> tuple[list[str], str, list[str]]:
    """The captions of an imported story, the text of its fourth part, and what was guessed."""
    report = run(portal, path)
    values: dict[str, Any] = values_of(page_of(portal, report))
    guesses = [one for one in report.notes if "đã lấy làm chú thích; xem lại" in one]
    assert all(one in format_story(report) for one in guesses)
    return [one["caption"] for one in values["photos"]], split_parts(values["body"]).sections[3].text, guesses


@pytest.mark.parametrize("below", [LINE, f"{LINE}."], ids=["no full stop", "full stop"])
@pytest.mark.parametrize("behind", ["text", "photo", "heading", "table", "end"])
def test_a_short_line_below_a_photo_is_taken_for_its_caption_and_told(
    portal: Path, writer: Writer, tmp_path: Path, below: str, behind: str
) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line(below)
    if behind == "text":
        writer.line(LONG)
    elif behind == "photo":
        writer.photo(draw_photo("PNG"))
    elif behind == "table":
        writer.table(("Khóa", "Người"), ("1", "12"))
    elif behind == "heading":
        writer.line(HEADINGS[4], bold=True)
    captions, text, guesses = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert captions == [below] + [NO_CAPTION] * (behind == "photo")
    assert below not in text
    assert guesses == [f"Câu “{below}” dưới ảnh 1 đã lấy làm chú thích; xem lại."]


@pytest.mark.parametrize(
    ("below", "behind"),
    [
        pytest.param((LONG,), LONG, id="long"),
        pytest.param(("Rồi lớp đông dần.",), "Cô phải kê thêm ghế.", id="sentences of one kind"),
        pytest.param(("Tối nay cả ngõ sáng đèn",), "Bà con học chữ ngồi đầy hiên sân", id="verses"),
        pytest.param(("Cô làm ba việc:",), LONG, id="before a list"),
        pytest.param(("- Mời trà đá",), "- Hỏi từng người", id="typed list"),
        pytest.param(("1. Mời trà đá",), LONG, id="number"),
        pytest.param(("– Cháu ơi, bấm vào đâu",), LONG, id="speech"),
        pytest.param(("“Muốn dân tin thì phải gần dân”",), LONG, id="quotation"),
        pytest.param(("Kinh nghiệm",), LONG, id="name of a part"),
    ],
)
def test_what_may_be_text_stays_in_the_text(
    portal: Path, writer: Writer, tmp_path: Path, below: tuple[str, ...], behind: str
) -> None:
    begin(writer)
    writer.photo(draw_photo())
    for line in (*below, behind):
        writer.line(line)
    captions, _, guesses = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (captions, guesses) == ([NO_CAPTION], [])


def test_a_photo_among_words_has_no_guessed_caption(portal: Path, writer: Writer, tmp_path: Path) -> None:
    begin(writer)
    paragraph = writer.line("Đây là căn phòng nhỏ của cô: ")
    paragraph.add_run().add_picture(io.BytesIO(draw_photo()))
    writer.line(LINE)
    writer.line(LONG)
    captions, text, guesses = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (captions, guesses) == ([NO_CAPTION], [])
    assert LINE in text


def test_a_title_or_lead_below_a_photo_is_no_caption(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.photo(draw_photo())
    writer.line("Lớp học buổi tối của cô Hà")
    writer.photo(draw_photo("PNG"))
    writer.line("Ba mươi mốt học trò tóc bạc và một cô giáo.")
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.line(heading, bold=True)
        writer.line(text)
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert values["title"] == "Lớp học buổi tối của cô Hà"
    assert values["lead"] == "Ba mươi mốt học trò tóc bạc và một cô giáo."


@pytest.mark.parametrize("below", [f"{LINE}. Ảnh: Trần Thị Mẫu", f"{LINE} (Ảnh: Trần Thị Mẫu)"])
def test_a_line_that_ends_with_who_took_the_photo_is_its_caption_for_certain(
    portal: Path, writer: Writer, tmp_path: Path, below: str
) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line(below)
    writer.line("Rồi lớp đông dần.")
    captions, _, guesses = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (captions, guesses) == ([below.split(" Ảnh")[0].split(" (")[0]], [])


def test_a_byline_below_a_photo_is_no_caption(portal: Path, writer: Writer, tmp_path: Path) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line("Bài và ảnh: Nguyễn Văn Mẫu")
    report = run(portal, writer.save(tmp_path / "bai.docx"))
    values = values_of(page_of(portal, report))
    assert values["byline"] == "Nguyễn Văn Mẫu (bài và ảnh)"


@pytest.mark.parametrize("is_end", [True, False], ids=["at the end", "before text"])
def test_a_name_below_a_photo_is_its_caption_unless_it_ends_the_text(
    portal: Path, writer: Writer, tmp_path: Path, is_end: bool
) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line("Nguyễn Văn Mẫu")
    if not is_end:
        writer.line(LONG)
    captions, _, _ = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert captions == [NO_CAPTION if is_end else "Nguyễn Văn Mẫu"]


def test_a_guessed_caption_has_the_source_below_it(portal: Path, writer: Writer, tmp_path: Path) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line(LINE)
    writer.line("Ảnh: Trần Thị Mẫu")
    writer.line(LONG)
    values: dict[str, Any] = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert [(one["caption"], one["credit"]) for one in values["photos"]] == [(LINE, "Ảnh: Trần Thị Mẫu")]


@pytest.mark.parametrize(
    ("below", "caption", "credit"),
    [
        ("Ảnh: Cô Hà bên các cụ trong ngõ", "Cô Hà bên các cụ trong ngõ", "(điền nguồn ảnh)"),
        ("Ảnh: Cô Hà bên các cụ. Ảnh: Trần Thị Mẫu", "Cô Hà bên các cụ.", "Ảnh: Trần Thị Mẫu"),
        ("Ảnh: Trần Thị Hoa Mẫu", NO_CAPTION, "Ảnh: Trần Thị Hoa Mẫu"),
        ("Ảnh: do gia đình cung cấp", NO_CAPTION, "Ảnh: do gia đình cung cấp"),
        ("Ảnh: CTV", NO_CAPTION, "Ảnh: CTV"),
    ],
)
def test_a_line_about_a_photo_tells_what_is_seen_or_who_took_it(
    portal: Path, writer: Writer, tmp_path: Path, below: str, caption: str, credit: str
) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line(below, italic=True)
    values: dict[str, Any] = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert [(one["caption"], one["credit"]) for one in values["photos"]] == [(caption, credit)]


def test_captions_above_all_photos_belong_to_those_below_them(portal: Path, writer: Writer, tmp_path: Path) -> None:
    begin(writer)
    for number, kind in ((1, "JPEG"), (2, "PNG")):
        writer.line(f"Ảnh {number}: Buổi học thứ {number} ở nhà cô Hà", italic=True, centred=True)
        writer.photo(draw_photo(kind))
    writer.line(LONG)
    captions, text, _ = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert captions == ["Buổi học thứ 1 ở nhà cô Hà", "Buổi học thứ 2 ở nhà cô Hà"]
    assert text == f"{TEXTS[3]}\n\n[[ảnh 1]]\n\n[[ảnh 2]]\n\n{LONG}"


@pytest.mark.parametrize(("words", "caption"), [(LINE, LINE), (LONG, NO_CAPTION)], ids=["short", "long"])
def test_a_box_below_a_photo_may_hold_its_caption(
    portal: Path, writer: Writer, tmp_path: Path, words: str, caption: str
) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.p(BOX.replace("Chữ trong hộp văn bản", words))
    writer.line(LONG)
    captions, text, _ = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert captions == [caption]
    assert (f"> {words}" in text) is (caption == NO_CAPTION)


def test_a_photo_between_soft_breaks_stays_in_its_place(portal: Path, writer: Writer, tmp_path: Path) -> None:
    begin(writer)
    paragraph = writer.line(f"{LONG}\n")
    paragraph.add_run().add_picture(io.BytesIO(draw_photo()))
    paragraph.add_run(f"\n{LINE}\nCô cười: {LONG}")
    captions, text, guesses = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (captions, len(guesses)) == ([LINE], 1)
    assert text == f"{TEXTS[3]}\n\n{LONG}\n\n[[ảnh 1]]\n\nCô cười: {LONG}"


def test_a_numbered_line_around_a_photo_is_counted_once(portal: Path, writer: Writer, tmp_path: Path) -> None:
    begin(writer)
    paragraph = writer.styled("Mời trà đá\n", "List Number")
    paragraph.add_run().add_picture(io.BytesIO(draw_photo()))
    paragraph.add_run("\nrồi mới hỏi chuyện")
    writer.styled("Ngồi cạnh", "List Number")
    _, text, _ = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert "1. Mời trà đá" in text and "2. Ngồi cạnh" in text


def test_a_long_line_below_a_photo_with_a_source_below_it_is_its_caption(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line(LONG)
    writer.line("Nguồn: Trang tin phường Mẫu")
    values: dict[str, Any] = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert [(one["caption"], one["credit"]) for one in values["photos"]] == [(LONG, "Nguồn: Trang tin phường Mẫu")]


def test_a_line_between_a_photo_and_the_writer_is_the_caption(portal: Path, writer: Writer, tmp_path: Path) -> None:
    begin(writer)
    writer.photo(draw_photo())
    writer.line("Buổi cuối")
    writer.line("Lê Văn Mẫu").alignment = 2
    values: dict[str, Any] = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert ([one["caption"] for one in values["photos"]], values["byline"]) == (["Buổi cuối"], "Lê Văn Mẫu")
