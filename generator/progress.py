"""Registered and recognised models against every target, counted from the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from generator.library import Library
from generator.records.brief import Brief
from generator.records.campaign import Campaign, Measure, Target
from generator.records.exemplar import Exemplar
from generator.records.model import Origin
from generator.records.unit import Unit
from generator.rolls import count_recognised, group_by_each


class Progress(msgspec.Struct, frozen=True):
    """One target in one year: `count` in the target's unit, `percent` of the target (at most 100).

    `whole` says that the target is for the whole period; `year` is then the period's last.
    """

    target: Target
    year: int
    count: int
    percent: int | None
    reached: bool
    whole: bool = False


class Tally(msgspec.Struct, frozen=True):
    """Models of one field, unit, origin or year of a campaign."""

    id: str
    name: str
    registered: int
    recognised: int


# In addresses, which people read, origins have Vietnamese names.
ORIGIN_IDS = {Origin.NEW: "xay-dung-moi", Origin.CONTINUED: "duy-tri", Origin.REPLICATED: "nhan-rong"}

# Shape: {id of a field, a unit, an origin or a year: its models}.
Groups = Mapping[str, Sequence[Brief]]


class Register:
    """The models of a campaign, the recognised first, each part newest first, and the same in groups."""

    def __init__(self, campaign: Campaign, models: Sequence[Brief]) -> None:
        self.campaign = campaign
        self.models = models

        self.by_field: Groups
        self.by_unit: Groups
        self.by_field, self.by_unit, origins, years = group_by_each(models, "field", "unit", "origin", "year")
        self.by_origin: Groups = {ORIGIN_IDS[origin]: found for origin, found in origins.items()}
        self.by_year: Groups = {str(year): found for year, found in years.items()}

    def of_progress(self, progress: Progress) -> Sequence[Brief]:
        """The models that a target is about: of its year, or of the whole period."""
        return self.models if progress.whole else self.by_year.get(str(progress.year), [])


def open_register(library: Library, campaign: Campaign) -> Register:
    """The campaign's register; it groups its models only once, so whoever needs it twice keeps it."""
    return Register(campaign, library.by_campaign.get(campaign.id, []))


def years_of(campaign: Campaign) -> range:
    return range(campaign.period.start.year, campaign.period.end.year + 1)


def exemplars_of_progress(library: Library, campaign: Campaign, progress: Progress) -> Sequence[Exemplar]:
    """The campaign's exemplars that the target is about."""
    own = [one for one in library.exemplars if one.campaign == campaign.id]
    return own if progress.whole else [one for one in own if one.year == progress.year]


def units_of(library: Library, campaign: Campaign) -> Sequence[Unit]:
    """The units whose share a target measures: real ones for a real campaign, samples for a sample."""
    return [one for one in library.units if one.sample == campaign.sample]


def measure_targets(library: Library, register: Register) -> Sequence[Progress]:
    """Every target that records can count, in each year to which it applies."""
    return [
        _measure(library, register, blank)
        for target in register.campaign.targets
        if target.measure is not None
        for blank in _spans(register.campaign, target)
    ]


def _spans(campaign: Campaign, target: Target) -> Sequence[Progress]:
    """The years of a target, nothing counted yet."""
    years = years_of(campaign)
    if target.year is not None:
        return [Progress(target, target.year, 0, None, reached=False)]
    if len(years) == 1 or _is_yearly(target):
        return [Progress(target, year, 0, None, reached=False) for year in years]
    return [Progress(target, years[-1], 0, None, reached=False, whole=True)]


def _is_yearly(target: Target) -> bool:
    words = f"{target.scope} {target.text}".lower()
    return "hằng năm" in words or "mỗi năm" in words


def _measure(library: Library, register: Register, blank: Progress) -> Progress:
    count = _count(library, register, blank)
    goal = blank.target.value
    if not goal:
        return msgspec.structs.replace(blank, count=count)
    percent = min(100, int(100 * count / goal))
    return msgspec.structs.replace(blank, count=count, percent=percent, reached=count >= goal)


def _count(library: Library, register: Register, blank: Progress) -> int:
    measure = blank.target.measure
    if measure is Measure.EXEMPLARS:
        return len(exemplars_of_progress(library, register.campaign, blank))
    models = register.of_progress(blank)
    if measure is Measure.RECOGNISED_MODELS:
        return count_recognised(models)
    if measure is Measure.REGISTERED_MODELS:
        return len(models)
    busy = {one.unit for one in models}
    units = units_of(library, register.campaign)
    return int(100 * sum(one.id in busy for one in units) / len(units)) if units else 0


def tally_fields(library: Library, register: Register) -> Sequence[Tally]:
    """Every field of the vocabulary, also those without a model."""
    return [_tally(one.id, one.name, register.by_field) for one in library.fields]


def tally_units(library: Library, register: Register) -> Sequence[Tally]:
    """The units that registered something, by name."""
    return [_tally(one.id, one.name, register.by_unit) for one in library.units if one.id in register.by_unit]


def tally_origins(register: Register) -> Sequence[Tally]:
    return [_tally(ORIGIN_IDS[one], one.label, register.by_origin) for one in Origin]


def tally_years(register: Register) -> Sequence[Tally]:
    return [_tally(str(year), f"Năm {year}", register.by_year) for year in years_of(register.campaign)]


def _tally(group_id: str, name: str, groups: Groups) -> Tally:
    models = groups.get(group_id, ())
    return Tally(group_id, name, len(models), count_recognised(models))
