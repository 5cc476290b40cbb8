"""Many models at once: in groups, under one digest. What is done for ten thousand of them must be done fast."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from generator.digests import digest_bytes
from generator.records.brief import Brief

R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


class Roll(msgspec.Struct, frozen=True):
    """Models with one digest for all of them, for what depends on each."""

    models: Sequence[Brief]
    digest: bytes


def enrol(models: Sequence[Brief], digest: str = "digest") -> Roll:
    """The models under the digest of all their digests of that name."""
    return Roll(models, digest_models(models, digest))


def digest_models(models: Iterable[Brief], digest: str = "digest") -> bytes:
    """Changes when that digest of one of the models does, or their order."""
    # All their digests are of one length, so nothing need keep them apart.
    return digest_bytes(b"".join(map(attrgetter(digest), models)))


def group_models(models: Sequence[Brief], name: str) -> dict[Any, list[Brief]]:
    """The models by one of their values, in the order given."""
    return _group(models, list(map(attrgetter(name), models)))


def group_by_each(models: Sequence[Brief], *names: str) -> list[dict[Any, list[Brief]]]:
    """As `group_models` by two values or more, all asked for at once: ten thousand models lie all over the memory."""
    columns = zip(*map(attrgetter(*names), models), strict=True) if models else [()] * len(names)
    return [_group(models, column) for column in columns]


def _group(models: Sequence[Brief], values: Sequence[Any]) -> dict[Any, list[Brief]]:
    groups: dict[Any, list[Brief]] = defaultdict(list)
    for value, model in zip(values, models, strict=True):
        groups[value].append(model)
    return dict(groups)


def count_recognised(models: Sequence[Brief]) -> int:
    """How many of the models of a register, or of a part of it, are recognised: those come first."""
    return bisect_left(models, True, key=lambda one: one.recognition is None)


def has_samples(models: Iterable[Brief]) -> bool:
    return any(map(attrgetter("sample"), models))


def group_rows(rows: Iterable[R], key: Callable[[R], Iterable[K]]) -> dict[K, list[R]]:
    """Anything in groups, each row in as many as it has keys."""
    groups: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        for one in key(row):
            groups[one].append(row)
    return dict(groups)
