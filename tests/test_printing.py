"""Model and story on paper (A4): what was written, not the site around it, and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser

from tests.browsing import open_window, serve_folder
from tests.portals import BASE, built_ok, copy_small

MODEL, STORY = "mo-hinh/vuon-rau/", "guong-dien-hinh/chi-sen-vuon-rau/"
EVIDENCE = "Sổ ghi phiên quét của cả tổ."

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Paper:
    """A printed page: its words, with single blanks; how many pictures; what the QR codes on it say."""

    words: str
    pictures: int
    codes: list[str]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Mapping[str, Paper]:
    config = copy_small(tmp_path_factory.mktemp("printed"))
    with (config.parent / "data/models/vuon-rau.yml").open("a", encoding="utf-8") as model:
        model.write(f"evidence:\n  - criterion: 1\n    text: {EVIDENCE}\n")
    site = config.parent / "site"
    built_ok(config, site)
    with serve_folder(site) as base, open_window(browser, 1280, 900) as context:
        page = context.new_page()
        papers = {}
        for address in (MODEL, STORY):
            page.goto(f"{base}/{address}", wait_until="networkidle")
            papers[address] = read_paper(page.pdf(format="A4"))
        return papers


def read_paper(content: bytes) -> Paper:
    pages = list(pypdfium2.PdfDocument(content))
    words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    pictures = sum(1 for page in pages for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)
    found = (zxingcpp.read_barcodes(page.render(scale=2).to_pil()) for page in pages)
    return Paper(words, pictures, [one.text for codes in found for one in codes])


@pytest.mark.parametrize("address", [MODEL, STORY])
def test_the_site_around_it_is_not_printed(papers: Mapping[str, Paper], address: str) -> None:
    words = papers[address].words
    frame = ("Gửi trang này", "Chép liên kết", "Zalo", "Trang chủ", "Biểu mẫu", "Quyền riêng tư", "Tin mới", "Xem cả")
    assert [one for one in frame if one in words] == []


@pytest.mark.parametrize("address", [MODEL, STORY])
def test_the_way_back_is_printed_in_letters_and_as_a_code(papers: Mapping[str, Paper], address: str) -> None:
    assert papers[address].codes == [BASE + address]
    assert BASE + address in papers[address].words


@pytest.mark.parametrize("address", [MODEL, STORY])
def test_the_photo_is_printed(papers: Mapping[str, Paper], address: str) -> None:
    # A photo, and the code.
    assert papers[address].pictures >= 2


def test_figures_and_folded_evidence_are_printed(papers: Mapping[str, Paper]) -> None:
    assert "12 luống rau sạch" in papers[MODEL].words
    assert EVIDENCE in papers[MODEL].words
