"""What search engines are told of a page, in the words of schema.org (JSON-LD 1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.library import address_of
from generator.output import SAMPLE_MARK
from generator.records.brief import Brief
from generator.records.story import Story
from generator.settings import Settings


def tell_article(
    settings: Settings,
    record: Brief | Story,
    *,
    published: date,
    updated: date | None,
    author: str,
    above: tuple[str, str],
    photo: str | None,
) -> Mapping[str, Any]:
    """An Article about a model or a story, and the breadcrumbs to it.

    `above` is the (address, name) of the page that lists it, `photo` the path of its first picture.
    """
    base, here = settings.base, settings.base + address_of(record)
    name, about = (record.name, record.summary) if isinstance(record, Brief) else (record.title, record.lead)
    headline = SAMPLE_MARK * record.sample + name
    article = {
        "@type": "Article",
        "@id": here,
        "headline": headline,
        "description": about,
        "inLanguage": "vi",
        "datePublished": published.isoformat(),
        "dateModified": (updated or published).isoformat(),
        "author": {"@type": "Organization", "name": author},
        "publisher": {"@type": "Organization", "name": settings.publisher.name, "url": base},
    }
    if photo is not None:
        article["image"] = [base + photo]
    steps = ((base, "Trang chủ"), (base + above[0], above[1]), (here, headline))
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": item}
            for position, (item, name) in enumerate(steps, start=1)
        ],
    }
    return {"@context": "https://schema.org", "@graph": [article, crumbs]}
