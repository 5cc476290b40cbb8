"""YAML without its traps: text scalars, unique keys, no aliases, a depth limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.problems import Location, Problem
from generator.sources.node import Node
from generator.vietnamese import nfc

# Deeper nesting than any record needs; 3,000 levels would end in RecursionError.
MAX_DEPTH = 24
# What YAML forbids, and the line ends that YAML counts but editors do not (NEL, LS, PS).
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Reader:
    """Reads one document, collecting problems instead of stopping at the first."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.problems: list[Problem] = []

    def place(self, mark: Any) -> Location:
        return Location(self.file, mark.line + self.first_line, mark.column + 1)

    def report(self, at: Location, code: str, wrong: str, fix: str) -> None:
        self.problems.append(Problem(at, code, wrong, fix))

    def read(self, node: Any, depth: int = 0) -> Node:
        at = self.place(node.start_mark)
        if depth > MAX_DEPTH:
            self.report(at, "too-deep", "các mục lồng nhau quá sâu.", "bớt các cấp thụt dòng.")
            return Node(None, at)
        if isinstance(node, yaml.MappingNode):
            return self._read_mapping(node, at, depth)
        if isinstance(node, yaml.SequenceNode):
            return Node([self.read(child, depth + 1) for child in node.value], at)
        value = _scalar(node)
        escaped = _FORBIDDEN.search(value or "")
        if escaped:
            wrong = f"có ký tự không nhìn thấy (mã U+{ord(escaped.group()):04X})."
            self.report(at, "bad-character", wrong, "xóa ký tự đó, thường viết dạng \\x07 hay \\u0007.")
        # The text of a block (after | or >) begins on the next line.
        return Node(value, at, text_line=at.line + (node.style in ("|", ">")))

    def _read_mapping(self, node: Any, at: Location, depth: int) -> Node:
        values: dict[str, Node] = {}
        places: dict[str, Location] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(place, "bad-key", "tên mục phải là một từ.", "viết dạng “tên: giá trị”.")
                continue
            key = nfc(key_node.value)
            if key in values:
                first = places[key].line
                self.report(place, "duplicate-key", f"mục “{key}” đã có ở dòng {first}.", "giữ lại một dòng.")
                continue
            places[key] = place
            values[key] = self.read(value_node, depth + 1)
        return Node(values, at, places)


def _scalar(node: Any) -> str | None:
    # libyaml says "" for a plain scalar, the pure Python loader says None.
    if not node.style and node.value in ("", "~", "null", "Null", "NULL"):
        return None
    return nfc(node.value)


def read_yaml(text: str, file: str, *, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text and what is wrong with it; None when it cannot be read at all.

    `first_line` is the line of the file at which `text` begins (front matter begins at 2).
    """
    text = text.removeprefix("\ufeff")
    reader = _Reader(file, first_line)
    problem = _check_characters(text, reader) or _check_events(text, reader)
    if problem is not None:
        return None, [problem]
    tree = yaml.compose(text, Loader=_Loader)
    if tree is None:
        empty = Problem(Location(file), "empty-file", "tệp không có nội dung.", "điền các mục, hoặc xóa tệp.")
        return None, [empty]
    return reader.read(tree), reader.problems


def _check_characters(text: str, reader: _Reader) -> Problem | None:
    # libyaml counts bytes, so its own place of such a character is wrong in Vietnamese text.
    match = _FORBIDDEN.search(text)
    if match is None:
        return None
    line = text.count("\n", 0, match.start())
    at = Location(reader.file, line + reader.first_line, match.start() - text.rfind("\n", 0, match.start()))
    wrong = f"có ký tự không nhìn thấy (mã U+{ord(match.group()):04X})."
    return Problem(at, "bad-character", wrong, "xóa ký tự đó, thường do dán từ chương trình khác.")


def _check_events(text: str, reader: _Reader) -> Problem | None:
    """The first reason for which the text cannot be composed: syntax, alias, tag, depth, two documents."""
    try:
        return next(_event_problems(text, reader), None)
    except yaml.MarkedYAMLError as error:
        why, fix, begins = _explain(text, error)
        mark = (error.context_mark if begins else error.problem_mark) or error.problem_mark or error.context_mark
        at = reader.place(mark) if mark else Location(reader.file)
        return Problem(at, "bad-yaml", f"không đọc được tệp từ chỗ này{why}.", fix)


def _event_problems(text: str, reader: _Reader) -> Iterator[Problem]:
    depth = 0
    documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        found = _wrong_with(event, depth, documents)
        if found is not None:
            yield Problem(reader.place(event.start_mark), *found)


def _wrong_with(event: Any, depth: int, documents: int) -> tuple[str, str, str] | None:
    """Code, what is wrong and its fix, when an event is one that our files may not have."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        fix = "chép lại giá trị; nếu là chữ có dấu & hoặc * ở đầu thì đặt trong ngoặc kép."
        return "yaml-alias", "không dùng được dấu “&tên” và “*tên”.", fix
    if getattr(event, "tag", None):
        # A tag is not part of the value: "!Quan trọng" would silently become "trọng".
        return "yaml-tag", "giá trị mở đầu bằng dấu “!”.", "đặt cả giá trị trong ngoặc kép."
    if depth > MAX_DEPTH:
        return "too-deep", "các mục lồng nhau quá sâu.", "bớt các cấp thụt dòng."
    if documents > 1:
        return "two-documents", "một tệp chỉ chứa một bản ghi.", "bỏ dòng “---” ở giữa tệp."
    return None


def _explain(text: str, error: yaml.MarkedYAMLError) -> tuple[str, str, bool]:
    """Why the text cannot be read, how to mend it, and whether the mistake is where the construct begins."""
    said, mark = str(error.problem or ""), error.problem_mark
    look = "xem lại dấu hai chấm, ngoặc kép và khoảng thụt đầu dòng ở dòng này và dòng trên."
    quote = 'đặt cả giá trị trong ngoặc kép, ví dụ name: "Ngõ 5: sạch và đẹp".'
    if "tag" in str(error.context):
        return ": giá trị mở đầu bằng dấu “!”", quote, True
    if "cannot start any token" in said and mark is not None:
        # libyaml's index counts bytes; line and column count letters.
        char = text.split("\n")[mark.line][mark.column : mark.column + 1]
        if char == "\t":
            return ": dòng thụt bằng phím Tab", "thụt dòng bằng dấu cách, mỗi cấp hai dấu.", False
        return f": giá trị mở đầu bằng ký tự “{char}”", quote, False
    if "mapping values are not allowed" in said:
        return ": có thêm dấu hai chấm trong giá trị", quote, False
    if "could not find expected ':'" in said:
        return ": thiếu dấu hai chấm sau tên mục", "viết dạng “tên: giá trị”.", True
    if "unexpected end of stream" in said:
        return ": thiếu dấu ngoặc kép đóng", "thêm dấu ngoặc kép ở cuối giá trị.", True
    if "expected ',' or" in said:
        return ": thiếu dấu ngoặc đóng", "thêm dấu ] hoặc }, hoặc viết mỗi mục một dòng bắt đầu bằng “- ”.", True
    if "did not find expected" in said:
        return ": dòng thụt vào không đều với các dòng trên", look, False
    return "", look, False
