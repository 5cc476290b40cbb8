"""YAML without its traps: text scalars, unique keys, no aliases, a depth limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from generator.problems import Location, Problem
from generator.sources.node import Node
from generator.vietnamese import nfc

# Deeper nesting than any record needs; 3,000 levels would end in RecursionError.
MAX_DEPTH = 24
# What YAML forbids, and the line ends that YAML counts but editors do not (NEL, LS, PS).
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# A line's indentation and one key, as far as the colon after it.
_KEY = re.compile(r"\s+[\w-]+\s*")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UnreadableError(Exception):
    """The first thing for which the rest of the text cannot be trusted."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Builds nodes straight from libyaml's events: one pass, no guessing of types.

    Mistakes of one entry are collected; what makes the rest unreadable is raised as _UnreadableError.
    """

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.problems: list[Problem] = []
        self._events = yaml.parse(text, Loader=_Loader)

    def place(self, mark: Any) -> Location:
        return Location(self.file, mark.line + self.first_line, mark.column + 1)

    def report(self, at: Location, code: str, wrong: str, fix: str) -> None:
        self.problems.append(Problem(at, code, wrong, fix))

    def read_document(self) -> Node | None:
        """The one document of the text; None when there is nothing in it."""
        root: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "two-documents", "một tệp chỉ chứa một bản ghi.", "bỏ dòng “---” ở giữa tệp.")
            elif isinstance(event, yaml.NodeEvent):
                root = self._read(event, 1)
        return root

    def _read(self, event: Any, depth: int) -> Node:
        self._check(event, depth)
        at = self.place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return self._read_scalar(event, at)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(child := next(self._events), yaml.SequenceEndEvent):
                items.append(self._read(child, depth + 1))
            return Node(items, at)
        return self._read_mapping(at, depth)

    def _read_scalar(self, event: Any, at: Location) -> Node:
        value = _scalar(event)
        # Only between double quotes can a character be written by its number.
        escaped = _FORBIDDEN.search(value or "") if event.style == '"' else None
        if escaped:
            wrong = f"có ký tự không nhìn thấy (mã U+{ord(escaped.group()):04X})."
            self.report(at, "bad-character", wrong, "xóa ký tự đó, thường viết dạng \\x07 hay \\u0007.")
        # The text of a block (after | or >) begins on the next line.
        return Node(value, at, text_line=at.line + (event.style in ("|", ">")))

    def _read_mapping(self, at: Location, depth: int) -> Node:
        values: dict[str, Node] = {}
        places: dict[str, Location] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key_node = self._read(event, depth + 1)
            value = self._read(next(self._events), depth + 1)
            place = key_node.at
            if not isinstance(event, yaml.ScalarEvent):
                self.report(place, "bad-key", "tên mục phải là một từ.", "viết dạng “tên: giá trị”.")
                continue
            key = nfc(event.value)
            if key in values:
                first = places[key].line
                self.report(place, "duplicate-key", f"mục “{key}” đã có ở dòng {first}.", "giữ lại một dòng.")
                continue
            places[key] = place
            values[key] = value
        return Node(values, at, places)

    def _check(self, event: Any, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            fix = "chép lại giá trị; nếu là chữ có dấu & hoặc * ở đầu thì đặt trong ngoặc kép."
            self._refuse(event, "yaml-alias", "không dùng được dấu “&tên” và “*tên”.", fix)
        if event.tag:
            # A tag is not part of the value: "!Quan trọng" would silently become "trọng".
            self._refuse(event, "yaml-tag", "giá trị mở đầu bằng dấu “!”.", "đặt cả giá trị trong ngoặc kép.")
        if depth > MAX_DEPTH and not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "too-deep", "các mục lồng nhau quá sâu.", "bớt các cấp thụt dòng.")

    def _refuse(self, event: Any, code: str, wrong: str, fix: str) -> NoReturn:
        raise _UnreadableError(Problem(self.place(event.start_mark), code, wrong, fix))


def _scalar(event: Any) -> str | None:
    # libyaml says "" for a plain scalar, the pure Python loader says None.
    if not event.style and event.value in ("", "~", "null", "Null", "NULL"):
        return None
    return nfc(event.value)


def read_yaml(text: str, file: str, *, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text and what is wrong with it; None when it cannot be read at all.

    `first_line` is the line of the file at which `text` begins (front matter begins at 2).
    """
    text = text.removeprefix("\ufeff")
    if (problem := _check_characters(text, file, first_line)) is not None:
        return None, [problem]
    reader = _Reader(text, file, first_line)
    try:
        root = reader.read_document()
    except _UnreadableError as error:
        return None, [error.problem]
    except yaml.MarkedYAMLError as error:
        return None, [_explain_error(error, text, reader)]
    if root is None:
        empty = Problem(Location(file), "empty-file", "tệp không có nội dung.", "điền các mục, hoặc xóa tệp.")
        return None, [empty]
    return root, reader.problems


def _check_characters(text: str, file: str, first_line: int) -> Problem | None:
    # libyaml counts bytes, so its own place of such a character is wrong in Vietnamese text.
    match = _FORBIDDEN.search(text)
    if match is None:
        return None
    line = text.count("\n", 0, match.start())
    at = Location(file, line + first_line, match.start() - text.rfind("\n", 0, match.start()))
    wrong = f"có ký tự không nhìn thấy (mã U+{ord(match.group()):04X})."
    return Problem(at, "bad-character", wrong, "xóa ký tự đó, thường do dán từ chương trình khác.")


def _explain_error(error: yaml.MarkedYAMLError, text: str, reader: _Reader) -> Problem:
    why, fix, mark = _explain_quotes(error, text) or _explain(error, text)
    at = reader.place(mark) if mark else Location(reader.file)
    return Problem(at, "bad-yaml", f"không đọc được tệp từ chỗ này{why}.", fix)


def _explain_quotes(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, Any] | None:
    """What to say where a quoted value ends right before the mistake; None where none does.

    A quote that is never closed ends at the next one in the file, so that the mistake seems to stand there.
    """
    mark = error.problem_mark
    quoted = [one for one in _scalars(text) if one.style in ('"', "'") and mark and one.end_mark.line == mark.line]
    if mark is None or not quoted or quoted[-1].end_mark.column > mark.column:
        return None
    if quoted[-1].start_mark.line < mark.line:
        return ": thiếu dấu ngoặc kép đóng", "thêm dấu ngoặc kép ở cuối giá trị.", quoted[-1].start_mark
    return ": còn chữ sau dấu ngoặc kép đóng", "trong giá trị dùng “ ” thay cho dấu ngoặc kép thẳng.", mark


def _scalars(text: str) -> Iterator[Any]:
    """The scalars of a text up to the place where it cannot be read."""
    try:
        yield from (one for one in yaml.scan(text, Loader=_Loader) if isinstance(one, yaml.ScalarToken))
    except yaml.MarkedYAMLError:
        return


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, Any]:
    """Why the text cannot be read, how to mend it, and the mark of the mistake."""
    said, mark = str(error.problem or ""), error.problem_mark
    begins = error.context_mark or mark
    look = "xem lại dấu hai chấm, ngoặc kép và khoảng thụt đầu dòng ở dòng này và dòng trên."
    quote = 'đặt cả giá trị trong ngoặc kép, ví dụ name: "Ngõ 5: sạch và đẹp".'
    # libyaml's index counts bytes; line and column count letters.
    line = "".join(text.split("\n")[mark.line : mark.line + 1]) if mark is not None else ""
    if "tag" in str(error.context):
        return ": giá trị mở đầu bằng dấu “!”", quote, begins
    if "cannot start any token" in said and mark is not None:
        char = line[mark.column : mark.column + 1]
        if char == "\t":
            return ": dòng thụt bằng phím Tab", "thụt dòng bằng dấu cách, mỗi cấp hai dấu.", mark
        return f": giá trị mở đầu bằng ký tự “{char}”", quote, mark
    if "mapping values are not allowed" in said and mark is not None and _KEY.fullmatch(line[: mark.column]):
        fix = "thụt dòng này như dòng trên; nếu nó viết tiếp giá trị ở dòng trên thì đặt cả giá trị trong ngoặc kép."
        return ": dòng này thụt vào khác các dòng trên", fix, mark
    if "mapping values are not allowed" in said:
        return ": có thêm dấu hai chấm trong giá trị", quote, mark
    if "could not find expected ':'" in said:
        return ": thiếu dấu hai chấm sau tên mục", "viết dạng “tên: giá trị”.", begins
    if "unexpected end of stream" in said:
        return ": thiếu dấu ngoặc kép đóng", "thêm dấu ngoặc kép ở cuối giá trị.", begins
    if "expected ',' or" in said:
        return ": thiếu dấu ngoặc đóng", "thêm dấu ] hoặc }, hoặc viết mỗi mục một dòng bắt đầu bằng “- ”.", begins
    if "did not find expected" in said:
        return ": dòng thụt vào không đều với các dòng trên", look, mark
    return "", look, mark
