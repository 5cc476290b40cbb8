"""Tables of an Excel form: merged heads, totals that add themselves up, ticks and counts that check themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from xlsxwriter.utility import xl_range

from generator.outputs.forms.layout import BodyRow, TableLayout
from generator.outputs.forms.rules import PaperRules
from generator.outputs.forms.sheet import CENTER, LEFT, OPEN, Look, Sheet
from generator.outputs.forms.text import Line, Run
from generator.records.form import Entry

_SECTION_HEIGHT = 7
# A sum that is still nothing is not shown: the form is blank.
_SUM_FORMAT = "0;-0;;@"
_NUMBER_FORMAT = "#,##0"
_BOXED: Look = {**CENTER, "border": 1}
_BOXED_LEFT: Look = {**LEFT, "border": 1}
# What cells of a kind take, in xlsxwriter's words.
CHECKS: Mapping[Entry, Mapping[str, object]] = {
    Entry.TICK: {
        "validate": "list",
        "source": ["x"],
        "error_title": "Chỉ đánh dấu x",
        "error_message": "Ô này chỉ nhận chữ x, hoặc để trống.",
    },
    Entry.NUMBER: {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": "Cần một con số",
        "error_message": "Ô này ghi số lượng: một số nguyên từ 0 trở lên.",
    },
}


def draw_table(sheet: Sheet, table: TableLayout, rules: PaperRules) -> tuple[int, int, int]:
    """Draw a table; the first and the last row of its head, and its last row."""
    columns = _columns(sheet, table)
    first = sheet.row
    _draw_header(sheet, table, columns)
    if table.number_row:
        for index, (left, right) in enumerate(columns):
            sheet.put((Run(str(index + 1), rules.table.size, italic=True),), left, right, look=_BOXED)
        sheet.next(6)
    head = sheet.row - 1
    for index, row in enumerate(table.rows):
        _draw_row(sheet, table, index, columns, head + 1)
        name = next((place for place, line in enumerate(row.cells) if line and line[0].filled), 0)
        height = _height(sheet, table, row, columns)
        sheet.next_name(row.cells[name], *columns[name], height, grows=row.kind != "section")
    _check_entries(sheet, table, columns, head + 1)
    return first, head, sheet.row - 1


def _columns(sheet: Sheet, table: TableLayout) -> tuple[tuple[int, int], ...]:
    """The first and last column of the sheet that each column of the table covers."""
    places, right = [0], 0.0
    for width in table.widths:
        right += width
        places.append(sheet.edges.index(round(right)))
    return tuple((left, after - 1) for left, after in pairwise(places))


def _draw_header(sheet: Sheet, table: TableLayout, columns: tuple[tuple[int, int], ...]) -> None:
    top = sheet.row
    heights = [0.0] * len(table.header)
    for cell in (cell for row in table.header for cell in row):
        left, right = columns[cell.column][0], columns[cell.column + cell.colspan - 1][1]
        line = (*cell.title, Run("\n", cell.note[0].size), *cell.note) if cell.note else cell.title
        sheet.put(line, left, right, rows=cell.rowspan, row=top + cell.row, look=_BOXED)
        needed = sheet.height_of(cell.title, left, right) + sheet.height_of(cell.note, left, right) + 2
        # A cell over several rows shares its height among them; the last of them takes what is missing.
        above = sum(heights[cell.row : cell.row + cell.rowspan - 1])
        bottom = cell.row + cell.rowspan - 1
        heights[bottom] = max(heights[bottom], needed - above)
    for height in heights:
        sheet.next(height)


def _height(sheet: Sheet, table: TableLayout, row: BodyRow, columns: tuple[tuple[int, int], ...]) -> float:
    """The height of a row in mm."""
    if row.kind == "section":
        return _SECTION_HEIGHT
    spans = [(columns[0][0], columns[row.span - 1][1]), *columns[row.span :]]
    needed = max(sheet.height_of(line, *span) for line, span in zip(row.cells, spans, strict=True)) + 1.5
    return max(needed, table.row_height)


def _draw_row(sheet: Sheet, table: TableLayout, index: int, columns: tuple[tuple[int, int], ...], body: int) -> None:
    row = table.rows[index]
    in_column = row.span == 1 and table.entries[0] is not Entry.TEXT
    # Of a blank row the ordinal too: only a row without a locked cell can be deleted.
    first = OPEN if row.kind == "blank" else {}
    sheet.put(row.cells[0], 0, columns[row.span - 1][1], look={**(_BOXED if in_column else _BOXED_LEFT), **first})
    for column, line in enumerate(row.cells[1:], start=row.span):
        left, right = columns[column]
        entry = table.entries[column]
        look = _BOXED_LEFT if entry is Entry.TEXT else _BOXED
        number = _number_in(line) if entry is Entry.NUMBER else None
        summed = _summed_rows(table, index, column) if entry is Entry.NUMBER else []
        sheet.put(line, left, right, look=look if line or summed else {**look, **OPEN})
        if summed:
            ranges = ",".join(xl_range(body + first, left, body + last, left) for first, last in summed)
            shown = _SUM_FORMAT if number is None else _NUMBER_FORMAT
            cell = sheet.format({**look, "num_format": shown, "bold": True, "font_size": row.cells[0][0].size})
            sheet.worksheet.write_formula(sheet.row, left, f"=SUM({ranges})", cell, number or 0)
        elif number is not None:
            # As text it would not be added up.
            cell = sheet.format({**look, "num_format": _NUMBER_FORMAT, "bold": line[0].bold, "font_size": line[0].size})
            sheet.worksheet.write_number(sheet.row, left, number, cell)


def _number_in(line: Line) -> int | None:
    """The whole number that a report printed into a cell, in Vietnamese: "1.234"."""
    text = "".join(run.text for run in line)
    return int(text.replace(".", "")) if re.fullmatch(r"\d{1,3}(?:\.\d{3})*", text) else None


def _check_entries(sheet: Sheet, table: TableLayout, columns: tuple[tuple[int, int], ...], body: int) -> None:
    """Check what is typed, a stretch of rows at a time: a row that somebody inserts there is checked too."""
    for column, entry in enumerate(table.entries):
        check = _check_of(sheet, entry, table.choices[column])
        if check is None:
            continue
        rows = [index for index, row in enumerate(table.rows) if _is_typed(table, index, entry) and row.span <= column]
        left = columns[column][0]
        for first, last in _stretches(rows):
            sheet.worksheet.data_validation(body + first, left, body + last, left, check)


def _check_of(sheet: Sheet, entry: Entry, words: tuple[str, ...]) -> Mapping[str, object] | None:
    """What cells of a column take; words are offered, and others only asked about: a plan's list may lack one."""
    if not words:
        return CHECKS.get(entry)
    return {
        "validate": "list",
        "source": sheet.list_words(words),
        "error_type": "warning",
        "error_title": "Chữ không có trong danh sách",
        "error_message": "Nên chọn trong danh sách thả xuống ở mép phải của ô.",
    }


def _is_typed(table: TableLayout, index: int, entry: Entry) -> bool:
    """Whether a row takes what its columns are for: a head adds its group up, a total counts ticks too."""
    kind = table.rows[index].kind
    return kind != "total" and not (entry is Entry.NUMBER and any(_choose_summed(table, index)))


def _summed_rows(table: TableLayout, index: int, column: int) -> list[tuple[int, int]]:
    """Which rows a total or the head of a group adds up, as unbroken stretches; none for other rows.

    Nor for a figure of a report that is no sum: whoever stands in two lines is counted once.
    """
    figure = _figure_at(table, index, column)
    chosen = (
        rows
        for rows in _choose_summed(table, index)
        if rows and figure in (None, sum(_figure_at(table, row, column) or 0 for row in rows))
    )
    return _stretches(next(chosen, []))


def _choose_summed(table: TableLayout, index: int) -> list[list[int]]:
    """What a row may add up: of a total all lines, or else the heads of the groups; of a head its own lines."""
    kind = table.rows[index].kind
    if kind == "total":
        above = range(index)
        lines = [i for i in above if table.rows[i].kind in ("printed", "blank")]
        return [lines, [i for i in above if table.rows[i].kind == "group"]]
    if kind == "group":
        following = range(index + 1, len(table.rows))
        end = next((i for i in following if table.rows[i].kind in ("group", "total", "section")), len(table.rows))
        return [list(range(index + 1, end))]
    return []


def _figure_at(table: TableLayout, index: int, column: int) -> int | None:
    row = table.rows[index]
    return _number_in(row.cells[column - row.span + 1]) if column >= row.span else None


def _stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each run of rows that follow one another."""
    runs = (list(run) for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]))
    return [(run[0][1], run[-1][1]) for run in runs]
