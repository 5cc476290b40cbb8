"""Jinja2 as it is, only quicker: the same templates give the same text.

A page has some hundred pieces, so what Jinja does around each piece costs more than the piece itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from generator.cache import keep_piece, read_piece
from generator.theme import OWN_THEME

BESIDE_MODULES = Path(__file__).parent / "__pycache__" / "templates"


class CompiledTemplates(BytecodeCache):
    """Compiled templates kept between builds, one file each; `program` is the digest of what compiled them.

    A portal's own are kept in `folder`, the program's where Python keeps its modules, for all portals.
    """

    def __init__(self, folder: Path, program: bytes) -> None:
        self._folder = folder
        self._program = program

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        own = filename is not None and filename.startswith(f"{OWN_THEME}{os.sep}") and _may_write(BESIDE_MODULES)
        return str((BESIDE_MODULES if own else self._folder) / super().get_cache_key(name, filename))

    def get_source_checksum(self, source: str) -> str:
        return f"{self._program.hex()} {super().get_source_checksum(source)}"

    def load_bytecode(self, bucket: Bucket) -> None:
        content = read_piece(Path(bucket.key))
        if content is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep_piece(Path(bucket.key), bucket.bytecode_to_string())


@cache
def _may_write(folder: Path) -> bool:
    """Whether compiled code may be kept in a folder of the program: not where Python was told to keep none."""
    return not sys.dont_write_bytecode and os.access(folder.parent, os.W_OK)


class QuickContext(Context):
    """Calls a macro or a plain function without asking first what else it would like to be given."""

    def call(self, called: Any, /, *args: Any, **details: Any) -> Any:
        kind = type(called)
        if kind is not Macro and (kind is not FunctionType or hasattr(called, "jinja_pass_arg")):
            return super().call(called, *args, **details)
        if details:
            # What Jinja adds for those who ask for the context.
            details.pop("_loop_vars", None)
            details.pop("_block_vars", None)
        return called(*args, **details)


class QuickTemplate(Template):
    """Escapes a piece of output to plain text: it is only joined, so it need not say that it is safe."""

    @classmethod
    def from_code(
        cls, environment: Environment, code: CodeType, globals: MutableMapping[str, Any], uptodate: Any = None
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escape_piece
        return template


def escape_piece(value: object) -> str:
    """The text of a piece as HTML; most pieces have nothing that must be replaced."""
    if type(value) is Markup:
        return value
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):  # fmt: skip
        return value
    return str(value) if type(value) is int else escape(value)


class QuickEnvironment(Environment):
    """An environment whose globals stay as they are once the first template is loaded."""

    context_class = QuickContext
    template_class = QuickTemplate

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
