"""What stands before the first part of a story: its title, the line above it, who wrote it, its lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import takewhile

from generator.importing.office.blocks import Paragraph
from generator.importing.story.body import Content
from generator.importing.story.byline import label_of, tell_byline
from generator.importing.story.captions import is_told_as_caption
from generator.importing.story.headings import heads_part, is_heading
from generator.importing.story.letterhead import is_day, may_be_title
from generator.vietnamese import fold

# What a line above the title says that the text is.
_KIND = re.compile(
    r"(?:bai (?:viet|du thi|gioi thieu|tham luan)|bao cao|tham luan|guong|dien hinh)(?: (?:thanh tich|tham luan"
    r"|dien hinh|tien tien|ca nhan|tap the|dan van kheo|nguoi tot viec tot))*(?: nam \d{4})?"
)
# How an entry to a contest names its title.
_TITLE_FIELD = re.compile(
    r"(?P<label>tên (?:tác phẩm|bài(?: viết| dự thi)?)|tiêu đề|tựa đề)\s*:\s*(?=\S)", re.IGNORECASE
)
# Limits of the record (records.story).
_LONGEST_TITLE, _LONGEST_LEAD, _LONGEST_KICKER = 120, 400, 60
# A lead has so many words or ends as a sentence; what is in bold and shorter is a heading.
_FEWEST_WORDS, _MOST_IN_SUBHEAD = 8, 14
# Title and lead stand among the first so many paragraphs.
_AT_THE_TOP = 8
# A paragraph of so many words is text: what stands below it is no title.
_PROSE = 20
_SENTENCE_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", "…”")
# What a writer calls the lead, before it or in a line above it.
_LABEL = re.compile(r"(?P<label>tóm tắt(?: nội dung)?|sa[\s-]?p[oô]|lời dẫn)\s*(?:[:.–-]+\s*|$)", re.IGNORECASE)
_FIELD = re.compile(r"[^:.,]{2,30}:\s")


class Front:
    """What stands before the first part."""

    def __init__(self, content: Sequence[Content], sizes: Counter[int], byline: str) -> None:
        self.rest = list(content)
        self.kicker = self.lead = ""
        # What title and lead were called in the file.
        self.labels: list[str] = []
        self.left_out: tuple[str, ...] = ()
        self.byline = byline
        self._body = sizes.most_common(1)[0][0] if sizes else 0
        # A title that is longer than a record's may be.
        self._whole_title: list[Paragraph] = []
        self.title = self._take_title()
        self._take_day()
        self._take_byline()
        self._take_lead()
        self.rest[:0] = self._whole_title

    def _paragraphs(self) -> list[Paragraph]:
        return [one for one in self.rest if isinstance(one, Paragraph)]

    def _take(self, one: Paragraph) -> None:
        self.rest = [other for other in self.rest if other is not one]

    def _take_title(self) -> str:
        """The line that is called so or of style Title, else the largest, a heading, the first bold or short one."""
        found = [one for one in takewhile(_is_no_text, self._paragraphs()[:_AT_THE_TOP]) if not heads_part(one)]
        named = next((one for one in found if _TITLE_FIELD.match(one.plain)), None)
        if named is not None:
            return self._take_named(named, found[: found.index(named)])
        first = next((one for rule in self._title_rules(found) for one in found if rule(one)), None)
        if first is None:
            return ""
        behind = found[found.index(first) + 1 :]
        if _is_kind(first) and may_be_title(behind):
            first = behind[0]
        lines = [first]
        for one in found[found.index(first) + 1 :]:
            length = sum(len(line.plain) + 1 for line in lines) + len(one.plain)
            ends = first.plain.endswith((".", "!", "?")) or one.plain.endswith(".")
            if not _is_same(one, first) or length > _LONGEST_TITLE or ends:
                break
            lines.append(one)
        self._take_kicker(found[: found.index(first)][-1:] if found.index(first) == 1 else [])
        for one in lines:
            self._take(one)
        return self._shorten(" ".join(one.plain for one in lines), lines)

    def _take_named(self, named: Paragraph, above: Sequence[Paragraph]) -> str:
        """The title that a line names, with the lines in bold above it as the one above the title."""
        match = _TITLE_FIELD.match(named.plain)
        self.labels += [match["label"]] if match else []
        self._take_kicker(list(takewhile(lambda one: one.look.bold, above)))
        self._take(named)
        title = named.plain[match.end() if match else 0 :].strip(' “”"')
        return self._shorten(title, [named])

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

    def _take_kicker(self, lines: Sequence[Paragraph]) -> None:
        text = " ".join(one.plain for one in lines)
        if len(text) <= _LONGEST_KICKER and not any(one.notes for one in lines):
            self.kicker = text
            self.rest = [one for one in self.rest if not any(one is line for line in lines)]

    def _shorten(self, title: str, lines: Sequence[Paragraph]) -> str:
        """A title as long as it may be; a longer one opens part 1 whole."""
        if len(title) <= _LONGEST_TITLE:
            return title
        self._whole_title = list(lines)
        return title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

    def _take_day(self) -> None:
        """Leave out the line below the title that tells where and when it was written."""
        for one in self._paragraphs()[:3]:
            if is_day(one.plain) and not one.notes and not one.links:
                self.left_out = (*self.left_out, one.plain)
                self._take(one)

    def _take_byline(self) -> None:
        """Take the line that names the writer, and the one on the right below it that names a body."""
        taken = ""
        for at, one in enumerate(self._paragraphs()[:3]):
            told = tell_byline(one, is_close=at == 0 and not one.look.bold)
            if told and (not self.byline or (taken and one.look.right)):
                taken = self.byline = f"{taken}, {told}" if taken else told
                self.labels.append(label_of(one))
                self._take(one)

    def _take_lead(self) -> None:
        """Take over the lead; what is too long for one opens part 1."""
        lead = self._find_labelled() or self._find_lead()
        # Its footnote or link would be lost: it stays in the text.
        if lead is None or lead.notes or lead.links:
            return
        match = _LABEL.match(lead.plain)
        if match:
            self.labels.append(match["label"])
        self.lead, rest = _cut_lead(lead.plain[match.end() :] if match else lead.plain)
        at = next(at for at, one in enumerate(self.rest) if one is lead)
        self.rest[at : at + 1] = [Paragraph(re.sub(r"[\\*<]", r"\\\g<0>", rest), rest)] if rest else []

    def _find_labelled(self) -> Paragraph | None:
        """What is called a lead; where its name stands in a line of its own, that line is taken."""
        paragraphs = self._paragraphs()
        for one, behind in zip(paragraphs, [*paragraphs[1:], None], strict=False):
            match = _LABEL.match(one.plain)
            if match is None or one.notes or one.links:
                continue
            if match.end() < len(one.plain):
                return one
            if behind is not None and not behind.notes and not behind.links:
                self.labels.append(match["label"])
                self._take(one)
                return behind
        return None

    def _find_lead(self) -> Paragraph | None:
        """The first bold paragraph above every heading and list, else the first of some length there."""
        # One such line alone may be a lead without a full stop.
        has_subheads = sum(map(_is_subhead, self._paragraphs())) > 1
        top = self._paragraphs()[:_AT_THE_TOP]
        above = takewhile(lambda one: not (one.label or is_heading(one) or (has_subheads and _is_subhead(one))), top)
        found = [one for one in above if _may_be_lead(one)]
        bold = (one for one in found[:4] if one.look.bold or one.look.style == "subtitle")
        return next(bold, None) or next(iter(found), None)


def _is_subhead(paragraph: Paragraph) -> bool:
    """Whether a line in bold may head what stands below it."""
    few = len(paragraph.plain.split()) <= _MOST_IN_SUBHEAD
    ends = paragraph.plain.endswith(_SENTENCE_ENDS)
    return paragraph.look.bold and few and not ends


def _may_be_lead(paragraph: Paragraph) -> bool:
    plain = paragraph.plain
    few = len(plain.split()) < _FEWEST_WORDS and not (paragraph.look.bold and plain.endswith(_SENTENCE_ENDS))
    if few or plain.endswith(":") or (plain.startswith("(") and plain.endswith(")")) or paragraph.look.right:
        return False
    is_field = _FIELD.match(plain) is not None and not plain.endswith(_SENTENCE_ENDS)
    return not is_field and not is_told_as_caption(paragraph) and not tell_byline(paragraph, is_close=False)


def _is_no_text(paragraph: Paragraph) -> bool:
    text = paragraph.plain
    return paragraph.look.bold or len(text.split()) < _PROSE or not text.endswith(_SENTENCE_ENDS)


def _is_kind(paragraph: Paragraph) -> bool:
    """Whether a line only says what kind of text this is."""
    return _KIND.fullmatch(" ".join(re.findall(r"\w+", fold(paragraph.plain)))) is not None


def _is_same(one: Paragraph, other: Paragraph) -> bool:
    """Whether two lines look alike, so that they may be one title."""
    ours, theirs = (
        (two.look.style, two.look.level, two.look.bold, two.look.centred, two.look.size, two.plain.isupper())
        for two in (one, other)
    )
    return ours == theirs


def _cut_lead(text: str) -> tuple[str, str]:
    """A lead of whole sentences, or words, within its limit; and the rest."""
    if len(text) <= _LONGEST_LEAD:
        return text, ""
    head = text[:_LONGEST_LEAD]
    end = max(head.rfind(mark) for mark in (". ", "! ", "? ", "… ")) + 1 or head.rfind(" ")
    end = end if end > 0 else _LONGEST_LEAD
    return text[:end].strip(), text[end:].strip()
