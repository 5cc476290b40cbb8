"""Long lists in pages: nothing that grows with the portal stands on every page of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.outputs.pages import catalogue, progress
from tests.portals import built_ok, copy_small, parse_page

REGISTER = "tien-do/ben-may-2028"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal with one unit beside the cards, one model on each page of a list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "MOST_UNITS", 1)
        patch.setattr(progress, "ROWS", 1)
        config = copy_small(tmp_path_factory.mktemp("lists"))
        config.write_text(config.read_text(encoding="utf-8") + "per_page: 1\n", encoding="utf-8")
        built_ok(config, config.parent / "site")
    return config.parent / "site"


def _texts(site: Path, address: str, path: str) -> list[str]:
    page = parse_page((site / address / "index.html").read_bytes())
    return [" ".join(one.text_content().split()) for one in page.xpath(path)]


def test_only_the_largest_units_stand_beside_the_cards_and_all_on_a_page_of_their_own(site: Path) -> None:
    shown = _texts(site, "mo-hinh", "//nav[contains(@class,'facets')]//a[contains(@href,'/don-vi/')]")
    everyone = _texts(site, "mo-hinh/don-vi", "//a[@class='register-name']")
    assert len(shown) == 2
    assert shown[-1].startswith("Tất cả đơn vị")
    assert len(everyone) == 2


def test_register_in_pages_names_the_whole_number_on_each(site: Path) -> None:
    pages = [REGISTER, f"{REGISTER}/trang-2", f"{REGISTER}/trang-3"]
    assert [_texts(site, page, "//section[@id='dang-ky']/h2") for page in pages] == [["3 mô hình đăng ký"]] * 3
    names = [name for page in pages for name in _texts(site, page, "//*[@class='register-name']")]
    assert len(set(names)) == 3
    assert not (site / REGISTER / "trang-4").exists()


def test_recognised_models_come_first_in_a_register(site: Path) -> None:
    last = _texts(site, f"{REGISTER}/trang-3", "//section[@id='dang-ky']//h3")
    assert last == ["1 chưa được công nhận"]
