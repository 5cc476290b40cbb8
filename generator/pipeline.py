"""The whole flow on one screen: load, validate, join, declare, make, verify, publish."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from generator.cache import Cache
from generator.ledger import FOLDER, Ledger, Lot, Reading, Row, Site
from generator.library import Library
from generator.loading import load_records
from generator.making import Result, Task, is_current, make_batch, make_numbered
from generator.memory import undisturbed
from generator.meter import Listener, keep_quiet
from generator.output import Workshop
from generator.outputs import declare_sitemap
from generator.overrides import FAILURES, check_overrides, explain_failure
from generator.portal import Portal
from generator.problems import Location, Problem, has_errors, sort_problems
from generator.program import digest_contents, digest_libraries, digest_program
from generator.prose import load_prose
from generator.publish import (
    check_target,
    complete,
    find_strangers,
    folders_of,
    is_replaced,
    move_in,
    staging_for,
    stamp_folders,
    swap_in,
)
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.rules import check_records
from generator.rules.links import check_links
from generator.settings import Settings, read_settings
from generator.shelves import SHELVES, clear_away
from generator.sightings import Sighting
from generator.sources.pictures import Pictures, read_pictures
from generator.stopwatch import Stopwatch
from generator.theme import theme_of
from generator.verify import BuiltSite, Sights, find_dead_links
from generator.workers import work_through

# So many outputs are worth the start of other processes.
MANY = 3000


class Checked(msgspec.Struct, frozen=True):
    """What `check` found. `settings` is None when site_config.yml cannot be read; `changed` counts the files read."""

    settings: Settings | None
    records: Records
    pictures: Pictures
    problems: tuple[Problem, ...]
    reading: Reading
    changed: int

    @property
    def ok(self) -> bool:
        return self.settings is not None and not has_errors(self.problems)


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


def check(
    config: Path, *, known: Reading | None = None, since: int = 0, jobs: int = 1, tell: Listener = keep_quiet
) -> Checked:
    """All problems of the portal whose settings are `config`; writes nothing.

    What is in `known` is not read again; see `load_records` for `since`.
    """
    settings, problems = read_settings(config)
    root = config.parent
    known = known or Reading()
    loaded = load_records(root, known.files, since=since, jobs=jobs, tell=tell)
    pictures, picture_problems, album = read_pictures(root, known.pictures, since)
    problems += [*loaded.problems, *picture_problems]
    problems += check_records(loaded.records, pictures, loaded.unread)
    problems += check_links(loaded.records, pictures, loaded.unread, settings)
    problems += check_overrides(root)
    reading = Reading(digest_program(), dict(loaded.memory), dict(album))
    changed = sum(known.files.get(file) is not kept for file, kept in loaded.memory.items())
    return Checked(settings, loaded.records, pictures, sort_problems(problems), reading, changed)


def open_portal(checked: Checked, root: Path, today: date) -> Portal:
    """The portal of clean records, ready to declare its outputs."""
    settings = checked.settings
    assert settings is not None
    records = checked.records if settings.show_samples else checked.records.without_samples()
    theme = theme_of(root)
    cache = Cache(root / FOLDER / "cache")
    prose = load_prose(records.pages.values(), settings, theme, cache)
    templates = digest_contents(theme.all("templates"))
    workshop = Workshop(root, settings, theme, prose.shells, cache, digest_program(), digest_libraries(), templates)
    digests = {name: seen.digest for name, seen in checked.reading.pictures.items()}
    return Portal(Library(records, checked.pictures), prose, digests, today, workshop)


def build(
    config: Path,
    site: Path,
    *,
    today: date,
    base: str | None = None,
    jobs: int = 1,
    tell: Listener = keep_quiet,
) -> Built:
    """Build the portal of `config` into `site`; with an error nothing is written.

    `base` stands in for the published address in a preview; `jobs` is the number of processes;
    `tell` hears how far the build is.
    """
    root = config.parent
    refused = check_target(site, root)
    if refused is not None:
        return Built((refused,))
    watch = Stopwatch()
    ledger = Ledger(root, site)
    with watch.stage("kiểm tra dữ liệu"), undisturbed():
        checked = _check_changes(config, ledger, jobs, tell)
    if not checked.ok or checked.settings is None:
        return Built(checked.problems)
    if base is not None:
        checked = msgspec.structs.replace(checked, settings=checked.settings.model_copy(update={"url": base}))
    with watch.stage("trang văn bản và khung"):
        portal = _try_to_open(checked, root, today)
    if isinstance(portal, Problem):
        return Built(sort_problems([*checked.problems, portal]))
    # The records are joined; what else was read of them would only fill the memory of every process.
    checked.reading.files.clear()
    # What was read stays until the end: nobody need look through it for garbage, and processes can share it.
    gc.freeze()
    try:
        return _make_site(portal, checked, ledger, site, jobs, watch, tell)
    finally:
        gc.unfreeze()


def _check_changes(config: Path, ledger: Ledger, jobs: int, tell: Listener) -> Checked:
    """What `check` finds, reading only what changed since the last build; kept for the next one."""
    known = ledger.read_reading(digest_program())
    checked = check(config, known=known, since=ledger.time_on_disk(), jobs=jobs, tell=tell)
    new = checked.reading
    if checked.ok and (checked.changed or len(known.files) != len(new.files) or known.pictures != new.pictures):
        ledger.keep_reading(new)
    if not checked.ok:
        _clear_shelves(config.parent, (kept.entry.brief for kept in known.files.values()))
    return checked


def _clear_shelves(root: Path, briefs: Iterable[Brief | None]) -> None:
    """Keep only the whole models that a later build may take."""
    clear_away(root / SHELVES, (one.place.shelf for one in briefs if one is not None and one.place is not None))


def _try_to_open(checked: Checked, root: Path, today: date) -> Portal | Problem:
    """The portal, or the mistake in its own frame that keeps it from being built."""
    try:
        return open_portal(checked, root, today)
    except FAILURES as error:
        problem = explain_failure(error, root)
        if problem is None:
            raise
        return problem


def _make_site(
    portal: Portal, checked: Checked, ledger: Ledger, site: Path, jobs: int, watch: Stopwatch, tell: Listener
) -> Built:
    """Every file of the site: made where it changed, staged, verified and published."""
    old = ledger.read_site()
    with staging_for(site) as staging:
        task = Task(portal, site.resolve(), staging, old.lots)
        made: list[Result] = []
        for result in _make_batches(task, jobs, tell):
            if result.problem is not None:
                return Built(sort_problems([*checked.problems, result.problem]))
            made.append(result)
            watch.add(result.seconds)
        known = {**old.lots, **{result.name: result.lot for result in made}}
        # In the order of batches, so that of two files at one address the same is told of, whichever is new.
        lots = {name: known[name] for name in (*_names(task, range(len(task.batches))), made[-1].name)}
        with watch.stage("kiểm tra liên kết"):
            problems = sort_problems([*checked.problems, *_verify(task, lots, made)])
        if has_errors(problems):
            return Built(problems)
        with watch.stage("thay cổng cũ"):
            _publish(task, ledger, old, lots, made)
    _clear_shelves(portal.workshop.root, checked.records.models.values())
    portal.workshop.cache.forget_unused({name for lot in lots.values() for name in lot.pieces})
    paths = [path for lot in lots.values() for path in lot.stamps]
    pages = sum(path.endswith(".html") for path in paths)
    return Built(problems, len(paths), pages, sum(len(one.fresh) for one in made), watch.seconds, watch.took)


def _make_batches(task: Task, jobs: int, tell: Listener) -> Iterator[Result]:
    """What came of every batch in which something may have changed, and last of the sitemap."""
    changed = [number for number, (_, batch) in enumerate(task.batches) if not is_current(task, batch)]
    outputs = sum(len(task.lots[name].stamps) if name in task.lots else MANY for name in _names(task, changed))
    listed = {name: lot.listed for name, lot in task.lots.items()}
    results = work_through(make_numbered, task, changed, jobs=jobs if outputs >= MANY else 1)
    for done, result in enumerate(results, start=1):
        tell("Dựng trang", done, len(changed))
        listed[result.name] = result.lot.listed
        yield result
    pages = [path for _, batch in task.batches for path in listed.get(batch.name, ())]
    yield make_batch(task, *declare_sitemap(task.portal, pages))


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


def _publish(task: Task, ledger: Ledger, old: Site, lots: dict[str, Lot], made: list[Result]) -> None:
    """Keep the account first: whatever interrupts, the next build sees which files are not what it says."""
    site, fresh = task.site, [path for one in made for path in one.fresh]
    paths = {path for lot in lots.values() for path in lot.stamps}
    kept = paths.difference(fresh)
    gone = {path for lot in old.lots.values() for path in lot.stamps} - paths
    gone.update(find_strangers(site, old.folders, paths))
    if old.gone:
        # What a stranger left behind may have become a folder of the site since.
        gone.update(set(old.gone) - paths - folders_of(paths))
    if not fresh and not gone:
        return
    if is_replaced(site, fresh, kept, gone):
        complete(task.staging, site, kept)
        ledger.keep_site(Site(lots, stamp_folders(task.staging, paths)))
        swap_in(task.staging, site)
    else:
        # What is moved in changes the stamps of its folders: they will be looked into the next time.
        folders = old.folders | dict.fromkeys(folders_of((*fresh, *gone)), 0)
        ledger.keep_site(Site(lots, folders, tuple(sorted(gone))))
        move_in(task.staging, site, fresh, gone)
