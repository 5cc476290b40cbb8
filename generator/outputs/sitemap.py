"""sitemap.xml (sitemaps.org 0.9) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from generator.output import File, Workshop

# sitemaps.org: at most 50,000 addresses in one file.
LIMIT = 50_000
_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def declare(base: str, paths: Iterable[str]) -> Iterator[File]:
    """`paths` are the pages to list; more than 50,000 are split over several files with an index."""
    addresses = sorted(path.removesuffix("index.html") for path in paths)
    chunks = [addresses[start : start + LIMIT] for start in range(0, len(addresses), LIMIT)] or [[]]
    if len(chunks) == 1:
        yield File("sitemap.xml", draw_sitemap, (base, chunks[0]))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
        for name, chunk in zip(names, chunks, strict=True):
            yield File(name, draw_sitemap, (base, chunk))
        yield File("sitemap.xml", draw_index, (base, names))
    yield File("robots.txt", draw_robots, (base,))


def draw_sitemap(workshop: Workshop, base: str, addresses: Sequence[str]) -> bytes:
    return _wrap("urlset", "".join([f"<url><loc>{escape(base + one, quote=False)}</loc></url>\n" for one in addresses]))


def draw_index(workshop: Workshop, base: str, names: Sequence[str]) -> bytes:
    rows = (f"<sitemap><loc>{escape(base + name, quote=False)}</loc></sitemap>\n" for name in names)
    return _wrap("sitemapindex", "".join(rows))


def draw_robots(workshop: Workshop, base: str) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n".encode()


def _wrap(tag: str, rows: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="{_NS}">\n{rows}</{tag}>\n'.encode()
