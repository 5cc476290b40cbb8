"""A long listing in pages, and the pages in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter

import msgspec

from generator.cards import Card
from generator.digests import digest_bytes
from generator.library import Library
from generator.output import Batch, Page
from generator.records.brief import Brief
from generator.rolls import digest_models

# A batch takes the pages of about so many models: a change to one of them leaves the other batches alone.
_MODELS = 600


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


class Listing(msgspec.Struct, frozen=True):
    """Models in pages of `per_page`, the first at `address`; an empty one still has its first page."""

    address: str
    models: Sequence[Brief]
    per_page: int

    @property
    def count(self) -> int:
        """The number of pages."""
        return max(1, -(-len(self.models) // self.per_page))

    def models_on(self, pages: range) -> Sequence[Brief]:
        return self.models[(pages.start - 1) * self.per_page : (pages.stop - 1) * self.per_page]

    def turn(self, library: Library, number: int) -> Turn:
        cards = library.cards(self.models_on(range(number, number + 1)))
        here = self._address_at(number) or self.address
        place = (number, self.count, len(self.models), self._address_at(number - 1), self._address_at(number + 1))
        digest = digest_bytes(repr((here, place)).encode(), b"".join(map(attrgetter("digest"), cards)))
        return Turn(here, cards, *place, digest)

    def _address_at(self, number: int) -> str | None:
        if not 1 <= number <= self.count:
            return None
        return self.address if number == 1 else f"{self.address}trang-{number}/"


def batch_listing(library: Library, listing: Listing, needs: bytes, declare: Callable[[Turn], Page]) -> Iterator[Batch]:
    """The pages of a listing in batches; `declare` makes a page of a turn and of what `needs` is the digest of."""
    step = max(1, _MODELS // listing.per_page)
    for start in range(1, listing.count + 1, step):
        pages = range(start, min(start + step, listing.count + 1))
        key = digest_bytes(needs, str(len(listing.models)).encode(), digest_models(listing.models_on(pages)))
        make = partial(_declare_pages, library, listing, pages, declare)
        yield Batch(f"{listing.address} {start}", key, make, len(pages))


def _declare_pages(library: Library, listing: Listing, pages: range, declare: Callable[[Turn], Page]) -> Iterator[Page]:
    for number in pages:
        yield declare(listing.turn(library, number))
