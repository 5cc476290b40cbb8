"""Access in a real browser: axe, keyboard, zoom, reduced motion, no script, paper. The whole of it is `make audit`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from generator.output import Page as Declared
from generator.outputs import declare_all
from generator.pipeline import check, open_portal
from tests.audit.access import find_violations
from tests.browsing import OWN_CONFIG, OWN_DAY, PAGES, go, open_window

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(own_address: str) -> str:
    return own_address


def test_every_template_has_a_page_that_is_looked_at() -> None:
    portal = open_portal(check(OWN_CONFIG), OWN_CONFIG.parent, OWN_DAY)
    outputs = [one for _, batch in declare_all(portal) for one in batch.declare() if isinstance(one, Declared)]
    templates = {f"/{one.address}": one.template for one in outputs}
    assert {templates[path] for path in PAGES if path in templates} | {"not_found.html"} == set(templates.values())


# axe-core, on one screen and in one scheme


@pytest.mark.parametrize("path", ["/mo-hinh/", "/mo-hinh/ngo-12-phan-loai-rac/"])
def test_pages_shared_most_keep_nobody_out(phone: BrowserContext, address: str, path: str) -> None:
    assert find_violations(go(phone, address + path)) == []


def test_open_menu_keeps_nobody_out(phone: BrowserContext, address: str) -> None:
    page = go(phone, address)
    page.locator('[for="__drawer"]:visible').first.click()
    page.locator(".drawer-link:visible").first.wait_for()
    assert find_violations(page) == []


# keyboard

_STOP = """() => {
  const one = document.activeElement;
  const button = one.id === '__drawer' && document.querySelector('.tool-drawer');
  const shown = button || one.closest('.model-card, .story-card') || one;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  return {
    name: (one.getAttribute('aria-label') || one.innerText || one.title || '').trim().split('\\n')[0],
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none',
    seen: box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
    inMain: !!one.closest('main'),
  };
}"""


def walk(page: Page, most: int) -> Iterator[dict[str, object]]:
    """What has the focus after each press of Tab."""
    for _ in range(most):
        page.keyboard.press("Tab")
        yield page.evaluate(_STOP)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)], ids=["phone", "desk"])
def test_every_stop_of_the_keyboard_is_seen(browser: Browser, address: str, width: int, height: int) -> None:
    hidden = []
    with open_window(browser, width, height) as context:
        for path in ("/mo-hinh/ngo-12-phan-loai-rac/", "/bieu-mau/", "/lich/"):
            page = go(context, address + path)
            stops = list(walk(page, 30))
            assert stops[0]["name"] == "Đi thẳng tới nội dung"
            assert any(one["inMain"] for one in stops)
            hidden += [(path, one["name"]) for one in stops if not (one["marked"] and one["seen"])]
    assert hidden == []


def tab_to(page: Page, name: str, most: int = 40) -> None:
    assert any(one["name"] == name for one in walk(page, most)), name


def test_menu_of_a_phone_by_keyboard_alone(phone: BrowserContext, address: str) -> None:
    page = go(phone, address)
    tab_to(page, "Mở, đóng trình đơn")
    page.keyboard.press("Enter")
    page.locator(".drawer-link:visible").first.wait_for()
    first, *rest = walk(page, 3)
    assert (first["name"], first["marked"], first["seen"]) == ("Trang chủ", True, True)
    assert [one["name"] for one in rest] == ["Mô hình", "Gương điển hình"]
    page.keyboard.press("Escape")
    page.locator(".drawer").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "__drawer"
    page.keyboard.press("Space")
    page.locator(".drawer-link:visible").first.wait_for()
    tab_to(page, "Biểu mẫu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bieu-mau/")


def test_menu_closes_behind_whoever_walks_out_of_it(phone: BrowserContext, address: str) -> None:
    page = go(phone, address)
    tab_to(page, "Mở, đóng trình đơn")
    page.keyboard.press("Space")
    page.locator(".drawer-link:visible").last.focus()
    page.keyboard.press("Tab")
    page.locator(".drawer").wait_for(state="hidden")
    assert page.evaluate(_STOP)["seen"]


def test_menu_of_a_desk_by_keyboard_alone(desk: BrowserContext, address: str) -> None:
    page = go(desk, address)
    tab_to(page, "Lịch hạn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lich/")
    assert page.locator(".menu-bar-link[aria-current]").inner_text() == "Lịch hạn"


def test_first_stop_leads_to_the_content(desk: BrowserContext, address: str) -> None:
    page = go(desk, f"{address}/mo-hinh/ngo-12-phan-loai-rac/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(_STOP)["inMain"]


# zoom, reduced motion, paper: a page is loaded once for all three

# Text that its own box cuts off; a name in the masthead may be cut after three lines.
_CUT = """() => Array.from(document.querySelectorAll('body *')).filter(one => {
  const style = getComputedStyle(one);
  if (one.matches('.masthead-title, input') || one.clientWidth <= 1) return false;
  const across = ['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
  const down = ['hidden', 'clip'].includes(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
  return (across || down) && one.innerText;
}).map(one => one.className)"""
# Shape: {what is enlarged: (width, height, size of plain type)}, all in CSS px.
ZOOMS = {
    "200 %": (640, 450, 16),
    "400 %": (320, 256, 16),
    "type alone, desk": (1280, 900, 32),
    "type alone, phone": (390, 844, 32),
}
_MOVING = """() => Array.from(document.querySelectorAll('*')).filter(one => {
  const style = getComputedStyle(one);
  const lasts = style.transitionDuration + ',' + (style.animationName === 'none' ? '' : style.animationDuration);
  return lasts.split(',').some(time => parseFloat(time) > 0) || style.scrollBehavior === 'smooth';
}).map(one => one.className)"""
_ON_PAPER = """() => ({
  around: Array.from(document.querySelectorAll('.masthead, .drawer, .footer, .skip, .share, .search-form, .tool'))
    .filter(one => one.checkVisibility({visibilityProperty: true})).map(one => one.className),
  titled: document.querySelector('h1').checkVisibility({visibilityProperty: true}),
  ground: getComputedStyle(document.body).backgroundColor,
})"""


@dataclass(frozen=True)
class Look:
    """A page in every way in which it is looked at.

    `zooms` is by what is enlarged: px too wide, classes of what is cut off; `moving` are classes of what moves.
    """

    zooms: Mapping[str, tuple[int, list[str]]]
    moving: list[str]
    paper: Mapping[str, object]


@pytest.fixture(scope="module")
def looks(browser: Browser, address: str) -> Mapping[str, Look]:
    """Shape: {path: what its page looks like}."""
    with open_window(browser, 390, 844) as context:
        return {path: look for page in [context.new_page()] for path, look in _look(page, address)}


def _look(page: Page, address: str) -> Iterator[tuple[str, Look]]:
    session = page.context.new_cdp_session(page)
    for path in PAGES:
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        page.goto(address + path)
        moving = page.evaluate(_MOVING)
        page.emulate_media(media="print", color_scheme="dark")
        page.set_viewport_size({"width": 1280, "height": 900})
        paper = page.evaluate(_ON_PAPER)
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
        yield path, Look({zoom: _enlarge(page, session, zoom) for zoom in ZOOMS}, moving, paper)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})


def _enlarge(page: Page, session: CDPSession, zoom: str) -> tuple[int, list[str]]:
    width, height, type_px = ZOOMS[zoom]
    page.set_viewport_size({"width": width, "height": height})
    session.send("Page.setFontSizes", {"fontSizes": {"standard": type_px}})
    return page.evaluate("document.documentElement.scrollWidth") - width, page.evaluate(_CUT)


def test_enlarged_pages_neither_scroll_sideways_nor_cut_text(looks: Mapping[str, Look]) -> None:
    found = {(path, zoom): one for path, look in looks.items() for zoom, one in look.zooms.items()}
    assert {place: (wide, cut) for place, (wide, cut) in found.items() if wide > 0 or cut} == {}


def test_nothing_moves_for_those_who_asked_for_stillness(
    phone: BrowserContext, address: str, looks: Mapping[str, Look]
) -> None:
    assert "drawer" in go(phone, address).evaluate(_MOVING)
    assert {path: look.moving for path, look in looks.items() if look.moving} == {}


def test_paper_holds_the_page_and_not_the_site_around_it(looks: Mapping[str, Look]) -> None:
    wanted = {"around": [], "titled": True, "ground": "rgb(255, 255, 255)"}
    assert {path: look.paper for path, look in looks.items() if look.paper != wanted} == {}


# without a script


# Boxes to tick on the page of components only show what they look like.
_READS = """() => {
  const dead = "button:not(form[action] *), [role=button], a:not([href]), a[href='#'], select:not(form[action] *), "
    + "input:not(form[action] *, .md-toggle, .scheme-panel *)";
  const shown = one => one.checkVisibility({visibilityProperty: true});
  return {
    titled: shown(document.querySelector('h1')),
    words: document.querySelector('main').innerText.split(/\\s+/).length,
    dead: Array.from(document.querySelectorAll(dead)).filter(shown).map(one => one.outerHTML),
  };
}"""


def test_without_a_script_every_page_reads_and_no_control_is_dead(browser: Browser, address: str) -> None:
    wrong = {}
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        found = page.evaluate(_READS)
        if not found["titled"] or found["words"] < 20 or found["dead"]:
            wrong[path] = found
    context.close()
    assert wrong == {}


def test_without_a_script_the_menu_opens(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator('[for="__drawer"]:visible').first.click()
    page.locator(".drawer-link", has_text="Lịch hạn").click()
    page.wait_for_url("**/lich/")
    context.close()
