"""The clean records of a portal, joined: look-ups, back-links, addresses, order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from operator import attrgetter

from generator.cards import Card, ExemplarCard, Line, StoryCard
from generator.digests import digest_of
from generator.records.base import Record
from generator.records.brief import Award, Brief
from generator.records.campaign import Campaign
from generator.records.collection import TYPES, Records
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.model import Model, Recognition, RecognitionLevel
from generator.records.page import Page
from generator.records.story import Story
from generator.records.unit import Unit
from generator.relations import Relations
from generator.rolls import group_models, group_rows
from generator.sources.pictures import Pictures
from generator.vietnamese import sort_key

# A line of replication is shown so many copies wide, and so many deep below the model whose page it stands on.
_COPIES, _GENERATIONS = 12, 3


class Library:
    """Exists only when the records have no error, so no look-up here can miss.

    Lists of models come newest recognition first; units and fields in their own order.
    """

    def __init__(self, records: Records, pictures: Pictures) -> None:
        self.records = records
        self.pictures = pictures
        self._cards: dict[str, Card] = {}

    @cached_property
    def others(self) -> bytes:
        """Changes with every record that is no model, and with the size of every picture."""
        records = self.records
        groups = [getattr(records, name) for name in TYPES if name != "models"]
        return digest_of([[one.digest for one in group.values()] for group in groups] + [list(self.pictures.values())])

    def card(self, model: Brief) -> Card:
        """The model as listings show it."""
        card = self._cards.get(model.id)
        if card is None:
            unit, field = self.records.units[model.unit], self.records.fields[model.field]
            picture = self.pictures[f"anh/{model.photos[0]}"] if model.photos else None
            # The name of the picture is in the model. All digests of cards are of one length.
            size = b"%06dx%06d" % (picture.width, picture.height) if picture is not None else bytes(13)
            digest = model.digest + unit.digest + field.digest + size
            card = self._cards[model.id] = Card(model, unit, field, picture, digest)
        return card

    def cards(self, models: Iterable[Brief]) -> tuple[Card, ...]:
        known = self._cards
        return tuple(known.get(one.id) or self.card(one) for one in models)

    def story_card(self, story: Story) -> StoryCard:
        exemplar = self.exemplar(story.exemplar)
        picture = self.pictures[f"{FOLDERS[Story]}/{story.id}/{story.photos[0].file}"] if story.photos else None
        return StoryCard(story, exemplar, self.unit(exemplar.unit), picture)

    def exemplar_card(self, exemplar: Exemplar) -> ExemplarCard:
        return ExemplarCard(
            exemplar,
            self.field(exemplar.field),
            self.unit(exemplar.unit),
            tuple(self.stories_of(exemplar)),
            tuple(one for one in map(self.model, exemplar.models) if one.is_recognised),
            self.pictures[f"anh/{exemplar.photo.file}"] if exemplar.photo else None,
        )

    def campaign(self, campaign_id: str) -> Campaign:
        return self.records.campaigns[campaign_id]

    def field(self, field_id: str) -> Field:
        return self.records.fields[field_id]

    def unit(self, unit_id: str) -> Unit:
        return self.records.units[unit_id]

    def model(self, model_id: str) -> Brief:
        return self.records.models[model_id]

    def exemplar(self, exemplar_id: str) -> Exemplar:
        return self.records.exemplars[exemplar_id]

    def form(self, form_id: str) -> Form:
        return self.records.forms[form_id]

    @cached_property
    def campaigns(self) -> Sequence[Campaign]:
        """Real campaigns first, then samples; each part by name."""
        return sorted(self.records.campaigns.values(), key=lambda c: (c.sample, sort_key(c.short_title)))

    @cached_property
    def compared(self) -> Sequence[Campaign]:
        """The campaigns worth comparing: the real ones, or the samples where there are no others."""
        return [one for one in self.campaigns if not one.sample] or self.campaigns

    @cached_property
    def fields(self) -> Sequence[Field]:
        return sorted(self.records.fields.values(), key=lambda f: (f.order, f.id))

    @cached_property
    def units(self) -> Sequence[Unit]:
        return sorted(self.records.units.values(), key=lambda u: sort_key(u.name))

    @cached_property
    def _by_name(self) -> Sequence[Brief]:
        """Every model by name. Sorting keeps the order of what is equal, so lists by day follow from this one."""
        return sorted(self.records.models.values(), key=attrgetter("order", "id"))

    @cached_property
    def registered(self) -> Sequence[Brief]:
        """Every model of the register, recognised or not, newest first."""
        return sorted(self._by_name, key=attrgetter("registered_on"), reverse=True)

    @cached_property
    def by_campaign(self) -> Mapping[str, Sequence[Brief]]:
        """The whole register of each campaign: the recognised models first, each part newest first."""
        return group_models(sorted(self.registered, key=lambda one: one.recognition is None), "campaign")

    @cached_property
    def recognised(self) -> Sequence[Brief]:
        """The models of the catalogue, newest recognition first."""
        found = [one for one in self._by_name if one.recognition is not None]
        return sorted(found, key=attrgetter("recognition.date"), reverse=True)

    @cached_property
    def by_field(self) -> Mapping[str, Sequence[Brief]]:
        return group_models(self.recognised, "field")

    @cached_property
    def by_unit(self) -> Mapping[str, Sequence[Brief]]:
        return group_models(self.recognised, "unit")

    @cached_property
    def by_year(self) -> Mapping[int, Sequence[Brief]]:
        groups = group_models(self.recognised, "year")
        return {year: groups[year] for year in sorted(groups, reverse=True)}

    @cached_property
    def _replicas(self) -> Mapping[str, Sequence[Brief]]:
        return group_models([one for one in self.recognised if one.replicated_from], "replicated_from")

    def replicas_of(self, model: Brief) -> Sequence[Brief]:
        """The recognised models that were replicated from this one."""
        return self._replicas.get(model.id, [])

    def line_of(self, model: Brief) -> Line | None:
        """The line of replication in which a model stands, from the first one on; None for one that stands alone.

        Of those before it only its own forebears, which need not be recognised; of those after it all copies.
        """
        line = self._follow(model, _GENERATIONS)
        if model.replicated_from is None and not line.copies:
            return None
        first = model
        while first.replicated_from is not None:
            first = self.model(first.replicated_from)
            line = Line(first, self.unit(first.unit), (line,), 0)
        return line

    def _follow(self, model: Brief, generations: int) -> Line:
        copies = self.replicas_of(model) if generations else []
        shown = tuple(self._follow(one, generations - 1) for one in copies[:_COPIES])
        return Line(model, self.unit(model.unit), shown, len(copies) - len(shown))

    @cached_property
    def exemplars(self) -> Sequence[Exemplar]:
        """Newest year first, then by name."""
        return sorted(self.records.exemplars.values(), key=lambda e: (-e.year, sort_key(e.name)))

    @cached_property
    def _exemplars_by_model(self) -> Mapping[str, Sequence[Exemplar]]:
        return group_rows(self.exemplars, lambda e: e.models)

    def exemplars_of(self, model: Brief) -> Sequence[Exemplar]:
        return self._exemplars_by_model.get(model.id, [])

    @cached_property
    def stories(self) -> Sequence[Story]:
        """Newest first."""
        return sorted(self.records.stories.values(), key=lambda s: (-s.published.toordinal(), s.id))

    @cached_property
    def _stories_by_model(self) -> Mapping[str, Sequence[Story]]:
        return group_rows(self.stories, lambda s: [s.model] if s.model else [])

    @cached_property
    def _stories_by_exemplar(self) -> Mapping[str, Sequence[Story]]:
        return group_rows(self.stories, lambda s: [s.exemplar])

    def stories_of(self, record: Brief | Exemplar) -> Sequence[Story]:
        """The stories about a model or an exemplar."""
        groups = self._stories_by_model if isinstance(record, Brief) else self._stories_by_exemplar
        return groups.get(record.id, [])

    @cached_property
    def relations(self) -> Relations:
        """Which recognised models lead on to which."""
        return Relations(self.recognised)

    @cached_property
    def _forms_by_campaign(self) -> Mapping[str, Sequence[Form]]:
        forms = sorted(self.records.forms.values(), key=lambda f: not f.is_current)
        return group_rows(forms, lambda f: [f.campaign])

    def forms_of(self, campaign: Campaign) -> Sequence[Form]:
        """The campaign's forms in the order of their ids, those that are in use before those that were replaced."""
        return self._forms_by_campaign.get(campaign.id, [])

    def successor_of(self, form: Form) -> Form | None:
        """The form that is in use instead, however many versions lie between; None for one that is in use."""
        newer = form
        while newer.superseded_by is not None:
            newer = self.form(newer.superseded_by)
        return None if newer is form else newer

    @property
    def pages(self) -> Mapping[str, Page]:
        return self.records.pages

    def plan_page(self, campaign: Campaign) -> Page | None:
        """The prose page with the campaign's text."""
        return self.records.pages.get(f"ke-hoach/{campaign.id}")


def name_level(recognition: Recognition | Award, campaign: Campaign) -> str:
    """The level in the words of the place: "cấp phường", "cấp xã", "cấp thành phố", "cấp tỉnh"."""
    if recognition.level is RecognitionLevel.WARD:
        return "cấp xã" if campaign.locality.lower().startswith(("xã", "một xã")) else "cấp phường"
    return "cấp tỉnh" if (campaign.city or "").lower().startswith("tỉnh") else "cấp thành phố"


def address_of(record: Record | Brief) -> str:
    """The record's address below the site's root, ending in a slash. Source: CONTRACT, Addresses."""
    folder = FOLDERS.get(type(record))
    if folder is not None:
        return f"{folder}/{record.id}/"
    if isinstance(record, Form):
        return f"bieu-mau/{record.campaign}/{record.id}/"
    if isinstance(record, Exemplar):
        return f"guong-dien-hinh/#{record.id}"
    return f"{record.id}/" if record.id else ""


def former_addresses(records: Records) -> Iterator[tuple[str, Record | Brief]]:
    """Every address that a renamed record once had, with the record; a form moves with its campaign too.

    Source: CONTRACT, Addresses: an address once published keeps working.
    """
    renamed: list[Brief | Unit | Story | Campaign] = [*records.units.values(), *records.stories.values()]
    renamed += [one for one in records.models.values() if one.aliases and one.recognition is not None]
    for record in (*renamed, *records.campaigns.values()):
        for alias in record.aliases:
            yield f"{FOLDERS[type(record)]}/{alias}/", record
    for form in records.forms.values():
        campaign = records.campaigns.get(form.campaign)
        folders = (form.campaign, *(campaign.aliases if campaign else ()))
        for folder, name in product(folders, (form.id, *form.aliases)):
            if (folder, name) != (form.campaign, form.id):
                yield f"bieu-mau/{folder}/{name}/", form


# Below these addresses each record has its own page, named by its id.
FOLDERS: dict[type[Record | Brief], str] = {
    Campaign: "ke-hoach",
    Model: "mo-hinh",
    Brief: "mo-hinh",
    Field: "mo-hinh/linh-vuc",
    Unit: "mo-hinh/don-vi",
    Story: "guong-dien-hinh",
}
