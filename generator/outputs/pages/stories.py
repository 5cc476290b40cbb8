"""Stories in the five parts of the outline, and the list of stories and exemplars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from markupsafe import Markup

from generator.library import address_of
from generator.markup import render_markdown
from generator.outline import PHOTO_LINE, Section, split_parts
from generator.output import Page, Workshop, card_path
from generator.outputs.pages.landing import declare_landing
from generator.outputs.pages.linked_data import tell_article
from generator.outputs.pages.shots import Piece, Shot
from generator.portal import Portal
from generator.records.story import Story

# The pulled quote stands after this part, the way of working, in the middle of the story.
QUOTE_AFTER = 3


class Part(msgspec.Struct, frozen=True):
    """One of the five parts, ready to be placed: number, anchor, heading, pieces in order."""

    number: int
    anchor: str
    title: str
    pieces: tuple[Piece, ...]


def declare(portal: Portal) -> Iterator[Page]:
    library = portal.library
    yield declare_landing(
        portal,
        "guong-dien-hinh",
        "stories.html",
        stories=[library.story_card(one) for one in library.stories],
        exemplars=[library.exemplar_card(one) for one in library.exemplars],
        has_samples=any(one.sample for one in library.stories) or any(one.sample for one in library.exemplars),
    )
    for index, story in enumerate(library.stories):
        following = library.stories[(index + 1) % len(library.stories)]
        newer = library.stories[index - 1] if index else None
        yield _declare_story(
            portal, story, following if following is not story else None, newer if newer is not following else None
        )


def _declare_story(portal: Portal, story: Story, following: Story | None, newer: Story | None) -> Page:
    """`following` is told large at the end, after the oldest one the newest; `newer` the way back, where it differs."""
    library = portal.library
    exemplar = library.exemplar(story.exemplar)
    model = library.model(story.model) if story.model else None
    folder = f"guong-dien-hinh/{story.id}"
    return portal.page(
        address_of(story),
        "story.html",
        title=story.title,
        description=story.lead,
        source=story.file,
        sample=story.sample,
        kind="article",
        linked=link_story,
        photo=f"{folder}/{story.photos[0].file}" if story.photos else None,
        shared=card_path(address_of(story), photo=bool(story.photos)),
        more=place_parts,
        story=story,
        shots=[Shot(photo, portal.picture(f"{folder}/{photo.file}")) for photo in story.photos],
        unit=library.unit(exemplar.unit),
        exemplar=library.exemplar_card(exemplar),
        model=library.card(model) if model and model.is_recognised else None,
        following=library.story_card(following) if following else None,
        newer=(address_of(newer), newer.title) if newer else None,
    )


def link_story(page: Page, workshop: Workshop) -> Mapping[str, Any]:
    """What search engines are told of a story."""
    story: Story = page.context["story"]
    return tell_article(
        workshop.settings,
        story,
        published=story.published,
        updated=story.updated,
        author=story.byline,
        above=("guong-dien-hinh/", "Gương điển hình"),
        photo=page.photo,
    )


def place_parts(workshop: Workshop, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The five parts of a story with its photos at their places."""
    story, shots = context["story"], context["shots"]
    sections = split_parts(story.body).sections
    parts = [prepare_part(section, number, shots) for number, section in enumerate(sections, 1)]
    return {
        "parts": parts,
        "contents": [(part.anchor, part.title) for part in parts],
        "quote_after": QUOTE_AFTER,
        "loose_shots": _loose_shots(story, shots),
    }


def prepare_part(section: Section, number: int, shots: Sequence[Shot]) -> Part:
    """A part of a story with its photos at their places."""
    pieces: list[Piece] = []
    chunks = PHOTO_LINE.split(section.text)
    for index, chunk in enumerate(chunks):
        if index % 2 == 1:
            # The first photo stands on top of the story and is not shown twice.
            pieces += [Piece(None, shot) for shot in shots[int(chunk) - 1 : int(chunk)] if int(chunk) != 1]
        elif chunk.strip():
            # Sanitised by render_markdown.
            pieces.append(Piece(Markup(render_markdown(chunk)), None))
    return Part(number, f"phan-{number}", section.title, tuple(pieces))


def _loose_shots(story: Story, shots: Sequence[Shot]) -> list[Shot]:
    """Photos that the body does not place; the first stands on top of the story anyway."""
    placed = {int(number) for number in PHOTO_LINE.findall(story.body)}
    return [shot for number, shot in enumerate(shots, start=1) if number > 1 and number not in placed]
