"""Targets against the register, and the lists of records that each number links to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.outputs.pages.catalogue import split_listing
from generator.outputs.pages.landing import render_landing
from generator.portal import Artifact, Portal
from generator.progress import (
    ORIGIN_IDS,
    Progress,
    Tally,
    exemplars_of_progress,
    measure_targets,
    models_of,
    models_of_progress,
    tally_fields,
    tally_origins,
    tally_units,
    tally_years,
    units_of,
)
from generator.records.campaign import Campaign, Measure, Target
from generator.records.model import Model
from generator.vietnamese import format_number

# So many models stand on one page of a register.
ROWS = 200
# The groups by which a register is counted: part of the address, heading.
GROUPS = (("linh-vuc", "Lĩnh vực"), ("don-vi", "Đơn vị"), ("nguon-goc", "Nguồn gốc"), ("nam", "Năm"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A measured target in words: "năm 2026", "4 %", "trên 100 %"; where its number leads (None for zero)."""

    progress: Progress
    span: str
    count: str
    goal: str
    address: str | None

    @property
    def words(self) -> str:
        """The bar as it is read aloud."""
        return f"{self.count} {self.goal}, {self.span}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A tally and the lengths of its two bars in percent of the chart's longest one."""

    tally: Tally
    registered: float
    recognised: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The register of a campaign counted by one group."""

    id: str
    title: str
    rows: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Account:
    """Everything the page says about one campaign. `uncounted`: targets that records cannot count."""

    campaign: Campaign
    bars: Sequence[Bar]
    uncounted: Sequence[Target]
    charts: Sequence[Chart]
    registered: int
    recognised: int


def render(portal: Portal) -> Iterator[Artifact]:
    accounts = [open_account(portal, one) for one in portal.library.campaigns]
    yield render_landing(
        portal,
        "tien-do",
        "progress.html",
        counted=[one for one in accounts if one.registered],
        empty=[one for one in accounts if not one.registered],
    )
    for account in accounts:
        yield from _render_registers(portal, account)
        yield from _render_proofs(portal, account)


def open_account(portal: Portal, campaign: Campaign) -> Account:
    """The campaign's targets, measured where records can, and its register counted by group."""
    models = models_of(portal.library, campaign)
    bars = [_draw_bar(campaign, one) for one in measure_targets(portal.library, campaign)]
    return Account(
        campaign,
        sorted(bars, key=lambda bar: (not bar.progress.whole, -bar.progress.year)),
        [one for one in campaign.targets if one.measure is None],
        [_draw_chart(portal, campaign, models, *group) for group in GROUPS],
        len(models),
        sum(one.is_recognised for one in models),
    )


def _draw_bar(campaign: Campaign, progress: Progress) -> Bar:
    span = f"giai đoạn {campaign.period.start.year}–{campaign.period.end.year}"
    if not progress.whole:
        span = f"năm {progress.year}"
    address = _proof_address(campaign, progress) if progress.count else None
    return Bar(progress, span, _say_count(progress), _say_goal(progress.target), address)


def _say_count(progress: Progress) -> str:
    return format_number(progress.count) + ("\N{NO-BREAK SPACE}%" if progress.target.unit == "%" else "")


def _say_goal(target: Target) -> str:
    """What a count is compared with, and of what: "trên 6 mô hình"; without a figure only of what."""
    figure = "" if target.value is None else f"trên {format_number(target.value)}"
    space = "\N{NO-BREAK SPACE}" if target.unit == "%" else " "
    return f"{figure}{space}{target.unit or ''}".strip()


def _proof_address(campaign: Campaign, progress: Progress) -> str:
    """The page that lists the records a target's number was counted from."""
    base = f"tien-do/{campaign.id}/"
    measure = progress.target.measure
    year = "" if progress.whole else f"{progress.year}/"
    if measure is Measure.EXEMPLARS:
        return f"{base}dien-hinh/{year}"
    if measure is Measure.UNITS_WITH_MODEL:
        return f"{base}ty-le-don-vi/{year}"
    anchor = "#cong-nhan" if measure is Measure.RECOGNISED_MODELS else "#dang-ky"
    return f"{base}{f'nam/{year}' if year else ''}{anchor}"


def _draw_chart(portal: Portal, campaign: Campaign, models: Sequence[Model], group: str, title: str) -> Chart:
    rows = {
        "linh-vuc": lambda: tally_fields(portal.library, models),
        "don-vi": lambda: tally_units(portal.library, models),
        "nguon-goc": lambda: tally_origins(models),
        "nam": lambda: tally_years(campaign, models),
    }[group]()
    return Chart(group, title, draw_pairs(rows))


def draw_pairs(rows: Sequence[Tally]) -> Sequence[Pair]:
    """Every tally beside its bars; where nothing is registered all of them are empty."""
    most = max((one.registered for one in rows), default=0) or 1
    return [Pair(one, round(100 * one.registered / most, 2), round(100 * one.recognised / most, 2)) for one in rows]


def _render_registers(portal: Portal, account: Account) -> Iterator[Artifact]:
    campaign = account.campaign
    models = models_of(portal.library, campaign)
    yield from _render_register(portal, campaign, f"tien-do/{campaign.id}/", "Sổ mô hình", models)
    for chart in account.charts:
        groups = _split(models, chart.id)
        for tally in (one.tally for one in chart.rows):
            if tally.registered:
                address = f"tien-do/{campaign.id}/{chart.id}/{tally.id}/"
                yield from _render_register(portal, campaign, address, f"Sổ mô hình: {tally.name}", groups[tally.id])


def _split(models: Sequence[Model], group: str) -> dict[str, list[Model]]:
    keys: dict[str, Callable[[Model], str]] = {
        "linh-vuc": lambda model: model.field,
        "don-vi": lambda model: model.unit,
        "nguon-goc": lambda model: ORIGIN_IDS[model.origin],
        "nam": lambda model: str(model.year),
    }
    groups: dict[str, list[Model]] = {}
    for model in models:
        groups.setdefault(keys[group](model), []).append(model)
    return groups


def _render_register(
    portal: Portal, campaign: Campaign, address: str, heading: str, models: Sequence[Model]
) -> Iterator[Artifact]:
    """A register, the recognised models first, in pages of ROWS models."""
    in_order = sorted(models, key=lambda model: not model.is_recognised)
    recognised = sum(model.is_recognised for model in models)
    for turn in split_listing(address, in_order, ROWS):
        yield _render_list(
            portal, campaign, turn.address, heading if turn.number == 1 else f"{heading}, trang {turn.number}",
            turn=turn,
            total=len(models),
            total_recognised=recognised,
            total_waiting=len(models) - recognised,
            recognised=[one for one in turn.models if one.is_recognised],
            waiting=[one for one in turn.models if not one.is_recognised],
        )  # fmt: skip


def _render_proofs(portal: Portal, account: Account) -> Iterator[Artifact]:
    """The exemplars and the units that two of the measures count."""
    seen: set[str] = set()
    for bar in account.bars:
        if bar.address is None or bar.address in seen:
            continue
        seen.add(bar.address)
        if bar.progress.target.measure is Measure.EXEMPLARS:
            found = exemplars_of_progress(portal.library, account.campaign, bar.progress)
            yield _render_list(portal, account.campaign, bar.address, f"Điển hình, {bar.span}", exemplars=found)
        elif bar.progress.target.measure is Measure.UNITS_WITH_MODEL:
            yield _render_units(portal, account.campaign, bar)


def _render_units(portal: Portal, campaign: Campaign, bar: Bar) -> Artifact:
    busy = {one.unit for one in models_of_progress(portal.library, campaign, bar.progress)}
    units = units_of(portal.library, campaign)
    return _render_list(
        portal, campaign, bar.address or "", f"Đơn vị có mô hình đăng ký, {bar.span}",
        units=[one for one in units if one.id in busy],
        idle=[one for one in units if one.id not in busy],
        total_units=len(units),
    )  # fmt: skip


def _render_list(portal: Portal, campaign: Campaign, address: str, heading: str, **lists: Any) -> Artifact:
    empty: dict[str, Any] = {"turn": None, "total": 0, "exemplars": (), "units": (), "idle": ()}
    return portal.page(
        address,
        "register.html",
        title=f"{heading} – {campaign.short_title}",
        description=f"{heading} theo kế hoạch {campaign.short_title}.",
        source=campaign.file,
        indexed=False,
        campaign=campaign,
        heading=heading,
        **(empty | lists),
    )
