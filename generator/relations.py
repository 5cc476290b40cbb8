"""Which other models a model's page leads on to, and why.

Models of one theme, one unit, one field stand in a circle, newest recognition first, and each leads on to those that
follow it. So each is led to from somewhere, and a change of one model only shows on the pages of the few before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle, islice

from generator.digests import digest_bytes
from generator.records.brief import Brief
from generator.rolls import group_models

# What models may have in common, nearest first: (name of the value, why, so many follow). Three of a field, so that
# with three others in the field no page has less than three.
_KINDS = (("theme", "Cùng chủ đề", 2), ("unit", "Cùng đơn vị", 2), ("field", "Cùng lĩnh vực", 3))
_MOST = 6


class Relations:
    """The recognised models in their circles."""

    def __init__(self, recognised: Sequence[Brief]) -> None:
        self._kinds = [(why, _follow(recognised, name, count)) for name, why, count in _KINDS]

    def of(self, model: Brief, shown: Iterable[str] = ()) -> Sequence[tuple[str, Brief]]:
        """Shape: [(why, model)], nearest first; none of those whose ids are `shown` already, none twice."""
        return list(islice(self._lead_on(model, {model.id, *shown}), _MOST))

    def _lead_on(self, model: Brief, seen: set[str]) -> Iterator[tuple[str, Brief]]:
        for why, following in self._kinds:
            for one in following.get(model.id, ()):
                if one.id not in seen:
                    seen.add(one.id)
                    yield why, one

    def digest(self, ids: Iterable[str]) -> bytes:
        """Changes with whatever the pages of the models with these ids, in this order, may lead on to."""
        ids = tuple(ids)
        found = [one.digest for _, following in self._kinds for name in ids for one in following.get(name, ())]
        # All of one length; how many each model has follows from the first of its circle.
        return digest_bytes(b"".join(found))


def _follow(models: Sequence[Brief], name: str, count: int) -> Mapping[str, tuple[Brief, ...]]:
    """To each model's id those that follow it among the models with the same value; one without a value has none."""
    found: dict[str, tuple[Brief, ...]] = {}
    for value, group in group_models(models, name).items():
        if value is not None:
            # Round a small circle some come again, and the model itself.
            turns = [islice(cycle(group), start, start + len(group)) for start in range(1, count + 1)]
            found.update(zip([one.id for one in group], zip(*turns, strict=True), strict=True))
    return found
