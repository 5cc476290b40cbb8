"""Filled registration forms become models: read, compared with what the portal has, written all or nothing."""

from generator.importing.register.register import RegisterReport, import_register
from generator.importing.register.report import format_register

__all__ = ["RegisterReport", "format_register", "import_register"]
