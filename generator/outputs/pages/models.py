"""One page for each recognised model."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library import address_of
from generator.portal import Artifact, Portal
from generator.records.campaign import AppliesTo
from generator.records.model import Model
from generator.vietnamese import format_day


def render(portal: Portal) -> Iterator[Artifact]:
    for model in portal.library.recognised:
        yield render_model(portal, model)


def render_model(portal: Portal, model: Model) -> Artifact:
    library = portal.library
    origin = library.model(model.replicated_from) if model.replicated_from else None
    return portal.page(
        address_of(model),
        "model.html",
        title=model.name,
        description=model.summary,
        source=model.file,
        sample=model.sample,
        kind="article",
        photo=f"anh/{model.photos[0].file}" if model.photos else None,
        model=model,
        unit=library.unit(model.unit),
        field=library.field(model.field),
        campaign=library.campaign(model.campaign),
        facts=list_facts(portal, model),
        copied_from=origin,
        replicas=library.replicas_of(model),
        exemplars=library.exemplars_of(model),
        stories=library.stories_of(model),
        related=library.related_to(model),
        criteria=pair_criteria(portal, model),
    )


def pair_criteria(portal: Portal, model: Model) -> list[tuple[int, str, str | None]]:
    """Each criterion of the model's campaign with the evidence for it: (number, criterion, evidence)."""
    campaign = portal.library.campaign(model.campaign)
    items = next((one.items for one in campaign.criteria if one.applies_to is AppliesTo.MODEL), ())
    evidence = {one.criterion: one.text for one in model.evidence}
    return [(number, item.text, evidence.get(number)) for number, item in enumerate(items, start=1)]


def list_facts(portal: Portal, model: Model) -> list[tuple[str, str | None]]:
    """What the register says of a model: (label, words); None where it says nothing."""
    campaign = portal.library.campaign(model.campaign)
    return [
        ("Chủ thể thực hiện", f"{model.implementer} ({model.subject.label.lower()})"),
        ("Nội dung", model.theme),
        ("Nguồn gốc", model.origin.label),
        ("Kế hoạch", campaign.short_title),
        ("Đăng ký", format_day(model.registered_on)),
        ("Ra mắt", format_day(model.launched_on) if model.launched_on else None),
        ("Nguồn số liệu", model.source),
        ("Cập nhật", format_day(model.updated)),
    ]
