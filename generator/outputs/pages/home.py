"""The home page: what this is, the newest models, one story told large, progress, deadlines, forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.deadlines import next_due
from generator.outputs.form_files import file_path
from generator.outputs.pages.progress import Bar, open_account
from generator.portal import Artifact, Portal
from generator.records.campaign import Campaign
from generator.records.form import FORMATS, Form
from generator.records.model import Model

NEWEST = 5
LEAD_AMONG = 12
WANTED_FORMS = 4
UPCOMING_SHOWN = 5
# More than are shown: a reader who comes weeks after the build sees the next ones, not the past.
UPCOMING = 16
BARS = 4


def render(portal: Portal) -> Iterator[Artifact]:
    library = portal.library
    page = library.pages.get("")
    upcoming = next_due(library, portal.today, UPCOMING)
    newest = choose_newest(library.recognised)
    yield portal.page(
        "",
        "home.html",
        title=page.title if page else portal.settings.name,
        description=page.description if page else portal.settings.tagline,
        source=page.file if page else None,
        intro=portal.body_of(""),
        newest=newest,
        has_samples=any(one.sample for one in newest),
        lead_story=library.stories[0] if library.stories else None,
        progress=_progress(portal),
        upcoming=upcoming,
        upcoming_shown=UPCOMING_SHOWN,
        forms=[(form, _list_files(form)) for form in _wanted_forms(portal)],
        field_counts=[(field, len(library.by_field.get(field.id, []))) for field in library.fields],
    )


def choose_newest(models: Sequence[Model]) -> list[Model]:
    """The newest models; the first of the newest dozen that has a photo leads, since it is shown large."""
    lead = next((one for one in models[:LEAD_AMONG] if one.photos), None)
    if lead is None:
        return list(models[:NEWEST])
    return [lead, *(one for one in models if one is not lead)][:NEWEST]


def _progress(portal: Portal) -> list[tuple[Campaign, Sequence[Bar]]]:
    """The whole period and the latest year with a count, for each campaign that has models."""
    rows: list[tuple[Campaign, Sequence[Bar]]] = []
    for campaign in portal.library.campaigns:
        account = open_account(portal, campaign)
        latest = max((one.progress.year for one in account.bars if one.progress.count), default=None)
        if account.registered and latest is not None:
            rows.append((campaign, [one for one in account.bars if one.progress.year == latest][:BARS]))
    return rows


def _wanted_forms(portal: Portal) -> list[Form]:
    """One form of each task first, then the others; only forms that have a paper."""
    forms = [one for campaign in portal.library.campaigns for one in portal.library.forms_of(campaign) if one.has_paper]
    first = list({form.tasks[0]: form for form in reversed(forms)}.values())
    rest = [form for form in forms if form not in first]
    return [*first, *rest][:WANTED_FORMS]


def _list_files(form: Form) -> list[tuple[str, str]]:
    """Shape: [("Word", address), …]."""
    return [(FORMATS[suffix], file_path(form, suffix)) for suffix in form.formats]
