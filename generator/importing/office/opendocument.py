"""What a reader sees in a spreadsheet of LibreOffice (OpenDocument 1.3 Part 3).

Its XML is walked here: python-calamine tells neither how a number looks, nor a font, nor where a merged cell reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from lxml import etree

from generator.importing.office.grid import LONGEST_SIGN, MOST_COLUMNS, MOST_ROWS, Grid, show
from generator.importing.office.package import Package
from generator.importing.office.sheets import broken
from generator.importing.office.symbols import see_signs
from generator.importing.office.tables import OfficeFile, OfficeTable, clean, judge
from generator.importing.office.word import parse_part
from generator.outputs.forms.marks import SHEET

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{{{_ODF}{name}:1.0}}" for name in ("office", "table", "text", "style"))
_SVG = f"{{{_ODF}svg-compatible:1.0}}"
# Rows and columns may stand in these.
_GROUPS = {
    f"{_TABLE}table-{name}"
    for name in ("header-rows", "row-group", "rows", "header-columns", "column-group", "columns")
}
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_CELL, _COVERED, _DEFAULT = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell", f"{_TABLE}default-cell-style-name"
# A sheet has 1,048,576 rows at most.
_MOST_DIGITS = 8
# Styles that are made of each other.
_LONGEST_CHAIN = 20


class _Look(NamedTuple):
    """How words look."""

    font: str = ""
    struck: bool = False


_Run = tuple[str, _Look]


def read_opendocument(package: Package, file: str) -> OfficeFile:
    """The sheets of an .ods, one table for each. Raises FileProblemError."""
    content, common = parse_part(package, "content.xml"), parse_part(package, "styles.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}spreadsheet") if content is not None else None
    if content is None or body is None:
        raise broken(file)
    styles = _Styles([one for one in (common, content) if one is not None])
    marks: dict[str, str] = {}
    tables: list[OfficeTable] = []
    for sheet in body.findall(f"{_TABLE}table"):
        if sheet.get(f"{_TABLE}name") == SHEET:
            marks = _SheetReader(sheet, styles, file).read().as_marks()
        elif styles.shows(sheet):
            tables.append(_SheetReader(sheet, styles, file).read().as_table())
    return OfficeFile(file, tuple(tables), marks)


class _Styles:
    """The named styles of a file. Shape of `_known`: {(family, name): its element}; of `_fonts`: {name: font}."""

    def __init__(self, parts: list[etree._Element]) -> None:
        self._known: dict[tuple[str | None, str | None], etree._Element] = {}
        self._fonts: dict[str | None, str] = {}
        for part in parts:
            for one in part.iter(f"{_STYLE}style"):
                self._known[one.get(f"{_STYLE}family"), one.get(f"{_STYLE}name")] = one
            for one in part.iter(f"{_STYLE}font-face"):
                self._fonts[one.get(f"{_STYLE}name")] = one.get(f"{_SVG}font-family", "").strip("'\"")
        self._looks: dict[tuple[str, str, _Look], _Look] = {}

    def shows(self, sheet: etree._Element) -> bool:
        """Whether a sheet is no hidden one."""
        style = self._known.get(("table", sheet.get(f"{_TABLE}style-name")))
        properties = style.find(f"{_STYLE}table-properties") if style is not None else None
        return properties is None or properties.get(f"{_TABLE}display") != "false"

    def look(self, family: str, name: str, around: _Look) -> _Look:
        """How words of a style look, within others."""
        key = family, name, around
        if key not in self._looks:
            told = self._tell(family, name)
            font = self._fonts.get(told.get("font-name"), told.get("font-family", "").strip("'\""))
            line = told.get("text-line-through-style") or told.get("text-line-through-type")
            self._looks[key] = _Look(font or around.font, line != "none" if line else around.struck)
        return self._looks[key]

    def _tell(self, family: str, name: str | None) -> Mapping[str, str]:
        """The properties of a style's words, also those of the styles that it is made of. Shape: {name: value}."""
        told: dict[str, str] = {}
        for _ in range(_LONGEST_CHAIN):
            style = self._known.get((family, name))
            if style is None:
                break
            properties = style.find(f"{_STYLE}text-properties")
            if properties is not None:
                told = {etree.QName(key).localname: str(value) for key, value in properties.items()} | told
            name = style.get(f"{_STYLE}parent-style-name")
        return told


class _SheetReader:
    """One sheet, row by row."""

    def __init__(self, sheet: etree._Element, styles: _Styles, file: str) -> None:
        self._sheet, self._styles = sheet, styles
        self._grid = Grid(sheet.get(f"{_TABLE}name", ""), file)
        repeated = (
            (column, min(_count(column, "number-columns-repeated"), MOST_COLUMNS))
            for column in _list_within(sheet, "table-column")
        )
        self._columns = [column for column, times in repeated for _ in range(times)]
        self._grid.hidden_columns = {
            number for number, column in enumerate(self._columns, start=1) if _is_hidden(column)
        }

    def read(self) -> Grid:
        number = 1
        for row in _list_within(self._sheet, "table-row"):
            numbers = range(number, number + _count(row, "number-rows-repeated"))
            if _is_hidden(row):
                self._grid.hidden_rows |= set(numbers[:MOST_ROWS])
            self._read_row(row, numbers)
            number = numbers.stop
        return self._grid

    def _read_row(self, row: etree._Element, numbers: range) -> None:
        """A row, which may stand for several that are alike, as a cell may."""
        start = 1
        for cell in row:
            if cell.tag in (_CELL, _COVERED):
                columns = range(start, start + _count(cell, "number-columns-repeated"))
                if cell.tag == _CELL and len(cell):
                    self._take(cell, self._look_of(cell, row, start), numbers, columns)
                start = columns.stop

    def _look_of(self, cell: etree._Element, row: etree._Element, column: int) -> _Look:
        """How the words of a cell look: it names a style itself, or its row, or its column does."""
        name = cell.get(f"{_TABLE}style-name") or row.get(_DEFAULT)
        if not name and column <= len(self._columns):
            name = self._columns[column - 1].get(_DEFAULT)
        return self._styles.look("table-cell", name or "Default", _Look())

    def _take(self, cell: etree._Element, look: _Look, numbers: range, columns: range) -> None:
        runs = list(self._read_runs(cell, look))
        text, doubt = _show(cell, runs, look), judge((words, one.struck) for words, one in runs)
        for comment in cell.findall(f"{_OFFICE}annotation")[:1]:
            lines = ("".join(map(str, one.itertext())) for one in comment.iter(f"{_TEXT}p"))
            self._grid.comments[numbers.start, columns.start] = clean("\n".join(lines))
        # Else a million blank cells would be walked through.
        if not text:
            return
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        for row in numbers:
            for column in columns:
                self._grid.put((row, column), text, doubt)
                if down > 1 or across > 1:
                    self._grid.merge((row, column), (row + down - 1, column + across - 1))

    def _read_runs(self, element: etree._Element, look: _Look) -> Iterator[_Run]:
        """The words of a cell and how each looks; paragraphs end with a line break."""
        if element.text and element.tag != _CELL:
            yield element.text.replace("\n", " "), look
        for child in element:
            if child.tag in _SIGNS:
                yield _SIGNS[child.tag], look
            elif str(child.tag).startswith(_TEXT):
                style = child.get(f"{_TEXT}style-name") if child.tag == f"{_TEXT}span" else None
                yield from self._read_runs(child, self._styles.look("text", style, look) if style else look)
            if child.tail and element.tag != _CELL:
                yield child.tail.replace("\n", " "), look
        if element.tag == f"{_TEXT}p":
            yield "\n", look


def _show(cell: etree._Element, runs: list[_Run], look: _Look) -> str:
    """What a cell shows: its value, or its words, signs as their fonts have them."""
    words = clean("".join(text for text, _ in runs))
    value = _read_value(cell)
    if value is not None:
        # Of the format a "%" alone matters, and whoever reads sees it.
        return show(value, words[-1:])
    is_sign = len(words) <= LONGEST_SIGN
    return clean("".join(see_signs(text, one.font if is_sign or one.font != look.font else "") for text, one in runs))


def _read_value(cell: etree._Element) -> float | date | bool | None:
    """The number, the day or the box of a cell; None for words."""
    kind = cell.get(f"{_OFFICE}value-type")
    with suppress(ValueError):
        if kind in ("float", "percentage", "currency"):
            return float(cell.get(f"{_OFFICE}value", ""))
        if kind == "date":
            return date.fromisoformat(cell.get(f"{_OFFICE}date-value", "")[:10])
    return cell.get(f"{_OFFICE}boolean-value") == "true" if kind == "boolean" else None


def _list_within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{_TABLE}{name}":
            yield child
        elif child.tag in _GROUPS:
            yield from _list_within(child, name)


def _is_hidden(element: etree._Element) -> bool:
    """Whether a row or a column is not shown, by hand or by a filter."""
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _count(element: etree._Element, name: str) -> int:
    """How often an element stands there, or how many cells it covers: once where it does not say so."""
    value = element.get(f"{_TABLE}{name}", "")
    return max(1, int(value)) if value.isdecimal() and len(value) < _MOST_DIGITS else 1
