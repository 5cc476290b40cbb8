"""What stands on a form's page of the paper itself: the sheet, the examples printed with it."""

from __future__ import annotations

from itertools import groupby

import msgspec

from generator.outputs.forms.layout import HeaderCell, header_grid, lay_out
from generator.outputs.forms.rules import Style
from generator.records.form import Form, leaf_columns

__all__ = ["Samples", "lay_out", "lay_out_samples"]

# On the web the page's own type decides; only bold and italic of the layout count.
_PLAIN = Style(0)


class Samples(msgspec.Struct, frozen=True):
    """The rows that a document prints as examples, below the head of their own table."""

    header: tuple[tuple[HeaderCell, ...], ...]
    groups: tuple[tuple[str | None, tuple[tuple[str, ...], ...]], ...]
    columns: int


def lay_out_samples(form: Form) -> Samples | None:
    """The printed examples under the head of the table with as many columns; None where there are none."""
    if not form.examples:
        return None
    count = len(form.examples[0].cells)
    tables = (block.table for block in form.blocks if block.table)
    table = next(one for one in tables if len(list(leaf_columns(one.columns))) == count)
    sections = groupby(form.examples, lambda one: one.section)
    groups = tuple((section, tuple(one.cells for one in found)) for section, found in sections)
    return Samples(header_grid(table.columns, _PLAIN), groups, count)
