"""A blank form as PDF/UA, drawn by Typst from form.typ."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from generator.outputs.forms.filling import Filling, lay_out_for
from generator.outputs.forms.text import font_folder
from generator.records.campaign import Campaign
from generator.records.form import Form

TEMPLATE = Path(__file__).with_name("form.typ")


def draw_pdf(form: Form, *, campaign: Campaign, fonts: Path | None = None, filling: Filling | None = None) -> bytes:
    """The PDF of a form; equal input gives equal bytes.

    PDF/UA-1 makes Typst refuse a missing title or a letter that the fonts lack.
    """
    paper = json.dumps(asdict(lay_out_for(filling, form, campaign)), ensure_ascii=False)
    pdf: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[fonts or font_folder()],
        ignore_system_fonts=True,
        sys_inputs={"form": paper},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return pdf
