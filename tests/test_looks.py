"""The quick looks at a whole file miss nothing that the checks of its values would report."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Location
from generator.rules.nesting import TOO_DEEP, may_nest
from generator.rules.texts import MOBILE_NUMBER, needs_a_look
from generator.sources.node import Node
from generator.sources.yaml import read_yaml

# Clear, but its time grows threefold with each mark that has three blanks behind it.
_TOO_DEEP_BY_THE_BOOK = re.compile(
    r"^(?:[ \t]*(?:[-*+>]|\d+[.)])[ \t]+){20}|^[ \t]{80,}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE
)


def values_of(text: str) -> list[str]:
    node, _ = read_yaml(text, "x.yml")
    return [value for _, value in (node or Node(None, Location("x.yml"))).texts()]


def assert_no_look_misses(text: str) -> None:
    for value in values_of(text):
        assert may_nest(text) or not TOO_DEEP.search(value)
        assert needs_a_look(text) or not (MOBILE_NUMBER.search(value) or "(điền" in value)


@pytest.mark.parametrize("number", ["0912345678", "09.12.34.56.78", "+84 912 345 678", "84-912-345-678", "0 912345678"])
@pytest.mark.parametrize("shape", ["a: {}\n", "a: gọi {}.\n", '- "{}"\n', "a: |\n  x\n  {}\n", "a: >-\n  gọi\n  {}\n"])
def test_a_mobile_number_anywhere_in_a_file_is_worth_a_look(number: str, shape: str) -> None:
    assert_no_look_misses(shape.format(number))
    assert_no_look_misses(shape.format(number.replace(" ", "\n  ")))
    assert needs_a_look(shape.format(number)) == (number != "0 912345678")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: >\n" + "  - - - - -\n" * 4, id="folded to one line"),
        pytest.param("a: >\n" + "  1.\n" * 20 + "  x\n", id="one mark a line"),
        pytest.param("a: " + "1) " * 20 + "x\n", id="plain"),
        pytest.param("a: '" + "* " * 20 + "x'\n", id="quoted"),
        pytest.param("b:\n  - >-\n    x\n" + "    + + > -\n" * 7, id="in a list"),
        pytest.param('a: "' + "\\x2d " * 20 + 'x"\n', id="escaped"),
        pytest.param("a: |\n  x\n" + " " * 82 + "- y\n", id="behind blanks"),
        pytest.param('a: "x\\n' + "\\x20" * 80 + '- y"\n', id="behind escaped blanks"),
    ],
)
def test_deep_lists_anywhere_in_a_file_are_worth_a_look(text: str) -> None:
    assert may_nest(text)
    assert_no_look_misses(text)


@pytest.mark.parametrize(
    "text", ["a: x\n", "a: Ngày 19/5.\nb:\n  - c: 1. d\n  - 2026-05-19\n", "a: |\n  - b\n    - c\n  1. d\n"]
)
def test_ordinary_files_need_no_look(text: str) -> None:
    assert not may_nest(text)
    assert not needs_a_look(text)


def test_placeholders_are_worth_a_look() -> None:
    assert needs_a_look("a: (điền tên)\n")
    assert needs_a_look("a: >\n  (điền\n  tên)\n")
    assert needs_a_look('a: "(\\u0111iền tên)"\n')


def test_marks_with_wide_gaps_end_the_search() -> None:
    assert TOO_DEEP.search("-   " * 19 + "x" * 60) is None
    assert TOO_DEEP.search("-   " * 20 + "x") is not None


_GAPS = st.sampled_from([" ", " ", " ", "\t", "", "\n  "])
_RUNS = st.lists(
    st.tuples(st.sampled_from(["-", "*", "+", ">", "1.", "12)", "1", "x"]), _GAPS), min_size=17, max_size=24
)
_MARKS = st.one_of(
    _RUNS.map(lambda run: "".join(mark + gap for mark, gap in run)),
    st.builds(
        lambda count, mark, run: mark * count + run,
        st.integers(15, 22),
        st.sampled_from(["- ", "1. ", "> "]),
        st.just("x"),
    ),
    st.builds(lambda count, mark: " " * count + mark, st.integers(76, 84), st.sampled_from(["- x", "1) x", "> x"])),
)
_NUMBERS = st.lists(
    st.sampled_from([*"0384912", "09", "84", "+84", " ", ".", "-", "\n  "]), min_size=8, max_size=20
).map("".join)
_SHAPES = st.sampled_from(["a: {}\n", "a: |\n  {}\n", "a: >\n  {}\n", "a: '{}'\n", 'a: "{}"\n', "a:\n  - b {}\n"])


@settings(max_examples=200, deadline=None)
@given(_MARKS)
def test_deep_lists_are_found_where_they_were_found_by_the_book(text: str) -> None:
    found, expected = TOO_DEEP.search(text), _TOO_DEEP_BY_THE_BOOK.search(text)
    assert (found and found.start()) == (expected and expected.start())


@settings(max_examples=400, deadline=None)
@given(_SHAPES, st.one_of(_MARKS, _NUMBERS))
def test_no_look_at_a_file_misses_what_its_values_hold(shape: str, text: str) -> None:
    assert_no_look_misses(shape.format(text))
