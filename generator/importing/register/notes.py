"""What a person should know of an import that is no mistake: days that were taken, models that are not in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.importing.office.tables import OfficeFile
from generator.importing.register.asides import shorten
from generator.importing.register.records import Change, Filing, list_absent
from generator.vietnamese import format_day

_MOST = 12


def tell_filing(
    filing: Filing, dated: tuple[str, date | None], changes: Sequence[Change], *, is_new_unit: bool
) -> Iterator[str]:
    """Sentences for the person who imports; `dated` is the line in which the form is dated, and its day."""
    new = [one for one in changes if one.is_new]
    if is_new_unit:
        yield f"Đơn vị mới “{filing.unit_name}” (data/units/{filing.unit}.yml): xem tên và loại hình đã đúng chưa."
    if any("origin" not in one.registration.told for one in new):
        yield "Mẫu này không hỏi nguồn gốc: mô hình ghi là xây dựng mới (origin: new), xem lại từng tệp."
    if new:
        yield f"Ngày đăng ký: {_tell_day(filing, *dated)}."
    absent = list_absent([one.registration for one in changes], filing)
    absent = [one for one in absent if one.file not in {change.file for change in changes}]
    if absent:
        listed = "; ".join(f"“{one.name}” ({one.file})" for one in absent)
        yield (
            f"Cổng còn {len(absent)} mô hình của {filing.unit_name} năm {filing.year} không có trong tệp này, vẫn giữ;"
            f" đơn vị đã rút thì tự xóa: {listed}."
        )


def tell_unseen(read: OfficeFile) -> Iterator[str]:
    """Sentences about what stands in a file and not in its tables as somebody sees them."""
    hidden = [f"{table.name}, {name}" for table in read.tables for name in table.hidden]
    if hidden:
        yield f"Chỗ đang ẩn cũng được đọc, xem lại: {_list(hidden)}."
    comments = [f"{table.place(one)} “{shorten(one.text)}”" for table in read.tables for one in table.comments]
    comments += read.comments
    if comments:
        yield f"Lời ghi chú, nhận xét (comment) không đưa vào sổ, xem lại: {_list(comments)}."
    if read.bare:
        yield (
            "Tệp .xls không cho biết chữ bị gạch ngang, dòng ẩn, ghi chú của ô;"
            " tệp có những chỗ ấy thì lưu thành .xlsx rồi nhập."
        )


def _list(places: Sequence[str]) -> str:
    more = [f"và {len(places) - _MOST} chỗ nữa"] if len(places) > _MOST else []
    return "; ".join([*places[:_MOST], *more])


def _tell_day(filing: Filing, line: str, day: date | None) -> str:
    taken = format_day(filing.registered_on)
    if not line:
        return f"{taken}, là ngày nhập, vì biểu mẫu chưa ghi ngày"
    if day is None:
        return f"{taken}, là ngày nhập, vì không có ngày nào như “{line}”"
    if day > filing.today:
        return f"{taken}, là ngày nhập, vì ngày ghi trên biểu mẫu chưa đến: {format_day(day)}"
    return f"{taken}, như ghi trên biểu mẫu"
