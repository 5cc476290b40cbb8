"""Many models at once: in groups, under one digest. What is done for ten thousand of them must be done fast."""

from __future__ import annotations

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


def enrol(models: Sequence[Brief]) -> Roll:
    return Roll(models, digest_models(models))


def digest_models(models: Iterable[Brief]) -> bytes:
    """Changes when one of the models does, or their order."""
    # All their digests are of one length, so nothing need keep them apart.
    return digest_bytes(b"".join(map(attrgetter("digest"), models)))


def group_models(models: Sequence[Brief], name: str) -> dict[Any, list[Brief]]:
    """The models by one of their values, in the order given."""
    groups: dict[Any, list[Brief]] = defaultdict(list)
    for value, model in zip(map(attrgetter(name), models), models, strict=True):
        groups[value].append(model)
    return dict(groups)


def count_recognised(models: Sequence[Brief]) -> int:
    return len(models) - list(map(attrgetter("recognition"), models)).count(None)


def group_rows(rows: Iterable[R], key: Callable[[R], Iterable[K]]) -> dict[K, list[R]]:
    """Anything in groups, each row in as many as it has keys."""
    groups: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        for one in key(row):
            groups[one].append(row)
    return dict(groups)
