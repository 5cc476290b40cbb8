"""Long answers of a form show on the model's page as they were written, and go back into a report the same."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing import import_register
from generator.importing.register.prose import write_prose
from generator.markup import render_markdown
from generator.reporting import report
from generator.reporting.typed import as_typed
from tests.filling import DAY, models_of, records_of
from tests.test_register_traps import ECONOMY, line, sheet
from tests.test_reporting import rows_of


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Đạt 70% hộ", "<p>Đạt 70% hộ</p>"),
        ("Dòng một\nDòng hai", "<p>Dòng một</p>\n<p>Dòng hai</p>"),
        ("Vận động hộ dân\ncùng tham gia", "<p>Vận động hộ dân\ncùng tham gia</p>"),
        (
            "Chỉ tiêu:\n- 100% ngõ\n+ 12 ngõ lớn\n– 90% hộ",
            "<p>Chỉ tiêu:</p>\n<ul>\n<li>100% ngõ<ul>\n<li>12 ngõ lớn</li>\n</ul>\n</li>\n<li>90% hộ</li>\n</ul>",
        ),
        ("1. Họp dân\n2) Dọn ngõ", "<ol>\n<li>Họp dân</li>\n<li>Dọn ngõ</li>\n</ol>"),
        ("3. Mở rộng\n5. Tổng kết", "<p>3. Mở rộng</p>\n<p>5. Tổng kết</p>"),
        ("# 3*4*5 <b>[x](y)</b> `a` _b_", "<p># 3*4*5 &lt;b&gt;[x](y)&lt;/b&gt; `a` _b_</p>"),
        ("- một\n1. hai\n2. ba", "<ul>\n<li>một</li>\n</ul>\n<ol>\n<li>hai</li>\n<li>ba</li>\n</ol>"),
    ],
)
def test_lines_lists_and_signs_show_as_they_were_typed(typed: str, html: str) -> None:
    assert render_markdown(write_prose(typed, is_wrapped=False)) == html


def test_a_sentence_over_two_dotted_lines_is_one_paragraph() -> None:
    typed = "Rác trôi vào bến cá\nNgọc Hải mỗi ngày.\nTổ đã họp hai lần."
    assert write_prose(typed, is_wrapped=True) == "Rác trôi vào bến cá\nNgọc Hải mỗi ngày.\n\nTổ đã họp hai lần."


@pytest.mark.parametrize("plain", ["Đạt 70% hộ; 12/12 ngõ: tốt", "xóm Đông & xóm Tây, 3 < 4", "Bà “Sáu” – tổ 5 (cũ)"])
def test_usual_words_stand_in_the_file_as_they_are(plain: str) -> None:
    assert write_prose(plain, is_wrapped=False) == plain


_SIGNS = st.text(alphabet="aăB đ12.)-+*_#<>&[]()`\\|!=~:;\"'\u00a0/x", min_size=1, max_size=24)


@given(st.lists(_SIGNS, min_size=1, max_size=5))
def test_no_sign_is_lost_or_taken_for_markup(lines: list[str]) -> None:
    """The page has the letters and signs of the answer, but for the dashes of lists, which it draws."""
    page = unescape(re.sub(r"<[^>]+>", " ", render_markdown(write_prose("\n".join(lines), is_wrapped=False))))
    assert _signs(page) == _signs("\n".join(lines))


def _signs(text: str) -> str:
    """All but blanks, and what begins a line as a list does."""
    lines = (re.sub(r"^\s*(?:[-–—•·*+]|\d+[.)])\s+(?=\S)", "", one) for one in text.split("\n"))
    return re.sub(r"\s", "", "".join(lines))


@given(st.lists(_SIGNS, min_size=1, max_size=4))
def test_a_report_types_it_as_it_would_be_read_again(lines: list[str]) -> None:
    written = write_prose("\n".join(lines), is_wrapped=False)
    again = write_prose(as_typed(written), is_wrapped=False)
    assert " ".join(as_typed(again).split()) == " ".join(as_typed(written).split())


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_goal_of_several_lines_comes_back_from_its_report(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    goal = "Trong năm:\n- 100% ngõ có đèn\n- giảm 3*2 vụ [mất trộm]\nBà con đồng tình"
    assert import_register(
        sheet(tmp_path / "a.xlsx", ECONOMY, line("Ngõ sáng", goal=goal)), root=blank_portal, today=DAY
    ).written
    made = report(records_of(blank_portal), blank_portal, "thuy-nguyen-mau-1", suffix, day=DAY)
    if suffix == "docx":
        assert goal in {cell for row in rows_of(made.content) for cell in row}
    again = tmp_path / f"again.{suffix}"
    again.write_bytes(made.content)
    imported = import_register(again, root=blank_portal, today=DAY, unit="hoi-nong-dan")
    assert [one.differences for one in imported.changes] == [()]
    assert len(models_of(blank_portal)) == 1
