"""Where a form asks for whoever fills it in: dots in its head, a label, a column."""

from __future__ import annotations

import re

from generator.records.form import Form, leaf_columns
from generator.records.meanings import Holds

# Dots to write on: "ĐƠN VỊ…....", "....., ngày".
GAP = re.compile(r"(?:…|\.{3,})[.…]*")
# A label that asks for the unit itself, and for nothing else with it.
_UNIT_LABEL = re.compile(
    r"(?:\d+\. )?(?:tên )?(?:cơ quan, )?đơn vị(?: (?:đăng ký|báo cáo|lập biểu|gửi))?", re.IGNORECASE
)
_MARKUP = re.compile(r"\*+")


def asks_for_unit(label: str) -> bool:
    """Whether a label wants the name of the unit, with or without markup: "**1. Tên cơ quan, đơn vị**"."""
    return _UNIT_LABEL.fullmatch(_MARKUP.sub("", label).strip()) is not None


def names_unit(form: Form) -> bool:
    """Whether the name of a unit has a place on the form: in its head, behind a label or in a table."""
    in_head = form.letterhead is not None and GAP.search(form.letterhead.body) is not None
    labelled = any(block.fill and asks_for_unit(block.fill) for block in form.blocks)
    tables = (block.table for block in form.blocks if block.table)
    listed = any(column.holds is Holds.UNIT for table in tables for column in leaf_columns(table.columns))
    return in_head or labelled or listed
