"""Which of the portal's units a name means, and what a unit is that the portal does not know yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.printed import key_of
from generator.problems import Location, Problem, nearest
from generator.records.campaign import Campaign
from generator.records.unit import Unit, UnitKind

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Words of a name that say what kind of unit it is, the first that is found.
_KINDS = (
    ("^(?:chi |lien )?(?:hoi|doan)|^mat tran|^cong doan", UnitKind.ORGANISATION),
    ("^(?:chi bo|dang bo|dang uy)", UnitKind.OFFICE),
    ("to dan pho|thon|khu pho|khu dan cu|xom|ap|ban|tdp", UnitKind.RESIDENTIAL),
    ("cong an|quan su|bien phong|dan quan|phong chay", UnitKind.FORCE),
    ("truong|mam non|tieu hoc|trung hoc", UnitKind.SCHOOL),
    ("tram y te|benh vien|phong kham|y te", UnitKind.HEALTH),
    ("chua|giao xu|giao ho|nha tho|dinh|den|mieu|phat giao|cong giao", UnitKind.RELIGIOUS),
    ("cong ty|hop tac xa|doanh nghiep|cho|xi nghiep|htx", UnitKind.BUSINESS),
    ("mat tran|hoi|doan|cong doan|uy ban mttq|mttq", UnitKind.ORGANISATION),
)
# Offices, which begin with what they are.
_OFFICE = re.compile(r"ban|phong|trung tam|van phong|uy ban|ubnd|hdnd|hoi dong|dang|chi bo|chi cuc|kho bac|toa an|vien")
# What one office shortens and the other writes out.
_SHORT = {
    "ccb": "cuu chien binh",
    "hdnd": "hoi dong nhan dan",
    "htx": "hop tac xa",
    "lhpn": "lien hiep phu nu",
    "mttq": "mat tran to quoc",
    "tdp": "to dan pho",
    "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong",
    "ubnd": "uy ban nhan dan",
}
# What one office writes and the other leaves out: "Hội (Liên hiệp) Phụ nữ", "Tổ dân phố (số) 5".
_LEFT_OUT = re.compile(r"\b(?:lien hiep|viet nam|(?:tncs|cong san) (?:ho chi minh|hcm)|so)\b")
# Where the unit is; one portal has few places, and who writes home leaves it out.
_PLACE = re.compile(r"\b(?:phuong|xa|dac khu)\b.*")


def find_unit(name: str, units: Mapping[str, Unit]) -> Unit | None:
    """The unit that goes by this name, or has it as its id."""
    key = key_of(name)
    return units.get(name) or next((one for one in units.values() if key_of(one.name) == key), None)


def guess_kind(name: str) -> UnitKind:
    """What kind of unit bears this name; an office where no word tells."""
    key = key_of(name)
    return next((kind for words, kind in _KINDS if re.search(rf"(?:\b|^)(?:{words})\b", key)), UnitKind.OFFICE)


def is_body(name: str) -> bool:
    """Whether a text is surely the name of a unit: a word in it says what kind it is."""
    return guess_kind(name) is not UnitKind.OFFICE or _OFFICE.match(key_of(name)) is not None


def check_sender(
    name: str, *, is_chosen: bool, units: Mapping[str, Unit], campaign: Campaign, file: str
) -> Iterator[Problem]:
    """Whether the registrations of a unit by this name may be filed; `is_chosen`: the caller gave it himself."""
    at = Location(file)
    known = find_unit(name, units)
    if known is not None:
        if known.sample and not campaign.sample:
            wrong = f"đơn vị “{known.name}” trong cổng ({known.file}) là dữ liệu mẫu, còn kế hoạch này là thật."
            fix = f"là đơn vị thật thì xóa dòng sample: true trong {known.file}; không thì thêm --unit với đơn vị thật."
            yield Problem(at, "refers-to-sample", wrong, fix)
    elif is_chosen and _ID.fullmatch(name):
        near = nearest(name, units)
        fix = f"--unit {near}" if near else "xem mã trong data/units/"
        yield Problem(
            at, "unknown-unit", f"chưa có đơn vị “{name}”.", f'{fix}; đơn vị mới thì ghi cả tên: --unit "Hội Nông dân".'
        )
    elif not is_chosen and (twin := _find_twin(name, units)) is not None:
        wrong = f"“{name}” gần giống đơn vị “{twin.name}” đã có trong cổng."
        fix = f'cùng một đơn vị thì thêm --unit {twin.id}; là đơn vị khác thì thêm --unit "{name}".'
        yield Problem(at, "unit-alike", wrong, fix)


def _find_twin(name: str, units: Mapping[str, Unit]) -> Unit | None:
    """A unit whose name is the same but for what is shortened or left out, or for one slip of the hand."""
    base, place = _take_apart(name)
    known = {_take_apart(one.name): one for one in units.values()}
    here = {other: one for (other, where), one in known.items() if not where or not place or where == place}
    return here.get(base) or here.get(nearest(base, here) or "")


def _take_apart(name: str) -> tuple[str, str]:
    """A name without what may be left out, and its place without the word for it: ("cong an", "do son")."""
    words = " ".join(_SHORT.get(word, word) for word in key_of(name).split())
    place = _PLACE.search(words)
    base = " ".join(_LEFT_OUT.sub("", _PLACE.sub("", words)).split())
    return base, " ".join(place[0].split()[1:]) if place else ""
