"""What reading a filled form brings: registrations, problems with their cells, notes of what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from generator.importing.office.tables import Cell, OfficeTable
from generator.importing.register.asides import Asides, shorten
from generator.importing.register.registration import Registration
from generator.problems import Level, Location, Problem


@dataclass
class Findings:
    """`dated` is the line in which the form is dated, and its day, as `sender.find_day` has them."""

    file: str
    asides: Asides
    dated: tuple[str, date | None] = ("", None)
    registrations: list[Registration] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tell(
        self, code: str, cell: Cell, table: OfficeTable | None, wrong: str, fix: str, level: Level = Level.ERROR
    ) -> None:
        """A problem with a cell: where it is in words, what stands in it, what is wrong."""
        where = table.place(cell) if table else f"đoạn {cell.row}"
        value = f"là “{shorten(cell.text)}”" if cell.text else "đang trống"
        at = Location(self.file, cell.row, cell.column)
        self.problems.append(Problem(at, code, f"{where} {value}: {wrong}", fix, level))
