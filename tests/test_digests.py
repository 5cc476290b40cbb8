"""Equal digests mean equal values: a page whose key did not change is not made again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.digests import SIZE, digest_bytes, digest_of


class Colour(Enum):
    RED = "r"
    BLUE = "b"


class Shade(Enum):
    RED = "r"


@dataclass(frozen=True)
class Row:
    name: str
    count: int


@dataclass(frozen=True)
class Line:
    name: str
    count: int


class Part(msgspec.Struct):
    name: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """Stands for itself by its own digest, whatever else it holds."""

    title: str
    digest: bytes


def work() -> None: ...


def rest() -> None: ...


# Each differs from every other; those that look alike stand side by side.
DIFFERENT: list[Any] = [
    "a", Markup("a"), b"a", "", b"", Markup(""), None, "None", True, False, 1, 0, 1.0, "1", "True", "n;",
    (), [()], {}, ["a"], ["a", ""], ["", "a"], [["a"]], [["a"], []], [[], ["a"]], ["s1:a"], "s1:a",
    ["ab", "c"], ["a", "bc"], {"a": "b"}, {"b": "a"}, {"a": {"b": "c"}}, {"a": "b", "c": None}, ["a", "b"],
    {1: "a"}, {"1": "a"}, {"a"}, {"a", "b"}, frozenset({"c"}),
    date(2026, 1, 2), "2026-01-02", range(3), range(4), Colour.RED, Colour.BLUE, Shade.RED, work, rest,
    Row("a", 1), Row("a", 2), Row("b", 1), Line("a", 1), Part(name="a"), Part(name="a", count=1),
    Card("a", b"1"), Card("a", b"2"), Card("a", b"12"), [Card("a", b"1"), Card("a", b"2")], "đ", "d\u0301",
]  # fmt: skip


def test_different_values_have_different_digests() -> None:
    digests = [digest_of(value) for value in DIFFERENT]
    same = [(DIFFERENT[a], DIFFERENT[b]) for a, b in combinations(range(len(digests)), 2) if digests[a] == digests[b]]
    assert same == []


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN, PLAIN)
def test_values_have_one_digest_exactly_when_they_are_the_same(one: object, other: object) -> None:
    # The order of a mapping is the order in which a template shows it, and True is not 1: repr tells both apart.
    assert (digest_of(one) == digest_of(other)) == (repr(one) == repr(other))


def test_a_tuple_and_a_list_of_the_same_show_the_same() -> None:
    assert digest_of(("a", "b")) == digest_of(["a", "b"])


def test_the_order_of_a_set_means_nothing() -> None:
    assert digest_of({"a", "b", "c"}) == digest_of({"c", "b", "a"})


def test_what_has_a_digest_stands_for_itself() -> None:
    assert digest_of(Card("a", b"1")) == digest_of(Card("b", b"1"))


@pytest.mark.parametrize(
    "value", [object(), open, 1j, [object()], {"a": object()}, iter(())], ids=lambda one: type(one).__name__
)
def test_what_nobody_can_tell_the_state_of_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="Nobody can say"):
        digest_of(value)


def test_lengths_keep_pieces_apart() -> None:
    assert digest_bytes(b"ab", b"c") != digest_bytes(b"a", b"bc")
    assert len(digest_bytes()) == len(digest_of(None)) == SIZE
