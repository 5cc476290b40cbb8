"""What stands for a page where its address is shared (Open Graph): a card with its title, drawn when it is built."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.digests import digest_of
from generator.library import address_of, name_level
from generator.output import Made, Workshop, card_path
from generator.outputs.photos import open_photo
from generator.portal import Portal
from generator.records.brief import Brief
from generator.records.campaign import Campaign
from generator.records.field import Field
from generator.records.form import FORMATS, Form
from generator.records.story import Story
from generator.sections import SECTIONS
from generator.sightings import Sighting
from generator.vietnamese import format_day

# Changes whenever `card_drawing` or `lettering` does.
_RECIPE = "share card 1"
# The types of the pages; those of the forms stand in for letters that the first lack, or where WOFF2 cannot be read.
_SERIF = ("assets/fonts/literata-600.woff2", "fonts/Tinos-Bold.ttf")
_SANS = ("assets/fonts/be-vietnam-pro-400.woff2", "fonts/Tinos-Regular.ttf")
_BOLD = ("assets/fonts/be-vietnam-pro-600.woff2", "fonts/Tinos-Bold.ttf")


class ShareCard(msgspec.Struct, frozen=True):
    """All that a card shows: whose portal, what kind of page, its title, a line below, what stands by the ribbon.

    `field` is the place of its field in their order, 0 for none; `photo` the name below content/ and the digest.
    """

    head: str
    kind: str
    title: str
    line: str = ""
    ribbon: str = ""
    field: int = 0
    field_name: str = ""
    sample: bool = False
    photo: tuple[str, bytes] | None = None


class CardFile(msgspec.Struct, frozen=True):
    """The picture of a card. It stays as it is with a newer program or theme, but for the type and the recipe."""

    path: str
    card: ShareCard
    source: str | None = None
    listed: bool = False

    def key(self, workshop: Workshop) -> bytes:
        return digest_of((_RECIPE, workshop.libraries, workshop.faces, self.card))

    def make(self, workshop: Workshop) -> Made:
        return Made((draw_share_card(workshop, self.card, self.key(workshop)),), Sighting())


def declare(portal: Portal) -> Iterator[CardFile]:
    """The cards of sections, fields, stories, plans and forms; those of models are declared with their pages."""
    library = portal.library
    yield from _declare_sections(portal)
    for field in library.fields:
        yield _field_card(portal, field, sample=False)
        if any(one.sample for one in library.by_field.get(field.id, ())) and not draws_models(portal):
            yield _field_card(portal, field, sample=True)
    for story in library.stories:
        yield _story_card(portal, story)
    for campaign in library.campaigns:
        yield _plan_card(portal, campaign)
        for form in library.forms_of(campaign):
            yield _form_card(portal, form, campaign)


def draws_models(portal: Portal) -> bool:
    """Whether every model has a card of its own; in a portal of very many only those with a photo have."""
    return len(portal.library.recognised) <= portal.settings.model_cards


def share_card_of(portal: Portal, model: Brief) -> CardFile | None:
    """The card of a recognised model; None where that of its field stands for it."""
    if not (model.photos or draws_models(portal)):
        return None
    library, award = portal.library, model.recognition
    campaign, field = library.campaign(model.campaign), library.field(model.field)
    photo = f"anh/{model.photos[0]}" if model.photos else None
    card = ShareCard(
        portal.settings.name,
        "Mô hình",
        model.name,
        ", ".join(filter(None, (library.unit(model.unit).name, campaign.locality))),
        f"Được công nhận {name_level(award, campaign)} · {format_day(award.date)}" if award else "",
        field.order,
        field.name,
        model.sample,
        _photo_of(portal, photo),
    )
    return CardFile(card_path(address_of(model), photo=photo is not None), card, model.file)


def shared_path(model: Brief, field: Field) -> str:
    """Where the card lies that stands for a model without one of its own."""
    return card_path(address_of(field).rstrip("/") + ("-mau" if model.sample else ""))


def _photo_of(portal: Portal, name: str | None) -> tuple[str, bytes] | None:
    return (name, portal.picture_digests[name]) if name is not None else None


def _declare_sections(portal: Portal) -> Iterator[CardFile]:
    settings = portal.settings
    for section in SECTIONS:
        page = portal.library.pages.get(section.id)
        title = page.title if page else section.title
        about = page.description if page else section.description
        card = ShareCard(settings.name, section.menu, title, about)
        if not section.id:
            card = ShareCard(settings.publisher.name, "", settings.name, settings.tagline)
        yield CardFile(card_path(section.id), card, page.file if page else None)


def _field_card(portal: Portal, field: Field, *, sample: bool) -> CardFile:
    card = ShareCard(portal.settings.name, "Mô hình", field.name, field.summary, field=field.order, sample=sample)
    return CardFile(card_path(address_of(field).rstrip("/") + "-mau" * sample), card, field.file)


def _story_card(portal: Portal, story: Story) -> CardFile:
    library = portal.library
    exemplar = library.exemplar(story.exemplar)
    field, unit = library.field(exemplar.field), library.unit(exemplar.unit)
    photo = f"{address_of(story)}{story.photos[0].file}" if story.photos else None
    card = ShareCard(
        portal.settings.name,
        "Gương điển hình",
        story.title,
        f"{exemplar.name}, {unit.name}",
        field=field.order,
        field_name=field.name,
        sample=story.sample,
        photo=_photo_of(portal, photo),
    )
    return CardFile(card_path(address_of(story), photo=photo is not None), card, story.file)


def _plan_card(portal: Portal, campaign: Campaign) -> CardFile:
    page = portal.library.plan_page(campaign)
    title = page.title if page else campaign.title
    card = ShareCard(portal.settings.name, "Kế hoạch", title, campaign.issuer, sample=campaign.sample)
    return CardFile(card_path(address_of(campaign)), card, campaign.file)


def _form_card(portal: Portal, form: Form, campaign: Campaign) -> CardFile:
    kind = f"Biểu mẫu · {form.number}" if form.number else "Biểu mẫu"
    files = ", ".join(FORMATS[suffix] for suffix in form.formats)
    line = f"{campaign.short_title} · Tải bản {files}" if files else campaign.short_title
    card = ShareCard(portal.settings.name, kind, form.title, line, sample=form.sample)
    return CardFile(card_path(address_of(form)), card, form.file)


def draw_share_card(workshop: Workshop, card: ShareCard, key: bytes) -> bytes:
    """The picture of a card; one with a photo is remembered, since opening the photo is slow."""
    # Loaded only when a card has to be drawn.
    from generator.outputs.card_drawing import draw_card  # noqa: PLC0415
    from generator.outputs.lettering import open_faces  # noqa: PLC0415

    serif, sans, bold = (
        open_faces(tuple(str(workshop.theme.find(name)) for name in names)) for names in (_SERIF, _SANS, _BOLD)
    )
    if card.photo is None:
        return draw_card(card, serif, sans, bold, None)
    name, digest = card.photo

    def draw() -> bytes:
        return draw_card(card, serif, sans, bold, open_photo(workshop.root, name, digest))

    return workshop.cache.remember(_RECIPE, (key,), draw)
