"""mo-hinh/bo-loc.json: what the catalogue is narrowed by, a letter or two for each model and group of facets.

The browser filters and counts with it. The cards of what it finds it takes from the pages of the catalogue, in which
the models stand in the same order: nobody loads all models, and no card is drawn in two ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from generator.library import Library
from generator.output import File, Workshop
from generator.portal import Portal
from generator.progress import ORIGIN_IDS
from generator.records.base import Choice
from generator.records.model import Origin, RecognitionLevel, Subject
from generator.rolls import Roll, enrol
from generator.vietnamese import make_id

ADDRESS = "mo-hinh/bo-loc.json"
# Numbers are written with these many letters, from the first one on: none of them has a meaning in JSON or HTML.
_LETTERS = 4096
FIRST = 0x100


class Group(NamedTuple):
    """A group of facets: its word in addresses, its title, the attribute of a model that it goes by.

    `values` are all that the attribute may be, in the order to be shown, each with its id and its name.
    """

    key: str
    title: str
    attribute: str
    values: Sequence[tuple[str | int, str, str]]


def declare(portal: Portal) -> Iterator[File]:
    library = portal.library
    roll = enrol(library.recognised, "traits")
    yield File(ADDRESS, draw, (roll, list_groups(library), portal.settings.per_page))


def list_groups(library: Library) -> list[Group]:
    return [
        Group("linh-vuc", "Lĩnh vực", "field", [(one.id, one.id, one.name) for one in library.fields]),
        Group("nam", "Năm", "year", [(year, str(year), f"Năm {year}") for year in library.by_year]),
        Group("don-vi", "Đơn vị", "unit", [(one.id, one.id, one.name) for one in library.units]),
        Group("ke-hoach", "Kế hoạch", "campaign", [(one.id, one.id, one.short_title) for one in library.campaigns]),
        Group("cap", "Cấp công nhận", "recognition.level", _name_choices(RecognitionLevel)),
        Group("nguon-goc", "Nguồn gốc", "origin", [(one, ORIGIN_IDS[one], one.label) for one in Origin]),
        Group("chu-the", "Tập thể, cá nhân", "subject", _name_choices(Subject)),
    ]


def _name_choices(choices: type[Choice]) -> list[tuple[str | int, str, str]]:
    return [(one, make_id(one.label), one.label[0].upper() + one.label[1:]) for one in choices]


def draw(workshop: Workshop, roll: Roll, groups: Sequence[Group], per_page: int) -> bytes:
    """Shape: {count, perPage, groups: [{key, title, values: [[id, name]], width, codes}], orders: {…: {width, codes}}}.

    `codes` has `width` letters for each model, newest first: the number of its value, or its place in an order;
    letter U+0100 is 0, and the letters are the digits of a number to the base of 4,096.
    """
    models = roll.models
    # All that is asked of a model at once: ten thousand of them lie all over the memory.
    ask = attrgetter(*(group.attribute for group in groups), "order", "id", "replicated_from")
    *columns, names, ids, origins = zip(*map(ask, models), strict=True) if models else ((),) * (len(groups) + 3)
    by_name = sorted(range(len(models)), key=names.__getitem__)
    places = [0] * len(models)
    for place, number in enumerate(by_name):
        places[number] = place
    copies = Counter(origins)
    orders = {"ten": write_numbers(places), "nhan-rong": write_numbers([copies[one] for one in ids])}
    told = {
        "count": len(models),
        "perPage": per_page,
        "groups": [_tell(group, column) for group, column in zip(groups, columns, strict=True)],
        "orders": orders,
    }
    return msgspec.json.encode(told)


def _tell(group: Group, picked: Sequence[str | int]) -> dict[str, Any]:
    """A group with those of its values that some model has; `picked` are those of all models."""
    used = set(picked)
    values = [value for value in group.values if value[0] in used]
    numbers = {value: number for number, (value, _, _) in enumerate(values)}
    codes = write_numbers(list(map(numbers.__getitem__, picked)))
    return {"key": group.key, "title": group.title, "values": [value[1:] for value in values], **codes}


def write_numbers(numbers: Sequence[int]) -> dict[str, Any]:
    """Numbers as letters, all with as many as the greatest needs."""
    width = 1
    while max(numbers, default=0) >= _LETTERS**width:
        width += 1
    if width == 1:
        # Thousands of models share a few values: each is written once.
        letters = {number: chr(FIRST + number) for number in set(numbers)}
        return {"width": width, "codes": "".join(map(letters.__getitem__, numbers))}
    digits = [_LETTERS**place for place in reversed(range(width))]
    return {
        "width": width,
        "codes": "".join([chr(FIRST + one // digit % _LETTERS) for one in numbers for digit in digits]),
    }
