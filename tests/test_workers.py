"""Work in several processes gives what one process gives, in the same order, whatever threads there are."""

from __future__ import annotations

import os
import select
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from generator import workers
from generator.workers import aside, work_through

PIECES = list(range(7))


def times(shared: int, piece: int) -> int:
    return shared * piece


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_answers_come_in_the_order_of_the_pieces(jobs: int) -> None:
    assert list(work_through(times, 3, PIECES, jobs=jobs)) == [0, 3, 6, 9, 12, 15, 18]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("pieces", [[], [5]])
def test_few_pieces_need_no_other_process(pieces: list[int], jobs: int) -> None:
    done: list[int] = []

    def note(shared: None, piece: int) -> None:
        done.append(piece)

    assert list(work_through(note, None, pieces, jobs=jobs)) == [None] * len(pieces)
    assert done == pieces


class OnlySubmit(Executor):
    """As little of an executor as there can be: a cluster's has no more in common with ours."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **details: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*args, **details))
        return done


def test_any_executor_can_take_the_place_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def open_crew(count: int, shared: object) -> Iterator[Executor]:
        monkeypatch.setattr(workers, "_shared", shared)
        yield OnlySubmit()

    monkeypatch.setattr(workers, "open_crew", open_crew)
    assert list(work_through(times, 3, PIECES, jobs=2)) == [0, 3, 6, 9, 12, 15, 18]


def test_mistake_in_another_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(work_through(divmod, 1, [1, 0], jobs=2))


def test_process_with_threads_of_its_own_has_others_work_too() -> None:
    end = Event()
    thread = Thread(target=end.wait)
    thread.start()
    try:
        assert list(work_through(times, 3, PIECES, jobs=2)) == [0, 3, 6, 9, 12, 15, 18]
    finally:
        end.set()
        thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_process_in_which_a_library_started_threads_is_not_forked() -> None:
    """A forked copy would draw its first form for ever: the threads that typst hands the work to are not copied."""
    asked = """
import typst
from generator.workers import _is_alone
print(_is_alone())
typst.compile(b"a")
print(_is_alone())
"""
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "False"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_done_aside_gives_its_answer(jobs: int) -> None:
    with aside(lambda: b"x" * 1_000_000, jobs=jobs) as ask:
        assert ask() == b"x" * 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_work_aside_is_done_by_another_process_if_there_may_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # Other tests may have left threads in this process.
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    with aside(lambda: str(os.getpid()).encode(), jobs=2) as ask:
        assert int(ask()) != os.getpid()
    with aside(lambda: str(os.getpid()).encode(), jobs=1) as ask:
        assert int(ask()) == os.getpid()


def test_work_that_fails_aside_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() != here:
            raise ValueError
        return b"done"

    with aside(work, jobs=2) as ask:
        assert ask() == b"done"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_no_process_is_left_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    fork, started = os.fork, list[int]()

    def note() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", note)
    with aside(lambda: b"x" * 1_000_000, jobs=2):
        pass
    (other,) = started
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    fork, here, started = os.fork, os.getpid(), list[int]()

    def note() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", note)
    with aside(lambda: (b"here" if os.getpid() == here else b"there") * 1_000_000, jobs=2) as ask:
        # The pipe is full long before all is said.
        poll = select.poll()
        for handle in [int(one.name) for one in Path("/proc/self/fd").iterdir()]:
            with suppress(OSError):
                if stat.S_ISFIFO(os.fstat(handle).st_mode):
                    poll.register(handle, select.POLLIN)
        assert poll.poll(10_000)
        os.kill(started[0], signal.SIGKILL)
        assert ask() == b"here" * 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_answer_comes_where_nobody_waits_for_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with aside(lambda: b"done", jobs=2) as ask:
            assert ask() == b"done"
        with aside(lambda: b"done", jobs=2):
            pass
    finally:
        signal.signal(signal.SIGCHLD, before)
