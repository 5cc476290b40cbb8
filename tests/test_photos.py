"""Photos in the formats and widths that pages show: as small as they can be, never larger than they are."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator import templates
from generator.outputs import photos
from generator.outputs.drawing import encode, narrow, strip
from generator.sources.pictures import Picture
from tests.portals import STORY, built_ok, copy_small, draw_picture, files_of, parse_page

MODEL = "mo-hinh/vuon-rau/index.html"


def pictures_of(site: Path) -> list[tuple[Path, Any]]:
    """(page, element) of every <img> of the portal's own pictures."""
    found = [(path, parse_page(path.read_bytes())) for path in site.rglob("*.html")]
    return [(path, one) for path, page in found for one in page.xpath("//main//img[@srcset]")]


def widths_in(page: Path, srcset: str) -> dict[int, Image.Image]:
    """Shape: {width as the page says it: the picture}."""
    pairs = (one.split() for one in srcset.split(", "))
    return {int(width.removesuffix("w")): Image.open(page.parent / way) for way, width in pairs}


@pytest.mark.parametrize(
    ("width", "widths"),
    [(12, (12,)), (480, (480,)), (700, (480, 700)), (960, (480, 960)), (1500, (480, 960))],
)
def test_no_picture_is_shown_wider_than_it_is(width: int, widths: tuple[int, ...]) -> None:
    assert Picture("anh/a.jpg", width, 300).widths == widths


def test_every_width_that_a_page_names_is_that_of_the_file(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    draw_picture(config.parent / "content/anh/vuon-rau.jpg", 700, 500)
    built_ok(config, tmp_path / "site")
    shown = pictures_of(tmp_path / "site")
    assert len(shown) > 5
    for page, one in shown:
        # lxml knows no <picture> and puts what follows a source into it.
        (source,) = one.xpath("ancestor::picture//source")
        for srcset, kind in ((source.get("srcset"), "AVIF"), (one.get("srcset"), "WEBP")):
            for width, image in widths_in(page, srcset).items():
                assert (image.format, image.width) == (kind, width), (page, srcset)
        assert one.get("sizes") == source.get("sizes")


def test_a_page_keeps_room_for_its_pictures_and_loads_the_first_at_once(small: Path) -> None:
    for path, one in pictures_of(small / "site"):
        assert int(one.get("width")) > 0, path
        assert int(one.get("height")) > 0, path
        assert (one.get("loading") == "lazy") != (one.get("fetchpriority") == "high"), path
    page = parse_page((small / "site" / MODEL).read_bytes())
    assert [one.get("fetchpriority") for one in page.xpath("//main//img")].count("high") == 1


def test_avif_of_a_full_picture_is_smaller_than_webp_and_always_the_same() -> None:
    picture = Path(__file__).parents[1] / "content/anh/mot-cua-than-thien.jpg"
    small = narrow(strip(picture.read_bytes()), 960)
    formats = {ending: encode(small, kind, quality) for ending, kind, quality in photos._SHOWN_FORMATS}
    assert len(formats["avif"]) < len(formats["webp"])
    assert encode(small, "AVIF", 54) == formats["avif"]


def test_without_avif_pages_show_webp_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (templates, photos):
        monkeypatch.setattr(module, "can_write_avif", lambda: False)
    config = copy_small(tmp_path)
    built_ok(config, tmp_path / "site")
    assert not [name for name, raw in files_of(tmp_path / "site").items() if name.endswith(".avif") or b".avif" in raw]
    page = parse_page((tmp_path / "site" / MODEL).read_bytes())
    assert page.xpath("//picture/img/@srcset")


def test_no_file_of_a_picture_tells_where_it_was_taken(small: Path) -> None:
    folder = small / "site" / STORY.removeprefix("content/")
    for path in folder.glob("bai-boi*"):
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            assert not image.getexif(), path
            assert b"Nikon" not in path.read_bytes()


def test_a_picture_alone_in_a_guide_is_shown_like_a_photo_with_its_title_below(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    draw_picture(config.parent / "content/huong-dan/anh/cua-so.jpg", 1400, 700)
    guide = config.parent / "content/huong-dan/dang-ky.md"
    shown = '![Một cửa sổ "đen"](../anh/cua-so.jpg "Sau khi chạy & đọc")'
    within = "Trong dòng ![a](../anh/cua-so.jpg) thì không."
    guide.write_text("\n\n".join((guide.read_text(encoding="utf-8"), shown, within)), encoding="utf-8")
    built_ok(config, tmp_path / "site")
    page = tmp_path / "site/huong-dan/dang-ky/index.html"
    [figure] = parse_page(page.read_bytes()).xpath("//div[@class='prose']/figure")
    [picture] = figure.xpath(".//img")
    assert (picture.get("width"), picture.get("height"), picture.get("loading")) == ("1400", "700", "lazy")
    assert picture.get("alt") == 'Một cửa sổ "đen"'
    assert set(widths_in(page, picture.get("srcset"))) == {480, 960}
    assert figure.xpath("./a/@href") == ["../../huong-dan/anh/cua-so.jpg"]
    assert figure.xpath("string(./figcaption)").strip() == "Sau khi chạy & đọc"
    assert b"js/photos.js" in page.read_bytes()
    assert b"js/photos.js" not in (tmp_path / "site/gioi-thieu/index.html").read_bytes()
