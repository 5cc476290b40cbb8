"""A story that was written in Word comes into the portal whole, with its photos, in the five parts of the outline."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.importing import StoryReport, import_story
from generator.markup import render_markdown
from generator.outline import split_parts
from generator.pipeline import check
from generator.sources.markdown import read_markdown
from tests.manuscripts import HEADINGS, TEXTS, Writer, write_plain

ROOT = Path(__file__).parents[1]
DAY = date(2026, 3, 2)
FOLDER = "content/guong-dien-hinh/lop-hoc-buoi-toi-cua-co-ha"
PAGE = f"{FOLDER}/index.md"


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """The repository's own portal without its stories; the folder."""
    folder = tmp_path / "portal"
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "content/anh", folder / "content/anh")
    shutil.copy(ROOT / "site_config.yml", folder)
    return folder


@pytest.fixture
def writer() -> Writer:
    return Writer()


def run(portal: Path, path: Path, **options: Any) -> StoryReport:
    report = import_story(path, root=portal, today=DAY, **options)
    assert [one.wrong for one in report.problems if one.is_error] == []
    return report


def page_of(portal: Path, report: StoryReport) -> str:
    assert report.written
    return (portal / report.page).read_text(encoding="utf-8")


def values_of(text: str) -> dict[str, object]:
    node, problems = read_markdown(text, "index.md")
    assert node is not None
    assert not problems
    values = node.plain()
    assert isinstance(values, dict)
    return values


def seen(text: str) -> list[str]:
    """The words of a page: of its front matter, and of its body as browsers show it."""
    values = values_of(text)
    body = re.sub(r"</?(?:p|li|td|th|h\d|br|tr)\b[^>]*>", " ", render_markdown(str(values["body"])))
    body = re.sub(r"<[^>]+>", "", body).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    front = [str(values.get(key) or "") for key in ("title", "kicker", "lead", "byline")]
    photos = values.get("photos") or []
    assert isinstance(photos, list)
    front += [text for photo in photos for text in photo.values()]
    return re.findall(r"\w+", " ".join([*front, body]))


def test_a_plain_story_becomes_a_page_of_five_parts(portal: Path, writer: Writer, tmp_path: Path) -> None:
    write_plain(writer)
    text = page_of(portal, run(portal, writer.save(tmp_path / "bai.docx")))
    values = values_of(text)
    assert values["title"] == "Lớp học buổi tối của cô Hà"
    assert str(values["lead"]).startswith("Ba mươi mốt học trò")
    assert (values["exemplar"], values["published"]) == ("co-le-thu-ha", "2026-03-02")
    sections = split_parts(str(values["body"])).sections
    assert [(one.number, one.title, one.text) for one in sections] == [
        (number, heading.split(". ")[1], text)
        for number, (heading, text) in enumerate(zip(HEADINGS, TEXTS, strict=True), start=1)
    ]


def test_portal_with_an_imported_story_has_no_error(portal: Path, writer: Writer, tmp_path: Path) -> None:
    writer.line("Cô Lê Thu Hà", bold=True)
    writer.line("Chỉ có một đoạn, chưa theo đề cương, không ảnh, không tên người viết.")
    run(portal, writer.save(tmp_path / "bai.docx"))
    assert [one for one in check(portal / "site_config.yml").problems if one.is_error] == []
