"""Work in several processes: what all of them share is handed over once, pieces of work one by one.

Only `concurrent.futures.Executor` is asked for, so that a cluster's executor can take the place of ours.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

# What the pieces of work in this process share.
_shared: Any = None


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def open_crew(jobs: int, shared: object) -> Iterator[Executor]:
    """`jobs` processes that all know `shared`; a forked one finds it in its memory, others get a copy."""
    # Loaded only when there is work for several: most rebuilds are done sooner.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context("fork" if _is_alone() else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_adopt, initargs=(shared,)) as executor:
        yield executor


def _is_alone() -> bool:
    """Whether this process may be forked: a copy has no threads but this one, so it waits for the others for ever.

    Those of libraries count too, such as typst's once it has drawn a form; only Linux tells of them.
    """
    threads = "/proc/self/task"
    return os.path.isdir(threads) and len(os.listdir(threads)) == 1  # noqa: PTH112, PTH208 - it tells of no file.


def work_through(work: Callable[[S, T], R], shared: S, pieces: Iterable[T], *, jobs: int) -> Iterator[R]:
    """What `work(shared, piece)` gives for each piece, in order; in this process when one is enough."""
    pieces = list(pieces)
    if jobs == 1 or len(pieces) < 2:
        yield from (work(shared, piece) for piece in pieces)
        return
    with open_crew(min(jobs, len(pieces)), shared) as executor:
        yield from executor.map(_work, [work] * len(pieces), pieces)


def _adopt(shared: object) -> None:
    global _shared
    _shared = shared


def _work(work: Callable[[Any, T], R], piece: T) -> R:
    return work(_shared, piece)
