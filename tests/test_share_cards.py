"""The cards that stand for pages where they are shared: what they show, that they are there, when they are drawn."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.outputs import card_drawing, lettering, sharing
from generator.outputs.card_drawing import draw_card
from generator.outputs.lettering import Faces, fit, has_glyph, open_faces, split_words
from generator.outputs.sharing import ShareCard
from generator.theme import OWN_THEME
from tests.portals import BASE, built_ok, copy_small, edit, files_of, parse_page

MODEL = "the/mo-hinh/vuon-rau.jpg"
LONG = "Phối hợp vận động nhân dân hiến đất mở đường, chỉnh trang ngõ xóm, phân loại rác tại nguồn và giữ gìn trật tự "
CAPITALS = "PHƯỜNG ĐỒ SƠN ỂẪỘ GIỮ GÌN PHỐ PHƯỜNG SẠCH ĐẸP, VẬN ĐỘNG NHÂN DÂN HIẾN ĐẤT MỞ ĐƯỜNG, XÂY DỰNG NẾP SỐNG MỚI "
ENDLESS = "Khôngcókhoảngtrắng" * 9
PAPER = (253, 250, 245)


def faces(names: tuple[str, ...]) -> Faces:
    return open_faces(tuple(str(OWN_THEME / name) for name in names))


SERIF, SANS, BOLD = faces(sharing._SERIF), faces(sharing._SANS), faces(sharing._BOLD)


def draw(card: ShareCard, photo: Image.Image | None = None) -> Image.Image:
    drawn = Image.open(io.BytesIO(draw_card(card, SERIF, SANS, BOLD, photo)))
    drawn.load()
    return drawn


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where within a box something is drawn on the paper, in points of the whole picture."""
    part = picture.convert("RGB").crop(box)
    found = ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()
    return (found[0] + box[0], found[1] + box[1], found[2] + box[0], found[3] + box[1]) if found else None


def vietnamese_letters() -> Iterator[str]:
    for base in "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz":
        yield from (base, base.upper())
        for mark in "\u0300\u0301\u0303\u0309\u0323" if base in "aăâeêioôơuưy" else "":
            letter = unicodedata.normalize("NFC", base + mark)
            yield from (letter, letter.upper())


@pytest.mark.parametrize("names", [sharing._SERIF, sharing._SANS, sharing._BOLD], ids=["serif", "sans", "bold"])
def test_every_vietnamese_letter_is_in_each_type(names: tuple[str, ...]) -> None:
    for name in names:
        face = str(OWN_THEME / name)
        assert [one for one in (*vietnamese_letters(), *"0123456789“”–·…/,.") if not has_glyph(face, one)] == []
        assert not has_glyph(face, "\N{SEEDLING}")


def test_a_letter_that_one_type_lacks_is_taken_from_the_other_and_one_that_nobody_has_is_left_out() -> None:
    assert not has_glyph(SERIF[0], "Ω")
    assert split_words("Nhà Ω \N{SEEDLING} sạch\N{SEEDLING}", SERIF) == ("Nhà", "Ω", "sạch")


def test_a_number_stays_with_its_word() -> None:
    assert split_words("tổ dân phố số 5 – ngõ 12", SERIF) == ("tổ", "dân", "phố", "số\xa05\xa0–", "ngõ\xa012")


def test_the_letters_of_the_title_are_those_of_the_type() -> None:
    """The same words set by Pillow alone are the same picture, but for the steps between paper and ink."""
    drawn = draw(ShareCard("", "", "Ngõ Ể ậy"))
    box = ink(drawn, (40, 120, 1100, 620))
    assert box is not None
    size = card_drawing._TITLE_SIZES[0]
    own = Image.new("RGB", (1200, 630), PAPER)
    draw_at = (64, card_drawing._TOP + round(lettering.RISE * size))
    ImageDraw.Draw(own).text(draw_at, "Ngõ Ể ậy", (35, 28, 23), ImageFont.truetype(SERIF[0], size), anchor="ls")
    assert all(abs(one - other) <= 2 for one, other in zip(box, ink(own, (40, 120, 1100, 620)) or (), strict=True))
    shades = ImageChops.difference(drawn.convert("L").crop(box), own.convert("L").crop(box)).histogram()
    assert sum(shades[60:]) < sum(shades) / 100


@pytest.mark.parametrize("title", [LONG * 2, CAPITALS * 2, ENDLESS, "Ổ", LONG, CAPITALS], ids=lambda one: one[:9])
@pytest.mark.parametrize("photo", [None, Image.new("RGB", (900, 600), "#446688")], ids=["drawn", "photo"])
def test_no_letter_leaves_its_place(title: str, photo: Image.Image | None) -> None:
    right = 744 if photo else 1112
    card = ShareCard("Cổng " * 12, "Mô hình", title, LONG, "Được công nhận cấp thành phố · 27/11/2025", 2, LONG, True)
    drawn = draw(card, photo)
    assert drawn.size == (1200, 630)
    # A JPEG is not quite of one colour beside an edge.
    margin = drawn.convert("L").crop((right - 36, 0, right - 10, 630)).histogram()
    assert sum(margin[:225]) == 0
    if photo is None:
        assert ink(drawn, (0, 0, 63, 630)) is None
        # Between what is above the title and it, between the line below it and the ribbon.
        assert ink(drawn, (0, 154, right - 40, 160)) is None
        assert ink(drawn, (0, 526, right - 40, 545)) is None


def test_what_does_not_fit_is_said_to_go_on() -> None:
    setting = fit(LONG * 3, SERIF, (40, 30), width=600, height=200)
    assert setting.size == 30
    assert setting.lines[-1][-1].endswith("…")
    assert fit(LONG, SERIF, (30,), width=1000, height=200).lines[-1][-1] == "tự"


def test_stacked_marks_do_not_touch_the_line_above() -> None:
    setting = fit("gggg gggg ỂẪỘ ỂẪỘ", SERIF, (80,), width=500, height=400)
    assert [len(line) for line in setting.lines] == [2, 2]
    font = ImageFont.truetype(SERIF[0], 80)
    hanging, rising = font.getbbox("g", anchor="ls")[3], -font.getbbox("ỂẪỘ", anchor="ls")[1]
    assert hanging + rising < setting.leading + 1


def test_a_card_is_small_even_with_a_picture_full_of_grain() -> None:
    noise = Image.effect_noise((900, 600), 90).convert("RGB")
    card = ShareCard("Dân vận khéo", "Mô hình", LONG, LONG, "Được công nhận", 1, "Kinh tế", True)
    for photo in (None, noise):
        assert len(draw_card(card, SERIF, SANS, BOLD, photo)) <= 60_000


def test_a_card_without_the_web_type_is_drawn_with_that_of_the_forms(tmp_path: Path) -> None:
    damaged = tmp_path / "a.woff2"
    damaged.write_bytes(b"wOF2")
    tinos = str(OWN_THEME / "fonts/Tinos-Bold.ttf")
    assert open_faces((str(damaged), tinos)) == (tinos,)


@pytest.fixture(scope="module")
def shared(small: Path) -> dict[str, str]:
    """Shape: {page: the path of the card it names}; every page that is no redirect names one."""
    site = small / "site"
    pages = {path.relative_to(site).as_posix(): parse_page(path.read_bytes()) for path in site.rglob("*.html")}
    whole = {name: page for name, page in pages.items() if not page.xpath("//meta[@http-equiv='refresh']")}
    return {
        name: page.xpath("string(//meta[@property='og:image']/@content)").removeprefix(BASE)
        for name, page in whole.items()
    }


def test_every_page_names_a_card_that_is_there(small: Path, shared: dict[str, str]) -> None:
    for page, card in shared.items():
        with Image.open(small / "site" / card) as picture:
            assert (picture.size, picture.format in ("PNG", "JPEG")) == ((1200, 630), True), page


def test_each_kind_of_page_has_the_card_of_its_own(shared: dict[str, str]) -> None:
    pages = {
        "index.html": "the/trang-chu.png",
        "404.html": "the/trang-chu.png",
        "mo-hinh/vuon-rau/index.html": MODEL,
        "mo-hinh/index.html": "the/mo-hinh.png",
        "guong-dien-hinh/index.html": "the/guong-dien-hinh.png",
        "guong-dien-hinh/chi-sen-vuon-rau/index.html": "the/guong-dien-hinh/chi-sen-vuon-rau.jpg",
        "ke-hoach/ben-may-2028/index.html": "the/ke-hoach/ben-may-2028.png",
    }
    assert {page: shared[page] for page in pages} == pages
    forms = {card for page, card in shared.items() if page.startswith("bieu-mau/") and page.count("/") == 3}
    assert len(forms) == sum(page.startswith("bieu-mau/") and page.count("/") == 3 for page in shared)
    fields = [page for page in shared if page.startswith("mo-hinh/linh-vuc/")]
    assert all(shared[page] == f"the/{page.removesuffix('/index.html')}.png" for page in fields)


def test_a_page_says_how_large_its_card_is_and_what_it_shows(small: Path) -> None:
    page = parse_page((small / "site/mo-hinh/vuon-rau/index.html").read_bytes())
    said = {one.get("property") or one.get("name"): one.get("content") for one in page.xpath("//head/meta")}
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image:alt"] == said["og:title"]
    assert said["twitter:card"] == "summary_large_image"


def test_a_card_is_drawn_anew_when_its_page_has_another_title_and_only_then(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    root, site = config.parent, tmp_path / "site"
    built_ok(config, site)
    first = {name: (site / name).stat().st_mtime_ns for name in files_of(site) if name.startswith("the/")}
    edit(root, {"data/models/vuon-rau.yml": ("situation: ", "situation: Thêm một câu. ")})
    (root / "theme/templates").mkdir(parents=True)
    (root / "theme/templates/model.html").write_text(
        (OWN_THEME / "templates/model.html").read_text("utf-8") + "\n", encoding="utf-8"
    )
    built_ok(config, site)
    assert {name: (site / name).stat().st_mtime_ns for name in first} == first
    edit(root, {"data/models/vuon-rau.yml": ("name: Vườn rau bãi bồi\n", "name: Vườn rau ven sông\n")})
    built_ok(config, site)
    changed = {name for name in first if (site / name).stat().st_mtime_ns != first[name]}
    assert changed == {MODEL}


def test_a_card_shows_another_photo_of_the_same_size(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    site, photo = tmp_path / "site", config.parent / "content/anh/vuon-rau.jpg"
    built_ok(config, site)
    first = (site / MODEL).read_bytes()
    Image.new("RGB", (1200, 900), "#aa2222").save(photo)
    built_ok(config, site)
    with Image.open(site / MODEL) as picture:
        assert picture.convert("RGB").getpixel((980, 300))[0] > 150  # type: ignore[index]
    assert (site / MODEL).read_bytes() != first


def test_a_clean_build_draws_the_same_bytes(tmp_path: Path, small: Path) -> None:
    config = copy_small(tmp_path)
    built_ok(config, tmp_path / "site")
    cards = {name: raw for name, raw in files_of(tmp_path / "site").items() if name.startswith("the/")}
    assert cards == {name: raw for name, raw in files_of(small / "site").items() if name.startswith("the/")}


def test_in_a_portal_of_very_many_models_those_without_a_photo_share_the_card_of_their_field(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    site = tmp_path / "site"
    with config.open("a", encoding="utf-8") as settings:
        settings.write("model_cards: 0\n")
    model = config.parent / "data/models/vuon-rau.yml"
    text = model.read_text("utf-8")
    built_ok(config, site)
    own = [name for name in files_of(site) if name.startswith("the/mo-hinh/") and "linh-vuc" not in name]
    assert own == [MODEL]
    head, _, rest = text.partition("photos:\n")
    after = rest[rest.index("\n", rest.rindex("credit:")) :] if "credit:" in rest else ""
    model.write_text(head + after.lstrip("\n"), encoding="utf-8")
    built_ok(config, site)
    page = parse_page((site / "mo-hinh/vuon-rau/index.html").read_bytes())
    card = page.xpath("string(//meta[@property='og:image']/@content)").removeprefix(BASE)
    assert card.startswith("the/mo-hinh/linh-vuc/")
    assert (site / card).is_file()
    assert not (site / MODEL).exists()
