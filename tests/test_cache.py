"""What is kept between builds is never taken for something else, and never half-written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.program import stamp_sources
from tests.portals import STORY, built_ok, copy_small, draw_picture, files_of


def kept(folder: Path, ingredient: str) -> bool:
    """Whether the piece need not be made again."""
    made = []

    def make() -> bytes:
        made.append(1)
        return b""

    Cache(folder).remember("photo 1", (ingredient,), make)
    return not made


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
    assert kept(tmp_path, "new")
    assert not kept(tmp_path, "old")


def test_pieces_of_what_was_kept_whole_are_not_forgotten(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    first.remember("photo 1", ("old",), lambda: b"old")
    Cache(tmp_path).forget_unused(first.take_used())
    assert kept(tmp_path, "old")


def test_pieces_are_named_whether_found_or_made_and_to_each_that_asks(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    taken = []
    for ingredient in ("a", "a", "b"):
        cache.remember("photo 1", (ingredient,), lambda: b"piece")
        taken.append(cache.take_used())
    assert taken[0] == taken[1] != taken[2]
    assert {*taken[0], *taken[2]} == {path.name for path in tmp_path.iterdir()}
    assert cache.take_used() == ()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda raw: b"", id="empty"),
        pytest.param(lambda raw: raw[:3], id="shorter than its sum"),
        pytest.param(lambda raw: raw[:-1], id="cut off"),
        pytest.param(lambda raw: bytes(len(raw)), id="zeros"),
        pytest.param(lambda raw: raw[:-1] + b"x", id="another byte"),
    ],
)
def test_piece_that_the_disk_lost_is_made_anew_and_kept_again(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    Cache(tmp_path).remember("photo 1", ("a",), lambda: b"piece")
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert Cache(tmp_path).remember("photo 1", ("a",), lambda: b"piece") == b"piece"
    assert kept(tmp_path, "a")


def test_empty_piece_is_kept(tmp_path: Path) -> None:
    Cache(tmp_path).remember("photo 1", ("a",), lambda: b"")
    assert kept(tmp_path, "a")


def test_two_that_make_the_same_piece_at_once_both_get_it(tmp_path: Path) -> None:
    def make_while_another_does() -> bytes:
        return Cache(tmp_path).remember("photo 1", ("a",), lambda: b"piece")

    assert Cache(tmp_path).remember("photo 1", ("a",), make_while_another_does) == b"piece"
    assert kept(tmp_path, "a")
    assert len(list(tmp_path.iterdir())) == 1


def test_builds_killed_at_any_moment_leave_whole_pieces_only(tmp_path: Path) -> None:
    write_for_ever = """
import sys
from itertools import count
from pathlib import Path
from generator.cache import Cache
from generator.program import stamp_sources
for number in count():
    Cache(Path(sys.argv[1])).remember("photo 1", (str(number % 50),), lambda: bytes([number % 50]) * 300_000)
    Cache(Path(sys.argv[1])).forget_unused()
    print(number, flush=True)
"""
    builds = [
        subprocess.Popen([sys.executable, "-c", write_for_ever, str(tmp_path)], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for build in builds:
        assert build.stdout is not None
        for _ in range(60):
            assert build.stdout.readline()
        build.kill()
        build.communicate()
    for number in range(50):
        piece = bytes([number]) * 300_000
        assert Cache(tmp_path).remember("photo 1", (str(number),), partial(bytes, piece)) == piece


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


@pytest.mark.parametrize("name", ["outputs/forms/pdf.py", "outputs/forms/form.typ"])
def test_program_is_another_when_what_draws_forms_changed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text("1", encoding="utf-8")
    before = stamp_sources(tmp_path)
    path.write_text("12", encoding="utf-8")
    assert stamp_sources(tmp_path) != before
