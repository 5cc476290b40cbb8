"""The catalogue of recognised models, and its listings by field, unit and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nlargest
from operator import attrgetter
from typing import Any

import msgspec

from generator.digests import digest_bytes, digest_of
from generator.library import Card, address_of
from generator.output import Batch, Page
from generator.outputs.pages.landing import declare_landing
from generator.portal import Portal
from generator.records.brief import Brief
from generator.records.field import Field
from generator.records.unit import Unit
from generator.rolls import digest_models

# Beside the cards stand so many units; the others are on a page of their own.
MOST_UNITS = 20
UNITS_ADDRESS = "mo-hinh/don-vi/"


class Turn(msgspec.Struct, frozen=True):
    """One page of a long listing: its address, its models, its number of how many; the digest of all of it."""

    address: str
    cards: Sequence[Card]
    number: int
    count: int
    total: int
    previous: str | None
    next: str | None
    digest: bytes = b""


def split_listing(address: str, cards: Sequence[Card], per_page: int) -> Iterator[Turn]:
    """A listing in pages of `per_page` models; an empty one still has its first page."""
    count = max(1, -(-len(cards) // per_page))

    def address_at(number: int) -> str | None:
        if not 1 <= number <= count:
            return None
        return address if number == 1 else f"{address}trang-{number}/"

    for number in range(1, count + 1):
        part = cards[(number - 1) * per_page : number * per_page]
        here = address_at(number) or address
        place = (number, count, len(cards), address_at(number - 1), address_at(number + 1))
        digest = digest_bytes(repr((here, place)).encode(), b"".join(map(attrgetter("digest"), part)))
        yield Turn(here, part, *place, digest)


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
    """The catalogue, and each listing, in a batch of its own."""
    library, facets = portal.library, list_facets(portal)

    def batch(name: str, models: Sequence[Brief], declare: Callable[..., Iterable[Page]], *details: Any) -> Batch:
        needs = digest_bytes(library.others, facets.digest, digest_models(models))
        return Batch(f"listing {name}", needs, partial(declare, portal, facets, *details))

    yield batch("all", library.recognised, _declare_catalogue)
    yield Batch("listing units", None, partial(_declare_units, portal))
    for field in library.fields:
        models = library.by_field.get(field.id, [])
        title = f"Mô hình lĩnh vực {field.name[0].lower()}{field.name[1:]}"
        yield batch(address_of(field), models, _declare_listing, field, models, title, field.summary)
    for unit in library.units:
        models = library.by_unit.get(unit.id, [])
        yield batch(address_of(unit), models, _declare_listing, unit, models, f"Mô hình của {unit.name}", unit.summary)
    for year, models in library.by_year.items():
        about = f"Các mô hình đăng ký năm {year} đã được công nhận."
        yield batch(f"nam/{year}", models, _declare_listing, year, models, f"Mô hình năm {year}", about)


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


def _declare_catalogue(portal: Portal, facets: Facets) -> Iterator[Page]:
    recognised = portal.library.recognised
    context: dict[str, Any] = {
        "facets": facets,
        "has_samples": any(one.sample for one in recognised),
        "fields_in_use": len({one.field for one in recognised}),
    }
    for turn in split_listing("mo-hinh/", portal.library.cards(recognised), portal.settings.per_page):
        if turn.number == 1:
            yield declare_landing(portal, "mo-hinh", "catalogue.html", turn=turn, **context)
        else:
            yield portal.page(
                turn.address,
                "catalogue.html",
                title=f"Mô hình được công nhận, trang {turn.number}",
                description=f"Trang {turn.number} trong {turn.count} trang danh sách mô hình.",
                turn=turn,
                intro="",
                **context,
            )


def _declare_listing(
    portal: Portal,
    facets: Facets,
    subject: Field | Unit | int,
    models: Sequence[Brief],
    title: str,
    about: str,
) -> Iterator[Page]:
    """The models of one field, unit or year; an empty list has its page too, since records link to it."""
    address = f"mo-hinh/nam/{subject}/" if isinstance(subject, int) else address_of(subject)
    context: dict[str, Any] = {
        "source": None if isinstance(subject, int) else subject.file,
        "indexed": any(not model.sample for model in models),
        "heading": title,
        "chosen": f"Năm {subject}" if isinstance(subject, int) else subject.name,
        "here": address,
        "facets": facets,
        "unit": subject if isinstance(subject, Unit) else None,
        "has_samples": any(model.sample for model in models),
    }
    for turn in split_listing(address, portal.library.cards(models), portal.settings.per_page):
        name = title if turn.number == 1 else f"{title}, trang {turn.number}"
        yield portal.page(turn.address, "listing.html", title=name, description=about, turn=turn, **context)
