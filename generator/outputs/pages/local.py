"""What each plan says on the subject of a guide: the guide itself holds for every place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from generator.deadlines import Appointment, appoint_all
from generator.outputs.pages.comparison import say_copies
from generator.portal import Portal
from generator.records.campaign import AppliesTo, Campaign, Statement, Task
from generator.records.form import Form


class Rule(msgspec.Struct, frozen=True):
    """What one plan says: deadlines and forms of the task, the statements on the subject, a note on them."""

    campaign: Campaign
    note: str | None
    statements: Sequence[Statement]
    appointments: Sequence[Appointment]
    forms: Sequence[Form]


class Local(msgspec.Struct, frozen=True):
    """The plans that say something, the names of those that do not; `ordered` where the order counts."""

    rules: Sequence[Rule]
    silent: Sequence[str]
    ordered: bool


class Subject(msgspec.Struct, frozen=True):
    task: Task | None
    read: Callable[[Campaign], Sequence[Statement]]
    ordered: bool = True
    note: Callable[[Campaign], str | None] = lambda campaign: None


def _model_criteria(campaign: Campaign) -> Sequence[Statement]:
    return next((one.items for one in campaign.criteria if one.applies_to is AppliesTo.MODEL), ())


# By the guide's address; a guide that is not here stands without this part.
SUBJECTS = {
    "huong-dan/dang-ky-mo-hinh": Subject(Task.REGISTER, lambda c: c.implementers, ordered=False),
    "huong-dan/tam-tieu-chi": Subject(None, _model_criteria),
    "huong-dan/bao-cao": Subject(Task.REPORT, lambda c: c.report_outline),
    "huong-dan/tham-dinh": Subject(None, lambda c: c.appraisal_steps),
    "huong-dan/ho-so-cong-nhan": Subject(
        Task.RECOGNISE,
        lambda c: c.dossier.items if c.dossier else (),
        note=lambda c: f"Số bộ: {say_copies(c)}." if c.dossier else None,
    ),
    "huong-dan/viet-bai": Subject(Task.STORY, lambda c: c.story_rules.rules if c.story_rules else (), ordered=False),
}


def tell_local(portal: Portal, page_id: str) -> Local | None:
    """The part "Ở từng nơi" of a guide; None where the guide has none."""
    subject = SUBJECTS.get(page_id)
    if subject is None:
        return None
    rules = [_tell_rule(portal, one, subject) for one in portal.library.compared]
    spoken = [one for one in rules if one.statements or one.appointments or one.forms]
    silent = [one.campaign.short_title for one in rules if one not in spoken]
    return Local(spoken, silent, subject.ordered)


def _tell_rule(portal: Portal, campaign: Campaign, subject: Subject) -> Rule:
    return Rule(
        campaign,
        subject.note(campaign),
        subject.read(campaign),
        [one for one in appoint_all(portal.library, campaign, portal.today) if one.deadline.task is subject.task],
        [one for one in portal.library.forms_of(campaign) if subject.task in one.tasks and one.is_current],
    )
