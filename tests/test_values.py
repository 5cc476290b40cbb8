"""Records are taken by one library and their mistakes told by another: both must agree on what is right."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.loading import load_records
from generator.records.base import Record
from generator.records.collection import TYPES
from generator.records.explaining import explainer_of, find_mistakes
from generator.records.form import Column
from generator.records.model import Model, Origin, Subject
from generator.records.part import Part, fields_of
from generator.records.values import take_values
from generator.sources.folder import read_node

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


def read_real() -> Iterator[tuple[type[Record], dict[str, Any]]]:
    """The values of every record of this repository's portal, as they stand in its file."""
    records = load_records(ROOT).records
    for group, kind in TYPES.items():
        for record_id, record in getattr(records, group).items():
            node, _ = read_node(ROOT, record.file)
            values = node.plain() if node is not None else None
            assert isinstance(values, dict)
            yield kind, {**values, "id": record_id}


REAL = list(read_real())
# Those in which something can be changed often enough.
SHORT = [(kind, values) for kind, values in REAL if len(repr(values)) < 6000]


def plain(value: Any) -> Any:
    """A record or a part, or what pydantic makes of one, as groups with the type of each value."""
    if isinstance(value, BaseModel):
        return {name: plain(one) for name, one in value}
    if isinstance(value, Part):
        return {name: plain(getattr(value, name)) for name in fields_of(type(value))}
    return [plain(one) for one in value] if isinstance(value, tuple) else (type(value), value)


def explained(kind: type[Part], values: object) -> object:
    """What pydantic makes of values, or None."""
    return None if find_mistakes(kind, values) else plain(explainer_of(kind).model_validate(values))


def assert_same(kind: type[Part], values: object) -> None:
    found = take_values(kind, values)
    assert (None if found is None else plain(found)) == explained(kind, values)


def test_values_of_a_right_model_are_typed_as_its_fields_are() -> None:
    model = take_values(Model, WRITTEN)
    assert model is not None
    assert model.recognition is not None
    assert (model.subject, model.origin, model.year, model.sample) == (Subject.COLLECTIVE, Origin.NEW, 2026, True)
    assert model.recognition.date == date(2026, 10, 10)
    assert model.recognition.decision is None
    assert model.approach == "Từng nhà nhận việc.\n\nRồi cùng làm."
    assert [(one.criterion, one.text) for one in model.evidence] == [(1, "Sổ theo dõi."), (2, "Ảnh chụp.")]
    assert model.theme is None
    assert model.is_recognised
    assert plain(model) == explained(Model, WRITTEN)


@pytest.mark.parametrize(("kind", "values"), REAL, ids=[f"{kind.__name__}-{one['id']}" for kind, one in REAL])
def test_records_of_the_portal_have_the_same_values(kind: type[Record], values: dict[str, Any]) -> None:
    assert take_values(kind, values) is not None
    assert_same(kind, values)


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
    assert take_values(Model, values) is None
    assert find_mistakes(Model, values)


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
@given(st.dictionaries(st.sampled_from([*fields_of(Model)]), _VALUES, min_size=1, max_size=4))
def test_whatever_is_written_values_and_record_agree(changes: dict[str, Any]) -> None:
    assert_same(Model, {**WRITTEN, **changes})


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["results", "evidence", "photos", "recognition"]),
    st.sampled_from(["figure", "unit", "text", "date", "criterion", "level", "authority", "alt"]),
    _VALUES,
)
def test_whatever_is_written_in_a_part_values_and_record_agree(name: str, key: str, value: object) -> None:
    old = WRITTEN[name]
    assert_same(Model, {**WRITTEN, name: {**old, key: value} if name == "recognition" else [{**old[0], key: value}]})


def every_place(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values in a group or list."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from every_place(one, (*path, key))


def changed_at(value: Any, path: tuple[str | int, ...], new: object) -> Any:
    """The same group or list with something else at a place, or without it."""
    if not path:
        return new
    copied = value.copy()
    copied[path[0]] = changed_at(value[path[0]], path[1:], new)
    if copied[path[0]] is ...:
        del copied[path[0]]
    return copied


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_whatever_is_changed_in_a_real_record_both_agree(data: st.DataObject) -> None:
    kind, values = data.draw(st.sampled_from(SHORT))
    place = data.draw(st.sampled_from([*every_place(values)]))
    assert_same(kind, changed_at(values, place, data.draw(st.just(...) | _VALUES)))


def test_checks_of_a_part_are_told_in_their_own_words() -> None:
    title = "Cột {tên} lạ"
    (mistake,) = find_mistakes(Column, {"title": title})
    assert (mistake["type"], mistake["msg"]) == (
        "bad-column",
        f"cột “{title}” cần hoặc độ rộng, hoặc các cột con",
    )
    assert take_values(Column, {"title": title}) is None


def test_columns_of_columns_are_read() -> None:
    inner = {"title": "Nam", "width": "10"}
    column = take_values(Column, {"title": "Số người", "children": [inner, {**inner, "title": "Nữ"}]})
    assert column is not None
    assert [(one.title, one.width) for one in column.children] == [("Nam", 10), ("Nữ", 10)]
    (mistake,) = find_mistakes(Column, {"title": "Số người", "children": [{**inner, "width": "0"}]})
    assert mistake["loc"] == ("children", 0, "width")


def test_nothing_but_a_mistake_loads_what_explains_it() -> None:
    """Pydantic takes as long to load as a tenth of a rebuild of ten thousand models."""
    asked = "import sys, generator.cli, generator.pipeline; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0
