"""What a first visit transfers, and how far what is read jumps about while it arrives."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Response, ViewportSize

from tests.audit.checks import Check
from tests.audit.lighthouse import PAGES

# A phone with as fine a screen as phones have, on a slow mobile network.
PHONE: ViewportSize = {"width": 390, "height": 844}
DENSITY = 3
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
# Of a slow network on a machine that has other work: in ms.
PATIENCE = 120_000
MODEL_KB, HOME_KB = 60, 150
MOST_SHIFT = 0.02

# Adds up shifts as Core Web Vitals do: the worst window of at most 5 s without a pause of 1 s.
_WATCH_SHIFTS = """
window.worstShift = 0;
let sum = 0, first = 0, last = -Infinity;
new PerformanceObserver(list => {
  for (const one of list.getEntries()) {
    if (one.hadRecentInput) continue;
    if (one.startTime - last > 1000 || one.startTime - first > 5000) { sum = 0; first = one.startTime; }
    last = one.startTime;
    sum += one.value;
    window.worstShift = Math.max(window.worstShift, sum);
  }
}).observe({type: 'layout-shift', buffered: true});
"""


def check_weights(browser: Browser, address: str) -> Iterator[Check]:
    """Compressed bodies of a first visit on a phone: 1 KB is 1,024 bytes, icons of the page count as pictures."""
    for name, with_pictures, most in (("mô hình", False, MODEL_KB), ("trang chủ", True, HOME_KB)):
        sizes = _weigh(browser, address + PAGES[name])
        counted = {one: size for one, (size, picture) in sizes.items() if with_pictures or not picture}
        total = sum(counted.values()) / 1024
        what = f"Nặng, {name}, {'cả ảnh' if with_pictures else 'không kể ảnh'}"
        heaviest = sorted(counted.items(), key=lambda one: -one[1])
        faults = tuple(f"{size:>7} {url.removeprefix(address)}" for url, size in heaviest) if total > most else ()
        yield Check(what, f"≤ {most} KB", f"{total:.1f} KB, {len(counted)} tệp", total <= most, faults)


def _weigh(browser: Browser, url: str) -> dict[str, tuple[int, bool]]:
    """Shape: {address: (bytes of its body as sent, is it a picture)}."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=DENSITY)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    page.goto(url, wait_until="networkidle")
    sizes = {
        one.url: (one.request.sizes()["responseBodySize"], one.request.resource_type == "image" or "favicon" in one.url)
        for one in answers
    }
    context.close()
    return sizes


def check_shifts(browser: Browser, address: str) -> Iterator[Check]:
    """Cumulative layout shift on a slow network, scrolled to the end, on a phone and on a desk."""
    for name, path in PAGES.items():
        shifts = []
        for width, height in ((390, 844), (1280, 900)):
            context = browser.new_context(viewport={"width": width, "height": height})
            shifts.append(_measure_shift(context, address + path))
            context.close()
        words = ", ".join(f"{one:.3f}" for one in shifts)
        yield Check(f"Xê dịch khi tải (CLS), {name}", f"≤ {MOST_SHIFT}", words, max(shifts) <= MOST_SHIFT)


def _measure_shift(context: BrowserContext, url: str) -> float:
    page = context.new_page()
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(_WATCH_SHIFTS)
    page.goto(url, wait_until="networkidle", timeout=PATIENCE)
    page.evaluate(
        """async () => {
          for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
            scrollTo(0, y);
            await new Promise(resolve => setTimeout(resolve, 60));
          }
        }"""
    )
    page.wait_for_load_state("networkidle")
    shift: float = page.evaluate("window.worstShift")
    return shift
