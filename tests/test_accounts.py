"""Accounts kept from build to build: whatever is read back is one that was kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.accounts import Account, AccountFile


class Row(msgspec.Struct, frozen=True):
    text: str


class Register(Account):
    place: str = ""
    rows: dict[str, Row] = msgspec.field(default_factory=dict)
    stamps: dict[str, int] = msgspec.field(default_factory=dict)


def make_register(count: int, place: str = "a") -> Register:
    names = [f"r{number}" for number in range(count)]
    return Register(place=place, rows={name: Row(name) for name in names}, stamps=dict.fromkeys(names, 2**40))


def told(register: Register | None) -> object:
    return (register.place, register.rows, register.stamps) if register is not None else None


def open_file(folder: Path) -> AccountFile[Register]:
    return AccountFile(folder / "register", Register)


def reopen(folder: Path) -> tuple[AccountFile[Register], Register]:
    """The file of the next build, and what that build reads."""
    file = open_file(folder)
    register = file.read()
    assert register is not None
    return file, register


def sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def test_nothing_is_read_where_nothing_was_kept(tmp_path: Path) -> None:
    assert open_file(tmp_path).read() is None


def test_after_a_small_change_only_the_change_is_written(tmp_path: Path) -> None:
    open_file(tmp_path).keep(make_register(1000))
    whole = (tmp_path / "register").read_bytes()
    for step in range(3):
        file, register = reopen(tmp_path)
        del register.rows[f"r{step}"]
        register.rows[f"r{step + 10}"] = Row("new")
        register.stamps["r20"] += 1
        file.keep(msgspec.structs.replace(register, place=f"step {step}"))
        again = open_file(tmp_path).read()
        assert told(again) == (f"step {step}", register.rows, register.stamps)
        assert again is not None
        assert next(iter(again.rows)) == f"r{step + 1}"
    assert (tmp_path / "register").read_bytes() == whole
    assert sizes(tmp_path)["register-since"] < len(whole) / 50


def test_after_a_large_change_all_is_written_and_old_changes_count_no_more(tmp_path: Path) -> None:
    open_file(tmp_path).keep(make_register(100))
    file, register = reopen(tmp_path)
    register.rows["r1"] = Row("new")
    file.keep(register)
    other = make_register(100, "b")
    file.keep(other)
    assert (tmp_path / "register-since").exists()
    assert told(open_file(tmp_path).read()) == told(other)


def test_accounts_kept_one_after_the_other_are_not_mixed_up(tmp_path: Path) -> None:
    open_file(tmp_path).keep(make_register(100))
    file, register = reopen(tmp_path)
    file.keep(make_register(100, "b"))
    # Next to nothing differs from what was read, but that is not what lies there any more.
    register.rows["r1"] = Row("new")
    file.keep(register)
    assert told(open_file(tmp_path).read()) == told(register)


def test_a_row_that_comes_back_is_there(tmp_path: Path) -> None:
    open_file(tmp_path).keep(make_register(100))
    file, register = reopen(tmp_path)
    del register.rows["r1"]
    file.keep(register)
    file, register = reopen(tmp_path)
    assert "r1" not in register.rows
    register.rows["r1"] = Row("back")
    file.keep(register)
    found = open_file(tmp_path).read()
    assert found is not None
    assert found.rows["r1"] == Row("back")
    assert len(found.rows) == 100


@pytest.mark.parametrize("damage", ["cut", "gone", "of another account"])
def test_where_the_changes_are_damaged_the_account_is_an_older_one(tmp_path: Path, damage: str) -> None:
    first = make_register(100)
    open_file(tmp_path).keep(first)
    file, register = reopen(tmp_path)
    register.rows["r1"] = Row("new")
    file.keep(register)
    since = tmp_path / "register-since"
    if damage == "cut":
        since.write_bytes(since.read_bytes()[:-1])
    elif damage == "gone":
        since.unlink()
    else:
        other = tmp_path / "other"
        other.mkdir()
        open_file(other).keep(make_register(100))
        shutil.copy(other / "register", tmp_path / "register")
    assert told(open_file(tmp_path).read()) == told(make_register(100))


def test_a_damaged_account_is_none_and_the_next_is_written_whole(tmp_path: Path) -> None:
    open_file(tmp_path).keep(make_register(100))
    path = tmp_path / "register"
    path.write_bytes(path.read_bytes()[:-1])
    file = open_file(tmp_path)
    assert file.read() is None
    file.keep(make_register(100, "b"))
    assert told(open_file(tmp_path).read()) == told(make_register(100, "b"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["x", "y", ""])), max_size=8), max_size=6))
def test_whatever_is_changed_the_last_account_kept_is_read(
    tmp_path_factory: pytest.TempPathFactory, builds: list[list[tuple[int, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("accounts")
    register = make_register(25)
    open_file(folder).keep(register)
    for changes in builds:
        file = open_file(folder)
        register = file.read() or Register()
        for number, text in changes:
            if text:
                register.rows[f"r{number}"] = Row(text)
            else:
                register.rows.pop(f"r{number}", None)
        wanted = told(register)
        file.keep(register)
        assert told(open_file(folder).read()) == wanted
