"""Where the five parts of the outline begin in a text: by the words of their headings, near ones, or their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from generator.importing.markers import roman_value
from generator.importing.office.blocks import Block, Paragraph, Table
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
_RUN_IN = re.compile(
    r"(?:[IVX\d]{1,4}\s*[.)/–-]+\s*)?<strong>((?:[^\ue000\ue001<]|</?em>){3,140})</strong>"
    r"(?:(?<=[:.]</strong>)|(?<=[:.]</em></strong>)|(?<=[:.] </strong>)|[ :.–-])[ :.–-]*(?=[^ :.–-])(.+)",
    re.DOTALL,
)
# A heading's number and its words may be two runs.
_SEAM = re.compile(r"</strong>([ \t]*)<strong>")
# How alike a line must be to a name: one that looks like a heading, and one that looks like any other.
_ALIKE, _SAME = 0.78, 0.97
# A name of so few letters must be written with one slip at most.
_SHORT, _SLIP = 14, 0.9
_LONGEST, _MOST_WORDS = 120, 18
# A line of so many words is no verse.
_PROSE = 10
# How alike a line must be to a name to be taken for it wherever it stands, and in how many rows of a table.
_SURE, _ROWS = 0.9, 3
_PIECES = re.compile(r"((?<!\\)</?(?:strong|em|sup|sub)>|\n)")
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
        line for index, block in enumerate(blocks) if isinstance(block, Paragraph) if (line := _read(index, block))
    ]
    dresses = {one.dress for one in lines if one.named and one.is_dressed}
    if not dresses:
        dresses = {one.dress for one in lines if one.is_dressed}
    weights = [_weigh(one, numbered=one.dress in dresses) for one in lines]
    chosen = _choose(weights) or list(_count_off(lines))
    return tuple(Start(lines[at].index, part, lines[at].title) for at, part in chosen)


def split_run_in(block: Block) -> tuple[Block, ...]:
    """A paragraph that begins with the bold name of a part ("**Cách làm:** Bà Lan …") as heading and text."""
    if not isinstance(block, Paragraph) or block.look.bold:
        return (block,)
    match = _RUN_IN.match(_SEAM.sub(r"\1", block.text))
    if match is None:
        return (block,)
    look = msgspec.structs.replace(block.look, bold=True)
    text = match.string[: match.end(1)] + "</strong>"
    head = Paragraph(text, _plain(text), look, block.label, block.depth)
    line = _read(0, head)
    if line is None or max(line.named.values(), default=0) < _SURE:
        return (block,)
    rest = msgspec.structs.replace(block, text=match[2], plain=_plain(match[2]), label="", depth=0)
    return (head, rest)


def open_table(block: Block) -> tuple[Block, ...]:
    """A table of which at least three rows name a part, as on the outline's own sheet, as headings and text."""
    if not isinstance(block, Table):
        return (block,)
    rows = [[one for cell in row for one in cell] for row in block.rows]
    named = [{part for one in row if (part := _part_named(one))} for row in rows]
    if sum(bool(one) for one in named) < _ROWS or len(set().union(*named)) < _ROWS:
        return (block,)
    # The number in a column of its own is written anew with the heading.
    kept = [one for row, parts in zip(rows, named, strict=True) for one in row if not (parts and _is_number(one))]
    return tuple(_dress(one) if _part_named(one) else one for one in kept)


def _is_number(paragraph: Paragraph) -> bool:
    return re.fullmatch(r"(?:\d{1,2}|[IVX]{1,4})[.)]?", paragraph.plain) is not None


def _dress(paragraph: Paragraph) -> Paragraph:
    return msgspec.structs.replace(paragraph, look=msgspec.structs.replace(paragraph.look, bold=True))


def _part_named(paragraph: Paragraph) -> int:
    """The part that a paragraph names for certain, or 0."""
    line = _read(0, _dress(paragraph))
    sure = [part for part, likeness in line.named.items() if likeness >= _SURE] if line else []
    return sure[0] if sure else 0


def split_lines(block: Block) -> tuple[Block, ...]:
    """A paragraph of prose whose lines end with soft breaks as paragraphs; verses and addresses stay as they are."""
    if not isinstance(block, Paragraph) or "\n" not in block.text or block.notes or block.links or block.label:
        return (block,)
    lines = _cut(block.text)
    if not any(len(_plain(one).split()) >= _PROSE for one in lines):
        return (block,)
    return tuple(_as_paragraph(one, block) for one in lines if _plain(one))


def _cut(text: str) -> list[str]:
    """The lines of a marked text, each with marks of its own."""
    lines, opened = [""], list[str]()
    for piece in _PIECES.split(text):
        if piece == "\n":
            lines[-1] += "".join(f"</{name}>" for name in reversed(opened))
            lines.append("".join(f"<{name}>" for name in opened))
            continue
        if _PIECES.fullmatch(piece):
            opened = opened[:-1] if piece.startswith("</") else [*opened, piece.strip("<>")]
        lines[-1] += piece
    return lines


def _as_paragraph(line: str, whole: Paragraph) -> Paragraph:
    bold = not _plain(re.sub(r"<strong>.*?</strong>", "", line))
    return Paragraph(line, _plain(line), msgspec.structs.replace(whole.look, bold=bold))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)</?\w+>|[\ue000\ue001]", "", text)).split())


def _read(index: int, paragraph: Paragraph) -> _Line | None:
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
        matcher.set_seq2(name)
        # One syllable more or less makes another name of a short one: "ngồi cạnh" is not "bối cảnh".
        wanted = _ALIKE if len(name) > _SHORT else _SLIP
        if matcher.real_quick_ratio() >= wanted and matcher.quick_ratio() >= wanted:
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
    """Headings of Word that are called otherwise, where there are exactly five of one level."""
    for level in range(1, 5):
        found = [at for at, line in enumerate(lines) if line.dress[1] == level]
        if len(found) == PARTS:
            yield from ((at, part) for part, at in enumerate(found, start=1))
            return
