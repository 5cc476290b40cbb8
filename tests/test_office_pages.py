"""Plans, forms and guides as the people in the offices read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from generator.contents import frame_wide_parts, list_rows
from generator.library import Library, address_of
from generator.outputs.pages import plans
from generator.outputs.pages.comparison import say_amount
from generator.portal import Portal
from generator.records.campaign import Campaign, Target
from generator.records.form import FormStatus
from tests.office import REAL, Pages, by_class, by_id, make_pages, office_pages, repository_portal, words


@pytest.fixture(scope="module")
def portal() -> Portal:
    return repository_portal()


@pytest.fixture(scope="module")
def pages() -> Pages:
    return office_pages()


# --- forms


def test_a_form_page_offers_the_files_that_exist(portal: Portal, pages: Pages) -> None:
    for form in portal.library.records.forms.values():
        page = pages[f"{address_of(form)}index.html"]
        offered = [Path(link).name for link in page.xpath("//a[@download]/@href")]
        assert offered == [f"{form.id}.{suffix}" for suffix in form.formats]


def test_a_form_that_is_only_named_has_no_file_and_says_whom_to_ask(portal: Portal, pages: Pages) -> None:
    named = [one for one in portal.library.records.forms.values() if one.status is FormStatus.NAMED_ONLY]
    assert named
    for form in named:
        page = pages[f"{address_of(form)}index.html"]
        assert not page.xpath("//a[@download]")
        assert (form.issued_by or "") in words(page)
        assert form.status.label in words(page)


def test_a_reconstructed_form_is_labelled_as_ours(pages: Pages) -> None:
    page = pages["bieu-mau/do-son-2026/do-son-mau-3/index.html"]
    assert [words(one) for one in by_class(page, "form-side")[0].find_class("status")] == ["Mẫu dựng lại theo văn bản"]


def test_the_list_of_forms_tells_who_sends_what_to_whom_by_when(portal: Portal, pages: Pages) -> None:
    text = words(pages["bieu-mau/index.html"])
    for form in portal.library.records.forms.values():
        assert all(one in text for one in (form.title, form.sender, form.recipient, form.due or ""))


def test_a_form_is_drawn_with_its_levels_of_heading(pages: Pages) -> None:
    table = by_class(pages["bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-2/index.html"], "paper-table")[0]
    head = [[(words(cell), cell.get("colspan"), cell.get("rowspan")) for cell in row.xpath("th")] for row in table[1]]
    assert ("Tổng số mô hình1", "2", None) in head[0]
    assert ("Stt", None, "2") in head[0]
    assert [cell[0] for cell in head[1]] == [
        "Mô hình có từ trước tiếp tục duy trì với chỉ tiêu, mục tiêu cao hơn",
        "Mô hình mới triển khai trong năm",
    ]


def test_printed_examples_are_not_on_the_blank_form(pages: Pages) -> None:
    page = pages["bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1/index.html"]
    assert "Trồng ổi lê" not in words(by_class(page, "paper")[0])
    assert "Trồng ổi lê" in words(by_class(page, "paper-table-examples")[0])


# --- plans


def differences(pages: Pages, topic: str) -> dict[str, str]:
    """What the comparison says on a topic: {answer: the plans that give it}."""
    section = by_id(pages["ke-hoach/index.html"], topic).getparent()
    assert section is not None
    return {words(one[0]): (one[0].tail or "").strip() for one in by_class(section, "differences-item")}


def test_comparison_tells_five_steps_of_appraisal_from_six(pages: Pages) -> None:
    assert differences(pages, "tham-dinh") == {
        "05 bước thẩm định": "Một xã của Hải Phòng 2026, Phường Thủy Nguyên 2026",
        "06 bước thẩm định": "Phường Đồ Sơn 2026",
        "không nêu quy trình thẩm định": "Phường Minh Xuân 2026–2030, Phường Việt Hưng 2026",
    }


def test_comparison_shows_each_step_beside_its_fellows(pages: Pages) -> None:
    section = by_id(pages["ke-hoach/index.html"], "tham-dinh").getparent()
    assert section is not None
    steps = [row for row in section.xpath(".//tbody/tr") if words(row[0]).startswith("Bước")]
    # Two plans describe no appraisal; the sixth step is Đồ Sơn's alone.
    assert [len(by_class(row, "silent")) for row in steps] == [2, 2, 2, 2, 2, 4]


def test_comparison_tells_two_copies_from_three(pages: Pages) -> None:
    said = differences(pages, "ho-so")
    assert said["02 bộ"] == "Phường Thủy Nguyên 2026"
    assert said["03 bộ"] == "Một xã của Hải Phòng 2026, Phường Đồ Sơn 2026"


def test_comparison_leaves_samples_out(pages: Pages) -> None:
    heads = pages["ke-hoach/index.html"].xpath("//table[contains(@class, 'compare')]/thead")
    assert heads
    assert all("Sen Hồng" not in words(one) for one in heads)


def statements(campaign: Campaign) -> Iterator[str]:
    for name in ("parents", "purposes", "implementers", "targets", "counting_rules", "directions", "deadlines",
                 "steps", "principles", "appraisal_steps", "recognition", "report_outline", "initiatives",
                 "responsibilities", "remarks"):  # fmt: skip
        yield from (one.text for one in getattr(campaign, name))
    yield from (item.text for one in campaign.criteria for item in one.items)
    yield from (theme.text for one in campaign.fields for theme in one.themes)
    yield from (item.text for item in (campaign.dossier.items if campaign.dossier else ()))
    yield from (one.text for one in (campaign.story_rules.parts if campaign.story_rules else ()))


@pytest.mark.parametrize("name", REAL)
def test_a_plan_page_holds_every_fact_of_its_record(portal: Portal, pages: Pages, name: str) -> None:
    text = words(pages[f"ke-hoach/{name}/index.html"])
    missing = [one for one in statements(portal.library.campaign(name)) if one not in text]
    assert missing == []


def test_a_summary_of_a_plan_is_called_a_summary(pages: Pages) -> None:
    assert words(by_id(pages["ke-hoach/do-son-2026/index.html"], "van-ban")) == "Bản tóm lược"


def test_a_plan_without_text_says_so_and_still_tells_its_facts(portal: Portal) -> None:
    textless = replace(portal, library=Library(replace(portal.library.records, pages={}), portal.pictures))
    page = make_pages(plans, textless)["ke-hoach/do-son-2026/index.html"]
    assert "Cổng chưa có phần chữ của văn bản này" in words(page)
    assert "Có ít nhất 06 mô hình" in words(by_id(page, "du-kien-chi-tieu"))


def test_number_and_day_left_blank_are_said_to_be_blank(pages: Pages) -> None:
    text = words(by_id(pages["ke-hoach/viet-hung-2026/index.html"], "du-kien-van-ban"))
    assert "Số, ký hiệuđể trống trong bản in (“Số - CV/ĐU”)" in text


@pytest.mark.parametrize(
    ("value", "unit", "at_least", "said"),
    [
        (6, "mô hình", True, "ít nhất 06 mô hình"),
        (100, "%", False, "100 %"),
        (None, None, False, "không có con số"),
        (2.5, "ha", False, "2,5 ha"),
        (1200, "hộ", False, "1.200 hộ"),
    ],
)
def test_an_amount_is_written_as_documents_write_it(
    value: float | None, unit: str | None, at_least: bool, said: str
) -> None:
    target = Target(id="x", text="x", source="x", scope="x", value=value, unit=unit, at_least=at_least)
    assert say_amount(target) == said


# --- prose


def test_guides_follow_their_own_order_and_hand_on(pages: Pages) -> None:
    listed = [Path(link).name for link in pages["huong-dan/index.html"].xpath("//a[@class='guides-link']/@href")]
    assert listed == [
        "dang-ky-mo-hinh", "tam-tieu-chi", "bao-cao", "tham-dinh", "ho-so-cong-nhan", "viet-bai", "van-hanh-cong",
        "nhan-dang-ky", "nhan-bai-viet", "nhap-ke-hoach", "dien-san-bieu-mau", "lap-bao-cao", "goi-ho-so",
    ]  # fmt: skip
    for here, following in pairwise(listed):
        (link,) = pages[f"huong-dan/{here}/index.html"].xpath("//a[contains(@class, 'next-guide')]/@href")
        assert Path(link).name == following


def test_a_guide_ends_with_what_each_plan_says(pages: Pages) -> None:
    page = pages["huong-dan/ho-so-cong-nhan/index.html"]
    assert "Số bộ: 02 bộ (báo cáo thành tích)." in words(by_id(page, "thuy-nguyen-2026"))
    assert "Biên bản họp bình xét của Đảng ủy phường." in words(by_id(page, "do-son-2026"))
    register = by_id(pages["huong-dan/dang-ky-mo-hinh/index.html"], "do-son-2026")
    assert any(link.endswith("/do-son-mau-3/") for link in register.xpath(".//a/@href"))


def test_a_guide_names_the_plans_that_are_silent(pages: Pages) -> None:
    (silent,) = by_class(pages["huong-dan/tham-dinh/index.html"], "local-silent")
    assert words(silent) == "Văn bản không nêu: Phường Minh Xuân 2026–2030, Phường Việt Hưng 2026."


def test_every_table_of_a_text_scrolls_in_its_own_box() -> None:
    boxed = frame_wide_parts("<p>Một</p><table><tr><td>Hai</td></tr></table>")
    assert re.fullmatch(r'<p>Một</p><div class="table-scroll"[^>]*><table>.*</table></div>', boxed)
    form = '<div class="form-table-wrap">\n<table class="form-table"><tr><td>Ba</td></tr></table></div>'
    assert frame_wide_parts(form).count("<div") == 1
    assert frame_wide_parts(form).startswith('<div class="form-table-wrap" tabindex="0"')


def test_contents_list_headings_as_they_are_read() -> None:
    text = '<h2 id="i">I. Mục đích &amp; <em>yêu cầu</em></h2><h3 id="i-1">1. Chung</h3><h4 id="a">a</h4><h2>Trần</h2>'
    assert list_rows(text) == [("i", "I. Mục đích & yêu cầu", 2), ("i-1", "1. Chung", 3)]


def test_pages_carry_no_inline_style(pages: Pages) -> None:
    assert [path for path, page in pages.items() if page.xpath("//main//*[@style] | //main//style")] == []
