"""A real browser (Debian's chromium) and a plain web server for tests."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.pipeline import build

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Letters as wide as on paper and on a phone; the light one would round them.
    "--font-render-hinting=none",
]

# The portal of this repository, as tests see it: built for this day.
OWN_CONFIG = Path(__file__).parents[1] / "site_config.yml"
OWN_DAY = date(2026, 6, 15)

# At least one address of every template, in the portal of this repository; the last one is missing.
PAGES = [
    "/",
    "/mo-hinh/",
    "/mo-hinh/ngo-12-phan-loai-rac/",
    "/mo-hinh/am-tra-chan-cau-thang/",
    "/mo-hinh/linh-vuc/kinh-te/",
    "/mo-hinh/don-vi/",
    "/mo-hinh/don-vi/truong-mam-non-hoa-sen/",
    "/mo-hinh/nam/2025/",
    "/guong-dien-hinh/",
    "/guong-dien-hinh/ba-lan-ngo-12/",
    "/ke-hoach/",
    "/ke-hoach/do-son-2026/",
    "/ke-hoach/minh-xuan-2026-2030/",
    "/bieu-mau/",
    "/bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1/",
    "/bieu-mau/viet-hung-2026/viet-hung-de-cuong/",
    "/bieu-mau/do-son-2026/do-son-phu-luc-01/",
    "/tien-do/",
    "/tien-do/sen-hong-2024-2026/",
    "/lich/",
    "/du-lieu/",
    "/huong-dan/",
    "/huong-dan/viet-bai/",
    "/huong-dan/giao-dien/",
    "/gioi-thieu/",
    "/tim-kiem/",
    "/khong-co-trang-nay/",
]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """A plain web server with the portal's own page for what is missing."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        content = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serve_folder(site: Path) -> Iterator[str]:
    """The address at which a built site is served on this machine; it may be built after this begins."""
    handler = functools.partial(_Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextmanager
def serve_own_portal(folder: Path) -> Iterator[str]:
    """The address of this repository's own portal, built into `folder`."""
    site = folder / "site"
    with serve_folder(site) as base:
        built = build(OWN_CONFIG, site, today=OWN_DAY, base=f"{base}/")
        assert built.ok, [one.wrong for one in built.problems]
        yield base


@contextmanager
def open_browser(*, light: bool = False) -> Iterator[Browser]:
    """Chromium; the test is skipped where there is none, and fails in CI.

    The `light` one, where it is installed, is the same without a desktop's window around each page, which takes most
    of the time of a short visit.
    """
    names = ["chromium-headless-shell"] * light + ["chromium", "chromium-browser"]
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        missing = "cần trình duyệt chromium: sudo apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def open_window(browser: Browser, width: int, height: int) -> Iterator[BrowserContext]:
    """A window of its own, on a reader's clock."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    yield context
    context.close()


def clear_window(context: BrowserContext) -> None:
    """Make a window what it was when it was opened, with its first page alone: to open another costs a second.

    What was set for the whole window (listeners, its clock) stays: a test that sets such a thing opens one of its own.
    """
    first, *others = context.pages
    session = context.new_cdp_session(first)
    for page in others:
        if page.url.startswith("http"):
            session.send("Storage.clearDataForOrigin", {"origin": page.url, "storageTypes": "all"})
        page.close()
    session.detach()
    context.clear_cookies()


# Fonts are there, scripts have run, and what they changed is drawn.
_SETTLED = """async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def go(context: BrowserContext, url: str) -> Page:
    """A new page that shows all that it shows at first."""
    page = context.new_page()
    page.goto(url)
    page.evaluate(_SETTLED)
    return page
