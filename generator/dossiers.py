"""The dossiers of all models that wait for recognition, at a glance: which papers are there, which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from generator.dossier import Dossier, compile_dossier
from generator.outputs.forms import draw
from generator.records.campaign import Task
from generator.records.collection import Records
from generator.records.form import Block, Column, Form, FormStatus, Orientation, Table, TableRow
from generator.records.form import Entry as Kind
from generator.vietnamese import format_day, sort_key

_THERE, _MISSING = "x", "–"


def list_dossiers(records: Records, root: Path) -> Sequence[Dossier]:
    """Of every model that is registered and not yet recognised, if its plan says what a dossier holds.

    By plan; the newest year first, then by unit and name.
    """
    waiting = [one for one in records.models.values() if not one.is_recognised]
    found = [one for model in waiting if (one := compile_dossier(records, root, model)) is not None]
    return sorted(
        found, key=lambda one: (one.campaign.id, -one.model.year, sort_key(one.unit), sort_key(one.model.name))
    )


def format_dossiers(dossiers: Sequence[Dossier]) -> str:
    """The state of all dossiers for the terminal, a table for each plan."""
    if not dossiers:
        return "Không có mô hình nào đã đăng ký mà chờ công nhận."
    lines = [line for group in _by_plan(dossiers) for line in _format_plan(group)]
    return "\n".join([*lines, _count(dossiers)])


def _by_plan(dossiers: Sequence[Dossier]) -> list[list[Dossier]]:
    return [list(group) for _, group in groupby(dossiers, key=lambda one: one.campaign.id)]


def _count(dossiers: Sequence[Dossier]) -> str:
    complete = sum(not one.missing for one in dossiers)
    return f"{len(dossiers)} mô hình chờ công nhận: {complete} đủ hồ sơ, {len(dossiers) - complete} còn thiếu."


def _format_plan(dossiers: Sequence[Dossier]) -> Iterator[str]:
    first = dossiers[0]
    yield f"{first.campaign.short_title}{f', {first.copies}' if first.copies else ''}"
    for paper in _wanted(first):
        yield f"  {paper}"
    yield "  " + "".join(f"{number:>3}" for number in range(1, len(_wanted(first)) + 1)) + "  mô hình"
    for one in dossiers:
        marks = "".join(f"{mark:>3}" for mark in _marks(one))
        yield f"  {marks}  {one.model.id}: {one.model.name} ({one.unit}, {one.model.year})"
    yield ""


def _wanted(dossier: Dossier) -> list[str]:
    return [f"{paper.number}. {paper.text}" for paper in dossier.papers if paper.number]


def _marks(dossier: Dossier) -> list[str]:
    return [_THERE if paper.is_there else _MISSING for paper in dossier.papers if paper.number]


def draw_dossiers(dossiers: Sequence[Dossier], suffix: str, day: date) -> bytes:
    """The same as a file, with a table for each plan; `suffix` is docx, pdf or xlsx."""
    campaign = dossiers[0].campaign
    form = Form(
        id="ho-so-cong-nhan",
        campaign=campaign.id,
        title="Theo dõi hồ sơ đề nghị công nhận mô hình",
        status=FormStatus.OFFICIAL,
        tasks=(Task.RECOGNISE,),
        summary="Hồ sơ của mô hình nào còn thiếu gì.",
        sender=campaign.issuer,
        recipient=campaign.issuer,
        source="",
        orientation=Orientation.LANDSCAPE,
        kind=("THEO DÕI HỒ SƠ",),
        subject=(f"Đề nghị công nhận mô hình, đến ngày {format_day(day)}",),
        blocks=tuple(block for group in _by_plan(dossiers) for block in _lay_out_plan(group)),
    )
    return draw(form, suffix, campaign=campaign)


def _lay_out_plan(dossiers: Sequence[Dossier]) -> Iterator[Block]:
    first = dossiers[0]
    yield Block(heading=first.campaign.short_title)
    yield from (Block(paragraph=paper) for paper in _wanted(first))
    yield from [Block(paragraph=f"Số bộ: {first.copies}.")] if first.copies else []
    columns = (
        Column(title="TT", width=10, entry=Kind.ORDINAL),
        Column(title="Mô hình", width=80),
        Column(title="Đơn vị", width=60),
        Column(title="Năm", width=14, entry=Kind.ORDINAL),
        *(Column(title=str(number), width=10, entry=Kind.TICK) for number in range(1, len(_wanted(first)) + 1)),
        Column(title="Thiếu", width=14, entry=Kind.ORDINAL),
    )
    rows = (
        TableRow(cells=(str(number), one.model.name, one.unit, str(one.model.year), *_ticks(one), _tell_missing(one)))
        for number, one in enumerate(dossiers, start=1)
    )
    yield Block(table=Table(columns=columns, rows=tuple(rows)))


def _ticks(dossier: Dossier) -> list[str]:
    return [mark if mark == _THERE else "" for mark in _marks(dossier)]


def _tell_missing(dossier: Dossier) -> str:
    return str(len(dossier.missing)) if dossier.missing else "đủ"
