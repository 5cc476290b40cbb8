"""From source lines to a plan: letterhead, title, sections with their text, signature, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.importing.document import (
    Block,
    Bullet,
    Grid,
    Heading,
    PageNumber,
    Paragraph,
    Plan,
    Role,
    Rule,
    Source,
    SourceLine,
)
from generator.importing.forms import outline_forms, split_forms
from generator.importing.inline import PAGE_NUMBER_OPEN, plain_text
from generator.importing.lines import Layout, Piece, is_rule, join_lines, measure_layout
from generator.importing.markers import DOCUMENT_KINDS, NUMBERED, Kind, split_kind, step_of
from generator.importing.sections import (
    Item,
    Section,
    Shape,
    find_headings,
    find_sections,
    label_end,
    piece_of,
)
from generator.importing.tables import build_table
from generator.vietnamese import make_id

_CLOSING = re.compile(r"Nơi nhận|T/M |TM\. |K/T |KT\. |T/L |TL\. ")
_NOTE = re.compile(r"Lưu ý|Ghi chú|Chú ý")
_FIRST_WORDS = re.compile(r"Căn cứ|Thực hiện|Để |Nhằm |Trên cơ sở|Theo ")


def outline_plan(source: Sequence[Source]) -> Plan:
    """The plan of a document's lines, whichever reader they come from."""
    body, forms = split_forms(source)
    items = _join(body, _layout(body))
    return _with_unique_anchors(Plan(tuple(_outline_document(items)), outline_forms(forms, _outline_prose)))


def _with_unique_anchors(plan: Plan) -> Plan:
    """The plan with "-lan-2" behind an anchor that an earlier block has."""
    used: set[str] = set()

    def rename(block: Block) -> Block:
        if not isinstance(block, Heading | Paragraph | Bullet) or not block.anchor:
            return block
        anchor, times = block.anchor, 1
        while anchor in used:
            times += 1
            anchor = f"{block.anchor}-lan-{times}"
        used.add(anchor)
        return replace(block, anchor=anchor)

    return Plan(tuple(map(rename, plan.blocks)), tuple(map(rename, plan.forms)))


def _layout(source: Sequence[Source]) -> Layout:
    return measure_layout([line for line in source if isinstance(line, SourceLine)])


def _join(source: Sequence[Source], layout: Layout) -> tuple[Item, ...]:
    """Pieces and tables in their order; no sentence goes on across a table."""
    items: list[Item] = []
    for is_grid, run in groupby(source, key=lambda item: isinstance(item, Grid)):
        if is_grid:
            items.extend(item for item in run if isinstance(item, Grid))
        else:
            items.extend(join_lines([line for line in run if isinstance(line, SourceLine)], layout))
    return tuple(items)


def _outline_prose(source: Sequence[Source], top: int, prefix: str) -> tuple[Block, ...]:
    """Prose below a heading of level `top`, its anchors beginning with `prefix`."""
    return tuple(_outline_sections(_join(source, _layout(source)), top, prefix))


def _outline_document(items: Sequence[Item]) -> Iterator[Block]:
    title = _find_title(items)
    start = _find_start(items, title)
    closing = _find_closing(items, start)
    yield from _outline_opening(items[:start], title)
    yield from _outline_sections(items[start:closing], 1, "")
    yield from _outline_closing(items[closing:])


def _words(item: Item) -> str:
    return plain_text(item.passage.text) if isinstance(item, Piece) else ""


def _find_title(items: Sequence[Item]) -> int | None:
    """The piece that begins with the kind of document, alone or in a line of capitals, among the first."""
    for index, item in enumerate(items[:25]):
        line = plain_text(item.passage.text.split("\n")[0]) if isinstance(item, Piece) else ""
        if line.upper() in DOCUMENT_KINDS or (line.isupper() and split_kind(line)[0]):
            return index
    return None


def _find_start(items: Sequence[Item], title: int | None) -> int:
    """The first piece of the text itself, behind letterhead, title and addressees."""
    start = 0 if title is None else title + 1
    for index in range(start, len(items)):
        if _begins_text(items[index], after_title=title is not None):
            return index
    return len(items)


def _begins_text(item: Item, *, after_title: bool) -> bool:
    if isinstance(item, Grid):
        return after_title
    text = _words(item)
    if item.marker.kind in NUMBERED or item.hashes or len(text) > 150 or _FIRST_WORDS.match(text):
        return True
    return after_title and text.endswith((".", ":", ";")) and "Kính gửi" not in text


def _find_closing(items: Sequence[Item], start: int) -> int:
    for index in range(start, len(items)):
        if _CLOSING.match(_words(items[index])):
            return index
    return len(items)


def _outline_opening(items: Sequence[Item], title: int | None) -> Iterator[Block]:
    for index, item in enumerate(items):
        if plain := _plain_block(item):
            yield plain
        elif not isinstance(item, Piece):
            continue
        elif "Kính gửi" in _words(item)[:12]:
            yield Paragraph(_without_sign(item).passage)
        elif item.marker.kind is Kind.BULLET:
            yield Bullet(_without_sign(item).passage, 1)
        else:
            is_title = title is not None and index >= title
            yield Paragraph(item.passage, Role.TITLE if is_title else Role.LETTERHEAD)


def _plain_block(item: Item) -> Block | None:
    """A table, rule or page number: what reads the same wherever it stands."""
    if isinstance(item, Grid):
        return build_table(item)
    text = item.passage.text
    if is_rule(text):
        return Rule(item.passage.line)
    if text.startswith(PAGE_NUMBER_OPEN) and text.count("<") == 2 and text.endswith(">"):
        return PageNumber(item.passage)
    return None


def _without_sign(piece: Piece) -> Piece:
    start, end = piece.marker.sign_at
    return Piece(piece.passage.without(start, end), piece.marker, piece.hashes) if end > start else piece


def _outline_closing(items: Sequence[Item]) -> Iterator[Block]:
    """Recipients and signature; notes in brackets stay where they stand."""
    for item in items:
        if plain := _plain_block(item):
            yield plain
            continue
        if not isinstance(item, Piece):
            continue
        text = _words(item)
        if item.marker.kind is Kind.BULLET and len(text) > len(item.marker.sign):
            yield Bullet(_without_sign(item).passage, 1, role=Role.RECIPIENTS)
        elif text.startswith(("Nơi nhận", "(", "-")):
            yield Paragraph(item.passage, Role.RECIPIENTS)
        else:
            yield Paragraph(item.passage, Role.SIGNATURE if len(text) <= 120 else Role.TEXT)


def _outline_sections(items: Sequence[Item], top: int, prefix: str) -> Iterator[Block]:
    sections = find_sections(items, prefix)
    shapes = find_headings(items, sections)
    levels = _levels(sections, shapes, top)
    lists = _Lists()
    level, anchor = top, ""
    for index, item in enumerate(items):
        if index in sections:
            lists, anchor = _Lists(), sections[index].anchor
            level = levels[index] if index in shapes else level
            yield from _section_blocks(piece_of(item), sections[index], shapes.get(index), levels[index])
        elif plain := _plain_block(item):
            yield plain
        else:
            yield _text_block(piece_of(item), lists, anchor, level)


def _levels(sections: dict[int, Section], shapes: dict[int, Shape], top: int) -> dict[int, int]:
    """The heading level of each section, from its number and not from marks in the source; at most 6."""
    has_roman = any(section.kind is Kind.ROMAN for section in sections.values())
    base = top + 1 if has_roman else top
    levels: dict[int, int] = {}
    for index, section in sections.items():
        if section.kind is Kind.ROMAN:
            level = top + 1
        elif section.kind is Kind.NUMBER and not section.is_sublist:
            level = base + section.depth
        else:
            level = 1 + _level_above(section, sections, shapes, levels, top)
        levels[index] = min(level, 6)
    return levels


def _level_above(
    section: Section, sections: dict[int, Section], shapes: dict[int, Shape], levels: dict[int, int], top: int
) -> int:
    parent = section.parent
    while parent is not None and parent not in shapes:
        parent = sections[parent].parent
    return levels[parent] if parent is not None else top


def _section_blocks(piece: Piece, section: Section, shape: Shape | None, level: int) -> Iterator[Block]:
    number, path, anchor = piece.marker.printed, section.path, section.anchor
    passage = _without_sign(piece).passage
    if shape is Shape.TITLE:
        yield Heading(level, passage, anchor, number, path)
    elif shape is Shape.RUN_IN and (end := label_end(piece)) is not None:
        yield Heading(level, piece.passage.cut(0, end), anchor, number, path)
        blanks = len(piece.passage.text[end:]) - len(piece.passage.text[end:].lstrip())
        yield Paragraph(piece.passage.cut(end + blanks))
    else:
        yield Paragraph(piece.passage, Role.NUMBERED, anchor, number, path)


class _Lists:
    """The signs of the list being read, outermost first, and whether its last item announced more."""

    def __init__(self) -> None:
        self.signs: list[str] = []
        self.announced = 0

    def depth_of(self, sign: str) -> int:
        """How deep an item with this sign stands: a new sign goes one deeper, a known one back to its depth."""
        if sign in self.signs:
            del self.signs[self.signs.index(sign) + 1 :]
        else:
            self.signs.append(sign)
        return len(self.signs)


def _text_block(piece: Piece, lists: _Lists, anchor: str, level: int) -> Block:
    marker, words = piece.marker, _words(piece)
    if marker.kind in (Kind.BULLET, Kind.STAR):
        return _list_block(piece, lists, anchor)
    if piece.hashes:
        return Heading(min(level + 1, 6), piece.passage, make_id(words) or "muc")
    if lists.announced and marker.kind is Kind.NONE:
        # Items that lost their sign: "… phải đảm bảo các tiêu chí sau:" and then bare lines.
        return Bullet(piece.passage, lists.announced + 1)
    lists.announced = 0
    return Paragraph(piece.passage)


def _list_block(piece: Piece, lists: _Lists, anchor: str) -> Block:
    inner = _without_sign(piece).passage
    words = plain_text(inner.text)
    if piece.marker.kind is Kind.STAR and (_NOTE.match(words) or not words):
        lists.announced = 0
        return Paragraph(piece.passage, Role.NOTE)
    if not words:
        return Paragraph(piece.passage)
    depth = lists.depth_of(piece.marker.sign)
    lists.announced = depth if words.endswith(":") else 0
    step = step_of(inner.text)
    return Bullet(inner, depth, f"{anchor}-buoc-{step}".strip("-") if step else None)
