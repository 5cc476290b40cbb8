"""Which form a filled file is: by the marks that we wrote into it, else by the titles of its columns or labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.importing.office.tables import Cell, OfficeFile, OfficeTable
from generator.outputs.forms.marks import FORM
from generator.printed import is_alike, key_of
from generator.records.form import Block, Column, Form, leaf_columns
from generator.records.meanings import Holds

# The head of a table stands in the first rows, below a letterhead at most.
_HEAD_WITHIN = 60
# So many of the columns or labels that matter must be there.
_ENOUGH = 0.7
# Comparing takes long; no form has more lines.
_MOST_TEXTS = 1_000


class Head(msgspec.Struct, frozen=True):
    """The head of a filled table: what each column is, by its number from 0; the first row below it, from 0."""

    columns: Mapping[int, Column]
    body: int


def leaves_of(form: Form) -> list[Column]:
    """The columns of the form's tables that say something of a registration."""
    tables = [block.table for block in form.blocks if block.table]
    return [leaf for table in tables for leaf in leaf_columns(table.columns) if leaf.holds]


def labels_of(form: Form) -> list[Block]:
    """The labels of the form that say something of a registration."""
    return [block for block in form.blocks if block.holds]


def can_be_read(form: Form) -> bool:
    """Whether a filled copy can become models: it says at least what they are called."""
    held = [*(leaf.holds for leaf in leaves_of(form)), *(block.holds for block in labels_of(form))]
    return Holds.NAME in held


def find_form(read: OfficeFile, forms: Sequence[Form]) -> Form | None:
    """The form that was filled; None when it is none of these."""
    marked = next((form for form in forms if form.id == read.marks.get(FORM)), None)
    if marked:
        return marked
    shares = [(_share_of(form, read), -number) for number, form in enumerate(forms)]
    best = max(shares, default=(0.0, 0))
    return forms[-best[1]] if best[0] >= _ENOUGH else None


def find_nearest(read: OfficeFile, forms: Sequence[Form]) -> tuple[Form | None, Sequence[str]]:
    """The form that the file has most of, and what it lacks of it; None where it has no more than of any paper."""
    found = [(_missing_of(form, read), form) for form in forms]
    lacking = [(len(missing), missing, form) for missing, form in found if len(missing) < _count(form) / 2]
    best = min(lacking, key=lambda one: one[0], default=None)
    return (best[2], best[1]) if best else (None, ())


def _count(form: Form) -> int:
    return len(leaves_of(form)) or len(labels_of(form))


def _missing_of(form: Form, read: OfficeFile) -> list[str]:
    """The titles or labels of the form that stand nowhere in the file."""
    titles = [leaf.title for leaf in leaves_of(form)] or [block.fill or block.choose or "" for block in labels_of(form)]
    texts = list(
        dict.fromkeys(key for cell in cells_of(read) for line in cell.text.split("\n") if (key := key_of(line)))
    )
    texts = texts[:_MOST_TEXTS]
    return [title.strip("*") for title in titles if not any(is_alike(text, key_of(title)) for text in texts)]


def _share_of(form: Form, read: OfficeFile) -> float:
    """How much of the form is found in the file, from 0 to 1."""
    leaves = leaves_of(form)
    if leaves:
        heads = [head for table in read.tables if (head := find_head(table, form))]
        return max((len(head.columns) / len(leaves) for head in heads), default=0.0)
    texts = _keys_of(read)[:_MOST_TEXTS]
    labels = [key_of(block.fill or block.choose or "") for block in labels_of(form)]
    return sum(any(is_alike(text, label) for text in texts) for label in labels) / len(labels)


def _keys_of(read: OfficeFile) -> list[str]:
    lines = (line for cell in cells_of(read) for line in cell.text.split("\n"))
    return list(dict.fromkeys(filter(None, map(key_of, lines))))


def cells_of(read: OfficeFile) -> Iterator[Cell]:
    for one in read.content:
        if isinstance(one, OfficeTable):
            yield from (cell for row in one.rows for cell in row if cell.first and cell.text)
        else:
            yield Cell(one.text, one.number, 1)


def find_head(table: OfficeTable, form: Form) -> Head | None:
    """The head of the form's table within a table that was read."""
    leaves = leaves_of(form)
    columns: dict[int, Column] = {}
    body = 0
    for number, row in enumerate(table.rows[:_HEAD_WITHIN]):
        found = find_any_titles(row, leaves)
        fresh = {place: leaf for place, leaf in found.items() if place not in columns}
        if columns and not fresh:
            if len(columns) >= _ENOUGH * len(leaves):
                break
            columns = {}
        columns |= fresh
        body = number + 1 if fresh else body
    names = any(leaf.holds is Holds.NAME for leaf in columns.values())
    return Head(columns, body) if names and len(columns) >= _ENOUGH * len(leaves) else None


def find_any_titles(row: Sequence[Cell], leaves: Sequence[Column]) -> dict[int, Column]:
    """The same with titles that a unit typed shorter, "Tập thể" for "Mô hình tập thể": words of one title only."""
    titles = [(f" {key_of(leaf.title)} ", leaf) for leaf in leaves]
    found = find_titles(row, leaves)
    for place, cell in enumerate(row):
        key = key_of(cell.text)
        meant = [leaf for title, leaf in titles if len(key.split()) > 1 and f" {key} " in title]
        if len(meant) == 1 and place not in found and meant[0] not in found.values():
            found[place] = meant[0]
    return found


def find_titles(row: Sequence[Cell], leaves: Sequence[Column]) -> dict[int, Column]:
    """The columns whose titles stand in a row, by their numbers from 0; each once."""
    found: dict[int, Column] = {}
    for place, cell in enumerate(row):
        key = key_of(cell.text)
        for leaf in leaves:
            if leaf not in found.values() and is_alike(key, key_of(leaf.title)):
                found[place] = leaf
                break
    return found
