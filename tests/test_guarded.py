"""Readers in a process of their own: their answers, their refusals, and their ends."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.importing import guarded
from generator.importing.guarded import run_guarded
from generator.problems import FileProblemError, Location, Problem


@dataclass(frozen=True)
class Answer:
    words: tuple[str, ...]
    process: int


def read_words(path: Path, file: str) -> Answer:
    return Answer((*path.read_text(encoding="utf-8").split(), file), os.getpid())


def refuse(path: Path, file: str) -> Answer:
    raise FileProblemError(Problem(Location(file, 3), "mau", f"{path.name} sai.", "sửa."))


def take_memory(path: Path, file: str) -> Answer:
    return Answer((file * 2**30,), 0)


def take_time(path: Path, file: str) -> Answer:
    while True:
        pass


def fail(path: Path, file: str) -> Answer:
    raise ValueError(file)


def die(path: Path, file: str) -> Answer:
    os.abort()


def lie(path: Path, file: str) -> Answer:
    return {"words": [1], "process": "nobody's"}  # type: ignore[return-value]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "mau.bin"
    path.write_text("một hai", encoding="utf-8")
    return path


def test_an_answer_comes_from_another_process(path: Path) -> None:
    answer = run_guarded(read_words, path, "mau.bin")
    assert isinstance(answer, Answer)
    assert answer.words == ("một", "hai", "mau.bin")
    assert answer.process != os.getpid()


def test_a_refusal_arrives_as_its_problem(path: Path) -> None:
    assert run_guarded(refuse, path, "a.bin") == Problem(Location("a.bin", 3), "mau", "mau.bin sai.", "sửa.")


@pytest.mark.parametrize("function", [take_memory, fail, die, lie])
def test_a_reader_that_dies_is_a_problem(path: Path, function: object, capfd: pytest.CaptureFixture[str]) -> None:
    problem = run_guarded(function, path, "mau.bin")  # type: ignore[arg-type]
    assert isinstance(problem, Problem)
    assert (problem.code, str(problem.at)) == ("file-too-heavy", "mau.bin:1:1")
    assert capfd.readouterr() == ("", "")


def test_a_reader_that_never_ends_is_a_problem(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "_SECONDS", 1)
    problem = run_guarded(take_time, path, "mau.bin")
    assert isinstance(problem, Problem)
    assert "quá 1 giây" in problem.wrong
