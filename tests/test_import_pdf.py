"""`dvk import plan` of a PDF: the order in which people read, tables kept, nothing lost, harm kept out."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.document import Document, Grid, PageText, SourceLine, Table
from generator.importing.facts import FactKind, find_facts
from generator.importing.faults import find_faults
from generator.importing.forms import split_forms
from generator.importing.inline import plain_text, read_inline
from generator.importing.lines import join_lines, measure_layout, read_lines
from generator.importing.outline import outline_plan
from generator.importing.page import render_body
from generator.importing.pdf.reader import MOST_PAGES, read_pdf
from generator.importing.plan import ImportReport, import_plan, read_plan
from generator.importing.proof import find_lost_word, find_word_lost_from_pages
from generator.importing.reading import as_document, read_document
from generator.markup import render_markdown
from generator.problems import Problem
from tests.pdfs import (
    Placed,
    add_columns,
    add_page_number,
    add_table,
    add_text,
    assemble,
    make_pdf,
    new_letter,
    set_as_pdf,
    stream,
)
from tests.portals import TODAY
from tests.test_import_plan import DOCUMENTS, SEED_NUMBERS, SEEDS, page_words, read_source

# --- documents that LibreOffice has set -----------------------------------------------------------

HEAD = "Kế hoạch mẫu của phường Mẫu Sơn"
BODY = (
    "Các chi bộ, đơn vị mẫu tổ chức quán triệt nội dung phong trào đến cán bộ, đảng viên và Nhân dân, gắn với nhiệm vụ "
    "chính trị của từng đơn vị; chọn việc thiết thực, vừa sức, có địa chỉ cụ thể, có người chịu trách nhiệm. Sau mỗi "
    "quý có đánh giá, rút kinh nghiệm mẫu."
)
FORM_HEAD = ["TT", "Tên mô hình", "Đơn vị thực hiện", "Ghi chú"]


def letter() -> WordDocument:
    """Five pages with all that a page adds, the letterhead in two columns, the form over two pages."""
    document = new_letter()
    add_page_number(document, HEAD)
    left = ["ĐẢNG BỘ THÀNH PHỐ MẪU", "BAN THƯỜNG VỤ", "ĐẢNG ỦY PHƯỜNG MẪU SƠN", "*", "Số 12-KH/ĐU"]
    add_columns(document, left, ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "Mẫu Sơn, ngày 05/01/2027"])
    add_text(document, "")
    add_text(document, "**KẾ HOẠCH**", centred=True)
    add_text(document, "**thực hiện phong trào “Dân vận khéo” năm 2027**", centred=True)
    add_text(document, "")
    add_text(document, "Thực hiện hướng dẫn mẫu, Đảng ủy phường Mẫu Sơn xây dựng kế hoạch năm 2027 như sau:")
    for roman, name in (("I", "MỤC ĐÍCH, YÊU CẦU"), ("II", "NỘI DUNG"), ("III", "TỔ CHỨC THỰC HIỆN")):
        add_text(document, f"**{roman}. {name}**")
        for number in (1, 2):
            add_text(document, f"**{number}. Việc thứ {number} của phần {roman}**")
            for sign in ("", "- ", "- "):
                add_text(document, sign + BODY)
    left = ["Nơi nhận:", "- Ban Xây dựng Đảng,", "- Các chi bộ,", "- Lưu Văn phòng."]
    add_columns(document, left, ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "", "", "Trần Văn Mẫu"])
    add_text(document, "Mẫu 1", centred=True)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    add_text(document, "**DANH SÁCH ĐĂNG KÝ MÔ HÌNH**", centred=True)
    rows = [[str(row), f"Mô hình mẫu thứ {row} có tên dài", f"Tổ dân phố số {row}", ""] for row in range(1, 31)]
    add_table(document, [FORM_HEAD, *rows])
    return document


def merged_form() -> WordDocument:
    """A form on its side: a heading of two rows with cells over columns and rows, a section over the whole width."""
    document = new_letter()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    add_text(document, "Mẫu 1", centred=True)
    empty = [""] * 6
    add_table(document, [empty, empty, empty, ["1", "Tổ mẫu", "2", "3", "4", "5"]], head=0)
    table = document.tables[0]
    for corner, far, text in (
        ((0, 0), (1, 0), "TT"), ((0, 1), (1, 1), "Đơn vị"), ((0, 2), (0, 3), "Tập thể"), ((0, 4), (0, 5), "Cá nhân"),
        ((2, 1), (2, 5), "Lĩnh vực kinh tế"),
    ):  # fmt: skip
        table.cell(*corner).merge(table.cell(*far)).text = text
    for column, text in enumerate(("Số lượng", "Mô hình", "Số lượng", "Mô hình"), start=2):
        table.cell(1, column).text = text
    table.cell(2, 0).text = "I"
    add_text(document, f"Ghi chú mẫu: {BODY}")
    return document


def set_again(text: str) -> WordDocument:
    """A text as a Word document: its paragraphs set anew, its forms line by line, its tables with borders."""
    document = new_letter()
    add_marked_text(document, text)
    return document


def add_marked_text(document: WordDocument, text: str) -> None:
    """The same below what the document has already."""
    source = read_lines(text)
    body, forms = split_forms(source)
    lines = [item for item in body if isinstance(item, SourceLine)]
    for piece in join_lines(lines, measure_layout(lines)):
        _add_marked(document, piece.passage.text)
    for item in forms:
        if isinstance(item, Grid):
            add_table(document, [[plain_text(cell) for cell in row] for row in item.rows], head=0)
        else:
            _add_marked(document, re.sub(r"^#+ (.*)", r"**\1**", item.text))


def _add_marked(document: WordDocument, text: str) -> None:
    """A paragraph with the bold words of a text in bold, and its line ends kept."""
    add_text(document, "")
    paragraph = document.paragraphs[-1]
    bold = False
    for token in read_inline(text):
        if token.value == "strong" and token.kind != "text":
            bold = token.kind == "open"
        elif token.kind in ("text", "break"):
            paragraph.add_run("\n" if token.kind == "break" else token.value).bold = bold


@pytest.fixture(scope="module")
def set_documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Shape: {name: PDF}; without the real documents where the repository stands alone."""
    names = [name for name in DOCUMENTS if name not in SEED_NUMBERS or SEEDS.is_dir()]
    makers: dict[str, Callable[[], WordDocument]] = {name: partial(set_again, read_source(name)) for name in names}
    return set_as_pdf(tmp_path_factory.mktemp("pdf"), {"letter": letter, "merged": merged_form} | makers)


def read_set(documents: dict[str, Path], name: str) -> Document:
    if name not in documents:
        pytest.skip("văn bản gốc không kèm theo kho mã")
    return read(documents[name])


def read(path: Path) -> Document:
    document = read_document(path, path.name)
    assert isinstance(document, Document), document
    return document


def printed(document: Document) -> list[str]:
    """Its lines without marks."""
    return [plain_text(line) for line in document.text.split("\n")]


def words_in(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"<[^>]+>|[\\*]", "", text))


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_plan_set_as_pdf_keeps_every_word_in_its_order(set_documents: dict[str, Path], name: str) -> None:
    document = read_set(set_documents, name)
    html = render_markdown(render_body(outline_plan(document.source)))
    assert words_in(" ".join(page_words(html))) == words_in(read_source(name))
    assert document.dropped == ()


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_plan_set_as_pdf_has_the_headings_of_its_text(set_documents: dict[str, Path], name: str) -> None:
    found = outline_plan(read_set(set_documents, name).source).headings
    expected = read_plan(read_source(name)).headings
    assert [(one.level, one.anchor) for one in found] == [(one.level, one.anchor) for one in expected]


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_plan_set_as_pdf_has_the_deadlines_of_its_text(set_documents: dict[str, Path], name: str) -> None:
    plans = outline_plan(read_set(set_documents, name).source), read_plan(read_source(name))
    found, expected = ([fact for fact in find_facts(plan) if fact.kind is FactKind.DEADLINE] for plan in plans)
    assert [(fact.printed, fact.value) for fact in found] == [(fact.printed, fact.value) for fact in expected]


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_plan_set_as_pdf_has_the_faults_of_its_text(set_documents: dict[str, Path], name: str) -> None:
    plans = outline_plan(read_set(set_documents, name).source), read_plan(read_source(name))
    # Where a blank line breaks a sentence in a text, a page has nothing.
    found, expected = (
        sorted((one.code, one.wrong) for one in find_faults(plan, "mẫu") if one.code != "broken-sentence")
        for plan in plans
    )
    # Where a number was used before is told by its line, which is another one here.
    assert [(code, re.sub(r"dòng \d+", "", wrong)) for code, wrong in found] == [
        (code, re.sub(r"dòng \d+", "", wrong)) for code, wrong in expected
    ]


@pytest.mark.office
def test_columns_are_read_one_after_the_other(set_documents: dict[str, Path]) -> None:
    lines = printed(read_set(set_documents, "letter"))
    assert lines[:8] == [
        "ĐẢNG BỘ THÀNH PHỐ MẪU", "BAN THƯỜNG VỤ", "ĐẢNG ỦY PHƯỜNG MẪU SƠN", "*", "Số 12-KH/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM", "Mẫu Sơn, ngày 05/01/2027", "KẾ HOẠCH",
    ]  # fmt: skip
    closing = lines.index("Nơi nhận:")
    assert lines[closing : closing + 7] == [
        "Nơi nhận:", "- Ban Xây dựng Đảng,", "- Các chi bộ,", "- Lưu Văn phòng.",
        "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Văn Mẫu",
    ]  # fmt: skip


@pytest.mark.office
def test_page_numbers_and_running_heads_are_left_out_and_told(set_documents: dict[str, Path], tmp_path: Path) -> None:
    document = read_set(set_documents, "letter")
    pages = len(document.pages)
    assert pages >= 4
    assert HEAD not in printed(document)
    heads = [HEAD] * pages + [str(number) for number in range(1, pages + 1)]
    assert sorted(document.dropped) == sorted([*heads, " ".join(FORM_HEAD)])
    report = import_plan(set_documents["letter"], root=tmp_path, today=TODAY, dry_run=True)
    assert any(f"Đã bỏ {2 * pages + 1} dòng" in note and HEAD in note for note in report.notes)


@pytest.mark.office
def test_a_form_over_two_pages_is_one_table(set_documents: dict[str, Path]) -> None:
    grids = [item for item in read_set(set_documents, "letter").source if isinstance(item, Grid)]
    assert len(grids) == 1
    assert list(grids[0].rows[0]) == FORM_HEAD
    assert [row[0] for row in grids[0].rows[1:]] == [str(row) for row in range(1, 31)]
    assert grids[0].rows[30] == ("30", "Mô hình mẫu thứ 30 có tên dài", "Tổ dân phố số 30", "")


@pytest.mark.office
def test_a_forms_heading_keeps_its_spans_and_its_note_is_one(set_documents: dict[str, Path]) -> None:
    plan = outline_plan(read_set(set_documents, "merged").source)
    table = next(block for block in plan.forms if isinstance(block, Table))
    assert [[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in table.head] == [
        [("TT", 1, 2), ("Đơn vị", 1, 2), ("Tập thể", 2, 1), ("Cá nhân", 2, 1)],
        [("Số lượng", 1, 1), ("Mô hình", 1, 1), ("Số lượng", 1, 1), ("Mô hình", 1, 1)],
    ]
    assert [cell.text for cell in table.body[0]] == ["I", "Lĩnh vực kinh tế", "", "", "", ""]
    assert f"Ghi chú mẫu: {BODY}" in render_markdown(render_body(plan))


@pytest.mark.office
def test_a_paragraph_goes_on_over_lines_and_pages(set_documents: dict[str, Path]) -> None:
    html = render_markdown(render_body(outline_plan(read_set(set_documents, "letter").source)))
    assert html.count(f"<p>{BODY}</p>") == 6
    assert html.count(f"<li>{BODY}") == 12


@pytest.mark.office
def test_a_title_signature_and_form_have_their_places(set_documents: dict[str, Path]) -> None:
    plan = outline_plan(read_set(set_documents, "letter").source)
    assert [plain_text(line) for line in plan.title_lines] == [
        "KẾ HOẠCH",
        "thực hiện phong trào “Dân vận khéo” năm 2027",
    ]
    anchors = [heading.anchor for heading in plan.headings]
    assert anchors == ["i", "i-1", "i-2", "ii", "ii-1", "ii-2", "iii", "iii-1", "iii-2", "bieu-mau", "mau-1"]


@pytest.mark.office
def test_an_import_of_a_pdf_writes_the_page(set_documents: dict[str, Path], tmp_path: Path) -> None:
    report = import_plan(set_documents["letter"], root=tmp_path, today=TODAY)
    assert report.written
    assert report.page == "content/ke-hoach/mau-son-2027.md"
    assert 'source_file: "letter.pdf"' in (tmp_path / report.page).read_text(encoding="utf-8")


# --- letters put by hand --------------------------------------------------------------------------


def save(folder: Path, content: bytes) -> Path:
    path = folder / "ke-hoach.pdf"
    path.write_bytes(content)
    return path


def lines_of(folder: Path, *pages: Sequence[Placed], drawn: str = "") -> list[str]:
    return printed(read(save(folder, make_pdf(pages, drawn=drawn))))


Fields = dict[tuple[int, int], str]


def down(*texts: str, left: float = 72, top: float = 700) -> list[Placed]:
    return [(left, top - 16 * at, text) for at, text in enumerate(texts)]


def test_marks_above_letters_become_one_letter(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Thực hiện kế hoạch của Đảng ủy phường")
    assert lines_of(tmp_path, down(decomposed)) == ["Thực hiện kế hoạch của Đảng ủy phường"]


def test_ligatures_become_letters(tmp_path: Path) -> None:
    assert lines_of(tmp_path, down("Tệp ﬁle, oﬃce, ﬂash, oﬀ")) == ["Tệp file, office, flash, off"]


def test_letters_that_nobody_sees_are_no_words(tmp_path: Path) -> None:
    assert lines_of(tmp_path, down("Kế\u200b ho\u00adạch\ufeff mẫu")) == ["Kế hoạch mẫu"]


LONG = "Trang Facebook của phường mẫu đưa tin đều đặn, đơn vị nào cũng gửi bài theo"


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("Face\u00ad", "book mẫu", "Facebook"),
        ("Face-", "book mẫu", "Facebook"),
        ("kinh tế-", "xã hội mẫu", "kinh tế-xã"),
        ("số 127-", "KH/ĐU mẫu", "số 127-KH/ĐU"),
        ("dân tộc -", "tôn giáo mẫu", "dân tộc -"),
    ],
    ids=["soft", "known-word", "printed", "number", "dash"],
)
def test_a_hyphen_at_a_lines_end_goes_only_when_the_word_is_one(
    tmp_path: Path, end: str, start: str, joined: str
) -> None:
    lines = lines_of(tmp_path, down(f"{LONG} {end}", f"{start} và các đơn vị khác của phường đều đã gửi bài đủ."))
    assert lines[0] == f"{LONG} {joined}"


def test_letters_are_read_from_left_to_right_whatever_the_files_order(tmp_path: Path) -> None:
    page: list[Placed] = [(200, 700, "hoạch"), (72, 684, "Dòng hai"), (172, 700, "Kế"), (235, 700, "mẫu")]
    assert lines_of(tmp_path, page) == ["Kế hoạch mẫu", "Dòng hai"]


def test_signs_that_markdown_knows_are_printed_as_they_are(tmp_path: Path) -> None:
    texts = ("# Số 5 * 3 < 16 & 2_3_4", "* Lưu ý: <b>giữ nguyên</b> **hai sao** \\ [a](b)", "1986. Năm ấy | cột")
    report = import_plan(save(tmp_path, make_pdf([down(*texts)])), root=tmp_path, today=TODAY, dry_run=True)
    assert errors(report) == []
    html = render_markdown(report.text.split("---\n", 2)[2])
    assert "# Số 5 * 3 &lt; 16 &amp; 2_3_4" in html
    assert "* Lưu ý: &lt;b&gt;giữ nguyên&lt;/b&gt; **hai sao** \\ [a](b)" in html


def test_a_hanging_number_is_no_column(tmp_path: Path) -> None:
    left = down("1.", "2.", "3.")
    right = down("Việc thứ nhất", "Việc thứ hai", "Việc thứ ba", left=110)
    assert lines_of(tmp_path, [*left, *right]) == ["1. Việc thứ nhất", "2. Việc thứ hai", "3. Việc thứ ba"]


def test_columns_with_lines_at_other_heights_do_not_mix(tmp_path: Path) -> None:
    left = down("ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU SƠN", "Số: 05/KH-UBND")
    right = down("CỘNG HÒA MẪU", "Độc lập - Tự do - Hạnh phúc", left=330, top=694)
    assert lines_of(tmp_path, [*left, *right]) == [one[2] for one in (*left, *right)]


def test_two_blanks_within_a_sentence_are_no_gutter(tmp_path: Path) -> None:
    page: list[Placed] = [
        (72, 700, "Các chi bộ mẫu đánh giá hiệu quả"),
        (246, 700, "thực hiện của mô hình"),
        (72, 684, "mẫu."),
    ]
    assert lines_of(tmp_path, page) == ["Các chi bộ mẫu đánh giá hiệu quả thực hiện của mô hình", "mẫu."]


def test_a_narrow_column_far_from_the_other_is_one(tmp_path: Path) -> None:
    left: list[Placed] = [(140, 700, "ĐƠN VỊ..."), (160, 680, "*")]
    right: list[Placed] = [(320, 700, "ĐẢNG CỘNG SẢN VIỆT NAM"), (330, 680, "Ngày ... tháng ... năm 2027")]
    page = [left[0], right[0], left[1], right[1], (250, 640, "DANH SÁCH MẪU")]
    assert lines_of(tmp_path, page) == [one[2] for one in (*left, *right, page[-1])]


def test_a_line_drawn_apart_to_both_edges_is_no_pair_of_columns(tmp_path: Path) -> None:
    words = ["Kế", "hoạch", "mẫu", "của", "phường", "mẫu"]
    page: list[Placed] = [(72 + 80 * at, 700 - 16 * row, word) for row in (0, 1) for at, word in enumerate(words)]
    assert lines_of(tmp_path, page) == [" ".join(words)] * 2


def test_a_footnotes_number_stays_with_its_word(tmp_path: Path) -> None:
    page: list[Placed] = [(72, 700, "Tóm tắt thành tích"), (166.4, 705, "1", 7), (72, 684, "của tập thể.")]
    document = read(save(tmp_path, make_pdf([page])))
    assert document.text.split("\n") == ["Tóm tắt thành tích<sup>1</sup>", "của tập thể."]


def test_a_word_that_a_scan_has_too_high_is_no_footnotes_number(tmp_path: Path) -> None:
    page: list[Placed] = [(72, 700, "Tóm tắt"), (120, 703, "thành", 9), (160, 700, "tích mẫu")]
    assert read(save(tmp_path, make_pdf([page]))).text == "Tóm tắt thành tích mẫu"


SEPARATOR = "72 90 m 200 90 l S\n"


def test_a_footnote_stands_behind_the_paragraph_that_goes_on_over_its_page(tmp_path: Path) -> None:
    lines = [f"{LONG} đầy đủ của mình", f"{LONG} đầy đủ của các", "bạn mẫu, đúng ngày, đúng giờ.", "Đoạn sau của mẫu."]
    first = [*down(*lines[:2], top=140), (72, 76, "1 Theo hướng dẫn mẫu."), (72, 60, "2 Gồm cả tổ mẫu.")]
    second = [*down(*lines[2:], top=780), (72, 76, "3 Chú thích cuối.")]
    document = read(save(tmp_path, make_pdf([first, second], drawn=SEPARATOR)))
    pieces = render_body(outline_plan(document.source)).split("\n\n")
    assert pieces == [
        " ".join(lines[:3]), "1 Theo hướng dẫn mẫu.", "2 Gồm cả tổ mẫu.", "Đoạn sau của mẫu.", "3 Chú thích cuối."
    ]  # fmt: skip


def test_a_line_below_a_title_is_no_line_above_footnotes(tmp_path: Path) -> None:
    lines = ["Danh sách mẫu", "1 Tổ mẫu một", "2 Tổ mẫu hai"]
    page: list[Placed] = [(72, 560, lines[0]), (72, 500, lines[1]), (72, 484, lines[2]), (72, 60, "Dòng cuối")]
    drawn = "200 550 m 390 550 l S\n"
    assert lines_of(tmp_path, page, drawn=drawn) == [*lines, "Dòng cuối"]


def test_a_page_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    pages = [[*down("Cột trái một", "Cột trái hai"), *down("Cột phải một", "Cột phải hai", left=330)]]
    upright = read(save(tmp_path, make_pdf(pages)))
    assert printed(upright) == ["Cột trái một", "Cột trái hai", "Cột phải một", "Cột phải hai"]
    assert read(save(tmp_path, make_pdf(pages, turned=True))) == upright


WORDS = ("Kế", "hoạch", "I.", "-", "2.1.", "mẫu;", "**", "#", "năm", "2027.", "a)", "Nơi", "nhận:", "TT", "5", "<b>")
fields = st.tuples(st.integers(0, 5), st.integers(0, 40))
placed = st.dictionaries(fields, st.sampled_from(WORDS), min_size=1, max_size=60)


@given(st.lists(placed, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_no_arrangement_of_words_loses_one(tmp_path_factory: pytest.TempPathFactory, pages: list[Fields]) -> None:
    path = tmp_path_factory.getbasetemp() / "fields.pdf"
    content = [[(60 + 80 * x, 800 - 18 * y, word) for (x, y), word in page.items()] for page in pages]
    path.write_bytes(make_pdf([*content, down("Chữ mẫu")]))
    document = as_document(read_pdf(path, "mẫu.pdf"))
    html = render_markdown(render_body(outline_plan(document.source)))
    assert find_lost_word(document.text, html, "mẫu.pdf") is None
    assert find_word_lost_from_pages(document, html, "mẫu.pdf") is None


# --- tables ---------------------------------------------------------------------------------------


def box(xs: Sequence[float], ys: Sequence[float], *, without: str = "") -> str:
    """Strokes of a table with these borders; `without` the stroke of the upright border 200 in the first row."""
    level = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    upright = ""
    for x in xs:
        top = ys[1] if without and x == 200 else ys[0]
        upright += f"{x} {top} m {x} {ys[-1]} l S\n"
    return level + upright


def test_a_cell_over_two_columns_leaves_the_second_empty(tmp_path: Path) -> None:
    page: list[Placed] = [
        (76, 690, "TT"), (110, 690, "Hai cột chung"),
        (110, 670, "Tập thể"), (210, 670, "Cá nhân"),
        (76, 650, "1"), (110, 650, "Tổ mẫu"), (210, 650, "Bà Mẫu"),
    ]  # fmt: skip
    drawn = box((72, 105, 200, 320), (705, 685, 665, 645), without="200")
    document = read(save(tmp_path, make_pdf([page], drawn=drawn)))
    assert [item.rows for item in document.source if isinstance(item, Grid)] == [
        (("TT", "Hai cột chung", ""), ("", "Tập thể", "Cá nhân"), ("1", "Tổ mẫu", "Bà Mẫu"))
    ]


def test_lines_of_a_cell_run_on_and_items_of_a_list_do_not(tmp_path: Path) -> None:
    page: list[Placed] = [
        (76, 690, "Tên"), (206, 690, "Nội dung"),
        (76, 670, "Tổ mẫu"), (206, 670, "Vận động"), (206, 656, "người dân"), (206, 642, "- Một việc"),
    ]  # fmt: skip
    drawn = box((72, 201, 320), (705, 685, 630))
    document = read(save(tmp_path, make_pdf([page], drawn=drawn)))
    grid = next(item for item in document.source if isinstance(item, Grid))
    assert grid.rows[1] == ("Tổ mẫu", "Vận động người dân\n- Một việc")


def test_a_frame_around_text_and_a_rule_below_it_are_no_table(tmp_path: Path) -> None:
    drawn = box((60, 400), (720, 660)) + "72 640 m 200 640 l S\n"
    document = read(save(tmp_path, make_pdf([down("Dòng một trong khung", "Dòng hai trong khung")], drawn=drawn)))
    assert not any(isinstance(item, Grid) for item in document.source)
    assert printed(document) == ["Dòng một trong khung", "Dòng hai trong khung"]


# --- what a page adds -----------------------------------------------------------------------------


def numbered(number: str, *, left: float = 295, top: float = 800) -> list[Placed]:
    return [(left, top, number), *down("Dòng chữ của trang này khác", "các trang khác ở chỗ có số", left=72)]


def test_numbers_that_count_on_in_the_middle_of_the_edge_are_dropped(tmp_path: Path) -> None:
    document = read(save(tmp_path, make_pdf([numbered("- 4 -"), numbered("- 5 -")])))
    assert document.dropped == ("- 4 -", "- 5 -")


@pytest.mark.parametrize(
    "pages",
    [
        [numbered("7"), numbered("9")],
        [numbered("7")],
        [numbered("1", left=72), numbered("2", left=72)],
        [numbered("1", top=500), numbered("2", top=500)],
    ],
    ids=["do-not-count", "alone", "at-the-side", "within-the-text"],
)
def test_other_numbers_stay(tmp_path: Path, pages: list[list[Placed]]) -> None:
    assert read(save(tmp_path, make_pdf(pages))).dropped == ()


def test_a_line_on_two_pages_is_no_running_head(tmp_path: Path) -> None:
    page = [*down("Đảng ủy phường Mẫu Sơn", top=800), *down("Chữ của trang")]
    assert read(save(tmp_path, make_pdf([page, page]))).dropped == ()
    assert read(save(tmp_path, make_pdf([page, page, page]))).dropped == ("Đảng ủy phường Mẫu Sơn",) * 3


# --- the proof ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "dropped", "lost"),
    [
        ("<p>ba một hai</p>", ("4",), False),
        ("<p>một hai</p>", ("4",), True),
        ("<p>một hai ba ba</p>", ("4",), True),
        ("<p>một hai ba</p>", (), True),
        ("<p>một hai bốn</p>", ("4",), True),
        ("<p>m ột h ai b a</p>", ("4",), True),
    ],
    ids=["other-order", "lost", "added", "not-dropped", "changed", "cut-to-pieces"],
)
def test_words_of_the_pages_are_counted_whatever_their_order(html: str, dropped: tuple[str, ...], lost: bool) -> None:
    document = Document((), "", (PageText(1, "một hai"), PageText(2, "ba\n4")), dropped)
    problem = find_word_lost_from_pages(document, html, "mẫu.pdf")
    assert (problem is not None) is lost
    assert problem is None or problem.code == "word-lost"


def test_a_word_that_only_ends_elsewhere_is_not_lost() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười Face-book"
    html = f"<p>{text.replace('Face-book', 'Facebook')}</p>" * 3
    document = Document((), "", (PageText(1, f"{text} {text} {text}"),))
    assert find_word_lost_from_pages(document, html, "mẫu.pdf") is not None
    assert find_word_lost_from_pages(document, f"<p>{text} {text} {text[:-9]}Facebook</p>", "mẫu.pdf") is None


def test_a_fault_says_its_page(tmp_path: Path) -> None:
    pages = [down("KẾ HOẠCH", "I. MỤC ĐÍCH", "Lời mở đầu."), down("II. HẠN", "- Gửi trước ngày 31/11/2027.")]
    report = import_plan(save(tmp_path, make_pdf(pages)), root=tmp_path, today=TODAY, dry_run=True)
    (fault,) = (problem for problem in report.problems if problem.code == "no-such-date")
    assert fault.wrong.startswith("trang 2: ")
    assert fault.at.file == report.page
    assert report.text.split("\n")[fault.at.line - 1][fault.at.column - 1 :] == "31/11/2027."


# --- files that cannot be read --------------------------------------------------------------------


def errors(report: ImportReport) -> list[str]:
    return [problem.code for problem in report.problems if problem.is_error]


def packed(text: str, times: int) -> str:
    """A stream of a text many times over, a few kilobytes in the file."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(text.encode() * 10_000) for _ in range(times // 10_000)) + packer.flush()
    return f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n{content.decode('latin-1')}\nendstream"


CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"


def one_page(stream: str) -> bytes:
    page = "/Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R"
    return assemble(
        [
            CATALOGUE,
            "<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            f"<< /Type /Page {page} >>",
            stream,
        ]
    )


PICTURE = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q\n"
NOWHERE = f"q 1{'0' * 38} 0 0 1{'0' * 38} 0 0 cm BT /F 12 Tf 1{'0' * 30} 700 Td (aaaa) Tj ET Q"
GOOD = make_pdf([down("Kế hoạch mẫu của phường")])
LOCK = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >> /ID [<00><00>] "


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (lambda: make_pdf([[], []], drawn=PICTURE), "no-text-layer", "bản quét, không có lớp chữ"),
        (lambda: make_pdf([down("Người ký: Nguyễn Văn Mẫu"), []], drawn=PICTURE), "no-text-layer", "bản quét"),
        (lambda: one_page(stream(NOWHERE)), "no-text-layer", "không có lớp chữ"),
        (lambda: make_pdf([down("KÕ ho¹ch d©n vËn")], font="ABCDEF+.VnTimeH"), "legacy-font", "TCVN3"),
        (lambda: make_pdf([down("\ue001\ue002\ue003 a")]), "unreadable-letters", "phông chữ"),
        (lambda: GOOD.replace(b"/Root", LOCK.encode() + b"/Root"), "encrypted-file", "mật khẩu"),
        (lambda: GOOD[: len(GOOD) // 2], "broken-file", "cắt cụt"),
        (lambda: GOOD[: len(GOOD) // 2] + b"\n%%EOF", "broken-file", "bị hỏng"),
        (lambda: assemble([CATALOGUE, "<< /Count 1 /Kids [2 0 R] >>"]), "broken-file", "bị hỏng"),
        (lambda: b"PK\x03\x04\x14\x00 [Content_Types].xml", "not-pdf", "tệp Word"),
        (lambda: b"Ke hoach", "not-pdf", "không phải PDF"),
        (lambda: b"", "not-pdf", "không phải PDF"),
        (lambda: make_pdf([down("Trang")] * (MOST_PAGES + 1)), "file-too-large", f"{MOST_PAGES + 1} trang"),
        (lambda: make_pdf([down("Trang")] * 10_000), "file-too-large", "10000 trang"),
        (lambda: one_page(packed("BT /F 12 Tf 72 700 Td (aaaa) Tj ET\n", 10_000_000)), "file-too-heavy", "bộ nhớ"),
        (lambda: one_page(packed("0 0 m 9 9 l S\n", 10_000_000)), "file-too-heavy", "bộ nhớ"),
    ],
    ids=[
        "scan", "signed-scan", "nowhere", "old-font", "no-meaning", "password", "cut", "cut-and-ended",
        "loop", "word", "text", "empty", "many-pages", "10000-pages", "bomb-of-text", "bomb-of-lines",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_words(
    tmp_path: Path, content: Callable[[], bytes], code: str, said: str
) -> None:
    report = import_plan(save(tmp_path, content()), root=tmp_path, today=TODAY)
    assert errors(report) == [code]
    assert said in report.problems[0].wrong
    assert str(report.problems[0].at) == "ke-hoach.pdf:1:1"
    assert not report.written


def test_a_page_that_is_a_picture_is_told(tmp_path: Path) -> None:
    content = make_pdf([down(*["Trang có chữ của văn bản mẫu, không phải ảnh"] * 9), []], drawn=PICTURE)
    report = import_plan(save(tmp_path, content), root=tmp_path, today=TODAY, dry_run=True)
    (problem,) = (problem for problem in report.problems if problem.code == "page-is-picture")
    assert not problem.is_error
    assert problem.wrong.startswith("trang 2 là ảnh")


def test_a_capital_suffix_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "KE-HOACH.PDF"
    path.write_bytes(GOOD)
    assert not isinstance(read_document(path, path.name), Problem)
