"""The search in a real browser: what people type finds the right page, whatever they type it with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.importing import import_plan
from generator.ledger import Ledger
from generator.outputs.search import files
from generator.outputs.search.postings import shard_of
from generator.pipeline import check, open_portal
from generator.vietnamese import fold, modern_tone
from tests.bench.portal_maker import make_portal
from tests.browsing import open_window, serve_folder
from tests.portals import TODAY, built_ok, copy_own, copy_small, edit, files_of, write
from tests.queries import Corpus, Query, make_queries

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own portal, with the whole texts of its plans where they are at hand; the folder."""
    folder = tmp_path_factory.mktemp("search")
    config = copy_own(folder)
    for seed in sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []:
        import_plan(seed, root=folder, today=TODAY)
    built_ok(config, folder / "site")
    return folder


@pytest.fixture(scope="module")
def address(portal: Path) -> Iterator[str]:
    with serve_folder(portal / "site") as base:
        yield base


_ASK = """async ([base, queries, most]) => {
  const search = await import(base + "/assets/js/search-engine.js");
  const answers = [];
  for (const text of queries) {
    const result = await search.find(search.parse(text));
    const first = result.found.slice(0, most);
    const texts = await search.tell(first.map((one) => one.number));
    answers.push(texts.map((one, at) => [one.address.slice(base.length + 1), first[at].tier]));
  }
  return answers;
}"""


def ask(context: BrowserContext, base: str, queries: list[str], most: int = 3) -> list[list[tuple[str, int]]]:
    """For each query the first addresses found, each with how well it fits: 4 as written, less for look-alikes."""
    page = context.new_page()
    page.goto(f"{base}/404.html")
    answers: list[list[list[Any]]] = page.evaluate(_ASK, [base, queries, most])
    return [[(found, tier) for found, tier in answer] for answer in answers]


def is_right(query: Query, found: str) -> bool:
    """A section answers for its page."""
    return found in query.right or found.split("#")[0] in query.right


def test_queries_from_the_portals_own_words_find_the_right_page(
    desk: BrowserContext, address: str, portal: Path
) -> None:
    config = portal / "site_config.yml"
    library = open_portal(check(config), portal, TODAY).library
    queries = list(make_queries(Corpus(portal / "site", library), portal, library))
    assert len(queries) >= 500
    assert all(query.right for query in queries), [one.text for one in queries if not one.right][:10]
    answers = ask(desk, address, [one.text for one in queries])
    missed = {
        query.text: answer
        for query, answer in zip(queries, answers, strict=True)
        if not any(is_right(query, found) for found, _ in answer)
    }
    assert missed == {}, f"{len(missed)} of {len(queries)}"


# Look-alikes: the same letters with other marks, or with none.
PAIRS = [
    ("Bà gác chợ đêm", "Ba gác chợ đêm"),
    ("Đường hoa ven sông", "Dương hoa ven sông"),
    ("Ngõ la hét", "Ngỏ lạ hẹt"),
    ("Hòa giải ở cơ sở", "Hoa giải ở cơ sở"),
    ("Cấm lửa kho vải", "Cam lụa khó vai"),
    ("Thủy lợi nội đồng", "Thụy lợi nội đồng"),
    ("Mở ngõ", "Mơ ngỏ"),
]


@pytest.fixture(scope="module")
def lookalikes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal with a guide for each of the pairs, and some that stand alone."""
    config = copy_small(tmp_path_factory.mktemp("pairs"))
    names = [*(name for pair in PAIRS for name in pair), "Tủ sách dùng chung", "Chổi tre quét ngách"]
    for number, name in enumerate(names):
        text = f"---\ntitle: {name}\ndescription: Bài thứ {number}.\n---\n\nBà con bàn về {name} trong một buổi tối.\n"
        write(config.parent, f"content/huong-dan/bai-{number}.md", text)
    built_ok(config, config.parent / "site")
    with serve_folder(config.parent / "site") as base:
        yield base


def test_a_query_with_marks_never_puts_a_lookalike_first(desk: BrowserContext, lookalikes: str) -> None:
    names = [name for pair in PAIRS for name in pair]
    for number, (name, answer) in enumerate(zip(names, ask(desk, lookalikes, names, 10), strict=True)):
        found = [one for one, _ in answer]
        other = number + 1 if number % 2 == 0 else number - 1
        assert answer[0] == (f"huong-dan/bai-{number}/", 4), name
        # The look-alike is there, but after all that is written as was typed.
        assert [tier for _, tier in answer] == sorted((tier for _, tier in answer), reverse=True), name
        assert dict(answer)[f"huong-dan/bai-{other}/"] < 4 or found.index(f"huong-dan/bai-{other}/") > 0, name


def test_a_query_without_marks_finds_both(desk: BrowserContext, lookalikes: str) -> None:
    plain = [fold(pair[0]) for pair in PAIRS]
    for number, answer in enumerate(ask(desk, lookalikes, plain)):
        found = {one for one, _ in answer}
        assert {f"huong-dan/bai-{2 * number}/", f"huong-dan/bai-{2 * number + 1}/"} <= found


def test_where_only_lookalikes_are_found_words_say_so(desk: BrowserContext, lookalikes: str) -> None:
    page = desk.new_page()
    page.goto(f"{lookalikes}/tim-kiem/?q=tù sạch dụng chúng")
    expect(page.get_by_role("status")).to_contain_text("không trang nào viết đúng như vậy")
    expect(page.locator(".result-group-title").first).to_have_text("Viết gần giống, khác dấu")
    expect(page.locator(".result-link").first).to_have_text("Tủ sách dùng chung")


# Both sides must agree, or a word is looked for in the wrong shard.
WORDS = ["Hoà", "hòa", "UỶ", "quý", "khoẻ", "thuý", "Ðường", "đồng", "NGHIÊNG", "ế", "a", "2026", "oà", "uý", "loà",
         "toả", "_x", "Ⅳ", "straße", "ǅ", "ngoèo", "x\u0323"]  # fmt: skip


def test_browser_and_builder_take_words_alike(desk: BrowserContext, address: str, portal: Path) -> None:
    known = json.loads((portal / "site/tim-kiem/tu-goi-y.json").read_text(encoding="utf-8")).split()
    words = [*WORDS, *known]
    page = desk.new_page()
    page.goto(f"{address}/404.html")
    take = """async ([base, words]) => {
      const search = await import(base + "/assets/js/words.js");
      return words.map((word) => [search.normalise(word), search.fold(search.normalise(word))]);
    }"""
    ours = [modern_tone(word.lower()).replace("ð", "đ") for word in words]
    assert page.evaluate(take, [address, words]) == [[word, fold(word)] for word in ours]


def test_words_lie_in_the_shard_of_their_folded_form(portal: Path) -> None:
    folder = portal / "site/tim-kiem"
    count = json.loads((folder / "muc-luc.json").read_text(encoding="utf-8"))["shards"]
    for number in range(count):
        for _, words in json.loads((folder / f"tu/{number}.json").read_text(encoding="utf-8")):
            assert {shard_of(fold(word), count) for word in words} == {number}


# The page of results


def results_of(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    expect(page.locator(".result").first).to_be_visible()
    return page


def test_results_are_grouped_counted_and_marked(desk: BrowserContext, address: str) -> None:
    page = results_of(desk, f"{address}/tim-kiem/?q=phan loai rac")
    expect(page).to_have_title("“phan loai rac” – Tìm kiếm – Dân vận khéo")
    expect(page.get_by_role("searchbox")).to_have_value("phan loai rac")
    expect(page.get_by_role("status")).to_contain_text("kết quả")
    expect(page.locator(".result-group-title").first).to_have_text("Phù hợp nhất")
    expect(page.locator(".result-group").first.locator(".result")).to_have_count(3)
    marked = page.locator(".result").first.locator("mark").all_inner_texts()
    assert {word.lower() for word in marked} <= {"phân", "loại", "rác"}
    assert marked
    chips = page.get_by_role("list", name="Loại trang").get_by_role("link")
    totals = [int(text.split()[-1]) for text in chips.all_inner_texts()]
    assert totals[0] == sum(totals[1:])


def test_kind_stands_in_the_address_and_the_way_back_works(desk: BrowserContext, address: str) -> None:
    page = results_of(desk, f"{address}/tim-kiem/?q=đăng ký")
    before = page.locator(".result-link").all_inner_texts()
    page.get_by_role("list", name="Loại trang").get_by_role("link", name="Biểu mẫu").click()
    page.wait_for_url("**loai=bieu-mau*")
    expect(page.locator(".result-group-title").first).to_have_text("Kết quả")
    assert set(page.locator(".result-kind").all_inner_texts()) == {"Biểu mẫu"}
    page.reload()
    expect(page.locator(".result").first).to_be_visible()
    assert set(page.locator(".result-kind").all_inner_texts()) == {"Biểu mẫu"}
    page.go_back()
    expect(page.locator(".result-group-title").first).to_have_text("Phù hợp nhất")
    assert page.locator(".result-link").all_inner_texts() == before


def test_models_are_narrowed_by_field_and_year(desk: BrowserContext, address: str, portal: Path) -> None:
    page = results_of(desk, f"{address}/tim-kiem/?q=hộ&loai=mo-hinh")
    page.get_by_text("Lọc mô hình theo lĩnh vực, năm").click()
    page.get_by_label("Năm").select_option("2025")
    page.wait_for_url("**nam=2025*")
    page.get_by_label("Lĩnh vực").select_option("kinh-te")
    page.wait_for_url("**linh-vuc=kinh-te*")
    expect(page.locator("[data-results]")).not_to_have_attribute("aria-busy", "true")
    found = [one.get_attribute("href") or "" for one in page.locator(".result-link").all()]
    rows = {one["id"]: one for one in json.loads((portal / "site/du-lieu/models.json").read_text(encoding="utf-8"))}
    chosen = [rows[one.rstrip("/").rsplit("/", 1)[-1]] for one in found]
    assert chosen
    assert {(one["year"], one["field"]) for one in chosen} == {(2025, "kinh-te")}


def test_long_list_grows_in_place(desk: BrowserContext, address: str) -> None:
    page = results_of(desk, f"{address}/tim-kiem/?q=mô hình&loai=ke-hoach")
    expect(page.locator(".result")).to_have_count(10)
    page.get_by_role("button", name="Xem thêm").click()
    expect(page.locator(".result")).to_have_count(20)
    expect(page.locator(".result-link").nth(10)).to_be_focused()


def test_empty_result_says_why_and_leads_on(desk: BrowserContext, address: str) -> None:
    page = desk.new_page()
    page.goto(f"{address}/tim-kiem/?q=rqác xqyz")
    expect(page.get_by_role("status")).to_contain_text("không có kết quả nào")
    expect(page.locator(".result-note")).to_contain_text("Không trang nào của cổng có từ “rqác”, “xqyz”")
    # One letter too many.
    expect(page.locator(".result-hints a").first).to_have_text("rác xqyz")
    ways = page.locator(".search-ways a")
    expect(ways.first).to_be_visible()
    assert ways.count() >= 3


def test_a_title_is_shown_as_text_whatever_it_holds(desk: BrowserContext, lookalikes: str) -> None:
    page = desk.new_page()
    page.goto(f"{lookalikes}/tim-kiem/?q=<img src=x onerror=alert(1)> tủ sách")
    expect(page.get_by_role("status")).to_contain_text("<img src=x onerror=alert(1)> tủ sách")
    assert page.locator("main img").count() == 0


def test_arrow_keys_walk_through_the_results(desk: BrowserContext, address: str) -> None:
    page = results_of(desk, f"{address}/tim-kiem/?q=phân loại rác")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".result-link").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".result-link").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/tim-kiem/" not in url)


def test_without_javascript_the_page_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("search").get_by_role("searchbox").fill("rác")
    page.get_by_role("button", name="Tìm").first.click()
    page.wait_for_url("**/tim-kiem/?q=*")
    shown = page.get_by_text("đang tắt JavaScript").is_visible(), page.locator(".search-ways a").first.is_visible()
    hidden = page.locator("[data-search-page]").is_visible()
    context.close()
    assert shown == (True, True)
    assert not hidden


# The dialog


def test_slash_opens_the_dialog_and_escape_gives_focus_back(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(f"{address}/huong-dan/")
    link = page.locator("main a").first
    link.focus()
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Tìm trong cổng")
    box = dialog.get_by_role("searchbox", name="Điều cần tìm")
    expect(box).to_be_focused()
    page.keyboard.type("phân loại r")
    expect(dialog.locator(".result-link").first).to_contain_text("rác")
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".result-link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_slash_in_a_box_is_a_letter(desk: BrowserContext, address: str) -> None:
    page = desk.new_page()
    page.goto(address)
    box = page.locator("main").get_by_role("searchbox")
    box.press("/")
    expect(box).to_have_value("/")
    assert page.get_by_role("dialog").count() == 0


def test_dialog_leads_to_all_results(desk: BrowserContext, address: str) -> None:
    page = desk.new_page()
    page.goto(f"{address}/lich/")
    page.get_by_role("link", name="Tìm trong cổng").click()
    page.get_by_role("searchbox", name="Điều cần tìm").fill("dân vận")
    page.get_by_role("link", name="Xem cả").click()
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.locator(".result-group-title").first).to_have_text("Phù hợp nhất")


def test_nothing_of_the_search_is_fetched_before_someone_searches(desk: BrowserContext, address: str) -> None:
    page = desk.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/huong-dan/", wait_until="networkidle")
    assert not [url for url in asked if "search" in url or "/tim-kiem/" in url]
    page.keyboard.press("/")
    page.get_by_role("searchbox", name="Điều cần tìm").fill("rác")
    expect(page.locator(".search-dialog .result").first).to_be_visible()
    assert [url for url in asked if "/tim-kiem/tu/" in url]
    assert all(url.startswith(address) for url in asked)


# A larger portal

LARGE, COMMON = 300, 64
# Words that nearly every model has, in an order that only this one has.
ROWS = {
    "mo-hinh-000007": "nhà họp rồi nhắc tổ trưởng",
    "mo-hinh-000150": "cán bộ làm một tháng mới đọc",
    "mo-hinh-000299": "người đến góp cách chọn nhà mỗi tháng",
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a portal in which most words are so common that their postings are left out."""
    folder = tmp_path_factory.mktemp("large") / "portal"
    make_portal(folder, LARGE)
    for model, row in ROWS.items():
        edit(folder, {f"data/models/{model}.yml": ("approach: ", f"approach: Bà con {row} công khai. ")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_COMMON", COMMON)
        built_ok(folder / "site_config.yml", folder / "site")
    yield folder


def test_a_first_query_weighs_little(browser: Browser, large: Path) -> None:
    with serve_folder(large / "site") as base, open_window(browser, 1280, 900) as context:
        page = context.new_page()
        sizes: list[int] = []
        page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
        page.goto(f"{base}/404.html", wait_until="networkidle")
        sizes.clear()
        found = ask(context, base, ["tổ trưởng đến từng nhà hỏi chuyện"])
        assert found[0]
        page = results_of(context, f"{base}/tim-kiem/?q=Ngõ số 12 phân loại rác tại nguồn")
        weights = page.evaluate(
            "performance.getEntriesByType('resource').filter((one) => /tim-kiem|search/.test(one.name))"
            ".reduce((sum, one) => sum + one.decodedBodySize, 0)"
        )
    assert 0 < weights <= 300_000


def test_where_most_words_are_common_titles_still_find_their_model(browser: Browser, large: Path) -> None:
    models = json.loads((large / "site/du-lieu/models.json").read_text(encoding="utf-8"))[:60]
    shard = "".join(path.read_text(encoding="utf-8") for path in (large / "site/tim-kiem/tu").iterdir())
    assert '":"*' in shard
    with serve_folder(large / "site") as base, open_window(browser, 1280, 900) as context:
        answers = ask(context, base, [one["name"] for one in models])
    wanted = [f"mo-hinh/{one['id']}/" for one in models]
    assert [one for one, answer in zip(wanted, answers, strict=True) if one not in dict(answer)] == []


def test_where_most_words_are_common_a_row_of_them_is_found(browser: Browser, large: Path) -> None:
    with serve_folder(large / "site") as base, open_window(browser, 1280, 900) as context:
        answers = ask(context, base, list(ROWS.values()))
        folded = ask(context, base, [fold(row) for row in ROWS.values()])
    firsts = [(found[0][0], other[0][0]) for found, other in zip(answers, folded, strict=True)]
    assert firsts == [(f"mo-hinh/{model}/", f"mo-hinh/{model}/") for model in ROWS]


def test_an_edit_changes_a_few_files_and_pieces(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    site = config.parent / "site"
    built_ok(config, site)
    before, pieces = files_of(site / "tim-kiem"), Ledger(config.parent, site).read_site().lots["search"].pieces
    edit(config.parent, {"data/models/vuon-rau.yml": ("summary: ", "summary: Xanhrờn ")})
    built_ok(config, site)
    after = files_of(site / "tim-kiem")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    texts = {name for name in changed if name.startswith("van/")}
    assert len(texts) == 1
    assert "muc-luc.json" in changed
    # The words of the summary alone have moved.
    assert len(changed) < len(after) / 2
    # One block was drawn again, and the old one is kept no longer.
    now = Ledger(config.parent, site).read_site().lots["search"].pieces
    assert len(set(pieces) - set(now)) == len(set(now) - set(pieces)) == 1
