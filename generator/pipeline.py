"""The whole flow on one screen: load, validate, join; `site` makes, verifies and publishes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import msgspec

from generator.cache import Cache
from generator.garbage import settled, undisturbed
from generator.ledger import FOLDER, Ledger, Reading
from generator.library import Library
from generator.loading import load_records
from generator.meter import Listener, keep_quiet
from generator.output import Workshop
from generator.overrides import FAILURES, check_overrides, explain_failure
from generator.portal import Portal
from generator.problems import Problem, has_errors, sort_problems
from generator.program import digest_contents, digest_libraries, digest_program
from generator.prose import HandOver, load_prose
from generator.publish import check_target
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.rules import check_records
from generator.rules.links import check_links
from generator.settings import Settings, digest_settings, keep_settings, read_settings, recall_settings
from generator.shelves import SHELVES, clear_away
from generator.site import Built, Standing, look_at_site, make_site
from generator.sources.pictures import Pictures, read_pictures
from generator.stopwatch import Stopwatch
from generator.theme import theme_of
from generator.workers import aside


class Checked(msgspec.Struct, frozen=True):
    """What `check` found. `settings` is None when site_config.yml cannot be read; `changed` counts the files read.

    Campaigns under review are published nowhere; `shows_drafts` is set for a preview.
    """

    settings: Settings | None
    records: Records
    pictures: Pictures
    problems: tuple[Problem, ...]
    reading: Reading
    changed: int
    shows_drafts: bool = False

    @property
    def ok(self) -> bool:
        return self.settings is not None and not has_errors(self.problems)


def check(
    config: Path, *, known: Reading | None = None, since: int = 0, jobs: int = 1, tell: Listener = keep_quiet
) -> Checked:
    """All problems of the portal whose settings are `config`; writes nothing.

    What is in `known` is not read again; see `load_records` for `since`.
    """
    known = known or Reading()
    seen = digest_settings(config)
    settings, problems = recall_settings(seen, known.settings) or read_settings(config)
    root = config.parent
    loaded = load_records(root, known.files, since=since, jobs=jobs, tell=tell)
    pictures, picture_problems, album = read_pictures(root, known.pictures, since)
    problems += [*loaded.problems, *picture_problems]
    problems += check_records(loaded.records, pictures, loaded.unread)
    problems += check_links(loaded.records, pictures, loaded.unread, settings)
    problems += check_overrides(root)
    reading = Reading(
        program=digest_program(),
        settings=keep_settings(seen, settings),
        files=dict(loaded.memory),
        pictures=dict(album),
    )
    changed = sum(known.files.get(file) is not kept for file, kept in loaded.memory.items())
    return Checked(settings, loaded.records, pictures, sort_problems(problems), reading, changed)


def open_portal(checked: Checked, root: Path, today: date, hand_over: HandOver = lambda work: work) -> Portal:
    """The portal of clean records, ready to declare its outputs; for `hand_over` see `load_prose`."""
    settings = checked.settings
    assert settings is not None
    records = checked.records if settings.show_samples else checked.records.without_samples()
    records = records if checked.shows_drafts else records.without_drafts()
    theme = theme_of(root)
    cache = Cache(root / FOLDER / "cache")
    prose = load_prose(records.pages.values(), settings, theme, cache, hand_over)
    templates = digest_contents(theme.all("templates"))
    workshop = Workshop(root, settings, theme, prose, cache, digest_program(), digest_libraries(), templates)
    digests = {name: seen.digest for name, seen in checked.reading.pictures.items()}
    return Portal(Library(records, checked.pictures), digests, today, workshop)


def build(
    config: Path,
    site: Path,
    *,
    today: date,
    base: str | None = None,
    private: bool = False,
    jobs: int = 1,
    tell: Listener = keep_quiet,
) -> Built:
    """Build the portal of `config` into `site`, in `jobs` processes; with an error nothing is written.

    In a preview `base` stands in for the published address, and the site is `private`: nobody else writes there;
    it also shows the campaigns under review.
    `tell` hears how far the build is.
    """
    root = config.parent
    refused = check_target(site, root)
    if refused is not None:
        return Built((refused,))
    watch, ledger = Stopwatch(), Ledger(root, site)
    with look_at_site(ledger, site, jobs=jobs, private=private) as standing:
        return _build_changes(config, ledger, standing, watch, today=today, base=base, jobs=jobs, tell=tell)


def _build_changes(
    config: Path,
    ledger: Ledger,
    standing: Standing,
    watch: Stopwatch,
    *,
    today: date,
    base: str | None,
    jobs: int,
    tell: Listener,
) -> Built:
    root = config.parent
    with watch.stage("kiểm tra dữ liệu"), undisturbed():
        known = ledger.read_reading(digest_program())
        checked = check(config, known=known, since=ledger.time_on_disk(), jobs=jobs, tell=tell)
    if not checked.ok or checked.settings is None:
        _clear_shelves(root, (kept.entry.brief for kept in known.files.values()))
        return Built(checked.problems)
    if base is not None:
        settings = msgspec.structs.replace(checked.settings, url=base)
        checked = msgspec.structs.replace(checked, settings=settings, shows_drafts=True)
    with ExitStack() as stack, settled():
        portal = open_portal(checked, root, today, lambda work: stack.enter_context(aside(work, jobs=jobs)))
        _keep_reading(ledger, known, checked)
        try:
            built = make_site(portal, ledger, standing, checked.problems, jobs=jobs, watch=watch, tell=tell)
        except FAILURES as error:
            problem = explain_failure(error, root)
            if problem is None:
                raise
            return Built(sort_problems([*checked.problems, problem]))
    if built.ok:
        _clear_shelves(root, checked.records.models.values())
    return built


def _keep_reading(ledger: Ledger, known: Reading, checked: Checked) -> None:
    """What was read is kept for the next build, if it is not what was known."""
    new = checked.reading
    same = (known.settings, known.pictures, len(known.files)) == (new.settings, new.pictures, len(new.files))
    if checked.changed or not same:
        ledger.keep_reading(new)
    # The records are joined; what else was read of them would only fill the memory of every process.
    known.files.clear()
    new.files.clear()


def _clear_shelves(root: Path, briefs: Iterable[Brief | None]) -> None:
    """Keep only the whole models that a later build may take."""
    clear_away(root / SHELVES, (one.place.shelf for one in briefs if one is not None and one.place is not None))
