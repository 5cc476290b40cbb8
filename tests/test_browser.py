"""The portal in a real browser: what a reader's phone does with it. Needs Debian's chromium."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browsing import PAGES, go, serve_own_portal

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_own_portal(tmp_path_factory.mktemp("portal")) as base:
        yield base


def test_every_kind_of_page_asks_only_its_own_host_and_raises_no_error(phone: BrowserContext, address: str) -> None:
    asked: list[str] = []
    errors: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("weberror", lambda error: errors.append(str(error.error)))
    phone.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    # All open before each is waited for: a page asks for nothing more half a second after the last time it did.
    pages = [phone.new_page() for _ in PAGES]
    for page, path in zip(pages, PAGES, strict=True):
        page.goto(address + path)
    for page in pages:
        page.wait_for_load_state("networkidle")
    own = (address, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    # The last page is missing on purpose; the browser reports that one itself.
    assert [text for text in errors if "404" not in text] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    context.close()
    assert wide == []


def test_every_page_has_one_heading_of_the_first_level_and_one_main(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    counts = {}
    for path in PAGES:
        page.goto(address + path)
        counts[path] = (page.locator("h1").count(), page.locator("main").count())
    assert {path: found for path, found in counts.items() if found != (1, 1)} == {}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (datetime(2026, 11, 14, 9), "còn 5 ngày"),
        (datetime(2026, 11, 19, 9), "hôm nay"),
        (datetime(2026, 11, 25, 9), "đã qua"),
    ],
    ids=["five days before", "on the last safe day", "after"],
)
def test_days_left_are_those_of_the_day_of_reading(
    phone: BrowserContext, address: str, today: datetime, expected: str
) -> None:
    # “trước ngày 20/11/2026” (Đồ Sơn, dòng 249): the last safe day is 19/11/2026.
    page = phone.new_page()
    page.clock.set_fixed_time(today)
    page.goto(f"{address}/lich/")
    shown = page.locator('time[data-due][datetime="2026-11-19"]').first.locator("xpath=..").inner_text()
    assert "19/11/2026" in shown
    assert expected in shown.lower()


def test_without_javascript_deadlines_show_plain_dates(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/lich/")
    shown = page.locator('time[data-due][datetime="2026-11-19"]').first.locator("xpath=..").inner_text().lower()
    context.close()
    assert "19/11/2026" in shown
    assert "còn" not in shown


def test_without_javascript_a_reader_gets_from_home_to_a_model(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator('main a[href$="mo-hinh/linh-vuc/kinh-te/"]').first.click()
    page.locator('main a[href*="mo-hinh/"]').filter(has_text="rau").first.click()
    heading = page.locator("h1").inner_text()
    context.close()
    assert "rau" in heading.lower()


@pytest.mark.parametrize("query", ["phân loại rác", "phan loai rac"], ids=["with marks", "without marks"])
def test_search_finds_a_model(phone: BrowserContext, address: str, query: str) -> None:
    page = go(phone, f"{address}/tim-kiem/?q={query}")
    results = page.locator(".result-link")
    results.first.wait_for()
    first = [link.get_attribute("href") or "" for link in results.all()[:3]]
    assert any("ngo-12-phan-loai-rac" in link for link in first)


def test_scheme_is_remembered_on_the_next_page(phone: BrowserContext, address: str) -> None:
    page = go(phone, address)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-scheme-toggle]:visible").first.click()
    page.goto(f"{address}/lich/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_phone_menu_opens_and_leads_to_a_section(phone: BrowserContext, address: str) -> None:
    page = go(phone, address)
    page.locator('[for="__drawer"]:visible, [data-open-drawer]:visible').first.click()
    page.locator("nav a:visible", has_text="Biểu mẫu").first.click()
    page.wait_for_url("**/bieu-mau/")
    assert page.locator("h1").inner_text() == "Biểu mẫu để tải về"


def test_printing_a_plan_leaves_out_the_site_around_it(phone: BrowserContext, address: str) -> None:
    page = go(phone, f"{address}/ke-hoach/do-son-2026/")
    page.emulate_media(media="print")
    assert not page.locator("header[data-md-component=header], .masthead").first.is_visible()
    assert not page.locator("footer").last.is_visible()
    assert page.locator("h1").is_visible()
