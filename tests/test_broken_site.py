"""tests/sites/broken holds every mistake we know; broken.expected.txt is the whole report, reviewed line by line."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import problems
from generator.pipeline import build, check
from generator.problems import format_json, format_text, summarise
from tests.portals import SITES, TODAY, built_ok, copy_small, edit, files_of, write

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
    write(site, "rac.txt", "thừa từ lần trước")
    built_ok(config, site)
    assert not (site / "rac.txt").exists()


# Said of calls and of built sites, not of files; each has its test elsewhere.
NOT_IN_FILES = {"no-config", "bad-site-folder", "exists", "other-host"}


def codes_in(path: Path) -> Iterator[str]:
    """The codes with which a module reports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(node.func).rsplit(".", 1)[-1] if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in ("Problem", "report", "PydanticCustomError", "_refuse"):
            texts = [str(one.value) for one in node.args[:2] if isinstance(one, ast.Constant)]
            yield from (text for text in texts if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text))


def test_every_code_has_its_place_in_the_report() -> None:
    generator = Path(problems.__file__).parent
    known = {code for path in generator.rglob("*.py") if "importing" not in path.parts for code in codes_in(path)}
    assert len(known) > 50
    reported = set(re.findall(r" \[([a-z0-9-]+)\]: ", (SITES / "broken.expected.txt").read_text(encoding="utf-8")))
    assert known - NOT_IN_FILES - reported == set()
