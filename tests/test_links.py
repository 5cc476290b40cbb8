"""Dead links found in the files themselves, before anything is built."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from generator.cli import main
from generator.loading import load_records
from generator.pipeline import build, check
from generator.problems import Problem
from generator.records.base import Record
from generator.records.campaign import Campaign
from generator.records.collection import Records, Unread
from generator.records.field import Field
from generator.records.form import Form
from generator.records.model import Model
from generator.records.page import Page
from generator.records.reading import read_record
from generator.records.story import Story
from generator.records.unit import Unit
from generator.rules.links import check_links
from generator.rules.targets import Targets
from generator.settings import Publisher, Settings
from generator.sources.markdown import read_markdown
from generator.sources.node import Node
from generator.sources.pictures import Picture
from generator.sources.yaml import read_yaml
from tests.inline import SHORTEST, gather, make, merge, put_in, read_inline
from tests.portals import TODAY, copy_small, edit, write

RECOGNITION = "recognition:\n  level: ward\n  authority: Đảng ủy\n  date: 2026-10-01\n"
PICTURES = {"anh/a.jpg": Picture("anh/a.jpg", 1200, 900)}
GUIDE = "huong-dan/dang-ky"
SETTINGS = Settings(
    name="Cổng", tagline="Một câu.", url="https://x.vn/dvk/", publisher=Publisher(name="Đảng ủy"), show_samples=True
)
HIDING = msgspec.structs.replace(SETTINGS, show_samples=False)


def page_node(page_id: str, body: str, front: str = "") -> Node:
    text = f"---\ntitle: Trang\ndescription: Một câu.\n{front}---\n\n{body}\n"
    node, problems = read_markdown(text, f"content/{page_id}.md")
    assert node is not None, problems
    return node


def page(page_id: str, body: str, front: str = "") -> Page:
    record, problems = read_record(Page, page_node(page_id, body, front), page_id)
    assert record is not None, problems
    return record


def story(body: str) -> Story:
    head = SHORTEST[Story].partition("## 1.")[0]
    record, problems = read_inline(Story, head + body, "chi-sen")
    assert record is not None, problems
    return record


def portal(*records: Record) -> Records:
    own: list[Record] = [
        make(Field, "aliases:\n  - ten-cu", "doi-song"),
        make(Unit, "aliases:\n  - to-nam", "to-5"),
        make(Campaign, "", "ben-may"),
        make(Form, "", "phu-luc"),
        make(Model, RECOGNITION + "aliases:\n  - ngo-cu", "ngo-sach"),
        make(Model, "", "ngo-hoa"),
        page("gioi-thieu", "## Vì sao\n\n## Cách làm {#lam}\n\nXem[^1].\n\n[^1]: Chú thích."),
        page("lich", "## Mở đầu"),
        page("ke-hoach/ben-may", "## I. Mục tiêu {#i}"),
        page("404", "Không có."),
    ]
    return gather(*own, *records)


def judge(
    *records: Record, unread: Unread | None = None, settings: Settings | None = SETTINGS, drop: str = ""
) -> list[Problem]:
    whole = portal(*records)
    if drop:
        kept = {name: one for name, one in whole.pages.items() if name != drop}
        whole = replace(whole, pages=kept)
    return list(check_links(whole, PICTURES, unread or {}, settings))


def judge_guide(body: str, **options: object) -> list[Problem]:
    return judge(page(GUIDE, body), **options)  # type: ignore[arg-type]


# What is there


@pytest.mark.parametrize(
    "link",
    [
        "../../", "../", "./", "", "#", "../../mo-hinh/", "../../lich/", "../../mo-hinh/ngo-sach/",
        "../../mo-hinh/ngo-cu/", "../../mo-hinh/don-vi/to-nam/", "../../mo-hinh/don-vi/to-5/",
        "../../mo-hinh/linh-vuc/doi-song/", "../../mo-hinh/nam/2026/", "../../ke-hoach/ben-may/",
        "../../lich/ben-may.ics", "../../bieu-mau/ben-may/phu-luc/", "../../gioi-thieu/", "../../feed.xml",
        "../../sitemap.xml", "../../robots.txt", "../../tim-kiem/?q=ngo", "../../404.html", "../../anh/a.jpg",
        "../../anh/a-480.webp", "/dvk/mo-hinh/", "https://x.vn/dvk/mo-hinh/ngo-sach/", "https://khac.vn/x",
        "mailto:a@x.vn", "tel:113", "../../gioi-thieu/index.html", "../../gioi-thieu/index.md",
    ],
)  # fmt: skip
def test_link_to_an_address_of_the_portal_is_fine(link: str) -> None:
    assert judge_guide(f"Xem [x]({link}).") == []


@pytest.mark.parametrize(
    "link",
    [
        "../../tien-do/ben-may/nam/2031/", "../../du-lieu/khong-co.json", "../../assets/css/x.css",
        "../../mo-hinh/trang-2/", "../../mo-hinh/nam/2026/trang-3/", "../../lich/#khong-co",
        "../../ke-hoach/ben-may/#ii", "../../mo-hinh/ngo-sach/#khong-co",
    ],
)  # fmt: skip
def test_link_that_only_the_built_site_can_tell_is_left_to_build(link: str) -> None:
    assert judge_guide(f"Xem [x]({link}).") == []


@pytest.mark.parametrize("link", ["#dau", "#dau_1", "../../gioi-thieu/#vi-sao", "../../gioi-thieu/#lam", "#noi-dung"])
def test_anchor_of_a_prose_page_is_found(link: str) -> None:
    assert judge_guide(f"## Đầu\n\n## Đầu\n\n[x]({link})") == []


def test_footnote_is_a_link_that_leads_somewhere() -> None:
    assert judge_guide("Một[^1].\n\n[^1]: Hai.") == []


@pytest.mark.parametrize("text", ["`[x](../khong-co/)`", "<!-- [x](../khong-co/) -->", "    [x](../khong-co/)"])
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert judge_guide(text) == []


# What is not


@pytest.mark.parametrize(
    "link",
    [
        "../khong-co/", "../../mo-hinh/ngo-sac/", "../../mo-hinh", "../../mo-hinh/ngo-hoa/", "../../mo-hinh/nam/2031/",
        "../../mo-hinh/linh-vuc/ten-cu/",
        "../../lich/khong-co.ics", "../../bieu-mau/ben-may/phu-luc.docx", "../../anh/b.jpg", "/mo-hinh/", "/dvk/x/",
        "https://x.vn/dvk/x/", "../../../x/", "tep.pdf", "../dang-ky.md", "../../404/", "../../%C4%91i/",
        "../../a/index.md",
    ],
)  # fmt: skip
def test_link_to_nothing_is_reported_at_its_place(link: str) -> None:
    (problem,) = judge_guide(f"Một.\n\nXem [x]({link}).")
    assert (problem.code, str(problem.at)) == ("dead-link", f"content/{GUIDE}.md:8:9")
    assert problem.wrong.startswith(f"liên kết “{link}” ")


@pytest.mark.parametrize(
    ("body", "places"),
    [
        pytest.param("[a](../chet/) và [b](../chet/)\n\n[c](../chet/)", ["6:5", "6:22", "8:5"], id="several times"),
        pytest.param("[a](../chet/a/) [b](../chet/)", ["6:5", "6:21"], id="one that begins like another"),
        pytest.param("`(../chet/)` [a](../chet/)", ["6:18"], id="behind code"),
        pytest.param("Xem [a][m] và [b][m].\n\n[m]: ../chet/ 'Tên'", ["8:6"], id="reference"),
        pytest.param('<a href="../chet/?a=1&amp;b">x</a>', ["6:10"], id="HTML"),
        pytest.param("![x](../chet.jpg)", ["6:6"], id="picture"),
        pytest.param("[a](<../có trang/>)", ["6:6"], id="blank and marks"),
        pytest.param("[a](../ch\\_et/)", ["6:1"], id="written in another way"),
        pytest.param("- một\n- | [a](../chet/)\n", ["7:9"], id="list"),
    ],
)
def test_each_dead_link_has_its_line_and_column(body: str, places: list[str]) -> None:
    assert [str(one.at) for one in judge_guide(body)] == [f"content/{GUIDE}.md:{place}" for place in places]


@pytest.mark.parametrize(
    ("link", "fix"), [("#khac", "sửa hoặc bỏ"), ("../../gioi-thieu/#vi-sa", "đổi thành ../../gioi-thieu/#vi-sao")]
)
def test_missing_anchor_says_that_the_page_is_there(link: str, fix: str) -> None:
    (problem,) = judge_guide(f"## Đầu\n\n[x]({link})")
    anchor = link.partition("#")[2]
    where = "trang này" if link.startswith("#") else "trang có, nhưng"
    assert problem.wrong == f"liên kết “{link}”: {where} không có mục #{anchor}."
    assert problem.fix.startswith(fix)


def test_suggestion_is_the_nearest_address() -> None:
    assert judge_guide("[x](../../mo-hinh/ngo-sac/)")[0].fix == "có phải là ../../mo-hinh/ngo-sach/?"
    assert judge_guide("[x](../../lichh/)")[0].fix == "có phải là ../../lich/?"


def test_link_to_a_model_that_is_only_registered_says_why_it_is_dead() -> None:
    assert "chưa được công nhận" in judge_guide("[x](../../mo-hinh/ngo-hoa/)")[0].fix


def test_picture_of_another_host_is_reported() -> None:
    (problem,) = judge_guide("![x](https://khac.vn/a.jpg) [y](https://khac.vn/)")
    assert (problem.code, problem.at.column) == ("other-host", 6)


def test_texts_of_a_model_are_read() -> None:
    extra = (
        RECOGNITION + "lasting: |\n  Một.\n\n  Xem [x](../chet/).\nevidence:\n  - criterion: 1\n    text: '[y](../m/)'"
    )
    found = judge(make(Model, extra))
    assert [str(one.at) for one in found] == ["data/models/thu.yml:21:1", "data/models/thu.yml:24:11"]


def test_texts_of_a_model_without_a_page_are_not_read() -> None:
    assert judge(make(Model, "lasting: '[x](../chet/)'")) == []


def test_story_is_read_as_it_is_shown() -> None:
    body = "[a](../khong-hien/)\n\n## 1. Một\n\n[a](../chet/)\n\n[[ảnh 1]]\n\n[b](../../lich/)\n"
    assert [one.wrong for one in judge(story(body))] == ["liên kết “../chet/” không dẫn tới đâu."]


def test_missing_page_links_from_the_root() -> None:
    (problem,) = judge(page("404", "[a](lich/) [b](../lichx/)"))
    assert "../lichx/" in problem.wrong


# Beside other mistakes


UNREAD: Unread = {
    "pages": {"huong-dan/hong": None},
    "models": {"ngo-hong": None},
    "campaigns": {"ke-hoach-hong": None},
    "forms": {"mau-hong": None},
    "stories": {"bai-hong": None},
    "units": {"to-9": read_yaml("kind: nha\naliases:\n  - to-chin\n", "data/units/to-9.yml")[0]},
}


@pytest.mark.parametrize(
    "link",
    [
        "../hong/", "../hong/#muc", "../../mo-hinh/ngo-hong/", "../../mo-hinh/nam/2029/",
        "../../lich/ke-hoach-hong.ics", "../../ke-hoach/ke-hoach-hong/#i", "../../guong-dien-hinh/bai-hong/",
        "../../bieu-mau/ben-may/mau-hong/", "../../bieu-mau/ben-may/mau-hong.pdf", "../../mo-hinh/don-vi/to-9/",
        "../../mo-hinh/don-vi/to-chin/",
    ],
)  # fmt: skip
def test_link_to_a_file_with_mistakes_is_fine(link: str) -> None:
    assert judge_guide(f"[x]({link})", unread=UNREAD) == []
    assert len(judge_guide(f"[x]({link})")) == 1


def test_dead_link_in_a_file_with_mistakes_is_found() -> None:
    node = page_node("huong-dan/hong", "[x](../chet/)", "order: một\n")
    model = read_yaml(merge(Model, RECOGNITION + "year: 1026\nlasting: '[x](../m/)'"), "data/models/m.yml")[0]
    assert {one.at.file for one in judge(unread={"pages": {"huong-dan/hong": node}, "models": {"m": model}})} == {
        "content/huong-dan/hong.md"
    }
    model = read_yaml(merge(Model, RECOGNITION + "year: 1026\nlasting: '[x](../chet/)'"), "data/models/m.yml")[0]
    (problem,) = judge(unread={"models": {"m": model}})
    assert problem.at.file == "data/models/m.yml"


def test_text_nested_too_deep_to_be_read_is_left_to_its_own_rule() -> None:
    deep = "".join(f"{'    ' * level}- [x](../chet/)\n" for level in range(2000))
    assert judge(page("huong-dan/sau", deep), page(GUIDE, "[x](../sau/#muc)")) == []


def test_without_settings_only_relative_links_are_judged() -> None:
    found = judge_guide("[a](/x/) [b](https://x.vn/x/) ![c](https://x.vn/dvk/a.jpg) [d](../chet/)", settings=None)
    assert [one.wrong for one in found] == ["liên kết “../chet/” không dẫn tới đâu."]


def test_hidden_sample_is_no_target_and_its_own_links_are_not_read() -> None:
    sample = page("huong-dan/mau", "[x](../chet/)", "sample: true\n")
    guide = page(GUIDE, "[x](../mau/)")
    assert [one.at.file for one in judge(sample, guide)] == ["content/huong-dan/mau.md"]
    assert [one.at.file for one in judge(sample, guide, settings=HIDING)] == [f"content/{GUIDE}.md"]


# In a whole portal


def test_check_finds_what_build_would_refuse(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    edit(config.parent, {"content/huong-dan/dang-ky.md": ("Email:", "[Lịch](../../lichh/) Email:")})
    dead = [one for one in check(config).problems if one.code == "dead-link"]
    assert [str(one.at) for one in dead] == ["content/huong-dan/dang-ky.md:8:8"]
    assert [one for one in build(config, tmp_path / "site", today=TODAY).problems if one.is_error] == dead


def test_call_of_check_ends_with_one_for_a_dead_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = copy_small(tmp_path)
    assert main(["check", "--config", str(config)]) == 0
    edit(config.parent, {"content/huong-dan/dang-ky.md": ("Email:", "[Lịch](../../lichh/) Email:")})
    capsys.readouterr()
    assert main(["check", "--config", str(config)]) == 1
    said = capsys.readouterr().out
    assert "content/huong-dan/dang-ky.md:8:8: lỗi [dead-link]: liên kết “../../lichh/” không dẫn tới đâu." in said


def test_mistake_elsewhere_does_not_hide_a_dead_link(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    root = config.parent
    edit(root, {"content/huong-dan/dang-ky.md": ("Email:", "[Lịch](../../lichh/) [5](../../mo-hinh/don-vi/to-5/)")})
    edit(root, {"data/units/to-5.yml": ("kind: residential", "kind: nha")})
    write(root, "site_config.yml", "name: Cổng\n")
    codes = {one.code for one in check(config).problems if one.is_error}
    assert codes == {"bad-choice", "dead-link", "missing-key"}
    assert sum(one.code == "dead-link" for one in check(config).problems) == 1


def test_every_address_of_a_built_portal_is_known(small: Path) -> None:
    """What the rule calls missing must be missing: each file of a real site is asked for once."""
    checked = check(small / "site_config.yml")
    files = [path.relative_to(small / "site").as_posix() for path in sorted((small / "site").rglob("*"))]
    links = "\n".join(f"- [x](../../{name})" for name in files if "." in name and not name.startswith("."))
    whole = put_in(checked.records, page(GUIDE, links))
    assert list(check_links(whole, checked.pictures, {}, checked.settings)) == []


def test_frame_of_a_prose_page_has_no_other_anchors(small: Path) -> None:
    html = (small / "site/gioi-thieu/index.html").read_text(encoding="utf-8")
    ids = {one for one in re.findall(r'\sid="([^"]*)"', html) if not one.startswith("__")}
    text = "\n".join(f"[x](../../gioi-thieu/#{one})" for one in sorted(ids))
    assert "noi-dung" in ids
    checked = check(small / "site_config.yml")
    whole = put_in(checked.records, page(GUIDE, text))
    assert list(check_links(whole, checked.pictures, {}, checked.settings)) == []


def test_sheet_of_a_form_with_nothing_to_fill_in_is_known_to_be_missing() -> None:
    targets = Targets(load_records(Path(__file__).parents[1]).records, {}, {})
    outline = "bieu-mau/viet-hung-2026/viet-hung-de-cuong"
    assert [targets.lacks(f"{outline}.{suffix}") for suffix in ("docx", "pdf", "xlsx")] == [False, False, True]


# Pictures without words


@pytest.mark.parametrize(
    "body",
    [
        "![](../../anh/a.jpg)",
        "![ ](../../anh/a.jpg)",
        '<img src="../../anh/a.jpg">',
        '<img src="../../anh/a.jpg" alt="">',
    ],
)
def test_a_picture_without_words_is_reported(body: str) -> None:
    (problem,) = judge_guide(body)
    assert (problem.code, problem.at.line) == ("no-alt", 6)
    assert "![" in problem.fix


def test_only_the_place_without_words_is_reported() -> None:
    body = "![Bến](../../anh/a.jpg) ![](../../anh/a.jpg)\n\n[](../../anh/a.jpg) ![Bến](../../anh/a.jpg)"
    (problem,) = judge_guide(body)
    assert str(problem.at) == f"content/{GUIDE}.md:6:29"


def test_pictures_with_words_and_pictures_in_code_are_fine() -> None:
    assert judge_guide("![Bến sông](../../anh/a.jpg) và `![](../../anh/a.jpg)`") == []


def test_a_photo_of_a_record_without_words_is_reported() -> None:
    photo = "photos:\n  - file: a.jpg\n    caption: x\n    credit: x\n"
    _, missing = read_inline(Model, merge(Model, photo))
    _, empty = read_inline(Model, merge(Model, f"{photo}    alt: ' '\n"))
    assert [one.code for one in missing] == ["missing-key"]
    assert [one.code for one in empty] == ["empty-text"]
