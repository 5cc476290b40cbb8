"""Whatever cuts a build short or damages what it kept, the site stays usable and the next build is right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from tests.builds import (
    Builder,
    CleanBuilds,
    Order,
    Tree,
    builder,
    make_portal,
    read_tree,
    tell_difference,
)
from tests.meddle import DAY
from tests.portals import edit

ROOT = Path(__file__).resolve().parents[1]
# Longer than any build of the small portal takes, also on a busy machine.
PATIENCE_S = 30


@dataclass(frozen=True)
class Prepared:
    """A built portal, kept aside to be copied; the site before and after the edit that every test makes.

    `events` is how often the first process of the build after that edit opens or changes a file, at least, by its jobs.
    """

    root: Path
    old: Tree = field(repr=False)
    new: Tree = field(repr=False)
    events: Mapping[str, int]


# Among so many processes the first one does little but what is left to it alone.
MANY = "6"


@pytest.fixture(scope="module")
def build() -> Iterator[Builder]:
    with builder(stays=False) as made:
        yield made


@pytest.fixture(scope="module")
def clean() -> Iterator[CleanBuilds]:
    with builder(stays=True) as made:
        yield CleanBuilds(made)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, build: Builder, clean: CleanBuilds) -> Prepared:
    root = make_portal(tmp_path_factory.mktemp("prepared")).parent
    edit(root, {"data/models/ngo-hoa.yml": ("Hoa **nở** quanh năm.", "Hoa MỘT")})
    assert build(_order(root)).ok
    old = clean(_order(root))[1]
    trial = _copy(root, root.with_name("trial"))
    _edit_much(trial)
    new = clean(_order(trial))[1]
    assert old.keys() == new.keys() and sum(old[path] != new[path] for path in old) > 20
    shutil.rmtree(trial)
    alone, shared = (_count_events(root, trial, jobs) for jobs in ("1", MANY))
    # Which of two takes a piece of work is chance.
    return Prepared(root, old, new, {"1": alone, "2": shared})


def _count_events(root: Path, trial: Path, jobs: str) -> int:
    _edit_much(_copy(root, trial))
    counted = trial.with_name("events")
    assert _run(trial, "count", 0, counted, "--jobs", jobs).returncode == 0
    shutil.rmtree(trial)
    return int(counted.read_text(encoding="utf-8"))


@pytest.fixture
def root(tmp_path: Path, prepared: Prepared) -> Path:
    """A portal built before, edited since."""
    copied = _copy(prepared.root, tmp_path / "portal")
    _edit_much(copied)
    return copied


def _copy(source: Path, target: Path) -> Path:
    return Path(shutil.copytree(source, target))


def _order(root: Path) -> Order:
    return Order(root / "site_config.yml", root / "site", DAY)


def _edit_much(root: Path) -> None:
    """Change nearly every page, the open data and a picture."""
    edit(root, {"site_config.yml": ("name: Dân vận khéo Bến Mây", "name: Dân vận khéo Bến Sương")})
    edit(root, {"data/models/ngo-sach.yml": ("41/45 hộ quét ngõ", "42/45 hộ quét ngõ")})
    shutil.copyfile(root / "content/anh/to-tu-quan.png", root / "content/anh/ngo-hoa.png")


def _command(root: Path, mishap: str, event: int, path: Path, *options: str) -> list[str]:
    meddled = [sys.executable, "-m", "tests.meddle", mishap, str(event), str(path)]
    return [*meddled, "build", "--config", str(root / "site_config.yml"), *options]


def _run(root: Path, mishap: str, event: int, path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A build with a mishap, to its end or to that of its last process."""
    return _finish(_start(root, mishap, event, path, *options))


def _start(root: Path, mishap: str, event: int, path: Path, *options: str) -> subprocess.Popen[str]:
    command = _command(root, mishap, event, path, *options)
    # Who is killed leaves temporary files.
    env = {**os.environ, "TMPDIR": str(root.parent)}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env=env,
    )


def _finish(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """Every process that the program started holds the ends of its pipes: they are closed when the last one is gone."""
    try:
        said, complained = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail("a process was left over")
    return subprocess.CompletedProcess(process.args, process.returncode, said, complained)


def _assert_usable(root: Path, prepared: Prepared) -> None:
    """Every file that is published is wholly the old or wholly the new one, and none is missing."""
    found = read_tree(root / "site")
    assert found.keys() == prepared.old.keys()
    assert [path for path in found if found[path] not in (prepared.old[path], prepared.new[path])] == []


def _assert_next_is_clean(root: Path, build: Builder, clean: CleanBuilds) -> None:
    """The next build succeeds and equals a clean one."""
    outcome = build(_order(root))
    wanted, site = clean(_order(root))
    assert not outcome.crash
    assert outcome == wanted and outcome.ok
    assert tell_difference(read_tree(root / "site"), site) == ""


def _spread(seed: int, first: float, last: float, count: int) -> list[float]:
    """Moments from first to last: one by chance in each of as many equal parts."""
    chance, part = Random(seed), (last - first) / count
    return [first + part * (number + chance.random()) for number in range(count)]


# Cut short


@pytest.mark.parametrize("moment", _spread(1, 0.3, 0.99, 7), ids=lambda moment: f"{moment:.3f}")
def test_build_without_power_at_any_step_leaves_a_usable_site(
    moment: float, root: Path, prepared: Prepared, build: Builder, clean: CleanBuilds
) -> None:
    killed = _run(root, "kill", round(moment * prepared.events["1"]), root, "--jobs", "1")
    assert killed.returncode == -signal.SIGKILL
    _assert_usable(root, prepared)
    _assert_next_is_clean(root, build, clean)


def test_what_a_killed_build_left_beside_the_site_is_cleared_by_the_next(
    root: Path, prepared: Prepared, build: Builder
) -> None:
    killed = _run(root, "kill", round(0.9 * prepared.events["2"]), root, "--jobs", "2")
    assert killed.returncode == -signal.SIGKILL
    assert build(_order(root)).ok
    assert {path.name for path in root.iterdir()} == {"data", "content", "site_config.yml", "site", ".dvk"}


@pytest.mark.parametrize(("moment", "jobs"), [(0.3, "2"), (0.6, "1"), (0.85, "2")])
def test_interrupted_build_says_so_and_leaves_a_usable_site_and_no_process(
    moment: float, jobs: str, root: Path, prepared: Prepared, build: Builder, clean: CleanBuilds
) -> None:
    done = _run(root, "interrupt", round(moment * prepared.events[jobs]), root, "--jobs", jobs)
    assert done.returncode != 0
    assert done.stderr.strip() == "Đã dừng theo yêu cầu."
    _assert_usable(root, prepared)
    _assert_next_is_clean(root, build, clean)


@pytest.mark.parametrize(
    ("sign", "jobs", "moment"),
    [(signal.SIGKILL, "1", 0.7), (signal.SIGKILL, "2", 0.6), (signal.SIGKILL, "2", 0.85), (signal.SIGTERM, "2", 0.7)],
    ids=["KILL 1", "KILL 2", "KILL 2 later", "TERM 2"],
)
def test_build_stopped_from_outside_leaves_a_usable_site_and_no_process(
    sign: signal.Signals, jobs: str, moment: float, root: Path, prepared: Prepared, build: Builder,
    clean: CleanBuilds, whole_build_s: float,
) -> None:  # fmt: skip
    process = _start(root, "none", 0, root, "--jobs", jobs)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=moment * whole_build_s)
    process.send_signal(sign)
    assert "Traceback" not in _finish(process).stderr
    _assert_usable(root, prepared)
    _assert_next_is_clean(root, build, clean)


@pytest.fixture(scope="module")
def whole_build_s(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a build takes here and now: the moments at which to stop one are parts of it."""
    root = _copy(prepared.root, tmp_path_factory.mktemp("whole") / "portal")
    _edit_much(root)
    before = os.times().elapsed
    _run(root, "none", 0, root)
    return os.times().elapsed - before


# Changed while it was read


@pytest.mark.parametrize(("moment", "jobs"), [(0.03, "1"), (0.15, "2"), (0.6, "2")])
def test_file_saved_during_a_build_is_seen_by_the_next(
    moment: float, jobs: str, root: Path, prepared: Prepared, build: Builder, clean: CleanBuilds
) -> None:
    event = round(moment * prepared.events[jobs])
    done = _run(root, "edit", event, root / "data/models/ngo-hoa.yml", "--jobs", jobs)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    _assert_next_is_clean(root, build, clean)
    assert "Hoa HAI" in (root / "site/mo-hinh/ngo-hoa/index.html").read_text(encoding="utf-8")


def test_two_builds_at_once_into_different_folders_are_both_right(root: Path, clean: CleanBuilds) -> None:
    """As when somebody builds while `dvk serve` runs: both keep what they made in the same place."""
    sites = [root / "site", root.with_name("other")]
    started = [_start(root, "none", 0, root, "--site", str(site)) for site in sites]
    done = [_finish(process) for process in started]
    assert [one.returncode for one in done] == [0, 0], done
    wanted = clean(_order(root))[1]
    assert [tell_difference(read_tree(site), wanted) for site in sites] == ["", ""]


# What was kept is damaged, or cannot be kept


def _damages() -> dict[str, Callable[[Path, Random], None]]:
    def empty(path: Path, chance: Random) -> None:
        path.write_bytes(b"")

    def lengthen(path: Path, chance: Random) -> None:
        path.write_bytes(path.read_bytes() + b"\0")

    def shorten(path: Path, chance: Random) -> None:
        path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size or 1)])

    def scramble(path: Path, chance: Random) -> None:
        path.write_bytes(chance.randbytes(path.stat().st_size))

    def flip(path: Path, chance: Random) -> None:
        raw = bytearray(path.read_bytes() or b"x")
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        path.write_bytes(raw)

    def turn_into_folder(path: Path, chance: Random) -> None:
        path.unlink()
        (path / "trong").mkdir(parents=True)

    return {
        "empty": empty,
        "shorter": shorten,
        "random": scramble,
        "one bit": flip,
        "longer": lengthen,
        "folder": turn_into_folder,
    }


@pytest.mark.parametrize("damage", _damages())
def test_damage_to_everything_kept_only_costs_time(damage: str, root: Path, build: Builder, clean: CleanBuilds) -> None:
    chance = Random(damage)
    for path in [path for path in (root / ".dvk").rglob("*") if path.is_file()]:
        _damages()[damage](path, chance)
    _assert_next_is_clean(root, build, clean)


@pytest.mark.parametrize("seed", range(3))
def test_damage_to_one_file_kept_only_costs_time(seed: int, root: Path, build: Builder, clean: CleanBuilds) -> None:
    # The bigger a file, the more may be wrong in it.
    chance, kept = Random(seed), [path for path in sorted((root / ".dvk").rglob("*")) if path.is_file()]
    path = chance.choices(kept, [1 + one.stat().st_size for one in kept])[0]
    _damages()[chance.choice(("shorter", "one bit", "random"))](path, chance)
    _assert_next_is_clean(root, build, clean)


def _swap_kept(root: Path) -> None:
    """Every file there has what another had."""
    kept = [path for path in sorted((root / ".dvk").rglob("*")) if path.is_file()]
    contents = [path.read_bytes() for path in kept]
    for path, content in zip(kept, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)


def _make_file(root: Path) -> None:
    shutil.rmtree(root / ".dvk", ignore_errors=True)
    (root / ".dvk").write_text("", encoding="utf-8")


def _lead_nowhere(root: Path) -> None:
    shutil.rmtree(root / ".dvk", ignore_errors=True)
    (root / ".dvk").symlink_to(root.with_name("not-mounted"))


@pytest.mark.parametrize("happens", [_swap_kept, _make_file, _lead_nowhere])
def test_what_was_kept_in_disorder_only_costs_time(
    happens: Callable[[Path], None], root: Path, build: Builder, clean: CleanBuilds
) -> None:
    happens(root)
    _assert_next_is_clean(root, build, clean)


@pytest.mark.parametrize(("event", "jobs"), [(0, "1"), (0, "2"), (300, "1")], ids=["read-only", "read-only 2", "full"])
def test_build_that_can_keep_nothing_is_right_and_so_is_the_next(
    event: int, jobs: str, root: Path, prepared: Prepared, build: Builder, clean: CleanBuilds
) -> None:
    done = _run(root, "refuse", event, root / ".dvk", "--jobs", jobs)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert tell_difference(read_tree(root / "site"), prepared.new) == ""
    _assert_next_is_clean(root, build, clean)


def test_full_disk_leaves_a_usable_site_and_is_told(
    root: Path, prepared: Prepared, build: Builder, clean: CleanBuilds
) -> None:
    done = _run(root, "refuse", round(0.4 * prepared.events["2"]), root, "--jobs", "2")
    assert done.returncode == 1
    assert "ổ đĩa đã đầy" in done.stderr
    _assert_usable(root, prepared)
    _assert_next_is_clean(root, build, clean)


# The same everywhere, and never older than the program


def test_order_in_memory_has_no_say(root: Path, clean: CleanBuilds) -> None:
    """Python orders sets anew in every process; neither the site nor what is kept may follow it."""
    for seed, figure in ((1, 43), (2, 44)):
        edit(root, {"data/models/ngo-sach.yml": (f"{figure - 1}/45 hộ quét ngõ", f"{figure}/45 hộ quét ngõ")})
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        subprocess.run(_command(root, "none", 0, root), cwd=ROOT, capture_output=True, env=environment, check=True)
        assert tell_difference(read_tree(root / "site"), clean(_order(root))[1]) == ""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program that may be changed."""
    for name in ("generator", "theme"):
        shutil.copytree(ROOT / name, tmp_path / "program" / name)
    return tmp_path / "program"


def _add_to_theme(program: Path) -> None:
    with (program / "theme/assets/css/base.css").open("a", encoding="utf-8") as file:
        file.write("/* mới */\n")
    with (program / "theme/templates/listing.html").open("a", encoding="utf-8") as file:
        file.write("<p>Mẫu mới</p>\n")


def _add_to_code(program: Path) -> None:
    """Days and numbers written in another way: nothing about the portal says so."""
    with (program / "generator/vietnamese.py").open("a", encoding="utf-8") as file:
        file.write("\n_before = format_number\n\n\ndef format_number(value):\n    return _before(value) + '\\u2009'\n")


def test_new_version_of_the_program_makes_everything_anew(root: Path, program: Path, tmp_path: Path) -> None:
    changes: Sequence[Callable[[Path], None]] = (lambda _: None, _add_to_theme, _add_to_code)
    seen = []
    for number, change in enumerate(changes):
        change(program)
        fresh = tmp_path / f"fresh-{number}"
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".dvk", "site"))
        _build_with(program, root, fresh)
        seen.append(read_tree(root / "site"))
        assert tell_difference(seen[-1], read_tree(fresh / "site")) == ""
    assert all(one != other for one, other in pairwise(seen))


def _build_with(program: Path, *roots: Path) -> None:
    """Build portals, all at once, with a copy of the program."""
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [subprocess.Popen(_command(root, "none", 0, root), cwd=program, env=path) for root in roots]
    assert [process.wait(timeout=PATIENCE_S) for process in started] == [0] * len(roots)
