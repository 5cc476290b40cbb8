"""Every HTML page of the site, one module per section."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.pages import (
    catalogue,
    components,
    deadlines,
    forms,
    home,
    models,
    open_data,
    plans,
    progress,
    prose,
    redirects,
    search,
    stories,
)
from generator.portal import Artifact, Portal


def render(portal: Portal) -> Iterator[Artifact]:
    for section in (
        home, models, catalogue, stories, plans, forms, progress, deadlines, open_data, search, prose, components,
        redirects,
    ):  # fmt: skip
        yield from section.render(portal)
