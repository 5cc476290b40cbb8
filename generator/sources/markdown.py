"""Markdown files: front matter between two lines of dashes, then the body."""

from __future__ import annotations

import re

from generator.problems import Location, Problem
from generator.sources.node import Node
from generator.sources.yaml import read_yaml

# Lines with nothing on them, before the first line of the body.
_BLANK = re.compile(r"(?:[ \t]*\n)*")
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read_markdown(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """A mapping node of the front matter with the body as its key `body`."""
    match = _FRONT.match(text)
    if match is None and text.startswith("---\n"):
        wrong = "phần khai báo ở đầu tệp chưa được đóng lại."
        return None, [Problem(Location(file), "no-front-matter", wrong, "thêm một dòng --- sau mục cuối cùng.")]
    if match is None:
        fix = "mở đầu tệp bằng một dòng ---, các mục “tên: giá trị”, rồi một dòng ---."
        return None, [Problem(Location(file), "no-front-matter", "thiếu phần khai báo ở đầu tệp.", fix)]
    node, problems = read_yaml(match.group(1) or "\n", file, first_line=2)
    if node is None:
        return None, problems
    if not isinstance(node.value, dict):
        fix = "viết mỗi dòng một mục, dạng “tên: giá trị”."
        return None, [Problem(node.at, "bad-front-matter", "phần khai báo không phải các dòng “tên: giá trị”.", fix)]
    if "body" in node.value:
        at = node.key_places["body"]
        problems.append(Problem(at, "duplicate-key", "mục “body” là phần dưới phần khai báo.", "xóa dòng này."))
    body = text[match.end() :]
    blank = _BLANK.match(body)
    start = blank.end() if blank else 0
    place = Location(file, text.count("\n", 0, match.end() + start) + 1)
    values = {**node.value, "body": Node(body[start:].rstrip() or None, place)}
    return Node(values, node.at, {**node.key_places, "body": place}), problems
