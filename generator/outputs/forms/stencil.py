"""A form for any unit: words stand in for what is known of one, and a browser replaces them.

A site has no program behind it, and hundreds of units: a file for each of them would be tens of thousands. The script
that fills it in is theme/assets/js/own-form.js; what comes out is what `dvk forms --unit` writes.
"""

from __future__ import annotations

import io
import json
import zipfile

from generator.outputs.forms.docx import draw_docx
from generator.outputs.forms.filling import STAND_IN, lay_out_for
from generator.outputs.forms.text import font_folder
from generator.outputs.forms.xlsx import CREATED, FIRST_SHEET, compose
from generator.records.campaign import Campaign
from generator.records.form import Form

# The entry of the archive that tells how high rows become; the file that is saved has it no more.
ROWS = "rows.json"


def draw_stencil(form: Form, suffix: str, *, campaign: Campaign) -> bytes:
    """The Word or the Excel file of a form, filled in for STAND_IN; equal input gives equal bytes.

    Shape of rows.json in the Excel file: {part, rows: [[row from 1, letters in a line, [height in points, …]]]}.
    """
    paper = lay_out_for(STAND_IN, form, campaign)
    if suffix == "docx":
        return draw_docx(paper, font_folder())
    content, names = compose(paper, font_folder())
    told = {"part": FIRST_SHEET, "rows": [[row + 1, one.room, one.heights] for row, one in names.items()]}
    return _add(content, ROWS, json.dumps(told).encode())


def _add(archive: bytes, name: str, content: bytes) -> bytes:
    written = io.BytesIO(archive)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), content)
    return written.getvalue()
