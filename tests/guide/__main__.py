"""Draw the pictures of the guides anew: python -m tests.guide."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from PIL import Image
from playwright.sync_api import Browser

from generator.pipeline import build
from tests.browsing import open_browser, serve_folder
from tests.guide.drawing import draw_page, draw_papers, draw_window
from tests.guide.papers import fill_story
from tests.guide.scenes import DAY, PORTAL, ROOT, SHOWN, play

TARGET = ROOT / "content/huong-dan/anh"


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    SHOWN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, open_browser() as browser:
        folder = Path(name)
        for scene in play(folder):
            (SHOWN / f"{scene.name}.txt").write_text(scene.text, encoding="utf-8")
            _save(scene.name, draw_window(browser, scene))
        for paper, image in _draw_papers(folder):
            _save(paper, image)
        for page, image in _draw_pages(browser, folder):
            _save(page, image)


def _draw_papers(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    portal, work = folder / PORTAL, folder / "papers"
    work.mkdir()
    [archive] = portal.glob("ho-so-*.zip")
    with ZipFile(archive) as zipped:
        checklist = next(one for one in zipped.namelist() if "Danh mục" in one)
        (work / "ho-so-danh-muc.docx").write_bytes(zipped.read(checklist))
    [report] = portal.glob("thuy-nguyen-mau-1-*.docx")
    for name, source in {
        "dang-ky-to": portal / "dang-ky-hoi-nong-dan.xlsx",
        "bai-viet-to": portal / "chieu-thu-nam.docx",
        "ke-hoach-to": portal / "ke-hoach-ben-may.docx",
        "bieu-mau-to": portal / "bieu-mau-to-dan-pho-5/do-son-mau-3.docx",
        "bao-cao-to": report,
    }.items():
        shutil.copy(source, work / f"{name}{source.suffix}")
    yield from draw_papers(sorted(work.iterdir()), folder / "set").items()


def _draw_pages(browser: Browser, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Pages of the portal after all that was imported, and the story filled in where it had gaps."""
    site = folder / "site"
    story = folder / PORTAL / "content/guong-dien-hinh/chieu-thu-nam-cua-chi-mai/index.md"
    story.write_text(fill_story(story.read_text(encoding="utf-8")), encoding="utf-8")
    built = build(folder / PORTAL / "site_config.yml", site, today=DAY)
    assert built.ok, [one.wrong for one in built.problems]
    with serve_folder(site) as base:
        yield "bai-viet-trang", draw_page(browser, f"{base}/guong-dien-hinh/{story.parent.name}/", 390, 844)
        yield "ke-hoach-trang", draw_page(browser, f"{base}/ke-hoach/ben-may-2027/", 1000, 720)
        form = "bieu-mau/do-son-2026/do-son-mau-3/?don-vi=to-dan-pho-5"
        yield "bieu-mau-trang", draw_page(browser, f"{base}/{form}", 1000, 860, at=".own-form")


def _save(name: str, image: Image.Image) -> None:
    image.save(TARGET / f"{name}.webp", lossless=True, method=6)


if __name__ == "__main__":
    main()
