"""A form as PDF/UA, and its first page as a picture, drawn by Typst from form.typ."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from generator.outputs.forms.layout import Paper, lay_out
from generator.outputs.forms.text import font_folder
from generator.records.campaign import Campaign
from generator.records.form import Form

TEMPLATE = Path(__file__).with_name("form.typ")
_INCH = 25.4


def draw_pdf(paper: Paper, fonts: Path) -> bytes:
    """The PDF of a form; equal input gives equal bytes.

    PDF/UA-1 makes Typst refuse a missing title or a letter that the fonts lack.
    """
    pdf: bytes = _compile(paper, fonts, format="pdf", pdf_standards=["ua-1"], timestamp=0)
    return pdf


def draw_first_page(form: Form, *, campaign: Campaign, dots_per_mm: float, fonts: Path | None = None) -> bytes:
    """The first page of the blank form as a PNG picture."""
    paper, ppi = lay_out(form, campaign), dots_per_mm * _INCH
    pages: bytes | list[bytes] = _compile(paper, fonts or font_folder(), format="png", ppi=ppi)
    # One picture for each page, or the one picture itself.
    return pages if isinstance(pages, bytes) else pages[0]


def _compile(paper: Paper, fonts: Path, **how: Any) -> Any:
    return typst.compile(
        TEMPLATE,
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"form": json.dumps(asdict(paper), ensure_ascii=False)},
        **how,
    )
