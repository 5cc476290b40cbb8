"""The clean records of a portal, joined: look-ups, back-links, addresses, order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, product
from typing import TypeVar

from generator.records.base import Record
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.model import Model, Recognition, RecognitionLevel
from generator.records.page import Page
from generator.records.story import Story
from generator.records.unit import Unit
from generator.vietnamese import sort_key

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)


def _group(rows: Iterable[R], key: Callable[[R], Iterable[K]]) -> dict[K, list[R]]:
    groups: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        for one in key(row):
            groups[one].append(row)
    return groups


class Library:
    """Exists only when the records have no error, so no look-up here can miss.

    Lists of models come newest recognition first; units and fields in their own order.
    """

    def __init__(self, records: Records) -> None:
        self.records = records

    def campaign(self, campaign_id: str) -> Campaign:
        return self.records.campaigns[campaign_id]

    def field(self, field_id: str) -> Field:
        return self.records.fields[field_id]

    def unit(self, unit_id: str) -> Unit:
        return self.records.units[unit_id]

    def model(self, model_id: str) -> Model:
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
    def registered(self) -> Sequence[Model]:
        """Every model of the register, recognised or not, newest first."""
        return sorted(
            self.records.models.values(), key=lambda m: (-m.registered_on.toordinal(), sort_key(m.name), m.id)
        )

    @cached_property
    def recognised(self) -> Sequence[Model]:
        """The models of the catalogue, newest recognition first."""
        found = [(one.recognition.date, one) for one in self.records.models.values() if one.recognition]
        return [
            one for _, one in sorted(found, key=lambda row: (-row[0].toordinal(), sort_key(row[1].name), row[1].id))
        ]

    @cached_property
    def by_field(self) -> Mapping[str, Sequence[Model]]:
        return _group(self.recognised, lambda m: [m.field])

    @cached_property
    def by_unit(self) -> Mapping[str, Sequence[Model]]:
        return _group(self.recognised, lambda m: [m.unit])

    @cached_property
    def by_year(self) -> Mapping[int, Sequence[Model]]:
        groups = _group(self.recognised, lambda m: [m.year])
        return {year: groups[year] for year in sorted(groups, reverse=True)}

    @cached_property
    def _replicas(self) -> Mapping[str, Sequence[Model]]:
        return _group(self.recognised, lambda m: [m.replicated_from] if m.replicated_from else [])

    def replicas_of(self, model: Model) -> Sequence[Model]:
        """The recognised models that were replicated from this one."""
        return self._replicas.get(model.id, [])

    @cached_property
    def exemplars(self) -> Sequence[Exemplar]:
        """Newest year first, then by name."""
        return sorted(self.records.exemplars.values(), key=lambda e: (-e.year, sort_key(e.name)))

    @cached_property
    def _exemplars_by_model(self) -> Mapping[str, Sequence[Exemplar]]:
        return _group(self.exemplars, lambda e: e.models)

    def exemplars_of(self, model: Model) -> Sequence[Exemplar]:
        return self._exemplars_by_model.get(model.id, [])

    @cached_property
    def stories(self) -> Sequence[Story]:
        """Newest first."""
        return sorted(self.records.stories.values(), key=lambda s: (-s.published.toordinal(), s.id))

    @cached_property
    def _stories_by_model(self) -> Mapping[str, Sequence[Story]]:
        return _group(self.stories, lambda s: [s.model] if s.model else [])

    @cached_property
    def _stories_by_exemplar(self) -> Mapping[str, Sequence[Story]]:
        return _group(self.stories, lambda s: [s.exemplar])

    def stories_of(self, record: Model | Exemplar) -> Sequence[Story]:
        """The stories about a model or an exemplar."""
        groups = self._stories_by_model if isinstance(record, Model) else self._stories_by_exemplar
        return groups.get(record.id, [])

    def related_to(self, model: Model, limit: int = 3) -> Sequence[Model]:
        """Other recognised models of the same field, newest recognition first."""
        found: list[Model] = []
        for one in self.by_field.get(model.field, []):
            if one.id != model.id and one.id != model.replicated_from:
                found.append(one)
            if len(found) == limit:
                break
        return found

    @cached_property
    def _forms_by_campaign(self) -> Mapping[str, Sequence[Form]]:
        return _group(self.records.forms.values(), lambda f: [f.campaign])

    def forms_of(self, campaign: Campaign) -> Sequence[Form]:
        """The campaign's forms in the order of their ids."""
        return self._forms_by_campaign.get(campaign.id, [])

    @property
    def pages(self) -> Mapping[str, Page]:
        return self.records.pages

    def plan_page(self, campaign: Campaign) -> Page | None:
        """The prose page with the campaign's text."""
        return self.records.pages.get(f"ke-hoach/{campaign.id}")


def name_level(recognition: Recognition, campaign: Campaign) -> str:
    """The level in the words of the place: "cấp phường", "cấp xã", "cấp thành phố", "cấp tỉnh"."""
    if recognition.level is RecognitionLevel.WARD:
        return "cấp xã" if campaign.locality.lower().startswith(("xã", "một xã")) else "cấp phường"
    return "cấp tỉnh" if (campaign.city or "").lower().startswith("tỉnh") else "cấp thành phố"


def address_of(record: Record) -> str:
    """The record's address below the site's root, ending in a slash. Source: CONTRACT, Addresses."""
    if isinstance(record, Form):
        return f"bieu-mau/{record.campaign}/{record.id}/"
    if isinstance(record, Exemplar):
        return f"guong-dien-hinh/#{record.id}"
    if isinstance(record, Page):
        return f"{record.id}/" if record.id else ""
    return f"{FOLDERS[type(record)]}/{record.id}/"


# Below these addresses each record has its own page, named by its id.
def former_addresses(records: Records) -> Iterator[tuple[str, Record]]:
    """Every address that a renamed record once had, with the record; a form moves with its campaign too.

    Source: CONTRACT, Addresses: an address once published keeps working.
    """
    groups: tuple[Iterable[Record], ...] = (records.models.values(), records.units.values(), records.stories.values())
    for record in (*chain.from_iterable(groups), *records.campaigns.values()):
        if not isinstance(record, Model) or record.is_recognised:
            for alias in getattr(record, "aliases", ()):
                yield f"{FOLDERS[type(record)]}/{alias}/", record
    for form in records.forms.values():
        campaign = records.campaigns.get(form.campaign)
        folders = (form.campaign, *(campaign.aliases if campaign else ()))
        for folder, name in product(folders, (form.id, *form.aliases)):
            if (folder, name) != (form.campaign, form.id):
                yield f"bieu-mau/{folder}/{name}/", form


FOLDERS: dict[type[Record], str] = {
    Campaign: "ke-hoach",
    Model: "mo-hinh",
    Field: "mo-hinh/linh-vuc",
    Unit: "mo-hinh/don-vi",
    Story: "guong-dien-hinh",
}
