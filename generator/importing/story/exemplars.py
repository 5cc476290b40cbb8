"""Of whom a story tells: the exemplar whose name stands in it most often."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.problems import Location, Problem, nearest
from generator.records.exemplar import Exemplar
from generator.vietnamese import modern_tone

# Words before a person's name.
_BEFORE = re.compile(
    r"^(?:(?:ông|bà|cô|chú|anh|chị|bác|cụ|em|đồng chí|nghệ nhân|bác sĩ|thầy|thầy giáo|cô giáo"
    r"|(?:đại|thượng|trung|thiếu) (?:úy|tá|tướng)|linh mục|đại đức|thượng tọa|ni sư)\s+)+"
)


def find_exemplar(
    words: str, exemplars: Mapping[str, Exemplar], chosen: str | None, file: str
) -> tuple[Exemplar | None, Problem | None]:
    """The exemplar with the id `chosen`, else the one named in the text; else why there is none."""
    if chosen:
        if chosen in exemplars:
            return exemplars[chosen], None
        near = nearest(chosen, exemplars)
        fix = f"--exemplar {near}" if near else _list_known(exemplars)
        return None, Problem(Location(file), "unknown-exemplar", f"chưa có điển hình “{chosen}”.", fix)
    text = modern_tone(words).lower()
    counts = {one.id: count for one in exemplars.values() if (count := _count(one.name, text))}
    most = max(counts.values(), default=0)
    best = [one for one, count in counts.items() if count == most]
    if len(best) == 1:
        return exemplars[best[0]], None
    if best:
        wrong = f"bài nhắc {len(best)} điển hình nhiều như nhau: {', '.join(sorted(best))}."
        return None, Problem(Location(file), "unclear-exemplar", wrong, f"--exemplar {min(best)}")
    wrong = "không thấy tên điển hình nào của cổng trong bài."
    return None, Problem(Location(file), "no-exemplar", wrong, _list_known(exemplars))


def _count(name: str, text: str) -> int:
    """How often a text has a name, with or without the words before it; both in small letters."""
    whole = modern_tone(name).lower()
    bare = _BEFORE.sub("", whole)
    wanted = bare if len(bare.split()) > 1 else whole
    return len(re.findall(rf"(?<!\w){re.escape(wanted)}(?!\w)", text))


def _list_known(exemplars: Mapping[str, Exemplar]) -> str:
    known = "; ".join(f"{one.id} ({one.name})" for one in exemplars.values())
    listed = f"thêm --exemplar MÃ, một trong: {known}. " if known else ""
    return f"{listed}Chưa có thì tạo trước: dvk new exemplar MÃ."
