"""A story follows the outline, and its pictures are there and large enough."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outline import PHOTO_LINE, split_parts, story_limits
from generator.problems import Level, Location, Problem
from generator.records.collection import Records
from generator.records.story import PLACEHOLDER, Story
from generator.rules.photos import miss_photo
from generator.sources.pictures import Pictures
from generator.vietnamese import count_words, format_number


def check_stories(records: Records, pictures: Pictures) -> Iterator[Problem]:
    for story in records.stories.values():
        yield from check_words(story, records)
        yield from check_story_photos(story, records, pictures)


def check_story(story: Story) -> Iterator[Problem]:
    """What one story's file alone can get wrong."""
    yield from check_parts(story)
    yield from check_photo_marks(story)


def check_parts(story: Story) -> Iterator[Problem]:
    """Five parts, in the order of the outline (Việt Hưng 2026, đề cương, dòng 197–225)."""
    parts = split_parts(story.body)
    if parts.lead_in:
        at, wrong = story.at("body"), "có chữ trước phần thứ nhất của đề cương."
        yield Problem(at, "text-before-parts", wrong, "chuyển đoạn này vào sapô (lead) hoặc vào phần 1.", Level.WARNING)
    if len(parts.sections) != 5:
        wrong = f"bài có {len(parts.sections)} phần, đề cương có 5 phần."
        fix = "chia bài bằng năm dòng “## 1. …” đến “## 5. …”; xem Hướng dẫn viết bài."
        yield Problem(story.at("body"), "outline-parts", wrong, fix)
    for number, section in enumerate(parts.sections, start=1):
        place = Location(story.file, story.at("body").line + section.line)
        if not section.text.strip():
            yield Problem(place, "empty-part", f"phần {number} chưa có nội dung.", "viết nội dung dưới dòng này.")
        elif not PLACEHOLDER.sub("", PHOTO_LINE.sub("", section.text)).strip():
            wrong = f"bài chưa có phần {number} của đề cương."
            fix = "viết phần này dưới dòng này, hoặc chuyển những đoạn thuộc phần này về đây."
            yield Problem(place, "missing-part", wrong, fix, Level.WARNING)
        if section.number is not None and section.number != number:
            wrong = f"phần thứ {number} ghi số {section.number}."
            yield Problem(place, "outline-order", wrong, f"sửa thành “## {number}. …”, hoặc đổi chỗ các phần.")


def check_words(story: Story, records: Records) -> Iterator[Problem]:
    """At most 3,500 words (Việt Hưng 2026, dòng 227)."""
    limits = story_limits(records.campaigns.values(), story.campaign)
    words = count_words(story.body)
    if words > limits.max_words:
        wrong = f"bài dài {format_number(words)} từ, quá {format_number(limits.max_words)} từ."
        yield Problem(story.at("body"), "story-too-long", wrong, "rút gọn bài.", Level.WARNING)


def check_story_photos(story: Story, records: Records, pictures: Pictures) -> Iterator[Problem]:
    """Two or three photos of at least one megapixel (Việt Hưng 2026, dòng 227)."""
    limits = story_limits(records.campaigns.values(), story.campaign)
    count = len(story.photos)
    if not limits.min_photos <= count <= limits.max_photos:
        wrong = f"bài có {count} ảnh, đề cương cần {limits.min_photos}–{limits.max_photos} ảnh."
        yield Problem(story.at("photos"), "photo-count", wrong, "thêm hoặc bớt ảnh.", Level.WARNING)
    for index, photo in enumerate(story.photos):
        path = f"guong-dien-hinh/{story.id}/{photo.file}"
        if path not in pictures:
            yield miss_photo(photo.file, path, story.at("photos", index, "file"), pictures)
        picture = pictures.get(path)
        if picture is not None and 0 < picture.megapixels < limits.min_megapixels:
            size = format_number(round(picture.megapixels, 1))
            wrong = f"ảnh {photo.file} chỉ có {size} triệu điểm ảnh, cần từ {format_number(limits.min_megapixels)}."
            fix = "lấy ảnh gốc từ máy chụp, không lấy ảnh gửi qua Zalo."
            yield Problem(story.at("photos", index, "file"), "photo-too-small", wrong, fix, Level.WARNING)


def check_photo_marks(story: Story) -> Iterator[Problem]:
    """A line [[ảnh 2]] of the body names one of the story's photos."""
    at = story.at("body")
    for offset, line in enumerate(story.body.split("\n")):
        if "[[" not in line:
            continue
        match = PHOTO_LINE.fullmatch(line)
        if match is None or not 1 <= int(match.group(1)) <= len(story.photos):
            wrong = f"dòng “{line.strip()}” không chỉ tới ảnh nào của bài."
            fix = f"viết riêng một dòng [[ảnh N]], N từ 1 đến {len(story.photos)}, hoặc xóa dòng này."
            yield Problem(Location(at.file, at.line + offset), "unknown-photo-mark", wrong, fix)


RULES = (check_stories,)
