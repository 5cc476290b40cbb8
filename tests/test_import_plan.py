"""`dvk import plan`: no word lost, the right heading tree, faults reported, pages written with care."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.document import Bullet, Paragraph, Role, Table
from generator.importing.facts import FactKind, find_facts
from generator.importing.faults import find_faults
from generator.importing.inline import plain_text, to_html, to_markdown
from generator.importing.naming import name_plan
from generator.importing.page import fingerprint, render_body
from generator.importing.plan import ImportReport, import_plan, read_plan
from generator.importing.proof import find_lost_word
from generator.importing.report import format_report
from generator.loading import load_records
from generator.markup import render_markdown
from generator.problems import Level
from tests.portals import TODAY, copy_small, write

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
SAMPLES = Path(__file__).parent / "plans"
DO_SON, THUY_NGUYEN, XA, MINH_XUAN, VIET_HUNG = "000", "001", "002", "003", "004"
SEED_NUMBERS = (DO_SON, THUY_NGUYEN, XA, MINH_XUAN, VIET_HUNG)
SAMPLE_NAMES = (
    "ke-hoach-dau-de-lech",
    "ke-hoach-ngat-dong",
    "ke-hoach-khong-dau",
    "ke-hoach-nhieu-nam",
    "cong-van-bieu-mau",
)
DOCUMENTS = SEED_NUMBERS + SAMPLE_NAMES


def read_source(name: str) -> str:
    if name not in SEED_NUMBERS:
        return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    found = sorted(SEEDS.glob(f"{name}_*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip("văn bản gốc không kèm theo kho mã")
    return found[0].read_text(encoding="utf-8")


# --- no word lost ---------------------------------------------------------------------------------


def source_words(text: str) -> list[tuple[str, bool]]:
    """Words between blanks without pure markup; True for a list sign at the beginning of a line."""
    words: list[tuple[str, bool]] = []
    for line in text.split("\n"):
        if re.fullmatch(r"\s*-{3,}\s*", line):
            continue
        plain = re.sub(r"</?(?:i|b|sup)>|[*\\]|^\s*#+", "", line)
        words.extend((word, at == 0 and word in ("-", "+")) for at, word in enumerate(plain.split()))
    return words


def page_words(html: str) -> list[str]:
    body = re.sub(r'<(h\d)[^>]*class="added"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    body = re.sub(r"</?(?:p|li|ul|h\d|td|th|tr|div|table)\b[^>]*>|<[bh]r>", " ", body)
    return unescape(re.sub(r"<[^>]+>", "", body)).replace("*", "").replace("\\", "").split()


def first_difference(source: list[tuple[str, bool]], page: list[str]) -> str | None:
    """Where the page leaves the source; a list sign at a line's beginning may be drawn as a bullet instead."""
    at = 0
    for word in page:
        while at < len(source) and source[at][0] != word and source[at][1]:
            at += 1
        if at == len(source) or source[at][0] != word:
            return f"trang có {word!r} ở chỗ {[w for w, _ in source[max(0, at - 5) : at + 5]]}"
        at += 1
    rest = [word for word, is_sign in source[at:] if not is_sign]
    return f"thiếu ở cuối: {rest[:10]}" if rest else None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_of_the_source_is_on_the_page_in_its_order(name: str) -> None:
    text = read_source(name)
    html = render_markdown(render_body(read_plan(text)))
    assert first_difference(source_words(text), page_words(html)) is None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_anchor_is_on_the_page_once(name: str) -> None:
    plan = read_plan(read_source(name))
    ids = re.findall(r' id="([^"]*)"', render_markdown(render_body(plan)))
    assert len(ids) == len(set(ids))
    assert {heading.anchor for heading in plan.headings} <= set(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", anchor) for anchor in ids)


def test_the_comparison_of_words_sees_a_lost_a_moved_and_an_added_word() -> None:
    source = source_words("- Một *hai* ba\n")
    assert first_difference(source, ["Một", "hai", "ba"]) is None
    assert first_difference(source, ["Một", "ba"])
    assert first_difference(source, ["Một", "ba", "hai"])
    assert first_difference(source, ["Một", "hai", "ba", "bốn"])
    assert first_difference(source, ["Một", "hai"])


# --- the heading tree, written by hand from the printed documents ----------------------------------

# One line per level-2 part: its anchor, then the anchors below it without the part's own prefix.
TREES: dict[str, list[tuple[str, str]]] = {
    DO_SON: [
        ("i", ""),
        ("ii", "1 2 2-1 2-2 2-3 2-4"),
        ("iii", "1 2 2-buoc-1 2-buoc-2 2-buoc-3 2-buoc-4"),
        ("iv", "1 1-1 1-2 1-2-1 1-2-2 2 2-1 2-2 2-3 2-4"),
        ("iv-lan-2", "1 2 3 4 5"),
        ("iv-lan-3", ""),
    ],
    THUY_NGUYEN: [
        ("i", "1 2"),
        (
            "ii",
            "1 2 2-1 2-2 2-3 2-3-1 2-3-2 3 3-1 3-2 3-3 3-4 4 4-1 4-2 4-3 4-4 "
            "5 5-1 5-1-1 5-1-2 5-1-2-1 5-1-2-2 5-2 5-2-1 5-2-2 5-2-3 5-2-4",
        ),
        ("iii", "1 2 3"),
        ("bieu-mau", "=mau-1 =mau-2"),
    ],
    XA: [
        ("i", "1 2"),
        ("ii", "1 2 2-1 2-2 2-3 2-4"),
        ("iii", "1 2 2-buoc-1 2-buoc-2 2-buoc-3 2-buoc-4"),
        ("iv", "1 1-a 1-b 2 2-1 2-2 2-3"),
        ("v", "1 2"),
    ],
    MINH_XUAN: [
        ("i", "1 2"),
        ("ii", ""),
        ("iii", "1 2 2-1 2-2 2-3 2-4 3 4 5"),
        ("iv", ""),
        ("v", "1 2 3 4"),
    ],
    VIET_HUNG: [
        ("muc-1", ""),
        ("muc-2", ""),
        ("bieu-mau", "1 2 3 4 4-1 4-2 4-3 4-4 4-5"),
    ],
    "ke-hoach-dau-de-lech": [
        ("i", ""),
        ("ii", "1 2 2-1 2-2"),
        ("iii", "1 1-buoc-1 1-buoc-2"),
        ("iv", "1 1-1 1-2 1-2-1 1-2-2 2"),
        ("iv-lan-2", "1 2"),
        ("iv-lan-3", ""),
    ],
    "ke-hoach-ngat-dong": [
        ("i", "1 2"),
        (
            "ii",
            "1 2 2-1 2-2 2-3 2-3-1 2-3-2 3 3-1 3-2 4 4-1 4-2 5 5-1 5-1-1 5-1-2 5-1-2-1 5-1-2-2",
        ),
        ("iii", "1 2 3"),
        ("bieu-mau", "=mau-1 =mau-2"),
    ],
    "ke-hoach-khong-dau": [
        ("i", "1"),
        ("ii", "1 2 2-buoc-1 2-buoc-2 3"),
        ("iii", "1 1-a 1-b 2"),
        ("iv", "1"),
    ],
    "ke-hoach-nhieu-nam": [
        ("i", ""),
        ("ii", "1 2 2-1 2-2"),
        ("iii", ""),
        ("iv", "1 2 3"),
    ],
    "cong-van-bieu-mau": [
        ("muc-1", ""),
        ("muc-2", ""),
        ("bieu-mau", "1 2 3 3-1 3-2 3-3"),
    ],
}


def expected_tree(name: str) -> list[tuple[int, str]]:
    """Level and anchor of every heading: a step of the number is one level."""
    tree: list[tuple[int, str]] = []
    for part, below in TREES[name]:
        tree.append((2, part))
        for number in below.split():
            depth = len(re.sub(r"buoc-", "", number).split("-")) if number[0] != "=" else 1
            tree.append((2 + depth, number[1:] if number[0] == "=" else f"{part}-{number}"))
    return tree


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_heading_tree_follows_the_printed_numbers(name: str) -> None:
    plan = read_plan(read_source(name))
    assert [(heading.level, heading.anchor) for heading in plan.headings] == expected_tree(name)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_heading_says_on_the_page_what_the_source_prints(name: str) -> None:
    text = read_source(name)
    html = render_markdown(render_body(read_plan(text)))
    known = " ".join(word for word, _ in source_words(text))
    for added, inner in re.findall(r'<h\d(?: class="(added)")? id="[^"]*">(.*?)</h\d>', html, re.DOTALL):
        words = " ".join(unescape(re.sub(r"<[^>]+>", "", inner)).split())
        assert added or words in known


# --- traps ----------------------------------------------------------------------------------------


def block_texts(name: str, kind: type[Bullet] | type[Paragraph]) -> list[str]:
    blocks = read_plan(read_source(name)).blocks
    return [plain_text(block.passage.text) for block in blocks if isinstance(block, kind)]


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        (DO_SON, "chính sách, pháp luật của Nhà nước"),
        (THUY_NGUYEN, "quốc phòng - an ninh, dân tộc - tôn giáo; xây dựng"),
        (THUY_NGUYEN, "xây dựng ít nhất 01 mô hình"),
        (THUY_NGUYEN, "nhân rộng ít nhất 01 mô hình"),
        (THUY_NGUYEN, "“Dân vận khéo” năm 2026, hoàn thành trước ngày 25/01/2026."),
        (THUY_NGUYEN, "“Dân vận khéo” năm 2026. Trong quá trình"),
        (XA, "bắt đầu thực hiện từ năm 2026. Đối với"),
        (XA, "báo cáo đánh giá kết quả thực hiện"),
        (MINH_XUAN, "ý thức chấp hành pháp luật trong hoạt động"),
        (VIET_HUNG, "xây dựng các mô hình trường học xanh"),
        ("ke-hoach-dau-de-lech", "chính sách, pháp luật mẫu của địa phương"),
        ("ke-hoach-ngat-dong", "văn hóa; dân tộc - tôn giáo mẫu; xây dựng"),
        ("ke-hoach-ngat-dong", "xây dựng được ít nhất 01 mô hình mẫu"),
        ("ke-hoach-ngat-dong", "trong cả năm 2027, hoàn thành"),
        ("ke-hoach-ngat-dong", "của cả năm 2027. Trong quá trình thử"),
        ("ke-hoach-ngat-dong", "kịp thời nhân rộng cả 6 những cách làm hay"),
        ("ke-hoach-khong-dau", "bắt đầu từ năm 2027. Mô hình mới"),
        ("ke-hoach-nhieu-nam", "chấp hành pháp luật trong buôn bán mẫu"),
        ("cong-van-bieu-mau", "xây dựng các mô hình trường học mẫu"),
    ],
)
def test_a_sentence_broken_by_the_page_is_one_again(name: str, joined: str) -> None:
    texts = block_texts(name, Paragraph) + block_texts(name, Bullet)
    assert any(joined in text for text in texts)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        (THUY_NGUYEN, "Mô hình “Dân vận khéo” được tính vào chỉ tiêu"),
        (THUY_NGUYEN, "Việc công nhận, khen thưởng điển hình"),
        (THUY_NGUYEN, "Gửi phiếu đăng ký, kế hoạch"),
        (XA, "Các tổ chức, cá nhân đăng ký mô hình gửi thông tin"),
        ("ke-hoach-ngat-dong", "Mô hình mẫu được tính vào chỉ tiêu"),
        ("ke-hoach-ngat-dong", "Gửi phiếu đăng ký"),
        ("ke-hoach-khong-dau", "Các tổ mẫu gửi thông tin"),
    ],
)
def test_an_unmarked_paragraph_between_list_items_stays_a_paragraph(name: str, start: str) -> None:
    assert any(text.startswith(start) for text in block_texts(name, Paragraph))


@pytest.mark.parametrize(
    ("name", "above", "below"),
    [
        (XA, "Cá nhân phải trực tiếp tham gia", 6),
        (XA, "Đối với cá nhân lãnh đạo, quản lý", 2),
        ("ke-hoach-khong-dau", "Cá nhân mẫu phải đảm bảo các tiêu chí sau:", 2),
        ("ke-hoach-khong-dau", "Đối với cá nhân lãnh đạo mẫu", 1),
    ],
)
def test_items_that_lost_their_sign_stand_below_the_item_that_announces_them(name: str, above: str, below: int) -> None:
    bullets = [block for block in read_plan(read_source(name)).blocks if isinstance(block, Bullet)]
    at = next(i for i, bullet in enumerate(bullets) if plain_text(bullet.passage.text).startswith(above))
    deeper = 0
    while at + deeper + 1 < len(bullets) and bullets[at + deeper + 1].depth == bullets[at].depth + 1:
        deeper += 1
    assert deeper == below


@pytest.mark.parametrize("name", [THUY_NGUYEN, "ke-hoach-ngat-dong"])
def test_section_rows_of_a_flattened_form_are_no_headings(name: str) -> None:
    html = render_markdown(render_body(read_plan(read_source(name))))
    assert re.search(r'<p class="form-section">I\. Lĩnh vực', html)
    assert html.count('<div class="form-text form-cells">') == 2
    assert not re.search(r"<h\d[^>]*>I\. Lĩnh vực", html)


@pytest.mark.parametrize(("name", "columns"), [(VIET_HUNG, 4), ("cong-van-bieu-mau", 4)])
def test_empty_heading_cells_of_a_table_become_spans(name: str, columns: int) -> None:
    table = next(block for block in read_plan(read_source(name)).forms if isinstance(block, Table))
    first, second = table.head
    assert [(cell.colspan, cell.rowspan) for cell in first] == [(1, 2), (1, 2), (columns, 1)]
    assert len(second) == columns
    assert all(len(row) == columns + 2 for row in table.body)


def test_a_labelled_title_behind_the_signature_opens_a_form() -> None:
    text = (
        "KẾ HOẠCH\nlàm mẫu\n\nI. MỤC ĐÍCH\n\n- Theo mẫu số 02.\n\nNơi nhận:\n\n- Lưu.\n\nTrần Văn Mẫu\n\n"
        "Mẫu số 02: Phiếu đăng ký mô hình\n\n1. Tên mô hình:.....\n\n2. Chủ thể:.....\n"
    )
    plan = read_plan(text)
    assert [heading.anchor for heading in plan.headings] == ["i", "bieu-mau", "mau-so-02"]
    assert "1. Tên mô hình:....." in render_markdown(render_body(plan))
    assert find_faults(plan, "mẫu.txt") == ()


def test_two_groups_of_columns_keep_their_own_heading() -> None:
    tables = [block for block in read_plan(read_source(VIET_HUNG)).forms if isinstance(block, Table)]
    assert [(plain_text(c.text), c.colspan, c.rowspan) for c in tables[1].head[0]] == [
        ("TT", 1, 2),
        ("Cấp đăng ký thực hiện", 1, 2),
        ("Tập thể", 2, 1),
        ("Cá nhân", 2, 1),
    ]
    assert len(tables) == 3


@pytest.mark.parametrize("name", [MINH_XUAN, "ke-hoach-nhieu-nam"])
def test_notes_to_recipients_stay_before_the_signature(name: str) -> None:
    closing = [b for b in read_plan(read_source(name)).blocks if isinstance(b, Paragraph)]
    roles = {plain_text(block.passage.text): block.role for block in closing}
    assert roles["(Báo cáo);"] is Role.RECIPIENTS
    assert roles["TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"] is Role.SIGNATURE


@pytest.mark.parametrize("name", [THUY_NGUYEN, "ke-hoach-ngat-dong"])
def test_a_page_number_keeps_its_place_and_is_marked(name: str) -> None:
    html = render_markdown(render_body(read_plan(read_source(name))))
    assert '<span class="page-number">6</span>' in html


def test_numbered_sentences_are_items_with_an_anchor_and_their_printed_number() -> None:
    html = render_markdown(render_body(read_plan(read_source("ke-hoach-nhieu-nam"))))
    assert '<p class="numbered" id="i-2">2. 100% cán bộ mẫu' in html
    assert "<ol" not in html


def test_run_in_numbers_of_a_letter_are_anchored_paragraphs() -> None:
    html = render_markdown(render_body(read_plan(read_source("cong-van-bieu-mau"))))
    assert '<p class="numbered" id="muc-1-2"><strong>1.2.</strong> Tập trung' in html


def test_a_run_in_label_between_headings_becomes_one_with_its_text_below() -> None:
    body = render_body(read_plan(read_source("ke-hoach-ngat-dong")))
    assert "#### 2.1. Mục tiêu: {#ii-2-1}\n\nMô hình mẫu mang lại" in body


def test_steps_inside_a_list_are_items_that_can_be_linked() -> None:
    html = render_markdown(render_body(read_plan(read_source("ke-hoach-dau-de-lech"))))
    assert '<li id="iv-2-buoc-1">Bước 1. Lập đoàn' in html


def test_a_list_that_counts_anew_below_a_section_is_no_new_section() -> None:
    text = (
        "I. PHẦN MỘT\n\n1. Việc chung\n\nLời dẫn.\n\n2. Việc riêng\n\n2.1. Lĩnh vực đầu\n\n"
        "1. Câu thứ nhất của danh sách này dài hơn tám chữ và có chấm.\n\n"
        "2. Câu thứ hai của danh sách này dài hơn tám chữ và có chấm.\n\n"
        "3. Câu thứ ba của danh sách này dài hơn tám chữ và có chấm.\n\n3. Việc cuối\n\nLời kết.\n"
    )
    plan = read_plan(text)
    assert [heading.anchor for heading in plan.headings] == ["i", "i-1", "i-2", "i-2-1", "i-3"]
    assert find_faults(plan, "mẫu.txt") == ()


def test_a_pipe_table_of_markdown_is_a_table() -> None:
    plan = read_plan("I. PHẦN\n\n| TT | Tên |\n|----|-----|\n| 1 | Tổ mẫu |\n| 2 | Tổ <c> |\n")
    html = render_markdown(render_body(plan))
    assert html.count("<tr>") == 3
    assert "<td>Tổ &lt;c&gt;</td>" in html


# --- marks inside a line --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**đậm** và *nghiêng*", "<p><strong>đậm</strong> và <em>nghiêng</em></p>"),
        ("**đậm “*nghiêng*”**", "<p><strong>đậm “<em>nghiêng</em>”</strong></p>"),
        ("Kính gửi:*", "<p>Kính gửi:*</p>"),
        (r"\* Lưu ý", "<p>* Lưu ý</p>"),
        ("5 * 3 < 16 & 2_3_4", "<p>5 * 3 &lt; 16 &amp; 2_3_4</p>"),
        ("1986. Năm ấy", "<p>1986. Năm ấy</p>"),
        ("- tôn giáo", "<p>- tôn giáo</p>"),
        ("[a](b) ![c](d) [^1] {#e} `f` # g", "<p>[a](b) ![c](d) [^1] {#e} `f` # g</p>"),
        ("x<sup>1</sup> &nbsp; <script>y</script>", "<p>x<sup>1</sup> &amp;nbsp; &lt;script&gt;y&lt;/script&gt;</p>"),
        ("dòng một\ndòng hai", "<p>dòng một<br>\ndòng hai</p>"),
        ("**T/M BAN\nPHÓ**", "<p><strong>T/M BAN<br>\nPHÓ</strong></p>"),
        ("dòng một\n- hai\n1. ba\n# bốn\n===", "<p>dòng một<br>\n- hai<br>\n1. ba<br>\n# bốn<br>\n===</p>"),
    ],
)
def test_text_survives_markdown(source: str, html: str) -> None:
    assert render_markdown(to_markdown(source)).strip() == html


def test_html_of_a_form_escapes_what_is_no_markup() -> None:
    assert to_html("*a* <b>b</b> <i>c & <d>") == "<em>a</em> <b>b</b> c &amp; &lt;d&gt;"


# --- any document ---------------------------------------------------------------------------------

PIECES = (
    "I. MỤC ĐÍCH", "IV. LẠI", "1. Một việc", "2. Hai việc cần làm ngay trong năm nay và cả năm sau.", "2.3.2 Cá nhân",
    "2.1. Mục tiêu: Rõ ràng.", "a) Tập thể", "(1) Có tên gọi.", "- gạch đầu dòng", "+ cộng", "* sao",
    "* **Lưu ý:** nhớ",
    r"**\* Lưu ý:**", "Bước 1. Khảo sát", "- Bước 2: làm", "### 3. Đề mục", "**đậm** và *nghiêng*", "***cả hai***",
    "**lệch *chéo** nhau*", "*sót", "a*b*c ** d", "\\*", "_gạch_ dưới __hai__", "<i>thẻ</i> x<sup>1</sup>", "<b>mở",
    "1 < 2 & 3 > 2 &amp; &lt;", "[liên kết](http://a.vi) ![ảnh](b)", "[^1]: chú", "[x]: http://y", "{#neo .lop}",
    "chữ {: #x }", "`mã` ``hai``", "| a | b |", "a\tb\tc", "\t\td", "-----", "===", "1986. Năm ấy", "01 mô hình", "5",
    "    thụt sâu", "Nơi nhận:", "**T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ**", "Mẫu 1", "ĐƠN VỊ.....", "ĐỀ CƯƠNG", "DANH SÁCH",
    "KẾ HOẠCH", "Kính gửi: Các đơn vị", "> trích", "<script>x</script>", "<!-- ghi chú -->", "dòng cuối  ", "dòng \\",
    "+", "-", "1) một", "số 12-HD ngày 31/11/2026", "*[HTML]: x", "[TOC]", "  + con", "**a***b*", "a\\b \\\\ c",
    "câu dài chưa hết và còn nữa vì hàng này bị ngắt ngay ở đây của", "phần sau", "a<br>b", "- 1. số", "- # x",
)  # fmt: skip
lines = st.builds(
    lambda parts, end: " ".join(parts) + end,
    st.lists(st.sampled_from(PIECES), max_size=2),
    st.sampled_from(["\n", "\n\n", "  \n"]),
)
documents = st.lists(lines, min_size=1, max_size=14).map("".join)


@given(documents)
@settings(max_examples=150, deadline=None)
def test_no_document_loses_a_word_or_an_anchor(text: str) -> None:
    plan = read_plan(text)
    html = render_markdown(render_body(plan))
    assert find_lost_word(text, html, "mẫu.txt") is None
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert {heading.anchor for heading in plan.headings} <= set(ids)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_read_without_an_exception(text: str) -> None:
    plan = read_plan(text)
    render_body(plan)
    find_facts(plan)
    find_faults(plan, "mẫu.txt")


# --- facts and faults -----------------------------------------------------------------------------


def deadlines(name: str) -> list[tuple[int, str, str]]:
    facts = find_facts(read_plan(read_source(name)))
    return [(fact.line, fact.printed, fact.value) for fact in facts if fact.kind is FactKind.DEADLINE]


def test_deadlines_of_do_son_are_found_with_their_lines() -> None:
    assert deadlines(DO_SON) == [
        (171, "trước 03 ngày tổ chức hội nghị thẩm định", ""),
        (203, "trước ngày 01/3/2026", "2026-03-01"),
        (233, "trước ngày 10/3/2026", "2026-03-10"),
        (235, "trước ngày 15/10/2026", "2026-10-15"),
        (237, "trước ngày 30/6/2026", "2026-06-30"),
        (237, "trước ngày 31/11/2026", ""),
        (245, "trước ngày 01/3/2026", "2026-03-01"),
        (247, "trước ngày 30/8/2026", "2026-08-30"),
        (249, "trước ngày 20/6/2026", "2026-06-20"),
        (249, "trước ngày 20/11/2026", "2026-11-20"),
    ]


def test_a_deadline_in_wrapped_text_has_the_line_it_stands_on() -> None:
    assert deadlines("ke-hoach-ngat-dong") == [
        (98, "trước ngày 05/02/2027", "2027-02-05"),
        (101, "trước ngày 15/6/2027", "2027-06-15"),
        (101, "trước 20/11/2027", "2027-11-20"),
        (107, "trước ngày 25/01/2027", "2027-01-25"),
    ]


def test_yearly_deadlines_have_no_year() -> None:
    assert [(printed, value) for _, printed, value in deadlines("ke-hoach-nhieu-nam")] == [
        ("trước ngày 15/02", "02-15"),
        ("trước ngày 10/6 hằng năm", "06-10"),
        ("trước ngày 15/11 hằng năm", "11-15"),
    ]


def test_targets_forms_and_counts_are_found() -> None:
    facts = find_facts(read_plan(read_source("ke-hoach-dau-de-lech")))
    found = {(fact.kind, fact.printed, fact.value, fact.line) for fact in facts}
    assert (FactKind.TARGET, "ít nhất 04 mô hình", "4", 19) in found
    assert (FactKind.TARGET, "100%", "100", 89) in found
    assert (FactKind.FORM, "Mẫu 3", "3", 89) in found
    assert (FactKind.COUNT, "03 tiêu chí", "3", 53) in found
    assert (FactKind.COUNT, "2 mục", "2", 53) in found


def faults(name: str) -> list[tuple[int, str]]:
    return [(problem.at.line, problem.code) for problem in find_faults(read_plan(read_source(name)), "mẫu.txt")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            DO_SON,
            [
                (135, "no-such-section"),
                (149, "broken-sentence"),
                (163, "no-such-section"),
                (199, "repeated-section"),
                (203, "form-not-attached"),
                (203, "form-not-attached"),
                (203, "form-not-attached"),
                (233, "form-not-attached"),
                (237, "form-not-attached"),
                (237, "no-such-date"),
                (243, "repeated-section"),
                (245, "personal-phone"),
            ],
        ),
        (THUY_NGUYEN, []),
        (
            XA,
            [
                (6, "open-quote"),
                (30, "broken-sentence"),
                (212, "broken-sentence"),
                (128, "wrong-document-name"),
                (136, "no-such-section"),
                (136, "wrong-document-name"),
                (202, "form-not-attached"),
                (206, "form-not-attached"),
            ],
        ),
        (MINH_XUAN, [(3, "blank-number"), (5, "blank-date"), (65, "broken-sentence"), (119, "deadline-passed")]),
        (VIET_HUNG, [(3, "blank-date"), (6, "blank-number"), (41, "broken-sentence"), (63, "personal-phone")]),
        (
            "ke-hoach-dau-de-lech",
            [
                (53, "count-mismatch"),
                (67, "no-such-section"),
                (71, "broken-sentence"),
                (85, "repeated-section"),
                (89, "form-not-attached"),
                (89, "form-not-attached"),
                (93, "form-not-attached"),
                (93, "no-such-date"),
                (95, "repeated-section"),
                (97, "personal-phone"),
            ],
        ),
        ("ke-hoach-ngat-dong", []),
        (
            "ke-hoach-khong-dau",
            [
                (6, "open-quote"),
                (22, "broken-sentence"),
                (82, "broken-sentence"),
                (52, "wrong-document-name"),
                (56, "no-such-section"),
                (56, "wrong-document-name"),
                (84, "form-not-attached"),
            ],
        ),
        (
            "ke-hoach-nhieu-nam",
            [(3, "blank-number"), (5, "blank-date"), (35, "broken-sentence"), (43, "deadline-passed")],
        ),
        (
            "cong-van-bieu-mau",
            [(2, "blank-date"), (5, "blank-number"), (25, "broken-sentence"), (35, "personal-phone")],
        ),
    ],
)
def test_faults_of_a_document_are_reported_with_their_lines(name: str, expected: list[tuple[int, str]]) -> None:
    assert sorted(faults(name)) == sorted(expected)


def test_every_fault_is_a_warning_with_a_column() -> None:
    problems = find_faults(read_plan(read_source("ke-hoach-dau-de-lech")), "mẫu.txt")
    assert {problem.level for problem in problems} == {Level.WARNING}
    impossible = next(problem for problem in problems if problem.code == "no-such-date")
    line = read_source("ke-hoach-dau-de-lech").split("\n")[impossible.at.line - 1]
    assert line[impossible.at.column - 1 :].startswith("31/11/2027")


# What stands in the real documents where a fault is reported: (line, code, the words at that column).
PLACES = {
    DO_SON: [
        (135, "no-such-section", "phần VI Kế hoạch này"),
        (149, "broken-sentence", "luật của Nhà nước;"),
        (163, "no-such-section", "phần VI Kế hoạch này"),
        (199, "repeated-section", "*IV. TỔ CHỨC"),
        (203, "form-not-attached", "Phụ lục II"),
        (203, "form-not-attached", "Mẫu 3"),
        (203, "form-not-attached", "Mẫu 4"),
        (233, "form-not-attached", "phụ lục 01"),
        (237, "no-such-date", "31/11/2026"),
        (237, "form-not-attached", "phụ lục 02"),
        (243, "repeated-section", "IV. CHẾ ĐỘ"),
    ],
    XA: [
        (6, "open-quote", "“Dân vận khéo năm 2026,"),
        (30, "broken-sentence", "năm 2026. Đối với"),
        (128, "wrong-document-name", "Hướng dẫn này"),
        (136, "no-such-section", "phần VI Hướng dẫn"),
        (136, "wrong-document-name", "Hướng dẫn này"),
        (202, "form-not-attached", "phụ lục 01"),
        (206, "form-not-attached", "phụ lục 02"),
        (212, "broken-sentence", "quả thực hiện chỉ tiêu"),
    ],
    MINH_XUAN: [
        (3, "blank-number", "Số: /KH-UBND"),
        (5, "blank-date", "ngày tháng 5"),
        (65, "broken-sentence", "trong hoạt động"),
        (119, "deadline-passed", "trước ngày **15/02**"),
    ],
    VIET_HUNG: [
        (3, "blank-date", "ngày tháng năm"),
        (6, "blank-number", "Số - CV/ĐU"),
        (41, "broken-sentence", "trường học xanh"),
    ],
}


@pytest.mark.parametrize("name", PLACES)
def test_a_fault_of_a_real_document_is_reported_at_its_words(name: str) -> None:
    lines = read_source(name).split("\n")
    found = [one for one in find_faults(read_plan(read_source(name)), "mẫu.txt") if one.code != "personal-phone"]
    assert [(one.at.line, one.code) for one in found] == [(line, code) for line, code, _ in PLACES[name]]
    for one, (line, _, words) in zip(found, PLACES[name], strict=True):
        assert lines[line - 1][one.at.column - 1 :].lstrip("*").startswith(words.lstrip("*"))


ISSUED = "Số: 12-KH/ĐU\n\nMẫu Sơn, ngày 05 tháng 5 năm 2027\n\n"


def faults_of(sentence: str, head: str = "") -> list[tuple[str, str]]:
    """The faults of a sentence in a plan with two parts: (code, the words at the reported place)."""
    text = f"{head}KẾ HOẠCH\nlàm mẫu\n\nI. PHẦN MỘT\n\n1. Việc chung\n\n{sentence}\n\nII. PHẦN HAI\n\nLàm xong.\n"
    lines = text.split("\n")
    found = find_faults(read_plan(text), "mẫu.txt")
    return [(one.code, lines[one.at.line - 1][one.at.column - 1 :]) for one in found]


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("- Gửi trước ngày 31/4/2027 về Ban.", "no-such-date", "31/4/2027 về Ban."),
        ("- Gửi trước ngày 29/02/2027 về Ban.", "no-such-date", "29/02/2027 về Ban."),
        ("- Gửi trước ngày 31.11.2027 về Ban.", "no-such-date", "31.11.2027 về Ban."),
        ("- Gửi trước ngày 31-11-2027 về Ban.", "no-such-date", "31-11-2027 về Ban."),
        ("- Hằng năm gửi trước ngày 31/6 về Ban.", "no-such-date", "ngày 31/6 về Ban."),
        ("- Họp ngày 31 tháng 9 năm 2027.", "no-such-date", "ngày 31 tháng 9 năm 2027."),
        ("- Họp ngày 30 tháng 02 hằng năm.", "no-such-date", "ngày 30 tháng 02 hằng năm."),
        ("- Tổng kết tháng 13/2027.", "no-such-date", "tháng 13/2027."),
        ("- Theo phần IV Kế hoạch này.", "no-such-section", "phần IV Kế hoạch này."),
        ("- Theo Phần III của Kế hoạch này.", "no-such-section", "Phần III của Kế hoạch này."),
        ("- Làm như mục 7 ở trên.", "no-such-section", "7 ở trên."),
        ("- Làm như Mục 2, phần I Kế hoạch này.", "no-such-section", "2, phần I Kế hoạch này."),
        ("- Gửi trước ngày 04/5/2027 về Ban.", "deadline-passed", "trước ngày 04/5/2027 về Ban."),
        ("- Gửi chậm nhất ngày 15/02 về Ban.", "deadline-passed", "chậm nhất ngày 15/02 về Ban."),
        ("- Làm theo phụ lục 02 gửi kèm.", "form-not-attached", "phụ lục 02 gửi kèm."),
    ],
)
def test_a_fault_in_a_sentence_is_reported_at_its_words(sentence: str, code: str, words: str) -> None:
    assert faults_of(sentence, ISSUED) == [(code, words)]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Số:      -KH/ĐU\n\n", "blank-number"),
        ("Số: ...../KH-UBND\n\n", "blank-number"),
        ("Số … - CV/ĐU\n\n", "blank-number"),
        ("Số: ___/KH-UBND\n\n", "blank-number"),
        ("Mẫu Sơn, ngày     tháng 5 năm 2027\n\n", "blank-date"),
        ("Mẫu Sơn, ngày … tháng … năm 2027\n\n", "blank-date"),
        ("Mẫu Sơn, ngày 05 tháng    năm 2027\n\n", "blank-date"),
        ("Mẫu Sơn, ngày 05 tháng 5 năm 202…..\n\n", "blank-date"),
        ("Mẫu Sơn, ngày ..../5/2027\n\n", "blank-date"),
    ],
)
def test_a_blank_in_the_head_is_reported(head: str, code: str) -> None:
    assert [found for found, _ in faults_of("- Làm mẫu.", head)] == [code]


@pytest.mark.parametrize(
    "sentence",
    [
        "- Theo mục 9 Hướng dẫn số 12-HD và thành phần 7 người.",
        "- Thực hiện phần VI Nghị quyết số 28-NQ/TW và Mục 5 của Quyết định số 3.",
        "- Cung cấp danh mục 10 dịch vụ, hạng mục 7 và chuyên mục 12 trên loa.",
        "- Ghi theo mục 4 Phụ lục của tỉnh và mục 6 trong Mẫu của Ban.",
        "- Đạt 15/20 mô hình, có 25/30 hộ tham gia, trực 24/7.",
        "- Trong 6 tháng 20 ngày, từ ngày 29/02/2028 đến ngày 29/2.",
        "- Căn cứ Kế hoạch số 31/11-KH và số 45.13.2027-A.",
        "- Theo mục 1, phần I Kế hoạch này; phần II Kế hoạch này.",
        "- Gửi trước ngày 06/5/2027, hằng năm trước ngày 05/5.",
        "- Thực hiện từ năm 2026 đến hết 31/3/2027.",
    ],
)
def test_what_only_looks_like_a_fault_is_none(sentence: str) -> None:
    assert faults_of(sentence, ISSUED) == []


# --- import_plan ----------------------------------------------------------------------------------

SHORT = "KẾ HOẠCH\nlàm mẫu của phường Mẫu Sơn năm 2027\n\nI. MỤC ĐÍCH\n\n- Gửi trước ngày 05/02/2027.\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "van-ban" / "Kế hoạch.txt"
    path.parent.mkdir()
    path.write_text(SHORT, encoding="utf-8")
    return path


def codes(report: ImportReport) -> list[str]:
    return [problem.code for problem in report.problems if problem.is_error]


def test_an_import_writes_the_page_and_says_where(tmp_path: Path, document: Path) -> None:
    report = import_plan(document, root=tmp_path, today=TODAY)
    assert report.written
    assert report.page == "content/ke-hoach/mau-son-2027.md"
    written = (tmp_path / report.page).read_text(encoding="utf-8")
    assert written == report.text
    assert 'text: "full"' in written
    assert 'source_file: "Kế hoạch.txt"' in written
    assert "## I. MỤC ĐÍCH {#i}" in written


def test_the_report_tells_problems_facts_and_what_was_done(tmp_path: Path, document: Path) -> None:
    told = format_report(import_plan(document, root=tmp_path, today=TODAY))
    assert "    dòng 6  trước ngày 05/02/2027: Gửi trước ngày 05/02/2027." in told
    assert told.endswith("Đã ghi content/ke-hoach/mau-son-2027.md, data/campaigns/mau-son-2027.yml.")
    assert format_report(import_plan(document, root=tmp_path, today=TODAY, campaign="Sai mã")).endswith("Chưa ghi gì.")


def test_a_dry_run_writes_nothing(tmp_path: Path, document: Path) -> None:
    report = import_plan(document, root=tmp_path, today=TODAY, dry_run=True)
    assert not report.written
    assert report.text
    assert not (tmp_path / "content").exists()


def test_a_second_import_changes_nothing(tmp_path: Path, document: Path) -> None:
    import_plan(document, root=tmp_path, today=TODAY)
    again = import_plan(document, root=tmp_path, today=TODAY)
    assert not again.written
    assert codes(again) == []
    assert any("không đổi" in note for note in again.notes)


def test_a_summary_is_replaced_and_the_report_says_so(tmp_path: Path, document: Path) -> None:
    page = tmp_path / "content" / "ke-hoach" / "mau-son-2027.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: Tóm lược\ntext: summary\n---\n\nBản tóm lược.\n", encoding="utf-8")
    report = import_plan(document, root=tmp_path, today=TODAY)
    assert report.written
    assert any("tóm lược" in note for note in report.notes)


def test_an_unchanged_full_text_is_replaced_and_keeps_its_title(tmp_path: Path, document: Path) -> None:
    first = import_plan(document, root=tmp_path, today=TODAY)
    page = tmp_path / first.page
    renamed = re.sub(r"^title: .*$", "title: Tên do người biên tập đặt", first.text, flags=re.MULTILINE)
    page.write_text(renamed, encoding="utf-8")
    document.write_text(SHORT + "- Thêm một việc.\n", encoding="utf-8")
    assert import_plan(document, root=tmp_path, today=TODAY).written
    written = page.read_text(encoding="utf-8")
    assert "Thêm một việc." in written
    assert "Tên do người biên tập đặt" in written


def test_a_page_edited_by_hand_is_kept_unless_told_otherwise(tmp_path: Path, document: Path) -> None:
    page = tmp_path / import_plan(document, root=tmp_path, today=TODAY).page
    edited = page.read_text(encoding="utf-8") + "\nThêm bằng tay.\n"
    page.write_text(edited, encoding="utf-8")
    refused = import_plan(document, root=tmp_path, today=TODAY)
    assert codes(refused) == ["page-edited"]
    assert page.read_text(encoding="utf-8") == edited
    assert import_plan(document, root=tmp_path, today=TODAY, replace=True).written
    assert "Thêm bằng tay" not in page.read_text(encoding="utf-8")


def test_a_page_without_front_matter_counts_as_edited(tmp_path: Path, document: Path) -> None:
    page = tmp_path / "content" / "ke-hoach" / "mau-son-2027.md"
    page.parent.mkdir(parents=True)
    page.write_text("Viết tay.\n", encoding="utf-8")
    assert codes(import_plan(document, root=tmp_path, today=TODAY)) == ["page-edited"]


def test_the_fingerprint_is_of_the_body_alone(tmp_path: Path, document: Path) -> None:
    report = import_plan(document, root=tmp_path, today=TODAY)
    body = report.text.split("---\n", 2)[2]
    assert f'imported: "{fingerprint(body)}"' in report.text


def test_the_campaign_is_the_one_whose_deadlines_the_text_has(tmp_path: Path, document: Path) -> None:
    write_campaign(tmp_path, "khac-2027", "trước ngày 05/02/2027", "trước ngày 01/3/2027")
    write_campaign(tmp_path, "dung-2027", "trước  ngày **05/02/2027**")
    report = import_plan(document, root=tmp_path, today=TODAY)
    assert report.campaign == "dung-2027"
    assert report.written == ("content/ke-hoach/dung-2027.md",)


def write_campaign(root: Path, name: str, *printed: str) -> Path:
    """A record with deadlines of these printed days."""
    deadlines = "".join(
        f"  - source: mục III\n    text: Gửi phiếu.\n    id: han-{number}\n    date: 2027-02-05\n"
        f"    printed: {one}\n    sender: Các tổ\n    recipient: Văn phòng mẫu\n    task: register\n"
        for number, one in enumerate(printed)
    )
    return write(root, f"data/campaigns/{name}.yml", f"{RECORD}deadlines:\n{deadlines}")


RECORD = """\
title: Kế hoạch mẫu
short_title: Kế hoạch mẫu
locality: phường Mẫu Sơn
issuer: Đảng ủy phường Mẫu Sơn
issuer_kind: party
summary: Kế hoạch mẫu.
document:
  source: phần đầu
  kind: Kế hoạch
  subject: Làm mẫu
period:
  start: 2027-01-01
  end: 2027-12-31
fields: []
"""


def test_a_given_campaign_wins(tmp_path: Path, document: Path) -> None:
    assert import_plan(document, root=tmp_path, today=TODAY, campaign="rieng-2027").campaign == "rieng-2027"


PLACE = "phường Đồ Sơn"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("KẾ HOẠCH\nTriển khai phong trào", f"Kế hoạch triển khai phong trào, {PLACE}"),
        ("KẾ HOẠCH\nUBND phường triển khai phong trào", f"Kế hoạch UBND phường triển khai phong trào, {PLACE}"),
        ("KẾ HOẠCH\nMTTQ và các đoàn thể thi đua", f"Kế hoạch MTTQ và các đoàn thể thi đua, {PLACE}"),
        ("KẾ HOẠCH\nĐồ Sơn chung tay", "Kế hoạch Đồ Sơn chung tay"),
        ("KẾ HOẠCH\nĐảng ủy phường thi đua", f"Kế hoạch Đảng ủy phường thi đua, {PLACE}"),
        ("KẾ HOẠCH\nThi đua của Đảng ủy Phường,", "Kế hoạch thi đua của Đảng ủy Phường Đồ Sơn"),
        ("Số 5-CV/ĐU\nVề phong trào\n“Dân vận khéo”", f"Công văn về phong trào “Dân vận khéo”, {PLACE}"),
        ("V/v triển khai\nphong trào;\n\nĐẢNG CỘNG SẢN VIỆT NAM", f"Công văn v/v triển khai phong trào, {PLACE}"),
        ("Về phong trào\nĐồ Sơn, ngày    tháng    năm 2026", f"Công văn về phong trào, {PLACE}"),
        ("Về phong trào\n\n- Kính gửi:\n- Các chi bộ,\n\nVăn phòng Phường,", f"Công văn về phong trào, {PLACE}"),
    ],
    ids=[
        "verb", "abbreviation", "short-abbreviation", "place", "body", "place-at-its-end",
        "letter", "name-of-the-party", "day", "addressees",
    ],
)  # fmt: skip
def test_a_page_is_called_what_the_document_says_it_is(head: str, title: str) -> None:
    plan = read_plan(f"{head}\n\nThực hiện hướng dẫn, {PLACE} làm những việc sau:\n\n1. Việc mẫu.\n")
    assert name_plan(plan, "x") == title


def test_a_document_that_names_no_place_is_called_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "Văn bản số 7.txt"
    path.write_text("I. MỤC ĐÍCH\n\nLàm mẫu.\n", encoding="utf-8")
    assert import_plan(path, root=tmp_path, today=TODAY).campaign == "van-ban-so-7"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cu.doc", "dạng Tài liệu Word (.docx)"),
        ("mo.odt", "dạng Tài liệu Word (.docx)"),
        ("mo.rtf", "dạng Tài liệu Word (.docx)"),
        ("bang.xlsx", "chép phần chữ sang một tệp Word"),
        ("anh.jpg", "xin tệp Word"),
    ],
)
def test_a_file_of_another_kind_is_to_be_saved_as_word_saves_it(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    (problem,) = import_plan(tmp_path / name, root=tmp_path, today=TODAY).problems
    assert problem.code == "unknown-format"
    assert said in problem.fix
    assert ".txt" not in problem.fix


@pytest.mark.parametrize("campaign", ["../../trom", "Đồ Sơn", "a--b", "-a", "a/b"])
def test_an_id_that_is_none_is_refused(tmp_path: Path, document: Path, campaign: str) -> None:
    assert codes(import_plan(document, root=tmp_path, today=TODAY, campaign=campaign)) == ["bad-id"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("khong-co.txt", None, "no-such-file"),
        ("anh.docx", b"PK\x03\x04", "broken-file"),
        ("gia.txt", b"PK\x03\x04\x14\x00", "not-text"),
        ("gia.md", b"%PDF-1.7", "not-text"),
        ("cu.txt", b"\xd0\xcf\x11\xe0\xa1\xb1", "not-text"),
        ("nhi-phan.txt", b"abc\x00def", "not-text"),
        ("latin.txt", "Kế hoạch".encode("cp1258", errors="replace") + b"\xff", "not-utf8"),
        ("rong.txt", b"", "empty-file"),
        ("trang.txt", b" \n\n - \n", "empty-file"),
        ("utf16-cut.txt", "Kế".encode("utf-16")[:-1], "not-utf8"),
        ("dai.txt", b"a" * 12_001, "line-too-long"),
        ("nhieu.txt", b"a\n" * 20_001, "file-too-large"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    report = import_plan(path, root=tmp_path, today=TODAY)
    assert codes(report) == [code]
    assert not report.written
    assert str(report.problems[0].at).startswith(f"{name}:")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    folder = tmp_path / "ke-hoach.txt"
    folder.mkdir()
    assert codes(import_plan(folder, root=tmp_path, today=TODAY)) == ["not-a-file"]


@pytest.mark.parametrize(
    "raw",
    [
        SHORT.encode("utf-8-sig"),
        SHORT.replace("\n", "\r\n").encode(),
        SHORT.encode("utf-16"),
        SHORT.replace("Ế", "Ê\u0301").replace("ế", "ê\u0301").replace("ẫ", "â\u0303").encode(),
    ],
    ids=["bom", "crlf", "utf-16", "nfd"],
)
def test_other_ways_to_save_a_text_give_the_same_page(tmp_path: Path, document: Path, raw: bytes) -> None:
    expected = import_plan(document, root=tmp_path, today=TODAY, dry_run=True).text
    document.write_bytes(raw)
    assert import_plan(document, root=tmp_path, today=TODAY, dry_run=True).text == expected


def test_a_lost_word_would_be_reported_with_its_line() -> None:
    problem = find_lost_word("Một hai\nba bốn\n", "<p>Một hai ba</p>", "mẫu.txt")
    assert problem is not None
    assert (problem.code, problem.at.line, problem.at.column) == ("word-lost", 2, 4)


def test_a_plan_of_another_place_with_the_same_days_is_its_own(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    [known] = load_records(config.parent).records.campaigns.values()
    days = "".join(f"{number}. Các đơn vị báo cáo {one.printed}.\n" for number, one in enumerate(known.deadlines, 1))
    head = "ĐẢNG ỦY PHƯỜNG SÔNG TRĂNG\nKẾ HOẠCH\nThực hiện phong trào năm 2026 ở phường Sông Trăng\nI. THỜI GIAN\n"
    (tmp_path / "kh.txt").write_text(head + days, encoding="utf-8")
    report = import_plan(tmp_path / "kh.txt", root=config.parent, today=TODAY, dry_run=True)
    assert report.campaign == "song-trang-2026"
    own = head.replace("Sông Trăng", known.locality.removeprefix("phường "))
    (tmp_path / "kh.txt").write_text(own + days, encoding="utf-8")
    assert import_plan(tmp_path / "kh.txt", root=config.parent, today=TODAY, dry_run=True).campaign == known.id


def test_a_paper_without_sections_does_not_replace_the_page_of_a_plan(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    [known] = load_records(config.parent).records.campaigns.values()
    page = config.parent / f"content/ke-hoach/{known.id}.md"
    before = page.read_text(encoding="utf-8")
    days = "; ".join(one.printed for one in known.deadlines)
    (tmp_path / "dk.txt").write_text(f"Danh sách đăng ký của {known.locality}: {days}.\n", encoding="utf-8")
    report = import_plan(tmp_path / "dk.txt", root=config.parent, today=TODAY)
    assert (report.campaign, report.written) == (known.id, ())
    assert "no-sections" in {one.code for one in report.problems}
    assert page.read_text(encoding="utf-8") == before
