"""Values say the same as the record: the same values where nothing is wrong, none where something is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generator.records.base import MonthDay, Record
from generator.records.form import Form
from generator.records.model import Model, Origin, Subject
from generator.records.values import PlaceUnknownError, Values, take_values
from generator.sources.yaml import read_yaml

ROOT = Path(__file__).resolve().parents[1]
WRITTEN: dict[str, Any] = {
    "id": "ngo-12",
    "name": "Ngõ 12 phân loại rác",
    "campaign": "do-son-2026",
    "field": "kinh-te",
    "subject": "collective",
    "implementer": "Chi hội Phụ nữ",
    "unit": "to-5",
    "origin": "new",
    "year": "2026",
    "registered_on": "2026-02-10",
    "launched_on": "2026-03-08",
    "recognition": {"level": "ward", "authority": "Đảng ủy", "decision": None, "date": "2026-10-10"},
    "summary": "Cả ngõ cùng làm.",
    "situation": "Rác để lẫn.\n",
    "approach": " Từng nhà nhận việc.\n\nRồi cùng làm. ",
    "results": [{"figure": "45/45", "unit": "hộ", "text": "phân loại rác", "date": "2026-09-30"}],
    "evidence": [{"criterion": "1", "text": "Sổ theo dõi.\n"}, {"criterion": "2", "text": "Ảnh chụp."}],
    "photos": [{"file": "a.jpg", "alt": "Ngõ 12", "caption": "Ngõ 12", "credit": "Ảnh: Ban Xây dựng Đảng"}],
    "updated": "2026-10-12",
    "sample": "true",
    "aliases": ["ngo-12-cu"],
}


def plain(value: Any) -> Any:
    """A record, a part or their values as groups, with the type of each value."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Values):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return [plain(one) for one in value] if isinstance(value, tuple) else (type(value), value)


def record_of(values: dict[str, Any]) -> object:
    try:
        return plain(Model.model_validate(values))
    except ValidationError:
        return None


def assert_same_or_nothing(values: dict[str, Any]) -> None:
    found = take_values(Model, values)
    assert found is None or plain(found) == record_of(values)


def test_values_of_a_right_model_are_typed_as_its_fields_are() -> None:
    model = take_values(Model, WRITTEN)
    assert (model.subject, model.origin, model.year, model.sample) == (Subject.COLLECTIVE, Origin.NEW, 2026, True)
    assert model.recognition.date == date(2026, 10, 10)
    assert model.recognition.decision is None
    assert model.approach == "Từng nhà nhận việc.\n\nRồi cùng làm."
    assert [(one.criterion, one.text) for one in model.evidence] == [(1, "Sổ theo dõi."), (2, "Ảnh chụp.")]
    assert model.theme is None
    assert model.is_recognised
    assert plain(model) == record_of(WRITTEN)


@pytest.mark.parametrize("path", sorted((ROOT / "data/models").glob("*.yml")), ids=lambda path: path.stem)
def test_models_of_the_portal_have_the_values_of_their_records(path: Path) -> None:
    node, _ = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert node is not None
    values: Any = node.plain()
    found = take_values(Model, {**values, "id": path.stem})
    assert found is not None
    assert plain(found) == record_of({**values, "id": path.stem})


WRONG = {
    "missing": ("name", ...),
    "unknown": ("nome", "Ngõ 12"),
    "empty": ("name", None),
    "blank": ("summary", "  "),
    "too long": ("name", "x" * 161),
    "not a list": ("aliases", "ngo-12-cu"),
    "not a group": ("recognition", "ward"),
    "list of texts": ("evidence", ["Sổ theo dõi."]),
    "group for a text": ("name", {"vi": "Ngõ"}),
    "no such choice": ("origin", "moi"),
    "choice with a blank": ("origin", "new "),
    "no such day": ("updated", "2026-11-31"),
    "day of another age": ("updated", "1026-11-30"),
    "day with a time": ("updated", "2026-11-30T00:00"),
    "year of another age": ("year", "1026"),
    "not a whole year": ("year", "2026.5"),
    "year in words": ("year", "2e3"),
    "thousands": ("evidence", [{"criterion": "1.000", "text": "x"}]),
    "neither yes nor no": ("sample", "1"),
    "not an id": ("aliases", ["Ngõ 12"]),
}


@pytest.mark.parametrize(("key", "value"), WRONG.values(), ids=WRONG)
def test_a_wrong_model_has_no_values(key: str, value: object) -> None:
    values = {**WRITTEN, key: value}
    if value is ...:
        del values[key]
    assert record_of(values) is None
    assert take_values(Model, values) is None


_SCALARS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["new", "ward", "true", "False", " TRUE ", "2026", " 7", "7.0", "7.25", "-3", "٣", "1_000", "0x10"]
    ),
    st.dates().map(str),
    st.integers(-5, 3000).map(str),
    st.sampled_from([20, 24, 120, 160, 250, 280]).flatmap(lambda n: st.sampled_from(["ắ" * n, "ắ" * (n + 1)])),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "date", "criterion"]), inner),
    max_leaves=4,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from([*Model.model_fields]), _VALUES, min_size=1, max_size=4))
def test_whatever_is_written_values_and_record_agree(changes: dict[str, Any]) -> None:
    assert_same_or_nothing({**WRITTEN, **changes})


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["results", "evidence", "photos", "recognition"]),
    st.sampled_from(["figure", "unit", "text", "date", "criterion", "level", "authority", "alt"]),
    _VALUES,
)
def test_whatever_is_written_in_a_part_values_and_record_agree(name: str, key: str, value: object) -> None:
    old = WRITTEN[name]
    assert_same_or_nothing(
        {**WRITTEN, name: {**old, key: value} if name == "recognition" else [{**old[0], key: value}]}
    )


def test_values_do_not_pretend_to_know_their_place() -> None:
    with pytest.raises(PlaceUnknownError):
        take_values(Model, WRITTEN).at("name")


def test_a_record_with_checks_of_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match="checks"):
        take_values(Form, {})


def test_a_type_with_a_check_after_it_is_refused() -> None:
    class Checked(Record):
        day: MonthDay

    with pytest.raises(TypeError, match="checks"):
        take_values(Checked, {"day": "02-15"})
