"""Who sends to whom, where the sentence around a date says so; None where it does not."""

from __future__ import annotations

import re

from generator.importing.draft.tree import Branch, clean, without_step
from generator.importing.facts import Fact
from generator.vietnamese import fold

_DOES = r"(?:gửi|đăng ký|nộp|báo cáo|chỉ đạo|tự đánh giá|rà soát|thực hiện|xây dựng|thường xuyên|hoàn thành|hằng năm)"
_SUBJECT = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\. )?(?:(?:Hằng|Mỗi) năm, |Đề nghị )?"
    r"(?P<who>(?:[Cc]ác|[Mm]ỗi(?! năm)|[Tt]ừng|Tập thể|Cá nhân|(?P<share>\d{1,3}%))(?!\w)[^.;:()]*?)"
    rf"\s+{_DOES}\b"
)
_STOP = r"(?=\s*(?:$|[.;()])|,?\s+(?:trước|chậm nhất|đến hết|hoàn thành|để|theo|công nhận|xét|xem xét|kết quả)\b)"
_RECIPIENT = re.compile(
    r"(?:về|báo cáo|đề nghị)\s+(?P<to>(?:Thường trực|Ban|Đoàn|Đảng|Hội|Phòng|Ủy|Uỷ|Văn phòng|Trung tâm)\b[^.;()]*?)"
    rf"(?:(?P<via>\s*\(qua [^()]*\))|{_STOP})"
)
_DUTIES = re.compile(r"to chuc thuc hien|phan cong|trach nhiem")


def find_subject(fact: Fact, branch: Branch | None) -> str | None:
    """Who is to act: the subject of the sentence or its paragraph, else the body whose duties the section lists."""
    for words in (fact.context, fact.opening):
        match = _SUBJECT.match(without_step(words))
        if match is not None:
            who = match["who"].removeprefix(match["share"] or "").strip(" ,")
            return who[:1].upper() + who[1:]
    if branch is not None and branch.titles and _DUTIES.match(fold(branch.titles[-1])):
        return branch.title.removeprefix("Đề nghị ").strip()
    return None


def find_recipient(fact: Fact) -> str | None:
    """Whom the sentence names behind “về”; else the only one that the rest of its paragraph names."""
    for words in (fact.context, fact.rest, fact.opening):
        found = [_name(match) for match in _RECIPIENT.finditer(clean(words))]
        if found and (words is fact.context or len(set(found)) == 1):
            return found[0]
    return None


def _name(match: re.Match[str]) -> str:
    return (match["to"] + (match["via"] or "")).strip(" ,")
