"""search/search_index.json in the shape that Material's own search reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.library import address_of
from generator.portal import Artifact, Portal
from generator.vietnamese import fold

_CONFIG = {
    # "vi" of lunr-languages drops common words and warns on the console; words are kept whole instead.
    "lang": ["en"],
    # Cut where words end; a hyphen stands inside "kinh tế - xã hội" too.
    "separator": '[\\s\\-–,.:;!?“”"()/]+',
    "pipeline": [],
    "fields": {"title": {"boost": 20.0}, "text": {"boost": 1.0}, "tags": {"boost": 5.0}},
}


def render(portal: Portal) -> Iterator[Artifact]:
    docs = [_doc(*row) for row in _rows(portal)]
    index = {"config": _CONFIG, "docs": docs}
    yield Artifact("search/search_index.json", json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode())


def _doc(location: str, title: str, text: str) -> dict[str, object]:
    # Material's index does not fold marks, so the folded words stand as tags, which the dialog does not show.
    words = re.findall(r"\w+", fold(f"{title} {text}"))
    return {"location": location, "title": title, "text": text, "tags": sorted(set(words))}


def _rows(portal: Portal) -> Iterator[tuple[str, str, str]]:
    library = portal.library
    for model in library.recognised:
        unit = library.unit(model.unit).name
        yield address_of(model), model.name, f"{unit}. {library.field(model.field).name}. {model.summary}"
    for story in library.stories:
        yield address_of(story), story.title, f"{story.lead} {library.exemplar(story.exemplar).name}"
    for form in library.records.forms.values():
        yield address_of(form), ": ".join(filter(None, [form.number, form.title])), form.summary
    for campaign in library.campaigns:
        yield address_of(campaign), campaign.title, campaign.summary
    for page in library.pages.values():
        if page.campaign is None and page.id != "404":
            yield address_of(page), page.title, page.description
