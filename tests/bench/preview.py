"""How long a saved change takes until the preview shows it."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.bench.material import Invented
from tests.bench.measure import ROOT, environment
from tests.bench.sides import Side

LOOK_EVERY_S = 0.02
# Between two saves; file watchers settle.
REST_S = 1.0
GIVE_UP_S = 900.0


def measure_saves(side: Side, model: Invented, saves: int, cache: Path) -> list[float]:
    """Seconds from each of `saves` saves of the model to the page that shows it; leaves the file as it was."""
    page = f"/mo-hinh/{model.id}/"
    seconds: list[float] = []
    with _preview(side, cache) as port:
        wait = _LongPoll(port) if side.name == "ours" else _pause
        _until_shown(port, page, model.summary, wait)
        for number in range(1, saves + 1):
            changed = replace(model, summary=f"{model.summary} Sửa lần {number}.")
            time.sleep(REST_S)
            started = time.perf_counter()
            side.save(changed)
            _until_shown(port, page, changed.summary, wait)
            seconds.append(time.perf_counter() - started)
    side.save(model)
    return seconds


@contextmanager
def _preview(side: Side, cache: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(side.serve(port), cwd=ROOT, env=environment(cache), stdout=quiet, stderr=quiet)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


def _until_shown(port: int, page: str, text: str, wait: Callable[[], None]) -> None:
    give_up = time.monotonic() + GIVE_UP_S
    while text not in _get(port, page):
        if time.monotonic() > give_up:
            raise TimeoutError(f"the preview does not show “{text}”")
        wait()


def _get(port: int, address: str) -> str:
    """The answer's text; empty while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GIVE_UP_S)
    try:
        connection.request("GET", address)
        return connection.getresponse().read().decode()
    except (ConnectionError, http.client.HTTPException):
        time.sleep(LOOK_EVERY_S)
        return ""
    finally:
        connection.close()


def _pause() -> None:
    time.sleep(LOOK_EVERY_S)


class _LongPoll:
    """Waits for the next build as a page in our preview does."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._version = 0

    def __call__(self) -> None:
        state = _get(self._port, f"/__dvk/state?{self._version}")
        if state:
            self._version = json.loads(state)["version"]
