"""A starter file for a record: every field in its declared order, explained in comments.

What is known of the record may stand in it, with a remark of where each value comes from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from generator.records.base import Choice, FreeText, Record, folder_of
from generator.records.part import Declared, Part, fields_of

# What a starter file holds where only people can know; a rule warns while it is still there.
PLACEHOLDER = "(điền "
# Bare, these are no texts.
_WORDS_OF_YAML = ("null", "true", "false")
# More ids than these are looked up in their folder.
_LISTED_IDS = 8


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that is known: `note` stands behind it on its line, the lines of `above` before it."""

    value: Any
    note: str = ""
    above: tuple[str, ...] = ()


# What is known of a record or a part of one. Shape: {field: value}; a value may be `Noted`, a part is such a mapping,
# and "" is nothing known.
Known = Mapping[str, Any]
_NOTHING: Known = MappingProxyType({})


def write_starter(
    kind: type[Record],
    ids: Mapping[str, list[str]],
    *,
    today: date,
    sample: bool = False,
    known: Known = _NOTHING,
) -> str:
    """YAML of a record with every field explained; optional fields of which nothing is known are commented out.

    `ids` names the records that exist, so that references in the file point at real ones;
    `sample` marks the record as a sample, as it must be where only sample campaigns exist.
    """
    lines = [f"# {kind.label}. Dòng bắt đầu bằng # là chú giải; bỏ dấu # để dùng mục không bắt buộc."]
    for name, declared in fields_of(kind).items():
        if name == "sample" and sample:
            lines += [f"# {_explain(declared, ids)}; đặt false khi kế hoạch là thật", "sample: true"]
        elif name not in ("id", "body"):
            lines += _write_field(name, declared, _Context(ids, today), known=known)
    return "\n".join(lines) + "\n"


class _Context:
    def __init__(self, ids: Mapping[str, list[str]], today: date) -> None:
        self.ids = ids
        self.today = today


def _write_field(
    name: str,
    declared: Declared,
    context: _Context,
    inside: tuple[Any, ...] = (),
    known: Known = _NOTHING,
) -> Iterator[str]:
    """The lines of one field; `inside` are the groups around it, so that a group within itself ends."""
    wanted = declared.is_required or declared.starter
    yield f"# {_explain(declared, context.ids)}"
    if _knows(known, name):
        yield from _write_known(name, declared, known[name], context, inside)
        return
    body = list(_write_value(name, declared, context, inside))
    yield from body if wanted else (f"# {line}" for line in body)


def _explain(declared: Declared, ids: Mapping[str, list[str]]) -> str:
    need = "bắt buộc" if declared.is_required else "không bắt buộc"
    text = f"{declared.label} ({need})"
    notes = [declared.hint] if declared.hint else []
    choice = declared.find(Choice)
    if choice is not None:
        notes.append("một trong: " + ", ".join(f"{one} ({one.label})" for one in choice))
    folder = folder_of(declared)
    if folder is not None and ids.get(folder):
        more = f", … (tên tệp trong data/{folder}/)" if len(ids[folder]) > _LISTED_IDS else ""
        notes.append("một trong: " + ", ".join(ids[folder][:_LISTED_IDS]) + more)
    if isinstance(declared.example, str) and _is_free_text(declared):
        notes.append(f"ví dụ: {declared.example}")
    if declared.private:
        notes.append("không công bố")
    return text + (": " + "; ".join(notes) if notes else "")


def _write_value(name: str, declared: Declared, context: _Context, inside: tuple[Any, ...]) -> Iterator[str]:
    if isinstance(declared.example, list | dict):
        yield f"{name}:"
        yield from (f"  {line}" for line in _dump(declared.example))
        return
    part = declared.find(Part)
    if part is None:
        value = _scalar(declared, context)
        yield from ([f"{name}:", f"  - {value}"] if declared.is_list else [f"{name}: {value}"])
        return
    inner = [
        line
        for key, one in fields_of(part).items()
        if one.find(Part) not in (part, *inside)
        for line in _write_field(key, one, context, (part, *inside))
    ]
    yield f"{name}:"
    if not declared.is_list:
        yield from (f"  {line}" for line in inner)
        return
    first = next(index for index, line in enumerate(inner) if not line.startswith("#"))
    if any(re.match(r"# [a-z_]+:", line) for line in inner[:first]):
        # An optional field comes first: the dash stands alone, so that the file stays right with it uncommented.
        yield from ("  -", *(f"    {line}" for line in inner))
        return
    yield from (f"  {'- ' if index == first else '  '}{line}" for index, line in enumerate(inner))


def _knows(known: Known, name: str) -> bool:
    value = known.get(name, "")
    bare = value.value if isinstance(value, Noted) else value
    return not isinstance(bare, str) or bool(bare.strip())


def _write_known(
    name: str, declared: Declared, value: Any, context: _Context, inside: tuple[Any, ...] = ()
) -> Iterator[str]:
    """The lines of a field whose value is known; only the first part of a list explains its fields."""
    noted = value if isinstance(value, Noted) else Noted(value)
    yield from (f"# {line}" for line in noted.above)
    part, note = declared.find(Part), f"  # {noted.note}" if noted.note else ""
    if noted.value == []:
        yield f"{name}: []{note}"
    elif not declared.is_list and part is None:
        yield f"{name}: {_show(noted.value)}{note}"
    else:
        yield f"{name}:{note}"
        if part is None:
            yield from (f"  - {_show(one)}" for one in noted.value)
        elif declared.is_list:
            yield from (f"  {line}" for line in _write_parts(part, noted.value, context, inside))
        else:
            yield from (
                f"  {line}" for line in _write_part(part, noted.value, context, (part, *inside), explained=True)
            )


def _write_parts(part: type[Part], values: Sequence[Any], context: _Context, inside: tuple[Any, ...]) -> Iterator[str]:
    for index, value in enumerate(values):
        noted = value if isinstance(value, Noted) else Noted(value)
        yield from (f"# {line}" for line in noted.above)
        explained = index == 0 and not inside
        lines = list(_write_part(part, noted.value, context, (part, *inside), explained=explained))
        first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
        if noted.note:
            lines[first] += f"  # {noted.note}"
        yield from (f"{'- ' if at == first else '  '}{line}" for at, line in enumerate(lines))


def _write_part(
    part: type[Part], known: Known, context: _Context, inside: tuple[Any, ...], *, explained: bool
) -> Iterator[str]:
    for name, declared in fields_of(part).items():
        if explained and declared.find(Part) not in inside:
            yield from _write_field(name, declared, context, inside, known)
        elif _knows(known, name):
            yield from _write_known(name, declared, known[name], context, inside)
        elif declared.is_required:
            yield from _write_value(name, declared, context, inside)


def _show(value: Any) -> str:
    """A scalar as YAML."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float | date) else _quote(str(value))


def _dump(value: Any) -> Iterator[str]:
    """A nested example as YAML lines."""
    rows = value.items() if isinstance(value, dict) else ((None, one) for one in value)
    for key, one in rows:
        head = f"{key}:" if key is not None else "-"
        if not isinstance(one, list | dict):
            yield f"{head} {_quote(str(one))}"
            continue
        inner = list(_dump(one))
        if key is not None:
            yield head
            yield from (f"  {line}" for line in inner)
        else:
            yield f"- {inner[0]}"
            yield from (f"  {line}" for line in inner[1:])


def _scalar(declared: Declared, context: _Context) -> str:
    folder = folder_of(declared)
    if folder is not None:
        known = context.ids.get(folder, [])
        return known[0] if known else f"ma-{folder}"
    choice = declared.find(Choice)
    if choice is not None:
        return str(next(iter(choice)))
    if date in declared.types:
        return str(declared.example) if declared.example else context.today.isoformat()
    if bool in declared.types:
        return "false"
    if declared.example and not _is_free_text(declared):
        return _quote(str(declared.example))
    if int in declared.types:
        return str(context.today.year) if "Năm" in declared.label else "1"
    if _has_pattern(declared):
        return "ma-ngan"
    return _quote(f"{PLACEHOLDER}{declared.label[0].lower()}{declared.label[1:]})")


def _quote(text: str) -> str:
    if re.fullmatch(r"[\w(][\w\s().,/-]*", text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_free_text(declared: Declared) -> bool:
    return any(isinstance(one, FreeText) for one in declared.marks)


def _has_pattern(declared: Declared) -> bool:
    return any(getattr(one, "pattern", None) for one in declared.marks)
