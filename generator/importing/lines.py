"""A text as source lines and grids, and lines joined again into the passages they were printed from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.importing.document import Passage, Source, SourceLine
from generator.importing.inline import PAGE_NUMBER_CLOSE, PAGE_NUMBER_OPEN, plain_text
from generator.importing.markers import DOCUMENT_KINDS, NUMBERED, Kind, Marker, read_marker
from generator.importing.tables import read_grid

_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})$")
_PAGE_NUMBER = re.compile(r"\d{1,3}$")
_OPEN_MARKS = "*\\“\"‘'([ "
# Words after which a line cannot end: what follows belongs to them.
_LEADS_ON = frozenset((
    "của", "và", "về", "các", "những", "với", "cho", "trong", "tại", "theo", "từ", "đến", "là", "do", "để",
    "năm", "tháng", "ngày", "số", "mục", "phần",
))  # fmt: skip
# What no file of a portal may hold.
_INVISIBLE = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
_CONTROLS = {code: " " for code in _INVISIBLE if chr(code) not in "\n\t"}


def read_lines(text: str) -> tuple[Source, ...]:
    """The lines of a text that hold something, and its tables. Lines count from 1."""
    found: list[Source] = []
    rows = text.translate(_CONTROLS).split("\n")
    number = 0
    while number < len(rows):
        if grid := read_grid(rows, number):
            found.append(grid)
            number = grid.numbers[-1]
            continue
        row = rows[number]
        number += 1
        if stripped := row.strip():
            gap = number == 1 or not rows[number - 2].strip()
            broken = row.endswith("  ") or (stripped.endswith("\\") and len(stripped) > 1)
            column = len(row) - len(row.lstrip()) + 1
            found.append(SourceLine(stripped, number, column, gap, broken))
    return tuple(found)


def is_rule(text: str) -> bool:
    return bool(_RULE.match(text))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document was typed: `wrapped` when its lines end where the page did, at about `width` characters."""

    wrapped: bool
    width: int


def measure_layout(lines: Sequence[SourceLine]) -> Layout:
    """Wrapped: hardly a line is longer than a page is wide, and half of the full ones stop within a sentence.

    Where the reader saw which lines go on, nothing is left to tell from their lengths.
    """
    texts = [line.text for line in lines]
    lengths = sorted(len(text) for text in texts)
    if len(lengths) < 5 or any(line.goes_on for line in lines):
        return Layout(wrapped=False, width=80)
    too_long = sum(length > 120 for length in lengths)
    full = [text for text in texts if len(text) >= 50]
    broken_off = sum(not _is_finished(text) for text in full)
    wrapped = too_long * 50 <= len(texts) and len(full) >= 4 and broken_off * 2 >= len(full)
    return Layout(wrapped, lengths[int(len(lengths) * 0.9)])


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading or list item as printed: `hashes` when marked as a heading in the source."""

    passage: Passage
    marker: Marker
    hashes: bool = False


def join_lines(lines: Sequence[SourceLine], layout: Layout) -> tuple[Piece, ...]:
    """Paragraphs from lines: what was broken over a line, a blank line or a page is one again."""
    joined: list[_Draft] = []
    page: SourceLine | None = None
    for index, line in enumerate(lines):
        if _is_page_number(lines, index):
            page = line
            continue
        joint = _joint(joined[-1], line, layout) if joined else None
        if page is not None:
            _put_page_number(joined, page, inside=joint is not None)
            page = None
        if joint is None:
            joined.append(_Draft([line], []))
        else:
            joined[-1].add(line, joint)
    if page is not None:
        joined.append(_Draft([page], []))
    return tuple(draft.piece() for draft in joined)


class _Draft:
    """Lines on their way to one piece, with the joint ("\\n" or a blank) before each but the first."""

    def __init__(self, lines: list[SourceLine], joints: list[str]) -> None:
        self.lines = lines
        self.joints = joints

    def add(self, line: SourceLine, joint: str) -> None:
        self.lines.append(line)
        self.joints.append(joint)

    @property
    def last(self) -> SourceLine:
        """The last line, with those that it goes on from."""
        start = len(self.lines) - 1
        while start and self.lines[start].goes_on:
            start -= 1
        text = " ".join(line.text for line in self.lines[start:])
        return replace(self.lines[-1], text=text)

    @property
    def hashes(self) -> bool:
        return self.lines[0].text.startswith("#")

    @property
    def is_numbered(self) -> bool:
        return read_marker(self.lines[0].text).kind in NUMBERED

    def piece(self) -> Piece:
        passage = join_passage(self.lines, self.joints)
        if self.hashes:
            passage = _strip_hashes(passage)
        return Piece(passage, read_marker(passage.text), self.hashes)


def join_passage(lines: Sequence[SourceLine], joints: Sequence[str]) -> Passage:
    """One passage of several lines, each line but the first behind its joint."""
    text = ""
    places: list[tuple[int, int, int]] = []
    for line, joint in zip(lines, ["", *joints], strict=True):
        text += joint
        places.append((len(text), line.number, line.column))
        text += line.text.removesuffix("\\").rstrip() if line.broken else line.text
    return Passage(text, tuple(places))


def _strip_hashes(passage: Passage) -> Passage:
    match = re.match(r"#+\s*", passage.text)
    return passage.cut(match.end()) if match else passage


def _is_page_number(lines: Sequence[SourceLine], index: int) -> bool:
    """A number alone between blank lines, within the text."""
    line = lines[index]
    if not _PAGE_NUMBER.match(line.text) or not line.gap or index == 0:
        return False
    return index + 1 == len(lines) or lines[index + 1].gap


def _put_page_number(joined: list[_Draft], page: SourceLine, *, inside: bool) -> None:
    """Within a sentence the number keeps its place in the line; between paragraphs it stands alone."""
    marked = f"{PAGE_NUMBER_OPEN}{page.text}{PAGE_NUMBER_CLOSE}"
    line = SourceLine(marked, page.number, page.column, page.gap)
    if inside:
        joined[-1].add(line, " ")
    else:
        joined.append(_Draft([line], []))


def _joint(draft: _Draft, line: SourceLine, layout: Layout) -> str | None:
    """What joins a line to the one before: a blank, a line end that is kept, or None for a new piece."""
    if line.goes_on:
        return " "
    last = draft.last
    if is_rule(last.text) or is_rule(line.text) or line.text.startswith("#"):
        return None
    if plain_text(line.text) in DOCUMENT_KINDS:
        # However close it stands below the letterhead.
        return None
    marker = read_marker(line.text)
    if marker.kind is not Kind.NONE:
        return " " if _is_false_marker(marker, last, line, layout) else None
    if draft.is_numbered or draft.hashes:
        return _joint_of_section(last, line, layout)
    if _is_capitals(last.text) and len(last.text) < 60:
        return _joint_of_title(last, line)
    if layout.wrapped:
        return " " if _is_wrapped(last, line, layout) else None
    if line.gap:
        return " " if len(last.text) >= 40 and _runs_on(last, line) else None
    return " " if _runs_on(last, line) and len(last.text) >= 60 and not last.broken else "\n"


def _joint_of_section(last: SourceLine, line: SourceLine, layout: Layout) -> str | None:
    """Behind a number: a heading may take a second line, a text beneath it is a new piece."""
    if layout.wrapped and _is_wrapped(last, line, layout):
        return " "
    if not line.gap and _is_capitals(last.text) and _is_capitals(line.text):
        return " "
    return " " if len(last.text) >= 40 and _runs_on(last, line) else None


def _joint_of_title(last: SourceLine, line: SourceLine) -> str | None:
    """Under a line of capitals: a title or signature goes on in the next line, hardly over a blank one."""
    if not line.gap:
        return "\n"
    return "\n" if _begins_small(line.text) else None


def _is_finished(text: str) -> bool:
    """Whether a sentence or list item ends here."""
    return text.rstrip("*”\"’' ").endswith((".", ":", ";", "!", "?", "…"))


def _begins_small(text: str) -> bool:
    words = text.lstrip(_OPEN_MARKS)
    return bool(words) and words[0].islower()


def _runs_on(last: SourceLine, line: SourceLine) -> bool:
    """Whether a sentence broken off in one line goes on in the next, whatever stands between."""
    if _is_finished(last.text):
        return False
    if _begins_small(line.text) or (last.text.endswith(",") and len(last.text) >= 60):
        return True
    words = plain_text(last.text).split()
    return len(words) > 5 and words[-1].lower() in _LEADS_ON


def _fills_page(last: SourceLine, line: SourceLine, share: float, layout: Layout) -> bool:
    """Whether the next line's first word would not have fitted any more."""
    return len(last.text) + 1 + len(line.text.split()[0]) >= share * layout.width


def _is_wrapped(last: SourceLine, line: SourceLine, layout: Layout) -> bool:
    if _begins_small(line.text):
        return not (_is_finished(last.text) and line.gap) or last.text.endswith(";")
    if not _is_finished(last.text):
        # First lines of paragraphs are indented, so they are shorter than the page is wide.
        return _fills_page(last, line, 0.75, layout) or _runs_on(last, line)
    return not line.gap and last.text.endswith(".") and _fills_page(last, line, 1.0, layout)


def _is_false_marker(marker: Marker, last: SourceLine, line: SourceLine, layout: Layout) -> bool:
    """A dash or number that only happens to begin a line: “… dân tộc / - tôn giáo”, “tháng / 5. Trong …”."""
    if _is_finished(last.text) or last.text.endswith(",") or not _fills_page(last, line, 0.75, layout):
        return False
    if marker.kind is Kind.BULLET:
        return layout.wrapped and not line.gap and _begins_small(line.text[marker.length :])
    if marker.kind is Kind.NUMBER and len(marker.numbers) == 1:
        return plain_text(last.text).split()[-1].lower() in ("ngày", "tháng", "năm", "số", "khoản", "điều", "mục")
    return False


def group_lines(lines: Iterable[SourceLine]) -> Iterator[list[SourceLine]]:
    """Lines that stand together without a blank line between them; a rule is a group of its own."""
    group: list[SourceLine] = []
    for line in lines:
        if group and (line.gap or is_rule(line.text) or is_rule(group[-1].text)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_capitals(text: str) -> bool:
    plain = plain_text(text)
    return plain.isupper() and len(plain) >= 4
