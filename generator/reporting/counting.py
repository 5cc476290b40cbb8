"""A form that counts what was registered: the numbers of its lines, its heads and its total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from generator.printed import key_of
from generator.records.brief import Brief
from generator.records.form import Column, Table, TableRow, leaf_columns
from generator.records.meanings import Counts, Holds
from generator.records.model import Origin, Subject
from generator.reporting.filling import Names, Places, find_places
from generator.vietnamese import format_number


def _count_doers(models: Sequence[Brief], subject: Subject) -> int:
    # Chi hội 1 of two units are two.
    return len({(one.unit, key_of(one.implementer)) for one in models if one.subject is subject})


_COUNT: Mapping[Counts, Callable[[Sequence[Brief]], int]] = {
    Counts.COLLECTIVES: lambda models: _count_doers(models, Subject.COLLECTIVE),
    Counts.COLLECTIVE_MODELS: lambda models: sum(one.subject is Subject.COLLECTIVE for one in models),
    Counts.INDIVIDUALS: lambda models: _count_doers(models, Subject.INDIVIDUAL),
    Counts.INDIVIDUAL_MODELS: lambda models: sum(one.subject is Subject.INDIVIDUAL for one in models),
    Counts.CONTINUED_MODELS: lambda models: sum(one.origin is Origin.CONTINUED for one in models),
    Counts.STARTED_MODELS: lambda models: sum(one.origin is not Origin.CONTINUED for one in models),
    Counts.RECOGNISED_MODELS: lambda models: sum(one.is_recognised for one in models),
}
# Whom the heads and the total count once, though whoever registered in two fields stands in two lines.
_DOERS: Mapping[Counts, str] = {Counts.COLLECTIVES: "tập thể", Counts.INDIVIDUALS: "cá nhân"}
# What a column's note says where it waits for the report of the whole year (Thủy Nguyên 2026, Mẫu 2).
_YEAR_END = "cuoi nam"
_HALF_YEAR = 6


def list_counts(table: Table, models: Sequence[Brief], names: Names, day: date) -> Iterator[TableRow]:
    """The rows of a report: a line for each unit, or the printed lines of the fields, with their numbers.

    A head and a total count every model and every doer once; a field's own line counts those of the field.
    Source: Việt Hưng 2026, Mẫu số 02: “một tập thể đăng ký hai mô hình tính là 1 tập thể, 2 mô hình”.
    """
    leaves, places = _columns_on(day, table), find_places(table, names)
    parts = _split(models, leaves, places)
    told = [one for part in parts.values() for one in part]
    counted = False
    for row in table.rows:
        if row.ordinals and _is_by_unit(leaves):
            for number, unit in enumerate(sorted(parts, key=lambda one: names.units[one]), start=1):
                yield TableRow(cells=(f"{number}.", *_count(leaves[1:], parts[unit], names.units[unit])))
        elif row.total:
            yield msgspec.structs.replace(row, cells=tuple(_numbers(leaves, told)))
        elif row.group:
            counted = row.counted
            numbers = _numbers(leaves[len(row.cells) :], told) if counted else []
            yield msgspec.structs.replace(row, cells=(*row.cells, *numbers))
        elif row.cells and counted:
            here = parts.get(names.printed.find(row.cells[-1]) or "", [])
            yield msgspec.structs.replace(row, cells=(*row.cells, *_numbers(leaves[len(row.cells) :], here)))
        else:
            yield row


def tell_counts(table: Table, models: Sequence[Brief], names: Names, day: date) -> Iterator[str]:
    """What somebody who checks the numbers of a report should know of them, a sentence each."""
    leaves, places = _columns_on(day, table), find_places(table, names)
    parts = _split(models, leaves, places).values()
    told = [one for part in parts for one in part]
    for column, printed in zip(leaves, leaf_columns(table.columns), strict=True):
        if printed.counts and not column.counts:
            yield f"Cột “{column.title}” để trống: báo cáo đến hết ngày 30/6 chưa ghi cột dành cho cuối năm."
        yield from _tell_column(column, parts, told)


def _tell_column(column: Column, parts: Iterable[Sequence[Brief]], told: Sequence[Brief]) -> Iterator[str]:
    counts = column.counts
    if counts is None:
        return
    replicated = sum(one.origin is Origin.REPLICATED for one in told)
    if counts is Counts.STARTED_MODELS and replicated:
        yield f"Cột “{column.title}” tính cả {format_number(replicated)} mô hình nhân rộng."
    if counts in _DOERS:
        lines, distinct = sum(map(_COUNT[counts], parts)), _COUNT[counts](told)
        if lines != distinct:
            yield (
                f"Dòng tổng ghi {format_number(distinct)} {_DOERS[counts]}, cộng các dòng thì được "
                f"{format_number(lines)}: ai đăng ký ở nhiều lĩnh vực có mặt ở nhiều dòng nhưng chỉ tính một lần."
            )


def _columns_on(day: date, table: Table) -> list[Column]:
    """The columns that hold cells; in the first half of a year those for its end count nothing."""
    return [
        msgspec.structs.replace(one, counts=None)
        if day.month <= _HALF_YEAR and _YEAR_END in key_of(one.note or "")
        else one
        for one in leaf_columns(table.columns)
    ]


def _is_by_unit(leaves: Sequence[Column]) -> bool:
    return any(column.holds is Holds.UNIT for column in leaves)


def _split(models: Sequence[Brief], leaves: Sequence[Column], places: Places) -> Mapping[str, Sequence[Brief]]:
    """Shape: {unit, or field whose line it is: its models} of all that have a line."""
    parts: dict[str, list[Brief]] = {}
    for model in models:
        part = model.unit if _is_by_unit(leaves) else places.of(model.field)
        if part is not None:
            parts.setdefault(part, []).append(model)
    return parts


def _count(columns: Sequence[Column], models: Sequence[Brief], unit: str) -> Iterator[str]:
    for column in columns:
        yield unit if column.holds is Holds.UNIT else "".join(_numbers([column], models))


def _numbers(columns: Sequence[Column], models: Sequence[Brief]) -> list[str]:
    """How many there are for each column that counts, "" for the others."""
    return [format_number(_COUNT[one.counts](models)) if one.counts else "" for one in columns]
