"""Measure our portal beside Hugo: `python -m tests.bench --sizes 1000,10000,50000 --runs 3`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path

import psutil

from generator import __version__
from tests.bench.material import Invented, invent
from tests.bench.measure import run
from tests.bench.preview import measure_saves
from tests.bench.samples import Results, Sample, SiteSize, compare_weights, focus_of, format_lines, format_sites
from tests.bench.search import measure_search
from tests.bench.sides import Side, hugo_version, make_sides

SCENARIOS = ("cold", "rebuild", "check", "serve", "stages", "search")


def main() -> int:
    options = parse_options()
    samples: list[Sample] = []
    sites: list[SiteSize] = []
    stages: list[str] = []
    # Nothing is deleted before the end: see Side.clear.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.work) as folder:
        for size in options.sizes:
            work = Path(folder, str(size))
            work.mkdir()
            for found in measure_size(work, size, options):
                _tell(found)
                if isinstance(found, Sample):
                    samples.append(found)
                elif isinstance(found, SiteSize):
                    sites.append(found)
                else:
                    stages.append(found)
    results = Results(samples, sites)
    machine = describe_machine(options)
    if options.out:
        raw = {"machine": machine, "samples": [asdict(one) for one in samples], "sites": [asdict(one) for one in sites]}
        options.out.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    tables = (format_lines(list(results.lines())), format_sites(results))
    print("\n".join(machine), *tables, *compare_weights(results), *stages, sep="\n\n")
    return 0


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[1_000, 10_000, 50_000], help="numbers of models, with commas")
    parser.add_argument("--runs", type=int, default=3, help="runs of each kind; medians want at least three")
    parser.add_argument("--scenarios", type=_scenarios, default=SCENARIOS, help=f"of {','.join(SCENARIOS)}")
    parser.add_argument("--jobs", type=int, help="processes of ours; as dvk chooses when left out")
    parser.add_argument("--work", type=Path, help="where the sites lie while they are measured; a quiet disk is best")
    parser.add_argument("--out", type=Path, help="a file for every single run, as JSON")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted(int(one) for one in text.split(","))


def _scenarios(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    if not set(chosen) <= set(SCENARIOS):
        raise ValueError(text)
    return chosen


def measure_size(work: Path, size: int, options: argparse.Namespace) -> Iterator[Sample | SiteSize | str]:
    """Everything asked for at one size, ours and Hugo's in turn, who is first changing with each run."""
    sides = make_sides(work, size, options.jobs)
    here = set(options.scenarios) if size == focus_of(options.sizes) else {"cold"} & set(options.scenarios)
    model = next(islice(invent(size), size // 2, None))
    for number in range(options.runs):
        for side in sides[:: -1 if number % 2 else 1]:
            changed = replace(model, summary=f"{model.summary} Sửa {number}.")
            yield from _measure_builds(side, size, here, changed, work / "cache")
            side.save(model)
            if number == 0 and here & {"cold", "rebuild"}:
                yield side.measure_site(size)
    for side in sides:
        yield from _measure_rest(side, size, here, model, work / "cache", options.runs)
    if "search" in here:
        yield from measure_search(sides[0], model, work, work / "cache", options.runs)


def _measure_builds(side: Side, size: int, scenarios: set[str], changed: Invented, cache: Path) -> Iterator[Sample]:
    """A cold build, the same after one model changed, a check that knows nothing yet."""
    if scenarios & {"cold", "rebuild"}:
        side.clear()
        done = run(side.build, cache)
        yield Sample(side.name, "cold", size, done.seconds, done.peak_bytes)
    if "rebuild" in scenarios:
        side.save(changed)
        done = run(side.build, cache)
        if not side.shows(changed):
            sys.exit(f"{side.name}: the rebuilt page does not show the change")
        yield Sample(side.name, "rebuild", size, done.seconds, done.peak_bytes)
    if "check" in scenarios and side.check is not None:
        side.clear_caches()
        done = run(side.check, cache)
        yield Sample(side.name, "check", size, done.seconds, done.peak_bytes)


def _measure_rest(
    side: Side, size: int, scenarios: set[str], model: Invented, cache: Path, saves: int
) -> Iterator[Sample | str]:
    """Saves in the preview, as many as runs; our own account of where a build's time goes."""
    if "serve" in scenarios:
        side.clear()
        for seconds in measure_saves(side, model, saves, cache):
            yield Sample(side.name, "serve", size, seconds)
    if "stages" in scenarios and side.stats is not None:
        side.clear()
        _, heading, rows = run(side.stats, cache).said.partition("Thời gian dựng")
        yield f"`dvk stats` at {size:,}:\n\n{heading}{rows.rstrip()}"


def _tell(found: Sample | SiteSize | str) -> None:
    if isinstance(found, Sample):
        memory = f", {found.peak_bytes / 2**20:,.0f} MiB" if found.peak_bytes else ""
        print(f"{found.size:>7,}  {found.scenario:<8} {found.side:<5} {found.seconds:8.2f} s{memory}", file=sys.stderr)


def describe_machine(options: argparse.Namespace) -> Sequence[str]:
    """Lines for the head of the report."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.system()} {platform.machine()}",
        f"dvk {__version__} on Python {platform.python_version()}, jobs: {options.jobs or 'default'}",
        hugo_version(),
        f"runs of each kind: {options.runs}; shown: the median, in brackets the fastest and the slowest",
    )


if __name__ == "__main__":
    sys.exit(main())
