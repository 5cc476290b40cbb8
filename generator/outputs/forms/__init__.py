"""Forms, blank or begun for one unit, as Word, PDF and Excel files, all three drawn from one YAML definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from generator.outputs.forms.docx import draw_docx
from generator.outputs.forms.filling import Filling, lay_out_for
from generator.outputs.forms.layout import Paper, header_grid
from generator.outputs.forms.pdf import draw_first_page, draw_pdf
from generator.outputs.forms.stencil import draw_stencil
from generator.outputs.forms.text import font_folder
from generator.outputs.forms.xlsx import draw_xlsx
from generator.records.campaign import Campaign
from generator.records.form import Form

__all__ = ["Filling", "draw", "draw_first_page", "draw_stencil", "header_grid"]


_DRAW: Mapping[str, Callable[[Paper, Path], bytes]] = {"docx": draw_docx, "pdf": draw_pdf, "xlsx": draw_xlsx}


def draw(
    form: Form,
    suffix: str,
    *,
    campaign: Campaign,
    fonts: Path | None = None,
    filling: Filling | None = None,
    marks: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The form as a file of one of its formats; blank without a filling. `marks` are added to its own."""
    paper = lay_out_for(filling, form, campaign, marks=marks)
    return _DRAW[suffix](paper, fonts or font_folder())
