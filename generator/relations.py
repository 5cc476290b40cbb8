"""Which other models a model's page leads on to, and why.

Models of one theme, one unit, one field stand in a circle, newest recognition first, and each leads on to those that
follow it. So each is led to from somewhere, and a change of one model only shows on the pages of the few before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import attrgetter

from generator.digests import digest_bytes
from generator.records.brief import Brief

# What models may have in common, nearest first: (name of the value, why, so many follow). Three of a field, so that
# with three others in the field no page has less than three.
_KINDS = (("theme", "Cùng chủ đề", 2), ("unit", "Cùng đơn vị", 2), ("field", "Cùng lĩnh vực", 3))
_MOST = 6


class Relations:
    """The recognised models in their circles; each is known by its place in the list of all."""

    def __init__(self, recognised: Sequence[Brief]) -> None:
        self._models = recognised
        # All that is asked of a model at once: ten thousand of them lie all over the memory.
        ask = attrgetter("digest", *(name for name, _, _ in _KINDS))
        told = list(map(ask, recognised))
        self._digests: list[bytes] = [one[0] for one in told]
        self._next = [_close_circles([one[number] for one in told]) for number in range(1, len(_KINDS) + 1)]

    def of(self, place: int, shown: Iterable[str] = ()) -> Sequence[tuple[str, Brief]]:
        """Shape: [(why, model)], nearest first; none of those whose ids are `shown` already, none twice."""
        return list(islice(self._lead_on(place, {self._models[place].id, *shown}), _MOST))

    def _lead_on(self, place: int, seen: set[str]) -> Iterator[tuple[str, Brief]]:
        for (_, why, count), following in zip(_KINDS, self._next, strict=True):
            here = place
            for _ in range(count):
                here = following[here]
                model = self._models[here]
                if model.id not in seen:
                    seen.add(model.id)
                    yield why, model

    def digest(self, places: Iterable[int]) -> bytes:
        """Changes with whatever the pages of the models at these places, in this order, may lead on to."""
        places = tuple(places)
        found: list[int] = []
        for (_, _, count), following in zip(_KINDS, self._next, strict=True):
            here: Iterable[int] = places
            for _ in range(count):
                here = [following[one] for one in here]
                found.extend(here)
        # All digests are of one length.
        return digest_bytes(b"".join(map(self._digests.__getitem__, found)))


def _close_circles(values: Sequence[str | None]) -> list[int]:
    """For each place the next one with the same value, after the last the first; its own where there is no value."""
    places = range(len(values))
    following = list(places)
    nearest: dict[str | None, int] = {}
    # From the end to the start; the second time round, the last of each circle finds the first.
    for place in chain(reversed(places), reversed(places)):
        value = values[place]
        if value is not None:
            following[place] = nearest.get(value, place)
            nearest[value] = place
    return following
