"""A manuscript sorted into title, lead, byline, five parts and photos; nothing of it is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import dropwhile

import msgspec

from generator.importing.office.blocks import Block, Look, Manuscript, Paragraph, list_paragraphs
from generator.importing.story.body import ORNAMENT, Content, Place
from generator.importing.story.captions import Shot, place_photos, split_credit
from generator.importing.story.headings import PARTS, find_starts, open_table, split_lines, split_run_in
from generator.vietnamese import fold

_BYLINE = re.compile(
    r"\(?((?:tin|bài viết|bài|ảnh)(?:\s*(?:,|và|-|&)\s*(?:bài|ảnh))*|tác giả|người viết|thực hiện)"
    r"\s*:\s*(.{2,100}?)\)?\.?",
    re.IGNORECASE,
)
# What stands in bold at an end, too.
_NO_NAME = re.compile(r"\b(?:hinh anh|nguoi viet|tac gia|xac nhan|thay mat|phu luc|noi nhan)\b")
# Who sends a story, above its title.
_SENDER = re.compile(
    r"(?:dang (?:bo|uy|cong san)|chi bo|uy ban|ubnd|ubmttq|mttq|mat tran|hoi |doan |lien doan|ban |truong |phuong |xa "
    r"|thanh pho|to dan pho|cong hoa|doc lap|so\s*:)"
)
_WORD_OF_NAME = re.compile(r"[^\W\d_][\w.,’'-]*|[–-]")
# What a line above the title says that the text is.
_KINDS = frozenset(("bai viet", "bai du thi", "bai gioi thieu", "bao cao", "guong dien hinh", "dien hinh"))
# Limits of the record (records.story).
_LONGEST_TITLE, _LONGEST_LEAD, _LONGEST_KICKER = 120, 400, 60
# A byline stands among the last so many paragraphs.
_AT_THE_END = 4


class PartDraft(msgspec.Struct, frozen=True):
    """A part of the outline; without `title` when the file has none."""

    number: int
    title: str
    content: tuple[Content, ...]


class Draft(msgspec.Struct, frozen=True):
    """A story as its file tells it; texts are "" where it tells nothing, `parts` are the five of the outline."""

    title: str
    kicker: str
    lead: str
    byline: str
    parts: tuple[PartDraft, ...]
    shots: tuple[Shot, ...]


def draft_story(manuscript: Manuscript) -> Draft:
    """Sort the blocks; what stands before the first part and is neither title nor lead opens part 1."""
    opened = [one for block in manuscript.blocks for one in open_table(block)]
    lines = [line for block in opened for line in split_lines(block) if not _is_ornament(line)]
    blocks = [piece for line in lines for piece in split_run_in(line)]
    content, shots = place_photos(blocks)
    content, byline, credit = _take_end(content, shots)
    starts = find_starts([one for one in content if not isinstance(one, Place)])
    # Places are no blocks, so indexes are counted anew.
    where = [at for at, one in enumerate(content) if not isinstance(one, Place)]
    begins = [where[one.index] for one in starts]
    front = _Front(content[: begins[0]] if begins else content, Counter(_sizes(manuscript)), byline)
    ends = [*begins[1:], len(content)]
    parts = {
        start.number: PartDraft(start.number, start.title, tuple(content[begin + 1 : end]))
        for start, begin, end in zip(starts, begins, ends, strict=False)
    }
    first = parts.get(1, PartDraft(1, "", ()))
    parts[1] = msgspec.structs.replace(first, content=(*front.rest, *first.content))
    return Draft(
        title=front.title,
        kicker=front.kicker,
        lead=front.lead,
        byline=front.byline,
        parts=tuple(parts.get(number, PartDraft(number, "", ())) for number in range(1, PARTS + 1)),
        shots=tuple(one if one.credit else msgspec.structs.replace(one, credit=credit) for one in shots),
    )


def _is_ornament(block: Block) -> bool:
    """Whether a line only parts what stands above from what stands below: "-----", "*", "--o0o--"."""
    return isinstance(block, Paragraph) and not block.notes and ORNAMENT.fullmatch(block.plain) is not None


def _sizes(manuscript: Manuscript) -> dict[int, int]:
    """How many words have each size."""
    sizes: Counter[int] = Counter()
    for one in list_paragraphs(manuscript.blocks):
        sizes[one.look.size] += len(one.plain.split())
    return sizes


def _take_end(content: list[Content], shots: Sequence[Shot]) -> tuple[list[Content], str, str]:
    """The content without byline and source of all photos at its end; these two."""
    byline = credit = ""
    kept = list(content)
    paragraphs = [one for one in content if isinstance(one, Paragraph)][-_AT_THE_END:]
    for one in reversed(paragraphs):
        told = _tell_byline(one, is_close=one is paragraphs[-1])
        if one.plain.lower().startswith("ảnh") and told:
            if all(shot.credit for shot in shots):
                continue
            credit = split_credit(one.plain)[1] or one.plain
        elif told and not byline:
            byline = told
        else:
            continue
        kept = [other for other in kept if other is not one]
    if not credit and "ảnh" in byline.lower():
        credit = f"Ảnh: {byline.split(' (')[0]}"
    return kept, byline, credit


def _tell_byline(paragraph: Paragraph, *, is_close: bool) -> str:
    """Who wrote it: "Bài và ảnh: Mẫu" → "Mẫu (bài và ảnh)", or a name alone; else "".

    `is_close`: it stands right below the title or the text, where a name need not stand on the right.
    """
    plain = paragraph.plain.strip()
    match = _BYLINE.fullmatch(plain)
    if match:
        return f"{match[2].strip()} ({match[1].lower()})"
    look = paragraph.look
    looks_so = look.right or (is_close and (look.bold or look.italic))
    return plain if looks_so and not paragraph.label and not look.level and _is_name(plain.split()) else ""


def _is_name(words: Sequence[str]) -> bool:
    """Whether words may be the name of a person or a body: few, half of them with capitals, no end of a sentence."""
    capitals = sum(word[0].isupper() for word in words)
    few = 2 <= len(words) <= 8 and capitals * 2 >= len(words) and not _NO_NAME.search(fold(" ".join(words)))
    return few and all(map(_WORD_OF_NAME.fullmatch, words)) and not words[-1].endswith((".", ","))


class _Front:
    """What stands before the first part."""

    def __init__(self, content: Sequence[Content], sizes: Counter[int], byline: str) -> None:
        self.rest = list(content)
        self.kicker = self.lead = ""
        self.byline = byline
        self._body = sizes.most_common(1)[0][0] if sizes else 0
        # A title that is longer than a record's may be.
        self._whole_title: list[Paragraph] = []
        self.title = self._take_title()
        self._take_byline()
        self._take_lead()
        self.rest[:0] = self._whole_title

    def _paragraphs(self) -> list[Paragraph]:
        return [one for one in self.rest if isinstance(one, Paragraph)]

    def _take(self, one: Paragraph) -> None:
        self.rest = [other for other in self.rest if other is not one]

    def _take_title(self) -> str:
        """The line of style Title, else the largest, else a heading, else the first bold or short one."""
        found = list(dropwhile(_is_sender, self._paragraphs()[:12]))[:8]
        first = next((one for rule in self._title_rules(found) for one in found if rule(one)), None)
        if first is None:
            return ""
        behind = found[found.index(first) + 1 :][:1]
        if fold(first.plain) in _KINDS and behind:
            first = behind[0]
        lines = [first]
        for one in found[found.index(first) + 1 :]:
            length = sum(len(line.plain) + 1 for line in lines) + len(one.plain)
            if not _is_same(one.look, first.look) or length > _LONGEST_TITLE or first.plain.endswith((".", "!", "?")):
                break
            lines.append(one)
        self._take_kicker(found, first)
        for one in lines:
            self._take(one)
        return self._shorten(" ".join(one.plain for one in lines), lines)

    def _title_rules(self, found: Sequence[Paragraph]) -> tuple[Callable[[Paragraph], bool], ...]:
        largest = max((one.look.size for one in found), default=0)
        return (
            lambda one: one.look.style == "title",
            lambda one: one.look.size == largest > self._body,
            lambda one: one.look.level == 1,
            lambda one: one.look.bold and one.look.centred,
            lambda one: one.look.bold and len(one.plain) <= _LONGEST_TITLE,
            lambda one: one is found[0] and len(one.plain) <= _LONGEST_TITLE and not one.plain.endswith("."),
        )

    def _take_kicker(self, found: Sequence[Paragraph], title: Paragraph) -> None:
        at = found.index(title)
        if at == 1 and len(found[0].plain) <= _LONGEST_KICKER and not found[0].notes:
            self.kicker = found[0].plain
            self._take(found[0])

    def _shorten(self, title: str, lines: Sequence[Paragraph]) -> str:
        """A title as long as it may be; a longer one opens part 1 whole."""
        if len(title) <= _LONGEST_TITLE:
            return title
        self._whole_title = list(lines)
        return title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

    def _take_byline(self) -> None:
        for at, one in enumerate(self._paragraphs()[:3]):
            told = _tell_byline(one, is_close=at == 0 and not one.look.bold)
            if told and not self.byline:
                self.byline = told
                self._take(one)

    def _take_lead(self) -> None:
        """The first bold paragraph, else the first of some length; what is too long for a lead opens part 1."""
        found = [one for one in self._paragraphs() if not _is_sender(one) and not one.plain.startswith("(")]
        bold = (one for one in found[:4] if one.look.bold or one.look.style == "subtitle")
        long = (one for one in found if len(one.plain.split()) >= 8)
        lead = next(bold, None) or next(long, None)
        if lead is None:
            return
        if lead.notes or lead.links or lead.label:
            # Its footnote or link would be lost: it stays in the text.
            return
        self.lead, rest = _cut_lead(lead.plain)
        at = next(at for at, one in enumerate(self.rest) if one is lead)
        self.rest[at : at + 1] = [Paragraph(re.sub(r"[\\*<]", r"\\\g<0>", rest), rest)] if rest else []


def _is_sender(paragraph: Paragraph) -> bool:
    """Whether a line in capitals names a body."""
    return paragraph.plain.isupper() and _SENDER.match(fold(paragraph.plain)) is not None


def _is_same(one: Look, other: Look) -> bool:
    return (one.style, one.level, one.bold, one.centred, one.size) == (
        other.style, other.level, other.bold, other.centred, other.size,
    )  # fmt: skip


def _cut_lead(text: str) -> tuple[str, str]:
    """A lead of whole sentences, or words, within its limit; and the rest."""
    if len(text) <= _LONGEST_LEAD:
        return text, ""
    head = text[:_LONGEST_LEAD]
    end = max(head.rfind(mark) for mark in (". ", "! ", "? ", "… ")) + 1 or head.rfind(" ")
    end = end if end > 0 else _LONGEST_LEAD
    return text[:end].strip(), text[end:].strip()
