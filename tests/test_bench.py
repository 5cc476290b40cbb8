"""The benchmark measures what it says: real portals, the same models on both sides, honest ratios."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.bench.hugo_maker import write_page
from tests.bench.material import invent
from tests.bench.portal_maker import make_portal, write_model
from tests.bench.samples import Results, Sample, Scenario, SideName, SiteSize, compare_weights
from tests.portals import built_ok


def test_a_seed_always_invents_the_same_models() -> None:
    assert list(invent(50, seed=3)) == list(invent(50, seed=3))
    assert list(invent(50, seed=3)) != list(invent(50, seed=4))


def test_made_portal_has_no_problem_and_builds(tmp_path: Path) -> None:
    make_portal(tmp_path / "portal", 20)
    built = built_ok(tmp_path / "portal/site_config.yml", tmp_path / "site")
    assert built.problems == ()
    assert len(list((tmp_path / "site/mo-hinh").glob("mo-hinh-*/index.html"))) == 20
    # A model that search engines may not find would spare us the work of listing it.
    assert (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8").count("/mo-hinh/mo-hinh-") == 20


def test_both_sides_get_every_text_of_a_model() -> None:
    model = next(invent(1))
    ours, hugo = write_model(model), write_page(model)
    texts = [model.name, model.summary, model.situation, model.approach, model.outcome, model.lasting, *model.evidence]
    for text in texts:
        assert text in ours
        assert text in hugo


def test_front_matter_for_hugo_is_toml() -> None:
    model = next(invent(1))
    head = tomllib.loads(write_page(model).split("+++\n")[1])
    assert (head["title"], head["description"]) == (model.name, model.summary)
    assert [one["figure"] for one in head["results"]] == [figure for figure, _, _ in model.results]


def sample(side: SideName, scenario: Scenario, size: int, seconds: float) -> Sample:
    return Sample(side, scenario, size, seconds, peak_bytes=1)


def results(*samples: Sample) -> Results:
    sites = [
        SiteSize(side, size, pages, pages, 1, 1) for side in ("ours", "Hugo") for size, pages in ((10, 20), (100, 200))
    ]
    return Results(samples, sites)


@pytest.mark.parametrize(("ours", "passed"), [((4.0, 5.0, 90.0), True), ((5.1, 5.1, 1.0), False)])
def test_medians_are_compared(ours: tuple[float, ...], passed: bool) -> None:
    cold = [sample("Hugo", "cold", 100, 10.0), *(sample("ours", "cold", 100, one) for one in ours)]
    line = next(results(*cold).lines())
    assert (line.ratio, line.passed) == (sorted(ours)[1] / 10.0, passed)


def test_growth_is_time_per_page_of_ours() -> None:
    cold = [
        sample("ours", "cold", 10, 1.0), sample("ours", "cold", 100, 12.0),
        sample("Hugo", "cold", 10, 1.0), sample("Hugo", "cold", 100, 10.0),
    ]  # fmt: skip
    line = next(one for one in results(*cold).lines() if one.what.startswith("time per page"))
    assert (line.hugo, line.ours, line.passed) == ("1.00", "1.20", False)
    assert line.ratio == pytest.approx(1.2)


@pytest.mark.parametrize(("weight", "warnings"), [(1_090, 0), (1_110, 1), (880, 1)])
def test_unequal_pages_are_pointed_out(weight: int, warnings: int) -> None:
    sites = [SiteSize("ours", 10, 1, 1, 1, weight), SiteSize("Hugo", 10, 1, 1, 1, 1_000)]
    assert len(compare_weights(Results([], sites))) == warnings


def test_what_was_not_measured_has_no_line() -> None:
    lines = list(results(sample("ours", "cold", 100, 1.0), sample("ours", "check", 100, 0.2)).lines())
    assert [one.what for one in lines] == ["`dvk check` at 100 against our cold build"]
