"""The built site as a visitor, a search engine and a phone find it; the portal is tests/sites/small."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html as lxml_html

from generator.loading import load_records
from generator.pipeline import check
from tests.portals import BASE, built_ok, copy_small, draw_picture, edit, files_of, parse_page, write

SAMPLES = ("vuon-rau", "chi-sen", "to-12", "Chị Sen", "Vườn rau bãi bồi")
NOT_LISTED = (
    "404.html",
    "tim-kiem/",
    "mo-hinh/vuon-rau/",
    "mo-hinh/don-vi/to-12/",
    "mo-hinh/nam/2027/",
    "tien-do/ben-may-2028/",
)


def pages_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {path: parse_page(raw) for path, raw in files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def files(small: Path) -> dict[str, bytes]:
    return files_of(small / "site")


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, Any]:
    return pages_of(files)


@pytest.fixture(scope="module")
def without_samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    config = copy_small(tmp_path_factory.mktemp("real"))
    config.write_text(config.read_text(encoding="utf-8") + "show_samples: false\n", encoding="utf-8")
    built_ok(config, config.parent / "site")
    return files_of(config.parent / "site")


def robots(page: Any) -> str:
    return "".join(page.xpath("//meta[@name='robots']/@content"))


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "", "ke-hoach/", "ke-hoach/ben-may-2028/", "mo-hinh/", "mo-hinh/ngo-sach/", "mo-hinh/linh-vuc/doi-song/",
        "mo-hinh/linh-vuc/an-ninh/", "mo-hinh/don-vi/to-5/", "mo-hinh/nam/2026/", "guong-dien-hinh/",
        "guong-dien-hinh/chi-sen-vuon-rau/", "bieu-mau/", "bieu-mau/ben-may-2028/phieu-dang-ky/",
        "bieu-mau/ben-may-2028/phu-luc-01/", "bieu-mau/ben-may-2028/phieu-dang-ky.docx",
        "bieu-mau/ben-may-2028/phieu-dang-ky.pdf", "bieu-mau/ben-may-2028/phieu-dang-ky.xlsx", "tien-do/", "lich/",
        "lich/ben-may-2028.ics", "huong-dan/", "huong-dan/dang-ky/", "tim-kiem/", "du-lieu/", "feed.xml",
        "sitemap.xml", "robots.txt", "404.html", "du-lieu/campaigns.json", "du-lieu/models.json",
        "du-lieu/models.csv", "du-lieu/models.xlsx", "du-lieu/stories.json", "du-lieu/forms.json",
        "du-lieu/schema/campaign.json", "du-lieu/schema/exemplar.json", "du-lieu/schema/field.json",
        "du-lieu/schema/form.json", "du-lieu/schema/model.json", "du-lieu/schema/story.json",
        "du-lieu/schema/unit.json",
    ],
)  # fmt: skip
def test_promised_address_exists(files: dict[str, bytes], address: str) -> None:
    path = f"{address}index.html" if address == "" or address.endswith("/") else address
    assert files.get(path)


def test_form_that_is_only_named_has_no_file(files: dict[str, bytes]) -> None:
    page, card = "bieu-mau/ben-may-2028/phu-luc-01/index.html", "the/bieu-mau/ben-may-2028/phu-luc-01.png"
    assert [path for path in files if "phu-luc-01" in path] == [page, card]


def test_model_that_is_not_recognised_has_no_page(files: dict[str, bytes]) -> None:
    assert not any("den-duong" in path for path in files)


def test_model_that_is_not_recognised_stands_in_the_register_only(pages: dict[str, Any]) -> None:
    naming = {path for path, page in pages.items() if "Đèn đường tự góp" in page.text_content()}
    assert naming
    assert all(path.startswith("tien-do/") for path in naming)


@pytest.mark.parametrize(
    ("old", "new"),
    [("mo-hinh/ngo-xanh/", "mo-hinh/ngo-sach/"), ("mo-hinh/don-vi/to-nam/", "mo-hinh/don-vi/to-5/")],
)
def test_old_address_leads_to_the_new_one(pages: dict[str, Any], old: str, new: str) -> None:
    page = pages[f"{old}index.html"]
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh.startswith("0; url=../")
    assert refresh.endswith(new)
    assert page.xpath("//link[@rel='canonical']/@href") == [BASE + new]
    assert robots(page) == "noindex"
    assert page.xpath("//a/@href") == [refresh.removeprefix("0; url=")]


# Every page


def test_every_page_is_vietnamese_with_one_title_and_heading(pages: dict[str, Any]) -> None:
    for path, page in pages.items():
        assert page.get("lang") == "vi", path
        assert len(page.xpath("//title")) == 1, path
        assert page.xpath("//meta[@charset]"), path
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("normalize-space(//h1)"), path
        assert page.xpath("string(//meta[@name='description']/@content)"), path
        assert page.xpath("//meta[@name='viewport']"), path


def test_titles_and_descriptions_tell_pages_apart(pages: dict[str, Any]) -> None:
    listed = [page for page in pages.values() if robots(page) != "noindex"]
    titles = [page.xpath("string(//title)") for page in listed]
    assert sorted(set(titles)) == sorted(titles)


def test_canonical_address_is_the_pages_own(pages: dict[str, Any]) -> None:
    for path, page in pages.items():
        if not page.xpath("//meta[@http-equiv='refresh']"):
            assert page.xpath("//link[@rel='canonical']/@href") == [BASE + path.removesuffix("index.html")]


def test_no_mark_of_the_frame_is_left(files: dict[str, bytes]) -> None:
    for path, raw in files.items():
        assert b"@@dvk" not in raw, path
        assert b"frame/frame" not in raw, path


def test_ids_on_a_page_are_unique(pages: dict[str, Any]) -> None:
    for path, page in pages.items():
        ids = page.xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), path


def test_every_picture_has_its_size_and_a_description(pages: dict[str, Any]) -> None:
    for path, page in pages.items():
        for picture in page.xpath("//article//img | //main//img"):
            assert picture.get("alt") is not None, path
            assert picture.get("width"), path
            assert picture.get("height"), path


def test_nothing_is_loaded_from_another_host(pages: dict[str, Any]) -> None:
    for path, page in pages.items():
        for link in page.xpath("//script/@src | //img/@src | //link[@rel!='canonical']/@href | //iframe/@src"):
            assert "//" not in link or link.startswith("data:image/png;"), f"{path}: {link}"


def test_texts_are_composed(files: dict[str, bytes]) -> None:
    for path, raw in files.items():
        # In the shards of the search letters are numbers.
        is_text = not path.startswith(("assets/", "tim-kiem/tu/", "tim-kiem/cap/"))
        if is_text and path.endswith((".html", ".json", ".xml", ".csv", ".ics")):
            text = raw.decode()
            assert unicodedata.is_normalized("NFC", text), path


def test_deadlines_in_the_calendar_link_to_their_place(files: dict[str, bytes], pages: dict[str, Any]) -> None:
    calendar = files["lich/ben-may-2028.ics"].decode().replace("\r\n ", "")
    anchors = [line.split("#")[1] for line in calendar.split("\r\n") if line.startswith("URL:")]
    assert len(anchors) == 4
    assert set(anchors) <= set(pages["lich/index.html"].xpath("//@id"))


def test_impossible_printed_day_is_shown_as_printed(pages: dict[str, Any]) -> None:
    for path in ("lich/index.html", "ke-hoach/ben-may-2028/index.html"):
        text = pages[path].text_content()
        assert "31/11/2026" in text, path
        assert "Tháng 11 chỉ có 30 ngày." in text, path
    assert not any("2026-11-31" in page.xpath("string(//time/@datetime)") for page in pages.values())


def test_story_has_its_five_parts_and_photos(pages: dict[str, Any]) -> None:
    page = pages["guong-dien-hinh/chi-sen-vuon-rau/index.html"]
    text = page.text_content()
    for part in ("Nhân vật", "Việc khó", "Cách làm", "Kết quả", "Kinh nghiệm"):
        assert part in text
    assert "[[" not in text
    shown = " ".join(page.xpath("//img/@src | //img/@srcset | //source/@srcset"))
    assert "bai-boi" in shown
    assert "luong-rau" in shown


def test_plan_page_keeps_the_anchors_that_staff_wrote(pages: dict[str, Any]) -> None:
    assert {"i", "ii"} <= set(pages["ke-hoach/ben-may-2028/index.html"].xpath("//@id"))


def test_first_line_with_a_colon_is_not_swallowed(pages: dict[str, Any]) -> None:
    # MkDocs would read "Email: …" on a page's first line as a declaration of its own.
    assert "ban-bien-tap@ben-may.example.vn" in pages["huong-dan/dang-ky/index.html"].text_content()
    assert "Lưu ý: cổng chỉ để kiểm thử" in pages["gioi-thieu/index.html"].text_content()
    assert "Email: bien-tap@ben-may.example.vn" in pages["quyen-rieng-tu/index.html"].text_content()


def test_script_in_a_record_is_taken_out(files: dict[str, bytes]) -> None:
    page = files["mo-hinh/vuon-rau/index.html"].decode()
    assert "<strong>cùng làm</strong>" in page
    assert "alert(" not in page


# Samples


@pytest.mark.parametrize("path", ["mo-hinh/vuon-rau/index.html", "guong-dien-hinh/chi-sen-vuon-rau/index.html"])
def test_sample_page_says_so_and_is_not_for_search_engines(pages: dict[str, Any], path: str) -> None:
    assert robots(pages[path]) == "noindex"
    assert "dữ liệu mẫu" in pages[path].text_content().lower()


def test_real_page_carries_no_ribbon(pages: dict[str, Any]) -> None:
    page = pages["mo-hinh/ngo-sach/index.html"]
    assert robots(page) == ""
    assert "sample-ribbon" not in lxml_html.tostring(page, encoding="unicode").split("<main")[1].split("vuon-rau")[0]


def test_samples_are_marked_where_they_are_listed(pages: dict[str, Any]) -> None:
    for path in ("mo-hinh/index.html", "guong-dien-hinh/index.html", "index.html"):
        assert "mẫu" in pages[path].xpath("string(//main)").lower(), path


def test_hidden_samples_leave_no_trace(without_samples: dict[str, bytes]) -> None:
    for path, raw in without_samples.items():
        assert not any(name in path for name in SAMPLES), path
        if path.endswith((".html", ".json", ".xml", ".csv", ".ics")) and not path.startswith(
            ("assets/", "du-lieu/schema")
        ):
            text = raw.decode()
            assert not any(name in text for name in SAMPLES), path


def test_pictures_of_hidden_samples_are_not_published(
    files: dict[str, bytes], without_samples: dict[str, bytes]
) -> None:
    assert {path for path in files if path.endswith("/vuon-rau.jpg")} == {
        "anh/vuon-rau.jpg",
        "the/mo-hinh/vuon-rau.jpg",
    }
    # Pictures of forms are drawn here, from forms that are no samples.
    elsewhere = [path for path in without_samples if not path.startswith(("assets/", "bieu-mau/"))]
    assert [path for path in elsewhere if path.endswith((".jpg", ".webp", ".avif"))] == []


def test_real_records_stay_when_samples_are_hidden(without_samples: dict[str, bytes]) -> None:
    assert "mo-hinh/ngo-sach/index.html" in without_samples
    assert "mo-hinh/nam/2026/index.html" in without_samples
    assert "mo-hinh/nam/2027/index.html" not in without_samples


# For machines


def test_sitemap_lists_every_page_for_search_engines_and_no_other(
    files: dict[str, bytes], pages: dict[str, Any]
) -> None:
    tree = ET.fromstring(files["sitemap.xml"])
    listed = [one.text or "" for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    wanted = [BASE + path.removesuffix("index.html") for path, page in pages.items() if robots(page) != "noindex"]
    assert sorted(listed) == sorted(wanted)
    for address in NOT_LISTED:
        assert BASE + address not in listed


def test_robots_file_names_the_sitemap(files: dict[str, bytes]) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in files["robots.txt"].decode()


def test_second_build_gives_equal_bytes(small: Path, files: dict[str, bytes], tmp_path: Path) -> None:
    built_ok(small / "site_config.yml", tmp_path / "site")
    again = files_of(tmp_path / "site")
    assert list(again) == list(files)
    assert [path for path in files if files[path] != again[path]] == []


def test_photo_is_published_upright_without_what_the_camera_wrote(files: dict[str, bytes]) -> None:
    raw = files["guong-dien-hinh/chi-sen-vuon-rau/bai-boi.jpg"]
    assert b"Exif" not in raw
    assert b"Nikon" not in raw


def test_long_listing_goes_on_over_pages(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    config.write_text(config.read_text(encoding="utf-8") + "per_page: 1\n", encoding="utf-8")
    built_ok(config, config.parent / "site")
    second = parse_page((config.parent / "site/mo-hinh/trang-2/index.html").read_bytes())
    assert "Ngõ sạch mỗi tối" in second.xpath("string(//main)")
    assert second.xpath("//main//a[contains(@href, 'mo-hinh/')]")


def test_settings_saved_during_a_build_are_seen_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = copy_small(tmp_path)
    site = config.parent / "site"
    load = load_records

    def save_meanwhile(*given: Any, **more: Any) -> Any:
        config.write_text(config.read_text(encoding="utf-8") + "per_page: 1\n", encoding="utf-8")
        return load(*given, **more)

    with monkeypatch.context() as patch:
        patch.setattr("generator.pipeline.load_records", save_meanwhile)
        built_ok(config, site)
    assert not (site / "mo-hinh/trang-2").exists()
    built_ok(config, site)
    assert (site / "mo-hinh/trang-2/index.html").is_file()


def test_portal_without_models_stories_or_guides_builds(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    root = config.parent
    for path in [*root.glob("data/models/*"), *root.glob("data/exemplars/*"), root / "data/units/to-12.yml"]:
        path.unlink()
    for path in [*(root / "content/guong-dien-hinh").rglob("*.*"), *root.glob("content/huong-dan/*")]:
        path.unlink()
    built_ok(config, root / "site")


def test_replica_of_a_model_that_is_not_recognised_builds(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    edit(config.parent, {"data/models/vuon-rau.yml": ("replicated_from: ngo-sach", "replicated_from: den-duong")})
    edit(config.parent, {"data/exemplars/chi-sen.yml": ("  - vuon-rau", "  - den-duong")})
    edit(config.parent, {"content/guong-dien-hinh/chi-sen-vuon-rau/index.md": ("model: vuon-rau", "model: den-duong")})
    built_ok(config, config.parent / "site")


def test_page_named_index_keeps_its_own_text(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    write(config.parent, "content/index/index.md", "---\ntitle: Mục lục\ndescription: Thử.\n---\n\nTrang riêng.\n")
    built_ok(config, config.parent / "site")
    site = files_of(config.parent / "site")
    assert "Trang riêng." in site["index/index.html"].decode()
    assert "Trang riêng." not in site["index.html"].decode()


def test_footer_leaves_out_pages_that_nobody_wrote(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    for name in ("gioi-thieu", "quyen-rieng-tu", "tiep-can"):
        (config.parent / f"content/{name}.md").unlink(missing_ok=True)
    built_ok(config, tmp_path / "site")
    footer = parse_page((tmp_path / "site/index.html").read_bytes()).xpath("//footer//a/@href")
    assert "./du-lieu/" in footer
    assert "./gioi-thieu/" not in footer


def test_title_of_a_sample_says_so_where_the_page_is_shared(pages: dict[str, Any]) -> None:
    for path, marked in (("mo-hinh/vuon-rau/", True), ("mo-hinh/ngo-sach/", False)):
        shared = pages[f"{path}index.html"].xpath("//meta[@property='og:title']/@content")[0]
        assert shared.startswith("[Mẫu] ") == marked


@pytest.mark.parametrize(
    ("names", "code"),
    [(["ngõ.jpg"], "bad-picture-name"), (["anh 1.jpg"], "bad-picture-name"), (["a.jpg", "a.png"], "picture-twice")],
    ids=["marks", "blank", "same but for the ending"],
)
def test_picture_whose_name_would_be_lost_is_a_problem(tmp_path: Path, names: list[str], code: str) -> None:
    config = copy_small(tmp_path)
    for name in names:
        draw_picture(config.parent / "content/anh" / name, 300, 200)
    assert code in [one.code for one in check(config).problems]


def test_old_id_of_an_exemplar_is_still_a_place_on_the_page(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    exemplar = config.parent / "data/exemplars/chi-sen.yml"
    exemplar.write_text(exemplar.read_text(encoding="utf-8") + "aliases:\n  - chi-cu\n", encoding="utf-8")
    built_ok(config, tmp_path / "site")
    assert parse_page((tmp_path / "site/guong-dien-hinh/index.html").read_bytes()).xpath("//*[@id='chi-cu']")


def test_renamed_campaign_and_form_are_still_found_where_they_were(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    campaign, form = "data/campaigns/ben-may-2028.yml", "data/forms/phieu-dang-ky.yml"
    for name, alias in ((campaign, "ben-may-cu"), (form, "phieu-cu")):
        path = config.parent / name
        path.write_text(path.read_text(encoding="utf-8") + f"aliases:\n  - {alias}\n", encoding="utf-8")
    built_ok(config, tmp_path / "site")
    files = files_of(tmp_path / "site")
    now = "bieu-mau/ben-may-2028/phieu-dang-ky"
    for old in ("bieu-mau/ben-may-cu/phieu-dang-ky", "bieu-mau/ben-may-2028/phieu-cu", "bieu-mau/ben-may-cu/phieu-cu"):
        assert files[f"{old}.docx"] == files[f"{now}.docx"]
        assert f'href="../../../{now}/"' in files[f"{old}/index.html"].decode()
    assert 'href="../../ke-hoach/ben-may-2028/"' in files["ke-hoach/ben-may-cu/index.html"].decode()
    assert files["lich/ben-may-cu.ics"] == files["lich/ben-may-2028.ics"]
