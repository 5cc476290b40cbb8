"""The plans side by side, and each plan's text with its facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.contents import frame_wide_parts, list_rows
from generator.deadlines import appoint
from generator.library import address_of
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
from generator.outputs.pages.landing import render_landing
from generator.portal import Artifact, Portal
from generator.records.campaign import Campaign, Task
from generator.records.page import PlanText
from generator.vietnamese import format_day


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact told large on top of a plan: the words, what they are about, the section that says more."""

    text: str
    about: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the facts panel that has something to say; `count` of its statements."""

    name: str
    title: str
    count: int

    @property
    def id(self) -> str:
        return f"du-kien-{self.name}"


def render(portal: Portal) -> Iterator[Artifact]:
    library = portal.library
    plans = library.compared
    yield render_landing(
        portal,
        "ke-hoach",
        "plans.html",
        campaigns=plans,
        topics=compare(library, plans),
        answers={one.id: list_answers(one) for one in library.campaigns},
        samples=[one for one in library.campaigns if one not in plans],
    )
    for campaign in library.campaigns:
        yield _render_plan(portal, campaign)


def _render_plan(portal: Portal, campaign: Campaign) -> Artifact:
    page = portal.library.plan_page(campaign)
    body = portal.body_of(page.id) if page else ""
    chapters = list_chapters(portal, campaign)
    appointments = [appoint(campaign, one, portal.today) for one in campaign.deadlines]
    return portal.page(
        address_of(campaign),
        "plan.html",
        title=page.title if page else campaign.title,
        description=page.description if page else campaign.summary[:200],
        source=page.file if page else campaign.file,
        sample=campaign.sample,
        campaign=campaign,
        page=page,
        is_full=page is not None and page.text is PlanText.FULL,
        # Sanitised when it was read from MkDocs; only our own boxes are added.
        body=Markup(frame_wide_parts(body)),
        contents=[
            ("Dữ kiện", [(one.id, one.title, 2) for one in chapters]),
            ("Văn bản", list_rows(body)),
        ],
        document=list_document(campaign),
        answers=list_answers(campaign, {one.name for one in chapters}),
        chapters=chapters,
        appointments=appointments,
        doubtful=[one for one in appointments if one.is_doubtful],
        targets=[(one, say_figure(one)) for one in campaign.targets],
        copies=say_copies(campaign),
        forms=portal.library.forms_of(campaign),
    )


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


def list_chapters(portal: Portal, campaign: Campaign) -> Sequence[Chapter]:
    """The sections of the facts panel, in order, empty ones left out; counted is what the title names."""
    rules = campaign.story_rules
    counted: list[tuple[str, str, int]] = [
        ("chi-tieu", "Chỉ tiêu", len(campaign.targets) or len(campaign.counting_rules)),
        ("thoi-han", "Thời hạn", len(campaign.deadlines)),
        ("bieu-mau", "Biểu mẫu", len(portal.library.forms_of(campaign))),
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
