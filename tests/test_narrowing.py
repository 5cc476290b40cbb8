"""The catalogue narrowed: the file that the browser filters with, and the filter itself in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.outputs.narrowing import write_numbers
from tests.browsing import go, open_window, serve_folder
from tests.portals import built_ok, copy_own, copy_small, edit, parse_page

ROOT = Path(__file__).resolve().parents[1]
# So few stand on a page of the list that what is found lies on many of them.
PER_PAGE = 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own portal, with few models on a page."""
    folder = tmp_path_factory.mktemp("narrowing")
    config = copy_own(folder)
    settings = config.read_text(encoding="utf-8")
    assert "per_page" not in settings
    config.write_text(f"{settings}per_page: {PER_PAGE}\n", encoding="utf-8")
    built_ok(config, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def told(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "mo-hinh/bo-loc.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def models(site: Path) -> list[dict[str, Any]]:
    """The recognised models as open data has them, in the order in which they stand in the list."""
    rows = {one["id"]: one for one in json.loads((site / "du-lieu/models.json").read_text(encoding="utf-8"))}
    pages = [site / "mo-hinh/index.html"]
    while (following := site / f"mo-hinh/trang-{len(pages) + 1}/index.html").is_file():
        pages.append(following)
    links = [
        one for page in pages for one in parse_page(page.read_bytes()).xpath("//a[@class='model-card-link']/@href")
    ]
    return [rows[link.rstrip("/").rsplit("/", 1)[-1]] for link in links]


def read_numbers(count: int, written: dict[str, Any]) -> list[int]:
    """The numbers again, as the browser reads them."""
    width, codes = written["width"], written["codes"]
    assert len(codes) == count * width
    numbers = []
    for start in range(0, len(codes), width):
        number = 0
        for letter in codes[start : start + width]:
            number = number * 4096 + ord(letter) - 0x100
        numbers.append(number)
    return numbers


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("field: doi-song", "field: an-ninh"),
        ("year: 2027", "year: 2026"),
        ("unit: to-12", "unit: to-5"),
        ("level: ward", "level: city"),
        ("origin: replicated\nreplicated_from: ngo-sach", "origin: continued"),
        ("subject: individual", "subject: collective"),
        ("name: Vườn rau bãi bồi", "name: Bãi bồi thành vườn"),
    ],
)
def test_each_thing_to_narrow_by_is_told_anew_when_it_alone_changes(
    small: Path, tmp_path: Path, old: str, new: str
) -> None:
    config = Path(shutil.copytree(small, tmp_path / "portal")) / "site_config.yml"
    file = config.parent / "site/mo-hinh/bo-loc.json"
    before = file.read_bytes()
    edit(config.parent, {"data/models/vuon-rau.yml": (old, new)})
    built_ok(config, config.parent / "site")
    assert file.read_bytes() != before
    after = file.read_bytes()
    shutil.rmtree(config.parent / ".dvk")
    shutil.rmtree(config.parent / "site")
    built_ok(config, config.parent / "site")
    assert file.read_bytes() == after


def test_what_nobody_narrows_by_leaves_the_file_alone(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    file = config.parent / "site/mo-hinh/bo-loc.json"
    built_ok(config, config.parent / "site")
    before = file.stat()
    edit(config.parent, {"data/models/vuon-rau.yml": ("Bãi rác thành 12 luống rau.", "Bãi rác nay là 12 luống rau.")})
    built_ok(config, config.parent / "site")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def values_of(told: dict[str, Any], key: str) -> list[str]:
    """Each model's value in a group, as its id."""
    group = next(one for one in told["groups"] if one["key"] == key)
    return [group["values"][number][0] for number in read_numbers(told["count"], group)]


# What the data say, and what addresses say for it.
WORDS = {
    "new": "xay-dung-moi", "continued": "duy-tri", "replicated": "nhan-rong",
    "ward": "cap-phuong-xa", "city": "cap-tinh-thanh-pho", "collective": "tap-the", "individual": "ca-nhan",
}  # fmt: skip


def test_every_model_has_its_values_at_its_place(told: dict[str, Any], models: list[dict[str, Any]]) -> None:
    assert (told["count"], told["perPage"]) == (len(models), PER_PAGE)
    assert values_of(told, "linh-vuc") == [one["field"] for one in models]
    assert values_of(told, "nam") == [str(one["year"]) for one in models]
    assert values_of(told, "don-vi") == [one["unit"] for one in models]
    assert values_of(told, "ke-hoach") == [one["campaign"] for one in models]
    assert values_of(told, "nguon-goc") == [WORDS[one["origin"]] for one in models]
    assert values_of(told, "chu-the") == [WORDS[one["subject"]] for one in models]
    assert values_of(told, "cap") == [WORDS[one["recognition"]["level"]] for one in models]


def test_only_values_that_some_model_has_are_offered(told: dict[str, Any]) -> None:
    for group in told["groups"]:
        assert {value for value, _ in group["values"]} == set(values_of(told, group["key"]))


def test_orders_are_those_of_names_and_of_copies(told: dict[str, Any], models: list[dict[str, Any]]) -> None:
    places = read_numbers(told["count"], told["orders"]["ten"])
    assert sorted(places) == list(range(len(models)))
    copies = read_numbers(told["count"], told["orders"]["nhan-rong"])
    sources = [one["replicated_from"] for one in models]
    assert copies == [sources.count(one["id"]) for one in models]
    assert max(copies) > 0


@pytest.mark.parametrize(("count", "width"), [(0, 1), (4096, 1), (4097, 2), (50_000, 2)])
def test_numbers_have_as_many_letters_as_the_greatest_needs(count: int, width: int) -> None:
    written = write_numbers(range(count))
    assert written["width"] == width
    assert read_numbers(count, json.loads(json.dumps(written))) == list(range(count))


# In the browser


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve_folder(site) as base:
        yield base


def open_catalogue(context: BrowserContext, url: str) -> Page:
    page = go(context, url)
    wait_for_cards(page)
    return page


def wait_for_cards(page: Page) -> None:
    """Until the models that the address asks for are shown: those of other pages are fetched."""
    page.wait_for_selector("[data-ready]")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def names_on(page: Page) -> list[str]:
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    return page.locator(".cards .model-card-name").all_inner_texts()


def tick(page: Page, name: str) -> None:
    page.get_by_role("checkbox", name=name).click()


@pytest.mark.browser
def test_or_within_a_group_and_across_groups(desk: BrowserContext, address: str, models: list[dict[str, Any]]) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/")
    two = [one for one in models if one["field"] in ("kinh-te", "quoc-phong-an-ninh")]
    both = [one for one in two if one["origin"] == "new"]
    assert 0 < len(both) < len(two) < len(models)
    tick(page, "Kinh tế")
    tick(page, "Quốc phòng")
    expect(page.get_by_role("status")).to_contain_text(f"{len(two)} mô hình")
    tick(page, "Xây dựng mới")
    expect(page.get_by_role("status")).to_contain_text(f"{len(both)} mô hình")
    assert names_on(page) == [one["name"] for one in both][:PER_PAGE]


@pytest.mark.browser
def test_counts_say_what_a_tick_would_bring(desk: BrowserContext, address: str, models: list[dict[str, Any]]) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/?linh-vuc=kinh-te")
    for origin, words in (("new", "Xây dựng mới"), ("replicated", "Nhân rộng")):
        count = sum(one["field"] == "kinh-te" and one["origin"] == origin for one in models)
        assert page.locator("label", has_text=words).locator(".facets-count").inner_text() == str(count)
    # Another value of the same group would be added, so it counts as if nothing were chosen there.
    others = sum(one["field"] == "quoc-phong-an-ninh" for one in models)
    assert page.locator("label", has_text="Quốc phòng").locator(".facets-count").inner_text() == str(others)


@pytest.mark.browser
def test_the_address_says_what_is_chosen_and_back_undoes_it(
    desk: BrowserContext, address: str, models: list[dict[str, Any]]
) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/")
    first = names_on(page)
    tick(page, "Kinh tế")
    page.get_by_label("Xếp theo").select_option("ten")
    page.wait_for_url("**/mo-hinh/?linh-vuc=kinh-te&sap-xep=ten")
    chosen = names_on(page)
    shared = open_catalogue(desk, page.url)
    assert names_on(shared) == chosen
    assert shared.get_by_role("checkbox", name="Kinh tế").is_checked()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text(f"{len(models)} mô hình")
    assert names_on(page) == first
    assert not page.get_by_role("checkbox", name="Kinh tế").is_checked()


@pytest.mark.browser
def test_chips_take_a_choice_back_and_focus_stays_near(desk: BrowserContext, address: str) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/?linh-vuc=kinh-te&nguon-goc=xay-dung-moi")
    chips = page.get_by_role("list", name="Đang lọc theo").get_by_role("button")
    assert [one.split("\n")[0] for one in chips.all_inner_texts()] == ["Kinh tế", "Xây dựng mới", "Bỏ hết lọc"]
    chips.first.click()
    page.wait_for_url("**/mo-hinh/?nguon-goc=xay-dung-moi")
    assert page.evaluate("document.activeElement.textContent").startswith("Xây dựng mới")
    page.get_by_role("button", name="Bỏ hết lọc").click()
    page.wait_for_url("**/mo-hinh/")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"


@pytest.mark.browser
def test_nothing_found_says_why_and_how_to_go_on(
    desk: BrowserContext, address: str, models: list[dict[str, Any]]
) -> None:
    pairs = {(one["field"], one["unit"]) for one in models}
    unit = next(unit for _, unit in sorted(pairs) if ("kinh-te", unit) not in pairs)
    page = open_catalogue(desk, f"{address}/mo-hinh/?linh-vuc=kinh-te&don-vi={unit}")
    expect(page.get_by_role("status")).to_have_text("0 mô hình")
    said = page.locator(".narrow-empty")
    assert "“Kinh tế”, và “" in said.inner_text()
    left = sum(one["unit"] == unit for one in models)
    said.get_by_role("button", name=f"Bỏ lọc lĩnh vực: còn {left} mô hình").click()
    expect(page.get_by_role("status")).to_contain_text(f"{left} mô hình")


@pytest.mark.browser
def test_pages_of_what_is_found_have_addresses(
    desk: BrowserContext, address: str, models: list[dict[str, Any]]
) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/?sap-xep=nhan-rong")
    assert (
        names_on(page)[0]
        == max(models, key=lambda one: sum(two["replicated_from"] == one["id"] for two in models))["name"]
    )
    shown = names_on(page)
    while page.get_by_role("link", name="Trang sau").is_visible():
        before = names_on(page)
        page.get_by_role("link", name="Trang sau").click()
        expect(page.locator(".cards .model-card-name").first).not_to_have_text(before[0])
        shown += names_on(page)
    assert sorted(shown) == sorted(one["name"] for one in models)
    assert page.url.endswith(f"trang={-(-len(models) // PER_PAGE)}")


@pytest.mark.browser
def test_from_a_later_page_of_the_list_back_leads_there_again(desk: BrowserContext, address: str) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/trang-2/")
    second = names_on(page)
    tick(page, "Kinh tế")
    page.wait_for_url("**/mo-hinh/?linh-vuc=kinh-te")
    expect(page.locator(".cards .model-card-name").first).not_to_have_text(second[0])
    page.go_back()
    page.wait_for_url("**/mo-hinh/trang-2/")
    expect(page.locator(".cards .model-card-name").first).to_have_text(second[0])
    assert names_on(page) == second
    page.get_by_role("link", name="Trang sau").click()
    page.wait_for_url("**/mo-hinh/trang-3/")


@pytest.mark.browser
def test_boxes_are_ticked_with_the_keyboard_alone(desk: BrowserContext, address: str) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/")
    page.get_by_role("checkbox", name="Kinh tế").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/mo-hinh/?linh-vuc=kinh-te")
    assert page.evaluate("document.activeElement.value") == "kinh-te"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/mo-hinh/?linh-vuc=kinh-te,van-hoa-xa-hoi")


@pytest.mark.browser
def test_links_and_pictures_of_cards_lead_where_they_did(desk: BrowserContext, address: str) -> None:
    missing: list[str] = []
    page = open_catalogue(desk, f"{address}/mo-hinh/?sap-xep=ten&trang=2")
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.reload()
    wait_for_cards(page)
    link = page.locator(".cards .model-card-link").first
    name = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(name)
    assert missing == []


@pytest.mark.browser
def test_a_listing_leads_to_the_same_choice_where_more_can_be_chosen(desk: BrowserContext, address: str) -> None:
    page = go(desk, f"{address}/mo-hinh/linh-vuc/kinh-te/")
    count = page.locator(".catalogue-count strong").inner_text()
    page.get_by_role("link", name="Lọc thêm").click()
    page.wait_for_selector("[data-ready]")
    expect(page.get_by_role("status")).to_contain_text(count)
    assert page.get_by_role("checkbox", name="Kinh tế").is_checked()


@pytest.mark.browser
def test_units_are_found_with_and_without_marks(desk: BrowserContext, address: str) -> None:
    page = open_catalogue(desk, f"{address}/mo-hinh/")
    field = page.get_by_role("searchbox", name="Tìm đơn vị")
    for words in ("truong tieu hoc", "Trường Tiểu học"):
        field.fill(words)
        shown = page.locator("fieldset", has_text="Đơn vị").locator("label:visible").all_inner_texts()
        assert len(shown) == 1
        assert shown[0].startswith("Trường Tiểu học")
    field.fill("khong co don vi nao")
    assert page.get_by_text("Không thấy đơn vị nào tên như vậy.").is_visible()


@pytest.mark.browser
def test_on_a_phone_the_boxes_are_in_the_folded_sheet(
    browser: Browser, address: str, models: list[dict[str, Any]]
) -> None:
    count = sum(one["field"] == "kinh-te" for one in models)
    with open_window(browser, 390, 844) as phone:
        page = open_catalogue(phone, f"{address}/mo-hinh/")
        assert not page.get_by_role("checkbox", name="Kinh tế").is_visible()
        page.locator(".sheet-button").click()
        tick(page, "Kinh tế")
        page.wait_for_url("**/mo-hinh/?linh-vuc=kinh-te")
        page.get_by_role("button", name=f"Xem {count} mô hình").click()
        assert not page.get_by_role("checkbox", name="Kinh tế").is_visible()
        assert page.locator(".cards").bounding_box()["y"] < 844  # type: ignore[index]
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_without_the_file_the_static_lists_stay(desk: BrowserContext, address: str) -> None:
    page = desk.new_page()
    page.route("**/bo-loc.json", lambda route: route.abort())
    page.goto(f"{address}/mo-hinh/", wait_until="networkidle")
    assert page.locator("nav.facets a").count() > 5
    assert len(names_on(page)) == PER_PAGE


@pytest.mark.browser
@pytest.mark.parametrize(("height", "stays"), [(844, True), (256, False)], ids=["phone", "400 %"])
def test_the_button_of_the_sheet_stays_in_view_only_where_there_is_room(
    browser: Browser, address: str, height: int, stays: bool
) -> None:
    with open_window(browser, 320, height) as context:
        page = open_catalogue(context, address + "/mo-hinh/")
        page.locator(".sheet-button").click()
        page.locator(".sheet-body").evaluate("(sheet) => sheet.scrollIntoView()")
        box = page.locator(".sheet .narrow-done").bounding_box()
    assert box is not None
    assert (box["y"] + box["height"] <= height) == stays
