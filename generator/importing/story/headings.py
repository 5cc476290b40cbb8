"""Where the five parts of the outline begin in a text: by the words of their headings, near ones, or their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from generator.importing.markers import roman_value
from generator.importing.office.blocks import Block, Paragraph
from generator.vietnamese import fold

PARTS = 5
# The printed headings first (Việt Hưng 2026, đề cương, dòng 197–223), then how writers call the same.
_NAMES: Mapping[int, tuple[str, ...]] = {
    1: ("thông tin khái quát về cá nhân điển hình", "thông tin khái quát", "nhân vật", "giới thiệu nhân vật",
        "khái quát về nhân vật", "thông tin chung", "giới thiệu chung", "chân dung nhân vật", "sơ lược về nhân vật"),
    2: ("bối cảnh thực tiễn và vấn đề đặt ra", "bối cảnh", "bối cảnh và vấn đề", "việc khó", "vấn đề đặt ra",
        "thực trạng", "hoàn cảnh", "khó khăn đặt ra", "bối cảnh thực tiễn", "thuận lợi, khó khăn"),
    3: ("cách làm dân vận khéo của cá nhân", "cách làm", "cách làm hay", "cách làm dân vận khéo", "giải pháp",
        "quá trình thực hiện", "cách vận động", "cách thức thực hiện", "biện pháp thực hiện"),
    4: ("kết quả cụ thể và sản phẩm của mô hình", "kết quả", "kết quả đạt được", "kết quả cụ thể", "hiệu quả",
        "hiệu quả mang lại", "kết quả và sản phẩm", "kết quả và sức lan tỏa"),
    5: ("phẩm chất và kinh nghiệm rút ra từ cá nhân điển hình", "kinh nghiệm", "bài học kinh nghiệm",
        "phẩm chất và kinh nghiệm", "kinh nghiệm rút ra", "bài học rút ra", "phẩm chất"),
}  # fmt: skip
_KEYS = {
    part: tuple(" ".join(re.findall(r"[a-z0-9]+", fold(name))) for name in names) for part, names in _NAMES.items()
}
# "2.", "II-", "b)", "Phần 2:", "Phần thứ hai:".
_MARKER = re.compile(
    r"\(?(?:(?:phần|mục)\s+(?:thứ\s+)?(?P<word>nhất|một|hai|ba|tư|bốn|năm)\b"
    r"|(?:(?:phần|mục)\s+(?:thứ\s+)?)?(?P<number>[IVX]{1,4}|\d{1,2}|[a-eA-E]))(?:\s*[.):/]|\s+[-–]|[-–](?=\s))+\s*",
    re.IGNORECASE,
)
_WORDS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
# How alike a line must be to a name: one that looks like a heading, and one that looks like any other.
_ALIKE, _SAME = 0.78, 0.97
# A name of so few letters must be written with one slip at most.
_SHORT, _SLIP = 14, 0.9
_LONGEST, _MOST_WORDS = 120, 18
# How alike a line must be to a name to be taken for it wherever it stands.
_SURE = 0.9
# A right number or a heading's look decides between lines that are named alike; a number alone is worth less.
_FOR_NUMBER, _FOR_LOOK, _NUMBER_ALONE = 0.3, 0.2, 0.5


class Start(msgspec.Struct, frozen=True):
    """The paragraph at `index` begins part `number`; `title` is its heading without the number."""

    index: int
    number: int
    title: str


class _Line(msgspec.Struct, frozen=True):
    """A line that may be a heading; `dress` is how it looks: kind of number, level, bold."""

    index: int
    title: str
    number: int
    dress: tuple[str, int, bool]
    named: Mapping[int, float]

    @property
    def is_dressed(self) -> bool:
        return any(self.dress)


def find_starts(blocks: Sequence[Block]) -> tuple[Start, ...]:
    """The parts that were found, in the order of the outline; each at most once."""
    lines = [
        line for index, block in enumerate(blocks) if isinstance(block, Paragraph) if (line := read_line(index, block))
    ]
    dresses = {one.dress for one in lines if one.named and one.is_dressed}
    if not dresses:
        dresses = {one.dress for one in lines if one.is_dressed}
    weights = [_weigh(one, numbered=one.dress in dresses) for one in lines]
    chosen, counted = _choose(weights), list(_count_off(lines))
    # Where some of five headings are named as in the outline and stand in their places, the others are parts, too.
    chosen = counted if set(chosen) <= set(counted) else chosen
    return tuple(Start(lines[at].index, part, lines[at].title) for at, part in chosen)


def set_bold(paragraph: Paragraph) -> Paragraph:
    """The same paragraph in bold, as one that may be a heading by its look."""
    return msgspec.structs.replace(paragraph, look=msgspec.structs.replace(paragraph.look, bold=True))


def part_named(paragraph: Paragraph) -> int:
    """The part that a paragraph names for certain, or 0."""
    line = read_line(0, set_bold(paragraph))
    sure = [part for part, likeness in line.named.items() if likeness >= _SURE] if line else []
    return sure[0] if sure else 0


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a line is a heading of Word, has a number before it, or only names a part."""
    if paragraph.look.level or _MARKER.match(paragraph.plain):
        return True
    return not paragraph.plain.endswith((".", "!", "?", "…")) and part_named(paragraph) > 0


def heads_part(paragraph: Paragraph) -> bool:
    """Whether a line's words alone make it a heading: a number before them, or exactly the name of a part."""
    if _MARKER.match(paragraph.plain):
        return True
    line = read_line(0, set_bold(paragraph))
    return line is not None and max(line.named.values(), default=0) == 1


def read_line(index: int, paragraph: Paragraph) -> _Line | None:
    """What a paragraph would be as a heading; None for one that is too long."""
    text = f"{paragraph.label} {paragraph.plain}" if paragraph.label != "•" else paragraph.plain
    text = text.strip()
    match = _MARKER.match(text)
    title = text[match.end() :] if match else text
    title = title.strip(" :.–-")
    if not title or len(title) > _LONGEST or len(title.split()) > _MOST_WORDS:
        return None
    number, kind = _value(match) if match else (0, "")
    dress = (kind, paragraph.look.level, paragraph.look.bold)
    wanted = _ALIKE if any(dress) else _SAME
    named = {part: one for part in _KEYS if (one := _likeness(title, part)) >= wanted}
    return _Line(index, title, number, dress, named)


def _value(match: re.Match[str]) -> tuple[int, str]:
    """What a heading's number counts, and of which kind it is."""
    if match["word"]:
        return _WORDS[match["word"].lower()], "w"
    marker = match["number"]
    if marker.isdigit():
        return int(marker), "1"
    if re.fullmatch(r"[IVX]+", marker):
        return roman_value(marker) or 0, "I"
    if re.fullmatch(r"[ivx]+", marker):
        return roman_value(marker.upper()) or 0, "i"
    return ord(marker.lower()) - ord("a") + 1, "a"


def _likeness(title: str, part: int) -> float:
    """How much a heading is one of a part's names, from 0 to 1."""
    key = " ".join(re.findall(r"[a-z0-9]+", fold(title)))
    best = 0.0
    matcher = SequenceMatcher(None, key)
    for name in _KEYS[part]:
        if key == name:
            return 1.0
        if key.startswith(f"{name} "):
            best = max(best, 0.9 + len(name) / 1000)
        elif f" {name} " in f" {key} ":
            best = max(best, 0.8)
        # One syllable more or less makes another name of a short one: "ngồi cạnh" is not "bối cảnh".
        wanted = _ALIKE if len(name) > _SHORT else _SLIP
        if 2 * min(len(key), len(name)) < wanted * (len(key) + len(name)):
            # Too long or too short; the matcher would look at every letter first.
            continue
        matcher.set_seq2(name)
        if matcher.quick_ratio() >= wanted:
            ratio = matcher.ratio()
            best = max(best, ratio if ratio >= wanted else 0)
    return best


def _weigh(line: _Line, *, numbered: bool) -> dict[int, float]:
    """How well a line begins each part that it may begin."""
    alone = {line.number: _NUMBER_ALONE} if numbered and 1 <= line.number <= PARTS else {}
    return alone | {
        part: likeness + _FOR_LOOK * line.is_dressed + _FOR_NUMBER * (line.number == part)
        for part, likeness in line.named.items()
    }


def _choose(weights: Sequence[Mapping[int, float]]) -> list[tuple[int, int]]:
    """The lines and their parts, both rising, that weigh most together. Shape: [(line, part)]."""
    # Shape: {last part: (weight, chosen so far)}; of equals the earlier line stays.
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
    for at, line in enumerate(weights):
        for part in sorted(line, reverse=True):
            weight, before = max((best[one] for one in best if one < part), key=lambda found: found[0])
            if weight + line[part] > best.get(part, (0.0, []))[0]:
                best[part] = (weight + line[part], [*before, (at, part)])
    return max(best.values(), key=lambda found: found[0])[1]


def _count_off(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Headings of Word that are called otherwise, where there are exactly five of one level, not counting the title."""
    for level in range(1, 5):
        found = [at for at, line in enumerate(lines) if line.dress[1] == level]
        if len(found) == PARTS + 1 and found[0] == 0:
            found = found[1:]
        if len(found) == PARTS:
            yield from ((at, part) for part, at in enumerate(found, start=1))
            return
