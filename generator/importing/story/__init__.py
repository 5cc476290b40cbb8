"""A story written in Word, with its photos, becomes a page in the five parts of the outline."""

from generator.importing.story.report import format_story
from generator.importing.story.story import StoryReport, import_story

__all__ = ["StoryReport", "format_story", "import_story"]
