"""Work in several processes: what all of them share is handed over once, pieces of work one by one.

Only `concurrent.futures.Executor` is asked for, so that a cluster's executor can take the place of ours.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

# What the pieces of work in this process share.
_shared: Any = None


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def open_crew(count: int, shared: object) -> Iterator[Executor]:
    """`count` processes that all know `shared`; a forked one finds it in its memory, others get a copy."""
    # Loaded only when there is work for several: most rebuilds are done sooner.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context("fork" if _is_alone() else "spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_adopt, initargs=(shared,)) as executor:
        yield executor


def _is_alone() -> bool:
    """Whether this process may be forked: a copy has no threads but this one, so it waits for the others for ever.

    Those of libraries count too, such as typst's once it has drawn a form; only Linux tells of them.
    """
    threads = "/proc/self/task"
    return os.path.isdir(threads) and len(os.listdir(threads)) == 1  # noqa: PTH112, PTH208 - it tells of no file.


@contextmanager
def aside(work: Callable[[], bytes], *, jobs: int) -> Iterator[Callable[[], bytes]]:
    """Have `work` done by another process while this one goes on: gives what waits for its answer.

    With one of `jobs` only, where this process cannot be copied, or when the other one does not end well, the
    work is done when the answer is asked for.
    """
    if jobs < 2 or not _is_alone():
        yield work
        return
    reading, writing = os.pipe()
    # Ctrl+C reaches every process: the copy must not go where this one would.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    other = os.fork()
    if other == 0:
        _answer(work, reading, writing)
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    os.close(writing)
    answer = os.fdopen(reading, "rb")

    @cache
    def ended_well() -> bool:
        try:
            return os.waitpid(other, 0)[1] == 0
        except ChildProcessError:
            # Who started dvk told the system to wait for its processes: nobody knows how they ended.
            return False

    def ask() -> bytes:
        said = answer.read()
        return said if ended_well() else work()

    try:
        yield ask
    finally:
        # First: else the other would wait for ever for someone to read what nobody asks for any more.
        answer.close()
        ended_well()


def _answer(work: Callable[[], bytes], reading: int, writing: int) -> NoReturn:
    """Do the work in a process of its own, and end whatever happens; with 0 only when all is said."""
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as answer:
            answer.write(work())
        code = 0
    finally:
        os._exit(code)


def work_through(work: Callable[[S, T], R], shared: S, pieces: Iterable[T], *, jobs: int) -> Iterator[R]:
    """What `work(shared, piece)` gives for each piece, in order; this process is one of the `jobs` that work."""
    pieces = list(pieces)
    others = min(jobs, len(pieces)) - 1
    if others < 1:
        yield from (work(shared, piece) for piece in pieces)
        return
    with open_crew(others, shared) as executor:
        yield from _in_order(_share_out(executor, others, work, shared, pieces))


# So many pieces lie ready for each of the others while this process does one of its own, which may be a long one.
_AHEAD = 4


def _share_out(
    executor: Executor, others: int, work: Callable[[S, T], R], shared: S, pieces: Sequence[T]
) -> Iterator[tuple[int, R]]:
    """(number, result) of each piece as it is done: some by the executor, meanwhile others here."""
    from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415 - as above

    waiting = deque(enumerate(pieces))
    given: dict[Future[R], int] = {}
    while True:
        # Towards the end less lies ready: nobody should have nothing to do while others have several pieces left.
        ahead = others * min(_AHEAD, 1 + len(waiting) // (2 * (others + 1)))
        while waiting and len(given) < ahead:
            number, piece = waiting.popleft()
            given[executor.submit(_work, work, piece)] = number
        if waiting:
            number, piece = waiting.popleft()
            yield number, work(shared, piece)
        elif given:
            wait(given, return_when=FIRST_COMPLETED)
        else:
            return
        for future in [one for one in given if one.done()]:
            yield given.pop(future), future.result()


def _in_order(results: Iterable[tuple[int, R]]) -> Iterator[R]:
    early: dict[int, R] = {}
    awaited = 0
    for number, result in results:
        early[number] = result
        while awaited in early:
            yield early.pop(awaited)
            awaited += 1


def _adopt(shared: object) -> None:
    global _shared
    _shared = shared
    # Ctrl+C reaches every process; the one that people see says what there is to say, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever the preview makes of it is the preview's own.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that was killed cannot send its workers home; without this they would wait for work for ever."""
    from multiprocessing import parent_process  # noqa: PLC0415 - as above
    from multiprocessing.connection import wait  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(work: Callable[[Any, T], R], piece: T) -> R:
    return work(_shared, piece)
