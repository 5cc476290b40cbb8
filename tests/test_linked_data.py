"""What pages tell of themselves to search engines, and the ways from a model to those beside it in the catalogue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.portals import built_ok, copy_small, edit, parse_page


def linked_data(path: Path) -> Any:
    (told,) = parse_page(path.read_bytes()).xpath("//head/script[@type='application/ld+json']/text()")
    return json.loads(told)


def parts_of(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The article and the breadcrumbs."""
    told = linked_data(path)
    assert told["@context"] == "https://schema.org"
    article, crumbs = told["@graph"]
    return article, crumbs["itemListElement"]


def test_a_model_says_who_did_what_and_when(small: Path) -> None:
    article, crumbs = parts_of(small / "site/mo-hinh/vuon-rau/index.html")
    row = next(
        one for one in json.loads((small / "site/du-lieu/models.json").read_text("utf-8")) if one["id"] == "vuon-rau"
    )
    assert (article["@type"], article["@id"], article["description"]) == ("Article", row["url"], row["summary"])
    assert (article["datePublished"], article["dateModified"]) == (row["recognition"]["date"], row["updated"])
    assert article["image"] == [f"{row['url'].removesuffix('mo-hinh/vuon-rau/')}anh/vuon-rau.jpg"]
    assert [one["position"] for one in crumbs] == [1, 2, 3]
    assert crumbs[-1]["item"] == row["url"]


def test_a_sample_says_so_there_too(small: Path) -> None:
    for path in (small / "site/mo-hinh").glob("*/index.html"):
        page = parse_page(path.read_bytes())
        if page.xpath("//article[@class='model']") and page.xpath("//p[@class='sample-ribbon']"):
            assert parts_of(path)[0]["headline"].startswith("[Mẫu] ")


def test_a_story_names_its_author_and_its_day(small: Path) -> None:
    article, crumbs = parts_of(small / "site/guong-dien-hinh/chi-sen-vuon-rau/index.html")
    (row,) = json.loads((small / "site/du-lieu/stories.json").read_text("utf-8"))
    assert (article["author"]["name"], article["datePublished"]) == (row["byline"], row["published"])
    assert crumbs[1]["item"].endswith("/guong-dien-hinh/")


def test_pages_of_no_single_thing_tell_nothing(small: Path) -> None:
    assert b"ld+json" not in (small / "site/mo-hinh/index.html").read_bytes()


def test_no_name_ends_the_script(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    name = "Vườn rau </script><b>sạch</b> & “xanh”"
    edit(config.parent, {"data/models/vuon-rau.yml": ("name: Vườn rau bãi bồi\n", f"name: '{name}'\n")})
    built_ok(config, config.parent / "site")
    article, _ = parts_of(config.parent / "site/mo-hinh/vuon-rau/index.html")
    assert article["headline"].endswith(name)


@pytest.mark.parametrize("rel", ["prev", "next"])
def test_models_lead_through_the_whole_catalogue_both_ways(small: Path, rel: str) -> None:
    listed = [
        one.rstrip("/").rsplit("/", 1)[-1]
        for one in parse_page((small / "site/mo-hinh/index.html").read_bytes()).xpath(
            "//a[@class='model-card-link']/@href"
        )
    ]
    assert len(listed) > 1
    walked, here = [], listed[0] if rel == "next" else listed[-1]
    while here:
        walked.append(here)
        page = parse_page((small / f"site/mo-hinh/{here}/index.html").read_bytes())
        ways = page.xpath(f"//nav[@class='along']/a[@rel='{rel}']/@href")
        here = ways[0].rstrip("/").rsplit("/", 1)[-1] if ways else ""
    assert walked == (listed if rel == "next" else listed[::-1])
