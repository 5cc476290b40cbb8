"""Mistakes in the templates with which a portal overrides ours: its own files, so problems and no tracebacks."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.problems import Location, Problem
from generator.sources.folder import read_own_templates

# What Jinja says most often. Shape: (pattern, in our words with the pattern's groups).
_MEANINGS = (
    (r"innermost block that needs to be closed is '(\w+)'", r"khối {% \1 %} chưa được đóng bằng {% end\1 %}"),
    (r"Encountered unknown tag '(\w+)'", r"thẻ {% \1 %} không có, hoặc đứng sai chỗ"),
    (r"No (?:filter|test) named '(\w+)'", r"không có bộ lọc hay phép thử “\1”"),
    (r"has no attribute '(\w+)'", r"không có mục “\1”"),
    (r"'(\w+)' is undefined", r"không có tên “\1”"),
    (r"expected token '(.+?)', got '(.+?)'", r"cần “\1” nhưng gặp “\2”"),
    (r"unexpected '(.+?)'", r"có dấu “\1” thừa hoặc sai chỗ"),
    (r"Expected an expression|unexpected end of template|Missing end of", "biểu thức viết chưa xong"),
)
# A template of the portal's own may do anything; what goes wrong in ours is our bug.
FAILURES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_FIX = "sửa mẫu trang ở dòng này, hoặc xóa tệp để dùng lại mẫu có sẵn."


def check_overrides(root: Path) -> Iterator[Problem]:
    """What can be said of the portal's own templates before any page is made: encoding and syntax."""
    # Material's templates may be translated.
    env = Environment(extensions=["jinja2.ext.i18n"])
    for file, text, problems in read_own_templates(root):
        yield from problems
        if text is None:
            continue
        try:
            env.parse(text)
        except TemplateSyntaxError as error:
            yield Problem(Location(file, error.lineno), "bad-template", _say(error, "viết sai"), _FIX)


def explain_failure(error: Exception, root: Path) -> Problem | None:
    """The line of the portal's own template in which rendering failed; None when the mistake is ours."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        template = Path(frame.filename)
        if template.is_relative_to(root / "theme"):
            at = Location(template.relative_to(root).as_posix(), frame.lineno or 1)
            return Problem(at, "bad-template", _say(error, "không dựng được"), _FIX)
    return None


def _say(error: Exception, failed: str) -> str:
    """What is wrong in Vietnamese, then Jinja's own words for whoever knows them."""
    # Where Jinja looked for a template is a place of this machine.
    said = (str(error) or type(error).__name__).split(" in search path")[0].rstrip(".")
    matches = ((re.search(pattern, said), words) for pattern, words in _MEANINGS)
    why = next((match.expand(words) for match, words in matches if match), "")
    if isinstance(error, TemplateNotFound):
        why = f"không có mẫu trang “{error.name}”"
    return f"mẫu trang {failed}{': ' * bool(why)}{why} (Jinja: {said})."
