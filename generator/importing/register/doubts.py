"""Cells whose text may not be what the unit meant: they are asked about, never taken as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.importing.office.tables import Cell, Doubt, OfficeTable
from generator.importing.register.asides import shorten
from generator.importing.register.findings import Findings

# Shape: {doubt: code, what is wrong, how to mend it}.
_SAID: Mapping[Doubt, tuple[str, str, str]] = {
    Doubt.STRUCK: (
        "struck-out",
        "chữ bị gạch ngang, chưa rõ bỏ hay giữ.",
        "bỏ chữ này thì xóa hẳn, giữ thì thôi gạch ngang; rút cả mô hình thì gạch cả tên hoặc xóa dòng.",
    ),
    Doubt.PARTLY_STRUCK: (
        "struck-out",
        "một phần chữ bị gạch ngang, chưa rõ chữ nào được giữ.",
        "xóa hẳn chữ đã gạch, hoặc thôi gạch ngang, rồi nhập lại.",
    ),
    Doubt.SHARE: (
        "maybe-percent",
        "tệp .xls không cho biết số này có hiện thành phần trăm (0,7 là 70%, 1 là 100%) hay không.",
        "mở tệp, lưu thành .xlsx rồi nhập; hoặc ghi cả đơn vị vào ô, như 70% hay 0,7 ha.",
    ),
}


def is_withdrawn(table: OfficeTable, names: Sequence[Cell], findings: Findings) -> bool:
    """Whether a row's names are all struck out, as a unit does with what it withdraws; a note says so."""
    if not names or any(cell.doubt is not Doubt.STRUCK for cell in names):
        return False
    named = f"{table.place(names[0])} “{shorten(names[0].text)}”"
    findings.notes.append(f"Bỏ qua dòng bị gạch ngang: {named}.")
    return True


def tell_doubts(table: OfficeTable | None, cells: Iterable[Cell], findings: Findings) -> bool:
    """Tell each of the cells that is doubtful; whether one was."""
    doubtful = [cell for cell in cells if cell.doubt]
    for cell in doubtful:
        code, wrong, fix = _SAID[cell.doubt]
        # A cell of several lines is met with each of them.
        if (code, cell.row, cell.column) not in {(one.code, one.at.line, one.at.column) for one in findings.problems}:
            findings.tell(code, cell, table, wrong, fix)
    return bool(doubtful)
