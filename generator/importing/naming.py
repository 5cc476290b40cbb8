"""What a document is called and which campaign it belongs to, guessed from its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.importing.document import Paragraph, Plan, Role
from generator.importing.inline import plain_text
from generator.importing.markers import split_kind
from generator.importing.references import read_statements
from generator.records.campaign import Campaign
from generator.vietnamese import make_id, modern_tone

_PLACE = re.compile(r"\b([Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu)((?: [^\W\d_]+){1,4})")
# First words of bodies and sentences that may follow "phường" without being its name.
_NOT_NAMES = frozenset((
    "Ban", "Đảng", "Ủy", "Hội", "Mặt", "Các", "Nhân", "Trong", "Công", "Chủ", "Đoàn", "Văn", "Trung",
))  # fmt: skip
_SPAN = re.compile(r"giai đoạn (20\d\d)\s*[-–]\s*(20\d\d)")
_YEAR = re.compile(r"năm (20\d\d)")
_ABOUT = re.compile(r"(?:Về|V/v)\b")
# What stands below or beside a letter's subject.
_NO_SUBJECT = re.compile(r"ĐẢNG CỘNG|CỘNG H(?:ÒA|OÀ)|Độc lập|Kính gửi|Số\b|[-–+•*_]|(?:[^,]*,\s*)?ngày\b.*\btháng\b")
# Bodies whose names have one capital letter, and keep it within a sentence.
_BODIES = re.compile(r"(?:Đảng|Mặt trận|Ủy ban|Uỷ ban|Hội đồng|Nhân dân|Công an)\b")
_MIN_SHARE = 0.8
_TITLE_LENGTH = 140


def guess_campaign(plan: Plan, stem: str, campaigns: Iterable[Campaign]) -> str:
    """The campaign whose place and printed deadlines the text has; else an id from place and years, or the file's."""
    text = _normal(" ".join(statement.words for statement in read_statements(plan)))
    if matched := _match_deadlines(text, campaigns):
        return matched
    _, name = find_locality(plan)
    years = find_years(plan)
    if name and years:
        return make_id(f"{name} {years}")
    return make_id(stem) or "ke-hoach"


def _match_deadlines(text: str, campaigns: Iterable[Campaign]) -> str | None:
    """The campaign with the largest share, at least 80 %, of its deadlines in the text; more deadlines win a tie.

    Its place has to be named too, where its record knows a name: many plans of one year share their days.
    """
    scores = []
    for campaign in (one for one in campaigns if _leading_capitals(one.locality.split()[1:]).lower() in text):
        wanted = {_normal(deadline.printed) for deadline in campaign.deadlines}
        share = sum(printed in text for printed in wanted) / len(wanted) if wanted else 0
        if share >= _MIN_SHARE:
            scores.append((share, len(wanted), campaign.id))
    return max(scores)[2] if scores else None


def _normal(text: str) -> str:
    return " ".join(plain_text(text).lower().split())


def find_locality(plan: Plan) -> tuple[str, str]:
    """Kind and name of the place the document names most ("phường", "Đồ Sơn"); two "" when there is none."""
    counts: Counter[tuple[str, str]] = Counter()
    for statement in read_statements(plan):
        for match in _PLACE.finditer(modern_tone(statement.words)):
            if name := _leading_capitals(match[2].split()):
                counts[match[1].lower(), name] += 1
    return counts.most_common(1)[0][0] if counts else ("", "")


def _leading_capitals(words: Sequence[str]) -> str:
    """The words up to the first that is not written as a name."""
    name: list[str] = []
    for word in words:
        if not word[0].isupper() or (word.isupper() and len(word) > 1) or word in _NOT_NAMES:
            break
        name.append(word)
    return " ".join(name) if len(name) > 1 else ""


def find_years(plan: Plan) -> str:
    """The year "2026", or "2026-2030" for a period named in the title."""
    title = " ".join([*plan.title_lines, *_letterhead_lines(plan)])
    if span := _SPAN.search(title):
        return f"{span[1]}-{span[2]}"
    if year := _YEAR.search(plain_text(title)):
        return year[1]
    counts = Counter(year for statement in read_statements(plan) for year in _YEAR.findall(statement.words))
    return counts.most_common(1)[0][0] if counts else ""


def _letterhead_lines(plan: Plan) -> list[str]:
    heads = (block for block in plan.blocks if isinstance(block, Paragraph) and block.role is Role.LETTERHEAD)
    return [line for head in heads for line in head.passage.text.split("\n")]


def name_plan(plan: Plan, stem: str) -> str:
    """The page's title: kind and subject of the document, and its place when the subject does not name it."""
    title = _printed_title(plan).rstrip(" ,;.") or stem
    kind, name = find_locality(plan)
    if name and name.lower() not in modern_tone(title).lower():
        title = f"{title} {name}" if title.lower().endswith(f" {kind}") else f"{title}, {kind} {name}"
    return title if len(title) <= _TITLE_LENGTH else title[: _TITLE_LENGTH - 1].rstrip() + "…"


def _printed_title(plan: Plan) -> str:
    kind, subject = read_title(plan)
    if kind:
        return f"{kind.capitalize()} {_within_sentence(subject)}".strip()
    subject = find_letter_subject(plan)
    return f"Công văn {_within_sentence(subject)}" if subject else ""


def read_title(plan: Plan) -> tuple[str, str]:
    """The kind of document, as the title prints it, and its subject; two "" where it has no title."""
    lines = [plain_text(line) for line in plan.title_lines if plain_text(line)]
    if not lines:
        return "", ""
    kind, begun = split_kind(lines[0])
    return (kind, " ".join(filter(None, [begun, *lines[1:]]))) if kind else (lines[0], " ".join(lines[1:]))


def find_letter_subject(plan: Plan) -> str:
    """What a letter without a title says that it is about: its “Về …” or “V/v …” and the lines that go on; else ""."""
    subject: list[str] = []
    for block in plan.blocks:
        is_head = isinstance(block, Paragraph) and block.role is Role.LETTERHEAD
        lines = block.passage.text.split("\n") if is_head and isinstance(block, Paragraph) else [""]
        for line in map(plain_text, lines):
            if subject and (not line or _NO_SUBJECT.match(line)):
                return " ".join(subject).rstrip(" ,;.")
            if subject or _ABOUT.match(line):
                subject.append(line)
    return " ".join(subject).rstrip(" ,;.")


def _within_sentence(subject: str) -> str:
    """A subject as it follows the kind of document: its first letter small where it begins with an everyday word."""
    first, _, rest = subject.partition(" ")
    is_name = (first.isupper() and len(first) > 1) or rest[:1].isupper()
    if is_name or _BODIES.match(subject):
        return subject
    return subject[:1].lower() + subject[1:]


def describe_plan(plan: Plan) -> str:
    """One sentence for search results."""
    kind, name = find_locality(plan)
    what = read_title(plan)[0].lower() or "văn bản"
    whose = f" của {kind} {name}" if name else ""
    return f"Toàn văn {what}{whose} về phong trào thi đua “Dân vận khéo”, dẫn được tới từng mục."
