"""What stands above the first part of a Word story: letterhead, title, lead; what is taken for which."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.importing.story.letterhead import is_day
from generator.outline import split_parts
from tests.manuscripts import BOX, HEADINGS, TEXTS, Writer, draw_photo
from tests.test_import_story import page_of, portal, run, values_of, writer

__all__ = ["portal", "writer"]

TITLE = "Lớp học buổi tối của cô Hà"
LEAD = "Ba mươi mốt học trò tóc bạc và một cô giáo không cầm máy hộ ai bao giờ."
NO_LEAD = "(điền sapô"


def write_parts(writer: Writer) -> None:
    for heading, text in zip(HEADINGS, TEXTS, strict=True):
        writer.line(heading, bold=True)
        writer.line(text)


def front_of(portal: Path, path: Path) -> dict[str, Any]:
    """The front matter of an imported story with the text of its first part as `first`."""
    values: dict[str, Any] = values_of(page_of(portal, run(portal, path, exemplar="co-le-thu-ha")))
    return values | {"first": split_parts(str(values["body"])).sections[0].text}


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param("Nơi cả ngõ cùng học bấm máy mỗi tối", {"style": "Heading 2"}, id="heading of Word"),
        pytest.param("1. Cô giáo về hưu mở lớp ngay trong nhà mình", {"bold": True}, id="numbered line"),
        pytest.param("a) Cô giáo về hưu mở lớp ngay trong nhà mình", {}, id="lettered line"),
        pytest.param("Việc khó của cả ngõ mẫu", {"bold": True}, id="short bold line"),
        pytest.param("Cô giáo về hưu mở lớp ngay trong nhà mình", {"style": "List Bullet"}, id="list item"),
        pytest.param("Người viết: Nguyễn Văn Mẫu, Hội Phụ nữ phường Mẫu", {"bold": True}, id="byline"),
        pytest.param("Đơn vị công tác: Hội Phụ nữ phường Mẫu thành phố Mẫu", {"bold": True}, id="field of a sheet"),
        pytest.param("Phường Mẫu, ngày 02 tháng 3 năm 2026", {"bold": True}, id="place and day"),
        pytest.param("Ảnh 1: Cô Hà cùng các cụ trong ngõ mẫu.", {"bold": True}, id="caption"),
    ],
)
def test_what_is_no_opening_of_a_text_is_no_lead(
    portal: Path, writer: Writer, tmp_path: Path, text: str, options: dict[str, Any]
) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    writer.styled(text, options["style"]) if "style" in options else writer.line(text, **options)
    write_parts(writer)
    assert str(front_of(portal, writer.save(tmp_path / "bai.docx"))["lead"]).startswith(NO_LEAD)


def test_text_below_a_heading_is_no_lead(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    for heading in ("Bà cụ gọi hình", "Không dám bấm", "Trà đá"):
        writer.line(heading, bold=True)
        writer.line(TEXTS[0])
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert values["lead"].startswith(NO_LEAD)
    assert values["first"].startswith(f"**Bà cụ gọi hình**\n\n{TEXTS[0]}\n\n**Không dám bấm**")


def test_a_lead_stands_above_the_headings(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.styled(TITLE, "Title")
    writer.line("Phường Mẫu, ngày 02 tháng 3 năm 2026")
    writer.photo(draw_photo())
    writer.line("Ảnh 1: Cô Hà cùng các cụ trong ngõ mẫu của phường.", italic=True)
    writer.line(LEAD)
    writer.styled("Bà cụ gọi hình cho con ở xa tận bên kia đất nước", "Heading 1")
    write_parts(writer)
    assert front_of(portal, writer.save(tmp_path / "bai.docx"))["lead"] == LEAD


def test_a_bold_line_without_a_full_stop_is_a_lead_where_it_is_the_only_one(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    writer.line("Ba mươi mốt học trò tóc bạc và một cô giáo", bold=True)
    write_parts(writer)
    assert front_of(portal, writer.save(tmp_path / "bai.docx"))["lead"] == "Ba mươi mốt học trò tóc bạc và một cô giáo"


@pytest.mark.parametrize(
    "label", ["Tóm tắt: ", "TÓM TẮT NỘI DUNG: ", "Sapo: ", "Sapô. ", "Sa-pô – ", "Lời dẫn: ", "Tóm tắt", "SAPÔ:"]
)
def test_what_the_lead_is_called_is_taken_off(portal: Path, writer: Writer, tmp_path: Path, label: str) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    if label.endswith(" "):
        writer.line(label, bold=True).add_run(LEAD)
    else:
        writer.line(label, bold=True)
        writer.line(LEAD)
    write_parts(writer)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert values["lead"] == LEAD
    assert label.strip(" :") not in values["first"]


def test_no_other_word_is_taken_off_the_lead(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    writer.line(f"Chuyện kể: {LEAD}", bold=True)
    write_parts(writer)
    assert front_of(portal, writer.save(tmp_path / "bai.docx"))["lead"] == f"Chuyện kể: {LEAD}"


@pytest.mark.parametrize(
    ("below", "caption"),
    [
        ("Ảnh 1. Cô Hà ở lớp", "Cô Hà ở lớp"),
        ("Hình 2: Cô Hà ở lớp", "Cô Hà ở lớp"),
        ("Ảnh số 3 – Cô Hà ở lớp", "Cô Hà ở lớp"),
        ("(Ảnh 4) Cô Hà ở lớp", "Cô Hà ở lớp"),
        ("Ảnh 1, 2: Cô Hà ở lớp", "Ảnh 1, 2: Cô Hà ở lớp"),
        ("Trong ảnh: Cô Hà ở lớp", "Trong ảnh: Cô Hà ở lớp"),
        ("Ảnh 31 cụ ở lớp", "Ảnh 31 cụ ở lớp"),
    ],
)
def test_the_number_of_a_photo_is_taken_off_its_caption(
    portal: Path, writer: Writer, tmp_path: Path, below: str, caption: str
) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    write_parts(writer)
    writer.photo(draw_photo())
    writer.line(below, italic=True, centred=True)
    [photo] = front_of(portal, writer.save(tmp_path / "bai.docx"))["photos"]
    assert photo["caption"] == caption


def told_of(portal: Path, path: Path) -> tuple[dict[str, Any], list[str]]:
    """What an import makes of a file, and the lines that it tells to have left out."""
    report = run(portal, path, exemplar="co-le-thu-ha")
    values: dict[str, Any] = values_of(page_of(portal, report))
    lines = [
        one for note in report.notes if note.startswith("Không đưa vào bài") for one in re.findall("“(.*?)”", note)
    ]
    return values | {"parts": [one.text for one in split_parts(str(values["body"])).sections]}, lines


HEADS = {
    "party": ("ĐẢNG BỘ PHƯỜNG MẪU", "CHI BỘ TỔ DÂN PHỐ 3", "*", "Số: 12-BC/CB", "ĐẢNG CỘNG SẢN VIỆT NAM",
              "Phường Mẫu, ngày 02 tháng 3 năm 2026"),
    "state": ("ỦY BAN NHÂN DÂN PHƯỜNG MẪU", "Số: …/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
              "Độc lập - Tự do - Hạnh phúc", "-------", "Mẫu, ngày … tháng … năm 2026",
              "Kính gửi: Ban Tổ chức cuộc thi"),
    "sender": ("HỘI LIÊN HIỆP PHỤ NỮ PHƯỜNG MẪU",),
    "soft breaks": ("ĐẢNG ỦY PHƯỜNG MẪU\nBAN TUYÊN GIÁO VÀ DÂN VẬN", "***"),
}  # fmt: skip


@pytest.mark.parametrize("title", ["Lớp học buổi tối của cô Hà", "TRƯỜNG HỌC CỦA NHỮNG MÁI ĐẦU BẠC"])
@pytest.mark.parametrize("head", HEADS.values(), ids=list(HEADS))
def test_a_letterhead_is_told_and_not_taken_over(
    portal: Path, writer: Writer, tmp_path: Path, head: tuple[str, ...], title: str
) -> None:
    for line in head:
        writer.line(line, bold=True, centred=True)
    writer.line(title, bold=True, centred=True)
    writer.line(LEAD, bold=True)
    write_parts(writer)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert left_out == [one for line in head for one in line.split("\n") if re.search(r"\w", one)]
    assert (values["title"], values["lead"], values["parts"]) == (title, LEAD, list(TEXTS))
    assert "kicker" not in values


def test_a_letterhead_of_two_columns_is_told_and_not_taken_over(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.table(
        ("Đảng ủy phường Mẫu\nCHI BỘ 3\n*\nSố: 12-BC/CB", "ĐẢNG CỘNG SẢN VIỆT NAM\nPhường Mẫu, ngày 2 tháng 3 năm 2026")
    )
    writer.line("BÀI DỰ THI", bold=True, centred=True)
    writer.line(TITLE, bold=True, centred=True)
    write_parts(writer)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["kicker"], values["title"], values["parts"]) == ("BÀI DỰ THI", TITLE, list(TEXTS))
    assert left_out == ["Đảng ủy phường Mẫu", "CHI BỘ 3", "Số: 12-BC/CB", "ĐẢNG CỘNG SẢN VIỆT NAM",
                        "Phường Mẫu, ngày 2 tháng 3 năm 2026"]  # fmt: skip


@pytest.mark.parametrize("lead", [True, False], ids=["before a lead", "before the parts"])
def test_a_title_that_begins_like_the_name_of_a_body_is_a_title(
    portal: Path, writer: Writer, tmp_path: Path, lead: bool
) -> None:
    writer.line("HỘI NÔNG DÂN PHƯỜNG MẪU", centred=True)
    writer.line("TRƯỜNG HỌC CỦA NHỮNG MÁI ĐẦU BẠC", bold=True, centred=True)
    if lead:
        writer.line(LEAD, bold=True)
    write_parts(writer)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["title"], left_out) == ("TRƯỜNG HỌC CỦA NHỮNG MÁI ĐẦU BẠC", ["HỘI NÔNG DÂN PHƯỜNG MẪU"])


def test_a_day_below_the_title_is_told_and_not_taken_over(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    writer.line("Phường Mẫu, ngày 02 tháng 3 năm 2026", italic=True)
    write_parts(writer)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["parts"], left_out) == (list(TEXTS), ["Phường Mẫu, ngày 02 tháng 3 năm 2026"])


@pytest.mark.parametrize(
    "lines",
    [
        ("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "(Đã ký)", "Trần Thị Mẫu"),
        ("Phường Mẫu, ngày 02 tháng 3 năm 2026", "T/M CHI BỘ", "PHÓ BÍ THƯ", "", "", "Trần Thị Mẫu"),
        ("Nơi nhận:", "- Ban Tổ chức cuộc thi;", "- Lưu Văn phòng.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TRẦN THỊ MẪU"),
    ],
    ids=["party", "with a day", "with copies"],
)
@pytest.mark.parametrize("behind", ["Bài và ảnh: Nguyễn Văn Mẫu", ""], ids=["byline", "end"])
def test_signatures_are_told_and_not_taken_over(
    portal: Path, writer: Writer, tmp_path: Path, lines: tuple[str, ...], behind: str
) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    write_parts(writer)
    for line in lines:
        writer.line(line, bold=True).alignment = 2
    if behind:
        writer.line(behind, italic=True)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["parts"], left_out) == (list(TEXTS), [one for one in lines if one])
    assert values["byline"] == ("Nguyễn Văn Mẫu (bài và ảnh)" if behind else "(điền tên người viết)")


def test_who_signs_as_the_writer_is_the_writer(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    write_parts(writer)
    writer.table(("XÁC NHẬN CỦA CHI BỘ", "NGƯỜI VIẾT"), ("Trần Thị Mẫu", "Nguyễn Văn Mẫu"))
    writer.line("MỘT SỐ HÌNH ẢNH", bold=True, centred=True)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert values["byline"] == "Nguyễn Văn Mẫu"
    assert left_out == ["XÁC NHẬN CỦA CHI BỘ", "Trần Thị Mẫu", "NGƯỜI VIẾT", "Nguyễn Văn Mẫu"]
    assert values["parts"][4] == f"{TEXTS[4]}\n\n**MỘT SỐ HÌNH ẢNH**"


def test_prose_that_begins_like_a_signature_stays(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    write_parts(writer)
    prose = ("Thay mặt bà con, cụ Mẫu cảm ơn cô Hà", "Xác nhận điều ấy, tổ trưởng cười", "TM là tên lớp của cô Hà đấy.")
    for line in prose:
        writer.line(line)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert left_out == []
    assert values["parts"][4] == "\n\n".join((TEXTS[4], *prose))


@pytest.mark.parametrize(
    "kind", ["BÁO CÁO THÀNH TÍCH", "BÀI DỰ THI", "GƯƠNG ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2026", "Tham luận"]
)
@pytest.mark.parametrize("bold", [True, False], ids=["bold", "plain"])
def test_what_kind_of_text_it_is_stands_above_the_title(
    portal: Path, writer: Writer, tmp_path: Path, kind: str, bold: bool
) -> None:
    for line in (kind, "Lớp học buổi tối", "của cô Hà"):
        writer.line(line, bold=bold, centred=bold)
    writer.line(LEAD)
    write_parts(writer)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["kicker"], values["title"], values["lead"]) == (kind, "Lớp học buổi tối của cô Hà", LEAD)


def test_a_title_in_capitals_ends_where_others_begin_and_is_told(portal: Path, writer: Writer, tmp_path: Path) -> None:
    for line in ("LỚP HỌC BUỔI TỐI", "CỦA CÔ HÀ", "Chuyện ở một ngõ nhỏ"):
        writer.line(line, bold=True, centred=True)
    write_parts(writer)
    report = run(portal, writer.save(tmp_path / "bai.docx"), exemplar="co-le-thu-ha")
    assert values_of(page_of(portal, report))["title"] == "LỚP HỌC BUỔI TỐI CỦA CÔ HÀ"
    assert any("toàn chữ hoa" in one for one in report.notes)


def test_a_bold_line_below_text_is_no_title(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Lớp học buổi tối của cô Hà")
    writer.line(" ".join((LEAD, *TEXTS[:2])))
    writer.line("Không cầm máy hộ ai", bold=True)
    writer.line(TEXTS[2])
    assert front_of(portal, writer.save(tmp_path / "bai.docx"))["title"] == TITLE


def test_a_numbered_line_is_no_title(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("1. Cô giáo của cả ngõ", bold=True)
    writer.line(TEXTS[0])
    assert front_of(portal, writer.save(tmp_path / "lop-hoc.docx"))["title"] == "(điền tên bài viết)"


def test_an_entry_to_a_contest_names_title_and_writer(portal: Path, writer: Writer, tmp_path: Path) -> None:
    for line in ("BÀI DỰ THI", "VIẾT VỀ GƯƠNG “DÂN VẬN KHÉO”"):
        writer.line(line, bold=True, centred=True, size=16)
    for line in ("Họ và tên tác giả: Nguyễn Văn Mẫu", "Tên tác phẩm: “Lớp học buổi tối của cô Hà”"):
        writer.line(line)
    write_parts(writer)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["kicker"], values["title"]) == ("BÀI DỰ THI VIẾT VỀ GƯƠNG “DÂN VẬN KHÉO”", TITLE)
    assert (values["byline"], values["first"]) == ("Nguyễn Văn Mẫu (tác giả)", TEXTS[0])


def test_a_lead_may_begin_with_words_in_brackets(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18)
    writer.line(f"(Dân vận khéo) – {LEAD}", bold=True)
    write_parts(writer)
    assert front_of(portal, writer.save(tmp_path / "bai.docx"))["lead"] == f"(Dân vận khéo) – {LEAD}"


def test_signatures_beside_those_who_get_copies_are_left_out(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18)
    write_parts(writer)
    writer.table(("Nơi nhận:\n- Đảng ủy phường (b/c),\n- Lưu Chi bộ.", "T/M CHI BỘ\nBÍ THƯ\n\n\nTrần Văn Mẫu"))
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert values["parts"] == list(TEXTS)
    assert left_out == ["Nơi nhận:", "- Đảng ủy phường (b/c),", "- Lưu Chi bộ.", "T/M CHI BỘ", "BÍ THƯ", "Trần Văn Mẫu"]


def test_an_id_is_cut_between_syllables(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Lớp học buổi tối của cô Hà và ba mươi mốt học trò tóc bạc trong ngõ nhỏ", bold=True, size=18)
    write_parts(writer)
    report = run(portal, writer.save(tmp_path / "bai.docx"), exemplar="co-le-thu-ha")
    assert report.page.split("/")[-2] == "lop-hoc-buoi-toi-cua-co-ha-va-ba-muoi-mot-hoc-tro-toc-bac"


def test_title_and_lead_may_stand_in_boxes(portal: Path, writer: Writer, tmp_path: Path) -> None:
    for text in (TITLE, LEAD):
        writer.p(BOX.replace("Chữ trong hộp văn bản", text))
    write_parts(writer)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["title"], values["lead"], values["first"]) == (TITLE, LEAD, TEXTS[0])


def test_five_headings_below_a_title_of_their_kind_are_the_parts(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.styled(TITLE, "Heading 1")
    writer.line(LEAD, bold=True)
    names = ("Người trong ngõ", "Cái khó", "Ấm trà", "Ba mươi mốt cụ", "Lời cô dặn")
    for name, text in zip(names, TEXTS, strict=True):
        writer.styled(name, "Heading 1")
        writer.line(text)
    values, _ = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["title"], values["lead"], values["parts"]) == (TITLE, LEAD, list(TEXTS))


def test_a_story_set_in_columns_by_a_table_is_read_column_by_column(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    writer.line(TITLE, bold=True, size=18)
    texts = [f"{text} {text}" for text in TEXTS]
    [left, right] = writer.table(("", "")).rows[0].cells
    for number, (heading, text) in enumerate(zip(HEADINGS, texts, strict=True)):
        cell = left if number < 2 else right
        cell.add_paragraph().add_run(heading).bold = True
        cell.add_paragraph(text)
    values, _ = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert values["parts"] == texts


def test_a_report_may_have_results_in_its_title(portal: Path, writer: Writer, tmp_path: Path) -> None:
    for line in ("BÁO CÁO", "Kết quả thực hiện mô hình “Lớp học đêm”", "của cô Hà, tổ dân phố 7"):
        writer.line(line, bold=True, centred=True)
    writer.line("Thực hiện kế hoạch của phường, chi bộ tổ dân phố 7 báo cáo như sau:")
    write_parts(writer)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["kicker"], values["title"]) == (
        "BÁO CÁO", "Kết quả thực hiện mô hình “Lớp học đêm” của cô Hà, tổ dân phố 7",
    )  # fmt: skip
    assert values["lead"].startswith(NO_LEAD)


def test_a_body_below_the_writer_is_named_with_the_writer(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    for line in ("Nguyễn Thị Mẫu", "Hội Phụ nữ phường Mẫu"):
        writer.line(line, italic=True).alignment = 2
    write_parts(writer)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["byline"], values["first"]) == ("Nguyễn Thị Mẫu, Hội Phụ nữ phường Mẫu", TEXTS[0])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Phường Mẫu, ngày 02 tháng 3 năm 2026", True),
        ("Phường Mẫu, ngày … tháng … năm 2026.", True),
        ("Ngày 2 tháng 3 năm 2026", True),
        ("Mẫu, 02/3/2026", True),
        ("Phường Mẫu, tháng 5/2026", True),
        ("(Phường Mẫu, tháng 5 năm 2026)", True),
        ("Tháng 5/2026", False),
        ("Năm 2026", False),
        ("Phường Mẫu, một chiều tháng ba", False),
    ],
)
def test_lines_that_tell_place_and_day_are_known(text: str, is_one: bool) -> None:
    assert is_day(text) is is_one


def test_a_day_at_the_end_is_told_and_not_taken_over(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    write_parts(writer)
    writer.line("Phường Mẫu, tháng 5/2026", italic=True)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["parts"], left_out) == (list(TEXTS), ["Phường Mẫu, tháng 5/2026"])


def test_a_list_below_a_signature_is_left_out_only_where_it_names_who_gets_copies(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    write_parts(writer)
    writer.line("NGƯỜI VIẾT", bold=True)
    writer.styled("Bà Lan đi từng nhà", "List Number")
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["parts"][4], left_out) == (f"{TEXTS[4]}\n\n1. Bà Lan đi từng nhà", ["NGƯỜI VIẾT"])


def test_parts_that_are_counted_in_a_line_of_their_own_are_found(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line(TITLE, bold=True, size=18, centred=True)
    names = ("NHÂN VẬT", "CHUYỆN KHÓ", "CÁCH LÀM", "KẾT QUẢ", "LỜI DẶN")
    for word, name, text in zip(("NHẤT", "HAI", "BA", "TƯ", "NĂM"), names, TEXTS, strict=True):
        writer.line(f"PHẦN THỨ {word}", bold=True, centred=True)
        writer.line(name, bold=True, centred=True)
        writer.line(text)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    sections = split_parts(str(values["body"])).sections
    assert [(one.title, one.text) for one in sections] == list(zip(names, TEXTS, strict=True))


def test_headings_beside_those_of_the_outline_are_parts_by_their_place(
    portal: Path, writer: Writer, tmp_path: Path
) -> None:
    writer.styled(TITLE, "Title")
    names = ("Người trong ngõ", "Nỗi lo", "Cách làm", "Kết quả", "Bài học kinh nghiệm")
    for name, text in zip(names, TEXTS, strict=True):
        writer.styled(name, "Heading 2")
        writer.line(text)
    values = front_of(portal, writer.save(tmp_path / "bai.docx"))
    assert [one.title for one in split_parts(str(values["body"])).sections] == list(names)


def test_a_coat_of_arms_does_not_hide_a_letterhead(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.photo(draw_photo("PNG", (60, 60)))
    writer.line("ỦY BAN NHÂN DÂN PHƯỜNG MẪU\nSố: 12/BC-UBND", centred=True)
    writer.line(TITLE, bold=True, centred=True)
    write_parts(writer)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert (values["title"], left_out) == (TITLE, ["ỦY BAN NHÂN DÂN PHƯỜNG MẪU", "Số: 12/BC-UBND"])
    assert [one["file"] for one in values["photos"]] == ["anh-1.png"]


def test_a_table_about_the_person_is_no_letterhead(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.table(("Họ và tên", "Lê Thu Hà"), ("Đơn vị", "HỘI PHỤ NỮ PHƯỜNG MẪU"))
    writer.line(TITLE, bold=True, size=18)
    write_parts(writer)
    values, left_out = told_of(portal, writer.save(tmp_path / "bai.docx"))
    assert left_out == []
    assert "| Đơn vị | HỘI PHỤ NỮ PHƯỜNG MẪU |" in values["parts"][0]
