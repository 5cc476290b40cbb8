"""huong-dan/giao-dien/: every part of the pages at once, in both schemes, for those who look after the theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.entries import read_whole
from generator.library import address_of
from generator.output import Output, Workshop
from generator.outputs.pages.listing import Turn
from generator.outputs.pages.redirects import lead_on
from generator.outputs.sharing import share_card_of
from generator.portal import Portal

ADDRESS = "huong-dan/giao-dien/"


def declare(portal: Portal) -> Iterator[Output]:
    library = portal.library
    models = library.recognised
    pictured = next((one for one in models if one.photos), None)
    drawn = next((one for one in models if not one.photos), None)
    copy = next((one for one in models if one.replicated_from), None)
    longest = max(models, key=lambda one: len(one.name), default=None)
    yield portal.page(
        ADDRESS,
        "components.html",
        title="Các thành phần của giao diện",
        description="Mọi thành phần của trang, ở nền sáng và nền tối, để người giữ giao diện so sánh.",
        indexed=False,
        more=read_pictured,
        fields=library.fields,
        pictured=library.card(pictured) if pictured else None,
        whole=pictured.whole if pictured else None,
        campaign=library.campaign(pictured.campaign) if pictured else None,
        cards=library.cards(one for one in (pictured, drawn, longest) if one),
        related=[("Cùng chủ đề", library.card(one)) for one in (pictured, longest) if one],
        further=[("Cùng lĩnh vực", address_of(one), one.name) for one in (drawn, longest) if one],
        share_cards=[card.path for one in (pictured, drawn) if one and (card := share_card_of(portal, one))],
        story=library.story_card(library.stories[0]) if library.stories else None,
        exemplar=library.exemplar_card(library.exemplars[0]) if library.exemplars else None,
        turn=Turn(ADDRESS, (), 2, 3, 3, "mo-hinh/", "mo-hinh/"),
        line=library.line_of(copy) if copy else None,
    )
    # Where it was in 0.1.0.
    yield lead_on("thanh-phan/", ADDRESS)


def read_pictured(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The model with a photo as its file tells it; None where no model has one."""
    card = context["pictured"]
    return {"model": read_whole(workshop.root, card.model) if card else None}
