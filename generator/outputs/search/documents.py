"""What the search finds: every public page and every section of the long ones, with the words on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.digests import digest_bytes
from generator.entries import read_whole
from generator.library import address_of
from generator.outline import PHOTO_LINE
from generator.outputs.pages.plans import Chapter, list_chapters
from generator.outputs.search.plain import cut_sections, list_words, strip_html, strip_texts
from generator.portal import Portal
from generator.records.brief import Brief
from generator.records.campaign import Campaign
from generator.records.exemplar import Exemplar
from generator.records.form import Form
from generator.records.page import Page
from generator.records.story import Story
from generator.sections import SECTIONS


class Document(NamedTuple):
    """A page or a section: its address, its title, a line beneath it, other names it goes by, its text in pieces."""

    address: str
    title: str
    line: str
    keys: tuple[str, ...]
    body: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """Something that documents are made of: `digest` changes whenever they may, `id` says where blocks are cut."""

    id: str
    digest: bytes
    tell: Callable[[], Iterator[Document]]


class Names(NamedTuple):
    """What models show of others, by their ids: names of units, fields, campaigns."""

    units: Mapping[str, str]
    fields: Mapping[str, str]
    campaigns: Mapping[str, str]


# The kinds of documents in the order in which results stand: their word in addresses, what people call them.
KINDS = (
    ("mo-hinh", "Mô hình"),
    ("bai-viet", "Bài viết"),
    ("ke-hoach", "Kế hoạch"),
    ("bieu-mau", "Biểu mẫu"),
    ("huong-dan", "Hướng dẫn"),
    ("muc-khac", "Đơn vị và mục khác"),
)


def name_all(portal: Portal) -> Names:
    records = portal.library.records
    return Names(
        {one.id: one.name for one in records.units.values()},
        {one.id: one.name for one in records.fields.values()},
        {one.id: one.short_title for one in records.campaigns.values()},
    )


def tell_model(root: Path, names: Names, brief: Brief) -> Document:
    """A recognised model, with all that its own page tells of it.

    Raises FileProblemError when its file changed since it was read.
    """
    model = read_whole(root, brief)
    unit, field = names.units[model.unit], names.fields[model.field]
    results = [f"{one.figure} {one.unit or ''} {one.text}" for one in model.results]
    body = strip_texts(
        [model.summary, model.situation, model.approach, model.outcome, model.expected, model.lasting, *results,
         *[one.text for one in model.evidence], *[f"{one.alt} {one.caption}" for one in model.photos]]
    )  # fmt: skip
    keys = (unit, field, model.implementer, model.theme or "", names.campaigns[model.campaign], str(model.year))
    return Document(address_of(brief), model.name, f"{unit} · {field} · {model.year}", keys, body)


def list_others(portal: Portal) -> Mapping[str, Sequence[Row]]:
    """Everything but models. Shape: {kind: rows}."""
    library = portal.library
    plans = {f"ke-hoach/{one.id}" for one in library.campaigns}
    # Landing pages are told of with their section.
    apart = {*plans, "404", *(section.id for section in SECTIONS)}
    pages = [one for one in library.pages.values() if one.id not in apart]
    return {
        "bai-viet": [
            *(_row_of_story(portal, one) for one in library.stories),
            *(_row_of_exemplar(portal, one) for one in library.exemplars),
        ],
        "ke-hoach": [_row_of_plan(portal, one) for one in library.campaigns],
        "bieu-mau": [_row_of_form(portal, one) for one in library.records.forms.values()],
        "huong-dan": [_row_of_page(portal, one) for one in pages],
        "muc-khac": [*_list_listings(portal), *_list_sections(portal)],
    }


def _row_of_story(portal: Portal, story: Story) -> Row:
    exemplar = portal.library.exemplar(story.exemplar)
    return Row(story.id, digest_bytes(story.digest, exemplar.digest), partial(_tell_story, story, exemplar))


def _tell_story(story: Story, exemplar: Exemplar) -> Iterator[Document]:
    quote = f"{story.quote.text} {story.quote.who}" if story.quote else None
    captions = [f"{one.alt} {one.caption}" for one in story.photos]
    body = strip_texts([story.lead, PHOTO_LINE.sub("", story.body), quote, *captions])
    keys = (exemplar.name, exemplar.role, story.kicker or "", story.byline)
    yield Document(address_of(story), story.title, f"{exemplar.name} · {exemplar.role}", keys, body)


def _row_of_exemplar(portal: Portal, exemplar: Exemplar) -> Row:
    unit = portal.library.unit(exemplar.unit).name
    return Row(exemplar.id, digest_bytes(exemplar.digest, unit.encode()), partial(_tell_exemplar, exemplar, unit))


def _tell_exemplar(exemplar: Exemplar, unit: str) -> Iterator[Document]:
    line = f"{exemplar.role} · {unit}"
    yield Document(address_of(exemplar), exemplar.name, line, (line,), strip_texts([exemplar.summary]))


def _row_of_plan(portal: Portal, campaign: Campaign) -> Row:
    page = portal.library.plan_page(campaign)
    html, forms = portal.body_of(page.id) if page else "", portal.library.forms_of(campaign)
    title = page.title if page else campaign.title
    digest = digest_bytes(campaign.digest, title.encode(), html.encode(), *[one.digest for one in forms])
    return Row(campaign.id, digest, partial(_tell_plan, campaign, title, html, forms))


def _tell_plan(campaign: Campaign, title: str, html: str, forms: Sequence[Form]) -> Iterator[Document]:
    """The plan, each chapter of its facts, each section of its text."""
    address, short = address_of(campaign), campaign.short_title
    sections = list(cut_sections(html, deepest=4))
    keys = (short, campaign.locality, campaign.city or "", campaign.issuer, campaign.title)
    yield Document(address, title, short, keys, (*strip_texts([campaign.summary]), *filter(None, [sections[0][2]])))
    for chapter in list_chapters(campaign, forms):
        body = strip_texts(list(list_words(_facts_of(campaign, forms, chapter))))
        yield Document(f"{address}#{chapter.id}", chapter.title, f"{short} · dữ kiện", (), body)
    for anchor, heading, text in sections[1:]:
        yield Document(f"{address}#{anchor}", heading, short, (), (text,))


def _facts_of(campaign: Campaign, forms: Sequence[Form], chapter: Chapter) -> tuple[object, ...]:
    """What stands in a chapter of the facts."""
    facts: dict[str, tuple[object, ...]] = {
        "chi-tieu": (campaign.targets, campaign.counting_rules),
        "thoi-han": campaign.deadlines,
        "bieu-mau": tuple(f"{one.number or ''} {one.title}" for one in forms),
        "van-ban": (campaign.document, campaign.parents),
        "dang-ky": campaign.implementers,
        "muc-dich": campaign.purposes,
        "linh-vuc": campaign.fields,
        "dinh-huong": campaign.directions,
        "cac-buoc": campaign.steps,
        "tieu-chi": (campaign.criteria, campaign.principles),
        "tham-dinh": (campaign.appraisal_steps, campaign.recognition),
        "ho-so": (campaign.dossier,),
        "bao-cao": campaign.report_outline,
        "bai-viet": (campaign.story_rules,),
        "phat-dong": campaign.initiatives,
        "phan-cong": campaign.responsibilities,
        "luu-y": campaign.remarks,
    }
    return facts[chapter.name]


def _row_of_form(portal: Portal, form: Form) -> Row:
    plan = portal.library.campaign(form.campaign).short_title
    return Row(form.id, digest_bytes(form.digest, plan.encode()), partial(_tell_form, form, plan))


def _tell_form(form: Form, plan: str) -> Iterator[Document]:
    blocks = [text for one in form.blocks for text in (one.heading, one.paragraph, one.fill, one.choose, *one.items)]
    about = [form.summary, form.sender, form.recipient, form.due, *form.attachments, *form.how_to_fill]
    body = strip_texts([*about, *form.subject, *blocks, form.note])
    title = ". ".join(filter(None, [form.number, form.title]))
    keys = (plan, *(one.label for one in form.tasks))
    kind = "biểu mẫu" if form.is_current else "biểu mẫu đã thay"
    yield Document(address_of(form), title, f"{plan} · {kind}", keys, body)


def _row_of_page(portal: Portal, page: Page) -> Row:
    html = portal.body_of(page.id)
    return Row(page.id, digest_bytes(page.digest, html.encode()), partial(_tell_page, page, html))


def _tell_page(page: Page, html: str) -> Iterator[Document]:
    """The page, and each of its sections that can be linked to."""
    address = address_of(page)
    for anchor, heading, text in cut_sections(html, deepest=3):
        if not anchor:
            kind = "Hướng dẫn" if address.startswith("huong-dan/") else ""
            yield Document(address, page.title, page.description, (page.description, kind), (text,) if text else ())
        else:
            yield Document(f"{address}#{anchor}", heading, page.title, (page.title,), (text,))


def _list_listings(portal: Portal) -> Iterator[Row]:
    """The models of each unit, field and year."""
    library = portal.library
    for unit in library.units:
        body = strip_texts([unit.summary, unit.address])
        yield _row_of(Document(address_of(unit), unit.name, f"Đơn vị · {unit.kind.label}", (), body), unit.digest)
    for field in library.fields:
        found = Document(address_of(field), field.name, "Mô hình theo lĩnh vực", field.aliases, (field.summary,))
        yield _row_of(found, field.digest)
    for year in library.by_year:
        found = Document(f"mo-hinh/nam/{year}/", f"Mô hình năm {year}", "Mô hình theo năm", (), ())
        yield _row_of(found, found.title.encode())


def _list_sections(portal: Portal) -> Iterator[Row]:
    """The home page and the first page of each section."""
    for section in SECTIONS:
        page, html = portal.library.pages.get(section.id), portal.body_of(section.id)
        title = page.title if page else section.title or portal.settings.name
        description = page.description if page else section.description or portal.settings.tagline
        address, text = f"{section.id}/" if section.id else "", strip_html(html)
        found = Document(address, title, section.menu, (section.menu,), tuple(filter(None, (description, text))))
        yield _row_of(found, repr(found).encode())


def _row_of(document: Document, seen: bytes) -> Row:
    return Row(document.address, digest_bytes(seen), partial(iter, (document,)))
