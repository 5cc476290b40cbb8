"""Ticks of symbol fonts in filled forms: what a reader sees counts, through Word, Excel and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from generator.importing import import_register
from tests.filling import DAY, RECORDS, Entry, fill, fill_table, make_entries, models_of, register, told
from tests.libreoffice import convert

# What a unit may type or insert: font, sign in that font.
SIGNS = {
    "Wingdings ü": ("Wingdings", "ü"),
    "Wingdings þ": ("Wingdings", "þ"),
    "Wingdings x": ("Wingdings", "x"),
    "Wingdings F0FC": ("Wingdings", "\uf0fc"),
    "Wingdings F0FE": ("Wingdings", "\uf0fe"),
    "Wingdings 2 P": ("Wingdings 2", "P"),
    "Wingdings 2 R": ("Wingdings 2", "R"),
    "Webdings a": ("Webdings", "a"),
    "Marlett a": ("Marlett", "a"),
}
WANTED = [one for one in make_entries(12, seed=21) if one.field != "linh-vuc-khac"]


def tick_book(path: Path, font: str, sign: str, *, rich: bool = False) -> Path:
    """Change every x of a filled sheet."""
    book = openpyxl.load_workbook(path)
    for cell in _ticks(book.worksheets[0]):
        if rich:
            cell.value = CellRichText(TextBlock(InlineFont(rFont=font), sign))
        else:
            cell.value, cell.font = sign, Font(name=font)
    book.save(path)
    return path


def _ticks(sheet: Any) -> Iterator[Any]:
    yield from (cell for row in sheet.iter_rows() for cell in row if cell.value == "x")


def tick_word(path: Path, font: str, sign: str) -> Path:
    """The same in a Word table."""
    document = docx.Document(str(path))
    for table in document.tables:
        for cell in table._cells:
            runs = [run for one in cell.paragraphs for run in one.runs if run.text == "x"]
            for run in runs:
                run.text = sign
                properties = run._r.get_or_add_rPr()
                fonts = properties.get_or_add_rFonts()
                for key in ("ascii", "hAnsi", "cs"):
                    fonts.set(qn(f"w:{key}"), font)
    document.save(str(path))
    return path


def assert_read(portal: Path, path: Path) -> None:
    register(portal, path)
    assert {one.name: told(one) for one in models_of(portal)} == {one.name: one for one in WANTED}


def form(folder: Path, suffix: str) -> Path:
    path = folder / f"to.{suffix}"
    path.write_bytes(_filled(suffix))
    return path


@cache
def _filled(suffix: str) -> bytes:
    form = RECORDS.forms["thuy-nguyen-mau-1"]
    return fill_table(form, RECORDS.campaigns[form.campaign], suffix, WANTED)


@pytest.mark.parametrize("rich", [False, True], ids=["cell", "rich text"])
@pytest.mark.parametrize("sign", SIGNS)
def test_ticks_of_symbol_fonts_in_excel(blank_portal: Path, tmp_path: Path, sign: str, rich: bool) -> None:
    assert_read(blank_portal, tick_book(form(tmp_path, "xlsx"), *SIGNS[sign], rich=rich))


@pytest.mark.parametrize("sign", SIGNS)
def test_ticks_of_symbol_fonts_in_word(blank_portal: Path, tmp_path: Path, sign: str) -> None:
    assert_read(blank_portal, tick_word(form(tmp_path, "docx"), *SIGNS[sign]))


@pytest.mark.office
@pytest.mark.parametrize(("suffix", "saved_as"), [("xlsx", "xlsx"), ("docx", "docx"), ("xlsx", "ods")])
def test_ticks_that_libreoffice_saved(blank_portal: Path, tmp_path: Path, suffix: str, saved_as: str) -> None:
    tick = tick_book if suffix == "xlsx" else tick_word
    files = []
    for number, sign in enumerate(SIGNS.values()):
        (tmp_path / str(number)).mkdir()
        ticked = tick(form(tmp_path / str(number), suffix), *sign)
        files.append(ticked.rename(tmp_path / f"{number}.{suffix}"))
    for saved in convert(files, tmp_path / "saved", saved_as):
        report = import_register(saved, root=blank_portal, today=DAY, dry_run=True)
        assert [(saved.stem, one.wrong) for one in report.problems] == []
        found = {
            one.registration.name: (str(one.registration.subject), str(one.registration.origin))
            for one in report.changes
        }
        assert found == {one.name: (one.subject, one.origin) for one in WANTED}


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_codes_of_signs_are_read_where_no_font_is_told(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    [saved] = convert([tick_book(form(tmp_path, "xlsx"), "Wingdings", "\uf0fe")], tmp_path / "saved", suffix)
    assert_read(blank_portal, saved)


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
@pytest.mark.parametrize(("font", "sign"), [("Times New Roman", "ü"), ("Times New Roman", "P"), ("Wingdings", "J")])
def test_a_letter_that_is_no_tick_is_told(
    blank_portal: Path, tmp_path: Path, suffix: str, font: str, sign: str
) -> None:
    tick = tick_book if suffix == "xlsx" else tick_word
    report = import_register(tick(form(tmp_path, suffix), font, sign), root=blank_portal, today=DAY)
    assert any(one.is_error and f"“{sign}”" in one.wrong for one in report.problems)
    assert not report.written


def test_an_empty_box_is_no_tick(blank_portal: Path, tmp_path: Path) -> None:
    path = tick_book(form(tmp_path, "xlsx"), "Wingdings", "þ")
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=1):
        ticked = [cell for cell in row if cell.value == "þ"]
        for cell in row[2:8] if ticked else ():
            if cell.value is None:
                cell.value, cell.font = "o", Font(name="Wingdings")
    book.save(path)
    assert_read(blank_portal, path)


def test_words_that_somebody_set_in_a_symbol_font_stay_words(blank_portal: Path, tmp_path: Path) -> None:
    entry = Entry("Vườn rau chung", "Chi hội 1", "collective", "new", "kinh-te", "12 luống")
    path = fill("thuy-nguyen-mau-1", "xlsx", [entry], tmp_path / "to.xlsx")
    tick_book(path, "Wingdings", "ü")
    book = openpyxl.load_workbook(path)
    for cell in (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == entry.name):
        cell.font = Font(name="Wingdings")
    book.save(path)
    register(blank_portal, path)
    assert [told(one) for one in models_of(blank_portal)] == [entry]
