"""A campaign that a machine proposed is published nowhere until somebody has looked at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import build, check
from generator.problems import Level
from generator.stats import describe_portal
from tests.portals import BASE, STORY, TODAY, built_ok, copy_small, edit, files_of, write

DRAFT = """\
review: true
title: Kế hoạch máy nháp của phường Bến Lạ
short_title: Phường Bến Lạ 2027
locality: phường Bến Lạ
issuer: Đảng ủy phường Bến Lạ
issuer_kind: party
summary: Chưa ai xem.
document:
  source: phần đầu
  kind: Kế hoạch
  subject: Thử
period:
  start: 2026-01-01
  end: 2027-12-31
fields: []
targets:
  - source: mục II, dòng 9
    id: mo-hinh
    text: Có ít nhất 77 mô hình của phường Bến Lạ.
    value: 77
    unit: mô hình
    scope: phường Bến Lạ
deadlines:
  - source: mục III, dòng 12
    id: dang-ky
    text: Phiếu đăng ký của phường Bến Lạ.
    date: 2027-03-01
    printed: trước ngày 01/3/2027
    sender: Các tổ
    recipient: Ban Xây dựng Đảng
    task: register
"""
FILE = "data/campaigns/ben-la-2027.yml"
PAGE = "content/ke-hoach/ben-la-2027.md"
TEXT = """\
---
title: Toàn văn kế hoạch của phường Bến Lạ
description: Toàn văn.
campaign: ben-la-2027
text: full
---

Văn bản của phường, nguyên văn.
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = copy_small(tmp_path)
    write(config.parent, FILE, DRAFT)
    return config


def test_a_campaign_under_review_is_in_no_published_file(config: Path, tmp_path: Path) -> None:
    with_draft = files_of(built_site(config, tmp_path / "with"))
    (config.parent / FILE).unlink()
    assert with_draft == files_of(built_site(config, tmp_path / "without"))


def built_site(config: Path, site: Path) -> Path:
    built_ok(config, site)
    return site


def test_check_tells_how_to_finish_the_review(config: Path) -> None:
    (problem,) = (one for one in check(config).problems if one.at.file == FILE)
    assert (problem.code, problem.level, problem.at.line) == ("campaign-review", Level.WARNING, 1)
    assert "xóa dòng review: true" in problem.fix


def test_gaps_of_a_draft_are_counted_and_told_one_by_one_when_it_is_none(config: Path) -> None:
    edit(config.parent, {FILE: ("summary: Chưa ai xem.", "summary: (điền nói gọn)")})
    edit(config.parent, {FILE: ("sender: Các tổ", "sender: (điền ai gửi)")})
    (problem,) = (one for one in check(config).problems if one.at.file == FILE)
    assert "còn 2 chỗ “(điền …)”" in problem.wrong
    edit(config.parent, {FILE: ("review: true\n", "")})
    left = [(one.code, one.level) for one in check(config).problems if one.at.file == FILE]
    assert left == [("placeholder", Level.ERROR)] * 2


STORY_PAGE = "guong-dien-hinh/chi-sen-vuon-rau/index.html"


@pytest.mark.parametrize(
    ("place", "gap"),
    [("Ban Biên tập", "(điền tên người viết)"), ("alt: ", "alt: (điền mô tả ảnh) "), ("## 5.", "(điền thêm)\n\n## 5.")],
    ids=["byline", "photo", "body"],
)
def test_a_story_with_gaps_waits_and_the_portal_is_built_without_it(
    config: Path, tmp_path: Path, place: str, gap: str
) -> None:
    text = (config.parent / STORY / "index.md").read_text(encoding="utf-8")
    assert place in text
    (config.parent / STORY / "index.md").write_text(text.replace(place, gap, 1), encoding="utf-8")
    warned = [one for one in check(config).problems if one.code == "placeholder"]
    assert [one.level for one in warned] == [Level.WARNING]
    assert "bài chưa lên cổng" in warned[0].fix
    site = built_site(config, tmp_path / "site")
    assert not (site / STORY_PAGE).exists()
    assert not any("(điền ".encode() in content for content in files_of(site).values())
    assert build(config, tmp_path / "preview", today=TODAY, base=BASE, private=True).ok
    assert "Còn chỗ chưa điền" in (tmp_path / "preview" / STORY_PAGE).read_text(encoding="utf-8")


def test_a_link_to_a_story_with_gaps_says_what_it_waits_for(config: Path) -> None:
    story = config.parent / STORY / "index.md"
    story.write_text(story.read_text(encoding="utf-8").replace("## 5.", "(điền thêm)\n\n## 5.", 1), encoding="utf-8")
    page = "---\ntitle: Giới thiệu\ndescription: Trang thử.\n---\n\nXem [bài này](../" + STORY_PAGE[:-10] + ").\n"
    write(config.parent, "content/gioi-thieu.md", page)
    [dead] = [one for one in check(config).problems if one.code == "dead-link"]
    assert (dead.at.file, "bài này còn chỗ “(điền)”" in dead.fix) == ("content/gioi-thieu.md", True)


def test_the_plans_text_stands_without_its_facts(config: Path, tmp_path: Path) -> None:
    write(config.parent, PAGE, TEXT)
    page = (built_site(config, tmp_path / "site") / "ke-hoach/ben-la-2027/index.html").read_text(encoding="utf-8")
    assert "Văn bản của phường, nguyên văn." in page
    assert "77" not in page


def test_without_the_mark_it_is_published(config: Path, tmp_path: Path) -> None:
    edit(config.parent, {FILE: ("review: true\n", "")})
    site = built_site(config, tmp_path / "site")
    assert "Có ít nhất 77 mô hình" in (site / "ke-hoach/ben-la-2027/index.html").read_text(encoding="utf-8")
    assert "ben-la-2027" in (site / "du-lieu/campaigns.json").read_text(encoding="utf-8")


def test_a_preview_shows_it_and_says_that_it_is_a_draft(config: Path, tmp_path: Path) -> None:
    built = build(config, tmp_path / "site", today=TODAY, base=BASE, private=True)
    assert built.ok
    page = (tmp_path / "site/ke-hoach/ben-la-2027/index.html").read_text(encoding="utf-8")
    assert "Có ít nhất 77 mô hình" in page
    assert "Chờ rà soát" in page


def test_what_rests_on_it_is_told_to_wait(config: Path) -> None:
    model = "data/models/den-duong.yml"
    edit(config.parent, {model: ("campaign: ben-may-2028", "campaign: ben-la-2027")})
    (problem,) = (one for one in check(config).problems if one.is_error)
    assert (problem.at.file, problem.code) == (model, "refers-to-review")
    assert FILE in problem.fix


def test_stats_name_what_waits_for_review(config: Path) -> None:
    edit(config.parent, {FILE: ("    unit: mô hình\n", "    unit: mô hình\n    measure: registered-models\n")})
    lines = describe_portal(config, today=TODAY).lines
    assert "  1 kế hoạch chờ rà soát: ben-la-2027" in lines
    assert not any("chỉ tiêu" in line and "ben-la-2027" in line for line in lines)


def test_a_link_to_its_calendar_leads_nowhere(config: Path) -> None:
    write(config.parent, PAGE, TEXT + "\n[Lịch](../../lich/ben-la-2027.ics)\n")
    assert [one.code for one in check(config).problems if one.is_error] == ["dead-link"]
