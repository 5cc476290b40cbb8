"""tests/sites/broken holds every mistake we know; broken.expected.txt is the whole report, reviewed line by line."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from generator import pipeline, problems
from generator.ledger import Ledger
from generator.pipeline import Checked, build, check, open_portal
from generator.portal import Portal
from generator.problems import format_json, format_text, summarise
from generator.program import digest_program
from generator.prose import HandOver
from tests.portals import SITES, STORY, TODAY, built_ok, copy_small, draw_picture, edit, files_of, write

KEYS = ["file", "line", "column", "level", "code", "message", "hint"]


def snapshot(root: Path) -> dict[str, bytes]:
    return files_of(root)


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "portal"
    shutil.copytree(SITES / "broken", root)
    yield root / "site_config.yml"


def test_report_names_every_mistake_once_with_its_place(broken: Path, expect: Callable[[Path, str], None]) -> None:
    found = check(broken).problems
    expect(SITES / "broken.expected.txt", f"{format_text(found)}\n{summarise(found)}\n")


def test_report_of_the_same_files_is_the_same(broken: Path) -> None:
    assert check(broken).problems == check(broken).problems


def test_report_is_the_same_where_the_files_were_read_before(broken: Path, expect: Callable[[Path, str], None]) -> None:
    """Also when only the memory of them is left, as the next build finds it on the disk."""
    ledger = Ledger(broken.parent, broken.parent / "site")
    first = check(broken)
    ledger.keep_reading(first.reading)
    again = check(broken, known=ledger.read_reading(digest_program()), since=ledger.time_on_disk())
    assert 0 < again.changed < first.changed
    assert again.problems == first.problems
    expect(SITES / "broken.expected.txt", f"{format_text(again.problems)}\n{summarise(again.problems)}\n")


# Each of another kind: of one file alone, of several, of links, of pictures, of texts.
WARNINGS = {
    "data/models/vuon-rau.yml": ("Bãi bồi đầy rác.", "Hỏi 0912.345.678"),
    "content/ke-hoach/ben-may-2028.md": ("campaign: ben-may-2028", "campaign: ben-may-2029"),
}


def test_next_build_reports_the_same_warnings_without_reading_again(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    edit(config.parent, WARNINGS)
    Image.new("RGB", (900, 700)).save(config.parent / STORY / "bai-boi.jpg")
    first = built_ok(config, tmp_path / "site")
    codes = {one.code for one in first.problems}
    assert codes >= {"personal-phone", "printed-date", "unknown-campaign", "photo-too-small"}
    kept = Ledger(config.parent, tmp_path / "site").read_reading(digest_program())
    assert check(config, known=kept).changed == 0
    again = built_ok(config, tmp_path / "site")
    assert again.problems == first.problems
    assert (again.files, again.fresh) == (first.files, 0)


def test_report_speaks_vietnamese_without_places_of_this_machine(broken: Path) -> None:
    report = format_text(check(broken).problems)
    for word in ("Traceback", "pydantic", "<class", "validation", "dict", "None", str(broken.parent)):
        assert word not in report


def test_json_report_has_the_promised_keys(broken: Path) -> None:
    found = check(broken).problems
    rows = json.loads(format_json(found))
    assert len(rows) == len(found)
    assert all(list(row) == KEYS for row in rows)
    assert {row["level"] for row in rows} == {"error", "warning"}
    assert all(isinstance(row["line"], int) and row["line"] >= 1 and row["column"] >= 1 for row in rows)


def test_json_report_of_nothing_is_an_empty_list() -> None:
    assert json.loads(format_json([])) == []


def test_build_of_a_broken_portal_writes_nothing(broken: Path) -> None:
    before = snapshot(broken.parent)
    built = build(broken, broken.parent / "site", today=TODAY)
    assert not built.ok
    assert built.files == 0
    assert snapshot(broken.parent) == before


@pytest.mark.parametrize(
    "breakage",
    [
        pytest.param({"data/units/to-5.yml": ("kind: residential", "kind: nha")}, id="mistake in the data"),
        pytest.param({"content/huong-dan/dang-ky.md": ("Email:", "[Lịch](../../lichh/) Email:")}, id="dead link"),
    ],
)
def test_failed_build_leaves_the_published_site_untouched(tmp_path: Path, breakage: dict[str, tuple[str, str]]) -> None:
    config = copy_small(tmp_path)
    site = config.parent / "site"
    built_ok(config, site)
    before = snapshot(site)
    edit(config.parent, breakage)
    assert not build(config, site, today=TODAY).ok
    assert snapshot(site) == before
    assert [path.name for path in config.parent.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param("others", "tệp khác", id="a folder with someone's files"),
        pytest.param("", "thư mục của cổng", id="the portal's own folder"),
        pytest.param("..", "chứa nó", id="the folder around the portal"),
        pytest.param("site_config.yml", "là một tệp", id="a file"),
        pytest.param("site_config.yml/site", "không ghi được", id="below a file"),
        pytest.param("data", "tệp khác", id="the data"),
    ],
)
def test_build_refuses_a_folder_that_is_not_ours(tmp_path: Path, target: str, said: str) -> None:
    config = copy_small(tmp_path)
    write(config.parent, "others/thu-rieng.txt", "giữ lại")
    before = snapshot(tmp_path)
    (problem,) = build(config, config.parent / target, today=TODAY).problems
    assert problem.code == "bad-site-folder"
    assert said in problem.wrong
    assert snapshot(tmp_path) == before


def test_build_takes_an_empty_folder_and_its_own_earlier_one(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    site = tmp_path / "a" / "b"
    site.mkdir(parents=True)
    built_ok(config, site)
    clean = snapshot(site)
    write(site, "rac.txt", "thừa từ lần trước")
    write(site, "muc-cu/rac/index.html", "thừa từ lần trước")
    theirs = write(tmp_path, "phim/tu-lieu.mp4", "giữ lại")
    (site / "phim").symlink_to(theirs.parent, target_is_directory=True)
    (site / "muc-cu/phim").symlink_to(theirs.parent, target_is_directory=True)
    built_ok(config, site)
    assert not (site / "rac.txt").exists()
    assert snapshot(site) == clean
    assert theirs.is_file()


def test_site_of_which_no_account_was_kept_is_replaced_as_a_whole(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    site = tmp_path / "site"
    built_ok(config, site)
    clean = snapshot(site)
    write(site, "mo-hinh/ngo-cu/index.html", "trang của một mô hình đã xóa")
    shutil.rmtree(config.parent / ".dvk")
    built_ok(config, site)
    assert snapshot(site) == clean


def test_picture_that_changes_while_it_is_built_from_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{STORY}/bai-boi.jpg"
    config = copy_small(tmp_path)
    site = config.parent / "site"
    # Unlike the other photos, of which the cache would know it.
    draw_picture(config.parent / STORY / "bai-boi.jpg", 1600, 1000)

    def open_late(checked: Checked, root: Path, today: date, hand_over: HandOver) -> Portal:
        path = root / name
        path.write_bytes(path.read_bytes() + b"# \n")
        return open_portal(checked, root, today, hand_over)

    monkeypatch.setattr(pipeline, "open_portal", open_late)
    (problem,) = (one for one in build(config, site, today=TODAY).problems if one.is_error)
    assert (problem.code, problem.at.file) == ("changed-meanwhile", name)
    assert not site.exists()


# Said of calls and of built sites, not of files; each has its test elsewhere.
# Of "bad-value" no example is known.
NOT_IN_FILES = {
    "no-config",
    "bad-site-folder",
    "exists",
    "other-host",
    "changed-meanwhile",
    "bad-value",
    "no-forms",
    "no-report",
    "field-without-place",
    "no-model",
    "no-unit",
    "no-dossier",
    "stray-papers",
    "bad-format",
}


def codes_in(path: Path) -> Iterator[str]:
    """The codes with which a module reports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(node.func).rsplit(".", 1)[-1] if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in ("Problem", "report", "WrongValueError"):
            texts = [str(one.value) for one in node.args[:2] if isinstance(one, ast.Constant)]
            yield from (text for text in texts if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text))


def test_every_code_has_its_place_in_the_report() -> None:
    generator = Path(problems.__file__).parent
    known = {code for path in generator.rglob("*.py") if "importing" not in path.parts for code in codes_in(path)}
    assert len(known) > 50
    reported = set(re.findall(r" \[([a-z0-9-]+)\]: ", (SITES / "broken.expected.txt").read_text(encoding="utf-8")))
    assert known - NOT_IN_FILES - reported == set()
