"""A filled registration form into the portal: read, filed, compared, written all or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from generator.importing.office.reading import read_office
from generator.importing.office.tables import OfficeFile
from generator.importing.register.findings import Findings
from generator.importing.register.labels import read_labels
from generator.importing.register.matching import can_be_read, cells_of, find_form, leaves_of
from generator.importing.register.records import (
    Change,
    Filing,
    check_unit,
    dump,
    file_models,
    find_twins,
    tell_unit,
)
from generator.importing.register.rows import read_tables
from generator.importing.register.sender import find_sender, find_unit, write_name
from generator.importing.writing import write_all
from generator.loading import load_records
from generator.outputs.forms.marks import UNIT, YEAR
from generator.problems import Location, Problem, has_errors
from generator.progress import years_of
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.form import Form
from generator.records.unit import Unit
from generator.vietnamese import make_id


class RegisterReport(msgspec.Struct, frozen=True):
    """What an import found and did; `unit` is the sender's name, `files` what was or would be written.

    Shape of `fields`: {id: name}, of those that the rows belong to.
    """

    problems: tuple[Problem, ...]
    form: Form | None = None
    unit: str = ""
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    fields: Mapping[str, str] = {}
    written: bool = False


def import_register(
    path: Path, *, root: Path, today: date, unit: str | None = None, dry_run: bool = False, replace: bool = False
) -> RegisterReport:
    """Make models of the rows of a filled form, and a unit of a sender that is new; with an error nothing is written.

    `unit` is the id or name of the sender, where the file does not tell; rows that differ from the portal
    are only taken over with `replace`.
    """
    read = read_office(path)
    if isinstance(read, Problem):
        return RegisterReport((read,))
    records = load_records(root).records
    form = find_form(read, [one for one in records.forms.values() if can_be_read(one)])
    if form is None:
        return RegisterReport((_unknown_form(read, records),))
    findings = Findings(read.file)
    if leaves_of(form):
        read_tables(read, form, records.fields, findings)
    else:
        read_labels(read, form, findings)
    findings.problems += find_twins(findings.registrations, read.file)
    if not findings.registrations and not findings.problems:
        wrong = f"đây là {_name(form)} nhưng chưa điền dòng nào."
        findings.problems.append(Problem(Location(read.file), "empty-form", wrong, "điền rồi nhập lại."))
    marked, printed = records.units.get(read.marks.get(UNIT, "")), find_sender(read, form)
    if marked and printed and not unit and find_unit(printed, records.units) is not marked:
        findings.problems.append(_two_units(read, marked, printed))
    sender = unit or (marked.id if marked else printed)
    if not sender:
        findings.problems.append(_no_unit(read))
        return RegisterReport(tuple(findings.problems), form, notes=tuple(findings.notes))
    filing = _file_under(read, form, records, sender, root, today)
    changes = tuple(file_models(findings.registrations, filing))
    return _finish(filing, form, findings, changes, dry_run=dry_run, replace=replace)


def _file_under(read: OfficeFile, form: Form, records: Records, sender: str, root: Path, today: date) -> Filing:
    campaign = records.campaigns[form.campaign]
    known = find_unit(sender, records.units)
    name = known.name if known else write_name(sender)
    return Filing(
        root=root,
        records=records,
        campaign=campaign,
        unit=known.id if known else make_id(name),
        unit_name=name,
        year=_find_year(read, campaign, today),
        source=f"{form.number or form.title}, tệp {read.file}",
        today=today,
    )


def _find_year(read: OfficeFile, campaign: Campaign, today: date) -> int:
    """The year of the campaign that the file names first; else this one, else the campaign's first."""
    years = years_of(campaign)
    named = [int(one) for cell in list(cells_of(read))[:60] for one in re.findall(r"\b20\d\d\b", cell.text)]
    marked = read.marks.get(YEAR, "")
    choices = [*([int(marked)] if marked.isdecimal() else []), *named, today.year]
    return next((year for year in choices if year in years), years[0])


def _finish(
    filing: Filing, form: Form, findings: Findings, changes: Sequence[Change], *, dry_run: bool, replace: bool
) -> RegisterReport:
    texts = {one.file: one.text for one in changes if one.text}
    problems = [*findings.problems, *(problem for one in changes for problem in one.problems)]
    if filing.unit not in filing.records.units:
        file = f"data/units/{filing.unit}.yml"
        texts = {file: dump(tell_unit(filing)), **texts}
        problems += check_unit(texts[file], filing, file)
        findings.notes.append(f"Đơn vị mới “{filing.unit_name}”: xem lại {file}.")
    written_anew = [one for one in texts if one not in {change.file for change in changes if not change.is_new}]
    problems += [_in_the_way(file) for file in written_anew if (filing.root / file).exists()]
    changed = [one for one in changes if one.differences]
    if changed and not replace and not dry_run:
        problems.append(_changed(findings.file, len(changed)))
    new = [one for one in changes if one.is_new]
    if any("origin" not in one.registration.told for one in new):
        findings.notes.append(
            "Mẫu này không hỏi nguồn gốc: mô hình ghi là xây dựng mới (origin: new), xem lại từng tệp."
        )
    write = not dry_run and not has_errors(problems) and bool(new or changed)
    if write and (failed := write_all(filing.root, texts)):
        problems.append(failed)
        write = False
    return RegisterReport(
        tuple(problems),
        form,
        filing.unit_name,
        tuple(changes),
        tuple(findings.notes),
        tuple(texts) if new or changed else (),
        {one.registration.field: filing.records.fields[one.registration.field].name for one in changes},
        write,
    )


def _name(form: Form) -> str:
    return f"{form.number}: {form.title}" if form.number else form.title


def _unknown_form(read: OfficeFile, records: Records) -> Problem:
    known = [_name(one) for one in records.forms.values() if can_be_read(one)]
    wrong = "không nhận ra đây là biểu mẫu đăng ký nào của cổng."
    fix = "giữ nguyên tên các cột của mẫu. Nhập được: " + "; ".join(known) + "." if known else "thêm biểu mẫu."
    return Problem(Location(read.file), "unknown-form", wrong, fix)


def _no_unit(read: OfficeFile) -> Problem:
    wrong = "không thấy tên đơn vị gửi ở phần đầu của biểu mẫu."
    return Problem(Location(read.file), "no-unit", wrong, "ghi tên vào dòng “ĐƠN VỊ”, hoặc thêm --unit MÃ-ĐƠN-VỊ.")


def _two_units(read: OfficeFile, marked: Unit, printed: str) -> Problem:
    wrong = f"tệp được làm sẵn cho “{marked.name}” nhưng phần đầu ghi “{printed}”."
    fix = f"đúng đơn vị nào thì thêm --unit: --unit {marked.id}, hoặc mã của “{printed}”."
    return Problem(Location(read.file), "two-units", wrong, fix)


def _in_the_way(file: str) -> Problem:
    wrong = "tệp đã có nhưng đang có lỗi, chưa đọc được; nhập sẽ đè lên nó."
    return Problem(Location(file), "file-in-the-way", wrong, "chạy dvk check, sửa lỗi trong tệp này rồi nhập lại.")


def _changed(file: str, count: int) -> Problem:
    wrong = f"{count} dòng khác với mô hình đã nhập trước đây (xem bảng)."
    return Problem(Location(file), "row-changed", wrong, "thêm --replace để nhận những chỗ đã đổi.")
