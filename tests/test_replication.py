"""Who learned from whom: the line of replication on a model's page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from generator.cards import Line
from generator.library import Library
from generator.loading import load_records
from generator.records.brief import Brief
from generator.records.collection import Records
from tests.portals import built_ok, copy_small, edit, parse_page

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def records() -> Records:
    return load_records(ROOT).records


def outline(line: Line) -> object:
    """The ids of a line: one alone, or with the list of its copies."""
    return (line.model.id, [outline(one) for one in line.copies]) if line.copies else line.model.id


def line_of(records: Records, model_id: str) -> Line:
    library = Library(records, {})
    line = library.line_of(library.model(model_id))
    assert line is not None
    return line


FIRST = "ngo-12-phan-loai-rac"
WHOLE = (FIRST, [("khu-tap-the-phan-loai-rac", ["truong-hoc-khong-rac-lan"])])


@pytest.mark.parametrize("model_id", [FIRST, "khu-tap-the-phan-loai-rac", "truong-hoc-khong-rac-lan"])
def test_a_line_goes_from_the_first_model_to_the_last_copy(records: Records, model_id: str) -> None:
    assert outline(line_of(records, model_id)) == WHOLE


def test_a_model_alone_has_no_line(records: Records) -> None:
    library = Library(records, {})
    alone = library.model("thu-vien-ngo-nho")
    assert alone.replicated_from is None
    assert library.line_of(alone) is None


def with_copies(records: Records, count: int) -> Records:
    """The records with many more models that learned from the first one."""
    pattern = records.models["khu-tap-the-phan-loai-rac"]
    more: dict[str, Brief] = {
        name: msgspec.structs.replace(pattern, id=name) for name in (f"noi-{number}" for number in range(count))
    }
    return replace(records, models={**records.models, **more})


def test_of_many_copies_the_number_of_those_not_shown_is_told(records: Records) -> None:
    line = line_of(with_copies(records, 30), FIRST)
    assert (len(line.copies), line.more) == (12, 19)


def test_from_a_copy_its_own_line_is_shown_not_its_siblings(records: Records) -> None:
    assert outline(line_of(with_copies(records, 30), "truong-hoc-khong-rac-lan")) == WHOLE


def test_on_the_page_all_but_the_page_itself_lead_on(small: Path) -> None:
    page = parse_page((small / "site/mo-hinh/vuon-rau/index.html").read_bytes())
    names = page.xpath("//ol[@class='line']//p[contains(@class,'line-model')]")
    here = page.xpath("//ol[@class='line']//strong[@aria-current='page']/text()")
    assert len(names) == 2
    assert here == ["Vườn rau bãi bồi"]
    assert "/ngo-sach/" in page.xpath("//ol[@class='line']//a/@href")[0]


def test_a_forebear_that_is_not_recognised_is_named_without_a_link(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    edit(config.parent, {"data/models/vuon-rau.yml": ("replicated_from: ngo-sach\n", "replicated_from: den-duong\n")})
    built_ok(config, config.parent / "site")
    page = parse_page((config.parent / "site/mo-hinh/vuon-rau/index.html").read_bytes())
    assert page.xpath("//ol[@class='line']//a") == []
    assert len(page.xpath("//ol[@class='line']//p[contains(@class,'line-model')]")) == 2
