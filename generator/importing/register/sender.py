"""Which unit sent a filled form, and what a unit that the portal does not know yet is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.importing.office.tables import OfficeFile, OfficeTable
from generator.importing.register.registration import strip_dots
from generator.printed import key_of
from generator.records.form import Form
from generator.records.unit import Unit, UnitKind

# Words of a name that say what kind of unit it is, the first that is found.
_KINDS = (
    ("to dan pho|thon|khu pho|khu dan cu|xom|ap|ban|tdp", UnitKind.RESIDENTIAL),
    ("cong an|quan su|bien phong|dan quan|phong chay", UnitKind.FORCE),
    ("truong|mam non|tieu hoc|trung hoc", UnitKind.SCHOOL),
    ("tram y te|benh vien|phong kham|y te", UnitKind.HEALTH),
    ("chua|giao xu|giao ho|nha tho|dinh|den|mieu|phat giao|cong giao", UnitKind.RELIGIOUS),
    ("cong ty|hop tac xa|doanh nghiep|cho|xi nghiep|htx", UnitKind.BUSINESS),
    ("mat tran|hoi|doan|cong doan|uy ban mttq|mttq", UnitKind.ORGANISATION),
)


def find_sender(read: OfficeFile, form: Form) -> str:
    """The unit's name as it stands in the letterhead, "" where it was left out."""
    head = form.letterhead
    if head is None:
        return ""
    printed = key_of(strip_dots(head.body))
    above = key_of(head.superior or "")
    lines = _list_head(read)
    for number, line in enumerate(lines):
        key = key_of(line)
        if above and key == above and number + 1 < len(lines):
            return _without_label(lines[number + 1], printed)
        if printed and (key == printed or key.startswith(f"{printed} ")) and (found := _without_label(line, printed)):
            return found
    return ""


def _list_head(read: OfficeFile) -> list[str]:
    """The first lines of the file, those of a letterhead's left half in their order."""
    lines: list[str] = []
    for one in read.content[:12]:
        if isinstance(one, OfficeTable):
            lines += [line for row in one.rows[:12] for line in (row[0].text.split("\n") if row else [])]
        else:
            lines += one.text.split("\n")
    return lines


def _without_label(line: str, printed: str) -> str:
    """The name in a line "ĐƠN VỊ: …"; "" when nothing was written behind the printed word."""
    line = " ".join(strip_dots(line).split())
    words = line.split()
    for count in range(len(words), 0, -1):
        if printed and key_of(" ".join(words[:count])) == printed:
            return " ".join(words[count:]).strip(" :.-")
    return line


def find_unit(name: str, units: Mapping[str, Unit]) -> Unit | None:
    """The unit that goes by this name, or has it as its id."""
    key = key_of(name)
    return units.get(name) or next((one for one in units.values() if key_of(one.name) == key), None)


def guess_kind(name: str) -> UnitKind:
    """What kind of unit bears this name; an office where no word tells."""
    key = key_of(name)
    return next((kind for words, kind in _KINDS if re.search(rf"\b(?:{words})\b", key)), UnitKind.OFFICE)


def write_name(name: str) -> str:
    """A name out of a letterhead in capitals as it stands in a sentence."""
    return name[:1] + name[1:].lower() if name.isupper() else name
