"""An old id leads to one record only, and to none that still has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.problems import Problem
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.sources.pictures import Pictures


def check_aliases(records: Records, pictures: Pictures) -> Iterator[Problem]:
    groups: tuple[Mapping[str, Record | Brief], ...] = (
        records.models, records.exemplars, records.units, records.stories, records.campaigns, records.forms,
    )  # fmt: skip
    for group in groups:
        yield from check_group(group, records)


def check_group(group: Mapping[str, Record | Brief], records: Records) -> Iterator[Problem]:
    """Report an alias that is the id, or also the alias, of another record of the same type."""
    owners: dict[str, str] = {}
    for record in group.values():
        for index, alias in enumerate(getattr(record, "aliases", ())):
            if alias in group:
                at = records.at(record, "aliases", index)
                wrong = f"mã cũ “{alias}” đang là mã của {group[alias].file}."
                yield Problem(at, "alias-in-use", wrong, "xóa dòng này, hoặc đổi tên tệp kia.")
            elif alias in owners:
                at = records.at(record, "aliases", index)
                wrong = f"mã cũ “{alias}” đã ghi ở {owners[alias]}."
                yield Problem(at, "alias-twice", wrong, "giữ lại ở một bản ghi.")
            owners.setdefault(alias, record.file)


RULES = (check_aliases,)
