"""Registrations as model and unit files, and how they differ from those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from generator.digests import digest_bytes
from generator.entries import read_whole
from generator.importing.register.registration import Registration
from generator.importing.register.units import guess_kind
from generator.printed import key_of
from generator.problems import Level, Location, Problem
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.model import Model
from generator.records.part import fields_of
from generator.records.reading import read_record
from generator.records.unit import Unit
from generator.rules import check_one
from generator.sources.node import Source
from generator.sources.yaml import read_yaml
from generator.vietnamese import make_id

R = TypeVar("R", bound=Record)

_WIDTH = 110
# An id is part of an address, which people read.
_LONGEST_ID = 60
# A name so much like another of the same people is the same model, named better.
_RENAMED = 0.6


class Filing(msgspec.Struct, frozen=True):
    """What the rows of one file are filed under; `source` is what a record says of where it comes from."""

    root: Path
    records: Records
    campaign: Campaign
    unit: str
    unit_name: str
    year: int
    file: str
    source: str
    registered_on: date
    today: date


class Change(msgspec.Struct, frozen=True):
    """What becomes of one registration: `text` is the new text of `file`, "" when it stays as it is; `record`
    is what the text comes to.

    Shape of `differences`: (label, what the portal has, what the form says), none for a new model.
    """

    registration: Registration
    file: str
    text: str
    is_new: bool
    record: Model | None = None
    differences: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_renamed(self) -> bool:
        """Whether the model goes by another name, and not only by other letters of it."""
        label = fields_of(Model)["name"].label
        return any(name == label and key_of(old) != key_of(new) for name, old, new in self.differences)


def file_models(found: Sequence[Registration], filing: Filing) -> Iterator[Change]:
    """Each registration as a new model, or beside the one that was made of it before."""
    taken = {*filing.records.models}
    known = {key_of(one.name): one for one in _filed_before(filing)}
    absent = {one.id: one for one in list_absent(found, filing)}
    for one in found:
        before = known.get(key_of(one.name)) or _find_renamed(one, absent.values(), filing)
        if before is not None:
            absent.pop(before.id, None)
            yield _compare(one, read_whole(filing.root, before), filing)
            continue
        model_id = _choose_id(one, filing, taken)
        taken.add(model_id)
        file = f"data/{Model.folder}/{model_id}.yml"
        text = dump(tell_model(one, filing))
        record, problems = _check(text, file, model_id)
        yield Change(one, file, text, True, record, problems=tuple(problems))


def _filed_before(filing: Filing) -> Iterator[Brief]:
    """What the portal has of the unit for the year."""
    filed = (filing.campaign.id, filing.year, filing.unit)
    return (one for one in filing.records.models.values() if (one.campaign, one.year, one.unit) == filed)


def list_absent(found: Sequence[Registration], filing: Filing) -> list[Brief]:
    """The models of the unit and year that the portal has and the file does not name."""
    names = {key_of(one.name) for one in found}
    return [one for one in _filed_before(filing) if key_of(one.name) not in names]


def _find_renamed(one: Registration, absent: Iterable[Brief], filing: Filing) -> Brief | None:
    """The one absent model that a registration tells by another name: same people and field, a name that is near."""
    who = key_of(one.implementer or filing.unit_name)
    near = [
        other
        for other in absent
        if (key_of(other.implementer), other.field, other.subject) == (who, one.field, one.subject)
        and _is_near(key_of(one.name), key_of(other.name))
    ]
    return near[0] if len(near) == 1 else None


def _is_near(name: str, other: str) -> bool:
    """Whether two names may be of one model; those that differ in a number are of two: "Ngõ 3", "Ngõ 5"."""
    if re.findall(r"\d+", name) != re.findall(r"\d+", other):
        return False
    return SequenceMatcher(None, name, other).ratio() >= _RENAMED


def _choose_id(one: Registration, filing: Filing, taken: set[str]) -> str:
    """An id of the name; where another model has it, with the unit's, at last with a number."""
    name = make_id(one.name)[:_LONGEST_ID].strip("-") or "mo-hinh"
    choices = (
        name,
        f"{name}-{filing.unit}",
        *(f"{name}-{filing.unit}-{number}" for number in range(2, len(taken) + 3)),
    )
    return next(choice for choice in choices if choice not in taken)


def tell_model(one: Registration, filing: Filing) -> dict[str, Any]:
    """The values of a model's file, in the order in which they are declared."""
    values = {
        "name": one.name,
        "campaign": filing.campaign.id,
        "field": one.field,
        "subject": str(one.subject),
        "implementer": one.implementer or filing.unit_name,
        "unit": filing.unit,
        "origin": str(one.origin),
        "year": filing.year,
        "registered_on": filing.registered_on,
        "launched_on": one.launched_on,
        "situation": one.situation,
        "approach": one.approach,
        "expected": one.expected,
        "source": f"{filing.source}, {one.place}",
        "updated": filing.today,
        "sample": True if filing.campaign.sample else None,
    }
    return {key: value for key, value in values.items() if value is not None}


def tell_unit(filing: Filing) -> dict[str, Any]:
    values = {
        "name": filing.unit_name,
        "kind": str(guess_kind(filing.unit_name)),
        "summary": f"Đơn vị đăng ký mô hình “Dân vận khéo” năm {filing.year}.",
        "sample": True if filing.campaign.sample else None,
    }
    return {key: value for key, value in values.items() if value is not None}


def check_unit(text: str, filing: Filing, file: str) -> tuple[Unit | None, list[Problem]]:
    return _read(Unit, text, file, filing.unit)


def _compare(one: Registration, model: Model, filing: Filing) -> Change:
    """What the form says otherwise than the portal; of what it did not ask nothing is compared."""
    told = tell_model(one, filing)
    values: dict[str, Any] = {}
    differences = []
    for key in sorted(one.told, key=list(told).index if one.told <= told.keys() else None):
        old, new = getattr(model, key), told.get(key)
        if _plain(old) != _plain(new):
            values[key] = new
            differences.append((fields_of(Model)[key].label, _plain(old), _plain(new)))
    if not values:
        return Change(one, model.file, "", is_new=False)
    text = _replace_values(
        (filing.root / model.file).read_text(encoding="utf-8"),
        {**values, "source": told["source"], "updated": filing.today},
    )
    record, problems = _check(text, model.file, model.id)
    if model.is_recognised:
        wrong = f"mô hình “{model.name}” đã được công nhận, phiếu đăng ký khác với bản công bố."
        problems.append(Problem(Location(model.file), "already-recognised", wrong, "sửa tay nếu cần, bỏ dòng này."))
    return Change(one, model.file, text, False, record, tuple(differences), tuple(problems))


def _plain(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _replace_values(text: str, values: Mapping[str, Any]) -> str:
    """The text of a YAML file with some values put in the place of others; all else stays, comments too."""
    mapping = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(mapping, yaml.MappingNode)
    spans = {key.value: (key.start_mark.index, value.end_mark.index) for key, value in mapping.value}
    for key in sorted(values, key=lambda name: -spans.get(name, (len(text), 0))[0]):
        start, end = spans.get(key, (len(text), len(text)))
        written = "" if values[key] is None else dump({key: values[key]})
        rest = text[end:].lstrip("\n") if text[start:end].endswith("\n") else text[end:].removeprefix("\n")
        text = text[:start] + written + rest
    return text


def dump(values: Mapping[str, Any]) -> str:
    """YAML in the order of `values`; long texts as blocks that people can edit."""
    return yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)


def _check(text: str, file: str, model_id: str) -> tuple[Model | None, list[Problem]]:
    """The record of a file's text, and what `dvk check` would say of it."""
    record, problems = _read(Model, text, file, model_id)
    return record, [*problems, *(check_one(record, texts=True) if record is not None else ())]


def at_row(problem: Problem, one: Change, filing: Filing) -> Problem:
    """The problem at the row that its record comes from; of a file that is there already at its own place in it."""
    cell = one.registration.cell
    at = Location(filing.file, cell.row, cell.column) if one.is_new else problem.at
    return msgspec.structs.replace(problem, at=at, wrong=f"{one.registration.place}: {problem.wrong}")


def _read(kind: type[R], text: str, file: str, record_id: str) -> tuple[R | None, list[Problem]]:
    node, problems = read_yaml(text, file)
    if node is None:
        return None, [*problems]
    record, wrong = read_record(kind, node, record_id)
    if record is not None:
        record.placed(Source(file, digest_bytes(file.encode(), text.encode()), lambda: node))
    return record, [*problems, *wrong]


def find_twins(found: Sequence[Registration], file: str) -> Iterator[Problem]:
    """Two rows that register the same model."""
    seen: dict[str, Registration] = {}
    for one in found:
        first = seen.setdefault(key_of(one.name), one)
        if first is not one:
            wrong = f"{one.place} là “{one.name}”: trùng tên mô hình với {first.place}."
            fix = "giữ một dòng, hoặc ghi rõ tên để phân biệt hai mô hình."
            yield Problem(Location(file, one.cell.row, one.cell.column), "same-model", wrong, fix, Level.ERROR)
