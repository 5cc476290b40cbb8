"""Registered and recognised models against every target, counted from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.library import Library
from generator.records.campaign import Campaign, Measure, Target
from generator.records.exemplar import Exemplar
from generator.records.model import Model, Origin
from generator.records.unit import Unit


@dataclass(frozen=True, slots=True)
class Progress:
    """One target in one year: `count` in the target's unit, `percent` of the target (at most 100).

    `whole` says that the target is for the whole period; `year` is then the period's last.
    """

    target: Target
    year: int
    count: int
    percent: int | None
    reached: bool
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Models of one field, unit, origin or year of a campaign."""

    id: str
    name: str
    registered: int
    recognised: int


def years_of(campaign: Campaign) -> range:
    return range(campaign.period.start.year, campaign.period.end.year + 1)


def models_of(library: Library, campaign: Campaign) -> Sequence[Model]:
    """The campaign's register, newest first."""
    return [model for model in library.registered if model.campaign == campaign.id]


def models_of_progress(library: Library, campaign: Campaign, progress: Progress) -> Sequence[Model]:
    """The register's models that the target is about: of its year, or of the whole period."""
    models = models_of(library, campaign)
    return models if progress.whole else [one for one in models if one.year == progress.year]


def exemplars_of_progress(library: Library, campaign: Campaign, progress: Progress) -> Sequence[Exemplar]:
    """The campaign's exemplars that the target is about."""
    own = [one for one in library.exemplars if one.campaign == campaign.id]
    return own if progress.whole else [one for one in own if one.year == progress.year]


def units_of(library: Library, campaign: Campaign) -> Sequence[Unit]:
    """The units whose share a target measures: real ones for a real campaign, samples for a sample."""
    return [one for one in library.units if one.sample == campaign.sample]


def measure_targets(library: Library, campaign: Campaign) -> Sequence[Progress]:
    """Every target that records can count, in each year to which it applies."""
    return [
        _measure(library, campaign, blank)
        for target in campaign.targets
        if target.measure is not None
        for blank in _spans(campaign, target)
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


def _measure(library: Library, campaign: Campaign, blank: Progress) -> Progress:
    count = _count(library, campaign, blank)
    goal = blank.target.value
    if not goal:
        return replace(blank, count=count)
    return replace(blank, count=count, percent=min(100, int(100 * count / goal)), reached=count >= goal)


def _count(library: Library, campaign: Campaign, blank: Progress) -> int:
    measure = blank.target.measure
    if measure is Measure.EXEMPLARS:
        return len(exemplars_of_progress(library, campaign, blank))
    models = models_of_progress(library, campaign, blank)
    if measure is Measure.RECOGNISED_MODELS:
        return sum(one.is_recognised for one in models)
    if measure is Measure.REGISTERED_MODELS:
        return len(models)
    busy = {one.unit for one in models}
    units = units_of(library, campaign)
    return int(100 * sum(one.id in busy for one in units) / len(units)) if units else 0


def tally_fields(library: Library, models: Sequence[Model]) -> Sequence[Tally]:
    """Every field of the vocabulary, also those without a model."""
    rows = [(one.id, one.name) for one in library.fields]
    return _tally(rows, models, lambda model: model.field)


def tally_units(library: Library, models: Sequence[Model]) -> Sequence[Tally]:
    """The units that registered something, by name."""
    busy = {model.unit for model in models}
    rows = [(one.id, one.name) for one in library.units if one.id in busy]
    return _tally(rows, models, lambda model: model.unit)


def tally_origins(models: Sequence[Model]) -> Sequence[Tally]:
    return _tally([(ORIGIN_IDS[one], one.label) for one in Origin], models, lambda model: ORIGIN_IDS[model.origin])


# In addresses, which people read, origins have Vietnamese names.
ORIGIN_IDS = {Origin.NEW: "xay-dung-moi", Origin.CONTINUED: "duy-tri", Origin.REPLICATED: "nhan-rong"}


def tally_years(campaign: Campaign, models: Sequence[Model]) -> Sequence[Tally]:
    rows = [(str(year), f"Năm {year}") for year in years_of(campaign)]
    return _tally(rows, models, lambda model: str(model.year))


def _tally(rows: Iterable[tuple[str, str]], models: Sequence[Model], key: Callable[[Model], str]) -> Sequence[Tally]:
    registered: dict[str, int] = {}
    recognised: dict[str, int] = {}
    for model in models:
        registered[key(model)] = registered.get(key(model), 0) + 1
        recognised[key(model)] = recognised.get(key(model), 0) + model.is_recognised
    return [Tally(one, name, registered.get(one, 0), recognised.get(one, 0)) for one, name in rows]
