"""Figures computed from records: targets by year and for a whole period, tallies, order of listings."""

from __future__ import annotations

import pytest

from generator.library import Library, address_of
from generator.progress import (
    Progress,
    measure_targets,
    open_register,
    tally_fields,
    tally_origins,
    tally_units,
    tally_years,
)
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.model import Model
from generator.records.story import Story
from generator.records.unit import Unit
from tests.inline import gather, make

RECOGNISED = "recognition:\n  level: ward\n  authority: Đảng ủy\n  date: {}\n"
TARGET = """\
  - id: {id}
    text: {text}
    value: {value}
    scope: phường
    measure: {measure}
    source: mục I
"""


def model(name: str, year: int, unit: str = "to-5", recognised: str | None = None, origin: str = "continued") -> Model:
    extra = f"name: {name}\nyear: {year}\nunit: {unit}\norigin: {origin}\nregistered_on: {year}-01-20\n"
    return make(Model, extra + (RECOGNISED.format(recognised) if recognised else ""), name.lower())


MODELS = (
    model("A", 2026, recognised="2026-10-15"),
    model("B", 2026),
    model("C", 2027, recognised="2027-10-15", origin="new"),
    model("D", 2027, "to-12", recognised="2026-10-15"),
)


def library(targets: str = "", *models: Model) -> Library:
    campaign = make(
        Campaign,
        f"period:\n  start: 2026-01-01\n  end: 2027-12-31\n{'targets:' if targets else 'purposes: []'}\n{targets}",
        "ben-may",
    )
    fields = make(Field, "", "doi-song"), make(Field, "order: 2", "an-ninh")
    units = [make(Unit, f"name: Tổ {one[3:]}", one) for one in ("to-12", "to-5", "to-7")]
    return Library(gather(*fields, campaign, *units, *(models or MODELS), make(Exemplar, "", "chi-sen")), {})


def measured(library: Library) -> list[tuple[int, int, int | None, bool]]:
    register = open_register(library, library.campaign("ben-may"))
    rows: list[Progress] = list(measure_targets(library, register))
    return [(one.year, one.count, one.percent, one.reached) for one in rows]


@pytest.mark.parametrize(
    ("measure", "text", "value", "expected"),
    [
        pytest.param(
            "registered-models", "Mỗi năm 2 mô hình.", 2, [(2026, 2, 100, True), (2027, 2, 100, True)], id="each year"
        ),
        pytest.param(
            "recognised-models", "Mỗi năm 2 mô hình.", 2, [(2026, 1, 50, False), (2027, 2, 100, True)], id="recognised"
        ),
        pytest.param("registered-models", "Cả giai đoạn 3 mô hình.", 3, [(2027, 4, 100, True)], id="whole period"),
        pytest.param("recognised-models", "Cả giai đoạn 7 mô hình.", 7, [(2027, 3, 42, False)], id="never rounded up"),
        pytest.param(
            "exemplars", "Mỗi năm 1 điển hình.", 1, [(2026, 1, 100, True), (2027, 0, 0, False)], id="exemplars"
        ),
        pytest.param(
            "units-with-model", "Cả giai đoạn 100% đơn vị.", 100, [(2027, 66, 66, False)], id="share of units"
        ),
    ],
)
def test_target_is_counted_from_the_records(
    measure: str, text: str, value: int, expected: list[tuple[int, int, int | None, bool]]
) -> None:
    assert measured(library(TARGET.format(id="a", text=text, value=value, measure=measure))) == expected


def test_target_of_one_year_is_counted_in_that_year() -> None:
    target = TARGET.format(id="a", text="x", value=2, measure="registered-models") + "    year: 2026\n"
    assert measured(library(target)) == [(2026, 2, 100, True)]


def test_target_without_a_figure_has_no_share() -> None:
    target = TARGET.format(id="a", text="Mỗi năm có mô hình.", value="", measure="registered-models")
    assert measured(library(target.replace("    value: \n", ""))) == [(2026, 2, None, False), (2027, 2, None, False)]


def test_target_that_records_cannot_count_is_left_out() -> None:
    target = TARGET.format(id="a", text="x", value=2, measure="x").replace("    measure: x\n", "")
    assert measured(library(target)) == []


def test_tallies_count_every_model_once() -> None:
    own = library()
    register = open_register(own, own.campaign("ben-may"))
    tallies = {
        "fields": tally_fields(own, register),
        "units": tally_units(own, register),
        "origins": tally_origins(register),
        "years": tally_years(register),
    }
    for name, rows in tallies.items():
        assert sum(one.registered for one in rows) == 4, name
        assert sum(one.recognised for one in rows) == 3, name
    assert [(one.id, one.registered) for one in tallies["fields"]] == [("doi-song", 4), ("an-ninh", 0)]
    assert [(one.name, one.registered) for one in tallies["units"]] == [("Tổ 5", 3), ("Tổ 12", 1)]
    assert [(one.id, one.recognised) for one in tallies["years"]] == [("2026", 1), ("2027", 2)]


def test_listings_come_newest_recognition_first_then_by_name() -> None:
    own = library()
    assert [one.id for one in own.recognised] == ["c", "a", "d"]
    assert [one.id for one in own.registered] == ["c", "d", "a", "b"]
    assert list(own.by_year) == [2027, 2026]
    assert [one.id for one in own.by_unit["to-5"]] == ["c", "a"]


def test_units_sort_by_number_and_fields_in_their_own_order() -> None:
    assert [one.id for one in library().units] == ["to-5", "to-7", "to-12"]
    assert [one.id for one in library().fields] == ["doi-song", "an-ninh"]


def test_replicas_are_recognised_models_only() -> None:
    replica = make(Model, "origin: replicated\nreplicated_from: a\n" + RECOGNISED.format("2027-01-01"), "e")
    waiting = make(Model, "origin: replicated\nreplicated_from: a\n", "f")
    own = library("", *MODELS, replica, waiting)
    assert [one.id for one in own.replicas_of(own.model("a"))] == ["e"]


@pytest.mark.parametrize(
    ("record", "address"),
    [
        (make(Campaign, "", "ben-may"), "ke-hoach/ben-may/"),
        (make(Model, "", "ngo"), "mo-hinh/ngo/"),
        (make(Field, "", "doi-song"), "mo-hinh/linh-vuc/doi-song/"),
        (make(Unit, "", "to-5"), "mo-hinh/don-vi/to-5/"),
        (make(Form, "", "phieu"), "bieu-mau/ben-may/phieu/"),
        (make(Exemplar, "", "chi-sen"), "guong-dien-hinh/#chi-sen"),
        (make(Story, "", "bai"), "guong-dien-hinh/bai/"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_address_of_a_record(record: Campaign, address: str) -> None:
    assert address_of(record) == address


def test_records_without_samples_keep_the_rest() -> None:
    records = Records(units={"a": make(Unit, "sample: true", "a"), "b": make(Unit, "", "b")})
    assert list(records.without_samples().units) == ["b"]
    assert len(list(records.all())) == 2
