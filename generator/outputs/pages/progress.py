"""Targets against the register, and the lists of records that each number links to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from generator.digests import digest_of
from generator.library import Library
from generator.output import Batch, Page
from generator.outputs.pages.landing import declare_landing
from generator.outputs.pages.listing import Listing, Turn, batch_listing
from generator.portal import Portal
from generator.progress import (
    Groups,
    Progress,
    Register,
    Tally,
    exemplars_of_progress,
    measure_targets,
    tally_fields,
    tally_origins,
    tally_units,
    tally_years,
    units_of,
)
from generator.records.brief import Brief
from generator.records.campaign import Campaign, Measure, Target
from generator.rolls import count_recognised
from generator.vietnamese import format_number

# So many models stand on one page of a register.
ROWS = 200


class Bar(msgspec.Struct, frozen=True):
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


class Pair(msgspec.Struct, frozen=True):
    """A tally and the lengths of its two bars in percent of the chart's longest one."""

    tally: Tally
    registered: float
    recognised: float


class Chart(msgspec.Struct, frozen=True):
    """The register of a campaign counted by one group."""

    id: str
    title: str
    rows: Sequence[Pair]


class Account(msgspec.Struct, frozen=True):
    """Everything the page says about one campaign. `uncounted`: targets that records cannot count."""

    campaign: Campaign
    bars: Sequence[Bar]
    uncounted: Sequence[Target]
    charts: Sequence[Chart]
    registered: int
    recognised: int


def declare_batches(portal: Portal) -> Iterator[Batch]:
    """The page of all targets with the proofs of what is counted there; each register in a batch of its own."""
    accounts = [open_account(portal.library, one) for one in portal.registers]
    yield Batch("progress", None, partial(_declare_progress, portal, accounts))
    for register, account in zip(portal.registers, accounts, strict=True):
        yield from _batch_registers(portal, register, account)


def _declare_progress(portal: Portal, accounts: Sequence[Account]) -> Iterator[Page]:
    yield declare_landing(
        portal,
        "tien-do",
        "progress.html",
        counted=[one for one in accounts if one.registered],
        empty=[one for one in accounts if not one.registered],
        fields={one.id: one for one in portal.library.fields},
    )
    for register, account in zip(portal.registers, accounts, strict=True):
        yield from _declare_proofs(portal, register, account)


def open_account(library: Library, register: Register) -> Account:
    """The campaign's targets, measured where records can, and its register counted by group."""
    campaign = register.campaign
    charts = (
        Chart("linh-vuc", "Lĩnh vực", draw_pairs(tally_fields(library, register))),
        Chart("don-vi", "Đơn vị", draw_pairs(tally_units(library, register))),
        Chart("nguon-goc", "Nguồn gốc", draw_pairs(tally_origins(register))),
        Chart("nam", "Năm", draw_pairs(tally_years(register))),
    )
    return Account(
        campaign,
        draw_bars(library, register),
        [one for one in campaign.targets if one.measure is None],
        charts,
        len(register.models),
        count_recognised(register.models),
    )


def groups_of(register: Register) -> Mapping[str, Groups]:
    """The groups that each chart counts, by the chart's id."""
    return {
        "linh-vuc": register.by_field,
        "don-vi": register.by_unit,
        "nguon-goc": register.by_origin,
        "nam": register.by_year,
    }


def draw_bars(library: Library, register: Register) -> Sequence[Bar]:
    """The campaign's measured targets, those for the whole period first, then the latest year's."""
    bars = [_draw_bar(register.campaign, one) for one in measure_targets(library, register)]
    return sorted(bars, key=lambda bar: (not bar.progress.whole, -bar.progress.year))


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


def draw_pairs(rows: Sequence[Tally]) -> Sequence[Pair]:
    """Every tally beside its bars; where nothing is registered all of them are empty."""
    most = max((one.registered for one in rows), default=0) or 1
    return [Pair(one, round(100 * one.registered / most, 2), round(100 * one.recognised / most, 2)) for one in rows]


def _batch_registers(portal: Portal, register: Register, account: Account) -> Iterator[Batch]:
    campaign, groups = account.campaign, groups_of(register)
    base = f"tien-do/{campaign.id}/"
    yield from _batch_register(portal, campaign, base, "Sổ mô hình", register.models)
    for chart in account.charts:
        for tally in (one.tally for one in chart.rows if one.tally.registered):
            address, heading = f"{base}{chart.id}/{tally.id}/", f"Sổ mô hình: {tally.name}"
            yield from _batch_register(portal, campaign, address, heading, groups[chart.id][tally.id])


def _batch_register(
    portal: Portal, campaign: Campaign, address: str, heading: str, models: Sequence[Brief]
) -> Iterator[Batch]:
    """A register, which has its recognised models first, in pages of ROWS models."""
    recognised = count_recognised(models)
    needs = digest_of((portal.library.others, heading, recognised))
    declare = partial(_declare_register, portal, campaign, heading, recognised)
    yield from batch_listing(portal.library, Listing(address, models, ROWS), needs, declare)


def _declare_register(portal: Portal, campaign: Campaign, heading: str, recognised: int, turn: Turn) -> Page:
    before = (turn.number - 1) * ROWS
    return _declare_list(
        portal, campaign, turn.address, heading if turn.number == 1 else f"{heading}, trang {turn.number}",
        turn=turn,
        total=turn.total,
        total_recognised=recognised,
        total_waiting=turn.total - recognised,
        # So many of the models on this page are recognised ones.
        recognised=min(max(recognised - before, 0), len(turn.cards)),
    )  # fmt: skip


def _declare_proofs(portal: Portal, register: Register, account: Account) -> Iterator[Page]:
    """The exemplars and the units that two of the measures count."""
    library, campaign = portal.library, account.campaign
    bars: dict[str, Bar] = {}
    for bar in account.bars:
        # Several targets may be counted from the same records.
        if bar.address is not None:
            bars.setdefault(bar.address, bar)
    for address, bar in bars.items():
        if bar.progress.target.measure is Measure.EXEMPLARS:
            found = exemplars_of_progress(library, campaign, bar.progress)
            rows = [(one, library.unit(one.unit)) for one in found]
            yield _declare_list(portal, campaign, address, f"Điển hình, {bar.span}", exemplars=rows)
        elif bar.progress.target.measure is Measure.UNITS_WITH_MODEL:
            yield _declare_units(portal, register, address, bar)


def _declare_units(portal: Portal, register: Register, address: str, bar: Bar) -> Page:
    busy = {one.unit for one in register.of_progress(bar.progress)}
    units = units_of(portal.library, register.campaign)
    return _declare_list(
        portal, register.campaign, address, f"Đơn vị có mô hình đăng ký, {bar.span}",
        units=[one for one in units if one.id in busy],
        idle=[one for one in units if one.id not in busy],
        total_units=len(units),
    )  # fmt: skip


def _declare_list(portal: Portal, campaign: Campaign, address: str, heading: str, **lists: Any) -> Page:
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
