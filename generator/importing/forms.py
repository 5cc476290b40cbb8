"""The forms behind a document: where they begin, their titles and their text as printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from generator.importing.document import Block, FormText, Grid, Heading, Passage, Rule, Source, SourceLine
from generator.importing.inline import is_wholly_bold, plain_text
from generator.importing.lines import group_lines, is_rule, join_passage
from generator.importing.tables import build_table, is_section_name
from generator.vietnamese import make_id

_LABEL = re.compile(
    r"(?:(?:Biểu mẫu|Mẫu biểu|Mẫu|Phụ lục)(?: số)?|(?:BIỂU MẪU|MẪU|PHỤ LỤC)(?: SỐ)?) *"
    r"(?:\d{1,2}|[IVX]+)(?:[-/]\w+)?[.:]?"
)
_UNIT = re.compile(r"(?:TÊN )?(?:ĐƠN VỊ|CƠ QUAN)\b.*(?:\.{3}|…)")
_TITLE = re.compile(r"DANH SÁCH|BIỂU|BẢNG|PHIẾU|TRÍCH NGANG|ĐỀ CƯƠNG|BÁO CÁO|TỜ TRÌNH|ĐƠN ĐĂNG KÝ|BẢN ĐĂNG KÝ|MẪU")
_CLOSED = re.compile(r"Nơi nhận|(?:T/M|TM\.|K/T|KT\.|T/L|TL\.) ")
_SIGNED = re.compile(r"Nơi nhận|T/M |TM\. |\(?[Kk]ý(?: tên)?,|đóng dấu")
_LETTERHEAD = re.compile(r"ĐẢNG |CỘNG H|ĐƠN VỊ|TÊN ĐƠN VỊ|CƠ QUAN|ỦY BAN|UỶ BAN|T/M|TM\.|Độc lập")
_PROSE = "ĐỀ CƯƠNG"

Outliner: TypeAlias = Callable[[Sequence[Source], int, str], tuple[Block, ...]]


def split_forms(source: Sequence[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The document's own text, and the forms from the first label or form title behind the signature."""
    signed = False
    for index, line in enumerate(source):
        if isinstance(line, Grid):
            continue
        text = plain_text(line.text)
        if _is_label(line) or (signed and _opens_form(text)):
            return tuple(source[:index]), tuple(source[index:])
        signed = signed or bool(_CLOSED.match(text))
    return tuple(source), ()


def _is_label(line: SourceLine) -> bool:
    return bool(_LABEL.fullmatch(plain_text(line.text)))


def _opens_form(text: str) -> bool:
    """Behind a signature: a unit to fill in, a title in capitals, or a label with its title ("Mẫu 2: Phiếu …")."""
    if _UNIT.match(text) or (text.isupper() and _TITLE.match(text)):
        return True
    return bool(_LABEL.match(text)) and len(text) <= 150


def outline_forms(source: Sequence[Source], outline: Outliner) -> tuple[Block, ...]:
    """The blocks of all forms: one heading each, the rest as printed; an outline for a story is prose."""
    if not source:
        return ()
    blocks: list[Block] = [_region_heading(source[0])]
    for count, form in enumerate(_split(source), start=1):
        blocks.extend(_outline_form(form, count, outline))
    return tuple(blocks)


def _region_heading(first: Source) -> Heading:
    line = first.numbers[0] if isinstance(first, Grid) else first.number
    return Heading(2, Passage("Biểu mẫu kèm theo", ((0, line, 1),)), "bieu-mau", added=True)


def _split(source: Sequence[Source]) -> Iterator[list[Source]]:
    """The forms one by one: a new one at each label, or at a title once the one before is signed."""
    form: list[Source] = []
    signed = False
    for line in source:
        if isinstance(line, SourceLine):
            text = plain_text(line.text)
            if form and (_is_label(line) or (signed and _opens_form(text))):
                yield form
                form, signed = [], False
            signed = signed or bool(_SIGNED.search(text))
        form.append(line)
    if form:
        yield form


def _outline_form(form: Sequence[Source], count: int, outline: Outliner) -> Iterator[Block]:
    start, end = _title_span(form)
    if count > 1 and start > 0 and isinstance(form[0], SourceLine):
        yield Rule(form[0].number)
    yield from _print_lines(form[:start])
    anchor = f"bieu-mau-{count}"
    if end > start:
        title = [line for line in form[start:end] if isinstance(line, SourceLine)]
        passage = join_passage(title, [" "] * (len(title) - 1))
        if label := _LABEL.match(plain_text(passage.text)):
            anchor = make_id(label.group())
        yield Heading(3, passage, anchor)
        if plain_text(passage.text).startswith(_PROSE):
            yield from outline(form[end:], 3, anchor)
            return
    yield from _print_lines(form[end:])


def _title_span(form: Sequence[Source]) -> tuple[int, int]:
    """Where the form's title begins and ends; an empty span when it has none."""
    first = form[0]
    if isinstance(first, SourceLine) and _LABEL.match(plain_text(first.text)):
        return 0, 1
    for start, line in enumerate(form):
        if isinstance(line, SourceLine) and _is_title(line):
            end = start + 1
            while end < len(form) and _goes_on(form[end]):
                end += 1
            return start, end
    return 0, 0


def _is_title(line: SourceLine) -> bool:
    text = plain_text(line.text).strip("* ")
    return text.isupper() and len(text) >= 4 and not _LETTERHEAD.match(text)


def _goes_on(line: Source) -> bool:
    """A title goes on in the line right below, and over a blank line when that is bold."""
    if isinstance(line, Grid) or is_rule(line.text):
        return False
    return not line.gap or is_wholly_bold(line.text)


def _print_lines(source: Sequence[Source]) -> Iterator[Block]:
    """Groups of lines, rules and tables in their order."""
    lines: list[SourceLine] = []
    for item in source:
        if isinstance(item, SourceLine):
            lines.append(item)
            continue
        yield from _print_groups(lines)
        lines = []
        yield build_table(item)
    yield from _print_groups(lines)


def _print_groups(lines: Sequence[SourceLine]) -> Iterator[Block]:
    for group in group_lines(lines):
        if is_rule(group[0].text):
            yield Rule(group[0].number)
            continue
        for _, run in groupby(group, key=lambda line: is_section_name(line.text)):
            printed = list(run)
            yield FormText(join_passage(printed, [" " if line.goes_on else "\n" for line in printed[1:]]))
