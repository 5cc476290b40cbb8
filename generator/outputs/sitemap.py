"""sitemap.xml (sitemaps.org 0.9) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from generator.portal import Artifact, Portal

# sitemaps.org: at most 50,000 addresses in one file.
LIMIT = 50_000
_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render(portal: Portal, paths: Sequence[str]) -> Iterator[Artifact]:
    """`paths` are the pages to list; more than 50,000 are split over several files with an index."""
    base = portal.settings.base
    addresses = sorted(path.removesuffix("index.html") for path in paths)
    chunks = [addresses[start : start + LIMIT] for start in range(0, len(addresses), LIMIT)] or [[]]
    if len(chunks) == 1:
        yield Artifact("sitemap.xml", _urlset(base, chunks[0]))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
        for name, chunk in zip(names, chunks, strict=True):
            yield Artifact(name, _urlset(base, chunk))
        rows = "".join(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>\n" for name in names)
        yield Artifact("sitemap.xml", _wrap("sitemapindex", rows))
    yield Artifact("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n".encode())


def _urlset(base: str, addresses: Sequence[str]) -> bytes:
    return _wrap("urlset", "".join(f"<url><loc>{escape(base + one)}</loc></url>\n" for one in addresses))


def _wrap(tag: str, rows: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="{_NS}">\n{rows}</{tag}>\n'.encode()
