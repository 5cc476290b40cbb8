"""Tables of a Word form: real merged heads that repeat, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from generator.outputs.forms.docx_parts import add_run, element
from generator.outputs.forms.layout import BodyRow, HeaderCell, TableLayout
from generator.outputs.forms.rules import PaperRules
from generator.outputs.forms.text import Line, Run
from generator.records.form import Entry

_STYLE = "Form Table"
_TWIPS = 1440 / 25.4
_CENTER = WD_ALIGN_PARAGRAPH.CENTER


def add_layout_table(document: WordDocument, widths: Sequence[float], *, rows: int) -> Table:
    """A table without lines that holds things beside each other; widths in mm."""
    table = _new_table(document, widths, rows, margin=0)
    for row in table.rows:
        _keep_whole(row)
    return table


def add_table(document: WordDocument, layout: TableLayout, rules: PaperRules) -> None:
    head = len(layout.header) + layout.number_row
    table = _new_table(document, layout.widths, head + len(layout.rows), margin=rules.cell_margin)
    table.style = document.styles["Table Grid"]
    # Row.cells walks the whole grid each time it is asked.
    grid = [list(row.cells) for row in table.rows]
    for cell in (cell for row in layout.header for cell in row):
        _draw_header_cell(grid, cell)
    if layout.number_row:
        for index, cell in enumerate(grid[head - 1]):
            _write(cell, (Run(str(index + 1), rules.table.size, italic=True),), center=True)
    for row, cells, source in zip(list(table.rows)[head:], grid[head:], layout.rows, strict=True):
        _draw_row(cells, source, layout)
        row.height, row.height_rule = Mm(_height(source, layout)), WD_ROW_HEIGHT_RULE.AT_LEAST
    _hold_together(table, layout, head)
    # What people type into an empty cell takes the size of the paragraph's style.
    style = _table_style(document, rules)
    for properties in _paragraph_properties(table._tbl):
        properties.style = style


def _table_style(document: WordDocument, rules: PaperRules) -> str:
    """The id of the paragraph style of table cells."""
    if _STYLE not in document.styles:
        style = document.styles.add_style(_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(rules.table.size)
    return str(document.styles[_STYLE].style_id)


def _height(row: BodyRow, layout: TableLayout) -> int:
    return 7 if row.kind == "section" else layout.row_height


def _new_table(document: WordDocument, widths: Sequence[float], rows: int, *, margin: float) -> Table:
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    properties.append(element("w:tblW", w=round(sum(widths) * _TWIPS), type="dxa"))
    margins = element("w:tblCellMar")
    for side, size in (("top", margin / 2), ("left", margin), ("bottom", margin / 2), ("right", margin)):
        margins.append(element(f"w:{side}", w=round(size * _TWIPS), type="dxa"))
    properties.append(margins)
    _sort_properties(properties)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _sort_properties(properties: Iterable[object]) -> None:
    """Word refuses a table whose properties stand in another order than the schema's."""
    order = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
    found = {child.tag: child for child in list(properties)}  # type: ignore[attr-defined]
    for name in order:
        child = found.get(qn(f"w:{name}"))
        if child is not None:
            properties.append(child)  # type: ignore[attr-defined]


def _write(cell: _Cell, line: Line, *, center: bool) -> None:
    paragraph = cell.paragraphs[0]
    for run in line:
        add_run(paragraph, run)
    if center:
        paragraph.alignment = _CENTER
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _draw_header_cell(grid: list[list[_Cell]], cell: HeaderCell) -> None:
    last = grid[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1]
    first = grid[cell.row][cell.column]
    merged = first.merge(last) if cell.colspan * cell.rowspan > 1 else first
    for extra in merged.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    _write(merged, cell.title, center=True)
    if cell.note:
        paragraph = merged.add_paragraph()
        paragraph.alignment = _CENTER
        for run in cell.note:
            add_run(paragraph, run)


def _draw_row(cells: list[_Cell], row: BodyRow, layout: TableLayout) -> None:
    first = cells[0].merge(cells[row.span - 1]) if row.span > 1 else cells[0]
    for extra in first.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    in_column = row.span == 1
    _write(first, row.cells[0], center=in_column and layout.entries[0] is not Entry.TEXT)
    for index, line in enumerate(row.cells[1:], start=row.span):
        _write(cells[index], line, center=layout.entries[index] is not Entry.TEXT)


def _paragraph_properties(part: BaseOxmlElement) -> Iterator[CT_PPr]:
    for paragraph in part.xpath(".//w:p"):
        yield paragraph.get_or_add_pPr()


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _hold_together(table: Table, layout: TableLayout, head: int) -> None:
    """Heads repeat; no row splits; a section stays with its first row, the last rows with the signatures."""
    rows = list(table.rows)
    for index, row in enumerate(rows):
        _keep_whole(row)
        if index < head:
            row._tr.get_or_add_trPr().append(element("w:tblHeader"))
        kind = layout.rows[index - head].kind if index >= head else "head"
        if layout.kept or kind in ("head", "section", "group") or index >= len(rows) - 2:
            for properties in _paragraph_properties(row._tr):
                properties.keepNext_val = True
