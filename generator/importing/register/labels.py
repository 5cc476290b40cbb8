"""A form of labels with dotted lines and boxes as one registration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.importing.office.tables import Cell, OfficeFile, OfficeTable
from generator.importing.register.doubts import tell_doubts
from generator.importing.register.findings import Findings
from generator.importing.register.matching import labels_of
from generator.importing.register.prose import write_prose
from generator.importing.register.registration import Registration, read_tick, strip_dots
from generator.importing.register.sender import day_of
from generator.printed import is_alike, key_of
from generator.records.form import Block, Form
from generator.records.meanings import Holds
from generator.records.model import Origin, Subject

_BOX = re.compile(r"[☐☑☒□✓✔√×✕✖☓✗✘🗹]|\[[ xX]?\]|\([ xX]?\)")
_DAY = re.compile(
    r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
)
# A line of a form: its cells, in a table or alone.
Line = tuple[OfficeTable | None, Sequence[Cell]]


def read_labels(read: OfficeFile, form: Form, findings: Findings) -> None:
    """What stands behind the labels of the form in the file; a unit may have copied it for each of its models."""
    copies = [_Answers(form, findings)]
    for table, cells in list_lines(read):
        if copies[-1].begins_again(cells):
            copies.append(_Answers(form, findings))
        copies[-1].take(table, cells)
    for answers in [one for one in copies if one.is_filled] or copies[:1]:
        answers.register(form, findings)


def list_lines(read: OfficeFile) -> Iterator[Line]:
    for one in read.content:
        if isinstance(one, OfficeTable):
            yield from ((one, [cell for cell in row if cell.first and cell.text]) for row in one.rows)
        else:
            yield None, [Cell(one.text, one.number, 1, doubt=one.doubt)]


class _Answers:
    """What was written behind each label, in the order of the form."""

    def __init__(self, form: Form, findings: Findings) -> None:
        self._findings = findings
        self._printed = [(key_of(block.fill or block.choose or block.heading or ""), block) for block in form.blocks]
        ends = [text for one in form.signatures for text in (one.title, one.note) if text]
        self._ends = [key_of(text) for text in ends]
        self._current: Block | None = None
        self.texts: dict[str, list[str]] = {}
        self.ticked: dict[str, list[str]] = {}
        self.cells: dict[str, tuple[OfficeTable | None, Cell]] = {}

    @property
    def is_filled(self) -> bool:
        return bool(self.texts or self.ticked)

    def begins_again(self, cells: Sequence[Cell]) -> bool:
        """Whether a line asks for the model's name a second time."""
        labels = (self._split_label(text)[0] for cell in cells for text in cell.text.split("\n"))
        return any(label and label.holds is Holds.NAME and _name(label) in self.cells for label in labels)

    def take(self, table: OfficeTable | None, cells: Sequence[Cell]) -> None:
        for place, cell in enumerate(cells):
            before = cells[place - 1] if place else None
            for text in cell.text.split("\n"):
                self._take_text(table, cell, before, text)

    def _take_text(self, table: OfficeTable | None, cell: Cell, before: Cell | None, text: str) -> None:
        label, answer = self._split_label(text)
        if label is not None:
            self._current = label if label.fill or label.choose else None
            if self._current:
                self.cells.setdefault(_name(self._current), (table, cell))
        elif any(is_alike(key_of(text), end) for end in self._ends):
            self._current = None
        if self._current is None:
            self._leave(table, cell, text)
        elif self._current.options:
            self._tick(self._current, answer, before)
        elif not (written := strip_dots(answer)):
            return
        elif self._current.holds is None:
            self._leave(table, cell, written, under=f"{_name(self._current)}: ")
        else:
            tell_doubts(table, [cell], self._findings)
            self.texts.setdefault(_name(self._current), []).append(written)
            self.cells[_name(self._current)] = (table, cell)

    def _leave(self, table: OfficeTable | None, cell: Cell, text: str, *, under: str = "") -> None:
        self._findings.asides.add(table, [Cell(text, cell.row, cell.column)], under=under)

    def _split_label(self, text: str) -> tuple[Block | None, str]:
        """The block whose label begins the text, and what stands behind it; None and the text."""
        head, colon, rest = text.partition(":")
        key = key_of(head)
        for printed, block in self._printed:
            if printed and key == printed:
                return block, rest
        if not colon:
            return None, text
        near = next((block for printed, block in self._printed if printed and is_alike(key, printed)), None)
        return (near, rest) if near else (None, text)

    def _tick(self, block: Block, text: str, before: Cell | None) -> None:
        """Options with a ticked box before them: in the same text, or in the cell beside it."""
        beside = read_tick(before.text) if before else None
        boxes = list(_BOX.finditer(text))
        pieces = [(text[: boxes[0].start()] if boxes else text, beside is True)]
        ends = [*(box.start() for box in boxes), len(text)][1:]
        pieces += [
            (text[box.end() : end], read_tick(box.group()) is True) for box, end in zip(boxes, ends, strict=True)
        ]
        for piece, is_ticked in pieces:
            option = next((one for one in block.options if is_alike(key_of(piece), key_of(one))), None)
            if option and is_ticked:
                self.ticked.setdefault(_name(block), []).append(option)

    def register(self, form: Form, findings: Findings) -> None:
        """Add the registration, or what is missing of it."""
        before = len(findings.problems)
        values: dict[str, Any] = {}
        for block in labels_of(form):
            holds = block.holds
            assert holds is not None
            if block.options:
                values[holds] = self._chosen(block, findings)
            elif written := self.texts.get(_name(block)):
                parts = values.setdefault(holds, [])
                parts.append((block.fill, "\n".join(written)))
        for wanted in (Holds.NAME, Holds.IMPLEMENTER):
            if not values.get(wanted):
                self._tell_missing(form, wanted, findings)
        self._check_day(form, values, findings)
        if len(findings.problems) == before:
            findings.registrations.append(self._make(form, values))

    def _check_day(self, form: Form, values: Mapping[str, Any], findings: Findings) -> None:
        written = " ".join(text for _, text in values.get(Holds.LAUNCHED_ON, ()))
        if written and _read_day(written) is None:
            block = next(one for one in labels_of(form) if one.holds is Holds.LAUNCHED_ON)
            table, cell = self.cells[_name(block)]
            wrong = f"“{written}” không phải một ngày có trong lịch."
            findings.tell(
                "bad-day", cell, table, wrong, "ghi ngày/tháng/năm, như 19/5/2026; chưa định ngày thì để trống."
            )

    def _make(self, form: Form, values: Mapping[str, Any]) -> Registration:
        table, cell = self.cells[_name(next(one for one in labels_of(form) if one.holds is Holds.NAME))]
        launched = _read_day(" ".join(text for _, text in values.get(Holds.LAUNCHED_ON, ())))
        return Registration(
            name=" ".join(text for _, text in values[Holds.NAME]).replace("\n", " "),
            implementer=", ".join(text for _, text in values[Holds.IMPLEMENTER]).replace("\n", " "),
            subject=next((one for one in Subject if one == values.get(Holds.SUBJECT)), Subject.COLLECTIVE),
            origin=next((one for one in Origin if one == values.get(Holds.ORIGIN)), Origin.NEW),
            field=values.get(Holds.FIELD) or "",
            situation=_join(values.get(Holds.SITUATION, ())),
            approach=_join(values.get(Holds.APPROACH, ())),
            expected=_join(values.get(Holds.EXPECTED, ())),
            launched_on=launched,
            cell=cell,
            place=table.place(cell) if table else f"đoạn {cell.row}",
            told=frozenset(str(block.holds) for block in labels_of(form)),
        )

    def _chosen(self, block: Block, findings: Findings) -> str | None:
        """The value of the one option that is ticked."""
        ticked = list(dict.fromkeys(self.ticked.get(_name(block), ())))
        if len(ticked) == 1:
            return (block.means or block.options)[block.options.index(ticked[0])]
        table, cell = self.cells.get(_name(block), (None, Cell("", 1, 1)))
        wrong = f"đánh dấu {len(ticked)} ô của mục này." if ticked else "chưa đánh dấu ô nào của mục này."
        findings.tell("no-single-tick", cell, table, wrong, "đánh dấu đúng một ô: " + "; ".join(block.options) + ".")
        return None

    def _tell_missing(self, form: Form, wanted: Holds, findings: Findings) -> None:
        block = next((one for one in labels_of(form) if one.holds is wanted), None)
        table, cell = self.cells.get(_name(block), (None, Cell("", 1, 1))) if block else (None, Cell("", 1, 1))
        findings.tell("missing-cell", cell, table, f"chưa ghi “{wanted.label}”.", "điền vào sau dấu hai chấm.")


def _name(block: Block) -> str:
    return block.fill or block.choose or ""


def _join(parts: Sequence[tuple[str, str]]) -> str | None:
    """Several answers as one text in Markdown; each under its label where there are more than one."""
    if len(parts) < 2:
        return write_prose(parts[0][1], is_wrapped=True) if parts else None
    return "\n\n".join(write_prose(f"{label}: {text}", is_wrapped=True) for label, text in parts)


def _read_day(text: str) -> date | None:
    match = _DAY.search(text)
    if not match:
        return None
    day, month, year = (one for one in match.groups() if one)
    return day_of(day, month, year)
