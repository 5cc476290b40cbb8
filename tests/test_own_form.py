"""The form page fills a form in for a unit, in a real browser: the same as `dvk forms --unit` writes."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import expect as see

from generator.unit_forms import Asked, write_forms
from tests.audit.access import find_violations
from tests.browsing import open_window, serve_folder
from tests.filling import answer, make_real, models_of, register
from tests.libreoffice import convert
from tests.portals import TODAY, built_ok, copy_own, edit, parse_page, write
from tests.test_register import ANSWERS

ROOT = Path(__file__).resolve().parents[1]
# A form of a state plan of five years that asks for everything.
ASKING = """\
campaign: minh-xuan-2026-2030
title: Báo cáo để thử
status: official
tasks:
  - report
summary: Một mẫu để thử.
sender: Các tổ dân phố
recipient: Ủy ban nhân dân phường & Mặt trận
source: mục I
letterhead:
  superior: ỦY BAN NHÂN DÂN PHƯỜNG MINH XUÂN
  body: ĐƠN VỊ…....
  place: "....., ngày.... tháng....năm 2026"
kind:
  - BÁO CÁO
subject:
  - Kết quả năm ....
addressee: "*Kính gửi:* ………"
blocks:
  - fill: Tên đơn vị
  - table:
      columns:
        - title: TT
          width: 10
          entry: ordinal
        - title: Đơn vị
          width: 40
          holds: unit
        - title: Việc
          width: 60
      rows:
        - ordinals:
            - "1"
            - "2"
signatures:
  - title: NGƯỜI BÁO CÁO
"""
# Names that would break a file which took them as they are, or a row made for a short one.
NAMES = {
    "hoi-thu": "Hội “A” & B <cũ> *mới* $1",
    "trung-tam-thu": "Trung tâm Cung ứng dịch vụ công và Phục vụ hành chính công chi nhánh số hai phường Sen Hồng",
}
ASKING_PAGE = "bieu-mau/minh-xuan-2026-2030/bao-cao-thu"


@dataclass(frozen=True)
class Portal:
    config: Path
    base: str


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The repository's own portal with units of unhandy names and a form that asks for everything."""
    folder = tmp_path_factory.mktemp("own-form")
    config = copy_own(folder)
    for unit, name in NAMES.items():
        write(folder, f"data/units/{unit}.yml", f"name: '{name}'\nkind: office\nsummary: Để thử.\nsample: true\n")
    write(folder, "data/forms/bao-cao-thu.yml", ASKING)
    built_ok(config, folder / "site")
    with serve_folder(folder / "site") as base:
        yield Portal(config, base)


def open_block(window: BrowserContext, portal: Portal, address: str) -> Page:
    page = window.new_page()
    page.goto(f"{portal.base}/{address}/")
    page.get_by_text("Mẫu điền sẵn cho đơn vị của bạn").click()
    page.wait_for_selector("[data-own-form][data-ready]")
    return page


def choose(page: Page, unit: str) -> None:
    box = page.locator(f"[name=don-vi][value={unit}]")
    page.get_by_label("Tìm đơn vị").fill(box.locator("xpath=..").text_content() or "")
    box.check()


def take(page: Page, kind: str, folder: Path) -> Path:
    """The file that the button hands over, under the name that it suggests."""
    with page.expect_download() as got:
        page.get_by_role("button", name=f"Tải {kind} điền sẵn").click()
    path = folder / got.value.suggested_filename
    got.value.save_as(path)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


# The same as the command


@pytest.fixture(scope="module")
def command(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str, int], Path]:
    """Gives the folder with what the command writes for a unit, a campaign and a year."""

    @cache
    def write_for(unit: str, campaign: str, year: int) -> Path:
        folder = tmp_path_factory.mktemp("command")
        asked = Asked(unit=unit, campaign=campaign, year=year)
        assert write_forms(portal.config, asked, folder=folder, replace=True, today=TODAY).lines
        return folder

    return write_for


@pytest.mark.parametrize(
    ("address", "year"),
    [
        ("bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1", 2026),
        ("bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-2", 2026),
        ("bieu-mau/viet-hung-2026/viet-hung-mau-01", 2026),
        ("bieu-mau/do-son-2026/do-son-mau-3", 2026),
        (ASKING_PAGE, 2029),
    ],
    ids=lambda value: str(value).rsplit("/", 1)[-1],
)
def test_every_part_is_the_one_that_the_command_writes(
    portal: Portal, desk: BrowserContext, command: Callable[[str, str, int], Path], tmp_path: Path, address: str,
    year: int,
) -> None:  # fmt: skip
    page = open_block(desk, portal, address)
    if address == ASKING_PAGE:
        page.get_by_label("Năm").select_option(str(year))
    for unit in ("to-dan-pho-5", *NAMES):
        choose(page, unit)
        written = command(unit, address.split("/")[1], year)
        for kind in ("Word", "Excel"):
            got = take(page, kind, tmp_path)
            wanted = parts_of(written / got.name)
            assert parts_of(got) == wanted, unit
            assert "⟦" not in b"".join(wanted.values()).decode(errors="ignore"), unit


def test_all_that_a_form_asks_for_is_there(portal: Portal, desk: BrowserContext, tmp_path: Path) -> None:
    page = open_block(desk, portal, ASKING_PAGE)
    choose(page, "hoi-thu")
    page.get_by_label("Năm").select_option("2028")
    document = docx.Document(str(take(page, "Word", tmp_path)))
    sheet = openpyxl.load_workbook(take(page, "Excel", tmp_path)).worksheets[0]
    paragraphs = [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]
    texts = {paragraph.text.strip() for paragraph in paragraphs}
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    told = {
        "HỘI “A” & B <CŨ> *MỚI* $1",
        "Hội “A” & B <cũ> *mới* $1",
        "Minh Xuân, ngày.... tháng....năm 2028",
        "Kết quả năm 2028",
    }
    assert told | {"Kính gửi: Ủy ban nhân dân phường & Mặt trận"} <= texts
    assert told <= cells
    assert document.tables[-2].cell(1, 1).text == "Hội “A” & B <cũ> *mới* $1"


def test_row_of_a_long_name_is_high_enough(portal: Portal, desk: BrowserContext, tmp_path: Path) -> None:
    page = open_block(desk, portal, "bieu-mau/do-son-2026/do-son-mau-3")
    heights = []
    for unit in ("to-dan-pho-5", "trung-tam-thu"):
        choose(page, unit)
        sheet = openpyxl.load_workbook(take(page, "Excel", tmp_path)).worksheets[0]
        heights.append(sheet.row_dimensions[3].height)
        assert str(sheet["A3"].value).isupper()
    # In that half of a letterhead there is room for some twenty capitals.
    assert heights[1] > 4 * heights[0]


@pytest.mark.office
@pytest.mark.parametrize(("kind", "suffix"), [("Word", "docx"), ("Excel", "xlsx")])
def test_file_is_opened_by_libreoffice_and_comes_back_as_a_model_of_the_unit(
    portal: Portal, desk: BrowserContext, blank_portal: Path, tmp_path: Path, kind: str, suffix: str
) -> None:
    page = open_block(desk, portal, "bieu-mau/do-son-2026/do-son-mau-3")
    choose(page, "to-dan-pho-5")
    path = take(page, kind, tmp_path)
    path.write_bytes(answer(path.read_bytes(), suffix, ANSWERS))
    [saved] = convert([path], tmp_path / "saved", suffix)
    make_real(blank_portal / "data/units/to-dan-pho-5.yml")
    register(blank_portal, saved)
    assert [(one.unit, one.name) for one in models_of(blank_portal)] == [("to-dan-pho-5", ANSWERS["Tên mô hình"])]


# The block


def test_unit_is_found_without_marks(portal: Portal, desk: BrowserContext) -> None:
    page = open_block(desk, portal, "bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1")
    finder = page.get_by_label("Tìm đơn vị")
    finder.fill("truong MAM non")
    rows = page.locator(".own-form-units label:visible")
    see(rows).to_have_text(["Trường Mầm non Hoa Sen"])
    finder.fill("không có đâu")
    see(rows).to_have_count(0)
    see(page.locator(".own-form-said")).to_have_text("Không thấy đơn vị nào tên như vậy.")
    finder.fill("")
    see(rows).to_have_count(8)
    page.get_by_role("button", name="Xem cả").click()
    see(rows).to_have_count(len(list((portal.config.parent / "data/units").glob("*.yml"))))


def test_whoever_chose_no_unit_is_told_and_led_to_the_choice(portal: Portal, desk: BrowserContext) -> None:
    page = open_block(desk, portal, "bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1")
    page.get_by_role("button", name="Tải Word điền sẵn").click()
    see(page.get_by_role("status")).to_have_text("Chọn một đơn vị trước.")
    see(page.get_by_label("Tìm đơn vị")).to_be_focused()


def test_keyboard_alone_is_enough(portal: Portal, desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto(f"{portal.base}/bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1/")
    page.locator(".own-form summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-own-form][data-ready]")
    page.keyboard.press("Tab")
    page.keyboard.type("so 7")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "thuy-nguyen-mau-1.docx"
    see(page.get_by_role("status")).to_have_text("Đã tải thuy-nguyen-mau-1.docx: Tổ dân phố số 7, năm 2026.")


def test_link_may_name_the_unit(portal: Portal, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1/?don-vi=giao-ho-an-binh")
    see(page.get_by_label("Giáo họ An Bình")).to_be_checked()


def test_year_is_asked_for_where_a_plan_has_several(portal: Portal, desk: BrowserContext) -> None:
    page = open_block(desk, portal, ASKING_PAGE)
    years = page.get_by_label("Năm")
    assert years.locator("option").all_inner_texts() == ["2026", "2027", "2028", "2029", "2030"]
    page = open_block(desk, portal, "bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1")
    see(page.get_by_label("Năm")).to_be_hidden()


def test_failing_network_is_told_in_words(portal: Portal, desk: BrowserContext) -> None:
    page = open_block(desk, portal, "bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1")
    choose(page, "to-dan-pho-5")
    page.route("**/dien-san.docx", lambda route: route.abort())
    page.get_by_role("button", name="Tải Word điền sẵn").click()
    see(page.get_by_role("status")).to_contain_text("Chưa tải được.")


@pytest.mark.parametrize("broken", ["script", "unpacking"])
def test_block_is_not_shown_where_it_could_do_nothing(portal: Portal, browser: Browser, broken: str) -> None:
    context = browser.new_context(java_script_enabled=broken != "script")
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(f"{portal.base}/bieu-mau/thuy-nguyen-2026/thuy-nguyen-mau-1/", wait_until="networkidle")
    assert page.locator(".own-form").count() == 1
    see(page.locator(".own-form")).to_be_hidden()
    see(page.get_by_role("link", name="Tải Word")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_block_keeps_nobody_out(portal: Portal, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = open_block(context, portal, ASKING_PAGE)
    choose(page, "to-dan-pho-5")
    page.get_by_role("button", name="Tải Excel điền sẵn").click()
    see(page.get_by_role("status")).to_contain_text("Đã tải")
    assert find_violations(page) == []
    context.close()


def test_phone_shows_the_block_within_its_width(portal: Portal, browser: Browser) -> None:
    with open_window(browser, 320, 640) as window:
        page = open_block(window, portal, ASKING_PAGE)
        page.get_by_role("button", name="Xem cả").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 320


# What the site holds


def test_only_forms_with_a_place_for_a_unit_have_the_block(portal: Portal) -> None:
    site = portal.config.parent / "site"
    having = {
        path.parent.name
        for path in (site / "bieu-mau").rglob("index.html")
        if parse_page(path.read_bytes()).xpath("//details[@data-own-form]")
    }
    assert having == {
        "thuy-nguyen-mau-1", "thuy-nguyen-mau-2", "viet-hung-mau-01", "viet-hung-mau-02", "viet-hung-mau-03",
        "do-son-mau-3", "do-son-mau-4", "bao-cao-thu",
    }  # fmt: skip
    assert {path.parent.name for path in site.rglob("dien-san.*")} == having
    assert not list(site.rglob("dien-san.pdf"))


def test_form_that_was_replaced_is_not_filled_in(portal: Portal, tmp_path: Path) -> None:
    root = shutil.copytree(portal.config.parent, tmp_path / "portal")
    edit(root, {"data/forms/bao-cao-thu.yml": ("status: official", "status: official\nsuperseded_by: do-son-mau-3")})
    built_ok(root / "site_config.yml", root / "site")
    assert not (root / "site" / ASKING_PAGE / "dien-san.docx").exists()
    assert "data-own-form" not in (root / "site" / ASKING_PAGE / "index.html").read_text(encoding="utf-8")


def test_units_are_listed_once_for_all_forms(portal: Portal) -> None:
    told = json.loads((portal.config.parent / "site/bieu-mau/don-vi.json").read_text(encoding="utf-8"))
    assert ["giao-ho-an-binh", "Giáo họ An Bình"] in told
    assert len(told) == len(list((portal.config.parent / "data/units").glob("*.yml")))
