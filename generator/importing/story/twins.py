"""The page that a Word file became before, whatever its title was then: addresses stay, and no story comes twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.problems import Location, Problem
from generator.records.base import ID_PATTERN
from generator.records.story import Story
from generator.vietnamese import make_id, modern_tone

# Of a hundred words of the shorter of two texts, how many stand in sentences that the other has too.
_ALIKE = 80
# What has fewer sentences, or sentences of fewer words, may be alike by chance.
_FEWEST_SENTENCES, _FEWEST_WORDS = 3, 4
_LONGEST_ID = 60
_ENDS = re.compile(r"[.!?…|]+(?=\W|$)|\n+|<br>")
_MARKS = re.compile(r"\]\(<[^>]*>\)|</?\w+>|[\\*_]")


class Twin(NamedTuple):
    """A story of the portal, and how many of a hundred words are in sentences that another text has too."""

    story: Story
    percent: int


def name_page(title: str, chosen: str | None, file: str) -> tuple[str, Problem | None]:
    """The id of a story: as chosen, else from its title; or what is wrong with the choice."""
    story_id = make_id(title) or "bai-viet"
    if len(story_id) > _LONGEST_ID:
        # Whole syllables: "cua-ca-nh" is no word.
        story_id = story_id[: _LONGEST_ID + 1].rsplit("-", 1)[0][:_LONGEST_ID]
    if chosen is None:
        return story_id, None
    if not re.fullmatch(ID_PATTERN, chosen) or len(chosen) > _LONGEST_ID:
        wrong = f"“{chosen}” không làm địa chỉ được: chỉ dùng chữ thường không dấu, số và gạch nối, đến 60 chữ."
        return story_id, Problem(Location(file), "bad-id", wrong, f"--id {make_id(chosen)[:_LONGEST_ID] or story_id}")
    return chosen, None


def find_page(story_id: str, stories: Mapping[str, Story]) -> Story | None:
    """The story with an id, be it one from before a rename."""
    return stories.get(story_id) or next((one for one in stories.values() if story_id in one.aliases), None)


def find_twin(texts: Iterable[str], exemplar: str, stories: Iterable[Story]) -> Twin | None:
    """The story about the exemplar that says most of the same; None where none says nearly the same."""
    new = {one for text in texts for one in _sentences(text)}
    found = [Twin(one, _compare(new, set(_sentences(one.body)))) for one in stories if one.exemplar == exemplar]
    best = max(found, key=lambda twin: twin.percent, default=None)
    return best if best is not None and best.percent >= _ALIKE else None


def report_twin(twin: Twin, story_id: str) -> Problem:
    """That a story would come a second time."""
    wrong = f"bài này đã ở trên cổng với tên “{twin.story.title}” (giống nhau {twin.percent} %); chưa ghi gì."
    fix = f"thêm --replace để thay bài ấy, địa chỉ cũ giữ nguyên; là hai bài thật thì thêm --id {story_id}."
    return Problem(Location(twin.story.file), "story-exists", wrong, fix)


def _sentences(text: str) -> Iterable[str]:
    for one in _ENDS.split(_MARKS.sub("", modern_tone(text).lower())):
        words = re.findall(r"\w+", one)
        if len(words) >= _FEWEST_WORDS:
            yield " ".join(words)


def _compare(one: set[str], other: set[str]) -> int:
    """Of a hundred words of the shorter text, how many are in sentences of both."""
    if min(len(one), len(other)) < _FEWEST_SENTENCES:
        return 0
    return 100 * _count_words(one & other) // min(_count_words(one), _count_words(other))


def _count_words(sentences: set[str]) -> int:
    return sum(sentence.count(" ") + 1 for sentence in sentences)
