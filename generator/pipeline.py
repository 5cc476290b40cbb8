"""The whole flow on one screen: load, validate, join, render, verify, publish."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from jinja2 import TemplateError

from generator.cache import Cache
from generator.library import Library
from generator.loading import load_records
from generator.outputs import render_all
from generator.overrides import check_overrides, explain_failure
from generator.portal import Portal, make_templates
from generator.problems import Problem, has_errors, sort_problems
from generator.prose import build_prose
from generator.publish import check_target, staging_for, swap_in, write_artifact
from generator.records.collection import Records
from generator.rules import check_records
from generator.rules.links import check_links
from generator.settings import Settings, read_settings
from generator.sources.pictures import Pictures, read_pictures
from generator.stopwatch import Stopwatch
from generator.theme import theme_of
from generator.verify import LinkChecker


@dataclass(frozen=True)
class Checked:
    """What `check` found. `settings` is None when site_config.yml cannot be read."""

    settings: Settings | None
    records: Records
    pictures: Pictures
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        return self.settings is not None and not has_errors(self.problems)


@dataclass(frozen=True)
class Built:
    """What `build` did: every problem, the number of files written (0 with errors), seconds by stage."""

    problems: tuple[Problem, ...]
    files: int = 0
    pages: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not has_errors(self.problems)


def check(config: Path) -> Checked:
    """All problems of the portal whose settings are `config`; writes nothing."""
    settings, problems = read_settings(config)
    root = config.parent
    loaded = load_records(root)
    pictures, picture_problems = read_pictures(root)
    problems += [*loaded.problems, *picture_problems]
    problems += check_records(loaded.records, pictures, loaded.unread)
    problems += check_links(loaded.records, pictures, loaded.unread, settings)
    problems += check_overrides(root)
    return Checked(settings, loaded.records, pictures, sort_problems(problems))


def open_portal(checked: Checked, root: Path, today: date) -> Portal:
    """The portal of clean records, ready to render."""
    assert checked.settings is not None
    records = checked.records if checked.settings.show_samples else checked.records.without_samples()
    theme = theme_of(root)
    prose = build_prose(records.pages.values(), checked.settings, theme)
    return Portal(
        root=root,
        settings=checked.settings,
        library=Library(records),
        prose=prose,
        pictures=checked.pictures,
        theme=theme,
        today=today,
        cache=Cache(root / ".dvk" / "cache"),
        templates=make_templates(theme),
    )


def build(config: Path, site: Path, *, today: date, base: str | None = None) -> Built:
    """Build the portal of `config` into `site`; with an error nothing is written.

    `base` stands in for the published address in a preview.
    """
    root = config.parent
    refused = check_target(site, root)
    if refused is not None:
        return Built((refused,))
    watch = Stopwatch()
    with watch.stage("kiểm tra dữ liệu"):
        checked = check(config)
    if not checked.ok:
        return Built(checked.problems)
    if base is not None and checked.settings is not None:
        checked = replace(checked, settings=checked.settings.model_copy(update={"url": base}))
    try:
        return _render(checked, root, site, today=today, watch=watch)
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # A template of the portal's own may do anything; what goes wrong in ours is our bug.
        problem = explain_failure(error, root)
        if problem is None:
            raise
        return Built(sort_problems([*checked.problems, problem]))


def _render(checked: Checked, root: Path, site: Path, *, today: date, watch: Stopwatch) -> Built:
    """Every file of the site, staged, verified and swapped in."""
    with watch.stage("trang văn bản và khung"):
        portal = open_portal(checked, root, today)
    checker = LinkChecker(root, portal.settings.base, portal.root_path)
    files = pages = 0
    with staging_for(site) as staging:
        for artifact in render_all(portal, watch):
            with watch.stage("ghi tệp"):
                write_artifact(staging, artifact)
            with watch.stage("kiểm tra liên kết"):
                checker.see(artifact)
            files += 1
            pages += artifact.path.endswith(".html")
        problems = sort_problems([*checked.problems, *checker.problems()])
        if has_errors(problems):
            return Built(problems)
        with watch.stage("thay cổng cũ"):
            swap_in(staging, site)
    portal.cache.forget_unused()
    return Built(problems, files, pages, watch.seconds)
