"""du-lieu/: every fact that may be public, as JSON, CSV and Excel, with its schema. Source: CONTRACT."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from generator.library import address_of
from generator.output import File, Workshop
from generator.outputs.form_files import draw_files, file_path
from generator.outputs.model_exports import models_csv, models_json, models_xlsx
from generator.portal import Portal
from generator.records.campaign import Campaign, Deadline, Document, Dossier, Target
from generator.records.collection import ALL_TYPES
from generator.records.form import FORMATS, Form
from generator.records.part import Part, fields_of
from generator.records.story import Story
from generator.rolls import Roll, enrol
from generator.schema import build_schema
from generator.vietnamese import count_words

Row = dict[str, Any]


def declare(portal: Portal) -> Iterator[File]:
    library = portal.library
    models = (enrol(sorted(library.recognised, key=attrgetter("id"))),)
    campaigns = sorted(library.campaigns, key=lambda c: c.id)
    rows = tuple((one, tuple(form.id for form in library.forms_of(one))) for one in campaigns)
    forms = sorted(library.records.forms.values(), key=lambda f: f.id)
    yield File("du-lieu/campaigns.json", draw_campaigns, rows)
    yield File("du-lieu/models.json", draw_models_json, models)
    yield File("du-lieu/stories.json", draw_stories, tuple(sorted(library.stories, key=lambda s: s.id)))
    yield File("du-lieu/forms.json", draw_forms, tuple((one, library.campaign(one.campaign)) for one in forms))
    yield File("du-lieu/models.csv", draw_models_csv, models)
    yield File("du-lieu/models.xlsx", draw_models_xlsx, models)
    for kind in ALL_TYPES:
        yield File(f"du-lieu/schema/{kind.__name__.lower()}.json", draw_schema, (kind.__name__,))


def draw_campaigns(workshop: Workshop, *rows: tuple[Campaign, tuple[str, ...]]) -> bytes:
    return _dump([campaign_row(workshop.settings.base, one, forms) for one, forms in rows])


def draw_stories(workshop: Workshop, *stories: Story) -> bytes:
    return _dump([story_row(workshop.settings.base, one) for one in stories])


def draw_forms(workshop: Workshop, *rows: tuple[Form, Campaign]) -> bytes:
    return _dump([form_row(workshop, form, campaign) for form, campaign in rows])


def draw_models_json(workshop: Workshop, roll: Roll) -> Iterator[bytes]:
    return models_json(workshop.cache, workshop.settings.base, roll.models)


def draw_models_csv(workshop: Workshop, roll: Roll) -> Iterator[bytes]:
    return models_csv(workshop.cache, workshop.settings.base, roll.models)


def draw_models_xlsx(workshop: Workshop, roll: Roll) -> Iterator[bytes]:
    return models_xlsx(workshop.cache, workshop.settings.base, roll.models)


def draw_schema(workshop: Workshop, name: str) -> bytes:
    kind = next(one for one in ALL_TYPES if one.__name__ == name)
    return _dump(build_schema(kind, workshop.settings.base))


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def campaign_row(base: str, campaign: Campaign, forms: Sequence[str]) -> Row:
    return {
        "id": campaign.id,
        "title": campaign.title,
        "url": base + address_of(campaign),
        "locality": campaign.locality,
        "city": campaign.city,
        "issuer": campaign.issuer,
        "document": _document_row(campaign.document),
        "period": {"start": _iso(campaign.period.start), "end": _iso(campaign.period.end)},
        "parents": [one.text for one in campaign.parents],
        "fields": [
            {"id": one.field, "name": one.name, "themes": [f"{theme.title}: {theme.text}" for theme in one.themes]}
            for one in campaign.fields
        ],
        "purposes": [one.text for one in campaign.purposes],
        "implementers": [one.text for one in campaign.implementers],
        "targets": [_target_row(one) for one in campaign.targets],
        "counting_rules": [one.text for one in campaign.counting_rules],
        "directions": [one.text for one in campaign.directions],
        "deadlines": [_deadline_row(one) for one in campaign.deadlines],
        "steps": [{"title": one.title, "text": one.text} for one in campaign.steps],
        "criteria": [
            {"applies_to": str(one.applies_to), "items": [item.text for item in one.items]} for one in campaign.criteria
        ],
        "appraisal_steps": [one.text for one in campaign.appraisal_steps],
        "dossier": _dossier_row(campaign.dossier),
        "principles": [one.text for one in campaign.principles],
        "recognition": [one.text for one in campaign.recognition],
        "report_outline": [one.text for one in campaign.report_outline],
        "story_rules": _everything(campaign.story_rules),
        "initiatives": [{"text": one.text, "field": one.field} for one in campaign.initiatives],
        "forms": list(forms),
        "remarks": [one.text for one in campaign.remarks],
        "source": campaign.document.source,
        "sample": campaign.sample,
    }  # fmt: skip


def _everything(value: object) -> Any:
    """All fields of a part, and of the parts in it."""
    if isinstance(value, tuple):
        return [_everything(one) for one in value]
    return (
        {name: _everything(getattr(value, name)) for name in fields_of(type(value))}
        if isinstance(value, Part)
        else value
    )


def _document_row(document: Document) -> Row:
    return {
        "kind": document.kind,
        "number": document.number,
        "printed_number": document.printed_number,
        "date": _iso(document.date),
        "printed_date": document.printed_date,
    }


def _target_row(target: Target) -> Row:
    return {
        "id": target.id,
        "text": target.text,
        "value": target.value,
        "unit": target.unit,
        "scope": target.scope,
        "at_least": target.at_least,
        "year": target.year,
        "source": target.source,
    }


def _dossier_row(dossier: Dossier | None) -> Row:
    if dossier is None:
        return {"items": [], "copies": None}
    return {"items": [one.text for one in dossier.items], "copies": dossier.copies}


def _deadline_row(deadline: Deadline) -> Row:
    return {
        "id": deadline.id,
        "date": _iso(deadline.date),
        "yearly": deadline.yearly,
        "printed": deadline.printed,
        "text": deadline.text,
        "sender": deadline.sender,
        "recipient": deadline.recipient,
        "forms": list(deadline.forms),
        "before": deadline.before,
        "warning": deadline.warning,
        "source": deadline.source,
    }


def story_row(base: str, story: Story) -> Row:
    return {
        "id": story.id,
        "title": story.title,
        "url": base + address_of(story),
        "exemplar": story.exemplar,
        "model": story.model,
        "campaign": story.campaign,
        "byline": story.byline,
        "words": count_words(story.body),
        "photos": len(story.photos),
        "published": _iso(story.published),
        "sample": story.sample,
    }


def form_row(workshop: Workshop, form: Form, campaign: Campaign) -> Row:
    base = workshop.settings.base
    files = draw_files(workshop, form, campaign)
    return {
        "id": form.id,
        "campaign": form.campaign,
        "number": form.number,
        "title": form.title,
        "url": base + address_of(form),
        "files": {one: base + file_path(form, one) if one in files else None for one in FORMATS},
        "due": form.due,
        "status": str(form.status),
        "sha256": {one: hashlib.sha256(files[one]).hexdigest() if one in files else None for one in FORMATS},
        "tasks": [str(one) for one in form.tasks],
        "version": form.version,
        "superseded_by": form.superseded_by,
        "source": form.source,
    }


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None
