"""Links and anchors are seen where they stand, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.settings import Settings, read_settings
from generator.shell import ROOT
from generator.sightings import Sighting, look_at_page

SMALL = Path(__file__).parent / "sites" / "small" / "site_config.yml"


@pytest.fixture(scope="module")
def settings() -> Settings:
    found, _ = read_settings(SMALL)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        pytest.param(f'<a href="{ROOT}/mo-hinh/">x</a>', Sighting(("@mo-hinh/",)), id="link from the root"),
        pytest.param(f'<a href="{ROOT}/a/?b&amp;c">x</a>', Sighting(("@a/?b&c",)), id="escaped link"),
        pytest.param(f'<a href="{ROOT}/a/">x</a><a href="{ROOT}/a/">y</a>', Sighting(("@a/",)), id="twice"),
        pytest.param('<h2 id="viec-kho">x</h2>', Sighting((), ("viec-kho",)), id="anchor"),
        pytest.param('<a href="#mot">x</a><p id="mot"></p>', Sighting((), ("mot",)), id="to an anchor of the page"),
        pytest.param('<a href="#mot">x</a>', Sighting(("#mot",)), id="to no anchor of the page"),
        pytest.param('<a href="https://x.vn/">x</a>', Sighting(), id="another host"),
        pytest.param('<a href="khac/">x</a>', Sighting(("khac/",)), id="relative link"),
        pytest.param('<img src="https://x.vn/a.png">', Sighting((), (), ("https://x.vn/a.png",)), id="foreign picture"),
        pytest.param('<script src="//x.vn/a.js"></script>', Sighting((), (), ("//x.vn/a.js",)), id="foreign script"),
        pytest.param('<link href="https://x.vn/a.css">', Sighting((), (), ("https://x.vn/a.css",)), id="foreign style"),
        pytest.param(
            f'<img src="{ROOT}/a.png" srcset="{ROOT}/b.png 480w, {ROOT}/c.png 960w">',
            Sighting(("@a.png", "@b.png", "@c.png")),
            id="picture in several widths",
        ),
        pytest.param(f'<form action="{ROOT}/tim-kiem/">', Sighting(("@tim-kiem/",)), id="form"),
        pytest.param(f'<video poster="{ROOT}/a.png"></video>', Sighting(("@a.png",)), id="poster"),
        pytest.param('<p data-id="a" data-href="b" class="grid" charset="c">x</p>', Sighting(), id="other attributes"),
    ],
)
def test_what_is_seen_of_a_page(html: str, seen: Sighting, settings: Settings) -> None:
    assert look_at_page(html, settings) == seen
