"""What reading a filled form brings: registrations, problems with their cells, notes of what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.importing.office.tables import Cell, OfficeTable
from generator.importing.register.registration import Registration, is_alike, key_of
from generator.problems import Location, Problem
from generator.records.field import Field

_SHOWN = 60


class FieldNames:
    """The portal's fields by all the names that they go by."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._ids = {key_of(name): one.id for one in fields.values() for name in (one.name, *one.aliases)}

    def find(self, text: str) -> str | None:
        key = key_of(text)
        return self._ids.get(key) or next((one for name, one in self._ids.items() if is_alike(key, name)), None)


@dataclass
class Findings:
    file: str
    registrations: list[Registration] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tell(self, code: str, cell: Cell, table: OfficeTable | None, wrong: str, fix: str) -> None:
        """A problem with a cell: where it is in words, what stands in it, what is wrong."""
        where = table.place(cell) if table else f"đoạn {cell.row}"
        value = f"là “{_shorten(cell.text)}”" if cell.text else "đang trống"
        at = Location(self.file, cell.row, cell.column)
        self.problems.append(Problem(at, code, f"{where} {value}: {wrong}", fix))


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
