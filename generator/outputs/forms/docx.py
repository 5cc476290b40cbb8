"""A blank form as a Word document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from generator.outputs.forms.docx_parts import (
    add_field,
    add_footnotes,
    add_marks,
    add_run,
    add_tick_box,
    drop_thumbnail,
    rule_below,
    set_language,
)
from generator.outputs.forms.docx_tables import add_layout_table, add_table
from generator.outputs.forms.layout import (
    BlockLayout,
    ChooseLayout,
    FillLayout,
    ItemsLayout,
    LetterheadLayout,
    Paper,
    TableLayout,
    TextLayout,
)
from generator.outputs.forms.marks import FORM, VERSION
from generator.outputs.forms.rules import Style
from generator.outputs.forms.text import OFFICE_FONT, Line, Run, text_width

# Fixed, so that equal input gives equal bytes; the earliest day a zip archive can hold is in 1980.
CREATED = datetime(2026, 1, 1)
_CENTER = WD_ALIGN_PARAGRAPH.CENTER


def draw_docx(paper: Paper, fonts: Path) -> bytes:
    """The Word file of a form; equal input gives equal bytes."""
    document = Document()
    _set_up(document, paper)
    if paper.footnotes:
        add_footnotes(document, paper.footnotes)
    _draw_head(document, paper, fonts)
    for block in paper.blocks:
        _draw_block(document, block, paper)
    if paper.signatures:
        _draw_foot(document, paper)
    return _pack(document)


def _set_up(document: WordDocument, paper: Paper) -> None:
    section, rules = document.sections[0], paper.rules
    if paper.page_width > paper.page_height:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(paper.page_width), Mm(paper.page_height)
    section.top_margin, section.bottom_margin = Mm(rules.margin_top), Mm(rules.margin_bottom)
    section.left_margin, section.right_margin = Mm(rules.margin_left), Mm(rules.margin_right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = OFFICE_FONT, Pt(rules.text.size)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    set_language(document, "vi-VN")
    drop_thumbnail(document)
    number = section.header.paragraphs[0]
    number.alignment = _CENTER
    add_field(number, "PAGE", Style(13))
    for footer in (section.footer, section.first_page_footer):
        _write(footer.paragraphs[0], paper.note)
    _describe(document, paper)


def _describe(document: WordDocument, paper: Paper) -> None:
    add_marks(document, paper.marks)
    about = document.core_properties
    form, version = paper.marks[FORM], paper.marks[VERSION]
    about.title, about.identifier, about.version = paper.title, form, version
    about.author = about.last_modified_by = about.comments = ""
    about.language, about.created, about.modified = "vi-VN", CREATED, CREATED
    about.subject = f"{form} · {version}"


def _pack(document: WordDocument) -> bytes:
    """The document's bytes with every date in the archive fixed."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, CREATED.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _write(paragraph: Paragraph, line: Sequence[Run]) -> Paragraph:
    for run in line:
        add_run(paragraph, run)
    return paragraph


def _add(document: WordDocument, line: Line, *, before: float = 0, after: float = 0) -> Paragraph:
    """A new paragraph; `before` and `after` in points."""
    paragraph: Paragraph = _write(document.add_paragraph(), line)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def _add_sliver(document: WordDocument) -> None:
    _add(document, (Run(" ", 1),)).paragraph_format.line_spacing = Pt(1)


def _fill_cell(cell: _Cell, lines: Sequence[Line]) -> Paragraph:
    """The cell's centred lines, one paragraph each; gives back the last."""
    paragraph: Paragraph = cell.paragraphs[0]
    for index, line in enumerate(lines):
        paragraph = _write(cell.add_paragraph() if index else paragraph, line)
        paragraph.alignment = _CENTER
    return paragraph


def _draw_head(document: WordDocument, paper: Paper, fonts: Path) -> None:
    if paper.label:
        _add(document, paper.label).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif paper.footnotes:
        # LibreOffice leaves a blank line above a table that opens a document with footnotes.
        _add_sliver(document)
    if paper.letterhead:
        _draw_letterhead(document, paper, paper.letterhead, fonts)
    titles = (*paper.kind, *paper.subject)
    for index, line in enumerate(titles):
        title = _add(document, line, before=14 if index == 0 and paper.letterhead else 0)
        title.alignment = _CENTER
        if index == len(titles) - 1 and paper.subject_rule:
            rule_below(title, paper.text_width, text_width(line, fonts) * paper.subject_rule)
    if paper.subject_mark:
        _add(document, paper.subject_mark).alignment = _CENTER
    if paper.addressee:
        _add(document, paper.addressee, before=6).alignment = _CENTER
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.space_after = Pt(8)


def _draw_letterhead(document: WordDocument, paper: Paper, head: LetterheadLayout, fonts: Path) -> None:
    share = paper.rules.left_share
    widths = (paper.text_width * share, paper.text_width * (1 - share))
    table = add_layout_table(document, widths, rows=2)
    left = _fill_cell(table.cell(0, 0), head.left)
    if head.left_rule:
        rule_below(left, widths[0], _rule_length(head, widths[0], fonts))
    right = _fill_cell(table.cell(0, 1), head.right)
    rule_below(right, widths[1], text_width(head.right[-1], fonts))
    _fill_cell(table.cell(1, 0), [line for line in (head.mark, head.number) if line])
    place = _fill_cell(table.cell(1, 1), [head.place])
    if head.number and head.mark:
        # The place and the day stand beside the number, below the star.
        place.paragraph_format.space_before = Pt(head.mark[0].size * 1.15)


def _rule_length(head: LetterheadLayout, width: float, fonts: Path) -> float:
    """In mm, a third to a half of the line above (Nghị định 30/2020/NĐ-CP), unless a name is very short."""
    name = head.left[-1]
    return width / 3 if name[0].filled else min(text_width(name, fonts), width) * head.left_rule


def _draw_block(document: WordDocument, block: BlockLayout, paper: Paper) -> None:
    if isinstance(block, TableLayout):
        add_table(document, block, paper.rules)
        return
    if isinstance(block, FillLayout):
        _draw_fill(document, block, paper)
    elif isinstance(block, ChooseLayout):
        _draw_choice(document, block, paper)
    elif isinstance(block, ItemsLayout):
        for item in block.items:
            dash = Run("- ", item[0].size)
            _justify(_add(document, (dash, *item), before=3, after=3))
    elif isinstance(block, TextLayout) and block.kind == "heading":
        heading = _add(document, block.line, before=10, after=4)
        heading.paragraph_format.keep_with_next = True
    else:
        _justify(_add(document, block.line, before=3, after=3))


def _justify(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.line_spacing = 1.1


def _draw_fill(document: WordDocument, fill: FillLayout, paper: Paper) -> None:
    """A label with dotted leaders up to the right margin, which give way to what is typed."""
    style = paper.rules.text
    for index in range(fill.lines):
        label = (*fill.label, Run(": ", style.size), *fill.answer) if index == 0 else ()
        paragraph = _add(document, label, before=6, after=2)
        paragraph.paragraph_format.keep_with_next = index < fill.lines - 1
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(paper.text_width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        add_run(paragraph, Run("\t", style.size))


def _draw_choice(document: WordDocument, choose: ChooseLayout, paper: Paper) -> None:
    size = paper.rules.text.size
    paragraph = _add(document, (*choose.label, Run(":", size)), before=6, after=2)
    for option in choose.options:
        if not choose.inline:
            paragraph.paragraph_format.keep_with_next = True
            paragraph = _add(document, (), after=1)
            paragraph.paragraph_format.left_indent = Mm(14)
            paragraph.paragraph_format.first_line_indent = Mm(-6)
        else:
            add_run(paragraph, Run("\u2003", size))
        add_tick_box(paragraph, size)
        _write(paragraph, (Run(" ", size), *option))


def _draw_foot(document: WordDocument, paper: Paper) -> None:
    """Recipients and signatures in one row that never splits, held to what stands before it."""
    rules = paper.rules
    columns = max(2, len(paper.signatures) + bool(paper.recipients))
    _add(document, (Run(" ", 4),)).paragraph_format.keep_with_next = True
    table = add_layout_table(document, [paper.text_width / columns] * columns, rows=1)
    if paper.recipients:
        _draw_recipients(table.cell(0, 0), paper)
    first = columns - len(paper.signatures)
    for index, signature in enumerate(paper.signatures):
        lines = [line for line in (signature.title, signature.note) if line]
        last = _fill_cell(table.cell(0, first + index), lines)
        last.paragraph_format.space_after = Mm(rules.signing_space)
    # Word wants a paragraph after the last table; a larger one could fall onto a page of its own.
    _add_sliver(document)


def _draw_recipients(cell: _Cell, paper: Paper) -> None:
    _write(cell.paragraphs[0], paper.recipients_title)
    for line in paper.recipients:
        _write(cell.add_paragraph(), (Run("- ", paper.rules.recipients.size), *line))
