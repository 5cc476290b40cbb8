"""What the import of a register found and did, told on the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from generator.importing.register.records import Change
from generator.importing.register.register import RegisterReport
from generator.problems import format_text, has_errors, summarise

_GAP = "  "
# Of a column that has to be narrowed so much is always left.
_NARROWEST = 12


def format_register(report: RegisterReport, room: int) -> str:
    """Problems, the rows as a table, the differences and what was done, ready to print.

    `room` is how many letters a line may have: a table that is wider is narrowed, as a folded row cannot be read.
    """
    parts = [format_text(report.problems), summarise(report.problems)] if report.problems else []
    if report.form:
        number = f"{report.form.number}. " if report.form.number else ""
        parts.append(f"Biểu mẫu: {number}{report.form.title}")
    if report.changes:
        parts += [f"Đơn vị gửi: {report.unit}", "", *_draw_table(report.changes, report.fields, room), ""]
        parts += _tell_differences(report.changes)
    parts += report.notes
    parts += _tell_end(report)
    return "\n".join(parts)


def _draw_table(changes: Sequence[Change], fields: Mapping[str, str], room: int) -> Iterator[str]:
    rows: list[list[str]] = [["", "Mô hình", "Chủ thể", "Lĩnh vực", "", "Nguồn gốc"]]
    for one in changes:
        told = one.registration
        cells = (_state(one), told.name, told.implementer, fields[told.field], told.subject.label, told.origin.label)
        rows.append(list(cells))
    widths = _fit([max(_width(row[column]) for row in rows) for column in range(len(rows[0]))], room)
    for row in rows:
        shown = (_cut(text, width) for text, width in zip(row, widths, strict=True))
        yield _GAP.join(text + " " * (width - _width(text)) for text, width in zip(shown, widths, strict=True)).rstrip()


def _fit(widths: list[int], room: int) -> list[int]:
    """The widths of columns that together need no more than the room, the widest narrowed first."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _state(one: Change) -> str:
    return "mới" if one.is_new else "đổi" if one.differences else "như cũ"


def _cut(text: str, width: int) -> str:
    return text if _width(text) <= width else text[: width - 1].rstrip() + "…"


def _width(text: str) -> int:
    return sum(not unicodedata.combining(char) for char in text)


def _tell_differences(changes: Sequence[Change]) -> Iterator[str]:
    for one in changes:
        if one.differences:
            yield f"{one.file} ({one.registration.place}):"
            for label, old, new in one.differences:
                yield f"    {label}: “{old or '(trống)'}” → “{new or '(trống)'}”"


def _tell_end(report: RegisterReport) -> Iterator[str]:
    if report.written:
        yield f"Đã ghi {len(report.texts)} tệp: {', '.join(report.texts)}"
    elif report.changes and not report.texts and not has_errors(report.problems):
        yield "Mọi dòng đã có trong cổng; không có gì để ghi."
    else:
        yield "Chưa ghi gì."
