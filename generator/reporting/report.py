"""What `dvk report` does: the models of a campaign up to a day, in a form of that campaign."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from generator.entries import read_whole
from generator.outputs.forms import draw
from generator.printed import FieldNames
from generator.problems import Location, Problem, nearest
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.records.form import FORMATS, Form, Table, leaf_columns
from generator.records.meanings import Holds
from generator.reporting.filling import Names, list_counts, list_register, with_head, with_table


class Report(msgspec.Struct, frozen=True):
    """The bytes of a filled form, how many models it tells of; or why there is none."""

    problems: tuple[Problem, ...] = ()
    content: bytes = b""
    form: Form | None = None
    models: int = 0


def can_be_reported(form: Form) -> bool:
    """Whether records can fill the form: it holds models by their names, or counts them."""
    table = _table_of(form)
    return table is not None and any(one.counts or one.holds is Holds.NAME for one in leaf_columns(table.columns))


def _table_of(form: Form) -> Table | None:
    return next((block.table for block in form.blocks if block.table), None)


def report(records: Records, root: Path, form_id: str, suffix: str, *, day: date, unit: str | None = None) -> Report:
    """The form filled with all that was registered up to `day`, or by one unit; recognised later counts as not yet.

    `records` are those of the portal in `root`, without errors.
    """
    form = records.forms.get(form_id)
    table = _table_of(form) if form else None
    if form is None or table is None or not can_be_reported(form) or suffix not in form.formats:
        return Report((_no_form(form_id, suffix, records),))
    if unit is not None and unit not in records.units:
        return Report((_no_unit(unit, records),))
    models = [_as_of(one, day) for one in records.models.values() if _counts(one, form, unit, day)]
    names = Names(
        {one.id: one.name for one in records.units.values()},
        {one.id: one.name for one in records.fields.values()},
        FieldNames(records.fields),
    )
    campaign = records.campaigns[form.campaign]
    sender = names.units[unit] if unit else campaign.issuer
    if any(one.counts for one in leaf_columns(table.columns)):
        rows = list(list_counts(table, models, names))
    else:
        whole = [read_whole(root, records.models[one.id]) for one in models]
        rows = list(list_register(table, whole, names))
    filled = with_head(with_table(form, rows), campaign, sender, day)
    return Report((), draw(filled, suffix, campaign=campaign), form, len(models))


def _counts(model: Brief, form: Form, unit: str | None, day: date) -> bool:
    return (
        model.campaign == form.campaign
        and model.year == day.year
        and model.registered_on <= day
        and unit in (None, model.unit)
    )


def _as_of(model: Brief, day: date) -> Brief:
    late = model.recognition is not None and model.recognition.date > day
    return msgspec.structs.replace(model, recognition=None) if late else model


def _no_form(form_id: str, suffix: str, records: Records) -> Problem:
    known = [one.id for one in records.forms.values() if can_be_reported(one)]
    near = nearest(form_id, known)
    wrong = f"không lập được biểu “{form_id}” dạng {FORMATS[suffix]} từ sổ mô hình."
    fix = f"có phải {near}?" if near and near != form_id else "lập được: " + ", ".join(known) + "."
    return Problem(Location(f"data/forms/{form_id}.yml"), "no-report", wrong, fix)


def _no_unit(unit: str, records: Records) -> Problem:
    near = nearest(unit, list(records.units))
    fix = f"có phải {near}?" if near else "xem mã đơn vị trong data/units/."
    return Problem(Location(f"data/units/{unit}.yml"), "no-unit", f"không có đơn vị “{unit}”.", fix)
