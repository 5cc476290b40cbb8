"""Several plans side by side: topics, their rows, and in each row what every plan says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

import msgspec

from generator.records.campaign import (
    AppliesTo,
    Campaign,
    Deadline,
    Measure,
    Point,
    Statement,
    Step,
    Target,
    Task,
    Theme,
)
from generator.records.field import Field
from generator.vietnamese import format_day, format_number

BLANK = "để trống trong bản in"


class Line(msgspec.Struct, frozen=True):
    """One thing a plan says: the text, its place in the document, a warning.

    `lead` stands before the text and leads to `address`; `blank` says that the document leaves a gap here.
    """

    text: str
    source: str | None = None
    warning: str | None = None
    lead: str | None = None
    address: str | None = None
    blank: bool = False


Cell = tuple[Line, ...]


class Row(msgspec.Struct, frozen=True):
    """One cell for each plan; an empty one means that the plan is silent.

    A folded row is long and opens on demand. `mark` is the field whose mark stands in place of the title.
    """

    title: str
    cells: tuple[Cell, ...]
    folded: bool = False
    mark: Field | None = None


class Difference(msgspec.Struct, frozen=True):
    """One answer to a topic's question, and the plans that give it."""

    label: str
    plans: tuple[str, ...]


class Topic(msgspec.Struct, frozen=True):
    """`anchor` is that of the topic here; on a plan's own page it is "du-kien-" + anchor.

    `spoken` tells for each plan whether it says anything on the topic.
    """

    anchor: str
    title: str
    differences: tuple[Difference, ...]
    rows: tuple[Row, ...]
    spoken: tuple[bool, ...]


def compare(fields: Sequence[Field], plans: Sequence[Campaign]) -> Sequence[Topic]:
    """Every topic on which at least one plan says something."""
    topics = [
        _topic("chi-tieu", "Chỉ tiêu", _target_rows(plans), plans, label_targets),
        _topic("thoi-han", "Thời hạn", _deadline_rows(plans), plans, label_registration),
        _topic("linh-vuc", "Lĩnh vực", _field_rows(fields, plans), plans, label_fields),
        _topic("cac-buoc", "Các bước xây dựng mô hình", _step_rows(plans), plans, None),
        _topic("tieu-chi", "Tiêu chí", _criteria_rows(plans), plans, label_criteria),
        _topic("tham-dinh", "Thẩm định, công nhận", _appraisal_rows(plans), plans, label_appraisal),
        _topic("ho-so", "Hồ sơ đề nghị công nhận", _dossier_rows(plans), plans, label_dossier),
        _topic("bao-cao", "Nội dung báo cáo", _report_rows(plans), plans, None),
        _topic("bai-viet", "Bài viết giới thiệu", _story_rows(plans), plans, None),
        _topic("phat-dong", "Mô hình do thành phố phát động", _initiative_rows(fields, plans), plans, None),
        _topic("van-ban", "Văn bản", _document_rows(plans), plans, lambda c: c.issuer_kind.label),
    ]
    return [topic for topic in topics if topic.rows]


def _topic(
    anchor: str,
    title: str,
    rows: Iterable[Row],
    plans: Sequence[Campaign],
    label: Callable[[Campaign], str] | None,
) -> Topic:
    worded = tuple(row for row in rows if any(row.cells))
    spoken = tuple(any(row.cells[index] for row in worded) for index in range(len(plans)))
    return Topic(anchor, title, _group(plans, label) if label else (), worded, spoken)


def _group(plans: Sequence[Campaign], label: Callable[[Campaign], str]) -> tuple[Difference, ...]:
    groups: dict[str, list[str]] = {}
    for one in plans:
        groups.setdefault(label(one), []).append(one.short_title)
    return tuple(Difference(text, tuple(names)) for text, names in groups.items())


def _row(title: str, cells: Iterable[Iterable[Line]], *, folded: bool = False, mark: Field | None = None) -> Row:
    return Row(title, tuple(tuple(cell) for cell in cells), folded, mark)


def _say(statements: Iterable[Statement]) -> Iterator[Line]:
    for one in statements:
        title = one.title if isinstance(one, Point | Step) else None
        yield Line(f"{title}. {one.text}" if title else one.text, one.source)


def _say_titles(points: Iterable[Point | Step | Theme]) -> Iterator[Line]:
    for one in points:
        yield Line(one.title or one.text, one.source)


def _or_blank(text: str | None, source: str) -> Line:
    return Line(text, source) if text else Line(BLANK, source, blank=True)


def _document_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    papers = [one.document for one in plans]
    yield _row("Cơ quan ban hành", ([Line(one.issuer)] for one in plans))
    yield _row("Loại văn bản", ([Line(one.kind)] for one in papers))
    yield _row("Số, ký hiệu", ([_or_blank(one.number, one.source)] for one in papers))
    yield _row("Ngày ban hành", ([_or_blank(format_day(one.date) if one.date else None, one.source)] for one in papers))
    yield _row("Thời gian thực hiện", ([Line(say_period(one))] for one in plans))
    yield _row("Căn cứ", (_say(one.parents) for one in plans), folded=True)


def say_period(campaign: Campaign) -> str:
    """The period in words: "năm 2026", "2026–2030"."""
    first, last = campaign.period.start.year, campaign.period.end.year
    return f"năm {first}" if first == last else f"{first}–{last}"


_MODELS: frozenset[Measure | None] = frozenset({Measure.RECOGNISED_MODELS, Measure.REGISTERED_MODELS})
# What a target is about, in the order in which readers ask.
_TARGET_ROWS: tuple[tuple[str, frozenset[Measure | None]], ...] = (
    ("Số mô hình", _MODELS),
    ("Đơn vị nào cũng có mô hình", frozenset({Measure.UNITS_WITH_MODEL})),
    ("Điển hình", frozenset({Measure.EXEMPLARS})),
    ("Chỉ tiêu khác", frozenset({None})),
)


def _target_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    for title, measures in _TARGET_ROWS:
        yield _row(title, (_say(one for one in plan.targets if one.measure in measures) for plan in plans))
    yield _row("Cách tính", (_say(one.counting_rules) for one in plans), folded=True)


def label_targets(campaign: Campaign) -> str:
    """The number of models a plan sets: "ít nhất 06 mô hình"."""
    counted = [one for one in campaign.targets if one.measure in _MODELS]
    if counted:
        return say_amount(counted[0])
    if any(one.measure is Measure.UNITS_WITH_MODEL for one in campaign.targets):
        return "mọi đơn vị có mô hình, không đặt tổng số"
    return "không đặt tổng số mô hình"


def say_amount(target: Target) -> str:
    """A target's number as the documents write it: "ít nhất 06 mô hình", "98 %"."""
    if target.value is None:
        return "không có con số"
    amount = f"{say_figure(target)} {target.unit or ''}".strip()
    return f"ít nhất {amount}" if target.at_least else amount


def say_figure(target: Target) -> str | None:
    """A target's number alone; things are counted with two digits at least: "06", "98", "2,5"."""
    if target.value is None:
        return None
    number = format_number(target.value)
    return number if target.unit == "%" else number.zfill(2)


def _deadline_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    for task in Task:
        yield _row(task.label, ([_say_deadline(c, one) for one in c.deadlines if one.task is task] for c in plans))


def _say_deadline(campaign: Campaign, deadline: Deadline) -> Line:
    printed = deadline.printed[0].upper() + deadline.printed[1:]
    text = f"{deadline.text} Nơi nhận: {deadline.recipient}."
    return Line(text, deadline.source, deadline.warning, printed, f"lich/#{campaign.id}-{deadline.id}")


def label_registration(campaign: Campaign) -> str:
    """By when models are registered, as printed."""
    first = next((one for one in campaign.deadlines if one.task is Task.REGISTER), None)
    if first is None:
        return "không đặt hạn đăng ký"
    often = " hằng năm" if first.yearly and "hằng năm" not in first.printed else ""
    return f"đăng ký {first.printed}{often}"


def _field_rows(fields: Sequence[Field], plans: Sequence[Campaign]) -> Iterator[Row]:
    for field in fields:
        found = [[one for one in plan.fields if one.field == field.id] for plan in plans]
        yield _row(field.name, ([Line(one.name, one.source) for one in own] for own in found), mark=field)
        themes = (_say_titles(theme for one in own for theme in one.themes) for own in found)
        yield _row(f"Nội dung: {field.name}", themes, folded=True)


def label_fields(campaign: Campaign) -> str:
    worded = any(one.themes for one in campaign.fields)
    return f"{len(campaign.fields):02} lĩnh vực" + ("" if worded else ", không chia nội dung theo lĩnh vực")


def _step_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    yield _row("Trình tự", (_say_titles(one.steps) for one in plans))


def _criteria_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    for subject in AppliesTo:
        cells = (
            _say(item for one in plan.criteria if one.applies_to is subject for item in one.items) for plan in plans
        )
        yield _row(subject.label, cells, folded=True)
    yield _row("Nguyên tắc xét", (_say(one.principles) for one in plans), folded=True)


def label_criteria(campaign: Campaign) -> str:
    items = next((one.items for one in campaign.criteria if one.applies_to is AppliesTo.MODEL), ())
    return f"{len(items):02} tiêu chí cho mô hình" if items else "không in tiêu chí"


def _appraisal_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    for number, steps in enumerate(zip_longest(*(one.appraisal_steps for one in plans)), start=1):
        yield _row(f"Bước {number}", ([Line(one.text, one.source)] if one else [] for one in steps))
    yield _row("Công nhận", (_say(one.recognition) for one in plans), folded=True)


def label_appraisal(campaign: Campaign) -> str:
    count = len(campaign.appraisal_steps)
    return f"{count:02} bước thẩm định" if count else "không nêu quy trình thẩm định"


def _dossier_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    found = [one.dossier for one in plans]
    yield _row("Số bộ", ([Line(say_copies(one), one.dossier.source)] if one.dossier else [] for one in plans))
    yield _row("Đề nghị cấp", ([Line(one.level)] if one and one.level else [] for one in found))
    yield _row("Giấy tờ", (_say(one.items) if one else () for one in found))


def say_copies(campaign: Campaign) -> str:
    """How many copies the dossier asks for: "03 bộ (báo cáo thành tích, đóng quyển)"."""
    dossier = campaign.dossier
    if dossier is None or dossier.copies is None:
        return "không ghi số bộ"
    return f"{dossier.copies:02} bộ" + (f" ({dossier.copies_of})" if dossier.copies_of else "")


def label_dossier(campaign: Campaign) -> str:
    if campaign.dossier is None:
        return "không nêu hồ sơ"
    return f"{campaign.dossier.copies:02} bộ" if campaign.dossier.copies else "không ghi số bộ"


def _report_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    yield _row("Các ý cần có", (_say(one.report_outline) for one in plans))


def _story_rows(plans: Sequence[Campaign]) -> Iterator[Row]:
    rules = [one.story_rules for one in plans]
    yield _row("Các phần", (_say_titles(one.parts) if one else () for one in rules))
    yield _row("Quy định", (_say(one.rules) if one else () for one in rules))


def _initiative_rows(fields: Sequence[Field], plans: Sequence[Campaign]) -> Iterator[Row]:
    for field in fields:
        cells = (_say(one for one in plan.initiatives if one.field == field.id) for plan in plans)
        yield _row(field.name, cells, mark=field)
