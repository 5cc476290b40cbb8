"""search/search_index.json in the shape that Material's own search reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

import msgspec

from generator.cache import Cache
from generator.digests import digest_bytes
from generator.library import address_of
from generator.output import File, Workshop
from generator.outputs.blocks import draw_blocks, join_blocks
from generator.portal import Portal
from generator.records.brief import Brief
from generator.rolls import Roll, enrol
from generator.vietnamese import fold

_CONFIG = {
    # "vi" of lunr-languages drops common words and warns on the console; words are kept whole instead.
    "lang": ["en"],
    # Cut where words end; a hyphen stands inside "kinh tế - xã hội" too.
    "separator": '[\\s\\-–,.:;!?“”"()/]+',
    "pipeline": [],
    "fields": {"title": {"boost": 20.0}, "text": {"boost": 1.0}, "tags": {"boost": 5.0}},
}


class Entry(NamedTuple):
    """What the search shows of a page: its address, its title, a line of text."""

    location: str
    title: str
    text: str


class Names(NamedTuple):
    """Names of units and fields by their ids."""

    units: Mapping[str, str]
    fields: Mapping[str, str]


def declare(portal: Portal) -> Iterator[File]:
    library = portal.library
    names = Names(
        {one.id: one.name for one in library.records.units.values()},
        {one.id: one.name for one in library.records.fields.values()},
    )
    needs = (enrol(library.recognised), names, tuple(_other_entries(portal)))
    yield File("search/search_index.json", draw_index, needs)


def draw_index(workshop: Workshop, roll: Roll, names: Names, others: Sequence[Entry]) -> Iterator[bytes]:
    return search_index(workshop.cache, roll.models, names, others)


def search_index(cache: Cache, models: Sequence[Brief], names: Names, others: Sequence[Entry]) -> Iterator[bytes]:
    """search_index.json: the models in the order given, then the other pages."""
    words = _Words()
    draw = partial(_draw_models, words, names)
    blocks = draw_blocks(cache, "search entries 1", models, digests=_digests(models, names), draw=draw)
    start = b'{"config":' + msgspec.json.encode(_CONFIG) + b',"docs":['
    return join_blocks(chain(blocks, [_draw(words, others)] if others else []), start=start, between=b",", end=b"]}")


def _digests(models: Sequence[Brief], names: Names) -> list[bytes]:
    """For each model what its entry changes with: the model, its unit's name, its field's name."""
    units = {key: digest_bytes(name.encode()) for key, name in names.units.items()}
    fields = {key: digest_bytes(name.encode()) for key, name in names.fields.items()}
    return [one.digest + units[one.unit] + fields[one.field] for one in models]


class _Words(dict[str, list[str]]):
    """The folded words of each piece of text that was asked for; most pieces stand in many texts."""

    def __missing__(self, piece: str) -> list[str]:
        words = self[piece] = re.findall(r"\w+", fold(piece))
        return words


def _draw_models(words: _Words, names: Names, models: Sequence[Brief]) -> bytes:
    units, fields = names.units, names.fields
    return _draw(
        words,
        [Entry(address_of(one), one.name, f"{units[one.unit]}. {fields[one.field]}. {one.summary}") for one in models],
    )


def _draw(words: _Words, entries: Sequence[Entry]) -> bytes:
    """The entries as JSON, to be joined with others."""
    # Material's index does not fold marks, so the folded words stand as tags, which the dialog does not show.
    docs = [
        {"location": location, "title": title, "text": text, "tags": _tags(words, f"{title} {text}")}
        for location, title, text in entries
    ]
    return msgspec.json.encode(docs)[1:-1]


def _tags(words: _Words, text: str) -> list[str]:
    return sorted(set(chain.from_iterable(map(words.__getitem__, text.split()))))


def _other_entries(portal: Portal) -> Iterator[Entry]:
    library = portal.library
    for story in library.stories:
        yield Entry(address_of(story), story.title, f"{story.lead} {library.exemplar(story.exemplar).name}")
    for form in library.records.forms.values():
        yield Entry(address_of(form), ": ".join(filter(None, [form.number, form.title])), form.summary)
    for campaign in library.campaigns:
        yield Entry(address_of(campaign), campaign.title, campaign.summary)
    for page in library.pages.values():
        if page.campaign is None and page.id != "404":
            yield Entry(address_of(page), page.title, page.description)
