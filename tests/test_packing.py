"""A record that was put away as bytes comes back as it was, without being checked again."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from generator.loading import load_records
from generator.records.campaign import Campaign, Measure, Period
from generator.records.collection import TYPES, Records
from generator.records.packing import pack_record, unpack_record

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def records() -> Records:
    return load_records(ROOT).records


@pytest.mark.parametrize("name", [name for name in TYPES if name != "models"])
def test_every_record_of_the_portal_comes_back(records: Records, name: str) -> None:
    kind, group = TYPES[name], getattr(records, name)
    assert group
    for record in group.values():
        again = unpack_record(kind, pack_record(record))
        # The words of `repr` tell 3 from 3.0, a tuple from a list, a choice from its text.
        assert repr(again) == repr(record)
        assert again == record


def test_days_choices_and_parts_are_what_they_were(records: Records) -> None:
    campaign = next(one for one in records.campaigns.values() if any(target.measure for target in one.targets))
    again = unpack_record(Campaign, pack_record(campaign))
    assert isinstance(again.period, Period)
    assert type(again.period.start) is date
    assert isinstance(next(one.measure for one in again.targets if one.measure), Measure)


def test_record_remembered_from_the_last_time_knows_its_file(records: Records) -> None:
    first = load_records(ROOT)
    again = load_records(ROOT, first.memory).records
    for name in TYPES:
        for record_id, record in getattr(first.records, name).items():
            same = getattr(again, name)[record_id]
            assert (same.file, same.digest) == (record.file, record.digest)


@pytest.mark.parametrize("name", [name for name in TYPES if name != "models"])
def test_record_handed_to_another_process_knows_its_file(records: Records, name: str) -> None:
    record = next(iter(getattr(records, name).values()))
    again = pickle.loads(pickle.dumps(record))
    assert (again, again.file, again.digest, again.at()) == (record, record.file, record.digest, record.at())
