"""From a fresh checkout with nothing but Python; nothing here is really installed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import bootstrap


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, ...]]:
    """A checkout in an empty folder; every call of its Python is only noted, and succeeds."""
    noted: list[tuple[str, ...]] = []

    def run(*arguments: str) -> int:
        noted.append(arguments)
        return 0

    def make(folder: Path, **options: Any) -> None:
        (folder / "bin").mkdir(parents=True)
        bootstrap.python().touch()

    (tmp_path / "tests/bench").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements.txt", "tests/requirements.txt", "tests/bench/requirements.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "RUN_LOCK", tmp_path / "requirements.txt")
    monkeypatch.setattr(bootstrap, "TEST_LOCK", tmp_path / "tests/requirements.txt")
    monkeypatch.setattr(bootstrap, "BENCH_LOCK", tmp_path / "tests/bench/requirements.txt")
    monkeypatch.setattr(os, "name", "posix")
    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(venv, "create", make)
    return noted


def installs(calls: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [call for call in calls if call[:3] == ("-m", "pip", "install")]


@pytest.mark.parametrize("arguments", [[], ["dung"], ["--help"]])
def test_unknown_task_shows_the_tasks(
    arguments: list[str], calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("Cách dùng: ")
    for task in ("site", "test", "lint", "serve", "check", "audit", "bench"):
        assert f"\n  {task} " in said
    assert calls == []


def test_old_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    assert bootstrap.main(["site"]) == 2
    assert "Cần Python 3.11 trở lên" in capsys.readouterr().err
    assert calls == []


@pytest.mark.parametrize("failure", [subprocess.CalledProcessError(1, "ensurepip"), OSError("đĩa đầy")])
def test_missing_venv_is_explained_and_leaves_no_half_one(
    failure: Exception,
    monkeypatch: pytest.MonkeyPatch,
    calls: list[tuple[str, ...]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(folder: Path, **options: Any) -> None:
        (folder / "bin").mkdir(parents=True)
        bootstrap.python().touch()
        raise failure

    monkeypatch.setattr(venv, "create", fail)
    assert bootstrap.main(["site"]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().err
    assert not bootstrap.VENV.exists()


def test_site_is_built_after_installing_what_is_pinned(
    calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["site"]) == 0
    assert all("--require-hashes" in call or "--no-deps" in call for call in installs(calls))
    assert any(str(bootstrap.RUN_LOCK) in call for call in installs(calls))
    assert calls[-1] == ("-m", "generator", "build")
    said = capsys.readouterr().out
    assert "index.html" in said
    assert "serve" in said


def test_second_time_installs_nothing(calls: list[tuple[str, ...]]) -> None:
    bootstrap.main(["site"])
    calls.clear()
    assert bootstrap.main(["site"]) == 0
    assert calls == [("-m", "generator", "build")]


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_pins_are_installed_again(name: str, calls: list[tuple[str, ...]]) -> None:
    bootstrap.main(["site"])
    calls.clear()
    (bootstrap.ROOT / name).write_text("khác", encoding="utf-8")
    bootstrap.main(["site"])
    assert installs(calls)


def test_failed_install_says_why_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    noting: Callable[..., int] = bootstrap.run
    monkeypatch.setattr(bootstrap, "run", lambda *arguments: noting(*arguments) or 1)
    assert bootstrap.main(["site"]) == 1
    assert "kết nối mạng" in capsys.readouterr().err
    calls.clear()
    bootstrap.main(["site"])
    assert installs(calls)


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["test", "-k", "x"], ("-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-k", "x")),
        (["lint"], ("-m", "mypy")),
        (["serve", "--port", "8001"], ("-m", "generator", "serve", "--port", "8001")),
        (["check"], ("-m", "generator", "check")),
        (["audit", "--out", "x.json"], ("-m", "tests.audit", "--out", "x.json")),
        (["bench", "--runs", "1"], ("-m", "tests.bench", "--runs", "1")),
    ],
)
def test_each_task_ends_in_its_own_call(
    arguments: list[str], last: tuple[str, ...], calls: list[tuple[str, ...]]
) -> None:
    assert bootstrap.main(arguments) == 0
    assert calls[-1] == last


@pytest.mark.parametrize("task", ["test", "lint", "audit"])
def test_tests_lint_and_audit_install_the_pins_of_tests(task: str, calls: list[tuple[str, ...]]) -> None:
    bootstrap.main([task])
    assert any(str(bootstrap.TEST_LOCK) in call for call in installs(calls))


def test_benchmark_installs_its_own_pins(calls: list[tuple[str, ...]]) -> None:
    bootstrap.main(["bench"])
    assert any(str(bootstrap.BENCH_LOCK) in call for call in installs(calls))


def test_exit_code_of_the_task_is_ours(monkeypatch: pytest.MonkeyPatch, calls: list[tuple[str, ...]]) -> None:
    bootstrap.main(["check"])
    monkeypatch.setattr(bootstrap, "run", lambda *arguments: 7)
    assert bootstrap.main(["check"]) == 7


def test_only_the_standard_library_is_needed_before_installing() -> None:
    tree = ast.parse(Path(bootstrap.__file__).read_text(encoding="utf-8"))
    names = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)
