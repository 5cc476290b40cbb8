"""One page for each recognised model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from zlib import crc32

from generator.cards import Card
from generator.digests import digest_bytes, digest_of
from generator.entries import read_whole
from generator.library import Library, address_of
from generator.output import Batch, Output, Page, Workshop
from generator.outputs.pages.linked_data import tell_article
from generator.outputs.sharing import draws_models, share_card_of, shared_path
from generator.portal import Portal
from generator.records.brief import Brief
from generator.records.campaign import AppliesTo, Campaign
from generator.records.model import Model
from generator.vietnamese import format_day

# Models are declared in so many batches.
_BATCHES = 256
# So many of the related models are shown as cards, the others named.
_CARDS = 3


def declare_batches(portal: Portal) -> Iterator[Batch]:
    """The models in batches of their own, cut by id, so that a new one only changes the batch it falls into."""
    around = digest_bytes(digest_surroundings(portal.library), repr(draws_models(portal)).encode())
    listed = portal.library.recognised
    # All that is asked of a model at once: ten thousand of them lie all over the memory. Of its file and of the photo
    # on its card the digest.
    told = [(one.id, one.name, one.whole + _digest_photo(portal, one)) for one in listed]
    # What is written of the models beside one; there is none before the first, none after the last.
    names = ["", *[f"{model_id} {name}\n" for model_id, name, _ in told], ""]
    shares: list[list[int]] = [[] for _ in range(_BATCHES)]
    for place, (model_id, _, _) in enumerate(told):
        shares[crc32(model_id.encode()) % _BATCHES].append(place)
    for number, places in enumerate(shares):
        if places:
            beside = "".join([names[place] + names[place + 2] for place in places])
            related = portal.library.relations.digest(places)
            needs = digest_bytes(around, related, beside.encode(), *[told[place][2] for place in places])
            yield Batch(f"models {number}", needs, partial(declare, portal, places), len(places))


def _digest_photo(portal: Portal, model: Brief) -> bytes:
    return portal.picture_digests[f"anh/{model.photos[0]}"] if model.photos else b""


def digest_surroundings(library: Library) -> bytes:
    """Changes with everything that may stand on a model's page beside the model itself."""
    told = [library.model(one) for exemplar in library.exemplars for one in exemplar.models]
    copies = [(one, library.model(one.replicated_from)) for one in library.registered if one.replicated_from]
    return digest_of((library.others, told, copies))


def declare(portal: Portal, places: Iterable[int]) -> Iterator[Output]:
    """The pages of the models at some places of the list of all, and the cards that stand for them where they are
    shared."""
    for place in places:
        shared = share_card_of(portal, portal.library.recognised[place])
        if shared is not None:
            yield shared
        yield declare_model(portal, place, shared.path if shared else None)


def declare_model(portal: Portal, place: int, shared: str | None) -> Page:
    """`shared` is the path of its own share card, if it has one.

    `whole` stands for what only the model's file tells, which is read when the page is made.
    """
    library = portal.library
    listed = library.recognised
    model = listed[place]
    newer = listed[place - 1] if place else None
    older = listed[place + 1] if place + 1 < len(listed) else None
    line = library.line_of(model)
    related = library.relations.of(place, line.ids if line else ())
    return portal.page(
        address_of(model),
        "model.html",
        title=model.name,
        description=model.summary,
        source=model.file,
        sample=model.sample,
        kind="article",
        linked=link_model,
        photo=f"anh/{model.photos[0]}" if model.photos else None,
        shared=shared or shared_path(model, library.field(model.field)),
        more=tell_model,
        card=library.card(model),
        whole=model.whole,
        pictures=[portal.picture(f"anh/{name}") for name in model.photos],
        campaign=library.campaign(model.campaign),
        line=line,
        exemplars=[library.exemplar_card(one) for one in library.exemplars_of(model)],
        stories=[library.story_card(one) for one in library.stories_of(model)],
        related=[(why, library.card(one)) for why, one in related[:_CARDS]],
        further=[(why, address_of(one), one.name) for why, one in related[_CARDS:]],
        beside=[(address_of(one), one.name) if one else None for one in (newer, older)],
    )


def link_model(page: Page, workshop: Workshop) -> Mapping[str, Any]:
    """What search engines are told of a model."""
    card: Card = page.context["card"]
    model = card.model
    return tell_article(
        workshop.settings,
        model,
        published=model.recognition.date if model.recognition else model.registered_on,
        updated=model.updated,
        author=card.unit.name,
        above=("mo-hinh/", "Mô hình"),
        photo=page.photo,
    )


def tell_model(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the model's own file says beyond its card."""
    model, campaign = read_whole(workshop.root, context["card"].model), context["campaign"]
    criteria = pair_criteria(model, campaign)
    return {
        "model": model,
        "facts": list_facts(model, campaign),
        "criteria": criteria,
        "contents": tuple(
            [(anchor, title) for anchor, title, there in list_sections(model, len(criteria), context) if there]
        ),
    }


def list_sections(model: Model, criteria: int, context: Mapping[str, Any]) -> tuple[tuple[str, str, object], ...]:
    """The sections that a model's page may have: (anchor, title, whether it is there)."""
    return (
        ("viec-kho", "Việc khó đặt ra", True),
        ("cach-lam", "Cách làm", True),
        ("ket-qua", "Kết quả" if model.outcome else "Kết quả dự kiến", model.outcome or model.expected),
        ("giu-ben", "Giữ bền và nhân rộng", model.lasting),
        ("nhan-rong", "Học từ đâu, ai đã học theo", context["line"]),
        ("tieu-chi", f"{criteria} tiêu chí và minh chứng", criteria),
        ("dien-hinh", "Người làm nên mô hình", context["exemplars"]),
        ("bai-viet", "Bài viết về mô hình", context["stories"]),
        ("lien-quan", "Mô hình liên quan", context["related"]),
    )


def pair_criteria(model: Model, campaign: Campaign) -> list[tuple[int, str, str | None]]:
    """Each criterion of the model's campaign with the evidence for it: (number, criterion, evidence)."""
    items = next((one.items for one in campaign.criteria if one.applies_to is AppliesTo.MODEL), ())
    evidence = {one.criterion: one.text for one in model.evidence}
    return [(number, item.text, evidence.get(number)) for number, item in enumerate(items, start=1)]


def list_facts(model: Model, campaign: Campaign) -> list[tuple[str, str | None]]:
    """What the register says of a model: (label, words); None where it says nothing."""
    return [
        ("Chủ thể thực hiện", f"{model.implementer} ({model.subject.label.lower()})"),
        ("Nội dung", model.theme),
        ("Nguồn gốc", model.origin.label),
        ("Kế hoạch", campaign.short_title),
        ("Đăng ký", format_day(model.registered_on)),
        ("Ra mắt", format_day(model.launched_on) if model.launched_on else None),
        ("Nguồn số liệu", model.source),
        ("Cập nhật", format_day(model.updated)),
    ]
