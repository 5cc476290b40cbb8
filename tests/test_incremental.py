"""A build that keeps what it can gives byte for byte what a clean build gives, whatever happened since the last one.

Random walks over a small portal: each step is one edit (tests/edits.py), one build in place, with all that earlier
builds left behind, and one clean build of a copy of the sources; then both are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.accidents import BREAKING
from tests.builds import (
    Builder,
    CleanBuilds,
    Outcome,
    builder,
    make_portal,
    put_back,
    read_sources,
    read_tree,
    tell_difference,
)
from tests.edits import EDITS, Desk

STEPS = 51
# Shape: {seed: whether one process makes all builds in place, like `dvk serve`}.
WALKS: Mapping[int, bool] = {1: False, 2: False, 3: True, 4: True}


@dataclass
class Walk:
    """One walk: the edits made, what each build said, and what went wrong, in words."""

    seed: int
    edits: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    failure: str = ""


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[int, Future[Walk]]]:
    """All walks, two at a time: the builds are made in processes of their own."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield {seed: pool.submit(_walk, seed, tmp_path_factory.mktemp(f"walk-{seed}")) for seed in WALKS}


@pytest.mark.parametrize("seed", WALKS)
def test_every_build_in_place_equals_a_clean_one(seed: int, walks: Mapping[int, Future[Walk]]) -> None:
    walk = walks[seed].result()
    if walk.failure:
        steps = "\n".join(f"{number:4} {edit}" for number, edit in enumerate(walk.edits, start=1))
        pytest.fail(f"seed {seed}, step {len(walk.edits)}\n{steps}\n\n{walk.failure}", pytrace=False)


def test_walks_make_200_edits_of_every_kind(walks: Mapping[int, Future[Walk]]) -> None:
    done = [future.result() for future in walks.values()]
    kinds = Counter(edit.split(":")[0] for walk in done for edit in walk.edits)
    outcomes = Counter(outcome.ok for walk in done for outcome in walk.outcomes)
    assert kinds.total() >= 200
    assert kinds.keys() >= EDITS.keys()
    # Most edits leave a portal that can be built, and some do not.
    assert outcomes[True] >= 150
    assert outcomes[False] >= 15


def _walk(seed: int, folder: Path) -> Walk:
    walk = Walk(seed)
    with builder(stays=WALKS[seed]) as in_place, builder(stays=True) as clean:
        desk = Desk(make_portal(folder).parent, Random(seed), in_place)
        walk.failure = _begin(desk, in_place) or _go(walk, desk, in_place, CleanBuilds(clean))
    return walk


def _begin(desk: Desk, in_place: Builder) -> str:
    outcome = in_place(desk.order())
    return "" if outcome.ok else f"first build: {outcome}"


def _go(walk: Walk, desk: Desk, in_place: Builder, clean: CleanBuilds) -> str:
    """Make every step; what went wrong at the first one that failed, else empty."""
    sound = read_sources(desk.root)
    # Each kind of edit is made in half of the walks, in an order of the walk's own.
    left = sorted(EDITS)[walk.seed % 2 :: 2]
    Random(walk.seed).shuffle(left)
    while len(walk.edits) < STEPS or left:
        # A chance of its own for every step: what the engine keeps has no say in what comes next.
        desk.rng = Random(f"{walk.seed} {desk.next()}")
        was_broken = bool(walk.outcomes) and not walk.outcomes[-1].ok
        if was_broken and desk.rng.random() < 0.7:
            put_back(desk.root, sound)
            walk.edits.append("mend: all as it was")
        elif not _edit(walk, desk, left, harmless=was_broken):
            continue
        outcome, failure = _compare(desk, in_place, clean)
        walk.outcomes.append(outcome)
        if failure:
            return failure
        sound = read_sources(desk.root) if outcome.ok else sound
    return ""


def _edit(walk: Walk, desk: Desk, left: list[str], *, harmless: bool) -> bool:
    """Make one of the edits that are left, else any; whether there was something to do it to."""
    name = left.pop() if left else desk.rng.choice(sorted(EDITS))
    did = None if harmless and name in BREAKING else EDITS[name](desk)
    if did is None:
        left.insert(0, name)
        return False
    walk.edits.append(f"{name}: {did}")
    return True


def _compare(desk: Desk, in_place: Builder, clean: CleanBuilds) -> tuple[Outcome, str]:
    """What the build in place said, and how it differs from a clean one."""
    before, beside = read_tree(desk.site), _names(desk.root)
    sources = read_sources(desk.root)
    order = desk.order(jobs=desk.rng.choice((1, 2)))
    outcome = in_place(order)
    wanted, site = clean(order)
    for failed in (outcome.crash, wanted.crash):
        if failed:
            return outcome, failed
    if outcome != wanted:
        problems = {*outcome.problems} ^ {*wanted.problems}
        return outcome, f"in place ok: {outcome.ok}, clean ok: {wanted.ok}; told by one of them: {problems}"
    if read_sources(desk.root) != sources or _names(desk.root) - beside - {".dvk", "site"}:
        return outcome, f"the build changed the portal's folder: {sorted(_names(desk.root))}"
    return outcome, tell_difference(read_tree(desk.site), site if outcome.ok else before)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
