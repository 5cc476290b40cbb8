"""JSON Schema of each type of record, so that an editor completes and checks while people type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.records.base import Choice, Record
from generator.records.part import Declared, Part, fields_of


def build_schema(kind: type[Record], base: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of a record's file: labels as titles, hints as descriptions; no `id`."""
    shapes: dict[str, Any] = msgspec.json.schema(kind)["$defs"]
    for shape in shapes.values():
        # Names of classes and English docstrings are for programmers.
        shape.pop("title")
        shape.pop("description", None)
    for part in _parts_of(kind):
        properties = shapes[part.__name__]["properties"]
        for name, declared in fields_of(part).items():
            properties[name] = _describe(declared) | properties[name]
            choice = declared.find(Choice)
            if choice is not None:
                # msgspec sorts the values; an editor should offer them as they are declared.
                shapes[choice.__name__] = {"type": "string", "enum": [str(one) for one in choice]}
    own = shapes.pop(kind.__name__)
    own["properties"].pop("id")
    own["required"].remove("id")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}du-lieu/schema/{kind.__name__.lower()}.json",
        "title": kind.label,
        **own,
        **({"$defs": shapes} if shapes else {}),
    }


def _parts_of(kind: type[Part], found: tuple[type[Part], ...] = ()) -> Iterator[type[Part]]:
    """The group itself and every group in it; a column that holds columns but once."""
    yield kind
    inner = {part for declared in fields_of(kind).values() if (part := declared.find(Part)) is not None}
    for part in inner - {kind, *found}:
        yield from _parts_of(part, (kind, *found))


def _describe(declared: Declared) -> dict[str, Any]:
    told = {"title": declared.label, "description": declared.hint}
    return {key: words for key, words in told.items() if words} | (
        {"examples": [declared.example]} if declared.example is not None else {}
    )
