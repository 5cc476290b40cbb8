"""Windows, papers and pages as pictures; everything is drawn twice as fine as a desk shows it."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from tests.guide.scenes import COLUMNS, Scene
from tests.libreoffice import convert

_WINDOW = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: max-content; background: #fff; }}
.window {{ border: 1px solid #9a9a9a; }}
.title {{ padding: 7px 12px; background: #e8e4de; color: #333; font: 13px "DejaVu Sans", sans-serif; }}
pre {{ margin: 0; padding: 12px; width: {columns}ch; background: #1d1b19; color: #f0ece4; font: 14px/1.5
"DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style><div class="window"><div class="title">{title}</div><pre>{text}</pre></div>"""
_PAPER_WIDTH = 1400


def draw_window(browser: Browser, scene: Scene) -> Image.Image:
    context = browser.new_context(device_scale_factor=2)
    page = context.new_page()
    title, text = html.escape(scene.title), html.escape(scene.text.strip())
    page.set_content(_WINDOW.format(columns=COLUMNS, title=title, text=text))
    shot = page.locator(".window").screenshot()
    context.close()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def draw_papers(files: Sequence[Path], folder: Path) -> dict[str, Image.Image]:
    """The first page of each file as an office program sets it, without the white around. Shape: {stem: picture}."""
    return {one.stem: _draw_paper(one) for one in convert(files, folder, "pdf")}


def _draw_paper(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        image: Image.Image = page.render(scale=_PAPER_WIDTH / page.get_width()).to_pil().convert("RGB")
    white = Image.new("RGB", image.size, "#fff")
    left, top, right, bottom = ImageChops.difference(image, white).getbbox() or (0, 0, *image.size)
    edge = 40
    return image.crop((max(left - edge, 0), max(top - edge, 0), min(right + edge, image.width), bottom + edge))


def draw_page(browser: Browser, address: str, width: int, height: int, *, at: str = "") -> Image.Image:
    """What a window of this size shows of a page, from its top or from the part `at` on."""
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=2, locale="vi-VN")
    page = context.new_page()
    answer = page.goto(address)
    assert answer is not None and answer.ok, address
    page.wait_for_load_state("networkidle")
    if at:
        page.locator(at).evaluate("one => { one.scrollIntoView(); scrollBy(0, -150); }")
    shot = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(shot)).convert("RGB")
