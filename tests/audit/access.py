"""axe-core on a page of every template, and who is asked for what meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.audit.checks import Check, count_faults
from tests.browsing import PAGES

SCREENS = {390: 844, 1280: 900}


def find_violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it is shown now: one line for each kind, with the first place."""
    return [
        f"{one['id']} ({len(one['nodes'])}): {one['help']}: {' '.join(map(str, one['nodes'][0]['target']))}"
        for one in Axe().run(page).response["violations"]
    ]


def check_access(browser: Browser, address: str) -> Iterator[Check]:
    """Violations on every screen and in every scheme; requests to another host on all of them."""
    asked: list[str] = []
    for width, height in SCREENS.items():
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
        page = context.new_page()
        page.on("request", lambda one: asked.append(one.url))
        light: list[str] = []
        dark: list[str] = []
        for path in PAGES:
            page.goto(address + path, wait_until="networkidle")
            light += [f"{path}: {one}" for one in find_violations(page)]
            page.locator("[data-scheme-toggle]").first.click()
            dark += [f"{path}: {one}" for one in find_violations(page)]
            # The next page begins in the light again.
            page.locator("[data-scheme-toggle]").first.click()
        context.close()
        yield count_faults(f"axe-core, {width} px, nền sáng", light, f"{len(PAGES)} trang")
        yield count_faults(f"axe-core, {width} px, nền tối", dark, f"{len(PAGES)} trang")
    foreign = sorted({one for one in asked if not one.startswith((address, "data:", "blob:"))})
    yield count_faults("Yêu cầu gửi tới máy chủ khác", foreign, f"{len(PAGES)} trang")
