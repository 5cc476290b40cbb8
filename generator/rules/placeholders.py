"""Nothing that a starter file asked people to fill in is left unfilled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Level, Location, Problem
from generator.records.collection import Records
from generator.sources.pictures import Pictures

_LEFT = re.compile(r"\(điền[: ][^)\n]*\)?")


def check_placeholders(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """Warn of “(điền …)” from a starter file."""
    for record in records.all():
        for at, text in record.texts():
            for match in _LEFT.finditer(text):
                line = at.line + text.count("\n", 0, match.start())
                place = at if line == at.line else Location(at.file, line)
                wrong = f"còn chỗ chưa điền: {match.group()}"
                yield Problem(place, "placeholder", wrong, "thay bằng nội dung thật, hoặc xóa dòng.", Level.WARNING)


RULES = (check_placeholders,)
