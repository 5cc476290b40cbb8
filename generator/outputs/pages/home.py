"""The home page: what this is, the newest models, one story told large, progress, deadlines, forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.deadlines import next_due
from generator.output import Page
from generator.outputs.form_files import file_path
from generator.outputs.pages.progress import Bar, draw_bars
from generator.portal import Portal
from generator.records.brief import Brief
from generator.records.campaign import Campaign
from generator.records.form import FORMATS, Form

NEWEST = 5
LEAD_AMONG = 12
WANTED_FORMS = 4
UPCOMING_SHOWN = 5
# More than are shown: a reader who comes weeks after the build sees the next ones, not the past.
UPCOMING = 16
BARS = 4


def declare(portal: Portal) -> Iterator[Page]:
    library = portal.library
    page = library.pages.get("")
    newest = choose_newest(library.recognised)
    yield portal.page(
        "",
        "home.html",
        title=page.title if page else portal.settings.name,
        description=page.description if page else portal.settings.tagline,
        source=page.file if page else None,
        intro=portal.body_of(""),
        newest=library.cards(newest),
        recognised_count=len(library.recognised),
        has_samples=any(one.sample for one in newest),
        lead_story=library.story_card(library.stories[0]) if library.stories else None,
        progress=_progress(portal),
        upcoming=next_due(library, portal.today, UPCOMING),
        upcoming_shown=UPCOMING_SHOWN,
        forms=[(form, library.campaign(form.campaign), _list_files(form)) for form in _wanted_forms(portal)],
        field_counts=[(field, len(library.by_field.get(field.id, []))) for field in library.fields],
    )


def choose_newest(models: Sequence[Brief]) -> list[Brief]:
    """The newest models; the first of the newest dozen that has a photo leads, since it is shown large."""
    lead = next((one for one in models[:LEAD_AMONG] if one.photos), None)
    if lead is None:
        return list(models[:NEWEST])
    return [lead, *(one for one in models[:NEWEST] if one is not lead)][:NEWEST]


def _progress(portal: Portal) -> list[tuple[Campaign, Sequence[Bar]]]:
    """The whole period and the latest year with a count, for each campaign that has models."""
    rows: list[tuple[Campaign, Sequence[Bar]]] = []
    for register in portal.registers:
        bars = draw_bars(portal.library, register)
        latest = max((one.progress.year for one in bars if one.progress.count), default=None)
        if register.models and latest is not None:
            rows.append((register.campaign, [one for one in bars if one.progress.year == latest][:BARS]))
    return rows


def _wanted_forms(portal: Portal) -> list[Form]:
    """One form of each task first, then the others; only forms in use that have a paper."""
    everything = (one for campaign in portal.library.campaigns for one in portal.library.forms_of(campaign))
    forms = [one for one in everything if one.has_paper and one.is_current]
    first = {form.tasks[0]: form for form in reversed(forms)}
    chosen = {form.id for form in first.values()}
    return [*first.values(), *(form for form in forms if form.id not in chosen)][:WANTED_FORMS]


def _list_files(form: Form) -> list[tuple[str, str]]:
    """Shape: [("Word", address), …]."""
    return [(FORMATS[suffix], file_path(form, suffix)) for suffix in form.formats]
