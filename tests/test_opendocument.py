"""Spreadsheets of LibreOffice: read as their .xlsx is, and not to be harmed by."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from generator.importing.office.reading import read_office
from generator.importing.office.tables import OfficeFile
from generator.problems import Problem
from tests.libreoffice import convert
from tests.test_register_traps import ECONOMY, line, sheet

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "table", "text", "style"))


def texts_of(path: Path) -> list[list[str]]:
    """The cells of a file's first table; the rest of a merged one is as its beginning."""
    read = read_office(path)
    assert isinstance(read, OfficeFile)
    return [[cell.text for cell in row] for row in read.tables[0].rows]


def problem_of(path: Path) -> Problem:
    read = read_office(path)
    assert isinstance(read, Problem)
    return read


def spreadsheet(path: Path, rows: str, *, styles: str = "", before: str = "") -> Path:
    """A file of these rows, as short as one can be."""
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {_NAMES}><office:automatic-styles>{styles}'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Tờ 1">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return path


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def repeated(times: int, *cells: str) -> str:
    return row(*cells).replace("-row>", f'-row table:number-rows-repeated="{times}">', 1)


def cell(words: str, about: str = "") -> str:
    return f"<table:table-cell {about}><text:p>{words}</text:p></table:table-cell>"


def commented(words: str, comment: str) -> str:
    note = f"<office:annotation><text:p>{comment}</text:p></office:annotation>"
    return cell(words).replace("<text:p>", f"{note}<text:p>", 1)


@pytest.mark.office
def test_what_libreoffice_saved_is_read_as_what_excel_did(tmp_path: Path) -> None:
    def change(page: Any) -> None:
        for place, look in (("I5", "0%"), ("I6", "0.0%"), ("I7", "dd/mm/yyyy"), ("I8", '#,##0.00" ha"')):
            page[place].number_format = look
        page.merge_cells("B5:B6")
        page.merge_cells("A4:I4")

    rows = [line("Một", goal=0.7), line("Hai", who=None, goal=1.255), line("Ba", goal=46161), line("Bốn", goal=1500.5)]
    path = sheet(tmp_path / "a.xlsx", ECONOMY, *rows, line("Dòng một\nDòng hai", goal=12), change=change)
    [saved] = convert([path], tmp_path / "saved", "ods")
    texts = texts_of(saved)
    assert texts == texts_of(path)
    assert [one[8] for one in texts[4:]] == ["70%", "125,5%", "19/05/2026", "1500,5", "12"]
    assert [one[1] for one in texts[4:6]] == ["Chi hội 1", "Chi hội 1"]
    assert texts[8][4] == "Dòng một\nDòng hai"


def test_a_font_that_a_column_or_a_style_above_has_tells_a_tick(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="a" style:family="table-cell"><style:text-properties style:font-name="Wingdings"/>'
        '</style:style><style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>'
        '<style:style style:name="c" style:family="table-cell" style:parent-style-name="c"/>'
        '<style:font-face xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
        ' style:name="Wingdings" svg:font-family="\'Wingdings\'"/>'
    )
    column = '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="b"/>'
    rows = column + row(cell("ü"), cell("ü", 'table:style-name="c"'), cell("ü"), cell("ü", 'table:style-name="a"'))
    assert texts_of(spreadsheet(tmp_path / "a.ods", rows, styles=styles)) == [["✓", "ü", "ü", "✓"]]


def test_groups_repeats_and_covered_cells_keep_their_places(tmp_path: Path) -> None:
    twice = 'table:number-columns-repeated="2"'
    rows = (
        f"<table:table-header-rows>{row(cell('Tên'), cell('Số'))}</table:table-header-rows>",
        repeated(2, f"<table:table-cell {twice}/>", cell("x", twice)),
        repeated(9, "<table:table-cell/>"),
        f"<table:table-row-group>{row('<table:covered-table-cell/>', cell('a<text:s/>b<text:line-break/>c'))}",
        "</table:table-row-group>",
        repeated(1_048_561, '<table:table-cell table:number-columns-repeated="16384"/>'),
    )
    path = spreadsheet(tmp_path / "a.ods", "".join(rows))
    assert texts_of(path) == [["Tên", "Số", "", ""], ["", "", "x", "x"], ["", "", "x", "x"], ["", "a b\nc", "", ""]]
    read = read_office(path)
    assert isinstance(read, OfficeFile)
    assert [one[0].row for one in read.tables[0].rows] == [1, 2, 3, 13]


def test_a_comment_and_a_hidden_sheet_are_no_texts(tmp_path: Path) -> None:
    rows = (
        row(commented("Tên", "Sửa tên"))
        + '</table:table><table:table table:style-name="h" table:name="Tờ 2">'
        + row(cell("ẩn"))
    )
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    path = spreadsheet(tmp_path / "a.ods", rows, styles=styles)
    assert texts_of(path) == [["Tên"]]
    read = read_office(path)
    assert isinstance(read, OfficeFile)
    assert [one.name for one in read.tables] == ["trang tính “Tờ 1”"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (repeated(1_048_576, cell("x")), "table-too-large"),
        (row(cell("x", 'table:number-columns-repeated="16384"')), "table-too-large"),
        (repeated(4_000, cell("x", 'table:number-columns-repeated="6"')), "file-too-large"),
        (row(cell("dài " * 6_000)), "line-too-long"),
        (row(commented("Tên", "dài " * 6_000)), "line-too-long"),
        ("<table:table-row-group>" * 300, "broken-file"),
        (row(cell("&a;")), "broken-file"),
        (row(cell("x"))[:-9], "broken-file"),
    ],
    ids=["rows", "columns", "cells", "long", "comment", "deep", "entity", "torn"],
)
def test_what_may_harm_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    before = '<!DOCTYPE a [<!ENTITY a "aaaa">]>' if "&" in rows else ""
    assert problem_of(spreadsheet(tmp_path / "a.ods", rows, before=before)).code == code


def test_a_ticked_box_is_a_tick(tmp_path: Path) -> None:
    boxes = [cell("?", f'office:value-type="boolean" office:boolean-value="{on}"') for on in ("true", "false")]
    assert texts_of(spreadsheet(tmp_path / "a.ods", row(*boxes, cell(".")))) == [["x", "", "."]]


@pytest.mark.parametrize("about", ['office:value-type="float" office:value="một"', 'office:value-type="date"'])
def test_a_value_that_is_none_is_as_it_shows(tmp_path: Path, about: str) -> None:
    assert texts_of(spreadsheet(tmp_path / "a.ods", row(cell("12", about)))) == [["12"]]
