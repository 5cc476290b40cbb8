"""What is wrong between new records and the portal: nothing comes in that `dvk check` would then refuse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.importing.register.records import Change, Filing, at_row
from generator.problems import Problem
from generator.records.brief import brief_of
from generator.records.collection import Unread
from generator.records.unit import Unit
from generator.rules import check_records


def check_together(changes: Sequence[Change], unit: Unit | None, filing: Filing, unread: Unread) -> Iterator[Problem]:
    """What the rules across records say of the portal with these changes, and do not say without them.

    `unit` is the one that would be new.
    """
    made = {one.record.id: brief_of(one.record) for one in changes if one.record is not None and one.text}
    units = {**filing.records.units, **({unit.id: unit} if unit else {})}
    records = replace(filing.records, models={**filing.records.models, **made}, units=units)
    before = set(check_records(filing.records, {}, unread))
    made_of = {one.file: one for one in changes}
    for problem in check_records(records, {}, unread):
        if problem not in before:
            change = made_of.get(problem.at.file)
            yield at_row(problem, change, filing) if change else problem
