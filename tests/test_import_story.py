"""A story that was written in Word comes into the portal whole, with its photos, in the five parts of the outline."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from PIL import Image

from generator.cli import main
from generator.importing import StoryReport, format_story, import_story
from generator.importing.story import photos, story
from generator.importing.story.page import render_story
from generator.markup import render_markdown
from generator.outline import split_parts
from generator.pipeline import check
from generator.sources.markdown import read_markdown
from tests.libreoffice import convert
from tests.manuscripts import (
    HEADINGS,
    TEXTS,
    Writer,
    draw_photo,
    put_photo,
    words_of,
    write_plain,
    write_with_styles,
    write_with_traps,
)

ROOT = Path(__file__).parents[1]
DAY = date(2026, 3, 2)
FOLDER = "content/guong-dien-hinh/lop-hoc-buoi-toi-cua-co-ha"
PAGE = f"{FOLDER}/index.md"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """The repository's own portal without its stories; the folder."""
    folder = tmp_path / "portal"
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "content/anh", folder / "content/anh")
    shutil.copy(ROOT / "site_config.yml", folder)
    return folder


@pytest.fixture
def writer() -> Writer:
    return Writer()


def run(portal: Path, path: Path, **options: Any) -> StoryReport:
    report = import_story(path, root=portal, today=DAY, **options)
    assert [one.wrong for one in report.problems if one.is_error] == []
    return report


def page_of(portal: Path, report: StoryReport) -> str:
    assert report.written
    return (portal / report.page).read_text(encoding="utf-8")


def values_of(text: str) -> dict[str, object]:
    node, problems = read_markdown(text, "index.md")
    assert node is not None
    assert not problems
    values = node.plain()
    assert isinstance(values, dict)
    return values


def seen(text: str) -> list[str]:
    """The words of a page: of its front matter, and of its body as browsers show it."""
    values = values_of(text)
    body = re.sub(r"</?(?:p|li|td|th|h\d|br|tr)\b[^>]*>", " ", render_markdown(str(values["body"])))
    body = re.sub(r"<[^>]+>", "", body).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    front = [str(values.get(key) or "") for key in ("title", "kicker", "lead", "byline")]
    photos = values.get("photos") or []
    assert isinstance(photos, list)
    front += [text for photo in photos for text in photo.values()]
    return re.findall(r"\w+", " ".join([*front, body]))


def test_a_plain_story_becomes_a_page_of_five_parts(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    values = values_of(text)
    assert values["title"] == "Lớp học buổi tối của cô Hà"
    assert str(values["lead"]).startswith("Ba mươi mốt học trò")
    assert (values["exemplar"], values["published"]) == ("co-le-thu-ha", "2026-03-02")
    sections = split_parts(str(values["body"])).sections
    assert [(one.number, one.title, one.text) for one in sections] == [
        (number, heading.split(". ")[1], text)
        for number, (heading, text) in enumerate(zip(HEADINGS, TEXTS, strict=True), start=1)
    ]


def test_portal_with_an_imported_story_has_no_error(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Cô Lê Thu Hà", bold=True)
    writer.line("Chỉ có một đoạn, chưa theo đề cương, không ảnh, không tên người viết.")
    run(portal, writer.save(tmp_path / "bai.docx"))
    assert [one for one in check(portal / "site_config.yml").problems if one.is_error] == []


def test_no_word_that_is_seen_in_word_is_lost(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_with_traps(writer)
    path = writer.save(tmp_path / "bai.docx")
    wanted = re.findall(r"\w+", " ".join(words_of(path)))
    # Numbers of the parts' headings and of list items are written as Markdown has them.
    wanted = [one for one in wanted if not re.fullmatch(r"[IV]+", one)]
    found = seen(page_of(portal, run(portal, path)))
    lost = Counter(one.lower() for one in wanted) - Counter(one.lower() for one in found)
    assert not lost
    assert not {"xóa", "ẩn"} & set(found)


def test_traps_of_word_become_markdown(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_with_traps(writer)
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    parts = [one.text for one in split_parts(str(values["body"])).sections]
    assert (values["kicker"], values["byline"]) == ("ĐIỂN HÌNH PHƯỜNG MẪU", "Nguyễn Văn Mẫu (bài và ảnh)")
    assert "Chữ giữ lại chữ chèn, ô nội dung" in parts[0]
    assert parts[1].endswith("Chỗ có chú thích (1)\n\n(1) Theo sổ ghi chép của tổ dân phố mẫu.")
    assert "**Một dòng in đậm không phải đề mục**" in parts[2]
    assert "\n\n1. Mời trà đá\n2. Hỏi từng người\n\n" in parts[2]
    assert "\n\n- Ngồi cạnh\n- Không cầm hộ\n\n[[ảnh 2]]\n\n> Chữ trong hộp văn bản\n\n" in parts[2]
    assert "Xem [trang tin mẫu](<https://ben-may.example.vn/tin>)" in parts[2]
    assert "| Khóa | Số người |\n| --- | --- |\n| Khóa 1 | 12 \\| 31 |" in parts[3]
    assert parts[4] == TEXTS[4]


def test_photos_come_with_captions_and_without_what_the_camera_wrote(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    write_with_traps(writer)
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert values["photos"] == [
        {
            "file": "anh-1.jpg",
            "alt": "Các cụ ngồi quanh bàn học",
            "caption": "Lớp học tối thứ Ba.",
            "credit": "Ảnh: Trần Thị Mẫu",
        },
        {
            "file": "anh-2.png",
            "alt": "(điền mô tả ảnh)",
            "caption": "Em học sinh kèm bà cụ.",
            "credit": "Ảnh: Nguyễn Văn Mẫu",
        },
    ]
    with Image.open(portal / FOLDER / "anh-1.jpg") as image:
        assert image.size == (1000, 1600)
        assert not image.getexif()
        red = image.convert("RGB").getpixel((500, 100))
        assert isinstance(red, tuple) and red[0] > 150 > red[2]


@pytest.mark.office
def test_files_saved_by_libreoffice_give_the_same_stories(portal: Path, tmp_path: Path) -> None:
    files = []
    for name, write in (("bay", write_with_traps), ("kieu", write_with_styles)):
        write(writer := Writer())
        files.append(writer.save(tmp_path / f"{name}.docx"))
    saved = convert(files, tmp_path / "saved", "docx")
    for path, again in zip(files, saved, strict=True):
        text = page_of(portal, run(portal, path))
        shutil.rmtree(portal / FOLDER)
        assert page_of(portal, run(portal, again)) == text
        shutil.rmtree(portal / FOLDER)


def test_styles_lists_and_tables_of_word_become_markdown(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_with_styles(writer)
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert str(values["lead"]).startswith("Ba mươi mốt học trò")
    parts = [one.text for one in split_parts(str(values["body"])).sections]
    assert parts[1].endswith("### Một đề mục nhỏ\n\n- Người già\n    - sợ mất tiền\n- Con cháu")
    assert parts[2].endswith("[[ảnh 1]]\n\n[[ảnh 2]]")
    assert parts[3].endswith("| Chung hai cột |  |\n| --- | --- |\n| Một | Hai |\n|  | Ba |")


def titles_of(text: str) -> list[str]:
    return [one.title for one in split_parts(str(values_of(text)["body"])).sections]


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param(HEADINGS, id="numbers"),
        pytest.param(("I. Nhân vật", "II. Bối cảnh", "III. Cách làm", "IV. Kết quả", "V. Kinh nghiệm"), id="Roman"),
        pytest.param(
            ("a) Giới thiệu nhân vật", "b) Thực trạng", "c) Cách làm hay", "d) Hiệu quả", "e) Bài học"), id="letters"
        ),
        pytest.param(
            (
                "Phần 1: Thông tin khái quát về cá nhân",
                "Phần 2: Bối cảnh thực tiễn và vấn đề cần giải quyết",
                "Phần 3: Cách làm “Dân vận khéo”",
                "Phần 4: Kết quả cụ thể",
                "Phần 5: Phẩm chất, kinh nghiệm rút ra",
            ),
            id="near words",
        ),
        pytest.param(("NHAN VAT", "BOI CANH", "CACH LAM", "KET QUA", "KINH NGHIEM"), id="without marks"),
        pytest.param(
            ("1. Cô giáo trong ngõ", "2. Không dám bấm", "3. Ngồi cạnh", "4. Ba mốt người", "5. Đừng cầm hộ"),
            id="called otherwise",
        ),
    ],
)
@pytest.mark.parametrize("bold", [True, False], ids=["bold", "plain"])
def test_headings_of_the_outline_are_found_by_words_or_numbers(
    portal: Path, writer: Writer, tmp_path: Path, headings: tuple[str, ...], bold: bool
) -> None:
    write_plain(writer, headings, bold=bold)
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    titles = titles_of(text)
    assert len(titles) == 5
    assert all(heading.endswith(title) for heading, title in zip(headings, titles, strict=True))
    assert all(one.text for one in split_parts(str(values_of(text)["body"])).sections)


def test_headings_of_word_with_automatic_numbers_are_found(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.styled("Lớp học buổi tối của cô Hà", "Title")
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.styled(heading.split(". ")[1], "List Number").runs[0].bold = True
        writer.line(text)
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert titles_of(text) == [heading.split(". ")[1] for heading in HEADINGS]
    assert [one.text for one in split_parts(str(values_of(text)["body"])).sections] == list(TEXTS)


def test_five_headings_of_word_with_their_own_words_are_the_five_parts(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    writer.styled("Lớp học buổi tối của cô Hà", "Title")
    titles = ["Bà cụ gọi hình", "Không dám bấm", "Trà đá", "Ba mươi mốt người", "Đừng cầm hộ"]
    for title, text in zip(titles, TEXTS, strict=True):
        writer.styled(title, "Heading 2")
        writer.line(text)
    assert titles_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))) == titles


def test_numbered_lines_within_a_part_stay_there(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18)
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.line(heading, bold=True)
        writer.line(text)
        if heading == HEADINGS[2]:
            for line in ("1. Hỏi trước", "2. Ngồi cạnh", "3. Chờ", "4. Diễn thử", "5. Rủ thêm"):
                writer.line(line)
                writer.line("Nói kỹ thêm một câu về việc ấy.")
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert titles_of(text) == [heading.split(". ")[1] for heading in HEADINGS]
    assert split_parts(str(values_of(text)["body"])).sections[2].text.count("\n\n") == 10


def test_a_part_named_in_bold_before_its_first_sentence_is_found(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18)
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        paragraph = writer.line(f"{heading}: ", bold=True)
        paragraph.add_run(text)
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert [one.text for one in split_parts(str(values_of(text)["body"])).sections] == list(TEXTS)


LONG = "Trong ngõ mẫu ai cũng biết lớp học buổi tối của cô Lê Thu Hà."


def test_parts_counted_in_words_are_found(portal: Path, writer: Writer, tmp_path: Path) -> None:
    names = ("Giới thiệu về cô Hà", "Bối cảnh", "Cách làm", "Kết quả", "Kinh nghiệm")
    headings = [
        f"Phần thứ {word}: {name}" for word, name in zip(("nhất", "hai", "ba", "tư", "năm"), names, strict=True)
    ]
    write_plain(writer, tuple(headings))
    assert titles_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))) == list(names)


@pytest.mark.parametrize("mark", ["I-", "I -", "I–", "1/", "1)", "Phần I."])
def test_signs_behind_a_number_are_no_words_of_the_heading(
    portal: Path, writer: Writer, tmp_path: Path, mark: str
) -> None:
    headings = tuple(
        f"{mark.replace('I', roman).replace('1', str(number))} {heading.split('. ')[1]}"
        for number, (roman, heading) in enumerate(zip(("I", "II", "III", "IV", "V"), HEADINGS, strict=True), start=1)
    )
    write_plain(writer, headings)
    titles = titles_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert titles == [heading.split(". ")[1] for heading in HEADINGS]


def test_a_part_whose_number_and_name_are_two_runs_is_found(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18)
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        number, name = heading.split(" ", 1)
        paragraph = writer.line(number, bold=True)
        second = paragraph.add_run(f" {name}: ")
        second.bold = second.italic = True
        paragraph.add_run(text)
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert titles_of(text) == [heading.split(". ")[1] for heading in HEADINGS]
    assert [one.text for one in split_parts(str(values_of(text)["body"])).sections] == list(TEXTS)


def test_lines_of_prose_behind_soft_breaks_are_paragraphs(portal: Path, writer: Writer, tmp_path: Path) -> None:
    paragraph = writer.document.add_paragraph()
    for heading, text in zip(("Lớp học buổi tối của cô Hà", *HEADINGS), (LONG, *TEXTS), strict=True):
        run_of = paragraph.add_run(f"{heading}\n")
        run_of.bold = True
        paragraph.add_run(f"{text}\n")
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert (values["title"], values["lead"]) == ("Lớp học buổi tối của cô Hà", LONG)
    assert [one.text for one in split_parts(str(values["body"])).sections] == list(TEXTS)


@pytest.mark.parametrize("numbers", [True, False], ids=["three columns", "two columns"])
def test_a_story_written_into_the_outlines_table_is_found(
    portal: Path, writer: Writer, tmp_path: Path, numbers: bool
) -> None:
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18)
    rows = [[*heading.split(". "), text] for heading, text in zip(HEADINGS, TEXTS, strict=True)]
    writer.table(*(tuple(row) if numbers else (f"{row[0]}. {row[1]}", row[2]) for row in rows))
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert titles_of(text) == [row[1] for row in rows]
    parts = [one.text for one in split_parts(str(values_of(text)["body"])).sections]
    assert parts == list(TEXTS)


def test_a_table_with_columns_named_like_parts_stays_a_table(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    writer.table(("Bối cảnh", "Cách làm", "Kết quả"), ("khó", "khéo", "kết quả tốt"), ("khó", "khéo", "tốt"))
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert "| Bối cảnh | Cách làm | Kết quả |" in text


def test_verses_keep_their_lines(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    writer.line("Ngõ ta thắp sáng đêm nay\nBà con học chữ ngồi đầy hiên sân")
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert text.endswith("Ngõ ta thắp sáng đêm nay<br>\nBà con học chữ ngồi đầy hiên sân\n")


def test_a_letterhead_typed_above_is_no_title(portal: Path, writer: Writer, tmp_path: Path) -> None:
    for line in ("ĐẢNG BỘ PHƯỜNG MẪU", "CHI BỘ TRƯỜNG MẪU", "*", "LỚP HỌC BUỔI TỐI CỦA CÔ HÀ", "-----o0o-----"):
        writer.line(line, bold=True, centred=True)
    writer.line("Ba mươi mốt học trò tóc bạc và một cô giáo.", bold=True)
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.line(heading, bold=True)
        writer.line(text)
    writer.line("MỘT SỐ HÌNH ẢNH", bold=True, centred=True)
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"), exemplar="co-le-thu-ha")))
    assert values["title"] == "LỚP HỌC BUỔI TỐI CỦA CÔ HÀ"
    assert values["lead"] == "Ba mươi mốt học trò tóc bạc và một cô giáo."
    assert values["byline"] == "(điền tên người viết)"
    first = split_parts(str(values["body"])).sections[0].text
    assert first == TEXTS[0]


def test_a_bold_syllable_before_others_is_no_part(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    writer.line("Cách làm", bold=True).add_run("ăn mới của cả ngõ.")
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert text.endswith("**Cách làm**ăn mới của cả ngõ.\n")


def test_a_missing_part_is_told_and_marked(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    body = writer.document.element.body
    for paragraph in [one for one in writer.document.paragraphs if one.text in (HEADINGS[3], TEXTS[3])]:
        body.remove(paragraph._p)
    report = run(portal, writer.save(tmp_path / "bai.docx"))
    assert report.found == (1, 2, 3, 5)
    assert "bài chưa có phần 4 của đề cương" in format_story(report)
    assert {"missing-part", "placeholder", "photo-count"} <= {one.code for one in report.problems}
    sections = split_parts(str(values_of(page_of(portal, report))["body"])).sections
    assert [one.number for one in sections] == [1, 2, 3, 4, 5]
    assert sections[3].text.startswith("(điền: ")


@pytest.mark.parametrize(
    "story", sorted((ROOT / "content/guong-dien-hinh").glob("*/index.md")), ids=lambda p: p.parent.name
)
def test_stories_of_the_portal_come_back_from_word(portal: Path, writer: Writer, tmp_path: Path, story: Path) -> None:
    values = values_of(story.read_text(encoding="utf-8"))
    writer.styled(str(values["title"]), "Title")
    writer.line(str(values["lead"]).strip(), bold=True)
    body = str(values["body"])
    for chunk in body.split("\n\n"):
        if chunk.startswith("## "):
            writer.line(chunk.removeprefix("## "), bold=True)
        elif not chunk.startswith("[["):
            writer.line(chunk)
    report = run(portal, writer.save(tmp_path / "bai.docx"), exemplar=values["exemplar"])
    found = values_of(page_of(portal, report))
    assert (found["title"], found["lead"]) == (values["title"], str(values["lead"]).strip())
    wanted = "\n\n".join(chunk for chunk in body.split("\n\n") if not chunk.startswith("[["))
    assert re.sub(r"\\(.)", r"\1", str(found["body"])) == wanted


def test_a_second_import_changes_nothing(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_with_traps(writer)
    path = writer.save(tmp_path / "bai.docx")
    text = page_of(portal, run(portal, path))
    again = import_story(path, root=portal, today=date(2026, 5, 9))
    assert (again.written, again.files) == (False, ())
    assert "không có gì để ghi" in format_story(again)
    assert (portal / PAGE).read_text(encoding="utf-8") == text


def test_a_page_edited_by_hand_is_replaced_only_when_told(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    path = writer.save(tmp_path / "bai.docx")
    text = page_of(portal, run(portal, path))
    (portal / PAGE).write_text(text.replace("ngõ mẫu", "ngõ 12"), encoding="utf-8")
    refused = import_story(path, root=portal, today=DAY)
    assert [one.code for one in refused.problems if one.is_error] == ["page-edited"]
    assert "ngõ 12" in (portal / PAGE).read_text(encoding="utf-8")
    assert page_of(portal, run(portal, path, replace=True)) == text


def write_with_photos(path: Path, *raws: bytes) -> Path:
    write_plain(writer := Writer())
    for raw in raws:
        writer.photo(raw)
    return writer.save(path)


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_photos_of_an_earlier_import_are_removed(portal: Path, tmp_path: Path) -> None:
    run(portal, write_with_photos(tmp_path / "bai.docx", draw_photo(), draw_photo("PNG"), draw_photo()))
    fewer = write_with_photos(tmp_path / "bai.docx", draw_photo("PNG"))
    tried = run(portal, fewer, replace=True, dry_run=True)
    assert names_in(portal / FOLDER) == ["anh-1.jpg", "anh-2.png", "anh-3.jpg", "index.md"]
    report = run(portal, fewer, replace=True)
    assert names_in(portal / FOLDER) == ["anh-1.png", "index.md"]
    assert (
        report.removed == tried.removed == tuple(f"{FOLDER}/{one}" for one in ("anh-1.jpg", "anh-2.png", "anh-3.jpg"))
    )
    assert f"Đã bỏ ảnh cũ của lần nhập trước: {FOLDER}/anh-1.jpg" in format_story(report)


def test_photos_that_somebody_put_there_or_changed_stay(portal: Path, tmp_path: Path) -> None:
    run(portal, write_with_photos(tmp_path / "bai.docx", draw_photo(), draw_photo()))
    (portal / FOLDER / "anh-2.jpg").write_bytes(draw_photo(size=(1300, 900)))
    (portal / FOLDER / "anh-9.jpg").write_bytes(draw_photo())
    text = (portal / PAGE).read_text("utf-8")
    outside = portal / "content/guong-dien-hinh/anh-1.jpg"
    outside.write_bytes((portal / FOLDER / "anh-1.jpg").read_bytes())
    digest = re.search(r"anh-1.jpg (\w{32})", text)
    assert digest is not None
    (portal / PAGE).write_text(text.replace("dòng này: ", f"dòng này: ../anh-1.jpg {digest[1]}, "), "utf-8")
    run(portal, write_with_photos(tmp_path / "bai.docx"), replace=True)
    assert names_in(portal / FOLDER) == ["anh-2.jpg", "anh-9.jpg", "index.md"]
    assert outside.exists()


@pytest.mark.parametrize("before", [True, False], ids=["page there", "no page yet"])
def test_a_photo_of_somebody_is_not_written_over(portal: Path, tmp_path: Path, before: bool) -> None:
    if before:
        run(portal, write_with_photos(tmp_path / "bai.docx"))
    (portal / FOLDER).mkdir(parents=True, exist_ok=True)
    own = draw_photo(size=(1300, 900))
    (portal / FOLDER / "anh-1.jpg").write_bytes(own)
    path = write_with_photos(tmp_path / "bai.docx", draw_photo())
    report = import_story(path, root=portal, today=DAY, replace=True)
    [problem] = [one for one in report.problems if one.is_error]
    assert (problem.code, problem.at.file, report.written) == ("photo-exists", f"{FOLDER}/anh-1.jpg", False)
    assert (portal / FOLDER / "anh-1.jpg").read_bytes() == own


def test_dry_run_writes_nothing(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    report = run(portal, writer.save(tmp_path / "bai.docx"), dry_run=True)
    assert report.files == (PAGE,)
    assert not (portal / FOLDER).exists()


def test_an_exemplar_that_nobody_names_is_asked_for(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Một người không có trong cổng", bold=True)
    path = writer.save(tmp_path / "bai.docx")
    [problem] = import_story(path, root=portal, today=DAY).problems
    assert problem.code == "no-exemplar"
    assert "co-le-thu-ha (Cô Lê Thu Hà)" in problem.fix and "dvk new exemplar" in problem.fix
    [problem] = import_story(path, root=portal, today=DAY, exemplar="co-le-thu-haa").problems
    assert (problem.code, problem.fix) == ("unknown-exemplar", "--exemplar co-le-thu-ha")
    assert run(portal, path, exemplar="co-le-thu-ha").written


def test_pictures_that_cannot_be_shown_are_told_and_their_captions_stay(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    write_plain(writer)
    writer.photo(draw_photo("GIF", (60, 40)))
    writer.line("Ảnh động của lớp học", italic=True)
    writer.photo(draw_photo("PNG", (10_100, 10_000)))
    writer.photo(draw_photo(size=(400, 300)), "Bảng viết năm chữ")
    report = run(portal, writer.save(tmp_path / "bai.docx"))
    told = [one.wrong for one in report.problems if one.code == "photo-left-out"]
    assert len(told) == 2
    assert "ảnh thứ 1 của tệp (“Ảnh động của lớp học”) bị bỏ qua: dạng GIF" in told[0]
    assert "quá lớn: 10100 × 10000 là 101 triệu điểm ảnh" in told[1]
    text = page_of(portal, report)
    assert "Ảnh động của lớp học" in text and text.endswith("[[ảnh 1]]\n")
    assert (portal / FOLDER / "anh-1.jpg").exists()
    small = next(one for one in report.problems if one.code == "photo-too-small")
    assert "anh-1.jpg chỉ có 0,1 triệu điểm ảnh" in small.wrong


def photos_of(portal: Path, writer: Writer, path: Path, *raws: bytes) -> list[tuple[str, tuple[int, int]]]:
    """The names and sizes of the photos that an import makes of pictures."""
    write_plain(writer)
    for raw in raws:
        writer.photo(raw)
    report = run(portal, writer.save(path))
    files = [portal / one for one in report.files if not one.endswith(".md")]
    found = []
    for file in files:
        with Image.open(file) as image:
            found.append((file.name, image.size))
    return found


def test_photos_are_no_larger_than_print_needs(portal: Path, writer: Writer, tmp_path: Path) -> None:
    wide, turned = draw_photo(size=(7_000, 3_500)), draw_photo(size=(7_000, 3_500), turned=True)
    assert photos_of(portal, writer, tmp_path / "bai.docx", wide, turned) == [
        ("anh-1.jpg", (3508, 1754)),
        ("anh-2.jpg", (1754, 3508)),
    ]


def test_a_photo_that_was_pasted_is_kept_as_a_photo(portal: Path, writer: Writer, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.effect_noise((1500, 1200), 80).convert("RGB").save(out, "PNG")
    assert photos_of(portal, writer, tmp_path / "bai.docx", out.getvalue(), draw_photo("PNG")) == [
        ("anh-1.jpg", (1500, 1200)),
        ("anh-2.png", (1200, 900)),
    ]


def test_photos_beyond_what_a_story_may_hold_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "_MOST_PIXELS", 3_000_000)
    made = list(photos.make_photos([draw_photo("PNG")] * 3))
    assert [isinstance(one, photos.NoPhoto) for one in made] == [False, False, True]
    monkeypatch.setattr(photos, "_MOST_BYTES", 1)
    assert isinstance(next(photos.make_photos([draw_photo()])), photos.NoPhoto)


def test_a_word_file_full_of_pictures_is_refused(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    for _ in range(101):
        writer.photo(draw_photo(size=(2, 2)))
    report = import_story(writer.save(tmp_path / "bai.docx"), root=portal, today=DAY)
    assert [(one.code, one.wrong) for one in report.problems] == [
        ("too-many-pictures", "tệp có 101 ảnh, không giống một bài viết.")
    ]


def test_words_cut_into_runs_and_signs_stay_whole(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    paragraph = writer.line("Th")
    for text, bold, italic in (
        ("ành công ", True, False),
        ("của", True, True),
        (" lớp", False, True),
        (" & <b>", False, False),
    ):
        run_of = paragraph.add_run(text)
        run_of.bold, run_of.italic = bold, italic
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert "Thành công của lớp &amp; &lt;b&gt;" in re.sub(
        r"</?(?:em|strong)>", "", render_markdown(str(values_of(text)["body"]))
    )


def test_a_page_without_all_words_is_not_written(
    portal: Path, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plain(writer)
    monkeypatch.setattr(
        story, "render_story", lambda *args, **options: render_story(*args, **options).replace("khám", "k.")
    )
    report = import_story(writer.save(tmp_path / "bai.docx"), root=portal, today=DAY)
    assert [one.wrong for one in report.problems if one.is_error] == [
        "những chữ này không còn trên trang: khám; chưa ghi gì."
    ]
    assert not report.written


def test_a_long_lead_and_title_go_on_in_the_first_part(portal: Path, writer: Writer, tmp_path: Path) -> None:
    title = "Lớp học buổi tối của cô Hà ở phường Mẫu, nơi ba mươi mốt học trò tóc bạc " + "tự tay bấm máy " * 5
    lead = "Cô Lê Thu Hà mở lớp. " + "Mỗi buổi học đúng một việc, làm xong mới về. " * 12
    writer.line(title.strip(), bold=True, size=18)
    writer.line(lead.strip(), bold=True)
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.line(heading, bold=True)
        writer.line(text)
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert str(values["title"]).endswith("…") and str(values["lead"]).endswith("mới về.")
    first = split_parts(str(values["body"])).sections[0].text.split("\n\n")
    assert first[0] == f"**{title.strip()}**"
    assert f"{values['lead']} {first[1]}" == lead.strip()


def test_lists_that_markdown_would_count_otherwise_keep_their_numbers(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    write_plain(writer)
    for text, style in (("Việc một", "List Number"), ("Việc nhỏ", "List Bullet 2"), ("Việc hai", "List Number")):
        writer.styled(text, style)
    writer.line("Rồi đến:")
    writer.styled("Việc ba", "List Number")
    body = str(values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))["body"])
    html = re.sub(r"\s+", "", render_markdown(body[body.index("## 5") :]))
    assert "Việcmột" in html and html.endswith('<olstart="3"><li>Việcba</li></ol>')


def test_automatic_numbers_that_markdown_does_not_have_are_written_out(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    write_plain(writer)
    for text, level in (("Mời", 0), ("bằng lời", 1), ("bằng giấy", 1), ("Hỏi", 0), ("từng nhà", 1)):
        writer.listed(text, level)
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert text.endswith("\n\n1\\. Mời\n\na) bằng lời\n\nb) bằng giấy\n\n2\\. Hỏi\n\na) từng nhà\n")


def test_photos_in_a_table_have_the_captions_below_them(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_with_styles(writer)
    photos = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))["photos"]
    assert isinstance(photos, list)
    assert [one["alt"] for one in photos] == ["Phòng máy trống", "Phòng máy kín chỗ"]
    assert [one["caption"] for one in photos] == ["Trước khi mở lớp", "Sau ba khóa."]
    assert photos[1]["credit"] == "Ảnh: Nguyễn Văn Mẫu"


def test_report_says_what_check_says(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    writer.photo(draw_photo(size=(640, 480)))
    writer.line("Gọi 0912 345 678 để hỏi.")
    body = writer.document.element.body
    for paragraph in [one for one in writer.document.paragraphs if one.text == TEXTS[3]]:
        body.remove(paragraph._p)
    report = run(portal, writer.save(tmp_path / "bai.docx"))
    told = {(one.at, one.code, one.wrong) for one in report.problems}
    checked = {(one.at, one.code, one.wrong) for one in check(portal / "site_config.yml").problems}
    assert told == {one for one in checked if one[0].file == PAGE}
    assert {code for _, code, _ in told} == {
        "missing-part", "placeholder", "personal-phone", "photo-count", "photo-too-small",
    }  # fmt: skip


def test_command_tells_what_was_written(
    portal: Path, writer: Writer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_plain(writer)
    path = writer.save(tmp_path / "bai.docx")
    config = str(portal / "site_config.yml")
    assert main(["import", "story", str(path), "--config", config]) == 0
    said = capsys.readouterr().out
    assert f"Đã ghi 1 tệp: {PAGE}" in said and "Nhận ra phần: 1, 2, 3, 4, 5" in said
    assert said.index("Đã ghi") < said.index("[photo-count]")
    assert main(["import", "story", str(tmp_path / "khong-co.docx"), "--config", config]) == 1
    assert "không có tệp này" in capsys.readouterr().out


def test_a_word_file_without_words_is_refused(portal: Path, writer: Writer, tmp_path: Path) -> None:
    report = import_story(writer.save(tmp_path / "bai.docx"), root=portal, today=DAY)
    assert [one.code for one in report.problems] == ["empty-story"]


def test_a_dossier_of_an_office_becomes_a_story(portal: Path, writer: Writer, tmp_path: Path) -> None:
    """Letterhead, title over two lines, Roman headings with numbered lines below them, signatures."""
    writer.table(("ĐẢNG ỦY PHƯỜNG MẪU\nHỘI PHỤ NỮ", "ĐẢNG CỘNG SẢN VIỆT NAM\nngày 02 tháng 3 năm 2026"))
    writer.line("BÀI VIẾT", bold=True, centred=True)
    writer.line("Tấm gương “Dân vận khéo” Lê Thu Hà", bold=True, centred=True)
    writer.photo(draw_photo(), "Cô giáo đứng bên bảng")
    writer.line("I. THÔNG TIN KHÁI QUÁT VỀ CÁ NHÂN ĐIỂN HÌNH", bold=True, centred=True)
    for line in ("1. Họ và tên: Lê Thu Hà", "2. Đơn vị công tác: trường mẫu", "3. Uy tín với bà con"):
        writer.line(line)
    writer.line("II. BỐI CẢNH THỰC TIỄN VÀ VẤN ĐỀ ĐẶT RA", bold=True)
    writer.line(TEXTS[1])
    writer.line("III. CÁCH LÀM “DÂN VẬN KHÉO” CỦA CÁ NHÂN", bold=True)
    for line in ("1. Nghe trước, nói sau", "2. Kết quả bước đầu"):
        writer.line(line, bold=True)
        writer.line(TEXTS[2])
    writer.line("IV. KẾT QUẢ CỤ THỂ VÀ SẢN PHẨM CỦA MÔ HÌNH", bold=True)
    writer.line(TEXTS[3])
    writer.line("V. PHẨM CHẤT VÀ KINH NGHIỆM RÚT RA", bold=True)
    writer.line(TEXTS[4])
    writer.table(("XÁC NHẬN CỦA ĐẢNG ỦY", "NGƯỜI VIẾT\nNguyễn Văn Mẫu"))
    report = run(portal, writer.save(tmp_path / "bai.docx"))
    values = values_of(page_of(portal, report))
    assert (values["kicker"], values["title"]) == ("BÀI VIẾT", "Tấm gương “Dân vận khéo” Lê Thu Hà")
    parts = split_parts(str(values["body"])).sections
    assert [one.title.split()[0] for one in parts] == ["THÔNG", "BỐI", "CÁCH", "KẾT", "PHẨM"]
    assert "ĐẢNG ỦY" not in parts[0].text and "2\\. Đơn vị công tác" in parts[0].text
    assert "**2. Kết quả bước đầu**" in parts[2].text
    assert (parts[4].text, values["byline"]) == (TEXTS[4], "Nguyễn Văn Mẫu")
    assert report.notes[0] == (
        "Không đưa vào bài: “ĐẢNG ỦY PHƯỜNG MẪU”, “HỘI PHỤ NỮ”, “ĐẢNG CỘNG SẢN VIỆT NAM”, “ngày 02 tháng 3 năm 2026”, "
        "“XÁC NHẬN CỦA ĐẢNG ỦY”, “NGƯỜI VIẾT”, “Nguyễn Văn Mẫu”."
    )


def test_links_endnotes_and_merged_cells_are_kept(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    relate = writer.document.part.relate_to
    for address, words in (("https://ben-may.example.vn/a(b)", "tin mẫu"), ("file:///C:/bai.docx", "tệp riêng")):
        number = relate(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        writer.p(f'<w:hyperlink r:id="{number}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')
    table = writer.table(("Chung hai cột", ""), ("Một", "Hai"), ("", "Ba"))
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).add_table(1, 2).rows[0].cells[1].text = "Bảng trong bảng"
    body = str(values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))["body"])
    assert "[tin mẫu](<https://ben-may.example.vn/a(b)>)\n\ntệp riêng\n\n" in body
    assert "| Chung hai cột |  |\n| --- | --- |\n| Một | Hai<br>Bảng trong bảng |\n|  | Ba |" in body
    assert '<a href="https://ben-may.example.vn/a(b)"' in render_markdown(body)


def test_a_footnote_of_the_title_stands_in_the_first_part(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.note(1, "Bài dự thi của phường mẫu.")
    writer.document.paragraphs[0].runs[0].bold = True
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.line(heading, bold=True)
        writer.line(text)
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    assert values["title"] == "Chỗ có chú thích (1)"
    first = split_parts(str(values["body"])).sections[0].text
    assert first == f"{TEXTS[0]}\n\n(1) Bài dự thi của phường mẫu."


SHIFTED = (
    '<w:r><w:t>Vườn rộng 200 m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    '<w:r><w:t>, tưới H</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r>'
    '<w:r><w:t>O, hạng x</w:t></w:r><w:r><w:rPr><w:b/><w:vertAlign w:val="superscript"/></w:rPr><w:t>st</w:t></w:r>'
)


def test_raised_and_lowered_letters_stay_so(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    writer.p(SHIFTED)
    writer.photo(draw_photo())
    writer.p(f'<w:pPr><w:jc w:val="center"/></w:pPr>{SHIFTED}')
    values = values_of(page_of(portal, run(portal, writer.save(tmp_path / "bai.docx"))))
    html = render_markdown(str(values["body"]))
    assert "<p>Vườn rộng 200 m², tưới H₂O, hạng x<strong><sup>st</sup></strong></p>" in html
    photos = values["photos"]
    assert isinstance(photos, list)
    assert photos[0]["caption"] == "Vườn rộng 200 m², tưới H₂O, hạng xst"


def test_lists_nested_by_the_names_of_their_styles_are_nested(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    for text, style in (("Một", ""), ("Một rưỡi", " 2"), ("Nhỏ nữa", " 3"), ("Hai", "")):
        writer.styled(text, f"List Bullet{style}")
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    assert text.endswith("\n\n- Một\n    - Một rưỡi\n        - Nhỏ nữa\n- Hai\n")


def test_what_stands_beside_the_text_is_told_and_not_published(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    section = writer.document.sections[0]
    section.header.paragraphs[0].text = "PHƯỜNG MẪU – BÀI DỰ THI"
    section.footer.paragraphs[0].text = "Trang 1/3"
    writer.document.add_comment(writer.document.paragraphs[3].runs, "Xem lại con số này", author="Biên tập viên mẫu")
    report = run(portal, writer.save(tmp_path / "bai.docx"))
    text = page_of(portal, report)
    assert report.notes == (
        "Đầu trang không đưa vào trang: “PHƯỜNG MẪU – BÀI DỰ THI”.",
        "1 lời nhận xét (comment) trong tệp không đăng: Biên tập viên mẫu: “Xem lại con số này”.",
    )
    assert all(note in format_story(report) for note in report.notes)
    assert "DỰ THI" not in text and "Xem lại" not in text


def captions_of(portal: Path, path: Path) -> list[tuple[str, str]]:
    photos = values_of(page_of(portal, run(portal, path)))["photos"]
    assert isinstance(photos, list)
    return [(one["caption"], one["credit"]) for one in photos]


@pytest.mark.parametrize(
    ("below", "captions"),
    [
        (("Trước và sau khi mở lớp. Ảnh: Mẫu",), [("Trước và sau khi mở lớp.", "Ảnh: Mẫu")] * 2),
        (("Trước khi mở lớp", "Sau ba khóa. Ảnh: Mẫu"),
         [("Trước khi mở lớp", "(điền nguồn ảnh)"), ("Sau ba khóa.", "Ảnh: Mẫu")]),
        (("Trước và sau", "Ảnh: Mẫu"), [("Trước và sau", "Ảnh: Mẫu")] * 2),
    ],
    ids=["one for both", "one for each", "source below"],
)  # fmt: skip
def test_two_photos_in_one_line_have_the_captions_below_it(
    portal: Path, writer: Writer, tmp_path: Path, below: tuple[str, ...], captions: list[tuple[str, str]]
) -> None:
    write_plain(writer)
    paragraph = writer.document.add_paragraph()
    for name in ("Trái", "Phải"):
        put_photo(paragraph, draw_photo(), name)
    for line in below:
        writer.line(line, italic=True, centred=True)
    assert captions_of(portal, writer.save(tmp_path / "bai.docx")) == captions


def test_a_photo_that_words_flow_around_has_the_caption_below_them(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    write_plain(writer)
    paragraph = writer.document.add_paragraph()
    put_photo(paragraph, draw_photo(), "Cô Hà")
    inline = next(paragraph._p.iter(f"{WP}inline"))
    inline.tag = f"{WP}anchor"
    paragraph.add_run("Chữ chạy quanh ảnh, nói tiếp chuyện của lớp.")
    writer.line("Cô Hà bên các cụ. Ảnh: Mẫu", italic=True, centred=True)
    writer.line("Rồi lớp tan.")
    path = writer.save(tmp_path / "bai.docx")
    assert captions_of(portal, path) == [("Cô Hà bên các cụ.", "Ảnh: Mẫu")]
    assert (
        (portal / PAGE)
        .read_text("utf-8")
        .endswith("[[ảnh 1]]\n\nChữ chạy quanh ảnh, nói tiếp chuyện của lớp.\n\nRồi lớp tan.\n")
    )


def test_two_photos_over_one_merged_cell_share_its_caption(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    table = writer.table(("", ""), ("", ""))
    for cell in table.rows[0].cells:
        put_photo(cell.paragraphs[0], draw_photo(), "Ảnh")
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Trước và sau khi mở lớp"
    table.cell(1, 0).paragraphs[0].alignment = 1
    assert [one for one, _ in captions_of(portal, writer.save(tmp_path / "bai.docx"))] == [
        "Trước và sau khi mở lớp"
    ] * 2


def test_old_and_linked_pictures_and_those_in_boxes(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    relate = writer.document.part.relate_to
    number, _ = writer.document.part.get_or_add_image(io.BytesIO(draw_photo()))
    away = relate("https://ben-may.example.vn/anh.jpg", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    shape = '<v:shape style="width:90pt;height:60pt" alt="{}"><v:imagedata r:id="{}"/></v:shape>'
    writer.p(f"<w:r><w:pict>{shape.format('Ảnh đời cũ', number)}</w:pict></w:r>")
    caption = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>Chú thích trong khung</w:t></w:r></w:p>'
    inside = f"<w:p><w:r><w:pict>{shape.format('Ảnh trong khung', number)}</w:pict></w:r></w:p>{caption}"
    writer.p(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    writer.p(f"<w:r><w:pict>{shape.format('Ảnh ở xa', away)}</w:pict></w:r>")
    report = run(portal, writer.save(tmp_path / "bai.docx"))
    photos = values_of(page_of(portal, report))["photos"]
    assert isinstance(photos, list)
    assert [(one["alt"], one["caption"]) for one in photos] == [
        ("Ảnh đời cũ", "(điền chú thích)"),
        ("Ảnh trong khung", "Chú thích trong khung"),
    ]
    [told] = [one.wrong for one in report.problems if one.code == "photo-left-out"]
    assert "ảnh liên kết ra ngoài" in told


def last_part(portal: Path, writer: Writer, path: Path) -> str:
    text = page_of(portal, run(portal, writer.save(path)))
    return split_parts(str(values_of(text)["body"])).sections[4].text.removeprefix(f"{TEXTS[4]}\n\n")


def test_lists_that_were_typed_are_lists(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    for line in ("- Họ và tên: Lê Thu Hà", "- Việc đã làm:", "+ mở lớp.", "+ đến từng nhà;", "- Sinh năm: 1964."):
        writer.line(line)
    assert last_part(portal, writer, tmp_path / "bai.docx") == (
        "- Họ và tên: Lê Thu Hà\n- Việc đã làm:\n    - mở lớp.\n    - đến từng nhà;\n- Sinh năm: 1964."
    )


@pytest.mark.parametrize(
    "lines",
    [("- Bà ơi, bấm vào đâu ạ?", "- Bấm vào chữ xanh."), ("– Thế à.", "– Ừ"), ("- Chỉ một dòng",)],
    ids=["question", "sentence", "one line"],
)
def test_speech_that_begins_with_dashes_is_no_list(
    portal: Path, writer: Writer, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    write_plain(writer)
    for line in lines:
        writer.line(line)
    text = last_part(portal, writer, tmp_path / "bai.docx")
    assert text.replace("\\", "") == "\n\n".join(lines)
