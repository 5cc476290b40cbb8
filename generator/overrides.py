"""Mistakes in the templates with which a portal overrides ours: its own files, so problems and no tracebacks."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from generator.problems import Location, Problem
from generator.sources.folder import read_own_templates

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
            yield Problem(
                Location(file, error.lineno),
                "bad-template",
                f"mẫu trang viết sai (Jinja: {(error.message or '').rstrip('.')}).",
                _FIX,
            )


def explain_failure(error: TemplateError, root: Path) -> Problem | None:
    """The line of the portal's own template in which rendering failed; None when the mistake is ours."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        own = _own_template(Path(frame.filename), root)
        if own is not None:
            at = Location(own.relative_to(root).as_posix(), frame.lineno or 1)
            return Problem(
                at, "bad-template", f"mẫu trang không dựng được (Jinja: {(error.message or '').rstrip('.')}).", _FIX
            )
    return None


def _own_template(path: Path, root: Path) -> Path | None:
    if path.is_relative_to(root / "theme"):
        return path
    if "theme" not in path.parts:
        return None
    # MkDocs works on a copy of theme/mkdocs in a folder of its own.
    copied = root.joinpath("theme", "mkdocs", *path.parts[path.parts.index("theme") + 1 :])
    return copied if copied.is_file() else None
