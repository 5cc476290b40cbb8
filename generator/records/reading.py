"""From nodes to records: every mistake becomes a Problem in the words of the field's label."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from generator.problems import Location, Problem, nearest
from generator.records.base import Choice, Record, folder_of
from generator.records.part import Declared, Part, fields_of
from generator.records.values import take_values
from generator.sources.node import Node, Source
from generator.vietnamese import make_id

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Part)
Path = tuple[str | int, ...]

_ID_RULE = "chỉ dùng chữ thường không dấu, chữ số và gạch nối"


def read_record(kind: type[R], node: Node, record_id: str) -> tuple[R | None, list[Problem]]:
    """The record in `node`, or what is wrong with it."""
    problems = list(_check_id(kind, record_id, node.at.file))
    if not isinstance(node.value, dict):
        return None, [*problems, _not_mapping(node.at)]
    if "id" in node.value:
        at = node.key_places["id"]
        problems.append(Problem(at, "unknown-key", "không ghi mục “id” trong tệp.", "xóa dòng này; mã là tên tệp."))
        node = Node({key: one for key, one in node.value.items() if key != "id"}, node.at, node.key_places)
    record, found = read_part(kind, node, {"id": record_id if not problems else "x"})
    problems += found
    if record is None or problems:
        return None, problems
    return record.placed(Source(node.at.file, b"", lambda: node)), []


def read_part(kind: type[P], node: Node, extra: Mapping[str, object] | None = None) -> tuple[P | None, list[Problem]]:
    """A group of fields read from a mapping node, without an id of its own."""
    values = node.plain()
    if not isinstance(values, dict):
        return None, [_not_mapping(node.at)]
    values = {**values, **(extra or {})}
    part = take_values(kind, values)
    if part is not None:
        return part, []
    # Loaded only when a mistake has to be told.
    from generator.records.explaining import find_mistakes  # noqa: PLC0415

    mistakes = find_mistakes(kind, values)
    meant = {_meant_path(kind, node, tuple(one["loc"])) for one in mistakes if one["type"] == "extra_forbidden"}
    heard = [one for one in mistakes if not _is_echo(one["loc"], one["type"], mistakes, meant)]
    return None, [_explain(kind, node, dict(one)) for one in heard] or [_unexplained(node.at)]


def _is_echo(loc: Path, kind: str, details: Sequence[Mapping[str, Any]], meant: Container[Path]) -> bool:
    """Whether a mistake is only said because of another one.

    A list is called too short when the items in it have mistakes of their own, a key missing when it
    is there but mistyped.
    """
    if kind == "missing":
        return loc in meant
    return kind == "too_short" and any(one["loc"] != loc and one["loc"][: len(loc)] == loc for one in details)


def _not_mapping(at: Location) -> Problem:
    return Problem(at, "bad-type", "tệp phải gồm các dòng “tên: giá trị”.", "bỏ dấu “- ” ở đầu dòng, thêm tên mục.")


def _unexplained(at: Location) -> Problem:
    # No value is known that gets here; were there one, its file must not be left out without a word.
    wrong = "trong tệp có giá trị không đọc được."
    return Problem(at, "bad-value", wrong, "so với tệp mẫu (dvk new), sửa mục viết khác kiểu.")


def _check_id(kind: type[Record], record_id: str, file: str) -> Iterator[Problem]:
    if not re.fullmatch(kind.id_pattern, record_id):
        wrong = f"tên tệp “{record_id}” chưa đúng: {_ID_RULE}."
        near = "/".join(filter(None, map(make_id, record_id.split("/"))))
        yield Problem(Location(file), "bad-id", wrong, f"đổi tên thành {near or 'to-dan-pho-05'}.")


def _field_at(kind: type[Part], path: Path) -> tuple[Declared | None, type[Part]]:
    """The declaration that a path ends at, and the group of fields it stands in."""
    group: type[Part] = kind
    declared: Declared | None = None
    for step in path:
        if isinstance(step, int):
            continue
        declared = fields_of(group).get(step)
        if declared is None:
            return None, group
        inner = declared.find(Part)
        if inner is not None and step != path[-1]:
            group = inner
    return declared, group


def _explain(kind: type[Part], node: Node, detail: dict[str, Any]) -> Problem:
    path = tuple(detail["loc"])
    # A union adds its branch ("int") to the path; only steps of the file count.
    if detail["type"] != "extra_forbidden":
        while path and isinstance(path[-1], str) and _field_at(kind, path)[0] is None:
            path = path[:-1]
    declared, group = _field_at(kind, path)
    label = declared.label if declared is not None else str(path[-1]) if path else "tệp"
    if detail["type"] == "missing":
        return _missing(node, path, label, declared)
    if detail["type"] == "extra_forbidden":
        return _unknown(node, path, group)
    at = node.find(path)
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if path and isinstance(path[-1], int):
        label = f"{label}, mục thứ {path[-1] + 1}"
    code, wrong, fix = _describe(detail, label, declared, key)
    return Problem(at, code, wrong, fix)


def _missing(node: Node, path: Path, label: str, declared: Declared | None) -> Problem:
    fix = f"thêm dòng {path[-1]}: {_example(declared)}"
    return Problem(node.find(path[:-1]), "missing-key", f"chưa có “{label}”.", fix)


def _example(declared: Declared | None) -> str:
    if declared is None:
        return "…"
    choice = declared.find(Choice)
    if choice is not None:
        return str(next(iter(choice)))
    folder = folder_of(declared)
    if folder is not None:
        return f"… (tên một tệp trong data/{folder}/, không ghi .yml)"
    if declared.example is not None:
        return str(declared.example)
    return "2026-05-19" if date in declared.types else "…"


def _unknown(node: Node, path: Path, group: type[Part]) -> Problem:
    name, parent = str(path[-1]), _parent(node, path)
    at = parent.key_places.get(name, parent.at) if parent is not None else node.at
    unused = _unused(group, parent)
    near = _meant(name, unused)
    fix = f"sửa thành {near}, hoặc xóa dòng này." if near else f"xóa dòng này; mục còn dùng được: {', '.join(unused)}."
    return Problem(at, "unknown-key", f"không có mục “{name}”.", fix)


def _parent(node: Node, path: Path) -> Node | None:
    """The group in which the last step of `path` stands."""
    parent: Node | None = node
    for step in path[:-1]:
        parent = parent.child(step) if parent is not None else None
    return parent


def _unused(group: type[Part], parent: Node | None) -> dict[str, str]:
    """The keys that a group in the file could still have. Shape: {key: label}."""
    return {
        key: declared.label
        for key, declared in fields_of(group).items()
        if (key != "id" or not issubclass(group, Record)) and (parent is None or parent.child(key) is None)
    }


def _meant_path(kind: type[Part], node: Node, path: Path) -> Path:
    """The path with the key that an unknown one stands for, if there is one."""
    near = _meant(str(path[-1]), _unused(_field_at(kind, path)[1], _parent(node, path)))
    return (*path[:-1], near) if near else ()


def _meant(written: str, labels: Mapping[str, str]) -> str | None:
    """The key of {key: label} that was meant, also where its label, or words that only this label has, were written."""
    by_label = {label: key for key, label in labels.items()}
    near = nearest(written, [*labels, *by_label])
    if near is not None:
        return by_label.get(near, near)
    words = make_id(written)
    holding = [key for key, label in labels.items() if words and f"-{words}-" in f"-{make_id(label)}-"]
    return holding[0] if len(holding) == 1 else None


def _describe(detail: dict[str, Any], label: str, declared: Declared | None, key: str) -> tuple[str, str, str]:
    """Code, what is wrong, fix for one of pydantic's error types."""
    found, said, context = detail["input"], detail["type"], detail.get("ctx", {})
    if found is None:
        needed = declared is None or declared.is_required
        fix = f"điền {key}: {_example(declared)}" if needed else f"điền giá trị, hoặc xóa dòng {key}."
        return "empty-value", f"“{label}” đang để trống.", fix
    shown = _shorten(found)
    if said == "enum":
        start = "- " if isinstance(detail["loc"][-1], int) else f"{key}: "
        return _bad_choice(label, start, found, declared)
    if said == "string_too_short" and not found.strip():
        return "empty-text", f"“{label}” là “{shown}”, không được để trống.", "điền nội dung, hoặc xóa cả dòng."
    if said.startswith("bad-"):
        fix = context.get("fix", "xem lại giá trị.")
        ready = f"{key}: {fix}" if re.fullmatch(r"[\d.-]+", fix) else fix
        # A group of fields is too long to quote.
        quoted = f"“{label}” là “{shown}”, " if isinstance(found, str) else f"“{label}”: " if key else ""
        return said, f"{quoted}{detail['msg']}.", ready
    limits = {
        "string_too_long": ("too-long", f"dài quá {context.get('max_length')} ký tự", "viết ngắn lại."),
        "string_too_short": ("too-short", f"cần ít nhất {context.get('min_length')} ký tự", "viết đầy đủ hơn."),
        "string_pattern_mismatch": ("bad-id", _ID_RULE, f"ghi là {make_id(shown) or 'to-dan-pho-05'}."),
        "greater_than_equal": ("out-of-range", f"cần từ {context.get('ge')} trở lên", "xem lại con số."),
        "less_than_equal": ("out-of-range", f"cần đến {context.get('le')} là cùng", "xem lại con số."),
    }
    if said == "too_short":
        return "too-short", f"“{label}” cần ít nhất một mục.", f"ghi {key}: rồi mỗi mục một dòng, bắt đầu bằng “- ”."
    if said in limits:
        code, wrong, fix = limits[said]
        return code, f"“{label}” là “{shown}”, {wrong}.", fix
    wanted = {
        "tuple_type": "một danh sách, mỗi dòng bắt đầu bằng “- ”",
        "string_type": "một đoạn chữ",
        "int_from_float": "một số nguyên",
    }
    expected = wanted.get(said, "các dòng “tên: giá trị” thụt vào hai dấu cách" if "model" in said else "một giá trị")
    return "bad-type", f"“{label}” phải là {expected}.", f"viết lại {key} theo đúng dạng; xem tệp mẫu bằng dvk new."


def _bad_choice(label: str, start: str, found: object, declared: Declared | None) -> tuple[str, str, str]:
    choice = declared.find(Choice) if declared is not None else None
    values = {str(one): one.label for one in choice} if choice is not None else {}
    listed = ", ".join(f"{value} ({words})" for value, words in values.items())
    near = _meant(str(found), values)
    wrong = f"“{label}” là “{_shorten(found)}”, "
    if near is None:
        return "bad-choice", f"{wrong}không có lựa chọn này.", f"chọn một trong: {listed}."
    return "bad-choice", f"{wrong}cần một trong: {listed}.", f"{start}{near}"


def _shorten(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "…"
