"""A newer version of a form takes the older one's place: on its page, in listings, for units."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.outputs.pages import forms, home
from generator.pipeline import check, open_portal
from generator.portal import Portal
from tests.office import Pages, by_class, make_pages, words
from tests.portals import copy_small, edit
from tests.test_cli import call

OLD = "data/forms/phieu-dang-ky.yml"
TODAY = date(2026, 2, 1)
NOTICE = "Mẫu này đã được thay"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The small portal with a second version of its form, and a third of that."""
    made = copy_small(tmp_path)
    first = (made.parent / OLD).read_text(encoding="utf-8")
    for number, newer in ((2, "superseded_by: phieu-3\n"), (3, "")):
        text = first.replace("campaign: ben-may-2028\n", f"campaign: ben-may-2028\nversion: 2028-{number}\n{newer}")
        (made.parent / f"data/forms/phieu-{number}.yml").write_text(text, encoding="utf-8")
    edit(made.parent, {OLD: ("number: Mẫu 1\n", "number: Mẫu cũ\nsuperseded_by: phieu-2\n")})
    return made


@pytest.fixture
def portal(config: Path) -> Portal:
    checked = check(config)
    assert checked.ok, [f"{one.at}: {one.wrong}" for one in checked.problems]
    return open_portal(checked, config.parent, TODAY)


@pytest.fixture
def pages(portal: Portal) -> Pages:
    return make_pages(forms, portal)


def test_page_of_the_old_form_leads_to_the_newest_on_top(pages: Pages) -> None:
    page = pages["bieu-mau/ben-may-2028/phieu-dang-ky/index.html"]
    (notice,) = by_class(page, "notice")
    assert words(notice).startswith(NOTICE)
    assert "phiên bản 2028-3" in words(notice)
    assert [link.get("href") for link in notice.iter("a")] == ["../../../bieu-mau/ben-may-2028/phieu-3/"]
    order = [one.get("class", "").split(" ")[0] for one in page.iter("div", "h1") if one.get("class")]
    assert order.index("notice") < order.index("form-page")


def test_old_form_can_still_be_downloaded(pages: Pages) -> None:
    page = pages["bieu-mau/ben-may-2028/phieu-dang-ky/index.html"]
    assert len(by_class(page, "form-downloads")) == 1


def test_page_of_the_newest_form_says_nothing_of_it(pages: Pages) -> None:
    assert NOTICE not in words(pages["bieu-mau/ben-may-2028/phieu-3/index.html"])


def test_forms_by_task_are_those_in_use(pages: Pages) -> None:
    (row,) = by_class(pages["bieu-mau/index.html"], "form-row")[:1]
    assert words(by_class(row, "form-row-name")[0]) == "Mẫu 1. Phiếu đăng ký mô hình"
    names = [words(one) for one in by_class(pages["bieu-mau/index.html"], "form-row-name")]
    assert not any(name.startswith("Mẫu cũ") for name in names)


def test_forms_of_a_plan_come_with_the_replaced_ones_last_and_marked(pages: Pages, portal: Portal) -> None:
    (campaign,) = portal.library.campaigns
    ids = [form.id for form in portal.library.forms_of(campaign)]
    assert ids == ["phieu-3", "phu-luc-01", "phieu-2", "phieu-dang-ky"]
    (plan,) = by_class(pages["bieu-mau/index.html"], "form-plan")
    marks = [words(one) for one in by_class(plan, "status")]
    assert marks[2:] == ["Đã thay", "Đã thay"]
    assert "Đã thay" not in marks[:2]


def test_home_offers_no_replaced_form(portal: Portal) -> None:
    (page,) = make_pages(home, portal).values()
    assert "Mẫu cũ" not in words(page)


def test_unit_gets_the_form_in_use_only(config: Path) -> None:
    assert call("forms", "--config", config, "--unit", "to-5", "--out", config.parent / "ra") == 0
    assert {path.stem for path in (config.parent / "ra").iterdir()} == {"phieu-3"}


def test_unknown_newer_form_is_reported(config: Path) -> None:
    edit(config.parent, {OLD: ("superseded_by: phieu-2\n", "superseded_by: phieu-9\n")})
    assert "unknown-form" in {one.code for one in check(config).problems}
