"""What a document says of itself: whose it is, its kind, number, day, subject, the years it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.importing.body_names import write_name
from generator.importing.document import Heading, Paragraph, Passage, Plan, Role
from generator.importing.draft.tree import clean
from generator.importing.facts import is_day
from generator.importing.inline import plain_text
from generator.importing.naming import find_letter_subject, find_locality, find_years, name_plan, read_title
from generator.importing.places import Places
from generator.records.base import Choice
from generator.records.campaign import IssuerKind
from generator.starter_file import Noted
from generator.vietnamese import modern_tone

_NUMBER = re.compile(r"\bSố\s*:?\s*(?P<number>[^\n]{0,40}?-?\s*[A-ZĐ]{2,}[A-ZĐ/-]*)")
_DATE = re.compile(r"ngày(?P<day>[\s.…_]*\d{0,2}[\s.…_]*)tháng(?P<month>[\s.…_]*\d{0,2}[\s.…_]*)năm\s+(?P<year>\d{4})")
_CITY = re.compile(r"\b(?P<kind>[Tt]hành phố|[Tt]ỉnh|Thành ủy|Tỉnh ủy) (?P<name>[^\W\d_]+(?: [^\W\d_]+)?)")
_BODY = r"(?:Ban Thường vụ|Ban Xây dựng|Ban Chấp hành|Ủy ban|Thường trực|Đảng ủy|Huyện ủy|Quận ủy)"
_ISSUES = re.compile(
    rf"(?P<issuer>{_BODY}[^,;.:“]{{0,120}}?)\s+(?:xây dựng|ban hành|đề nghị|lập)\s+(?:[Kk]ế hoạch|các|[Hh]ướng dẫn)"
)
# Bodies for which documents are signed, by their names in capitals.
_BODIES = {
    "BAN THƯỜNG VỤ": "Ban Thường vụ Đảng ủy",
    "BAN CHẤP HÀNH": "Ban Chấp hành Đảng bộ",
    "ỦY BAN NHÂN DÂN": "Ủy ban nhân dân",
    "ĐẢNG ỦY": "Đảng ủy",
}
_ON_BEHALF = re.compile(rf"(?:T/M|TM\.)\s+(?P<body>{'|'.join(_BODIES)})\b")
_PARENT = re.compile(
    r"(?P<kind>Kế hoạch|Hướng dẫn|Công văn|Chỉ thị|Nghị quyết|Quyết định|Chương trình) số (?P<number>[^\s,]+),?"
    r" ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
    r"(?: của (?P<issuer>[^,;.“”]{1,160}?))?(?= về |[,;.])"
)


def draft_head(plan: Plan, places: Places, *, stem: str, today: date) -> dict[str, Any]:
    """The fields of a campaign that the head, the preamble and the signature of the document tell."""
    kind, name = find_locality(plan)
    years = find_years(plan)
    place = f"{kind} {name}".strip()
    first = next((b.passage.line for b in _opening(plan) if b.role in (Role.TITLE, Role.LETTERHEAD)), 1)
    draft: dict[str, Any] = {"title": Noted(name_plan(plan, stem), places.say_line(first))}
    if name and years:
        draft["short_title"] = f"{kind.capitalize()} {name} {years.replace('-', '–')}"
    if name:
        draft["locality"] = place
    draft |= _draft_city(plan, places)
    draft |= _draft_issuer(plan, places, place if name else "")
    draft["document"] = _draft_document(plan, places)
    draft["parents"] = list(_draft_parents(plan, places))
    draft["period"] = _draft_period(years, today)
    return draft


def _opening(plan: Plan) -> Iterator[Paragraph]:
    """What stands before the first section."""
    for block in plan.blocks:
        if isinstance(block, Heading):
            return
        if isinstance(block, Paragraph):
            yield block


def _preamble(plan: Plan) -> Iterator[tuple[str, Passage]]:
    """The words of the opening's text, its tone marks set the new way, one character for one."""
    for block in _opening(plan):
        if block.role is Role.TEXT:
            yield modern_tone(clean(block.passage.text)), block.passage


def _draft_city(plan: Plan, places: Places) -> dict[str, Any]:
    for words, passage in _preamble(plan):
        for match in _CITY.finditer(words):
            name = match["name"].split()
            if all(word[0].isupper() for word in name):
                kind = "tỉnh" if "ỉnh" in match["kind"] else "thành phố"
                return {"city": Noted(f"{kind} {match['name']}", places.say_line(passage.line))}
    return {}


def _draft_issuer(plan: Plan, places: Places, place: str) -> dict[str, Any]:
    """The body that the preamble lets act, else the one that the signature stands for; which side it is of."""
    found = [(match["issuer"], passage) for words, passage in _preamble(plan) for match in _ISSUES.finditer(words)]
    found = found or list(_find_signing(plan, place))
    if not found:
        return {"issuer_kind": Noted(IssuerKind.PARTY, "văn bản không nói rõ ai ban hành: chọn lại")}
    issuer, passage = found[-1]
    if place and issuer.split()[-1].lower() == place.split()[0]:
        issuer = f"{issuer.rsplit(maxsplit=1)[0]} {place}"
    kind: Choice = IssuerKind.STATE if issuer.lower().startswith("ủy ban nhân dân") else IssuerKind.PARTY
    return {"issuer": Noted(issuer, places.say_line(passage.line)), "issuer_kind": kind}


def _find_signing(plan: Plan, place: str) -> Iterator[tuple[str, Passage]]:
    """On behalf of whom a document is signed: “T/M BAN THƯỜNG VỤ”."""
    for block in plan.blocks:
        if isinstance(block, Paragraph) and block.role is Role.SIGNATURE:
            match = _ON_BEHALF.match(modern_tone(clean(block.passage.text)).upper())
            if match is not None:
                yield f"{_BODIES[match['body']]} {place}".strip(), block.passage


def _draft_document(plan: Plan, places: Places) -> dict[str, Any]:
    kind, subject = read_title(plan)
    heads = [block.passage for block in _opening(plan) if block.role is Role.LETTERHEAD]
    text = "\n".join(head.text for head in heads)
    draft: dict[str, Any] = {"source": "phần đầu và phần ký"}
    if kind:
        draft["kind"] = kind.capitalize()
    elif about := find_letter_subject(plan):
        draft["kind"] = "Công văn"
        subject = about
    draft |= _draft_number(text) | _draft_date(text)
    if subject:
        draft["subject"] = subject[:1].upper() + subject[1:]
    draft |= _draft_signer(plan)
    return draft


def _draft_number(text: str) -> dict[str, Any]:
    match = _NUMBER.search(text)
    if match is None:
        return {"number": None}
    number = match["number"].strip()
    if number[0].isdigit():
        return {"number": number}
    return {"number": None, "printed_number": " ".join(match.group().split())}


def _draft_date(text: str) -> dict[str, Any]:
    match = _DATE.search(text)
    if match is None:
        return {"date": None}
    day, month = match["day"].strip(" .…_"), match["month"].strip(" .…_")
    printed = " ".join(match.group().split())
    if day and month and is_day(int(match["year"]), int(month), int(day)):
        return {"date": date(int(match["year"]), int(month), int(day))}
    return {"date": None, "printed_date": printed}


def _draft_signer(plan: Plan) -> dict[str, Any]:
    """The office of who signed; the name, which is never in capitals alone, is left out."""
    signed = (b.passage.text for b in plan.blocks if isinstance(b, Paragraph) and b.role is Role.SIGNATURE)
    lines = [plain_text(line.replace("*", "")) for text in signed for line in text.split("\n")]
    offices = [line for line in lines if line.isupper() and not re.match(r"(?:T/M|TM\.|K/T|KT\.|T/L|TL\.)", line)]
    return {"signer": write_name(offices[0])} if offices and len(lines) > 1 else {}


def _draft_parents(plan: Plan, places: Places) -> Iterator[dict[str, Any]]:
    for words, passage in _preamble(plan):
        for match in _PARENT.finditer(words):
            day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
            draft = {
                "source": Noted(places.say_source("", passage.line), places.say_note(passage.line)),
                "text": match.group(),
                "number": match["number"],
            }
            draft |= {"date": date(year, month, day)} if is_day(year, month, day) else {}
            yield draft | ({"issuer": match["issuer"]} if match["issuer"] else {})


def _draft_period(years: str, today: date) -> Any:
    numbers = sorted(int(one) for one in years.split("-")) if years else [today.year]
    period = {"start": date(numbers[0], 1, 1), "end": date(numbers[-1], 12, 31)}
    told = f"theo {'giai đoạn' if len(numbers) > 1 else 'năm'} {years} trong văn bản"
    return Noted(period, told if years else "văn bản không nói năm nào: ghi lại")
