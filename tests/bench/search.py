"""The search beside Pagefind: what the index adds to a build, and what a first query fetches in chromium."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from generator.vietnamese import fold
from tests.bench.material import Invented
from tests.bench.measure import Run, run
from tests.bench.sides import Side
from tests.browsing import open_browser, open_window, serve_folder

# How much of Pagefind's time and memory the index may take; how many bytes a first query may fetch.
WANTED_TIME, WANTED_MEMORY, WANTED_REBUILD, WANTED_BYTES = 0.5, 0.1, 0.05, 300_000

_WEIGH = """() => performance.getEntriesByType("resource")
  .filter((one) => /\\/tim-kiem\\/.*json|\\/search-/.test(one.name))
  .reduce((sum, one) => sum + one.decodedBodySize, 0)"""


@dataclass(frozen=True)
class Turn:
    """One round: builds without and with the index, each cold and after one model changed; Pagefind over its pages."""

    without: Run
    whole: Run
    rebuilt_without: Run
    rebuilt: Run
    pagefind: Run


def measure_search(side: Side, model: Invented, work: Path, cache: Path, runs: int) -> Iterator[str]:
    """A table in Markdown. `side` is ours; it is left with the index in its output."""
    turns = [_measure_turn(side, model, work, cache, number) for number in range(runs)]
    yield "\n".join(format_turns(turns, weigh_queries(side.output, choose_queries(model))))


def _measure_turn(side: Side, model: Invented, work: Path, cache: Path, number: int) -> Turn:
    commands = {"without": side.build, "whole": (*side.build[:1], "-m", "generator", *side.build[3:])}
    changed = replace(model, summary=f"{model.summary} Sửa {number}.")
    found: dict[str, Run] = {}
    pagefind = None
    # The one with the index comes last: its pages are Pagefind's, and the browser's.
    for name, command in commands.items():
        side.clear()
        found[name] = run(command, cache)
        if name == "whole":
            output = work / f"pagefind-{number}"
            pagefind = run((str(find_pagefind()), "--site", str(side.output), "--output-path", str(output)), cache)
        side.save(changed)
        found[f"re{name}"] = run(command, cache)
        side.save(model)
    assert pagefind is not None
    return Turn(found["without"], found["whole"], found["rewithout"], found["rewhole"], pagefind)


def find_pagefind() -> Path:
    """Pagefind's own program."""
    spec = importlib.util.find_spec("pagefind_bin")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("The package pagefind_bin is missing: python -m pip install -r tests/bench/requirements.txt")
    folder = Path(spec.submodule_search_locations[0])
    return next(path for path in folder.iterdir() if path.stem == "pagefind")


def choose_queries(model: Invented) -> Sequence[str]:
    """A title with and without marks, a unit's name, a phrase of a text."""
    words = model.approach.split()
    return (model.name, fold(model.name), "Đơn vị số 12", " ".join(words[3:10]).strip(".,"))


def weigh_queries(site: Path, queries: Sequence[str]) -> Mapping[str, int]:
    """Bytes of scripts and data that each query fetches when it is the first, as they lie on the disk."""
    weights: dict[str, int] = {}
    with serve_folder(site) as base, open_browser() as browser:
        for query in queries:
            with open_window(browser, 1280, 900) as context:
                page = context.new_page()
                page.goto(f"{base}/tim-kiem/?q={query}", wait_until="networkidle")
                page.locator(".result").first.wait_for()
                weights[query] = page.evaluate(_WEIGH)
    return weights


def format_turns(turns: Sequence[Turn], weights: Mapping[str, int]) -> Iterator[str]:
    """The rows of the table; what the index takes is the difference of two builds of the same round."""

    def middle(values: Sequence[float]) -> float:
        return median(values)

    pagefind = middle([one.pagefind.seconds for one in turns])
    memory = middle([one.pagefind.peak_bytes for one in turns])
    cost = middle([one.whole.seconds - one.without.seconds for one in turns])
    rebuild = middle([one.rebuilt.seconds - one.rebuilt_without.seconds for one in turns])
    added = middle([one.whole.peak_bytes - one.without.peak_bytes for one in turns])
    yield "| search | Pagefind | ours | ratio | wanted | |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield _row("time of the index in a cold build", pagefind, cost, WANTED_TIME)
    yield _row("time of the index after one model changed", pagefind, rebuild, WANTED_REBUILD)
    yield _row("the whole rebuild with it", pagefind, middle([one.rebuilt.seconds for one in turns]), WANTED_REBUILD)
    yield _row("memory that the index adds", memory / 2**20, added / 2**20, WANTED_MEMORY, "MiB")
    yield _row("memory of the whole build", memory / 2**20, middle([one.whole.peak_bytes for one in turns]) / 2**20,
               None, "MiB")  # fmt: skip
    for query, weight in weights.items():
        verdict = "pass" if weight <= WANTED_BYTES else "FAIL"
        yield f"| first query “{query}” | | {weight / 1000:,.0f} kB | | ≤ {WANTED_BYTES / 1000:,.0f} kB | {verdict} |"


def _row(what: str, pagefind: float, ours: float, wanted: float | None, unit: str = "s") -> str:
    ratio, digits = ours / pagefind, 2 if unit == "s" else 0
    verdict = "" if wanted is None else "pass" if ratio <= wanted else "FAIL"
    limit = "" if wanted is None else f"≤ {wanted}"
    return f"| {what} | {pagefind:,.{digits}f} {unit} | {ours:,.{digits}f} {unit} | {ratio:.3f} | {limit} | {verdict} |"
