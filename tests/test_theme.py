"""The theme keeps its promises: readable colours in both schemes, whole Vietnamese type, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest

from generator.output import Workshop
from generator.outputs.assets import tighten
from generator.shell import FRAME_FOLDER, Shell
from generator.theme import OWN_THEME
from tests.portals import parse_page

ASSETS = OWN_THEME / "assets"
GROUNDS = ("paper", "card", "tint", "sunk")
INKS = ("ink", "soft", "red", "good", "field-1", "field-2", "field-3", "field-4", "field-5")
SCHEMES = {"light": ":root", "dark": '[data-md-color-scheme="slate"]'}


def tokens(scheme: str) -> dict[str, str]:
    """Shape: {"ink": "#231c17", …}: the colours of a scheme, those of the light one where it sets none."""
    css = (ASSETS / "css/tokens.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name in ("light", scheme):
        block = css[css.index(f"\n{SCHEMES[name]}") :]
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[: block.index("\n}")]))
    return found


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_is_readable_on_every_ground(scheme: str, ground: str, ink: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("on-red", "red-fill", 4.5),
        ("on-red", "red-fill-strong", 4.5),
        ("warn", "warn-paper", 4.5),
        ("ink", "warn-paper", 4.5),
        ("sheet-ink", "sheet", 4.5),
        ("sheet-line", "sheet", 3),
        # Edges of boxes and buttons (WCAG 2.2, 1.4.11).
        ("edge", "paper", 3),
        ("edge", "card", 3),
    ],
)
def test_marked_parts_are_readable(scheme: str, ink: str, ground: str, least: float) -> None:
    colours = tokens(scheme)
    assert contrast(colours[ink], colours[ground]) >= least


def test_dark_scheme_is_warm() -> None:
    paper = tokens("dark")["paper"]
    assert int(paper[1:3], 16) > int(paper[5:7], 16)


def files(suffix: str) -> list[Path]:
    return sorted(ASSETS.rglob(f"*{suffix}"))


@pytest.mark.parametrize("path", [*files(".css"), *files(".js")], ids=lambda path: path.name)
def test_styles_and_scripts_ask_no_other_host(path: Path) -> None:
    assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", files(".css"), ids=lambda path: path.name)
def test_styles_use_classes_without_force(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "!important" not in css
    selectors = re.findall(r"([^{}]+)\{", css)
    assert not [one for one in selectors if re.search(r"#[a-z_]", one)]


@pytest.mark.parametrize(
    "path", [path for path in files(".css") if path.name != "tokens.css"], ids=lambda path: path.name
)
def test_colours_sizes_of_type_and_durations_are_tokens(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    values = re.findall(r"([\w-]+):\s([^;{}]+);", css)
    assert [value for _, value in values if re.search(r"#[0-9a-f]{3}|\b(?:rgba?|hsla?|oklch|color)\(", value)] == []
    # What is printed is measured in points; what follows the type around it, in em.
    assert [
        value for name, value in values if name in ("font", "font-size") and re.search(r"\d(?:px|rem)", value)
    ] == []
    moving = [value for name, value in values if name.startswith(("transition", "animation"))]
    assert [value for value in moving if re.search(r"\d(?:ms|s)\b", value)] == []


def classes_of(*names: str) -> set[str]:
    """Classes that have rules in these stylesheets."""
    css = "".join((ASSETS / f"css/{name}").read_text(encoding="utf-8") for name in names)
    return {one for selector in re.findall(r"([^{}]+)\{", css) for one in re.findall(r"\.([a-z][\w-]*)", selector)}


def test_no_page_needs_a_stylesheet_that_it_does_not_ask_for(small: Path) -> None:
    everywhere = classes_of("base.css", "components.css", "pages.css")
    missing: dict[str, set[str]] = {}
    spared: set[tuple[str, str]] = set()
    for path in (small / "site").rglob("*.html"):
        page = parse_page(path.read_bytes())
        asked = {link.rsplit("/", 1)[-1] for link in page.xpath("//link[@rel='stylesheet']/@href")}
        used = {name for names in page.xpath("//@class") for name in names.split()}
        for name in {"home.css", "office.css", "search.css"} - asked if asked else ():
            spared.add((path.parent.name, name))
            missing[f"{path.parent.name}: {name}"] = used & (classes_of(name) - everywhere)
    assert {("site", "office.css"), ("mo-hinh", "home.css"), ("vuon-rau", "search.css"), ("lich", "home.css")} <= spared
    assert {name: used for name, used in missing.items() if used} == {}


def test_at_most_four_type_files_each_small() -> None:
    fonts = files(".woff2")
    assert 1 <= len(fonts) <= 4
    assert max(path.stat().st_size for path in fonts) <= 45 * 1024
    assert (ASSETS / "fonts/OFL.txt").is_file()


@pytest.mark.parametrize("path", sorted((OWN_THEME / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_carry_no_styles_or_scripts_of_their_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|<script(?! src=)|\son[a-z]+=", source)


def test_shell_puts_the_way_to_the_root_wherever_the_frame_has_it() -> None:
    depth = FRAME_FOLDER.count("/") + 2
    frame = f'<a href="{"../" * (depth - 1)}../mo-hinh/">x</a>@@dvk:body@@'
    page = Shell(frame).fill(root="..", slots={"body": "<h1>b</h1>"})
    assert page.decode() == '<a href="../mo-hinh/">x</a><h1>b</h1>'


def test_styles_are_sent_without_what_only_their_writers_need() -> None:
    css = b'/* a\n   b */\n\n.x {\n  content: "/* c */ \\"  d";\n\n  /* e */ color: var(--ink);\n}\n'
    sent = b'.x {\ncontent: "/* c */ \\"  d";\n color: var(--ink);\n}\n'
    assert tighten(cast(Workshop, None), css) == sent
