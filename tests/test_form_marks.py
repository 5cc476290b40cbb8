"""A form file tells which form it is, blank and after an office program saved it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import msgspec
import openpyxl
import pypdfium2
import pytest
from lxml import etree

from generator.outputs.forms import draw
from generator.outputs.forms.marks import CAMPAIGN, FORM, SHEET, UNIT, VERSION, YEAR, marks_of
from tests.libreoffice import save_again
from tests.test_forms import make_campaign, own_form

BLANK = {FORM: "mau-thu", VERSION: "2026-1", CAMPAIGN: "sen-hong", UNIT: "", YEAR: "2026"}
KNOWN = {key: value for key, value in BLANK.items() if value}


def properties_of(content: bytes) -> dict[str, str]:
    """The custom properties of a Word or Excel file that say something."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("docProps/custom.xml"))
    found = {str(one.get("name")): "".join(map(str, one.itertext())) for one in tree}
    return {key: value for key, value in found.items() if value}


def hidden_rows(content: bytes) -> dict[str, str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[SHEET]
    assert sheet.sheet_state in ("hidden", "veryHidden")
    return {str(key): str(value or "") for key, value in sheet.iter_rows(max_col=2, values_only=True)}


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_properties_tell_form_version_campaign_and_year(suffix: str) -> None:
    assert properties_of(draw(own_form(), suffix, campaign=make_campaign())) == KNOWN


def test_hidden_sheet_tells_the_same_with_room_for_the_unit() -> None:
    content = draw(own_form(), "xlsx", campaign=make_campaign())
    assert hidden_rows(content) == BLANK
    # Whoever opens the file stands before the form.
    assert openpyxl.load_workbook(io.BytesIO(content)).active.title == "Biểu mẫu"


def test_keywords_of_the_pdf_tell_the_same() -> None:
    content = draw(own_form(), "pdf", campaign=make_campaign())
    told = pypdfium2.PdfDocument(content).get_metadata_value("Keywords")
    assert dict(one.split("=") for one in told.split(", ")) == KNOWN


def test_plan_of_several_years_leaves_the_year_open() -> None:
    campaign = make_campaign()
    period = msgspec.structs.replace(campaign.period, end=date(2030, 12, 31))
    several = msgspec.structs.replace(campaign, period=period)
    assert marks_of(own_form(), several)[YEAR] == ""


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_marks_survive_libreoffice(suffix: str, tmp_path: Path) -> None:
    saved = save_again(draw(own_form(), suffix, campaign=make_campaign()), suffix, tmp_path)
    assert properties_of(saved) == KNOWN
    if suffix == "xlsx":
        assert hidden_rows(saved) == BLANK
