"""What must hold between the facts of a campaign and of its forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.deadlines import days_of, find_printed_day, prints_impossible_day
from generator.problems import Level, Problem, nearest
from generator.records.campaign import Campaign, Deadline
from generator.records.collection import Records
from generator.records.form import Form
from generator.rules.texts import count_gaps
from generator.sources.pictures import Pictures


def check_campaigns(records: Records, pictures: Pictures) -> Iterator[Problem]:
    for campaign in records.campaigns.values():
        yield from check_review(campaign)
        yield from check_period(campaign)
        yield from check_deadlines(campaign)
        yield from check_targets(campaign)
        yield from check_inner_ids(campaign)
    for form in records.forms.values():
        yield from check_form_deadline(form, records)


def check_review(campaign: Campaign) -> Iterator[Problem]:
    """Say of a draft that it is not published, and how to finish it."""
    if campaign.review:
        gaps = count_gaps(campaign)
        left = f"; còn {gaps} chỗ “(điền …)”" if gaps else ""
        wrong = f"kế hoạch này máy nháp từ văn bản, còn chờ rà soát, nên chưa có trên cổng{left}."
        fix = "so từng mục với văn bản (số dòng ghi cạnh mục), sửa và điền cho đủ, rồi xóa dòng review: true."
        yield Problem(campaign.at("review"), "campaign-review", wrong, fix, Level.WARNING)


def check_period(campaign: Campaign) -> Iterator[Problem]:
    """A period ends after it starts."""
    if campaign.period.end < campaign.period.start:
        wrong = f"“Đến ngày” ({campaign.period.end}) trước “Từ ngày” ({campaign.period.start})."
        yield Problem(campaign.at("period", "end"), "period-reversed", wrong, "sửa lại hai ngày.")


def check_deadlines(campaign: Campaign) -> Iterator[Problem]:
    """A deadline has a day, comes every year, or says why it has none."""
    for index, deadline in enumerate(campaign.deadlines):
        if deadline.date is not None and deadline.yearly is not None:
            fix = "giữ date cho hạn một lần, hoặc yearly cho hạn hằng năm."
            at = campaign.at("deadlines", index)
            yield Problem(at, "two-dates", "hạn có cả “Ngày” và “Hằng năm vào”.", fix)
        if deadline.date is None and deadline.yearly is None:
            yield from _check_undated(campaign, index, deadline)
        if deadline.date is None and deadline.yearly is not None:
            yield from _check_yearly(campaign, index, deadline)


def _check_yearly(campaign: Campaign, index: int, deadline: Deadline) -> Iterator[Problem]:
    period = campaign.period
    if period.start <= period.end and not days_of(campaign, deadline):
        wrong = f"“Thời gian” của kế hoạch ({period.start} đến {period.end}) không có ngày {deadline.yearly} nào."
        fix = "ghi date: năm-tháng-ngày cho hạn một lần, hoặc xem lại period."
        yield Problem(campaign.at("deadlines", index, "yearly"), "yearly-outside-period", wrong, fix)


def _check_undated(campaign: Campaign, index: int, deadline: Deadline) -> Iterator[Problem]:
    if deadline.warning is None:
        day = find_printed_day(deadline)
        wrong = f"hạn “{deadline.printed}” không có ngày trong lịch."
        fix = f"date: {day}" if day else "thêm date, hoặc thêm warning nói rõ vì sao không có ngày."
        yield Problem(campaign.at("deadlines", index), "no-date", wrong, fix)
    elif prints_impossible_day(deadline):
        wrong = f"văn bản in “{deadline.printed}”, ngày này không có trong lịch."
        fix = "hỏi lại cơ quan ban hành; khi có đính chính thì ghi date."
        yield Problem(campaign.at("deadlines", index, "printed"), "printed-date", wrong, fix, Level.WARNING)


def check_targets(campaign: Campaign) -> Iterator[Problem]:
    """What records count is compared with a figure."""
    for index, target in enumerate(campaign.targets):
        if target.measure is not None and target.value is None:
            wrong = "chỉ tiêu có “Cách đếm” nhưng chưa có “Con số”."
            fix = "thêm dòng value: con số in trong văn bản, hoặc xóa dòng measure."
            yield Problem(campaign.at("targets", index, "measure"), "measure-without-value", wrong, fix)


def check_form_deadline(form: Form, records: Records) -> Iterator[Problem]:
    """The deadline that a form names is one of its campaign's."""
    campaign = records.campaigns.get(form.campaign)
    if campaign is None or form.deadline is None:
        return
    known = [one.id for one in campaign.deadlines]
    if form.deadline not in known:
        near = nearest(form.deadline, known)
        wrong = f"kế hoạch “{campaign.id}” không có hạn “{form.deadline}”."
        fix = f"deadline: {near}" if near else "xóa dòng này, hoặc thêm hạn ấy vào kế hoạch."
        yield Problem(form.at("deadline"), "unknown-deadline", wrong, fix)


def check_inner_ids(campaign: Campaign) -> Iterator[Problem]:
    """Targets and deadlines have ids of their own within the campaign."""
    for name in ("targets", "deadlines"):
        counts = Counter(one.id for one in getattr(campaign, name))
        for index, one in enumerate(getattr(campaign, name)):
            if counts[one.id] > 1:
                wrong = f"mã “{one.id}” dùng hai lần trong {name}."
                yield Problem(campaign.at(name, index, "id"), "duplicate-id", wrong, "đặt mã khác cho một trong hai.")


RULES = (check_campaigns,)
