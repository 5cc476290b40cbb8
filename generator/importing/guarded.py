"""Readers of binary files work in a process of their own: a file made to harm takes no more than is given to them."""

from __future__ import annotations

import io
import multiprocessing
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_type_hints

import msgspec

from generator.problems import FileProblemError, Location, Problem

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

T = TypeVar("T")

# What a process begins with where the system can fork; libraries of one kind of file are loaded by its reader.
PRELOADED = ["__main__", "generator.importing"]
_SECONDS = 8
_MEMORY_BYTES = 512 * 2**20
# Of what a reader may answer; a text of 20,000 lines is a tenth of it.
_ANSWER_BYTES = 64 * 2**20
_DONE, _REFUSED = b"D", b"R"
_FIX = "mở bằng chương trình đã tạo ra tệp, bỏ bớt ảnh và phần thừa, lưu lại dưới tên mới rồi nhập tệp mới."


def run_guarded(function: Callable[[Path, str], T], path: Path, file: str) -> T | Problem:
    """What `function(path, file)` gives, or the problem that it raised as `FileProblemError` or died of.

    It runs in another process with 512 MB (where the system can limit memory) for at most 8 s. So it must be a
    module's own function, and its return annotation a type that msgspec can carry: bytes of a hostile file may
    have come to rule over that process, and msgspec, unlike pickle, runs nothing of what they say.
    """
    context = _open_context()
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(function, path, file, sending), daemon=True)
    process.start()
    sending.close()
    try:
        if not receiving.poll(_SECONDS):
            return _stopped(file, f"đọc tệp quá {_SECONDS} giây chưa xong; tệp quá phức tạp hoặc bị hỏng.")
        answer = receiving.recv_bytes(_ANSWER_BYTES)
    except (EOFError, OSError):
        return _stopped(file, "không đọc hết được: tệp bị hỏng, hoặc cần hơn 512 MB bộ nhớ.")
    finally:
        process.kill()
        process.join()
        receiving.close()
    try:
        if answer.startswith(_REFUSED):
            return msgspec.msgpack.decode(answer[1:], type=Problem)
        given: T = msgspec.msgpack.decode(answer[1:], type=get_type_hints(function)["return"])
    except msgspec.DecodeError:
        return _stopped(file, "không đọc hết được: tệp bị hỏng.")
    return given


def _open_context() -> SpawnContext | ForkServerContext:
    """Processes that know nothing of this one; where the system can, they begin with the readers already loaded."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _stopped(file: str, wrong: str) -> Problem:
    return Problem(Location(file), "file-too-heavy", wrong, _FIX)


def _answer(function: Callable[[Path, str], object], path: Path, file: str, sending: Connection) -> None:
    """The other process: whoever asked learns from its silence that memory or time ran out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nobody should see a traceback for a file of theirs; whoever mends the reader calls it without a guard.
    sys.stderr = io.StringIO()
    _limit()
    with suppress(MemoryError, RecursionError):
        try:
            answer = _DONE + msgspec.msgpack.encode(function(path, file))
        except FileProblemError as refused:
            answer = _REFUSED + msgspec.msgpack.encode(refused.problem)
        sending.send_bytes(answer)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none.
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        # Ends it even when whoever asked is no more.
        (resource.RLIMIT_CPU, 2 * _SECONDS),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, value in wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))
