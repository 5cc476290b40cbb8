"""What an import found and did, told on the terminal."""

from __future__ import annotations

from generator.importing.facts import format_fact
from generator.importing.plan import ImportReport
from generator.problems import format_text, summarise


def format_report(report: ImportReport) -> str:
    """Problems, facts to review and what was done, ready to print."""
    parts = [format_text(report.problems), summarise(report.problems)] if report.problems else []
    if report.facts:
        parts.append(f"Sự việc tìm thấy trong văn bản ({len(report.facts)}), cần người xem lại:")
        parts.extend(f"    {format_fact(fact)}" for fact in report.facts)
    parts.extend(report.notes)
    parts.append(f"Đã ghi {report.page}." if report.written else "Chưa ghi gì.")
    return "\n".join(parts)
