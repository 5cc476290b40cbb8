"""What is written into a form before it is handed to one unit: names, year, place, addressee. The rest stays blank."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import msgspec

from generator.outputs.forms.layout import BlockLayout, FillLayout, Paper, lay_out
from generator.outputs.forms.marks import UNIT, YEAR
from generator.outputs.forms.text import Run, plain
from generator.records.campaign import Campaign
from generator.records.form import Form, Letterhead
from generator.records.unit import Unit

# Dots to write on: "ĐƠN VỊ…....", "....., ngày".
_GAP = re.compile(r"(?:…|\.{3,})[.…]*")
_LOCALITY = re.compile(r"(?:phường|xã|thị trấn|đặc khu) (?P<name>.+)", re.IGNORECASE)
# A label that asks for the unit itself, and for nothing else with it.
_ASKS_UNIT = re.compile(
    r"(?:\d+\. )?(?:tên )?(?:cơ quan, )?đơn vị(?: (?:đăng ký|báo cáo|lập biểu|gửi))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Filling:
    """Who will fill a form in, and for which year."""

    unit: Unit
    year: int


def lay_out_for(filling: Filling | None, form: Form, campaign: Campaign) -> Paper:
    """The paper of a form with what is known of the unit; without a filling the blank one."""
    if filling is None:
        return lay_out(form, campaign)
    changes: dict[str, object] = {}
    if form.letterhead:
        changes["letterhead"] = _fill_letterhead(form.letterhead, campaign, filling)
    if form.addressee:
        changes["addressee"] = _GAP.sub(lambda _: form.recipient, form.addressee)
    paper = lay_out(msgspec.structs.replace(form, **changes), campaign)
    return replace(
        paper,
        marks={**paper.marks, UNIT: filling.unit.id, YEAR: str(filling.year)},
        blocks=tuple(_fill_block(block, filling.unit) for block in paper.blocks),
    )


def _fill_letterhead(head: Letterhead, campaign: Campaign, filling: Filling) -> Letterhead:
    # A body without dots is printed: that unit's forms are nobody else's.
    body = filling.unit.name.upper() if _GAP.search(head.body) else head.body
    place = re.sub(r"(?<=năm )\d{4}\b", str(filling.year), head.place)
    return msgspec.structs.replace(head, body=body, place=name_place(place, campaign))


def name_place(place: str, campaign: Campaign) -> str:
    """A letterhead's place and day with the campaign's locality: "....., ngày…" → "Việt Hưng, ngày…"."""
    locality = _LOCALITY.fullmatch(campaign.locality)
    if locality is None:
        return place
    # Only the dots in front of the day: the others are for the day and the month.
    return re.sub(rf"^{_GAP.pattern}(?=,)", lambda _: locality["name"], place)


def _fill_block(block: BlockLayout, unit: Unit) -> BlockLayout:
    if not isinstance(block, FillLayout) or not _ASKS_UNIT.fullmatch(plain(block.label).strip()):
        return block
    return replace(block, answer=(Run(unit.name, block.label[0].size),))
