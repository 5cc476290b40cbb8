"""Stories in the five parts of the outline, and the list of stories and exemplars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.library import address_of
from generator.markup import render_markdown
from generator.outline import PHOTO_LINE, Section, split_parts
from generator.outputs.pages.landing import render_landing
from generator.portal import Artifact, Portal
from generator.records.model import Photo
from generator.records.story import Story

# The pulled quote stands after this part, the way of working, in the middle of the story.
QUOTE_AFTER = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a part: either safe HTML or one photo."""

    html: Markup | None
    photo: Photo | None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five parts, ready to be placed: number, anchor, heading, pieces in order."""

    number: int
    anchor: str
    title: str
    pieces: tuple[Piece, ...]


def render(portal: Portal) -> Iterator[Artifact]:
    library = portal.library
    yield render_landing(
        portal,
        "guong-dien-hinh",
        "stories.html",
        stories=library.stories,
        exemplars=library.exemplars,
        has_samples=any(one.sample for one in library.stories) or any(one.sample for one in library.exemplars),
    )
    for index, story in enumerate(library.stories):
        following = library.stories[(index + 1) % len(library.stories)]
        yield _render_story(portal, story, following if following is not story else None)


def _render_story(portal: Portal, story: Story, following: Story | None) -> Artifact:
    library = portal.library
    exemplar = library.exemplar(story.exemplar)
    parts = [prepare_part(section, number, story) for number, section in enumerate(split_parts(story.body).sections, 1)]
    return portal.page(
        address_of(story),
        "story.html",
        title=story.title,
        description=story.lead,
        source=story.file,
        sample=story.sample,
        kind="article",
        photo=f"guong-dien-hinh/{story.id}/{story.photos[0].file}" if story.photos else None,
        story=story,
        url=portal.settings.base + address_of(story),
        parts=parts,
        quote_after=QUOTE_AFTER,
        loose_photos=_loose_photos(story),
        exemplar=exemplar,
        unit=library.unit(exemplar.unit),
        model=library.model(story.model) if story.model else None,
        campaign=library.campaign(story.campaign),
        following=following,
    )


def prepare_part(section: Section, number: int, story: Story) -> Part:
    """A part of a story with its photos at their places."""
    pieces: list[Piece] = []
    chunks = PHOTO_LINE.split(section.text)
    for index, chunk in enumerate(chunks):
        if index % 2 == 1:
            # The first photo stands on top of the story and is not shown twice.
            pieces += [Piece(None, photo) for photo in story.photos[int(chunk) - 1 : int(chunk)] if int(chunk) != 1]
        elif chunk.strip():
            # Sanitised by render_markdown.
            pieces.append(Piece(Markup(render_markdown(chunk)), None))
    return Part(number, f"phan-{number}", section.title, tuple(pieces))


def _loose_photos(story: Story) -> list[Photo]:
    """Photos that the body does not place; the first stands on top of the story anyway."""
    placed = {int(number) for number in PHOTO_LINE.findall(story.body)}
    return [photo for number, photo in enumerate(story.photos, start=1) if number > 1 and number not in placed]
