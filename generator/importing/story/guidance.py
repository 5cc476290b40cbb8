"""What an outline form prints for whoever writes: left in the story that comes back, it is no word of the story.

Source: Việt Hưng 2026, đề cương, dòng 189–227, as the portal gives it out (data/forms, task `story`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from generator.importing.office.blocks import Block, Manuscript, Paragraph
from generator.printed import key_of
from generator.records.campaign import Task
from generator.records.form import Form

# A story of its own may have a line as the outline has it; so many long ones only whoever wrote into the form.
_ENOUGH = 3
_LONG_WORDS = 7


class Guided(msgspec.Struct, frozen=True):
    """A manuscript without what a form prints, which is `printed`; `begun` are printed lines that go on in a line."""

    manuscript: Manuscript
    printed: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()


def take_guidance(manuscript: Manuscript, forms: Iterable[Form]) -> Guided:
    """The manuscript as its author wrote it; as it is where it follows no form."""
    for form in forms:
        if Task.STORY not in form.tasks:
            continue
        head = {key_of(text) for text in (*form.kind, *form.subject)}
        body = {key_of(text) for text in _list_guidance(form)}
        long = [key for key in map(_key, manuscript.blocks) if _is_long(key) and key in body]
        if len(long) >= _ENOUGH:
            return _take(manuscript, head, body)
    return Guided(manuscript)


def tell_guidance(guided: Guided) -> Iterator[str]:
    if guided.printed:
        yield f"Bỏ {len(guided.printed)} dòng in sẵn của đề cương (tên loại, lời dặn người viết), không đưa vào bài."
    if guided.begun:
        lines = ", ".join(f"“{one[:60].rstrip()}…”" for one in guided.begun)
        yield f"Lời dặn của đề cương còn đứng đầu dòng có chữ của bài, xem lại: {lines}."


def _list_guidance(form: Form) -> Iterator[str]:
    """The printed lines below the title. Headings stay: they part the story."""
    for block in form.blocks:
        yield from [block.paragraph] if block.paragraph else []
        yield from block.items
    yield from form.footnotes


def _take(manuscript: Manuscript, head: set[str], body: set[str]) -> Guided:
    kept: list[Block] = []
    printed: list[str] = []
    begun: list[str] = []
    is_head = True
    for block in manuscript.blocks:
        key = _key(block)
        if key and isinstance(block, Paragraph) and (key in body or (is_head and key in head)):
            printed.append(block.plain)
            is_head = is_head and key not in body
            continue
        if isinstance(block, Paragraph) and any(key.startswith(f"{one} ") for one in filter(_is_long, body)):
            begun.append(block.plain)
        kept.append(block)
    return Guided(msgspec.structs.replace(manuscript, blocks=tuple(kept)), tuple(printed), tuple(begun))


def _key(block: Block) -> str:
    return key_of(block.plain) if isinstance(block, Paragraph) else ""


def _is_long(key: str) -> bool:
    return len(key.split()) >= _LONG_WORDS
