"""Blank forms by campaign and by task, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from generator.deadlines import Appointment, appoint
from generator.library import address_of
from generator.output import Page, Workshop, card_path
from generator.outputs.form_files import draw_files, file_path, picture_size, stencil_path, stencils_of
from generator.outputs.pages.landing import declare_landing
from generator.portal import Portal
from generator.records.campaign import Campaign, Task
from generator.records.form import FORMATS, PICTURE, Form
from generator.vietnamese import format_number, make_id


class Download(msgspec.Struct, frozen=True):
    """A file of a form: address, kind ("Word"), size in words ("38 KB")."""

    address: str
    suffix: str
    kind: str
    size: str


class Stencil(msgspec.Struct, frozen=True):
    """A file to fill in for a unit: address, the name it is saved under ("mau-1.docx"), kind ("Word")."""

    address: str
    name: str
    kind: str


class Picture(msgspec.Struct, frozen=True):
    """The picture of a form's first page: address, size in pixels."""

    address: str
    width: int
    height: int


class Job(msgspec.Struct, frozen=True):
    """A task and the forms for it: anchor ("dang-ky-mo-hinh"), name, forms with a paper first."""

    anchor: str
    task: Task
    forms: Sequence[Form]


def declare(portal: Portal) -> Iterator[Page]:
    library = portal.library
    by_campaign = [(one, found) for one in library.campaigns if (found := library.forms_of(one))]
    appointments = {
        form.id: appointments_of(form, campaign, portal.today) for campaign, found in by_campaign for form in found
    }
    yield declare_landing(
        portal,
        "bieu-mau",
        "forms.html",
        more=lay_out_landing,
        by_campaign=by_campaign,
        appointments=appointments,
    )
    for campaign, found in by_campaign:
        for form in found:
            yield _declare_form(portal, form, campaign, found, appointments[form.id])


def lay_out_landing(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The forms by task, the files of each with their sizes, the numbers of both."""
    rows = [(form, campaign) for campaign, found in context["by_campaign"] for form in found]
    downloads = {form.id: list_downloads(workshop, form, campaign) for form, campaign in rows}
    return {
        "jobs": list_jobs([form for form, _ in rows]),
        "plans": {campaign.id: campaign for campaign, _ in context["by_campaign"]},
        "downloads": downloads,
        "paper_count": sum(form.has_paper for form, _ in rows),
        "file_count": sum(len(found) for found in downloads.values()),
    }


def list_jobs(forms: Sequence[Form]) -> Sequence[Job]:
    """Each task for which there is a form in use."""
    rows = [(task, [form for form in forms if task in form.tasks and form.is_current]) for task in Task]
    return [
        Job(make_id(task.label), task, sorted(found, key=lambda form: (form.sample, not form.has_paper)))
        for task, found in rows
        if found
    ]


def _declare_form(
    portal: Portal, form: Form, campaign: Campaign, all_forms: Sequence[Form], appointments: Sequence[Appointment]
) -> Page:
    return portal.page(
        address_of(form),
        "form.html",
        title=form.full_title,
        description=form.summary,
        source=form.file,
        sample=form.sample,
        shared=card_path(address_of(form)),
        more=draw_paper,
        form=form,
        newer=portal.library.successor_of(form),
        campaign=campaign,
        appointments=appointments,
        siblings=[one for one in all_forms if one.id != form.id],
    )


def draw_paper(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The files to download with their sizes, those for a unit, the paper as it looks, the printed examples."""
    # This loads what writes documents, which takes longer than a whole rebuild may last.
    from generator.outputs.pages.paper import lay_out, lay_out_samples  # noqa: PLC0415

    form, campaign = context["form"], context["campaign"]
    return {
        "downloads": list_downloads(workshop, form, campaign),
        "stencils": [Stencil(stencil_path(form, one), f"{form.id}.{one}", FORMATS[one]) for one in stencils_of(form)],
        "years": range(campaign.period.start.year, campaign.period.end.year + 1),
        "paper": lay_out(form, campaign) if form.has_paper else None,
        "picture": Picture(file_path(form, PICTURE), *picture_size(form)) if form.has_paper else None,
        "samples": lay_out_samples(form),
    }


def appointments_of(form: Form, campaign: Campaign, today: date) -> Sequence[Appointment]:
    """The deadlines for which the form is sent, in the order of days."""
    wanted = [one for one in campaign.deadlines if form.id in one.forms or one.id == form.deadline]
    rows = [appoint(campaign, one, today) for one in wanted]
    return sorted(rows, key=lambda one: (one.day is None, one.day or date.max))


def list_downloads(workshop: Workshop, form: Form, campaign: Campaign) -> Sequence[Download]:
    rows = []
    for suffix, content in draw_files(workshop, form, campaign).items():
        size = f"{format_number(max(1, round(len(content) / 1024)))} KB"
        rows.append(Download(file_path(form, suffix), suffix, FORMATS[suffix], size))
    return rows
