"""What is kept between builds is never taken for something else, and never half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cache import Cache
from tests.portals import STORY, built_ok, copy_small, draw_picture, files_of


def test_same_ingredients_are_made_once_also_by_the_next_build(tmp_path: Path) -> None:
    made = []

    def make() -> bytes:
        made.append(1)
        return b"piece"

    assert [Cache(tmp_path).remember("photo 1", (b"a", "480"), make) for _ in range(3)] == [b"piece"] * 3
    assert len(made) == 1


@pytest.mark.parametrize(
    ("kind", "ingredients"),
    [("photo 2", ("ab", "c")), ("photo 1", ("a", "bc")), ("photo 1", ("abc",)), ("photo 1", ("ab", "d"))],
    ids=["other recipe", "cut elsewhere", "joined", "other ingredient"],
)
def test_other_ingredients_are_made_anew(tmp_path: Path, kind: str, ingredients: tuple[str, ...]) -> None:
    cache = Cache(tmp_path)
    cache.remember("photo 1", ("ab", "c"), lambda: b"old")
    assert cache.remember(kind, ingredients, lambda: b"new") == b"new"


def test_interrupted_making_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> bytes:
        raise KeyboardInterrupt

    cache = Cache(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        cache.remember("photo 1", ("a",), interrupted)
    assert list(tmp_path.iterdir()) == []


def test_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Cache(tmp_path / "file" / "cache").remember("photo 1", ("a",), lambda: b"piece") == b"piece"


def test_pieces_no_longer_asked_for_are_forgotten(tmp_path: Path) -> None:
    Cache(tmp_path).remember("photo 1", ("old",), lambda: b"old")
    cache = Cache(tmp_path)
    cache.remember("photo 1", ("new",), lambda: b"new")
    cache.forget_unused()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_cache_that_cannot_be_tidied_only_takes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "read-only", str(path))

    Cache(tmp_path).remember("photo 1", ("old",), lambda: b"old")
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(Path, "unlink", refuse)
    Cache(tmp_path).forget_unused()
    assert len(list(tmp_path.iterdir())) == 2


def test_folder_in_the_cache_does_not_keep_old_pieces(tmp_path: Path) -> None:
    Cache(tmp_path).remember("photo 1", ("old",), lambda: b"old")
    (tmp_path / "0").mkdir()
    Cache(tmp_path).forget_unused()
    assert [path.name for path in tmp_path.iterdir()] == ["0"]
    Cache(tmp_path / "missing").forget_unused()


def test_changed_photo_is_drawn_anew_and_the_build_equals_a_clean_one(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    root, photo = config.parent, "guong-dien-hinh/chi-sen-vuon-rau/bai-boi-480.webp"
    built_ok(config, tmp_path / "first")
    draw_picture(root / STORY / "bai-boi.jpg", 1600, 1000)
    built_ok(config, tmp_path / "again")
    clean = copy_small(tmp_path / "clean")
    draw_picture(clean.parent / STORY / "bai-boi.jpg", 1600, 1000)
    built_ok(clean, tmp_path / "fresh")
    assert (tmp_path / "first" / photo).read_bytes() != (tmp_path / "again" / photo).read_bytes()
    assert files_of(tmp_path / "again") == files_of(tmp_path / "fresh")
