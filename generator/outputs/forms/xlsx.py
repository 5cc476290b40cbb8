"""A blank form as an Excel workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from xlsxwriter.workbook import Workbook

from generator.outputs.forms.layout import (
    BlockLayout,
    ChooseLayout,
    FillLayout,
    ItemsLayout,
    LetterheadLayout,
    Paper,
    TableLayout,
)
from generator.outputs.forms.marks import FORM, SHEET, VERSION
from generator.outputs.forms.name_rows import NameRow
from generator.outputs.forms.rules import PaperRules
from generator.outputs.forms.sheet import CENTER, LEFT, OPEN, Look, Sheet
from generator.outputs.forms.text import OFFICE_FONT, POINT_MM, Line, Run, text_width
from generator.outputs.forms.xlsx_tables import CHECKS, draw_table
from generator.records.form import Entry

# Fixed, so that equal input gives equal bytes.
CREATED = datetime(2026, 1, 1)
# The part of a workbook that is the form itself.
FIRST_SHEET = "xl/worksheets/sheet1.xml"
_INCH = 25.4
# Excel counts a column's width in digits of the base font: one of Times New Roman 12 is 8 dots wide, a column 72.
_BASE_FONT = {
    "default_format_properties": {"font_name": OFFICE_FONT, "font_size": 12},
    "default_column_width": 72,
    "default_row_height": 21,
}
# Forms without a table: a column for boxes to tick, one for labels, one for answers; parts of the width.
_PLAIN_EDGES = (0, 0.06, 0.45, 1)
# A head that stays in view is worth its room only above this many rows.
_FROZEN_FROM = 6
# An underline is the one rule in a sheet that is as long as the text.
_UNDERLINED: Look = {**CENTER, "underline": 1}
# Beside a name of several lines the first ones stand level.
_TOP: Look = {"valign": "top"}


def draw_xlsx(paper: Paper, fonts: Path) -> bytes:
    """The Excel file of a form; equal input gives equal bytes."""
    content, _ = compose(paper, fonts)
    return content


def compose(paper: Paper, fonts: Path) -> tuple[bytes, Mapping[int, NameRow]]:
    """The Excel file of a paper, and its rows that grow with the name of a unit, by their numbers from 0."""
    written = io.BytesIO()
    # xlsxwriter writes into what it is given: the next workbook would come out another.
    workbook = Workbook(written, {"in_memory": True, **deepcopy(_BASE_FONT)})
    sheet = Sheet(workbook, workbook.add_worksheet("Biểu mẫu"), _edges(paper), fonts)
    _set_up(sheet, paper)
    _draw_head(sheet, paper)
    tables = [_draw_block(sheet, block, paper.rules) for block in paper.blocks]
    _keep_head([rows for rows in tables if rows], sheet, paper)
    _draw_foot(sheet, paper)
    for number, note in enumerate(paper.footnotes, start=1):
        sheet.put_line((Run(str(number), note[0].size, mark=number), Run(" ", note[0].size), *note))
    if paper.note:
        sheet.next(3)
        sheet.put_line(paper.note)
    sheet.worksheet.print_area(0, 0, sheet.row - 1, sheet.last)
    sheet.protect()
    _mark(workbook, paper)
    workbook.close()
    return _let_grow(written.getvalue(), sheet.growing), sheet.name_rows


def _let_grow(content: bytes, rows: Sequence[int]) -> bytes:
    """The workbook with rows that fit what is typed into them: a height that xlsxwriter writes is there to stay."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == FIRST_SHEET:
                for row in rows:
                    part = re.sub(rb'(<row r="%d"[^>]*) customHeight="1"' % (row + 1), rb"\1", part)
            target.writestr(entry, part)
    return written.getvalue()


def _mark(workbook: Workbook, paper: Paper) -> None:
    """Write the marks twice: programs that drop properties keep sheets, and the other way round."""
    about = f"{paper.marks[FORM]} · {paper.marks[VERSION]}"
    workbook.set_properties({"title": paper.title, "subject": about, "created": CREATED, "author": ""})
    hidden = workbook.add_worksheet(SHEET)
    hidden.very_hidden()
    for row, (key, value) in enumerate(paper.marks.items()):
        workbook.set_custom_property(key, value)
        # As text: a year is compared with other marks, never added up.
        hidden.write_string(row, 0, key)
        hidden.write_string(row, 1, value)


def _tables(paper: Paper) -> list[TableLayout]:
    return [block for block in paper.blocks if isinstance(block, TableLayout)]


def _edges(paper: Paper) -> tuple[float, ...]:
    """Every side of a column of any table, so that all tables of a form fit on one sheet."""
    edges = {0.0}
    for table in _tables(paper):
        place = 0.0
        for width in table.widths:
            place += width
            edges.add(round(place))
    if len(edges) == 1:
        edges = {part * paper.text_width for part in _PLAIN_EDGES}
    return tuple(sorted(edges))


def _set_up(sheet: Sheet, paper: Paper) -> None:
    page, rules = sheet.worksheet, paper.rules
    page.set_paper(9)
    if paper.page_width > paper.page_height:
        page.set_landscape()
    page.set_margins(
        left=rules.margin_left / _INCH,
        right=rules.margin_right / _INCH,
        top=rules.margin_top / _INCH,
        bottom=rules.margin_bottom / _INCH,
    )
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    sheet.set_columns()
    page.set_default_row(max((table.row_height for table in _tables(paper)), default=8) / POINT_MM)


def _keep_head(tables: list[tuple[int, int, int]], sheet: Sheet, paper: Paper) -> None:
    """Repeat the head of a form's only table on every printed page, and keep it in view."""
    if len(tables) != 1:
        return
    first, head, _ = tables[0]
    sheet.worksheet.repeat_rows(first, head)
    if len(_tables(paper)[0].rows) >= _FROZEN_FROM:
        sheet.worksheet.freeze_panes(head + 1, 0)


def _draw_head(sheet: Sheet, paper: Paper) -> None:
    if paper.label:
        sheet.put_line(paper.label, {"align": "right"})
    if paper.letterhead:
        _draw_letterhead(sheet, paper.letterhead, paper)
        sheet.next(5)
    for line in (*paper.kind, *paper.subject):
        last = line == (*paper.kind, *paper.subject)[-1]
        sheet.put_line(line, _UNDERLINED if last and paper.subject_rule else CENTER)
    if paper.subject_mark:
        sheet.put_line(paper.subject_mark, CENTER)
    if paper.addressee:
        sheet.put_line(paper.addressee, {**CENTER, **OPEN})
    sheet.next(3)


def _letterhead_column(sheet: Sheet, head: LetterheadLayout, paper: Paper) -> int:
    """The column where the right half begins: nearest to its place on paper, but with room for both names."""
    # A name that was filled in is broken into lines.
    printed = [line for line in head.left if not line[0].filled]
    left, right = (
        max((text_width(line, sheet.fonts) for line in lines), default=0) + 2 for lines in (printed, head.right)
    )
    roomy = [
        column
        for column in range(1, sheet.last + 1)
        if sheet.edges[column] >= left and paper.text_width - sheet.edges[column] >= right
    ]
    wanted = paper.text_width * paper.rules.left_share
    return min(roomy, key=lambda column: abs(sheet.edges[column] - wanted), default=sheet.column_at(wanted))


def _draw_letterhead(sheet: Sheet, head: LetterheadLayout, paper: Paper) -> None:
    column = _letterhead_column(sheet, head, paper)
    names = zip_longest(head.left, head.right, fillvalue=())
    for index, (left, right) in enumerate(names):
        # The last name on the left is that of whoever fills the form in.
        own = {**(_UNDERLINED if head.left_rule else CENTER), **OPEN, **_TOP}
        looks = [
            own if index == len(head.left) - 1 else CENTER,
            {**(_UNDERLINED if index == len(head.right) - 1 else CENTER), **_TOP},
        ]
        sheet.put_beside(left, right, column, looks)
    marks = [line for line in (head.mark, head.number) if line] or [()]
    places: list[Line] = [()] * (len(marks) - 1) + [head.place]
    for left, right in zip(marks, places, strict=True):
        sheet.put_beside(left, right, column, [{**CENTER, **OPEN}] * 2)


def _draw_block(sheet: Sheet, block: BlockLayout, rules: PaperRules) -> tuple[int, int, int] | None:
    """Draw a block; of a table, the first and last row of its head and the last of all."""
    if isinstance(block, TableLayout):
        return draw_table(sheet, block, rules)
    if isinstance(block, FillLayout):
        _draw_fill(sheet, block, rules)
    elif isinstance(block, ChooseLayout):
        sheet.put_line((*block.label, Run(":", rules.text.size)))
        for option in block.options:
            sheet.worksheet.data_validation(sheet.row, 0, sheet.row, 0, CHECKS[Entry.TICK])
            sheet.put((), 0, 0, look={**CENTER, **OPEN, "border": 1})
            sheet.put(option, 1, sheet.last, look={**LEFT, "indent": 1})
            sheet.next(sheet.height_of(option, 1, sheet.last) + 2)
    elif isinstance(block, ItemsLayout):
        for item in block.items:
            sheet.put_line((Run("- ", item[0].size), *item))
    else:
        sheet.next(2 if block.kind == "heading" else 1)
        sheet.put_line(block.line)
    return None


def _draw_fill(sheet: Sheet, fill: FillLayout, rules: PaperRules) -> None:
    """A cell to write in: beside its label when it is one line, else below, as high as the paper's dotted lines."""
    column = sheet.column_at(sheet.edges[-1] * 0.4)
    label = (*fill.label, Run(":", rules.text.size))
    beside = fill.lines == 1 and text_width(label, sheet.fonts) < sheet.width(0, column - 1) - 2
    first = column if beside else 0
    sheet.put(label, 0, column - 1 if beside else sheet.last, look={**LEFT, "valign": "top" if beside else "bottom"})
    if not beside:
        sheet.next(7)
    answer: Look = {**LEFT, **OPEN, "bottom": 4, "valign": "top", "font_size": rules.text.size}
    sheet.put(fill.answer, first, sheet.last, look=answer)
    height = 7.5 * (fill.lines if beside or fill.lines == 1 else fill.lines - 1)
    sheet.next_name(fill.answer, first, sheet.last, height)


def _draw_foot(sheet: Sheet, paper: Paper) -> None:
    """Recipients at the left, signatures beside each other at the right; who signs is for the unit to say."""
    if not paper.signatures:
        return
    sheet.next(5)
    size = paper.rules.recipients.size
    recipients = [(Run("- ", size), *line) for line in paper.recipients]
    left: list[Line] = [paper.recipients_title, *recipients] if recipients else []
    *others, right = [[line for line in (one.title, one.note) if line] for one in paper.signatures]
    column = sheet.column_at(sheet.edges[-1] * 0.5)
    looks = [{**(CENTER if others else LEFT), **OPEN, **_TOP}, {**CENTER, **OPEN, **_TOP}]
    for one, other in zip_longest(others[0] if others else left, right, fillvalue=()):
        sheet.put_beside(one, other, column, looks)
    sheet.next(paper.rules.signing_space)
