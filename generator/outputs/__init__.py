"""One module per kind of file; each gives a stream of artifacts from the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.outputs import assets, calendar, feeds, form_files, open_data, pages, photos, search, sitemap
from generator.portal import Artifact, Portal

Render = Callable[[Portal], Iterator[Artifact]]

# An output added later is one module and its name here.
OUTPUTS: tuple[Render, ...] = (
    assets.render,
    pages.render,
    photos.render,
    form_files.render,
    open_data.render,
    calendar.render,
    feeds.render,
    search.render,
)


def render_all(portal: Portal) -> Iterator[Artifact]:
    """Every file of the site; the sitemap last, since it lists the pages before it."""
    seen: list[str] = []
    for render in OUTPUTS:
        for artifact in render(portal):
            if artifact.listed:
                seen.append(artifact.path)
            yield artifact
    yield from sitemap.render(portal, seen)
