"""What was measured, and the table of medians made from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

SideName = Literal["ours", "Hugo"]
SIDES: tuple[SideName, SideName] = ("ours", "Hugo")
Scenario = Literal["cold", "rebuild", "check", "serve"]

# The size that the wanted ratios of time are about.
FOCUS = 10_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One measured run. `peak_bytes`: most memory that all its processes held together; None where not watched."""

    side: SideName
    scenario: Scenario
    size: int
    seconds: float
    peak_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class SiteSize:
    """What one build wrote. `model_page_bytes`: mean size of a model's page."""

    side: SideName
    size: int
    files: int
    pages: int
    total_bytes: int
    model_page_bytes: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: both values as printed, the ratio, and the most that it may be."""

    what: str
    hugo: str
    ours: str
    ratio: float
    wanted: float

    @property
    def passed(self) -> bool:
        return self.ratio <= self.wanted


def focus_of(sizes: Sequence[int]) -> int:
    """The size at which everything is measured: 10,000, or the largest when that is not among them."""
    return FOCUS if FOCUS in sizes else max(sizes)


@dataclass(frozen=True)
class Results:
    """Every sample of a session and the size of every site."""

    samples: Sequence[Sample]
    sites: Sequence[SiteSize]

    @property
    def sizes(self) -> list[int]:
        return sorted({one.size for one in self.samples})

    def seconds(self, side: SideName, scenario: Scenario, size: int) -> list[float]:
        return [one.seconds for one in self._select(side, scenario, size)]

    def peaks(self, side: SideName, scenario: Scenario, size: int) -> list[int]:
        return [one.peak_bytes for one in self._select(side, scenario, size) if one.peak_bytes is not None]

    def site(self, side: SideName, size: int) -> SiteSize:
        return next(one for one in self.sites if (one.side, one.size) == (side, size))

    def _select(self, side: SideName, scenario: Scenario, size: int) -> Iterator[Sample]:
        return (one for one in self.samples if (one.side, one.scenario, one.size) == (side, scenario, size))

    def lines(self) -> Iterator[Line]:
        """The lines of the table that were measured, in the order of the wanted ratios."""
        if not self.samples:
            return
        size = focus_of(self.sizes)
        yield from self._compare_times("cold", size, f"cold build of {size:,} models", 0.5)
        yield from self._compare_times("rebuild", size, f"rebuild after one model changed, at {size:,}", 0.05)
        yield from self._compare_memory(max(self.sizes))
        yield from self._compare_growth(min(self.sizes), max(self.sizes))
        yield from self._compare_check(size)
        yield from self._compare_times("serve", size, f"save to refreshed page in the preview, at {size:,}", 0.4)

    def _compare_times(self, scenario: Scenario, size: int, what: str, wanted: float) -> Iterator[Line]:
        hugo, ours = self.seconds("Hugo", scenario, size), self.seconds("ours", scenario, size)
        if hugo and ours:
            yield Line(what, _spread(hugo), _spread(ours), median(ours) / median(hugo), wanted)

    def _compare_memory(self, size: int) -> Iterator[Line]:
        hugo, ours = self.peaks("Hugo", "cold", size), self.peaks("ours", "cold", size)
        if hugo and ours:
            what = f"peak memory at {size:,}"
            yield Line(what, _mebibytes(hugo), _mebibytes(ours), median(ours) / median(hugo), 0.2)

    def _compare_growth(self, small: int, large: int) -> Iterator[Line]:
        """Time per page at the largest size against the smallest; the wanted ratio is about ours alone."""
        if small == large or not all(self.seconds(side, "cold", small) for side in SIDES):
            return
        ours, hugo = self._growth("ours", small, large), self._growth("Hugo", small, large)
        yield Line(f"time per page, {large:,} against {small:,}", f"{hugo:.2f}", f"{ours:.2f}", ours, 1.0)

    def _growth(self, side: SideName, small: int, large: int) -> float:
        per_page = [median(self.seconds(side, "cold", size)) / self.site(side, size).pages for size in (small, large)]
        return per_page[1] / per_page[0]

    def _compare_check(self, size: int) -> Iterator[Line]:
        checks, builds = self.seconds("ours", "check", size), self.seconds("ours", "cold", size)
        if checks and builds:
            what = f"`dvk check` at {size:,} against our cold build"
            yield Line(what, "–", _spread(checks), median(checks) / median(builds), 0.25)


def _spread(values: Sequence[float]) -> str:
    """Median and both ends, in seconds."""
    return f"{median(values):.2f} s ({min(values):.2f}–{max(values):.2f})"


def _mebibytes(values: Sequence[int]) -> str:
    return f"{median(values) / 2**20:,.0f} MiB"


def format_lines(lines: Sequence[Line]) -> str:
    """The table in Markdown."""
    head = ["| | Hugo | ours | ratio | wanted | |", "| --- | --- | --- | --- | --- | --- |"]
    rows = [
        f"| {one.what} | {one.hugo} | {one.ours} | {one.ratio:.3f} | ≤ {one.wanted} | {_verdict(one)} |"
        for one in lines
    ]
    return "\n".join(head + rows)


def _verdict(line: Line) -> str:
    return "pass" if line.passed else "FAIL"


def compare_weights(results: Results) -> list[str]:
    """A warning for each size at which the page of a model weighs a tenth more or less than Hugo's."""
    warnings: list[str] = []
    for size in sorted({one.size for one in results.sites}):
        ours, hugo = (results.site(side, size).model_page_bytes for side in SIDES)
        if abs(ours - hugo) > hugo / 10:
            warnings.append(
                f"WARNING: at {size:,} a model's page has {ours:,} bytes, Hugo's {hugo:,}: not the same work"
            )
    return warnings


def format_sites(results: Results) -> str:
    """A table of every size: time, memory, and what was written."""
    rows = [
        "| models | | cold build | peak memory | HTML pages | files | MB written | a model's page |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for site in results.sites:
        seconds, peaks = results.seconds(site.side, "cold", site.size), results.peaks(site.side, "cold", site.size)
        rows.append(
            f"| {site.size:,} | {site.side} | {_spread(seconds)} | {_mebibytes(peaks)} | {site.pages:,} |"
            f" {site.files:,} | {site.total_bytes / 1e6:,.1f} | {site.model_page_bytes:,} bytes |"
        )
    return "\n".join(rows)
