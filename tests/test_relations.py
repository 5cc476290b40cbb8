"""Which models a model's page leads on to: nearest first, none twice, and few pages change with one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

from generator.records.brief import Award, Brief, brief_of
from generator.records.model import Model, RecognitionLevel
from generator.relations import Relations
from tests.inline import make
from tests.portals import built_ok, copy_small, edit, files_of, parse_page, write

AWARD = Award(RecognitionLevel.WARD, "Đảng ủy", None, date(2026, 10, 15))
PATTERN = msgspec.structs.replace(brief_of(make(Model)), recognition=AWARD)


def brief(name: str, *, theme: str | None = None, unit: str = "", field: str = "doi-song") -> Brief:
    """A recognised model; alone in its unit unless told otherwise."""
    told = f"{name} {theme} {unit} {field}".encode()
    return msgspec.structs.replace(
        PATTERN, id=name, name=name.upper(), theme=theme, unit=unit or f"to-{name}", field=field, digest=told
    )


def related(models: Sequence[Brief], name: str, shown: Sequence[str] = ()) -> list[str]:
    place = [one.id for one in models].index(name)
    return [f"{one.id}: {why}" for why, one in Relations(models).of(place, shown)]


def test_models_of_the_same_theme_come_first_then_of_the_unit_then_of_the_field() -> None:
    models = [
        brief("a", theme="Rác", unit="to-5"), brief("b"), brief("c", unit="to-5", field="an-ninh"),
        brief("d", theme="Rác", field="an-ninh"),
    ]  # fmt: skip
    assert related(models, "a") == ["d: Cùng chủ đề", "c: Cùng đơn vị", "b: Cùng lĩnh vực"]


def test_those_that_follow_are_led_to_and_after_the_last_the_first() -> None:
    models = [brief(name) for name in "abcdef"]
    assert [one[0] for one in related(models, "b")] == ["c", "d", "e"]
    assert [one[0] for one in related(models, "e")] == ["f", "a", "b"]


def test_every_model_is_led_to() -> None:
    models = [brief(f"m{number}", unit=f"to-{number % 3}", theme=str(number % 5)) for number in range(40)]
    found = {one.id for place in range(len(models)) for _, one in Relations(models).of(place)}
    assert found == {one.id for one in models}


def test_none_is_shown_twice_nor_the_model_itself_nor_what_the_line_of_replication_shows() -> None:
    models = [brief(name, theme="Rác", unit="to-5") for name in "abcd"]
    assert related(models, "a") == ["b: Cùng chủ đề", "c: Cùng chủ đề", "d: Cùng lĩnh vực"]
    assert related(models, "a", shown=["c"]) == ["b: Cùng chủ đề", "d: Cùng lĩnh vực"]
    assert related(models[:2], "a") == ["b: Cùng chủ đề"]
    assert related(models[:1], "a") == []


def test_models_without_a_theme_have_no_theme_in_common() -> None:
    models = [brief("a", field="an-ninh"), brief("b")]
    assert related(models, "a") == []


def test_there_are_six_at_most() -> None:
    models = [brief(name, theme=f"{'ab'.find(name) >= 0}", unit="to-5") for name in "abcdefghik"]
    models += [brief(name, theme="True") for name in "lmn"]
    assert max(len(related(models, one.id)) for one in models) == 6


@pytest.mark.parametrize("common", ["theme", "unit", "field"])
def test_a_change_of_one_model_touches_the_pages_of_few(common: str) -> None:
    values = {"theme": "Rác", "unit": "to-5", "field": "doi-song"}
    models = [
        msgspec.structs.replace(brief(f"m{number:03}", field=f"f{number}"), **{common: values[common]})
        for number in range(100)
    ]
    changed = [*models[:50], msgspec.structs.replace(models[50], digest=b"other"), *models[51:]]
    before, after = Relations(models), Relations(changed)
    touched = [place for place in range(100) if before.digest([place]) != after.digest([place])]
    # In circles of its own it follows itself.
    assert touched == [*range(50 - (3 if common == "field" else 2), 50), 50]


MODELS = "data/models"
NEW = """\
name: {name}
campaign: ben-may-2028
field: doi-song
theme: {theme}
subject: collective
implementer: Chi hội
unit: {unit}
origin: continued
year: 2027
registered_on: 2027-01-20
recognition:
  level: ward
  authority: Đảng ủy phường Bến Mây
  date: 2027-10-{day}
summary: Quét ngõ.
situation: Rác.
approach: Chia phiên.
results:
  - figure: "12"
    text: hộ
updated: 2027-10-20
sample: true
"""


def read_related(site: Path, name: str) -> list[str]:
    """The reason and the name of each related model on a model's page."""
    page = parse_page((site / f"mo-hinh/{name}/index.html").read_bytes())
    whys = page.xpath("//section[@aria-labelledby='lien-quan']//*[@class='related-why']")
    return [f"{one.text}: {one.xpath('following::a[1]')[0].text}" for one in whys]


def test_relations_follow_edits_and_a_later_build_is_the_same_as_a_first_one(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    root, site = config.parent, config.parent / "site"
    for day, name, theme, unit in ((16, "a", "Rác", "to-5"), (17, "b", "Chợ", "to-12"), (18, "c", "Rác", "to-12")):
        write(root, f"{MODELS}/{name}.yml", NEW.format(name=f"Mô hình {name}", theme=theme, unit=unit, day=day))
    built_ok(config, site)
    assert read_related(site, "a")[0] == "Cùng chủ đề: Mô hình c"
    edit(root, {f"{MODELS}/c.yml": ("theme: Rác\n", "theme: Chợ\n")})
    built_ok(config, site)
    assert read_related(site, "b")[0] == "Cùng chủ đề: Mô hình c"
    assert "Cùng chủ đề" not in " ".join(read_related(site, "a"))
    edit(root, {f"{MODELS}/c.yml": ("name: Mô hình c\n", "name: Mô hình mới\n")})
    (root / f"{MODELS}/a.yml").unlink()
    built_ok(config, site)
    assert read_related(site, "b")[0] == "Cùng chủ đề: Mô hình mới"
    built_ok(config, root / "first")
    assert files_of(root / "first") == files_of(site)
