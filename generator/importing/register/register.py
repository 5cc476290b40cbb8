"""A filled registration form into the portal: read, filed, compared, written all or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from generator.importing.body_names import write_name
from generator.importing.office.reading import read_office
from generator.importing.office.tables import OfficeFile
from generator.importing.register.asides import Asides
from generator.importing.register.findings import Findings
from generator.importing.register.labels import read_labels
from generator.importing.register.matching import can_be_read, cells_of, find_form, find_nearest, leaves_of
from generator.importing.register.notes import tell_filing, tell_unseen
from generator.importing.register.records import (
    Change,
    Filing,
    at_row,
    check_unit,
    dump,
    file_models,
    find_twins,
    tell_unit,
)
from generator.importing.register.rows import read_tables
from generator.importing.register.sender import find_day, find_sender, list_senders
from generator.importing.register.together import check_together
from generator.importing.register.units import check_sender, find_unit
from generator.importing.writing import write_all
from generator.loading import load_records
from generator.outputs.forms.marks import FORM, REPORT, UNIT, YEAR
from generator.problems import Location, Problem, has_errors
from generator.progress import years_of
from generator.records.campaign import Campaign, Task
from generator.records.collection import Records, Unread
from generator.records.form import Form
from generator.records.unit import Unit
from generator.reporting.report import can_be_reported
from generator.vietnamese import format_day, make_id

_PLAN = re.compile(r"\s*KẾ HOẠCH\b")


class RegisterReport(msgspec.Struct, frozen=True):
    """What an import found and did; `unit` is the sender's name, `texts` what was or would be written.

    Shape of `texts`: {file: its text}; of `fields`: {id: name}, of those that the rows belong to.
    """

    problems: tuple[Problem, ...]
    form: Form | None = None
    unit: str = ""
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    texts: Mapping[str, str] = {}
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
    loaded = load_records(root)
    records = loaded.records
    forms = [one for one in records.forms.values() if can_be_read(one)]
    form = find_form(read, forms)
    if form is None:
        return RegisterReport((_unknown_form(read, forms, records),))
    if form.campaign not in records.campaigns:
        return RegisterReport((_no_campaign(form),), form)
    if unit is None and REPORT in read.marks and not read.marks.get(UNIT):
        return RegisterReport((_own_report(read),), form)
    findings = _read_rows(read, form, records)
    sender = unit or _find_sender(read, form, records, findings)
    if not sender:
        return RegisterReport(tuple(findings.problems), form, notes=tuple(findings.notes))
    campaign = records.campaigns[form.campaign]
    findings.problems += check_sender(
        sender, is_chosen=unit is not None, units=records.units, campaign=campaign, file=read.file
    )
    findings.problems += _check_time(read, campaign, findings.dated)
    filing = _file_under(read, form, records, sender, root, findings, today)
    findings.notes += findings.asides.tell(filing.unit_name, findings.dated[0])
    changes = tuple(file_models(findings.registrations, filing))
    report = _finish(filing, form, findings, changes, loaded.unread, accepts_changes=dry_run or replace)
    return report if dry_run else _write(report, root)


def _read_rows(read: OfficeFile, form: Form, records: Records) -> Findings:
    findings = Findings(read.file, Asides(form), find_day(read, form), notes=list(tell_unseen(read)))
    if leaves_of(form):
        read_tables(read, form, records.fields, findings)
    else:
        read_labels(read, form, findings)
    findings.problems += find_twins(findings.registrations, read.file)
    names = list_senders(read, form)
    if len(names) > 1:
        findings.problems.append(_many_units(read, names))
    if not findings.registrations and not findings.problems:
        wrong = f"đây là {form.full_title} nhưng chưa điền dòng nào."
        findings.problems.append(Problem(Location(read.file), "empty-form", wrong, "điền rồi nhập lại."))
    return findings


def _find_sender(read: OfficeFile, form: Form, records: Records, findings: Findings) -> str:
    """The id or name of the unit that the file tells; "" where it tells none, which is a problem."""
    marked, printed = records.units.get(read.marks.get(UNIT, "")), find_sender(read, form)
    if marked and printed and find_unit(printed, records.units) is not marked:
        findings.problems.append(_two_units(read, marked, printed))
    if not marked and not printed:
        findings.problems.append(_no_unit(read))
    return marked.id if marked else write_name(printed)


def _file_under(
    read: OfficeFile, form: Form, records: Records, sender: str, root: Path, findings: Findings, today: date
) -> Filing:
    campaign = records.campaigns[form.campaign]
    known = find_unit(sender, records.units)
    day = findings.dated[1]
    return Filing(
        root=root,
        records=records,
        campaign=campaign,
        unit=known.id if known else make_id(sender),
        unit_name=known.name if known else sender,
        year=_find_year(read, campaign, today),
        file=read.file,
        source=f"{form.number or form.title}, tệp {read.file}",
        registered_on=day if day and day <= today else today,
        today=today,
    )


def _find_year(read: OfficeFile, campaign: Campaign, today: date) -> int:
    """The year of the campaign that the file names first; else this one, else the campaign's first."""
    choices = [*_named_years(read), today.year]
    years = years_of(campaign)
    return next((year for year in choices if year in years), years[0])


def _named_years(read: OfficeFile) -> list[int]:
    """The years that the file names: in its mark, then in its first lines."""
    marked = read.marks.get(YEAR, "")
    named = [int(one) for cell in list(cells_of(read))[:60] for one in re.findall(r"\b20\d\d\b", cell.text)]
    return [*([int(marked)] if marked.isdecimal() else []), *named]


def _check_time(read: OfficeFile, campaign: Campaign, dated: tuple[str, date | None]) -> Iterator[Problem]:
    """A form of another year, or one dated before there was a plan to register with."""
    named, years = _named_years(read), years_of(campaign)
    if named and not set(named) & set(years):
        wrong = f"biểu mẫu ghi năm {named[0]}, còn kế hoạch là của năm {', '.join(map(str, years))}."
        fix = "đúng là đăng ký cho kế hoạch này thì sửa năm trên biểu mẫu; không thì tìm đúng biểu mẫu."
        yield Problem(Location(read.file), "wrong-year", wrong, fix)
    elif (day := dated[1]) is not None and day < _first_day(campaign):
        wrong = f"biểu mẫu ghi “{dated[0]}”, trước khi có kế hoạch ({format_day(_first_day(campaign))})."
        yield Problem(Location(read.file), "bad-day", wrong, "sửa ngày trên biểu mẫu, hoặc xóa ngày đi rồi nhập.")


def _first_day(campaign: Campaign) -> date:
    """The day of the plan; where it has none, that of its period, from which on units may register."""
    return min(filter(None, (campaign.document.date, campaign.period.start)))


def _finish(
    filing: Filing, form: Form, findings: Findings, changes: Sequence[Change], unread: Unread, *, accepts_changes: bool
) -> RegisterReport:
    """What would be written, and everything that is to be said of it."""
    texts = {one.file: one.text for one in changes if one.text}
    problems = [*findings.problems, *(at_row(problem, one, filing) for one in changes for problem in one.problems)]
    unit = None
    if filing.unit not in filing.records.units:
        file = f"data/units/{filing.unit}.yml"
        texts = {file: dump(tell_unit(filing)), **texts}
        unit, wrong = check_unit(texts[file], filing, file)
        problems += wrong
    written_anew = [one for one in texts if one not in {change.file for change in changes if not change.is_new}]
    problems += [_in_the_way(file) for file in written_anew if (filing.root / file).exists()]
    if not has_errors(problems):
        problems += check_together(changes, unit, filing, unread)
    changed = [one for one in changes if one.differences]
    if changed and not accepts_changes:
        problems.append(_changed(findings.file, changed))
    return RegisterReport(
        tuple(problems),
        form,
        filing.unit_name,
        tuple(changes),
        (*findings.notes, *tell_filing(filing, findings.dated, changes, is_new_unit=unit is not None)),
        texts if any(one.text for one in changes) else {},
        {one.registration.field: filing.records.fields[one.registration.field].name for one in changes},
    )


def _write(report: RegisterReport, root: Path) -> RegisterReport:
    """All that is to be written, or nothing where there is an error."""
    if not report.texts or has_errors(report.problems):
        return report
    failed = write_all(root, report.texts)
    problems = (*report.problems, failed) if failed else report.problems
    return msgspec.structs.replace(report, problems=problems, written=failed is None)


def _unknown_form(read: OfficeFile, forms: Sequence[Form], records: Records) -> Problem:
    wrong = "không nhận ra đây là biểu mẫu đăng ký nào của cổng."
    listed = "; ".join(one.full_title for one in forms)
    marked = records.forms.get(read.marks.get(FORM, ""))
    near, missing = find_nearest(read, forms)
    if marked is not None:
        wrong = f"đây là {marked.full_title}, không phải phiếu đăng ký mô hình."
        fix = _say_where_to(marked) or f"chọn đúng tệp. Nhập được: {listed}."
    elif near is not None:
        titles = "; ".join(f"“{title}”" for title in missing)
        fix = f"gần nhất là {near.full_title}, còn thiếu {titles}: ghi lại đúng tên in trên mẫu rồi nhập."
    elif any(_PLAN.match(cell.text) for cell in list(cells_of(read))[:20]):
        wrong, fix = "đây giống một kế hoạch, không phải phiếu đăng ký.", "nhập toàn văn kế hoạch bằng dvk import plan."
    elif forms:
        fix = f"giữ nguyên tên các cột của mẫu. Nhập được: {listed}."
    else:
        fix = "cổng chưa có mẫu đăng ký nào đọc được; ghi holds cho các cột của mẫu trong data/forms/."
    return Problem(Location(read.file), "unknown-form", wrong, fix)


def _say_where_to(form: Form) -> str:
    """What the office does with a form that is no registration; "" where nothing takes it."""
    if Task.STORY in form.tasks:
        return "bài viết theo đề cương thì nhập bằng dvk import story."
    return "báo cáo tổng hợp thì lập bằng dvk report, từ các phiếu đã nhập." if can_be_reported(form) else ""


def _no_campaign(form: Form) -> Problem:
    wrong = f"kế hoạch “{form.campaign}” của mẫu này chưa đọc được."
    return Problem(Location(form.file), "no-campaign", wrong, "chạy dvk check, sửa lỗi rồi nhập lại.")


def _own_report(read: OfficeFile) -> Problem:
    day = "/".join(reversed(read.marks[REPORT].split("-")))
    wrong = f"đây là báo cáo cổng đã lập, tính đến {day}, không phải phiếu của một đơn vị."
    fix = "các mô hình trong đó cổng đã có; đúng là phiếu của một đơn vị thì thêm --unit MÃ-ĐƠN-VỊ."
    return Problem(Location(read.file), "own-report", wrong, fix)


def _no_unit(read: OfficeFile) -> Problem:
    wrong = "không thấy tên đơn vị gửi ở phần đầu của biểu mẫu."
    return Problem(Location(read.file), "no-unit", wrong, "ghi tên vào dòng “ĐƠN VỊ”, hoặc thêm --unit MÃ-ĐƠN-VỊ.")


def _two_units(read: OfficeFile, marked: Unit, printed: str) -> Problem:
    wrong = f"tệp được làm sẵn cho “{marked.name}” nhưng phần đầu ghi “{printed}”."
    fix = f"đúng đơn vị nào thì thêm --unit: --unit {marked.id}, hoặc mã của “{printed}”."
    return Problem(Location(read.file), "two-units", wrong, fix)


def _many_units(read: OfficeFile, names: Sequence[str]) -> Problem:
    listed = ", ".join(f"“{name}”" for name in names)
    wrong = f"tệp có phiếu của nhiều đơn vị: {listed}."
    return Problem(
        Location(read.file), "many-units", wrong, "tách phiếu của mỗi đơn vị thành một tệp rồi nhập từng tệp."
    )


def _in_the_way(file: str) -> Problem:
    wrong = "tệp đã có nhưng đang có lỗi, chưa đọc được; nhập sẽ đè lên nó."
    return Problem(Location(file), "file-in-the-way", wrong, "chạy dvk check, sửa lỗi trong tệp này rồi nhập lại.")


def _changed(file: str, changed: Sequence[Change]) -> Problem:
    wrong = f"{len(changed)} dòng khác với mô hình đã nhập trước đây (xem bảng)."
    fix = "thêm --replace để nhận những chỗ đã đổi."
    if any(one.is_renamed for one in changed):
        fix = fix[:-1] + "; tên mới là của một mô hình khác thì ghi cả dòng của mô hình cũ vào tệp rồi nhập lại."
    return Problem(Location(file), "row-changed", wrong, fix)
