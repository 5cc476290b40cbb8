"""Whole models put aside between checking and making: the same values, or the model's own file again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.entries import read_entries, read_whole
from generator.loading import load_records
from generator.problems import FileProblemError
from generator.records.brief import Brief
from generator.records.model import Model
from generator.records.packing import pack_record, unpack_record
from generator.shelves import SHELVES, clear_away, put_aside, take
from generator.sources.folder import list_data_folder
from tests.portals import copy_small

REPOSITORY = Path(__file__).resolve().parents[1]


def plain(value: Any) -> object:
    """A record or a part as plain values under their names."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return [plain(one) for one in value] if isinstance(value, tuple) else (type(value), value)


@pytest.mark.parametrize("root", [REPOSITORY, REPOSITORY / "tests/sites/small"], ids=["repository", "small"])
def test_every_model_comes_back_as_it_was(root: Path) -> None:
    models = [read_whole(root, brief) for brief in load_records(root).records.models.values()]
    assert models
    for model in models:
        assert plain(unpack_record(Model, pack_record(model))) == plain(model)


def read_models(root: Path) -> list[Brief]:
    files = [("models", source) for source in list_data_folder(root, "models")]
    return [entry.brief for entry in read_entries(root, files, put_models_aside=True) if entry.brief is not None]


def test_a_model_is_taken_from_its_shelf(tmp_path: Path) -> None:
    root = copy_small(tmp_path).parent
    brief = next(one for one in read_models(root) if one.is_recognised)
    whole = read_whole(root, brief)
    (root / brief.file).rename(tmp_path / "moved-away")
    assert plain(read_whole(root, brief)) == plain(whole)
    (tmp_path / "moved-away").rename(root / brief.file)
    assert plain(whole) == plain(read_whole(root, msgspec.structs.replace(brief, place=None)))


@pytest.mark.parametrize("damage", ["", "random", "gone"])
def test_a_damaged_shelf_only_costs_time(tmp_path: Path, damage: str) -> None:
    root = copy_small(tmp_path).parent
    brief = read_models(root)[0]
    for shelf in (root / SHELVES).iterdir():
        if damage == "gone":
            shelf.unlink()
        else:
            shelf.write_bytes(b"\x93\xc1rac" * 2000 if damage else b"")
    assert isinstance(read_whole(root, brief), Model)


def test_without_a_shelf_a_changed_file_is_told(tmp_path: Path) -> None:
    root = copy_small(tmp_path).parent
    brief = msgspec.structs.replace(read_models(root)[0], place=None)
    path = root / brief.file
    path.write_text(path.read_text(encoding="utf-8") + "# sửa\n", encoding="utf-8")
    with pytest.raises(FileProblemError):
        read_whole(root, brief)


def test_where_nothing_can_be_written_nothing_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    assert put_aside(tmp_path / "tep/models", [b"a", b"b"]) == [None, None]


def test_shelves_that_nobody_needs_go(tmp_path: Path) -> None:
    old, new = (put_aside(tmp_path, [content]) for content in (b"cu", b"moi"))
    assert old[0] is not None
    assert new[0] is not None
    clear_away(tmp_path, [new[0].shelf])
    assert [path.name for path in tmp_path.iterdir()] == [new[0].shelf]
    assert take(tmp_path, old[0]) is None


def test_models_on_many_shelves_are_taken_with_few_files_open(tmp_path: Path) -> None:
    """A shell on macOS lets a process open 256 files, and each build after an edit adds a shelf."""
    resource = pytest.importorskip("resource")
    root = copy_small(tmp_path).parent
    (brief, *_) = read_models(root)
    packed = [pack_record(read_whole(root, msgspec.structs.replace(brief, place=None)))]
    places = [put_aside(root / SHELVES, [*packed, str(number).encode()])[0] for number in range(300)]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, soft), hard))
    try:
        assert all(place is not None and take(root / SHELVES, place) is not None for place in places)
        with (tmp_path / "one-more").open("wb"):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
