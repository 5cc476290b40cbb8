"""du-lieu/: every fact that may be public, as JSON, CSV and Excel, with its schema. Source: CONTRACT."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.library import address_of
from generator.outputs.form_files import draw_files, file_path
from generator.outputs.tables import Cell, write_csv, write_xlsx
from generator.portal import Artifact, Portal
from generator.records.campaign import Campaign, Deadline, Document, Dossier, Target
from generator.records.collection import ALL_TYPES
from generator.records.form import FORMATS, Form
from generator.records.model import Model
from generator.records.story import Story
from generator.schema import build_schema
from generator.vietnamese import count_words

Row = dict[str, Any]


def render(portal: Portal) -> Iterator[Artifact]:
    library = portal.library
    models = [model_row(portal, one) for one in sorted(library.recognised, key=lambda m: m.id)]
    yield _json("campaigns", [campaign_row(portal, one) for one in sorted(library.campaigns, key=lambda c: c.id)])
    yield _json("models", models)
    yield _json("stories", [story_row(portal, one) for one in sorted(library.stories, key=lambda s: s.id)])
    forms = sorted(library.records.forms.values(), key=lambda f: f.id)
    yield _json("forms", [form_row(portal, one) for one in forms])
    flat = [_flatten(row) for row in models]
    header = list(_flatten(_EMPTY_MODEL))
    rows: list[Sequence[Cell]] = [[row[name] for name in header] for row in flat]
    yield Artifact("du-lieu/models.csv", write_csv(header, rows))
    yield Artifact("du-lieu/models.xlsx", write_xlsx("Mô hình “Dân vận khéo” được công nhận", header, rows))
    for kind in ALL_TYPES:
        name = kind.__name__.lower()
        yield Artifact(f"du-lieu/schema/{name}.json", _dump(build_schema(kind, portal.settings.base)))


def _json(name: str, rows: Sequence[Row]) -> Artifact:
    return Artifact(f"du-lieu/{name}.json", _dump(rows))


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def campaign_row(portal: Portal, campaign: Campaign) -> Row:
    return {
        "id": campaign.id,
        "title": campaign.title,
        "url": portal.settings.base + address_of(campaign),
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
        "story_rules": campaign.story_rules.model_dump(mode="json") if campaign.story_rules else None,
        "initiatives": [{"text": one.text, "field": one.field} for one in campaign.initiatives],
        "forms": [one.id for one in portal.library.forms_of(campaign)],
        "remarks": [one.text for one in campaign.remarks],
        "source": campaign.document.source,
        "sample": campaign.sample,
    }  # fmt: skip


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


def model_row(portal: Portal, model: Model) -> Row:
    recognition = model.recognition
    assert recognition is not None
    return {
        "id": model.id,
        "name": model.name,
        "url": portal.settings.base + address_of(model),
        "campaign": model.campaign,
        "field": model.field,
        "subject": str(model.subject),
        "implementer": model.implementer,
        "unit": model.unit,
        "origin": str(model.origin),
        "replicated_from": model.replicated_from,
        "year": model.year,
        "recognition": {
            "level": str(recognition.level),
            "authority": recognition.authority,
            "decision": recognition.decision,
            "date": _iso(recognition.date),
        },
        "summary": model.summary,
        "sample": model.sample,
        "updated": _iso(model.updated),
    }


_EMPTY_MODEL: Row = {
    **dict.fromkeys(("id", "name", "url", "campaign", "field", "subject", "implementer", "unit", "origin")),
    **dict.fromkeys(("replicated_from", "year")),
    "recognition": dict.fromkeys(("level", "authority", "decision", "date")),
    **dict.fromkeys(("summary", "sample", "updated")),
}


def _flatten(row: Mapping[str, Any]) -> dict[str, Cell]:
    """A row for a table: {"recognition": {"level": …}} → {"recognition_level": …}."""
    flat: dict[str, Cell] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat.update({f"{key}_{inner}": cell for inner, cell in value.items()})
        else:
            flat[key] = value
    return flat


def story_row(portal: Portal, story: Story) -> Row:
    base = portal.settings.base + address_of(story)
    return {
        "id": story.id,
        "title": story.title,
        "url": base,
        "exemplar": story.exemplar,
        "model": story.model,
        "campaign": story.campaign,
        "byline": story.byline,
        "words": count_words(story.body),
        "photos": len(story.photos),
        "published": _iso(story.published),
        "sample": story.sample,
    }


def form_row(portal: Portal, form: Form) -> Row:
    base = portal.settings.base
    files = draw_files(portal, form)
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
        "source": form.source,
    }


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None
