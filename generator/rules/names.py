"""No record has an id that the portal itself needs as an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Location, Problem
from generator.records.collection import Records
from generator.sources.pictures import Pictures

# Below /mo-hinh/ stand the listings too (CONTRACT, Addresses), and the further pages of the catalogue.
_TAKEN = re.compile(r"linh-vuc|don-vi|nam|trang-\d+")


def check_names(records: Records, pictures: Pictures) -> Iterator[Problem]:
    for model in records.models.values():
        if _TAKEN.fullmatch(model.id):
            yield _taken(Location(model.file), model.id, f"đổi tên tệp thành mo-hinh-{model.id}.yml.")
        for index, alias in enumerate(model.aliases):
            if _TAKEN.fullmatch(alias):
                yield _taken(records.at(model, "aliases", index), alias, "xóa dòng này.")


def _taken(at: Location, name: str, fix: str) -> Problem:
    return Problem(at, "reserved-id", f"cổng dùng địa chỉ /mo-hinh/{name}/ cho danh sách mô hình.", fix)


RULES = (check_names,)
