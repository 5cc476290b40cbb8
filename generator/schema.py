"""JSON Schema of each type of record, so that an editor completes and checks while people type."""

from __future__ import annotations

import re
from typing import Any

from generator.records.base import Record


def build_schema(kind: type[Record], base: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of a record's file: labels as titles, hints as descriptions; no `id`."""
    # It loads pydantic, which nothing else of a build needs.
    from generator.records.explaining import describe  # noqa: PLC0415

    schema = describe(kind)
    schema["properties"].pop("id", None)
    schema["required"] = [name for name in schema.get("required", []) if name != "id"]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}du-lieu/schema/{kind.__name__.lower()}.json",
    }
    return {**head, **_tidy(schema), "title": kind.label}


def _tidy(value: Any) -> Any:
    """Without what only programmers read: English docstrings as descriptions, Python class names as titles."""
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _tidy(one) for key, one in value.items() if not key.startswith("x-")}
    if kept.get("type") == "object" or "enum" in kept:
        kept.pop("description", None)
        if re.fullmatch(r"[A-Za-z]+", str(kept.get("title", ""))):
            kept.pop("title", None)
    return kept
