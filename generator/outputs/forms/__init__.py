"""Forms, blank or begun for one unit, as Word, PDF and Excel files, all three drawn from one YAML definition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from generator.outputs.forms.docx import draw_docx
from generator.outputs.forms.filling import Filling
from generator.outputs.forms.layout import header_grid
from generator.outputs.forms.pdf import draw_first_page, draw_pdf
from generator.outputs.forms.stencil import draw_stencil
from generator.outputs.forms.xlsx import draw_xlsx
from generator.records.campaign import Campaign
from generator.records.form import Form

__all__ = ["Filling", "draw", "draw_docx", "draw_first_page", "draw_pdf", "draw_stencil", "draw_xlsx", "header_grid"]


class Draw(Protocol):
    def __call__(
        self, form: Form, *, campaign: Campaign, fonts: Path | None = None, filling: Filling | None = None
    ) -> bytes: ...


_DRAW: Mapping[str, Draw] = {"docx": draw_docx, "pdf": draw_pdf, "xlsx": draw_xlsx}


def draw(
    form: Form, suffix: str, *, campaign: Campaign, fonts: Path | None = None, filling: Filling | None = None
) -> bytes:
    """The form as a file of one of its formats; blank without a filling."""
    return _DRAW[suffix](form, campaign=campaign, fonts=fonts, filling=filling)
