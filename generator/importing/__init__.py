"""Documents that offices already have, brought into the portal without losing a word."""

from generator.importing.plan import ImportReport, import_plan
from generator.importing.register import format_register, import_register
from generator.importing.report import format_report
from generator.importing.story import StoryReport, format_story, import_story

__all__ = [
    "ImportReport",
    "StoryReport",
    "format_register",
    "format_report",
    "format_story",
    "import_plan",
    "import_register",
    "import_story",
]
