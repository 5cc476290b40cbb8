"""What a form is made of, for those who hear it read out and for other office programs: PDF tags, Word tables."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import etree

from generator.outputs.forms import Filling, draw
from generator.outputs.forms.layout import TableLayout, lay_out
from generator.records.form import Form
from tests.filling import RECORDS
from tests.libreoffice import convert
from tests.test_forms import PAPERS, W, document_of, make_campaign, own_form

UNIT = Filling(RECORDS.units["to-dan-pho-5"], 2026)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def tables_of(form: Form) -> list[TableLayout]:
    return [block for block in lay_out(form, make_campaign()).blocks if isinstance(block, TableLayout)]


# PDF (ISO 14289-1, 7): the tags as a reader of the screen walks them


Tag = tuple[str, list[Any]]


def tags_of(content: bytes) -> list[Tag]:
    """The tags of all pages: [(kind, [tags within]), …]; what is blank has none there."""
    found: list[Tag] = []
    for page in pypdfium2.PdfDocument(content):
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        found += [_tag(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number)) for number in range(count)]
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _tag(element: Any) -> Tag:
    room = ctypes.create_string_buffer(64)
    length = pdfium.FPDF_StructElement_GetType(element, room, 64)
    children = [
        pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
        for number in range(pdfium.FPDF_StructElement_CountChildren(element))
    ]
    return room.raw[: length - 2].decode("utf-16-le"), [_tag(one) for one in children if one]


def walk(tags: list[Tag], kind: str) -> Iterator[Tag]:
    for tag in tags:
        if tag[0] == kind:
            yield tag
        yield from walk(tag[1], kind)


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
@pytest.mark.parametrize("filling", [None, UNIT], ids=["blank", "for a unit"])
def test_pdf_has_its_headings_within_one_document(form: Form, filling: Filling | None) -> None:
    tags = tags_of(draw(form, "pdf", campaign=make_campaign(), filling=filling))
    assert {kind for kind, _ in tags} == {"Document"}
    headings = [block for block in form.blocks if block.heading]
    assert len([one for level in "123456" for one in walk(tags, f"H{level}")]) == len(headings)


@pytest.mark.parametrize("form", [form for form in PAPERS if tables_of(form)], ids=lambda form: form.id)
def test_pdf_tells_the_heads_of_a_table_from_its_cells(form: Form) -> None:
    tags = tags_of(draw(form, "pdf", campaign=make_campaign()))
    heads = [cell for table in tables_of(form) for row in table.header for cell in row]
    numbers = sum(len(table.widths) for table in tables_of(form) if table.number_row)
    told = [cell for head in walk(tags, "THead") for cell in walk([head], "TH")]
    assert len(told) >= len(heads) + numbers
    # Every row once: a head that is printed again on the next page is an artifact.
    rows = sum(len(table.header) + table.number_row + len(table.rows) for table in tables_of(form))
    assert len([row for table in walk(tags, "Table") for row in walk([table], "TR")]) == rows


# Word


def grid_of(content: bytes) -> list[list[list[tuple[str, str]]]]:
    """The rows of each table with lines: of each cell its text and how many columns it spans."""
    tables = []
    for table in document_of(content).iter(f"{W}tbl"):
        if table.find(f".//{W}tblHeader") is None:
            continue
        rows = [[_cell(cell) for cell in row.iter(f"{W}tc")] for row in table.findall(f"{W}tr")]
        tables.append(rows)
    return tables


def _cell(cell: etree._Element) -> tuple[str, str]:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    text = "".join(one.text or "" for one in cell.iter(f"{W}t"))
    return text.strip(), span.get(f"{W}val", "1") if span is not None else "1"


def boxes_of(content: bytes) -> int:
    return len(list(document_of(content).iter(f"{W14}checkbox")))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every Word form for a unit as LibreOffice saves it, by id; "x.odt" went through OpenDocument."""
    folder = tmp_path_factory.mktemp("saved")
    files = []
    for form in PAPERS:
        path = folder / f"{form.id}.docx"
        path.write_bytes(draw(form, "docx", campaign=make_campaign(), filling=UNIT))
        files.append(path)
    again = convert(files, folder / "docx", "docx")
    through = convert(convert(files, folder / "odt", "odt"), folder / "back", "docx")
    return {path.stem: path.read_bytes() for path in again} | {
        f"{path.stem}.odt": path.read_bytes() for path in through
    }


@pytest.mark.office
@pytest.mark.parametrize("through", ["", ".odt"], ids=["docx", "odt"])
@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_tables_and_boxes_of_a_word_form_survive_libreoffice(form: Form, through: str, saved: dict[str, bytes]) -> None:
    before = draw(form, "docx", campaign=make_campaign(), filling=UNIT)
    after = saved[form.id + through]
    assert grid_of(after) == grid_of(before)
    assert len(grid_of(before)) == len(tables_of(form))
    assert boxes_of(after) == boxes_of(before)


def test_every_line_and_cell_to_write_in_is_open_in_word() -> None:
    content = draw(own_form(), "docx", campaign=make_campaign())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        settings = archive.read("word/settings.xml")
    # Nothing is protected: a unit may add rows, and what it types takes the size of the form.
    assert b"documentProtection" not in settings
    assert b"<w:lock" not in archive_text(content)
    [table] = [one for one in document_of(content).iter(f"{W}tbl") if one.find(f".//{W}tblHeader") is not None]
    styles = {style.get(f"{W}val") for style in table.iter(f"{W}pStyle")}
    assert styles == {"FormTable"}


def archive_text(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml")


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_word_form_tells_its_title_and_its_language(form: Form) -> None:
    with zipfile.ZipFile(io.BytesIO(draw(form, "docx", campaign=make_campaign()))) as archive:
        about = etree.fromstring(archive.read("docProps/core.xml"))
        styles = archive.read("word/styles.xml").decode()
    told = {etree.QName(one).localname: one.text for one in about}
    assert told["title"] == lay_out(form, make_campaign()).title
    assert told["language"] == "vi-VN"
    assert 'w:lang w:val="vi-VN"' in styles
