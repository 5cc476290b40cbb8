"""Registrations as model and unit files, and how they differ from those that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from generator.entries import read_whole
from generator.importing.register.registration import Registration
from generator.importing.register.sender import guess_kind
from generator.printed import key_of
from generator.problems import Level, Location, Problem
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.model import Model
from generator.records.part import fields_of
from generator.records.reading import read_record
from generator.records.unit import Unit
from generator.rules import check_one
from generator.sources.yaml import read_yaml
from generator.vietnamese import make_id

_WIDTH = 110
# An id is part of an address, which people read.
_LONGEST_ID = 60


class Filing(msgspec.Struct, frozen=True):
    """What the rows of one file are filed under."""

    root: Path
    records: Records
    campaign: Campaign
    unit: str
    unit_name: str
    year: int
    source: str
    today: date


class Change(msgspec.Struct, frozen=True):
    """What becomes of one registration: `text` is the new text of `file`, "" when it stays as it is.

    Shape of `differences`: (label, what the portal has, what the form says), none for a new model.
    """

    registration: Registration
    file: str
    text: str
    is_new: bool
    differences: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def file_models(found: Sequence[Registration], filing: Filing) -> Iterator[Change]:
    """Each registration as a new model, or beside the one that was made of it before."""
    taken = {*filing.records.models}
    known = {
        key_of(one.name): one.id
        for one in filing.records.models.values()
        if (one.campaign, one.year, one.unit) == (filing.campaign.id, filing.year, filing.unit)
    }
    for one in found:
        if (model_id := known.get(key_of(one.name))) is not None:
            yield _compare(one, read_whole(filing.root, filing.records.models[model_id]), filing)
            continue
        model_id = _choose_id(one, filing, taken)
        taken.add(model_id)
        file = f"data/{Model.folder}/{model_id}.yml"
        text = dump(tell_model(one, filing))
        yield Change(one, file, text, is_new=True, problems=tuple(_check(one, text, file, model_id)))


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
        "registered_on": filing.today,
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


def check_unit(text: str, filing: Filing, file: str) -> Sequence[Problem]:
    node, problems = read_yaml(text, file)
    return [*problems, *(read_record(Unit, node, filing.unit)[1] if node is not None else [])]


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
    text = _replace_values((filing.root / model.file).read_text(encoding="utf-8"), {**values, "updated": filing.today})
    problems = list(_check(one, text, model.file, model.id))
    if model.is_recognised:
        wrong = f"{one.place}: mô hình “{model.name}” đã được công nhận, phiếu đăng ký khác với bản công bố."
        problems.append(Problem(Location(model.file), "already-recognised", wrong, "sửa tay nếu cần, bỏ dòng này."))
    return Change(one, model.file, text, False, tuple(differences), tuple(problems))


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


def _check(one: Registration, text: str, file: str, model_id: str) -> Iterator[Problem]:
    """What `dvk check` would say of the file, at the row that it comes from."""
    node, problems = read_yaml(text, file)
    if node is not None:
        record, wrong = read_record(Model, node, model_id)
        problems = [*problems, *wrong, *(check_one(record, texts=True) if record is not None else ())]
    for problem in problems:
        yield Problem(problem.at, problem.code, f"{one.place}: {problem.wrong}", problem.fix, problem.level)


def find_twins(found: Sequence[Registration], file: str) -> Iterator[Problem]:
    """Two rows that register the same model."""
    seen: dict[str, Registration] = {}
    for one in found:
        first = seen.setdefault(key_of(one.name), one)
        if first is not one:
            wrong = f"{one.place} là “{one.name}”: trùng tên mô hình với {first.place}."
            fix = "giữ một dòng, hoặc ghi rõ tên để phân biệt hai mô hình."
            yield Problem(Location(file, one.cell.row, one.cell.column), "same-model", wrong, fix, Level.ERROR)
