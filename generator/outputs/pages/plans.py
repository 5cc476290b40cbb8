"""The plans side by side, and each plan's text with its facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from markupsafe import Markup

from generator.contents import frame_wide_parts, list_rows
from generator.deadlines import appoint_all
from generator.library import address_of
from generator.output import Page, Workshop, card_path
from generator.outputs.pages.comparison import (
    BLANK,
    compare,
    label_appraisal,
    label_criteria,
    label_registration,
    label_targets,
    say_copies,
    say_figure,
    say_period,
)
from generator.outputs.pages.landing import declare_landing
from generator.portal import Portal
from generator.records.campaign import Campaign, Task
from generator.records.form import Form
from generator.records.page import PlanText
from generator.vietnamese import format_day


class Answer(msgspec.Struct, frozen=True):
    """A fact told large on top of a plan: the words, what they are about, the section that says more."""

    text: str
    about: str
    anchor: str


class Chapter(msgspec.Struct, frozen=True):
    """A section of the facts panel that has something to say; `count` of its statements."""

    name: str
    title: str
    count: int

    @property
    def id(self) -> str:
        return f"du-kien-{self.name}"


def declare(portal: Portal) -> Iterator[Page]:
    library = portal.library
    compared = {one.id for one in library.compared}
    yield declare_landing(
        portal,
        "ke-hoach",
        "plans.html",
        more=lay_out_comparison,
        campaigns=library.compared,
        fields=library.fields,
        samples=[one for one in library.campaigns if one.id not in compared],
    )
    for campaign in library.campaigns:
        yield _declare_plan(portal, campaign)


def lay_out_comparison(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The plans topic by topic, and the first answers of each."""
    plans = context["campaigns"]
    return {"topics": compare(context["fields"], plans), "answers": {one.id: list_answers(one) for one in plans}}


def _declare_plan(portal: Portal, campaign: Campaign) -> Page:
    library = portal.library
    page = library.plan_page(campaign)
    mentioned = {one.field for one in campaign.fields} | {one.field for one in campaign.initiatives}
    return portal.page(
        address_of(campaign),
        "plan.html",
        title=page.title if page else campaign.title,
        description=page.description if page else campaign.summary[:200],
        source=page.file if page else campaign.file,
        sample=campaign.sample,
        shared=card_path(address_of(campaign)),
        more=lay_out_plan,
        campaign=campaign,
        is_full=page is not None and page.text is PlanText.FULL,
        body=portal.body_of(page.id) if page else "",
        appointments=appoint_all(library, campaign, portal.today),
        fields={one.id: one for one in library.fields if one.id in mentioned},
        forms=library.forms_of(campaign),
    )


def lay_out_plan(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The text in its final form, its contents, the facts in chapters and answers."""
    campaign, body = context["campaign"], context["body"]
    chapters = list_chapters(campaign, context["forms"])
    return {
        # Sanitised when it was read from MkDocs; only our own boxes are added.
        "body": Markup(frame_wide_parts(body)),
        "contents": [("Dữ kiện", [(one.id, one.title, 2) for one in chapters]), ("Văn bản", list_rows(body))],
        "document": list_document(campaign),
        "answers": list_answers(campaign, {one.name for one in chapters}),
        "chapters": chapters,
        "doubtful": [one for one in context["appointments"] if one.is_doubtful],
        "targets": [(one, say_figure(one)) for one in campaign.targets],
        "copies": say_copies(campaign),
    }


def list_document(campaign: Campaign) -> Sequence[tuple[str, str]]:
    """What the head of the paper says; what it leaves blank is said to be blank."""
    document = campaign.document
    return (
        ("Loại văn bản", document.kind),
        ("Cơ quan ban hành", campaign.issuer),
        ("Số, ký hiệu", document.number or _blank(document.printed_number)),
        ("Ngày ban hành", format_day(document.date) if document.date else _blank(document.printed_date)),
        ("Thời gian thực hiện", say_period(campaign)),
        ("Trích yếu", document.subject),
        ("Người ký", document.signer or ""),
    )


def _blank(printed: str | None) -> str:
    return f"{BLANK} (“{printed}”)" if printed else BLANK


def list_answers(campaign: Campaign, chapters: Collection[str] = ()) -> Sequence[Answer]:
    """The four questions asked first; where the plan is silent, the answer says so and leads to the remarks."""
    first = next((one for one in campaign.deadlines if one.task is Task.REGISTER), None)
    registration = label_registration(campaign).removeprefix("đăng ký ") if first else "không đặt hạn"
    rows = (
        ("chi-tieu", "chỉ tiêu", label_targets(campaign)),
        ("thoi-han", "đăng ký", registration),
        ("tieu-chi", "xét công nhận", label_criteria(campaign)),
        ("tham-dinh", "thẩm định", label_appraisal(campaign)),
    )
    return [Answer(text, about, f"du-kien-{name}" if name in chapters else "du-kien") for name, about, text in rows]


def list_chapters(campaign: Campaign, forms: Sequence[Form]) -> Sequence[Chapter]:
    """The sections of the facts panel, in order, empty ones left out; counted is what the title names."""
    rules = campaign.story_rules
    counted: list[tuple[str, str, int]] = [
        ("chi-tieu", "Chỉ tiêu", len(campaign.targets) or len(campaign.counting_rules)),
        ("thoi-han", "Thời hạn", len(campaign.deadlines)),
        ("bieu-mau", "Biểu mẫu", len(forms)),
        ("van-ban", "Văn bản và căn cứ", 1),
        ("dang-ky", "Ai đăng ký được", len(campaign.implementers)),
        ("muc-dich", "Mục đích, yêu cầu", len(campaign.purposes)),
        ("linh-vuc", "Lĩnh vực", len(campaign.fields)),
        ("dinh-huong", "Định hướng", len(campaign.directions)),
        ("cac-buoc", "Các bước xây dựng mô hình", len(campaign.steps)),
        ("tieu-chi", "Tiêu chí", sum(len(one.items) for one in campaign.criteria) or len(campaign.principles)),
        ("tham-dinh", "Thẩm định, công nhận", len(campaign.appraisal_steps) or len(campaign.recognition)),
        ("ho-so", "Hồ sơ đề nghị công nhận", len(campaign.dossier.items) if campaign.dossier else 0),
        ("bao-cao", "Nội dung báo cáo", len(campaign.report_outline)),
        ("bai-viet", "Bài viết giới thiệu", len(rules.parts) or len(rules.rules) if rules else 0),
        ("phat-dong", "Mô hình do thành phố phát động", len(campaign.initiatives)),
        ("phan-cong", "Phân công", len(campaign.responsibilities)),
        ("luu-y", "Điều cần biết khi đọc văn bản", len(campaign.remarks)),
    ]
    return [Chapter(name, title, count) for name, title, count in counted if count]
