"""Runs of styled text, and how wide they are on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from generator.outputs.forms.rules import Style
from generator.theme import OWN_THEME
from generator.vietnamese import nfc

FONT_NAME = "Tinos"
# Tinos has the same widths as this one, which every office has.
OFFICE_FONT = "Times New Roman"
POINT_MM = 25.4 / 72
_MEASURE_SIZE = 1000
# What stands in for a year in a stencil (see stencil.py): as wide as any year, since all digits are equally wide.
ANY_YEAR = "⟦năm⟧"
_MARKUP = re.compile(r"\\(?P<sign>[\\*\[])|\*\*(?P<bold>.+?)\*\*|\*(?=\S)(?P<italic>.+?)\*|\[\^(?P<mark>\d+)\]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `mark` is the number of a footnote whose mark stands here, else 0.

    `filled` is the name of whoever fills the form in: nothing around it may depend on how wide its letters are.
    """

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    mark: int = 0
    filled: bool = False


Line = tuple[Run, ...]


def font_folder() -> Path:
    """The folder of the four faces of Tinos that travel with the theme."""
    return OWN_THEME / "fonts"


def read_line(text: str, style: Style) -> Line:
    """The runs of a text written with **bold**, *italic* and [^1]; the style is what unmarked text has.

    A backslash takes the sign behind it as it is. Two and more blanks are kept: they are the gaps people write into
    ("ngày     tháng    năm 2026").
    """
    base = Run("", style.size, style.bold, style.italic)
    runs: list[Run] = []
    rest = 0
    text = re.sub(r" {2,}", lambda gap: "\u00a0" * len(gap.group()), nfc(text))
    for match in _MARKUP.finditer(text):
        runs.append(replace(base, text=text[rest : match.start()]))
        runs.append(_marked_run(match, base))
        rest = match.end()
    runs.append(replace(base, text=text[rest:]))
    return tuple(run for run in runs if run.text)


def escape_markup(text: str) -> str:
    """The text as `read_line` reads it without any mark in it."""
    return re.sub(r"[\\*]|\[(?=\^)", r"\\\g<0>", text)


def _marked_run(match: re.Match[str], base: Run) -> Run:
    if match["sign"]:
        return replace(base, text=match["sign"])
    if match["bold"]:
        return replace(base, text=match["bold"], bold=True)
    if match["italic"]:
        return replace(base, text=match["italic"], italic=not base.italic)
    return replace(base, text=match["mark"], mark=int(match["mark"]))


def plain(line: Iterable[Run]) -> str:
    return "".join(run.text for run in line)


@lru_cache(maxsize=16)
def _face(fonts: Path, bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    name = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
    path = fonts / f"{FONT_NAME}-{name[bold, italic]}.ttf"
    return ImageFont.truetype(str(path), _MEASURE_SIZE, layout_engine=ImageFont.Layout.BASIC)


def text_width(line: Sequence[Run], fonts: Path) -> float:
    """The width in mm of a line that does not wrap."""
    return sum(
        _face(fonts, run.bold, run.italic).getlength(run.text.replace(ANY_YEAR, "0000"))
        / _MEASURE_SIZE
        * run.size
        * POINT_MM
        for run in line
    )


def widest_word(line: Sequence[Run], fonts: Path) -> float:
    """The width in mm below which some word of the line would break."""
    words = [replace(run, text=word) for run in line for word in run.text.split()]
    return max((text_width((word,), fonts) for word in words), default=0.0)


def count_lines(line: Sequence[Run], width: float, fonts: Path) -> int:
    """How many lines the text takes in a column of `width` mm, at least one."""
    lines, used = 1, 0.0
    for run in line:
        for word in re.findall(r"[^ ]+ *|^ +", run.text):
            needed = text_width((replace(run, text=word.rstrip(" ")),), fonts)
            if used and used + needed > width:
                lines, used = lines + 1, 0.0
            used += text_width((replace(run, text=word),), fonts)
    return lines
