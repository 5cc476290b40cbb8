"""Blank forms by campaign and by task, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.deadlines import Appointment, appoint
from generator.library import address_of
from generator.outputs.form_files import draw_files, file_path
from generator.outputs.forms.layout import HeaderCell, header_grid, lay_out
from generator.outputs.forms.rules import Style
from generator.outputs.pages.landing import render_landing
from generator.portal import Artifact, Portal
from generator.records.campaign import Task
from generator.records.form import FORMATS, Form, leaf_columns
from generator.vietnamese import format_number, make_id

# On the web the page's own type decides; only bold and italic of the layout count.
_PLAIN = Style(0)


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a form: address, kind ("Word"), size in words ("38 KB")."""

    address: str
    suffix: str
    kind: str
    size: str


@dataclass(frozen=True, slots=True)
class Samples:
    """The rows that a document prints as examples, below the head of their own table."""

    header: tuple[tuple[HeaderCell, ...], ...]
    groups: tuple[tuple[str | None, tuple[tuple[str, ...], ...]], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Job:
    """A task and the forms for it: anchor ("dang-ky-mo-hinh"), name, forms with a paper first."""

    anchor: str
    task: Task
    forms: Sequence[Form]


def render(portal: Portal) -> Iterator[Artifact]:
    library = portal.library
    forms = [form for campaign in library.campaigns for form in library.forms_of(campaign)]
    downloads = {form.id: list_downloads(portal, form) for form in forms}
    yield render_landing(
        portal,
        "bieu-mau",
        "forms.html",
        jobs=list_jobs(forms),
        by_campaign=[(one, found) for one in library.campaigns if (found := library.forms_of(one))],
        downloads=downloads,
        appointments={form.id: appointments_of(portal, form) for form in forms},
        paper_count=sum(form.has_paper for form in forms),
        file_count=sum(len(found) for found in downloads.values()),
    )
    for form in forms:
        yield _render_form(portal, form, downloads[form.id])


def list_jobs(forms: Sequence[Form]) -> Sequence[Job]:
    """Each task for which there is a form."""
    rows = [(task, [form for form in forms if task in form.tasks]) for task in Task]
    return [
        Job(make_id(task.label), task, sorted(found, key=lambda form: (form.sample, not form.has_paper)))
        for task, found in rows
        if found
    ]


def _render_form(portal: Portal, form: Form, downloads: list[Download]) -> Artifact:
    campaign = portal.library.campaign(form.campaign)
    return portal.page(
        address_of(form),
        "form.html",
        title=f"{form.number}: {form.title}" if form.number else form.title,
        description=form.summary,
        source=form.file,
        sample=form.sample,
        form=form,
        campaign=campaign,
        appointments=appointments_of(portal, form),
        downloads=downloads,
        paper=lay_out(form, campaign) if form.has_paper else None,
        samples=lay_out_samples(form),
        siblings=[one for one in portal.library.forms_of(campaign) if one.id != form.id],
    )


def appointments_of(portal: Portal, form: Form) -> Sequence[Appointment]:
    """The deadlines for which the form is sent, in the order of days."""
    campaign = portal.library.campaign(form.campaign)
    wanted = [one for one in campaign.deadlines if form.id in one.forms or one.id == form.deadline]
    rows = [appoint(campaign, one, portal.today) for one in wanted]
    return sorted(rows, key=lambda one: (one.day is None, one.day or date.max))


def lay_out_samples(form: Form) -> Samples | None:
    """The printed examples under the head of the table with as many columns; None where there are none."""
    if not form.examples:
        return None
    count = len(form.examples[0].cells)
    tables = (block.table for block in form.blocks if block.table)
    table = next(one for one in tables if len(list(leaf_columns(one.columns))) == count)
    sections = groupby(form.examples, lambda one: one.section)
    groups = tuple((section, tuple(one.cells for one in found)) for section, found in sections)
    return Samples(header_grid(table.columns, _PLAIN), groups, count)


def list_downloads(portal: Portal, form: Form) -> list[Download]:
    rows = []
    for suffix, content in draw_files(portal, form).items():
        size = f"{format_number(max(1, round(len(content) / 1024)))} KB"
        rows.append(Download(file_path(form, suffix), suffix, FORMATS[suffix], size))
    return rows
