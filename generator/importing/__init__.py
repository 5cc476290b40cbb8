"""Documents that offices already have, brought into the portal without losing a word."""

from generator.importing.naming import list_known
from generator.importing.plan import ImportReport, import_plan
from generator.importing.register import format_register, import_register
from generator.importing.report import format_report

__all__ = ["ImportReport", "format_register", "format_report", "import_plan", "import_register", "list_known"]
