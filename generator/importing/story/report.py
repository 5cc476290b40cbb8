"""What the import of a story found and did, told on the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.story.headings import PARTS
from generator.importing.story.story import StoryReport
from generator.problems import format_text, has_errors, sort_problems, summarise


def format_story(report: StoryReport) -> str:
    """What was done, and then what the outline still lacks, ready to print."""
    parts = []
    if report.page:
        found = ", ".join(map(str, report.found)) or "không phần nào"
        parts += [f"Điển hình: {report.exemplar}", f"Nhận ra phần: {found} (đề cương có {PARTS} phần)"]
    parts += report.notes
    parts += _tell_end(report)
    if report.problems:
        problems = sort_problems(report.problems)
        parts += ["Còn phải sửa:" if report.page else "", format_text(problems), summarise(problems)]
    return "\n".join(part for part in parts if part)


def _tell_end(report: StoryReport) -> Iterator[str]:
    if report.written:
        yield f"Đã ghi {len(report.files)} tệp: {', '.join(report.files)}"
        if report.removed:
            yield f"Đã bỏ ảnh cũ của lần nhập trước: {', '.join(report.removed)}"
    elif report.page and not report.files and not has_errors(report.problems):
        yield f"{report.page} đã đúng như tệp Word; không có gì để ghi."
    elif report.page:
        yield f"Chưa ghi gì (sẽ ghi {len(report.files)} tệp: {', '.join(report.files)})."
    else:
        yield "Chưa ghi gì."
