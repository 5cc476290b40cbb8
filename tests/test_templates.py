"""The quick environment draws what Jinja would draw, also with compiled templates from an earlier build."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import markupsafe
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup

from generator import jinja
from generator.jinja import escape_piece
from generator.outputs.pages.catalogue import Facet, Facets
from generator.settings import Settings, read_settings
from generator.templates import make_templates
from generator.theme import OWN_THEME, Theme

SMALL = Path(__file__).parent / "sites" / "small" / "site_config.yml"
DAY = date(2026, 3, 5)


@pytest.fixture(scope="module")
def settings() -> Settings:
    found, _ = read_settings(SMALL)
    assert found is not None
    return found


def own_theme(folder: Path, **templates: str) -> Theme:
    """A theme with templates of its own over ours, by name without the ending; "parts_ui" lies in parts/."""
    for name, text in templates.items():
        path = folder / "theme" / "templates" / f"{name.replace('_', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Theme((folder / "theme", OWN_THEME))


def make(theme: Theme, settings: Settings, tmp_path: Path, program: bytes = b"1") -> Environment:
    return make_templates(theme, settings, kept=tmp_path / "kept", program=program)


@given(st.text(alphabet="ab<>&'\"đế \n") | st.integers() | st.none() | st.booleans() | st.floats())
def test_pieces_are_escaped_as_markupsafe_does(value: object) -> None:
    assert escape_piece(value) == markupsafe.escape(value)
    assert escape_piece(Markup("<b>")) == "<b>"


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        pytest.param("{{ given }}", "&lt;b&gt;", id="given"),
        pytest.param("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(given) }}", "[&lt;b&gt;]", id="macro"),
        pytest.param(
            "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}{{ given }}{% endcall %}",
            "[&lt;b&gt;]",
            id="call",
        ),
        pytest.param("{% set x %}{{ given }}{% endset %}{{ x }}", "&lt;b&gt;", id="block set"),
        pytest.param("{{ '<i>' ~ given }}", "&lt;i&gt;&lt;b&gt;", id="joined"),
        pytest.param("{% for x in [given] %}{{ link(x) }}{% endfor %}", "@@dvk:root@@/&lt;b&gt;", id="call in a loop"),
    ],
)
def test_whatever_is_given_is_escaped_once(source: str, drawn: str, settings: Settings, tmp_path: Path) -> None:
    env = make(own_theme(tmp_path, thu=source), settings, tmp_path)
    assert env.get_template("thu.html").render(given="<b>") == drawn


def test_days_are_the_same_by_macro_and_by_filter(settings: Settings, tmp_path: Path) -> None:
    source = '{% import "parts/ui.html" as ui %}{{ ui.date(day, due=true) }} {{ day|date(due=true) }} {{ day|date }}'
    env = make(own_theme(tmp_path, thu=source), settings, tmp_path)
    due = '<time datetime="2026-03-05" data-due>05/03/2026</time>'
    assert env.get_template("thu.html").render(day=DAY) == f"{due} {due} {due.replace(' data-due', '')}"


def test_own_parts_are_used_where_pieces_are_remembered(settings: Settings, tmp_path: Path) -> None:
    theme = own_theme(tmp_path, parts_ui="{% macro date(value, due=false) %}ngày {{ value|day }}{% endmacro %}")
    day = make(theme, settings, tmp_path).from_string("{{ day|date }}")
    assert day.render(day=DAY) == "ngày 05/03/2026"


def test_facets_mark_the_page_on_which_they_stand(settings: Settings, tmp_path: Path) -> None:
    facets = Facets({"Năm": [Facet("mo-hinh/nam/2025/", "2025", 1), Facet("mo-hinh/nam/2026/", "2026", 2)]}, b"1")
    source = '{% import "parts/facets.html" as narrow %}{{ narrow.lists(facets, here) }}'
    env = make(own_theme(tmp_path, thu=source), settings, tmp_path)
    for here in ("mo-hinh/nam/2026/", "mo-hinh/nam/2025/", "mo-hinh/nam/"):
        quick = env.from_string("{{ facets|facet_lists(here) }}").render(facets=facets, here=here)
        assert quick == env.get_template("thu.html").render(facets=facets, here=here)
        assert quick.count("aria-current") == (here != "mo-hinh/nam/")


def draw(settings: Settings, tmp_path: Path, source: str, program: bytes = b"1") -> str:
    return make(own_theme(tmp_path, thu=source), settings, tmp_path, program).get_template("thu.html").render()


@pytest.fixture
def beside_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In the place of the program's own folder for compiled templates."""
    folder = tmp_path / "program" / "templates"
    folder.parent.mkdir()
    monkeypatch.setattr(jinja, "BESIDE_MODULES", folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    jinja._may_write.cache_clear()
    return folder


def test_the_programs_templates_are_compiled_for_all_portals(
    settings: Settings, tmp_path: Path, beside_modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = '{% import "parts/ui.html" as ui %}{{ ui.sample_ribbon() }}'
    first = draw(settings, tmp_path / "a", source)
    assert len(list(beside_modules.iterdir())) == 1
    assert len(list((tmp_path / "a/kept").iterdir())) == 1
    compiled: list[str | None] = []
    compile_source = Environment.compile

    def note(env: Environment, source: str, name: str | None = None, *rest: Any, **more: Any) -> Any:
        compiled.append(name)
        return compile_source(env, source, name, *rest, **more)

    monkeypatch.setattr(Environment, "compile", note)
    assert draw(settings, tmp_path / "b", source) == first
    assert compiled == ["thu.html"]


OWN_TEMPLATES = sorted(
    path.relative_to(OWN_THEME / "templates").as_posix() for path in OWN_THEME.rglob("templates/**/*.html")
)


@pytest.mark.parametrize("name", OWN_TEMPLATES)
def test_the_programs_templates_compile_alike_for_every_portal(name: str, settings: Settings, tmp_path: Path) -> None:
    """Jinja works out at once what it can: nothing in that may come from the portal which is built first."""
    drawn = "{% macro date(value, due=false) %}của phường{% endmacro %}"
    others = own_theme(tmp_path, parts_ui=drawn, parts_records=drawn, parts_facets=drawn)
    theirs = msgspec.structs.replace(settings, url="https://khac.example.vn/cong/", name="Cổng khác")
    source = (OWN_THEME / "templates" / name).read_text(encoding="utf-8")
    here = make(Theme((OWN_THEME,)), settings, tmp_path).compile(source, name, raw=True)
    assert here == make(others, theirs, tmp_path).compile(source, name, raw=True)


def test_a_portals_own_part_is_compiled_for_that_portal(
    settings: Settings, tmp_path: Path, beside_modules: Path
) -> None:
    source = '{% import "parts/ui.html" as ui %}{{ ui.sample_ribbon() }}'
    theme = own_theme(tmp_path / "a", thu=source, parts_ui="{% macro sample_ribbon() %}Của phường{% endmacro %}")
    assert make(theme, settings, tmp_path / "a").get_template("thu.html").render() == "Của phường"
    assert not beside_modules.exists()
    assert "Của phường" not in draw(settings, tmp_path / "b", source)


def test_nothing_is_kept_beside_the_modules_when_python_keeps_nothing(
    settings: Settings, tmp_path: Path, beside_modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    draw(settings, tmp_path, '{% import "parts/ui.html" as ui %}{{ ui.sample_ribbon() }}')
    assert not beside_modules.exists()
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_a_changed_template_is_compiled_anew(settings: Settings, tmp_path: Path) -> None:
    assert draw(settings, tmp_path, "Một") == "Một"
    assert draw(settings, tmp_path, "Hai") == "Hai"


def test_another_program_compiles_anew_into_the_same_file(settings: Settings, tmp_path: Path) -> None:
    draw(settings, tmp_path, "Một")
    (file,) = (tmp_path / "kept").iterdir()
    before = file.read_bytes()
    draw(settings, tmp_path, "Một", program=b"2")
    assert list((tmp_path / "kept").iterdir()) == [file]
    assert file.read_bytes() != before


@pytest.mark.parametrize("keep", [0, 3, 40, -1], ids=["empty", "cut in its sum", "cut in its head", "cut at its end"])
def test_a_damaged_compiled_template_is_compiled_anew(keep: int, settings: Settings, tmp_path: Path) -> None:
    draw(settings, tmp_path, "Một")
    (file,) = (tmp_path / "kept").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:keep])
    assert draw(settings, tmp_path, "Một") == "Một"
    assert file.read_bytes() == whole


def test_a_flipped_byte_anywhere_is_noticed(settings: Settings, tmp_path: Path) -> None:
    draw(settings, tmp_path, "Một")
    (file,) = (tmp_path / "kept").iterdir()
    whole = file.read_bytes()
    for place in range(0, len(whole), 97):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert draw(settings, tmp_path, "Một") == "Một"
