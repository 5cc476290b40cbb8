"""Forms filled from the records: the consolidated register and the reports that the office sends upward."""

from generator.reporting.report import Report, can_be_reported, report

__all__ = ["Report", "can_be_reported", "report"]
