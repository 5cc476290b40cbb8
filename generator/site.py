"""The site as a whole: batches made where something changed, links verified, the result published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

import msgspec

from generator.ledger import Ledger, Lot, Row, Site
from generator.making import Result, Task, is_current, make_batch, make_numbered
from generator.meter import Listener
from generator.output import Batch
from generator.outputs import declare_sitemap
from generator.portal import Portal
from generator.problems import Location, Problem, has_errors, sort_problems
from generator.publish import (
    complete,
    find_changed,
    find_strangers,
    folders_of,
    is_replaced,
    move_in,
    staging_for,
    stamp_folders,
    still_there,
    swap_in,
)
from generator.sightings import Sighting
from generator.stopwatch import Stopwatch
from generator.verify import BuiltSite, Sights, find_dead_links
from generator.workers import aside, work_through

# So many outputs are worth the start of other processes.
MANY = 3000


class Built(msgspec.Struct, frozen=True):
    """What `build` did: every problem, the number of files of the site (0 with errors) and of those written anew.

    `seconds` by stage, added up over all processes; `took` is what a clock on the wall shows.
    """

    problems: tuple[Problem, ...]
    files: int = 0
    pages: int = 0
    fresh: int = 0
    seconds: dict[str, float] = {}
    took: float = 0.0

    @property
    def ok(self) -> bool:
        return not has_errors(self.problems)


class Standing:
    """How the site stands: what the last build tells of it, and what is not as that build left it."""

    def __init__(self, site: Path, account: Site, ask: Callable[[], bytes]) -> None:
        self.site = site
        self.account = account
        self._ask = ask

    @cached_property
    def _changed(self) -> tuple[list[str], list[str]]:
        return msgspec.msgpack.decode(self._ask(), type=tuple[list[str], list[str]])

    @cached_property
    def changed_files(self) -> frozenset[str]:
        return frozenset(self._changed[0])

    @property
    def changed_folders(self) -> list[str]:
        return self._changed[1]


@contextmanager
def look_at_site(ledger: Ledger, site: Path, *, jobs: int, private: bool) -> Iterator[Standing]:
    """How `site` stands; another process asks thousands of files for their stamps, while this one reads records.

    A private site is as it was left: its files are not asked.
    """
    account = ledger.read_site()
    if private:
        yield Standing(site, account, lambda: msgspec.msgpack.encode(((), ())))
        return
    place = site.resolve()

    def look() -> bytes:
        files = {path: stamp for lot in account.lots.values() for path, stamp in lot.stamps.items()}
        return msgspec.msgpack.encode(find_changed(place, files, account.folders))

    many = sum(len(lot.stamps) for lot in account.lots.values()) >= MANY
    with aside(look, jobs=jobs if many else 1) as ask:
        yield Standing(site, account, ask)


def make_site(
    portal: Portal,
    ledger: Ledger,
    standing: Standing,
    found: Iterable[Problem],
    *,
    jobs: int,
    watch: Stopwatch,
    tell: Listener,
) -> Built:
    """Every file of the site: made where it changed, staged, verified and published.

    `found` are the problems that are known already.
    """
    old = standing.account
    with staging_for(standing.site) as staging:
        task = Task(portal, staging, old.lots, standing.changed_files)
        made: list[Result] = []
        # All batches are declared while another process may still be at work on the prose.
        _ = task.batches
        with watch.stage("trang văn bản và khung"):
            portal.prose.wait()
        for result in _make_batches(task, jobs, tell):
            if result.problem is not None:
                return Built(sort_problems([*found, result.problem]))
            made.append(result)
            watch.add(result.seconds)
        known = {**old.lots, **{result.name: result.lot for result in made}}
        # In the order of batches, so that of two files at one address the same is told of, whichever is new.
        lots = {name: known[name] for name in (*_names(task, range(len(task.batches))), made[-1].name)}
        with watch.stage("kiểm tra liên kết"):
            problems = sort_problems([*found, *_verify(task, lots, made)])
        if has_errors(problems):
            return Built(problems)
        with watch.stage("thay cổng cũ"):
            _publish(task, ledger, standing, lots, made)
    portal.workshop.cache.forget_unused({name for lot in lots.values() for name in lot.pieces})
    paths = [path for lot in lots.values() for path in lot.stamps]
    pages = sum(path.endswith(".html") for path in paths)
    return Built(problems, len(paths), pages, sum(len(one.fresh) for one in made), watch.seconds, watch.took)


def _make_batches(task: Task, jobs: int, tell: Listener) -> Iterator[Result]:
    """What came of every batch in which something may have changed, and last of the sitemap."""
    changed = [number for number, (_, batch) in enumerate(task.batches) if not is_current(task, batch)]
    # At the end one process waits for another: the last batches should be short ones. Those that are always declared
    # are few, and some take long; the longest go to another process, so that this one can hand out the rest.
    changed.sort(key=lambda number: _turn_of(task.batches[number][1]))
    outputs = sum(len(task.lots[name].stamps) if name in task.lots else MANY for name in _names(task, changed))
    listed = {name: lot.listed for name, lot in task.lots.items()}
    results = work_through(make_numbered, task, changed, jobs=jobs if outputs >= MANY else 1)
    sizes = [task.batches[number][1].size for number in changed]
    for done, result in zip(accumulate(sizes), results, strict=True):
        tell("Dựng trang", done, sum(sizes))
        listed[result.name] = result.lot.listed
        yield result
    pages = [path for _, batch in task.batches for path in listed.get(batch.name, ())]
    yield make_batch(task, *declare_sitemap(task.portal, pages))


def _turn_of(batch: Batch) -> tuple[bool, int]:
    return batch.needs is not None and batch.size < MANY, -batch.size


def _names(task: Task, numbers: Sequence[int]) -> list[str]:
    return [task.batches[number][1].name for number in numbers]


def _verify(task: Task, lots: Mapping[str, Lot], made: list[Result]) -> Iterator[Problem]:
    """Two files at one address, and dead links: in new files, everywhere when something they may lead to is gone."""
    owners: dict[str, str] = {}
    twice = [(path, one.name) for one in made for path in one.twice]
    for name, lot in lots.items():
        twice += [(path, name) for path in lot.stamps.keys() & owners.keys()]
        owners |= {path: name for path in lot.stamps if path not in owners}

    @cache
    def rows_of(name: str) -> Mapping[str, Row]:
        return lots[name].rows

    def look(path: str) -> tuple[Sighting, str | None]:
        row = rows_of(owners[path])[path]
        return row.sighting, row.source

    for path, name in twice:
        at = Location(rows_of(name)[path].source or f"site/{path}")
        wrong = f"địa chỉ /{path.removesuffix('index.html')} đã có trang hay tệp khác dùng."
        yield Problem(at, "same-address", wrong, "đổi tên tệp, hoặc bỏ mã cũ trùng với nó.")
    portal, settings = task.portal, task.portal.settings
    site = BuiltSite(portal.workshop.root, owners, look, portal.prose.sightings, settings.base, settings.root_path)
    lost = any(one.lost for one in made) or not task.lots.keys() <= lots.keys()
    notes = [Sights().note((path, look(path)[0]) for path in owners)] if lost else [one.notes for one in made]
    for one in notes:
        yield from find_dead_links(site, one)


def _publish(task: Task, ledger: Ledger, standing: Standing, lots: dict[str, Lot], made: list[Result]) -> None:
    """Keep the account first: whatever interrupts, the next build sees which files are not what it says."""
    site, old, fresh = standing.site.resolve(), standing.account, [path for one in made for path in one.fresh]
    paths = {path for lot in lots.values() for path in lot.stamps}
    kept = paths.difference(fresh)
    gone = {path for lot in old.lots.values() for path in lot.stamps} - paths
    gone.update(find_strangers(site, standing.changed_folders, paths))
    if old.gone:
        # What a stranger left behind may have become a folder of the site since.
        gone.update(path for path in still_there(site, old.gone) if path not in paths | folders_of(paths))
    if not fresh and not gone:
        return
    if is_replaced(site, fresh, kept, gone):
        complete(task.staging, site, kept)
        ledger.keep_site(Site(lots=lots, folders=stamp_folders(task.staging, paths)))
        swap_in(task.staging, site)
    else:
        # What is moved in changes the stamps of its folders: they will be looked into the next time.
        folders = old.folders | dict.fromkeys(folders_of((*fresh, *gone)), 0)
        ledger.keep_site(Site(lots=lots, folders=folders, gone=tuple(sorted(gone))))
        move_in(task.staging, site, fresh, gone)
