"""The portal in a real browser: what a reader's phone does with it. Needs Debian's chromium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import PAGES, go, open_window

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(own_address: str) -> str:
    return own_address


@pytest.fixture
def own_phone(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a phone that a test may change for good."""
    with open_window(browser, 390, 844) as context:
        yield context


@dataclass(frozen=True)
class Visits:
    """Every kind of page once on a phone: what they asked for, what went wrong, what stands on each.

    `counts` are headings of the first level and main parts, `widths` px of the page by the screen; by path.
    """

    asked: list[str]
    errors: list[str]
    counts: Mapping[str, tuple[int, int]]
    widths: Mapping[str, Mapping[int, int]]


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str) -> Visits:
    asked: list[str] = []
    errors: list[str] = []
    with open_window(browser, 390, 844) as window:
        window.on("request", lambda request: asked.append(request.url))
        window.on("weberror", lambda error: errors.append(str(error.error)))
        window.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        # All open before each is waited for: a page asks for nothing more half a second after the last time it did.
        pages = {path: window.new_page() for path in PAGES}
        for path, page in pages.items():
            page.goto(address + path)
        for page in pages.values():
            page.wait_for_load_state("networkidle")
        counts = {path: (page.locator("h1").count(), page.locator("main").count()) for path, page in pages.items()}
        return Visits(asked, errors, counts, {path: _measure(page) for path, page in pages.items()})


def _measure(page: Page) -> dict[int, int]:
    """Shape: {width of the screen: width of the page}, in CSS px."""
    widths = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    return widths


def test_every_kind_of_page_asks_only_its_own_host_and_raises_no_error(visits: Visits, address: str) -> None:
    own = (address, "data:", "blob:")
    assert [url for url in visits.asked if not url.startswith(own)] == []
    # The last page is missing on purpose; the browser reports that one itself.
    assert [text for text in visits.errors if "404" not in text] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(visits: Visits, width: int) -> None:
    assert [path for path, found in visits.widths.items() if found[width] > width] == []


def test_every_page_has_one_heading_of_the_first_level_and_one_main(visits: Visits) -> None:
    assert {path: found for path, found in visits.counts.items() if found != (1, 1)} == {}


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
    own_phone: BrowserContext, address: str, today: datetime, expected: str
) -> None:
    # “trước ngày 20/11/2026” (Đồ Sơn, dòng 249): the last safe day is 19/11/2026.
    page = own_phone.new_page()
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
