"""A starter file for a record: every field in its declared order, explained in comments."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.records.base import Choice, Record, Reference, Text

# What a starter file holds where only people can know; a rule warns while it is still there.
PLACEHOLDER = "(điền "
# More ids than these are looked up in their folder.
_LISTED_IDS = 8
# What marks a field as free text.
_FREE_TEXT = get_args(Text)[1]


def write_starter(kind: type[Record], ids: Mapping[str, list[str]], *, today: date, sample: bool = False) -> str:
    """YAML of a record with every field explained; optional fields are commented out.

    `ids` names the records that exist, so that references in the file point at real ones;
    `sample` marks the record as a sample, as it must be where only sample campaigns exist.
    """
    lines = [f"# {kind.label}. Dòng bắt đầu bằng # là chú giải; bỏ dấu # để dùng mục không bắt buộc."]
    for name, info in kind.model_fields.items():
        if name == "sample" and sample:
            lines += [f"# {_explain(info, ids)}; đặt false khi kế hoạch là thật", "sample: true"]
        elif name not in ("id", "body"):
            lines += _write_field(name, info, _Context(ids, today))
    return "\n".join(lines) + "\n"


class _Context:
    def __init__(self, ids: Mapping[str, list[str]], today: date) -> None:
        self.ids = ids
        self.today = today


def _write_field(name: str, info: FieldInfo, context: _Context, inside: tuple[Any, ...] = ()) -> Iterator[str]:
    """The lines of one field; `inside` are the groups around it, so that a group within itself ends."""
    wanted = info.is_required() or _extra(info).get("x-starter", False)
    yield f"# {_explain(info, context.ids)}"
    body = list(_write_value(name, info, context, inside))
    yield from body if wanted else (f"# {line}" for line in body)


def _explain(info: FieldInfo, ids: Mapping[str, list[str]]) -> str:
    need = "bắt buộc" if info.is_required() else "không bắt buộc"
    text = f"{info.title} ({need})"
    notes = [info.description] if info.description else []
    choice = _find(info.annotation, Choice)
    if choice is not None:
        notes.append("một trong: " + ", ".join(f"{one} ({one.label})" for one in choice))
    folder = _folder_of(info)
    if folder is not None and ids.get(folder):
        more = f", … (tên tệp trong data/{folder}/)" if len(ids[folder]) > _LISTED_IDS else ""
        notes.append("một trong: " + ", ".join(ids[folder][:_LISTED_IDS]) + more)
    examples = _extra(info).get("examples")
    if examples and isinstance(examples[0], str) and _is_free_text(info):
        notes.append(f"ví dụ: {examples[0]}")
    if _extra(info).get("x-private"):
        notes.append("không công bố")
    return text + (": " + "; ".join(notes) if notes else "")


def _write_value(name: str, info: FieldInfo, context: _Context, inside: tuple[Any, ...]) -> Iterator[str]:
    examples = _extra(info).get("examples")
    if examples and isinstance(examples[0], list | dict):
        yield f"{name}:"
        yield from (f"  {line}" for line in _dump(examples[0]))
        return
    part = _find(info.annotation, BaseModel)
    if part is None:
        value = _scalar(info, context)
        yield from ([f"{name}:", f"  - {value}"] if _is_list(info.annotation) else [f"{name}: {value}"])
        return
    inner = [
        line
        for key, one in part.model_fields.items()
        if _find(one.annotation, BaseModel) not in (part, *inside)
        for line in _write_field(key, one, context, (part, *inside))
    ]
    yield f"{name}:"
    if not _is_list(info.annotation):
        yield from (f"  {line}" for line in inner)
        return
    first = next(index for index, line in enumerate(inner) if not line.startswith("#"))
    if any(re.match(r"# [a-z_]+:", line) for line in inner[:first]):
        # An optional field comes first: the dash stands alone, so that the file stays right with it uncommented.
        yield from ("  -", *(f"    {line}" for line in inner))
        return
    yield from (f"  {'- ' if index == first else '  '}{line}" for index, line in enumerate(inner))


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


def _scalar(info: FieldInfo, context: _Context) -> str:
    examples = _extra(info).get("examples")
    folder = _folder_of(info)
    if folder is not None:
        known = context.ids.get(folder, [])
        return known[0] if known else f"ma-{folder}"
    choice = _find(info.annotation, Choice)
    if choice is not None:
        return str(next(iter(choice)))
    if date in _plain_types(info.annotation):
        return str(examples[0]) if examples else context.today.isoformat()
    if bool in _plain_types(info.annotation):
        return "false"
    if examples and not _is_free_text(info):
        return _quote(str(examples[0]))
    if int in _plain_types(info.annotation):
        return str(context.today.year) if "Năm" in str(info.title) else "1"
    if _has_pattern(info):
        return "ma-ngan"
    return _quote(f"{PLACEHOLDER}{str(info.title)[0].lower()}{str(info.title)[1:]})")


def _quote(text: str) -> str:
    if re.fullmatch(r"[\w(][\w\s().,/-]*", text) and not re.search(r":\s|\s#", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _extra(info: FieldInfo) -> dict[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def _all_marks(info: FieldInfo) -> Iterator[Any]:
    yield from info.metadata
    yield from _marks_in(info.annotation)


def _marks_in(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks_in(inner)


def _folder_of(info: FieldInfo) -> str | None:
    """The folder of the records that a field refers to."""
    return next((one.folder for one in _all_marks(info) if isinstance(one, Reference)), None)


def _is_free_text(info: FieldInfo) -> bool:
    return any(one == _FREE_TEXT for one in _all_marks(info))


def _has_pattern(info: FieldInfo) -> bool:
    return any(getattr(mark, "pattern", None) or "pattern" in str(mark) for mark in _all_marks(info))


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple


def _plain_types(annotation: Any) -> set[type]:
    if isinstance(annotation, type):
        return {annotation}
    return {found for inner in get_args(annotation) for found in _plain_types(inner)}


def _find(annotation: Any, kind: type) -> Any:
    """The class below `kind` that an annotation holds, also inside a list or an option."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, kind) else None
    if get_origin(annotation) in (tuple, Union, types.UnionType) or hasattr(annotation, "__metadata__"):
        return next((found for inner in get_args(annotation) if (found := _find(inner, kind)) is not None), None)
    return None
