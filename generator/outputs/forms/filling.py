"""What is written into a form before it is handed to one unit: names, year, place, addressee. The rest stays blank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import msgspec

from generator.outputs.forms.layout import BlockLayout, BodyRow, FillLayout, Paper, TableLayout, lay_out
from generator.outputs.forms.marks import UNIT, YEAR
from generator.outputs.forms.text import ANY_YEAR, Line, Run
from generator.records.asking import GAP, asks_for_unit
from generator.records.campaign import Campaign
from generator.records.form import Block, Form, Letterhead, leaf_columns
from generator.records.meanings import Holds
from generator.records.unit import Unit, UnitKind

_LOCALITY = re.compile(r"(?:phường|xã|thị trấn|đặc khu) (?P<name>.+)", re.IGNORECASE)
_PRINTED_YEAR = re.compile(r"(?<=năm )\d{4}\b")
# "năm....", "NĂM 20…": the year is for whoever fills the form in.
_OPEN_YEAR = re.compile(rf"(?<=năm)\s*(?:20\d?)?{GAP.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filling:
    """Who will fill a form in, and for which year; in a stencil the year too is a word that stands in for it."""

    unit: Unit
    year: int | str


# Words that a browser replaces by those of a unit; see theme/assets/js/own-form.js. No form has such brackets.
STAND_IN = Filling(Unit(id="⟦mã⟧", name="⟦đơn vị⟧", kind=UnitKind.OFFICE, summary=""), ANY_YEAR)


def lay_out_for(
    filling: Filling | None, form: Form, campaign: Campaign, *, marks: Mapping[str, str] = MappingProxyType({})
) -> Paper:
    """The paper of a form with what is known of the unit; without a filling the blank one. `marks` are added to its."""
    if filling is None:
        blank = lay_out(form, campaign)
        return replace(blank, marks={**blank.marks, **marks})
    year = str(filling.year)
    changes: dict[str, object] = {
        "kind": tuple(_fill_year(text, year) for text in form.kind),
        "subject": tuple(_fill_year(text, year) for text in form.subject),
    }
    if form.letterhead:
        changes["letterhead"] = _fill_day(form.letterhead, campaign, year)
    if form.addressee:
        changes["addressee"] = GAP.sub(lambda _: form.recipient, form.addressee)
    paper = lay_out(msgspec.structs.replace(form, **changes), campaign)
    pairs = zip(form.blocks, paper.blocks, strict=True)
    return replace(
        _name_body(paper, form, filling.unit),
        marks={**paper.marks, UNIT: filling.unit.id, YEAR: year, **marks},
        blocks=tuple(_fill_block(block, layout, filling.unit) for block, layout in pairs),
    )


def _fill_year(text: str, year: str) -> str:
    return _OPEN_YEAR.sub(lambda _: f" {year}", text)


def _fill_day(head: Letterhead, campaign: Campaign, year: str) -> Letterhead:
    place = _PRINTED_YEAR.sub(lambda _: year, _fill_year(head.place, year))
    return msgspec.structs.replace(head, place=name_place(place, campaign))


def name_place(place: str, campaign: Campaign) -> str:
    """A letterhead's place and day with the campaign's locality: "....., ngày…" → "Việt Hưng, ngày…"."""
    locality = _LOCALITY.fullmatch(campaign.locality)
    if locality is None:
        return place
    # Only the dots in front of the day: the others are for the day and the month.
    return re.sub(rf"^{GAP.pattern}(?=,)", lambda _: locality["name"], place)


def _name_body(paper: Paper, form: Form, unit: Unit) -> Paper:
    """The paper with the unit as its body; a body without dots is printed: that unit's forms are nobody else's."""
    if paper.letterhead is None or form.letterhead is None or not GAP.search(form.letterhead.body):
        return paper
    *above, body = paper.letterhead.left
    left = (*above, _name(unit.name.upper(), body))
    return replace(paper, letterhead=replace(paper.letterhead, left=left))


def _name(text: str, line: Line) -> Line:
    """A name as it is, in the style of a line: what looks like markup in it is none."""
    return (Run(text, line[0].size, line[0].bold, line[0].italic, filled=True),)


def _fill_block(block: Block, layout: BlockLayout, unit: Unit) -> BlockLayout:
    if isinstance(layout, FillLayout) and block.fill and asks_for_unit(block.fill):
        return replace(layout, answer=(Run(unit.name, layout.label[0].size, filled=True),))
    if isinstance(layout, TableLayout) and block.table:
        leaves = leaf_columns(block.table.columns)
        column = next((index for index, one in enumerate(leaves) if one.holds is Holds.UNIT), None)
        return layout if column is None else replace(layout, rows=_name_first(layout.rows, column, unit))
    return layout


def _name_first(rows: Sequence[BodyRow], column: int, unit: Unit) -> tuple[BodyRow, ...]:
    """The rows with the unit in the first one to write in: it reports of nobody else."""
    first = next((index for index, row in enumerate(rows) if row.kind == "blank"), None)
    if first is None or not rows[first].cells[0]:
        return tuple(rows)
    cells = list(rows[first].cells)
    cells[column] = _name(unit.name, (replace(cells[0][0], bold=False),))
    return (*rows[:first], replace(rows[first], cells=tuple(cells)), *rows[first + 1 :])
