"""An official document as a plan page: read, outlined, checked, written; nothing of it mended or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.importing.document import Document, Plan
from generator.importing.facts import Fact, find_facts
from generator.importing.faults import find_faults
from generator.importing.lines import read_lines
from generator.importing.naming import KnownCampaigns, describe_plan, guess_campaign, name_plan
from generator.importing.outline import outline_plan
from generator.importing.page import FrontMatter, fingerprint, render_body, render_page
from generator.importing.proof import find_lost_word, find_word_lost_from_pages
from generator.importing.reading import read_document
from generator.importing.writing import write_all
from generator.markup import render_markdown
from generator.problems import Level, Location, Problem, has_errors
from generator.sources.markdown import read_markdown
from generator.vietnamese import make_id

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did.

    `page` is the page's path below the portal's root, `text` its whole content; both "" when the
    document could not be read. `notes` are sentences for the person who called.
    """

    problems: tuple[Problem, ...]
    campaign: str = ""
    page: str = ""
    text: str = ""
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    written: bool = False


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
    campaign: str | None = None,
    known: KnownCampaigns = (),
    dry_run: bool = False,
    replace: bool = False,
) -> ImportReport:
    """Make content/ke-hoach/<campaign>.md of a document; with an error nothing is written.

    `known` are the portal's campaigns, each with its deadlines as printed.
    """
    file = _shown(path, root)
    document = read_document(path, file)
    if isinstance(document, Problem):
        return ImportReport((document,))
    plan = outline_plan(document.source)
    chosen = campaign or guess_campaign(plan, path.stem, known)
    if not _ID.fullmatch(chosen):
        return ImportReport((_bad_id(chosen, file),))
    page = f"content/ke-hoach/{chosen}.md"
    existing = _read_existing(root / page, page)
    content = render_page(plan, _front_matter(plan, chosen, path, existing))
    problems = [*_check_text(document, plan, file), *document.problems]
    problems += _check_page(page, existing, replace=replace) + _check_campaign(chosen, known, file)
    notes = document.notes + _notes(page, existing, content, guessed=campaign is None)
    write = not dry_run and not has_errors(problems) and (existing is None or existing.text != content)
    if write and (failed := write_all(root, {page: content})):
        problems.append(failed)
        write = False
    return ImportReport(tuple(problems), chosen, page, content, find_facts(plan), notes, write)


def _check_text(document: Document, plan: Plan, file: str) -> Iterator[Problem]:
    """What is wrong in the text, and whether all of it is on the page; each with its page of the document."""
    html = render_markdown(render_body(plan))
    lost = find_lost_word(document.text, html, file) or find_word_lost_from_pages(document, html, file)
    for problem in (*find_faults(plan, file), *([lost] if lost else [])):
        number = document.page_of(problem.at.line)
        yield msgspec.structs.replace(problem, wrong=f"trang {number}: {problem.wrong}") if number else problem


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


def _check_campaign(campaign: str, known: KnownCampaigns, file: str) -> list[Problem]:
    if campaign in {name for name, _ in known}:
        return []
    wrong = f"chưa có data/campaigns/{campaign}.yml, nên trang chưa hiện được hạn và chỉ tiêu."
    fix = f"dvk new campaign {campaign}, rồi điền các sự việc đã tìm thấy."
    return [Problem(Location(file), "no-campaign", wrong, fix, Level.WARNING)]


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
