"""Which unit sent a filled form, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from generator.importing.office.tables import Cell, OfficeFile, OfficeTable, OfficeText
from generator.importing.register.matching import cells_of, find_any_titles, find_head, leaves_of
from generator.importing.register.registration import strip_dots
from generator.importing.register.units import is_body
from generator.printed import key_of
from generator.records.form import Form

# A letterhead stands in the first rows or paragraphs.
_HEAD_WITHIN = 12
# The line of a letterhead that says where and when: "Đồ Sơn, ngày 05 tháng 3 năm 2026".
_DATED = re.compile(r"[^,:]{2,60}, ?ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})\W*")
# The same as people shorten it, in the letterhead only: "Đồ Sơn, 5/3/2026", "Ngày 5.3.2026".
_SHORT_DATED = re.compile(
    r"(?:[^,:\d]{2,60}, ?(?:ngày )?|ngày )(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})\W*", re.IGNORECASE
)
# "ĐƠN VỊ: …", "Tên cơ quan, đơn vị đăng ký - …": the words before a name.
_LABEL = re.compile(
    r"(?:tên )?(?:cơ quan|đơn vị|tổ chức)(?:[ ,/]+(?:cơ quan|đơn vị|tổ chức|địa phương))*"
    r"(?: (?:đăng ký|gửi|báo cáo|lập|nộp|thực hiện))?(?!\w)(?P<sign>\s*[-–:.…_]+)?\s*(?P<name>.*)",
    re.IGNORECASE,
)
# A line like this above another in capitals is the body above the sender.
_PLACED = re.compile(r"\b(?:phuong|xa|dac khu|thi tran|quan|huyen|thanh pho|tinh)\b")
# What follows a letterhead: its rule, its number, the title, the state's and the Party's own lines.
_STOP = re.compile(
    r"(?:so|bang|bieu|danh sach|tong hop|phieu|ke hoach|bao cao|mau|phu luc|trich ngang|dang ky|ket qua|kinh gui"
    r"|cong hoa xa hoi|doc lap tu do|dang cong san)\b|$"
)


class _HeadLine(NamedTuple):
    """A line of a letterhead's left half, and what stands in the cell beside it."""

    text: str
    beside: str


def find_sender(read: OfficeFile, form: Form) -> str:
    """The unit's name as it stands in the letterhead, "" where it was left out."""
    return next(iter(list_senders(read, form)), "")


def list_senders(read: OfficeFile, form: Form) -> list[str]:
    """The names of all units that the file has a letterhead of: a workbook may have a sheet for each."""
    return list({key_of(name): name for name in _find_senders(read, form) if name}.values())


def _find_senders(read: OfficeFile, form: Form) -> Iterator[str]:
    above = key_of((form.letterhead.superior if form.letterhead else "") or "")
    for head in _list_heads(read, form):
        yield _read_head([line for one in head for line in _list_lines(one, form)], above)


def _list_heads(read: OfficeFile, form: Form) -> Iterator[Sequence[OfficeText | OfficeTable]]:
    """What stands above each copy of the form: one in a sheet, or several in a Word file."""
    title = key_of(form.kind[0]) if form.kind else ""
    if any(one.letters for one in read.tables):
        # A form of labels has no table to know its sheets by.
        known = [one for one in read.tables if find_head(one, form) or not leaves_of(form)]
        yield from ([one] for one in known or read.tables[:1])
        return
    starts = [
        at
        for at, one in enumerate(read.content)
        if title and isinstance(one, OfficeText) and any(key_of(line) == title for line in one.text.split("\n"))
    ]
    yield read.content[:_HEAD_WITHIN]
    yield from (read.content[max(0, at - _HEAD_WITHIN) : at] for at in starts[1:])


def _list_lines(one: OfficeText | OfficeTable, form: Form) -> Iterator[_HeadLine]:
    if isinstance(one, OfficeText):
        yield from (_HeadLine(line, "") for line in one.text.split("\n"))
        return
    for row in _rows_above(one, form):
        cells = [cell.text for cell in row if cell.first and cell.text]
        if not cells or not row[0].text:
            continue
        lines = cells[0].split("\n")
        beside = cells[1].split("\n")[0] if len(cells) > 1 and len(lines) == 1 else ""
        yield from (_HeadLine(line, beside) for line in lines)


def _rows_above(table: OfficeTable, form: Form) -> Iterator[Sequence[Cell]]:
    """The first rows, up to the titles of the form's columns."""
    leaves = leaves_of(form)
    return takewhile(lambda row: len(find_any_titles(row, leaves)) < 2, table.rows[:_HEAD_WITHIN])


def _read_head(lines: Sequence[_HeadLine], above: str) -> str:
    """The name behind a label, else below the body above, else in capitals."""
    for at, line in enumerate(lines):
        label = _LABEL.fullmatch(" ".join(line.text.split()))
        if label is None:
            continue
        name = " ".join(strip_dots(label["name"]).split()).strip(" :.-–")
        if name and (label["sign"] or is_body(name)):
            return name
        if not name:
            below = [one.text for one in lines[at + 1 : at + 2] if one.text.isupper()]
            return next((one for one in (line.beside, *below) if one and not _STOP.match(key_of(one))), "")
    return _read_capitals([line.text for line in lines], above)


def _read_capitals(lines: Sequence[str], above: str) -> str:
    """The name in the lines of a letterhead without a label: "ĐẢNG ỦY PHƯỜNG …", then the unit in one line or two."""
    heads = [line for line in lines if key_of(line)]
    start = next((at for at, line in enumerate(heads) if _is_above(line, above)), None)
    if start is not None:
        below = heads[start + 1 : start + 2]
        if below and not below[0].isupper() and not _STOP.match(key_of(below[0])):
            return below[0]
    block = list(takewhile(lambda line: line.isupper() and not _STOP.match(key_of(line)), heads[start or 0 :]))
    while block and (_is_above(block[0], above) or (len(block) > 1 and _PLACED.search(key_of(block[0])))):
        block = block[1:]
    name = " ".join(block)
    return name if start is not None or is_body(name) else ""


def _is_above(line: str, above: str) -> bool:
    return bool(above) and key_of(line) == above


def find_day(read: OfficeFile, form: Form) -> tuple[str, date | None]:
    """The line in which the form is dated, and its day; "" where there is none, None where no calendar has it."""
    for cell in cells_of(read):
        for line in cell.text.split("\n"):
            if match := _DATED.fullmatch(" ".join(line.split())):
                return line, day_of(*match.groups())
    for line in (line for head in _list_heads(read, form) for line in _list_all_lines(head, form)):
        if match := _SHORT_DATED.fullmatch(" ".join(line.split())):
            return line, day_of(*match.groups())
    return "", None


def _list_all_lines(head: Sequence[OfficeText | OfficeTable], form: Form) -> Iterator[str]:
    """All lines above the form's table, those of the right half of the letterhead too."""
    for one in head:
        rows = (
            ((cell.text for cell in row if cell.first) for row in _rows_above(one, form))
            if isinstance(one, OfficeTable)
            else ([one.text],)
        )
        yield from (line for row in rows for text in row for line in text.split("\n"))


def day_of(day: str, month: str, year: str) -> date | None:
    """The day that these figures are; None for one that no calendar has."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
