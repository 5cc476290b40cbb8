"""Run a program and watch its time and the memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
# How often memory is looked at; a shorter peak may be missed, on either side.
LOOK_EVERY_S = 0.02
# Finding the processes goes through all of the machine's, which takes a processor for some 10 ms: done at every
# look it would make the measured programs, which use every processor, a third slower. So once in so many looks.
_LOOKS_PER_SEARCH = 10


@dataclass(frozen=True, slots=True)
class Run:
    """Wall-clock seconds from start to end; most bytes that all processes held together; what was printed."""

    seconds: float
    peak_bytes: int
    said: str


class _MemoryWatch(threading.Thread):
    """Adds up the resident memory of a process and its descendants. Shared pages count once for each process."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self._process = psutil.Process(pid)
        self._done = threading.Event()

    def run(self) -> None:
        looks = 0
        family: list[psutil.Process] = []
        while not self._done.wait(LOOK_EVERY_S):
            if looks % _LOOKS_PER_SEARCH == 0:
                family = self._find_family()
            looks += 1
            self.peak_bytes = max(self.peak_bytes, sum(map(_resident, family)))

    def _find_family(self) -> list[psutil.Process]:
        try:
            return [self._process, *self._process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def stop(self) -> None:
        self._done.set()
        self.join()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


def environment(cache: Path) -> dict[str, str]:
    """Ours, with the user's cache folder in a place that can be emptied."""
    return {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}


def run(command: Sequence[str], cache: Path) -> Run:
    """Run to the end; stops the session when the program fails."""
    # What the disk still has to write of the last run must not slow this one.
    if hasattr(os, "sync"):
        os.sync()
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment(cache), stdout=said, stderr=said)
        watch = _MemoryWatch(process.pid)
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        watch.stop()
        said.seek(0)
        text = said.read().decode(errors="replace")
    if code:
        sys.exit(f"{' '.join(command)}\n{text}")
    return Run(seconds, watch.peak_bytes, text)
