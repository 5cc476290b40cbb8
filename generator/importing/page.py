"""A plan as a Markdown page: every word in its order, nothing that Markdown could renumber or eat."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.importing.document import (
    Block,
    Bullet,
    Cell,
    FormText,
    Heading,
    PageNumber,
    Paragraph,
    Plan,
    Role,
    Rule,
    Table,
)
from generator.importing.inline import to_html, to_markdown
from generator.importing.tables import is_section_name, is_section_row

_COLUMN_NUMBERS = re.compile(r"^1 2 3(?: \d+)*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the page says about itself; `source_file` is a bare file name."""

    title: str
    description: str
    campaign: str
    source_file: str


def render_page(plan: Plan, front: FrontMatter) -> str:
    """The whole page; `imported` is the fingerprint by which a later import sees edits made by hand."""
    body = render_body(plan)
    keys = {
        "title": front.title,
        "description": front.description,
        "campaign": front.campaign,
        "text": "full",
        "source_file": front.source_file,
        "imported": fingerprint(body),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def fingerprint(body: str) -> str:
    """SHA-256 of a page's body, blank lines around it left out."""
    return hashlib.sha256(body.strip().encode()).hexdigest()


def render_body(plan: Plan) -> str:
    return "\n\n".join("\n".join(texts) for _, texts in _render_blocks(plan.all_blocks)).strip()


def place_blocks(plan: Plan, page: str) -> Iterator[tuple[Block, int]]:
    """The blocks of the plan, each with the line of the page that it begins on."""
    line = page[: page.index(render_body(plan))].count("\n") + 1
    for blocks, texts in _render_blocks(plan.all_blocks):
        # A list has a text for each of its items; forms are one text.
        for block, text in zip(blocks, texts, strict=False):
            yield block, line
            line += text.count("\n") + 1
        line += 1


def _render_blocks(blocks: Sequence[Block]) -> Iterator[tuple[Sequence[Block], Sequence[str]]]:
    """Blocks with the lines made of them: a list item by item, a run of form lines in one, all else by itself."""
    for kind, run in groupby(blocks, key=_run_key):
        together = tuple(run)
        if kind is Bullet:
            yield together, _render_list([block for block in together if isinstance(block, Bullet)])
        elif kind is FormText:
            yield together, [_render_form_text([block for block in together if isinstance(block, FormText)])]
        else:
            yield from (((block,), (_render_block(block),)) for block in together)


def _run_key(block: Block) -> type[Block]:
    return type(block)


def _render_block(block: Block) -> str:
    match block:
        case Heading():
            return _render_heading(block)
        case Paragraph():
            return to_markdown(block.passage.text) + _attributes(block.anchor, block.role)
        case PageNumber():
            return to_markdown(block.passage.text)
        case Table():
            return _render_table(block)
        case Rule():
            return "---"
        case Bullet() | FormText():
            raise TypeError("runs of list items and form lines are rendered together")


def _render_heading(heading: Heading) -> str:
    text = to_markdown(heading.passage.text, keep_bold=False, at_line_start=False).replace("<br>\n", " ")
    added = " .added" if heading.added else ""
    return f"{'#' * heading.level} {text} {{#{heading.anchor}{added}}}"


def _attributes(anchor: str | None, role: Role, indent: str = "") -> str:
    """The line that gives the block above it an id and a class; nothing when it has neither."""
    parts = [f"#{anchor}"] if anchor else []
    if role is not Role.TEXT:
        parts.append(f".{role}")
    return f"\n{indent}{{: {' '.join(parts)} }}" if parts else ""


def _render_list(bullets: Sequence[Bullet]) -> Sequence[str]:
    lines: list[str] = []
    depth = 0
    for bullet in bullets:
        # Markdown knows no item that is two levels deeper than the one before it.
        depth = min(bullet.depth, depth + 1)
        indent = "    " * depth
        text = to_markdown(bullet.passage.text).replace("\n", f"\n{indent}")
        role = bullet.role if bullet.role is not Role.RECIPIENTS else Role.TEXT
        lines.append(f"{indent[4:]}- {text}{_attributes(bullet.anchor, role, indent)}")
    return lines


def _render_form_text(parts: Sequence[FormText]) -> str:
    paragraphs = [f"<p{_form_class(part)}>{to_html(part.passage.text)}</p>" for part in parts]
    # A table that was flattened into lines: its cells may stand side by side again.
    flattened = any(_COLUMN_NUMBERS.search(part.passage.text) for part in parts)
    classes = "form-text form-cells" if flattened else "form-text"
    return "\n".join([f'<div class="{classes}">', *paragraphs, "</div>"])


def _form_class(part: FormText) -> str:
    if part.passage.text.startswith("<sup>"):
        return f' class="{Role.FOOTNOTE}"'
    return ' class="form-section"' if is_section_name(part.passage.text) else ""


def _render_table(table: Table) -> str:
    lines = ['<div class="form-table-wrap">', '<table class="form-table">']
    if table.head:
        lines += ["<thead>", *(_render_row(row, "th") for row in table.head), "</thead>"]
    lines += ["<tbody>", *(_render_row(row, "td") for row in table.body), "</tbody>", "</table>", "</div>"]
    return "\n".join(lines)


def place_rows(table: Table, line: int) -> Iterator[tuple[int, int]]:
    """For each row of a table that begins on a line of the page: its source line, and its line on the page."""
    text = _render_table(table)
    at = 0
    for number in table.numbers:
        at = text.index("\n<tr", at) + 1
        yield number, line + text.count("\n", 0, at)


def _render_row(row: Sequence[Cell], element: str) -> str:
    cells = "".join(_render_cell(cell, element) for cell in row)
    section = ' class="form-section"' if element == "td" and row and is_section_row(row) else ""
    return f"<tr{section}>{cells}</tr>"


def _render_cell(cell: Cell, element: str) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    scope = ""
    if element == "th" and cell.text:
        scope = ' scope="colgroup"' if cell.colspan > 1 else ' scope="col"'
    return f"<{element}{scope}{spans}>{to_html(cell.text)}</{element}>"
