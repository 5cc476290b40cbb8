"""What MkDocs gives: a frame per section, the HTML of prose pages, the scripts of a portal's own frame."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from pathlib import Path

import mkdocs.utils
import pytest

from generator.cache import Cache
from generator.pipeline import check
from generator.prose import Prose, load_prose
from generator.sections import OTHER, SECTIONS
from generator.theme import theme_of
from tests.portals import copy_small, edit, write


def prose_of(config: Path) -> Prose:
    root = config.parent
    checked = check(config)
    assert checked.settings is not None
    return load_prose(checked.records.pages.values(), checked.settings, theme_of(root), Cache(root / "cache"))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


def test_each_section_has_a_frame_in_which_its_own_link_is_marked(config: Path) -> None:
    shells = prose_of(config).shells
    assert list(shells) == [one.id for one in (*SECTIONS, OTHER)]
    for one in SECTIONS:
        address = f"{one.id}/" if one.id else ""
        marked = [line for line in shells[one.id].rooted.splitlines() if 'aria-current="true"' in line]
        assert marked
        assert all(f'href="@@dvk:root@@/{address}"' in line for line in marked)
    assert 'aria-current="true"' not in shells[OTHER.id].html
    assert all(shell.html.count("@@dvk:body@@") == 1 for shell in shells.values())


def test_each_page_has_its_own_text_without_a_frame(config: Path) -> None:
    edit(config.parent, {"content/huong-dan/dang-ky.md": ("## Đồ cần có", "## Đồ *cần* có")})
    prose = prose_of(config)
    assert set(prose.bodies) == set(check(config).records.pages)
    assert '<h2 id="do-can-co">Đồ <em>cần</em> có</h2>' in prose.bodies["huong-dan/dang-ky"]
    assert not any("<main" in body or "dvk:body" in body for body in prose.bodies.values())


def test_mkdocs_leaves_no_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("MkDocs writes a file")

    for place, name in ((mkdocs.utils, "write_file"), (mkdocs.utils, "copy_file"), (gzip, "GzipFile")):
        monkeypatch.setattr(place, name, refuse)
    work = config.parent / "work"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    assert prose_of(config).shells
    assert list(work.iterdir()) == []


def test_nothing_of_material_is_published(config: Path) -> None:
    assert prose_of(config).assets == {}


def test_scripts_of_a_portals_own_frame_are_published(config: Path) -> None:
    write(config.parent, "theme/mkdocs/assets/javascripts/more.js", "more()")
    write(config.parent, "theme/mkdocs/assets/javascripts/.more.js.swp.js", "half a file")
    (config.parent / "theme/mkdocs/assets/javascripts/folder.js").mkdir()
    assert prose_of(config).assets == {"assets/javascripts/more.js": b"more()"}


def test_portals_own_frame_may_use_the_parts_of_material_and_ours(config: Path) -> None:
    write(
        config.parent,
        "theme/mkdocs/partials/footer.html",
        '<footer>{% include ".icons/material/leaf.svg" %}{% include "partials/palette.html" %}</footer>',
    )
    frame = prose_of(config).shells[""].html
    assert "<footer><svg" in frame
    assert frame.count("data-scheme-toggle") == 2


def test_frame_is_made_anew_when_the_portals_own_part_goes(config: Path) -> None:
    before = prose_of(config).shells[""].html
    write(config.parent, "theme/mkdocs/partials/footer.html", "<footer>Phường Bến Mây</footer>")
    assert "<footer>Phường Bến Mây</footer>" in prose_of(config).shells[""].html
    shutil.rmtree(config.parent / "theme")
    assert prose_of(config).shells[""].html == before
