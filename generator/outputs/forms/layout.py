"""A form laid out as a paper: what all three renderers draw, already resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.outputs.forms.marks import marks_of
from generator.outputs.forms.rules import A4, RULES, PaperRules, Style
from generator.outputs.forms.text import Line, Run, read_line
from generator.records.campaign import Campaign
from generator.records.choices import offered_in
from generator.records.form import Block, Column, Entry, Form, Orientation, Signature, Table, TableRow, leaf_columns
from generator.records.meanings import Holds

# Options together as short as this stand in one line behind their label.
INLINE_CHARACTERS = 40
# A table with no more rows than this does not run over to the next page.
KEPT_ROWS = 6


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One cell of a table's head; rows and columns count from 0."""

    title: Line
    note: Line
    row: int
    column: int
    colspan: int
    rowspan: int


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row below the head. `kind`: section, group, printed, blank or total.

    `cells` has one text for each leaf column, except where the first `span` columns share the first text.
    """

    kind: str
    cells: tuple[Line, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Widths in mm, together as wide as the text; `entries` says what each leaf column holds, `choices` in what words.

    A `kept` table is short enough to stay on one page.
    """

    widths: tuple[float, ...]
    entries: tuple[Entry, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    number_row: bool
    row_height: int
    rows: tuple[BodyRow, ...]
    kept: bool
    choices: tuple[tuple[str, ...], ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class TextLayout:
    """A heading or a paragraph."""

    kind: str
    line: Line


@dataclass(frozen=True, slots=True)
class ItemsLayout:
    items: tuple[Line, ...]
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class FillLayout:
    """A label and so many dotted lines, the first beside the label; the answer, if known, begins it."""

    label: Line
    lines: int
    answer: Line = ()
    kind: str = "fill"


@dataclass(frozen=True, slots=True)
class ChooseLayout:
    """A label and options, each with a box to tick; `inline` when all fit behind the label."""

    label: Line
    options: tuple[Line, ...]
    inline: bool
    kind: str = "choose"


BlockLayout = TableLayout | TextLayout | ItemsLayout | FillLayout | ChooseLayout


@dataclass(frozen=True, slots=True)
class LetterheadLayout:
    """The lines of both columns from the top; the right one is closed by a rule as long as its last line.

    `left_rule` is the length of the left rule as a part of the last line's, 0 for none.
    """

    left: tuple[Line, ...]
    left_rule: float
    mark: Line
    number: Line
    right: tuple[Line, ...]
    place: Line


@dataclass(frozen=True, slots=True)
class SignatureLayout:
    title: Line
    note: Line


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole form. Lengths in mm, sizes in points; for `marks` see marks.py."""

    marks: dict[str, str]
    title: str
    page_width: int
    page_height: int
    text_width: int
    rules: PaperRules
    label: Line
    letterhead: LetterheadLayout | None
    kind: tuple[Line, ...]
    subject: tuple[Line, ...]
    subject_mark: Line
    subject_rule: float
    addressee: Line
    blocks: tuple[BlockLayout, ...]
    recipients_title: Line
    recipients: tuple[Line, ...]
    signatures: tuple[SignatureLayout, ...]
    footnotes: tuple[Line, ...]
    note: Line


def lay_out(form: Form, campaign: Campaign) -> Paper:
    """The paper of a form, by the rules of its own system or its campaign's."""
    rules = RULES[form.system or campaign.issuer_kind]
    page_width, page_height = A4 if form.orientation is Orientation.PORTRAIT else A4[::-1]
    width = page_width - rules.margin_left - rules.margin_right
    has_rule = form.rule and bool(form.kind or form.subject)
    return Paper(
        marks=marks_of(form, campaign),
        title=f"{form.number}. {form.title}" if form.number else form.title,
        page_width=page_width,
        page_height=page_height,
        text_width=width,
        rules=rules,
        label=_line(form.number if form.number_printed else None, rules.number_label),
        letterhead=_lay_out_letterhead(form, rules),
        kind=_lines(form.kind, rules.kind),
        subject=_lines(form.subject, rules.subject),
        subject_mark=_line(rules.subject_mark if has_rule else None, replace(rules.subject, bold=False)),
        subject_rule=rules.subject_rule_share if has_rule else 0,
        addressee=_line(form.addressee, rules.addressee),
        blocks=tuple(_lay_out_block(block, rules, width, campaign) for block in form.blocks),
        recipients_title=_line("Nơi nhận:" if form.recipients else None, rules.recipients_title),
        recipients=_lines(form.recipients, rules.recipients),
        signatures=tuple(_lay_out_signature(signature, rules) for signature in form.signatures),
        footnotes=_lines(form.footnotes, rules.footnote),
        note=_line(form.note, rules.note),
    )


def _line(text: str | None, style: Style) -> Line:
    return read_line(text, style) if text else ()


def _lines(texts: Sequence[str], style: Style) -> tuple[Line, ...]:
    return tuple(read_line(text, style) for text in texts)


def _lay_out_letterhead(form: Form, rules: PaperRules) -> LetterheadLayout | None:
    head = form.letterhead
    if head is None:
        return None
    left = (_line(head.superior, rules.superior), _line(head.body, rules.body))
    return LetterheadLayout(
        left=tuple(line for line in left if line),
        left_rule=rules.body_rule_share,
        mark=_line(rules.body_mark, rules.body),
        number=_line(head.number, rules.number),
        # Not marked-up text: the motto's hyphens and the star stay what they are.
        right=tuple((Run(text, style.size, style.bold, style.italic),) for text, style in rules.national),
        place=_line(head.place, rules.place),
    )


def _lay_out_signature(signature: Signature, rules: PaperRules) -> SignatureLayout:
    return SignatureLayout(_line(signature.title, rules.signature), _line(signature.note, rules.signature_note))


def _lay_out_block(block: Block, rules: PaperRules, width: int, campaign: Campaign) -> BlockLayout:
    if block.table:
        return lay_out_table(block.table, rules.table, width, fields=[field.name for field in campaign.fields])
    if block.fill:
        return FillLayout(_line(block.fill, rules.text), block.lines)
    if block.choose:
        inline = len("".join(block.options)) <= INLINE_CHARACTERS
        return ChooseLayout(_line(block.choose, rules.text), _lines(block.options, rules.text), inline)
    if block.items:
        return ItemsLayout(_lines(block.items, rules.text))
    if block.heading:
        return TextLayout("heading", _line(block.heading, replace(rules.text, bold=True)))
    return TextLayout("paragraph", _line(block.paragraph, rules.text))


def lay_out_table(table: Table, style: Style, width: int, *, fields: Sequence[str] = ()) -> TableLayout:
    """The table stretched to `width` mm; a column for fields takes the names of these."""
    leaves = tuple(leaf_columns(table.columns))
    rows = tuple(row for source in table.rows for row in _body_rows(source, leaves, style))
    given = [column.width or 0 for column in leaves]
    return TableLayout(
        widths=tuple(round(part * width / sum(given), 2) for part in given),
        entries=tuple(column.entry for column in leaves),
        header=header_grid(table.columns, style),
        number_row=table.number_row,
        row_height=table.row_height,
        rows=rows,
        kept=len(rows) <= KEPT_ROWS,
        choices=tuple(offered_in(one) or (tuple(fields) if one.holds is Holds.FIELD else ()) for one in leaves),
    )


def header_grid(columns: Sequence[Column], style: Style) -> tuple[tuple[HeaderCell, ...], ...]:
    """The head of a table, row by row, with the spans of its cells; the page on the web uses it too."""
    depth = max(_depth(column) for column in columns)
    rows: list[list[HeaderCell]] = [[] for _ in range(depth)]
    bold = replace(style, bold=True)

    def place(level: Sequence[Column], row: int, start: int) -> int:
        for column in level:
            end = place(column.children, row + 1, start) if column.children else start + 1
            rowspan = 1 if column.children else depth - row
            # A title that is italic as a whole is light, as the printed forms have it.
            title = read_line(column.title, style if _is_italic(column.title) else bold)
            note = _line(column.note, style)
            rows[row].append(HeaderCell(title, note, row, start, end - start, rowspan))
            start = end
        return start

    place(columns, 0, 0)
    return tuple(tuple(row) for row in rows)


def _is_italic(title: str) -> bool:
    return re.fullmatch(r"\*[^*]+\*", title) is not None


def _depth(column: Column) -> int:
    return 1 + max((_depth(child) for child in column.children), default=0)


def _body_rows(row: TableRow, leaves: Sequence[Column], style: Style) -> Iterator[BodyRow]:
    count, bold = len(leaves), replace(style, bold=True)
    if row.section:
        yield BodyRow("section", (read_line(row.section, bold),), span=count)
    elif row.total:
        # The label runs up to the first figure, as it does in print.
        span = next((i for i, column in enumerate(leaves) if i and column.entry is Entry.NUMBER), min(2, count))
        texts = (*row.cells, *[""] * (count - len(row.cells)))
        yield BodyRow("total", (read_line(row.total, bold), *_lines(texts[span:], bold)), span=span)
    elif row.cells:
        texts = (*row.cells, *[""] * (count - len(row.cells)))
        yield BodyRow("group" if row.group else "printed", _lines(texts, bold if row.group else style))
    for ordinal in row.ordinals:
        yield BodyRow("blank", (read_line(ordinal, style), *[()] * (count - 1)))
