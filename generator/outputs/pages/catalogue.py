"""The catalogue of recognised models, and its listings by field, unit and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from heapq import nlargest
from typing import Any

import msgspec

from generator.digests import digest_of
from generator.library import address_of
from generator.output import Batch, Page, card_path
from generator.outputs.pages.landing import declare_landing
from generator.outputs.pages.listing import Listing, Turn, batch_listing
from generator.portal import Portal
from generator.records.brief import Brief
from generator.records.field import Field
from generator.records.unit import Unit
from generator.rolls import has_samples

# Beside the cards stand so many units; the others are on a page of their own.
MOST_UNITS = 20
UNITS_ADDRESS = "mo-hinh/don-vi/"


class Facet(msgspec.Struct, frozen=True):
    """One way of narrowing the catalogue: its address, name, number of models."""

    address: str
    name: str
    count: int


class Facets(msgspec.Struct, frozen=True):
    """All ways of narrowing, the same beside every listing, so digested once for all of them.

    Shape: {"Lĩnh vực": facets, "Năm": …, "Đơn vị": …}; of the units, those with the most models.
    """

    groups: Mapping[str, Sequence[Facet]]
    digest: bytes


def declare_batches(portal: Portal) -> Iterator[Batch]:
    """The catalogue, and the listings by field, unit and year."""
    library, facets = portal.library, list_facets(portal)
    yield from _batch_catalogue(portal, facets)
    yield Batch("listing units", None, partial(_declare_units, portal))
    for field in library.fields:
        title = f"Mô hình lĩnh vực {field.name[0].lower()}{field.name[1:]}"
        yield from _batch_listing(portal, facets, field, library.by_field.get(field.id, []), title, field.summary)
    for unit in library.units:
        models = library.by_unit.get(unit.id, [])
        yield from _batch_listing(portal, facets, unit, models, f"Mô hình của {unit.name}", unit.summary)
    for year, models in library.by_year.items():
        about = f"Các mô hình đăng ký năm {year} đã được công nhận."
        yield from _batch_listing(portal, facets, year, models, f"Mô hình năm {year}", about)


def list_facets(portal: Portal) -> Facets:
    """A page with every unit on it, for every unit, would grow with the square of their number."""
    library = portal.library
    groups = {
        "Lĩnh vực": [
            Facet(address_of(field), field.name, len(library.by_field.get(field.id, []))) for field in library.fields
        ],
        "Năm": [Facet(f"mo-hinh/nam/{year}/", f"Năm {year}", len(found)) for year, found in library.by_year.items()],
        "Đơn vị": _largest_units(portal),
    }
    return Facets(groups, digest_of(groups))


def _largest_units(portal: Portal) -> list[Facet]:
    busy = [one for one in list_units(portal) if one.count]
    largest = {one.address for one in nlargest(MOST_UNITS, busy, key=lambda one: one.count)}
    everyone = Facet(UNITS_ADDRESS, "Tất cả đơn vị", len(portal.library.units))
    return [*(one for one in busy if one.address in largest), everyone] if busy else []


def list_units(portal: Portal) -> Sequence[Facet]:
    """Every unit by name with the number of its recognised models."""
    library = portal.library
    return [Facet(address_of(unit), unit.name, len(library.by_unit.get(unit.id, []))) for unit in library.units]


def _declare_units(portal: Portal) -> Iterator[Page]:
    yield portal.page(
        UNITS_ADDRESS,
        "units.html",
        title="Mô hình theo đơn vị",
        description="Các đơn vị và số mô hình “Dân vận khéo” được công nhận của mỗi đơn vị.",
        indexed=any(not unit.sample for unit in portal.library.units),
        units=list_units(portal),
        has_samples=any(unit.sample for unit in portal.library.units),
    )


def _batch_catalogue(portal: Portal, facets: Facets) -> Iterator[Batch]:
    library = portal.library
    context = {
        "facets": facets,
        "has_samples": has_samples(library.recognised),
        "fields_in_use": len(library.by_field),
    }
    listing = Listing("mo-hinh/", library.recognised, portal.settings.per_page)
    needs = digest_of((library.others, context))
    yield from batch_listing(library, listing, needs, partial(_declare_catalogue, portal, context))


def _declare_catalogue(portal: Portal, context: Mapping[str, Any], turn: Turn) -> Page:
    if turn.number == 1:
        return declare_landing(portal, "mo-hinh", "catalogue.html", turn=turn, **context)
    return portal.page(
        turn.address,
        "catalogue.html",
        title=f"Mô hình được công nhận, trang {turn.number}",
        description=f"Trang {turn.number} trong {turn.count} trang danh sách mô hình.",
        turn=turn,
        intro="",
        **context,
    )


def _batch_listing(
    portal: Portal, facets: Facets, subject: Field | Unit | int, models: Sequence[Brief], title: str, about: str
) -> Iterator[Batch]:
    """The models of one field, unit or year; an empty list has its page too, since records link to it."""
    library = portal.library
    address = f"mo-hinh/nam/{subject}/" if isinstance(subject, int) else address_of(subject)
    context: dict[str, Any] = {
        "source": None if isinstance(subject, int) else subject.file,
        "description": about,
        "indexed": any(not model.sample for model in models),
        "heading": title,
        "chosen": f"Năm {subject}" if isinstance(subject, int) else subject.name,
        "here": address,
        "shared": card_path(address) if isinstance(subject, Field) else None,
        # The same choice where more can be chosen: "mo-hinh/linh-vuc/kinh-te/" → "linh-vuc=kinh-te".
        "narrowed": "=".join(address.strip("/").split("/")[1:]),
        "facets": facets,
        "unit": subject if isinstance(subject, Unit) else None,
        "has_samples": has_samples(models),
    }
    listing = Listing(address, models, portal.settings.per_page)
    needs = digest_of((library.others, context))
    yield from batch_listing(library, listing, needs, partial(_declare_listing, portal, context))


def _declare_listing(portal: Portal, context: Mapping[str, Any], turn: Turn) -> Page:
    name = context["heading"] if turn.number == 1 else f"{context['heading']}, trang {turn.number}"
    return portal.page(turn.address, "listing.html", title=name, turn=turn, **context)
