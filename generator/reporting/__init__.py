"""Forms filled from the records: the consolidated register and the reports that the office sends upward."""

from generator.reporting.report import Report, can_be_reported, format_reports, list_reports, report

__all__ = ["Report", "can_be_reported", "format_reports", "list_reports", "report"]
