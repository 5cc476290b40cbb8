"""Starter files pass the check at once, explain every field, and never overwrite."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.pipeline import check
from generator.problems import Problem
from generator.records.base import Record
from generator.records.collection import ALL_TYPES, KINDS
from generator.records.part import fields_of
from generator.scaffold import create_portal, create_record
from generator.site import Built
from generator.sources.yaml import read_yaml
from generator.starter_file import write_starter
from tests.portals import TODAY, built_ok, copy_small, files_of, make_pictures_tiny

IDS = {folder: ["mot"] for folder in ("campaigns", "fields", "forms", "units", "models", "exemplars")}


def path_of(root: Path, kind: str, record_id: str) -> Path:
    if kind == "story":
        return root / f"content/guong-dien-hinh/{record_id}/index.md"
    return root / f"data/{KINDS[kind].folder}/{record_id}.yml"


def errors(config: Path) -> list[Problem]:
    return [one for one in check(config).problems if one.is_error]


@pytest.mark.parametrize("kind", KINDS)
def test_starter_has_nothing_wrong_but_what_is_left_to_fill(tmp_path: Path, kind: str) -> None:
    config = copy_small(tmp_path)
    made = create_record(config.parent, kind, "moi-tao", today=TODAY)
    assert made.problems == ()
    assert path_of(config.parent, kind, "moi-tao").is_file()
    assert {one.code for one in errors(config)} <= {"placeholder"}


@pytest.mark.parametrize("kind", ["campaign", "story"])
def test_starter_that_is_not_published_keeps_no_portal_from_being_built(tmp_path: Path, kind: str) -> None:
    config = copy_small(tmp_path)
    create_record(config.parent, kind, "moi-tao", today=TODAY)
    built_ok(config, tmp_path / "site")
    assert not any("(điền ".encode() in content for content in files_of(tmp_path / "site").values())


def test_starter_of_a_campaign_waits_for_its_review(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    create_record(config.parent, "campaign", "moi-tao", today=TODAY)
    (told,) = (one for one in check(config).problems if one.code == "campaign-review" and "moi-tao" in one.at.file)
    assert "chỗ “(điền …)”" in told.wrong


@pytest.mark.parametrize("kind", ["unit", "model", "exemplar", "story", "form"])
def test_starter_says_what_is_left_to_fill(tmp_path: Path, kind: str) -> None:
    config = copy_small(tmp_path)
    create_record(config.parent, kind, "moi-tao", today=TODAY)
    left = [one for one in check(config).problems if one.code == "placeholder"]
    assert left
    assert {one.at.file for one in left} == {
        path_of(config.parent, kind, "moi-tao").relative_to(config.parent).as_posix()
    }
    lines = path_of(config.parent, kind, "moi-tao").read_text(encoding="utf-8").splitlines()
    assert all("(điền" in lines[one.at.line - 1] for one in left)


@pytest.mark.parametrize("kind", ALL_TYPES, ids=lambda kind: kind.__name__)
def test_nothing_that_only_people_know_is_filled_in(kind: type[Record]) -> None:
    text = write_starter(kind, IDS, today=TODAY)
    for name, one in fields_of(kind).items():
        if isinstance(one.example, str) and one.is_required:
            assert f"ví dụ: {one.example}\n{name}: (điền {one.label[0].lower()}{one.label[1:]})" in text


def test_starter_lists_the_ids_to_choose_from(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    create_record(config.parent, "model", "moi-tao", today=TODAY)
    text = path_of(config.parent, "model", "moi-tao").read_text(encoding="utf-8")
    assert "# Đơn vị (bắt buộc): một trong: to-5, to-12\nunit: to-5\n" in text
    assert "# Nhân rộng từ (không bắt buộc): một trong: " in text


def test_long_list_of_ids_ends_with_where_the_others_are() -> None:
    text = write_starter(KINDS["unit"], {"units": [f"to-{number}" for number in range(1, 10)]}, today=TODAY)
    assert "một trong: to-1, to-2, to-3, to-4, to-5, to-6, to-7, to-8, … (tên tệp trong data/units/)\n" in text


def test_starters_of_all_types_hold_together(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    for kind in KINDS:
        create_record(config.parent, kind, "moi-tao", today=TODAY)
    assert {one.code for one in errors(config)} <= {"placeholder"}


def test_starter_refers_to_real_records_before_samples(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    create_record(config.parent, "model", "moi-tao", today=TODAY)
    text = path_of(config.parent, "model", "moi-tao").read_text(encoding="utf-8")
    assert "\nunit: to-5\n" in text
    assert "\ncampaign: ben-may-2028\n" in text


def test_starter_is_dated_with_the_day_it_is_given(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    create_record(config.parent, "model", "moi-tao", today=date(2031, 5, 6))
    assert "\nregistered_on: 2031-05-06\n" in path_of(config.parent, "model", "moi-tao").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_starter_is_never_written_over_a_file(tmp_path: Path, kind: str) -> None:
    config = copy_small(tmp_path)
    path = path_of(config.parent, kind, "moi-tao")
    create_record(config.parent, kind, "moi-tao", today=TODAY)
    path.write_text("đã sửa", encoding="utf-8")
    made = create_record(config.parent, kind, "moi-tao", today=TODAY)
    assert [one.code for one in made.problems] == ["exists"]
    assert path.read_text(encoding="utf-8") == "đã sửa"


@pytest.mark.parametrize(
    ("record_id", "better"),
    [
        ("Tổ 5", "to-5"),
        ("../../etc/passwd", "etc-passwd"),
        ("to_5", "to-5"),
        ("-to", "to"),
        ("TO", "to"),
        ("", "ma-moi"),
        ("to-5\n", "to-5"),
    ],
)
def test_id_that_is_none_is_refused_with_one_that_is(tmp_path: Path, record_id: str, better: str) -> None:
    config = copy_small(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    (problem,) = create_record(config.parent, "unit", record_id, today=TODAY).problems
    assert (problem.code, problem.fix) == ("bad-id", f"dvk new unit {better}")
    assert sorted(tmp_path.rglob("*")) == before


def test_starter_is_made_in_a_portal_with_mistakes(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    (config.parent / "data/units/to-5.yml").write_text("{", encoding="utf-8")
    assert create_record(config.parent, "model", "moi-tao", today=TODAY).problems == ()


@pytest.mark.parametrize("kind", ALL_TYPES, ids=lambda kind: kind.__name__)
def test_every_field_is_explained_in_vietnamese(kind: type[Record]) -> None:
    text = write_starter(kind, IDS, today=TODAY)
    for name, one in fields_of(kind).items():
        if name not in ("id", "body"):
            need = "bắt buộc" if one.is_required else "không bắt buộc"
            assert f"# {one.label} ({need})" in text, name
            assert re.search(rf"^(# )?{name}:", text, re.MULTILINE), name


@pytest.mark.parametrize("kind", ALL_TYPES, ids=lambda kind: kind.__name__)
def test_fields_in_comments_are_yaml_once_uncommented(kind: type[Record]) -> None:
    text = write_starter(kind, IDS, today=TODAY)
    while re.search(r"^ *# (?:[a-z_]+:|  |- )", text, re.MULTILINE):
        text = re.sub(r"^( *)# ([a-z_]+:|  |- )", r"\1\2", text, flags=re.MULTILINE)
    node, problems = read_yaml(text, "a.yml")
    assert problems == []
    assert node is not None
    assert isinstance(node.value, dict)
    assert list(node.value) == [name for name in fields_of(kind) if name not in ("id", "body")]


# A whole portal


@pytest.fixture(scope="module")
def new_portal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """A portal made and built at once, its guides' pictures made tiny; nobody changes it."""
    folder = tmp_path_factory.mktemp("new") / "Cổng của phường"
    made = create_portal(folder)
    assert made.problems == ()
    assert any("dvk serve" in line for line in made.lines)
    make_pictures_tiny(folder / "content/huong-dan")
    return folder, built_ok(folder / "site_config.yml", folder / "site")


def test_new_portal_builds_at_once_without_a_problem(new_portal: tuple[Path, Built]) -> None:
    folder, built = new_portal
    assert built.problems == ()
    assert (folder / "site/index.html").is_file()


def test_new_portal_holds_one_of_each_to_start_from(tmp_path: Path) -> None:
    create_portal(tmp_path / "cong")
    records = check(tmp_path / "cong/site_config.yml").records
    assert records.campaigns
    assert records.forms
    assert records.fields
    assert any(model.sample and model.is_recognised for model in records.models.values())
    assert any(story.sample for story in records.stories.values())


def test_new_portal_still_builds_without_its_samples(new_portal: tuple[Path, Built], tmp_path: Path) -> None:
    config = Path(shutil.copytree(new_portal[0], tmp_path / "cong")) / "site_config.yml"
    text = re.sub(r"^show_samples:.*$", "", config.read_text(encoding="utf-8"), flags=re.MULTILINE)
    config.write_text(f"{text}\nshow_samples: false\n", encoding="utf-8")
    built_ok(config, tmp_path / "site")


@pytest.mark.parametrize("name", ["site_config.yml", ".git/config", "ghi-chu.txt"])
def test_new_portal_is_never_made_over_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("giữ lại", encoding="utf-8")
    made = create_portal(tmp_path)
    assert [one.code for one in made.problems] == ["exists"]
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]


def test_new_portal_is_never_made_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "cong").write_text("giữ lại", encoding="utf-8")
    assert [one.code for one in create_portal(tmp_path / "cong").problems] == ["exists"]


def test_new_portal_may_be_made_in_an_empty_folder(tmp_path: Path) -> None:
    assert create_portal(tmp_path).problems == ()
    assert (tmp_path / "site_config.yml").is_file()
