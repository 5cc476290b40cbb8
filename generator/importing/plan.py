"""An official document as a plan page: read, outlined, checked, written; nothing of it mended or lost."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from generator.importing.document import Document, Heading, Plan
from generator.importing.draft import draft_campaign, find_missing
from generator.importing.facts import Fact, find_facts
from generator.importing.faults import find_faults
from generator.importing.lines import read_lines
from generator.importing.naming import describe_plan, guess_campaign, name_plan
from generator.importing.outline import outline_plan
from generator.importing.page import FrontMatter, fingerprint, render_body, render_page
from generator.importing.places import Places
from generator.importing.proof import find_lost_word, find_word_lost_from_pages
from generator.importing.reading import read_document
from generator.importing.writing import write_all
from generator.loading import load_records
from generator.markup import render_markdown
from generator.problems import Location, Problem, has_errors
from generator.records.collection import Records
from generator.sources.markdown import read_markdown
from generator.vietnamese import make_id

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did.

    `page` and `record` are paths below the portal's root, `text` and `draft` their whole contents; all "" when the
    document could not be read, and `draft` where the campaign has a record already: then `missing` are the facts
    that it does not have. `notes` are sentences for the person who called, `written` the files that were.
    """

    problems: tuple[Problem, ...]
    campaign: str = ""
    page: str = ""
    text: str = ""
    record: str = ""
    draft: str = ""
    facts: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    places: Places | None = None
    notes: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Existing:
    """The page that is already there: its own title and description, and whether it may be replaced."""

    text: str
    title: str
    description: str
    kind: str
    is_edited: bool


def read_plan(text: str) -> Plan:
    """The plan of a text in NFC with plain line ends."""
    return outline_plan(read_lines(text))


def import_plan(
    path: Path,
    *,
    root: Path,
    today: date,
    campaign: str | None = None,
    dry_run: bool = False,
    replace: bool = False,
) -> ImportReport:
    """Make content/ke-hoach/<campaign>.md of a document, and a draft of its record where there is none.

    With an error nothing is written; a record that is there never is.
    """
    file = _shown(path, root)
    document = read_document(path, file)
    if isinstance(document, Problem):
        return ImportReport((document,))
    records = load_records(root).records
    plan = outline_plan(document.source)
    chosen = campaign or guess_campaign(plan, path.stem, records.campaigns.values())
    if not _ID.fullmatch(chosen):
        return ImportReport((_bad_id(chosen, file),))
    page = f"content/ke-hoach/{chosen}.md"
    existing = _read_existing(root / page, page)
    content = render_page(plan, _front_matter(plan, chosen, path, existing))
    places = Places(plan, document, file=file, page=page, content=content)
    problems = [*_check_text(document, plan, places, file), *document.problems]
    problems += _check_page(page, existing, replace=replace)
    if existing is not None and campaign is None and not any(isinstance(one, Heading) for one in plan.blocks):
        problems.append(_no_plan(page, file))
    report = ImportReport((), chosen, page, content, facts=find_facts(plan), places=places)
    report = _with_record(report, plan, records, root, stem=path.stem, today=today)
    notes = document.notes + _notes(page, existing, content, guessed=campaign is None) + report.notes
    contents = {page: content} if existing is None or existing.text != content else {}
    contents |= {report.record: report.draft} if report.draft else {}
    written: tuple[str, ...] = () if dry_run or has_errors(problems) else tuple(contents)
    if written and (failed := write_all(root, contents)):
        problems.append(failed)
        written = ()
    return dataclasses.replace(report, problems=tuple(problems), notes=notes, written=written)


def _with_record(
    report: ImportReport, plan: Plan, records: Records, root: Path, *, stem: str, today: date
) -> ImportReport:
    """The report with a draft of the campaign's record, or with what the record that is there does not have."""
    record = f"data/campaigns/{report.campaign}.yml"
    known = records.campaigns.get(report.campaign)
    if known is not None:
        missing = find_missing(report.facts, known, records)
        note = f"{record} đã có; giữ nguyên." if missing else f"{record} đã có đủ hạn, chỉ tiêu, biểu mẫu tìm thấy."
        return dataclasses.replace(report, record=record, missing=missing, notes=(note,))
    if (root / record).exists():
        note = f"{record} đã có nhưng còn lỗi, nên không so được; chạy dvk check."
        return dataclasses.replace(report, record=record, notes=(note,))
    assert report.places is not None
    draft = draft_campaign(
        plan, report.facts, report.places, campaign=report.campaign, records=records, stem=stem, today=today
    )
    note = f"Bản nháp mới: {record}. Chưa công bố: so từng mục với văn bản, rồi xóa dòng review: true."
    return dataclasses.replace(report, record=record, draft=draft, notes=(note,))


def _check_text(document: Document, plan: Plan, places: Places, file: str) -> Iterator[Problem]:
    """What is wrong in the text, and whether all of it is on the page."""
    yield from map(places.put, find_faults(plan, file, places.say_line))
    html = render_markdown(render_body(plan))
    lost = find_lost_word(document.text, html, file) or find_word_lost_from_pages(document, html, file)
    if lost is not None:
        # The page is not written: the line is the reader's.
        number = document.page_of(lost.at.line)
        yield msgspec.structs.replace(lost, wrong=f"trang {number}: {lost.wrong}") if number else lost


def _shown(path: Path, root: Path) -> str:
    """The document's name in problems: below the portal's root when it lies there, else the bare name."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        return path.name


def _bad_id(campaign: str, file: str) -> Problem:
    wrong = f"“{campaign}” không phải mã kế hoạch: chỉ dùng chữ thường không dấu, số và gạch nối."
    return Problem(Location(file), "bad-id", wrong, f"--campaign {make_id(campaign) or 'do-son-2026'}")


def _front_matter(plan: Plan, campaign: str, path: Path, existing: _Existing | None) -> FrontMatter:
    """Title and description that staff gave a full text stay; those of a summary describe something else."""
    kept = existing if existing and existing.kind == "full" else None
    title = (kept and kept.title) or name_plan(plan, path.stem)
    description = (kept and kept.description) or describe_plan(plan)
    return FrontMatter(title, description, campaign, path.name)


def _read_existing(page: Path, file: str) -> _Existing | None:
    if not page.exists():
        return None
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _Existing("", "", "", "", is_edited=True)
    node, _ = read_markdown(text, file)
    plain = node.plain() if node else None
    values = {key: str(value or "") for key, value in plain.items()} if isinstance(plain, dict) else {}
    kind = values.get("text", "")
    unchanged = kind == "full" and values.get("imported", "") == fingerprint(values.get("body", ""))
    edited = kind != "summary" and not unchanged
    return _Existing(text, values.get("title", ""), values.get("description", ""), kind, edited)


def _check_page(page: str, existing: _Existing | None, *, replace: bool) -> list[Problem]:
    if existing is None or not existing.is_edited or replace:
        return []
    wrong = "trang đã có và đã được sửa bằng tay; nhập lại sẽ mất các chỗ sửa."
    fix = "thêm --replace để thay cả trang, hoặc đổi mã bằng --campaign."
    return [Problem(Location(page), "page-edited", wrong, fix)]


def _no_plan(page: str, file: str) -> Problem:
    """A form or a letter that names a campaign's deadlines must not take the place of the plan's own page."""
    wrong = f"tệp không có mục nào, không giống toàn văn kế hoạch; nhập sẽ thay {page}."
    return Problem(Location(file), "no-sections", wrong, "chọn đúng tệp; đúng là kế hoạch thì thêm --campaign.")


def _notes(page: str, existing: _Existing | None, content: str, *, guessed: bool) -> tuple[str, ...]:
    notes = []
    if guessed:
        notes.append("Mã kế hoạch được đoán từ văn bản; chọn mã khác bằng --campaign.")
    if existing is None:
        notes.append(f"Trang mới: {page}.")
    elif existing.text == content:
        notes.append(f"{page} không đổi.")
    elif existing.kind == "summary":
        notes.append(f"Thay bản tóm lược ở {page} bằng toàn văn.")
    else:
        notes.append(f"Thay toàn văn cũ ở {page}.")
    return tuple(notes)
