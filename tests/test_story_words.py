"""However the lines of a Word story are mixed, none of its words is lost: each is on the page or told as left out."""

from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.office.blocks import Block, Box, Look, Manuscript, Paragraph, Picture, Table
from generator.importing.story.draft import draft_story
from generator.importing.story.kept import Kept
from generator.importing.story.page import render_story
from generator.importing.story.photos import NoPhoto, Photo, PhotoFile, take_photos
from generator.importing.story.proof import find_lost_words
from generator.loading import load_records
from tests.portals import SITES

LINES = (
    "Lớp học buổi tối của cô Hà", "ĐẢNG BỘ PHƯỜNG MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12-BC/CB",
    "Phường Mẫu, ngày 2 tháng 3 năm 2026", "Kính gửi: Ban Tổ chức", "BÁO CÁO THÀNH TÍCH", "Tên bài: Tóm tắt: một hai",
    "Tóm tắt: một hai ba bốn năm sáu bảy tám chín.", "SAPÔ:", "Sapo: (một) <b>hai</b> & *ba* _bốn_ năm sáu bảy tám",
    "1. Nhân vật", "Bối cảnh", "III. CÁCH LÀM", "PHẦN THỨ BA", "Phần thứ tư: Kết quả", "e) Kinh nghiệm",
    "Cách làm: Bà Lan đến nhà.",
    "Ảnh 1: Cô Hà", "Ảnh: Cô Hà bên các cụ ngồi", "Ảnh: Mẫu", "Hình 2. Cô Hà (Ảnh: Mẫu)", "Ảnh 3", "Trong ảnh: cô Hà",
    "Bài và ảnh: Mẫu Văn", "Họ và tên tác giả: Trần Mẫu", "Nguyễn Văn Mẫu", "TM. CHI BỘ", "BÍ THƯ", "(đã ký)",
    "Nơi nhận:", "- Như trên;", "- Bà ơi?", "+ mở lớp", "NGƯỜI VIẾT", "XÁC NHẬN CỦA ĐẢNG ỦY", "-----", "1",
    "Một câu ngắn không chấm", "Một câu ngắn có chấm.", "Câu này dài nên là văn xuôi, kể chuyện cô Hà. " * 3,
    "dòng đầu có đủ mười chữ để thành văn xuôi nhé\nTóm tắt: dòng hai", "ĐẢNG ỦY PHƯỜNG MẪU\nHỘI PHỤ NỮ\nLớp học",
)  # fmt: skip
EXEMPLAR = load_records(SITES / "small").records.exemplars["chi-sen"]
PHOTOS: tuple[Photo, ...] = (PhotoFile("PNG", b"anh", 1200, 900), NoPhoto("bị hỏng."))


def write(line: str, look: Look, label: str, depth: int) -> Paragraph:
    text = "".join(f"\\{one}" if one in "\\*<_" else one for one in line.strip())
    if look.bold:
        text = "\n".join(f"<strong>{one}</strong>" for one in text.split("\n"))
    return Paragraph(text, " ".join(line.split()), look, label, depth if label else 0)


looks = st.builds(
    Look,
    style=st.sampled_from(("normal", "normal", "normal", "title", "caption")),
    level=st.sampled_from((0, 0, 0, 1, 2)),
    bold=st.booleans(),
    italic=st.booleans(),
    centred=st.booleans(),
    right=st.booleans(),
    size=st.sampled_from((26, 26, 36)),
)
paragraphs = st.builds(
    write, st.sampled_from(LINES), looks, st.sampled_from(("", "", "", "•", "1.", "a)")), st.integers(0, 1)
)
cells = st.lists(paragraphs, max_size=2).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    paragraphs,
    paragraphs,
    paragraphs,
    st.builds(
        Picture,
        st.just("word/media/a.png"),
        st.just(""),
        beside=st.booleans(),
        floats=st.booleans(),
        alone=st.booleans(),
    ),
    st.lists(paragraphs, min_size=1, max_size=2).map(lambda lines: Box(tuple(lines))),
    st.lists(st.tuples(cells, cells), min_size=1, max_size=3).map(lambda rows: Table(tuple(rows))),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=20), st.lists(st.sampled_from(PHOTOS), min_size=20, max_size=20))
def test_no_mixture_of_lines_loses_a_word(found: list[Block], photos: list[Photo]) -> None:
    manuscript = Manuscript(tuple(found), {})
    draft = draft_story(manuscript)
    draft = msgspec.structs.replace(draft, title=draft.title or "bài")
    taken, _ = take_photos(photos[: len(draft.shots)], draft.shots, "bai.docx")
    page = render_story(draft, manuscript, taken, exemplar=EXEMPLAR, kept=Kept(), today=date(2026, 3, 2))
    lost = find_lost_words(manuscript, page, "bai.docx", left_out=(*draft.labels, *draft.left_out))
    assert [one.wrong for one in lost] == []
