"""What `dvk report` does: the models of a campaign up to a day, in a form of that campaign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from generator.entries import read_whole
from generator.outputs.forms import draw
from generator.outputs.forms.marks import REPORT, UNIT, YEAR
from generator.printed import FieldNames
from generator.problems import Level, Location, Problem, nearest
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.records.form import FORMATS, Form, Table, leaf_columns
from generator.records.meanings import Holds
from generator.reporting.counting import list_counts, tell_counts
from generator.reporting.filling import Names, find_places, list_register, with_head, with_table
from generator.vietnamese import format_day, format_number


class Report(msgspec.Struct, frozen=True):
    """The bytes of a filled form, how many models it tells of, how many it has no place for; or why there is none.

    `notes` are sentences for whoever checks its numbers.
    """

    problems: tuple[Problem, ...] = ()
    content: bytes = b""
    form: Form | None = None
    models: int = 0
    left_out: int = 0
    notes: tuple[str, ...] = ()


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
    places = find_places(table, names)
    left_out = [one for one in models if not places.has_room_for(one.field)]
    campaign = records.campaigns[form.campaign]
    sender = names.units[unit] if unit else campaign.issuer
    notes: tuple[str, ...] = ()
    if any(one.counts for one in leaf_columns(table.columns)):
        rows, notes = list(list_counts(table, models, names, day)), tuple(tell_counts(table, models, names, day))
    else:
        whole = [read_whole(root, records.models[one.id]) for one in models]
        rows = list(list_register(table, whole, names))
    filled = with_head(with_table(form, rows), campaign, sender, day)
    problems = tuple(_tell_left_out(form, left_out, names))
    told = len(models) - len(left_out)
    marks = {REPORT: day.isoformat(), UNIT: unit or "", YEAR: str(day.year)}
    return Report(problems, draw(filled, suffix, campaign=campaign, marks=marks), form, told, len(left_out), notes)


def list_reports(records: Records, day: date) -> list[tuple[Form, int]]:
    """The forms that records can fill, each with how many models it would tell of on a day; none without a campaign."""
    forms = (one for one in records.forms.values() if can_be_reported(one) and one.campaign in records.campaigns)
    return [(one, sum(_counts(model, one, None, day) for model in records.models.values())) for one in forms]


def format_reports(reports: Sequence[tuple[Form, int]], day: date) -> str:
    """What `dvk report` says without a form: one line for each, ready to print."""
    if not reports:
        return "Chưa biểu mẫu nào lập được từ sổ mô hình: ghi holds hoặc counts cho các cột trong data/forms/."
    width = max(len(form.id) for form, _ in reports)
    lines = [f"Lập được từ sổ mô hình, tính đến {format_day(day)} (dvk report MẪU):"]
    for form, count in reports:
        name = f"{form.number}. {form.title}" if form.number else form.title
        lines.append(f"  {form.id:<{width}}  {name}: {format_number(count)} mô hình")
    return "\n".join(lines)


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


def _tell_left_out(form: Form, models: Sequence[Brief], names: Names) -> Iterator[Problem]:
    """What is sent upward keeps the printed shape: a field without a place in it is told of, and not squeezed in."""
    for field in dict.fromkeys(one.field for one in models):
        here = [f"“{one.name}” ({one.id})" for one in models if one.field == field]
        wrong = f"biểu mẫu “{form.id}” in sẵn không có chỗ cho lĩnh vực “{names.fields[field]}”: "
        wrong += f"{len(here)} mô hình không vào báo cáo này: {', '.join(here)}."
        fix = "báo nơi nhận những mô hình ấy bằng văn bản kèm theo; hoặc đổi field trong data/models/MÃ.yml sang "
        fix += "lĩnh vực có trên biểu mẫu rồi lập lại. Nếu biểu mẫu gọi lĩnh vực ấy bằng tên khác, thêm tên đó "
        fix += f"vào aliases của data/fields/{field}.yml."
        yield Problem(Location(f"data/forms/{form.id}.yml"), "field-without-place", wrong, fix, Level.WARNING)


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
