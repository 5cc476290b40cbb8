"""The quick reader of plain YAML: what it takes it reads as the careful one does, all else it leaves to that one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.sources.quick import read_quickly
from generator.sources.text import read_text
from generator.sources.yaml import read_yaml
from generator.vietnamese import nfc

ROOT = Path(__file__).parent.parent
DATA_FILES = sorted(
    path
    for folder in (ROOT / "data", ROOT / "tests" / "sites", ROOT / "generator" / "starter")
    for path in folder.rglob("*.yml")
)


def careful(text: str) -> object:
    """What the careful reader gives for a text without problems; None for any other."""
    node, problems = read_yaml(text, "x.yml")
    return node.plain() if node is not None and not problems else None


def assert_same_or_unsure(text: str) -> None:
    found = read_quickly(text)
    assert found is None or found == careful(text)


TAKEN = {
    "groups": ("a: 1\nb:\n  c: x y\n  d:\n    e: đ\nf: g\n", {"a": "1", "b": {"c": "x y", "d": {"e": "đ"}}, "f": "g"}),
    "list of texts": ("a:\n  - x\n  - y z\nb: 1\n", {"a": ["x", "y z"], "b": "1"}),
    "list of groups": ("a:\n  - b: 1\n    c:\n      - 2\n  - b: 3\n", {"a": [{"b": "1", "c": ["2"]}, {"b": "3"}]}),
    "list in its key's column": ("a:\n- b: 1\n  c: 2\n- d\ne: 3\n", {"a": [{"b": "1", "c": "2"}, "d"], "e": "3"}),
    "empty values": ("a:\nb: ~\nc: null\nd: Null\ne: NULL\nf:\n", dict.fromkeys("abcdef")),
    "empty value before a shorter line": ("a:\n  b:\nc: 1\n", {"a": {"b": None}, "c": "1"}),
    "quoted": (
        "a: \"b: 'c' # d\"\ne: 'f \"g\" '\nh: \"\"\ni: '~'\n",
        {"a": "b: 'c' # d", "e": 'f "g" ', "h": "", "i": "~"},
    ),
    "not quite empty": ("a: nulls\nb: ~x\nc: nULL\n", {"a": "nulls", "b": "~x", "c": "nULL"}),
    "marks inside": (
        "a: b:c x#y [z], {} & * ! | > ' \" % @ ` - ?\n",
        {"a": "b:c x#y [z], {} & * ! | > ' \" % @ ` - ?"},
    ),
    "quoted in a list": ("a:\n  - \"b: c\"\n  - 'd #e'\n", {"a": ["b: c", "d #e"]}),
    "texts and groups in one list": (
        "a:\n  - b\n  - c: 1\n    d:\n    - e\n  - f\n",
        {"a": ["b", {"c": "1", "d": ["e"]}, "f"]},
    ),
    "lists one after the other": ("a:\n- b\nc:\n- d\n- e:\n  f: g\n", {"a": ["b"], "c": ["d", {"e": None, "f": "g"}]}),
    "empty words in a list": ("a:\n  - ~\n  - null\n  - nhà\n", {"a": [None, None, "nhà"]}),
    "blank behind a key": ("a: \n  b: \nc: 1\n", {"a": {"b": None}, "c": "1"}),
    "letters with the bytes of controls": (
        "a: «m²\xa0– … \u2027 \u202a ﬁ ！»\n",
        {"a": "«m²\xa0– … \u2027 \u202a ﬁ ！»"},
    ),
    "block": ("a: |\n  b\n\n   c: d # e\n  - f\ng: 1\n", {"a": "b\n\n c: d # e\n- f\n", "g": "1"}),
    "block that ends with blank lines": ("a: |\n  b\n\n\nc: 1\n\n", {"a": "b\n", "c": "1"}),
    "block without its line end": ("a: |-\n  b\n  c\n\n", {"a": "b\nc"}),
    "block in a list": ("a:\n  - |\n   b\n  - c: |\n     d\n  - e\n", {"a": ["b\n", {"c": "d\n"}, "e"]}),
    "block with blanks that end lines": ("a: |\n  b \n   \n  c\n", {"a": "b \n \nc\n"}),
    "folded": ("a: >\n  b\n  c\nd: >-\n  e\n  # f\n\n", {"a": "b c\n", "d": "e # f"}),
    "comments": ("# x: y\na: 1\n\n    # z:\nb:\n# |\n  - 1\n # w\n  - 2\n", {"a": "1", "b": ["1", "2"]}),
    "comment after a block": ("a: |\n  b\n# c\nd: 1\n", {"a": "b\n", "d": "1"}),
}


@pytest.mark.parametrize(("text", "expected"), TAKEN.values(), ids=TAKEN)
def test_plain_yaml_is_read_as_the_careful_reader_does(text: str, expected: object) -> None:
    assert read_quickly(text) == expected
    assert read_quickly(text, text.encode()) == expected
    assert careful(text) == expected


UNSURE = {
    "nothing": "",
    "only a comment": "# a\n",
    "no last line end": "a: 1",
    "top-level list": "- a\n",
    "top-level text": "a\n",
    "set in from the start": " a: 1\n",
    "same key twice": "a: 1\na: 2\n",
    "same key twice inside": "a:\n  - b: 1\n    b: 2\n",
    "anchor": "a: &b c\n",
    "alias": "a: *b\n",
    "tag": "a: !b c\n",
    "flow list": "a: [b, c]\n",
    "flow group": "a: {b: c}\n",
    "comment after a value": "a: b # c\n",
    "comment after a key": "a: # c\n  b: 1\n",
    "comment after a quoted value": 'a: "b" # c\n',
    "comment after a block mark": "a: | # c\n  b\n",
    "escape": 'a: "b\\nc"\n',
    "doubled mark": "a: 'b''c'\n",
    "open quotation": 'a: "b\n',
    "single mark": 'a: "\n',
    "quotation over two lines": 'a: "b\n  c"\n',
    "value over two lines": "a: b\n  c\n",
    "value over two lines, like a key": "a: b\n  c: d\n",
    "list item over two lines": "a:\n  - b\n    c\n",
    "empty word, then a group": "a: ~\n  b: 1\n",
    "two colons": "a: b: c\n",
    "colon at the end": "a: b:\n",
    "no blank after the colon": "a:b\n",
    "tab before": "a:\n\tb: 1\n",
    "tab behind": "a: b\t\n",
    "blank behind": "a: b \n",
    "two blanks before the value": "a:  b\n",
    "quoted key": '"a": 1\n',
    "question mark": "? a\n: 1\n",
    "merge key": "<<: 1\n",
    "long key": f"{'a' * 1100}: 1\n",
    "directive": "%YAML 1.1\n---\na: 1\n",
    "document mark": "---\na: 1\n",
    "two documents": "a: 1\n---\nb: 1\n",
    "end of document": "a: 1\n...\n",
    "set in further": "a:\n  b: 1\n   c: 2\n",
    "set in further, after an empty value": "a:\nb: 1\n  c: 2\n",
    "set out halfway": "a:\n    b: 1\n  c: 2\n",
    "list set out halfway": "a:\n    - b\n  - c\n",
    "list set out halfway, in its key's column": "a:\n  b:\n  - c\n - d\n",
    "group behind a list item": "a:\n  - b\n    c: 1\n",
    "list behind a list item": "a:\n  - b: 1\n    - c\n",
    "list, then text in its key's column": "a:\n- b\nc\n",
    "same key twice in an item": "a:\n  - b: 1\n    b:\n",
    "colon at the end of a list item's text": "a:\n  - b c:\n",
    "two colons in a list": "a:\n  - b: c: d\n",
    "comment in place of a list item": "a:\n  - b\n  - #c: d\n",
    "comment behind a list item": "a:\n  - b # c\n",
    "empty word with more behind": "a: null # b\n",
    "group after a list": "a:\n  - b\n  c: 1\n",
    "list after a group": "a:\n  c: 1\n  - b\n",
    "list in a list": "a:\n  - - b\n",
    "dash alone": "a:\n  -\n    b: 1\n",
    "dash and blank": "a:\n  - \n",
    "negative number": "a: -5\n",
    "block kept whole": "a: |+\n  b\n\n",
    "block with its own indentation": "a: |2\n   b\n",
    "block without text": "a: |\nb: 1\n",
    "block at the end without text": "a: |\n",
    "block of blanks": "a: |\n   \n",
    "block that begins with a blank line": "a: |\n\n  b\n",
    "block not set in": "a:\n  b: |\n  c\n",
    "block that ends halfway": "a: |\n    b\n  c\n",
    "folded paragraphs": "a: >\n  b\n\n  c\n",
    "folded with a deeper line": "a: >\n  b\n   c\n",
    "carriage return": "a: b\rc: d\n",
    "control character": "a: b\x07\n",
    "DEL": "a: b\x7f\n",
    "NEL": "a: b\x85c: d\n",
    "C1 control in a block": "a: |\n  b\x9fc\n",
    "LS": "a: b\u2028c: d\n",
    "PS": "a: b\u2029\n",
    "byte order mark": "\ufeffa: b\n",
    "byte order mark inside": "a: b\ufeff\n",
    "not a character": "a: b\uffff\n",
    "not a character either": "a: b\ufffe\n",
    "C1 control behind a letter of the same byte": "a: m²\x80\n",
}


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE)
def test_anything_unusual_is_left_to_the_careful_reader(text: str) -> None:
    assert read_quickly(text) is None
    assert read_quickly(text, text.encode()) is None


def test_a_great_many_keys_are_read_as_a_few_are() -> None:
    values = {f"k{number}": str(number) for number in range(5000)}
    assert read_quickly("".join(f"{key}: {value}\n" for key, value in values.items())) == values
    assert read_quickly("a:\n  b: 1\n  - c\n") is None


@pytest.mark.parametrize("step", ["{in}a:\n", "{in}- a:\n"])
@pytest.mark.parametrize("levels", range(1, 40))
def test_depth_is_no_greater_than_the_careful_reader_allows(step: str, levels: int) -> None:
    width = 2 if "-" in step else 1
    text = "r:\n" + "".join(step.replace("{in}", " " * (width * level + 1)) for level in range(levels))
    assert_same_or_unsure(text)
    assert_same_or_unsure(text.replace("\n ", "\n"))
    if levels <= 5:
        assert read_quickly(text) is not None


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_files_are_read_alike(path: Path) -> None:
    text, _ = read_text(path, path.name)
    if text is not None:
        assert_same_or_unsure(text)


def test_nearly_all_real_models_are_read_quickly() -> None:
    models = list((ROOT / "data" / "models").glob("*.yml"))
    read = [path for path in models if read_quickly(read_text(path, path.name)[0] or "") is not None]
    assert len(read) >= 0.9 * len(models) > 0


_WORDS = st.lists(
    st.sampled_from(
        [*"ab-?:,[]{}#&*!|>'\"%@`~=.\\<", "null", "Tổ 5", "đường", "m²", "\u0302", "\u0338", "a: b", "x #y"]
    ),
    min_size=1,
    max_size=4,
)
_PLAIN = st.sampled_from(
    ["", "", "~", "null", "2026-05-19", '"a: b"', "'b'", "Tổ dân phố số 5", "26/30", "m²", "a:b#c"]
)
_TRICKY = st.builds(lambda words, gap: gap.join(words), _WORDS, st.sampled_from(["", " ", "  "]))
_VALUES = st.one_of(_PLAIN, _PLAIN, _PLAIN, _PLAIN, _PLAIN, _TRICKY, st.sampled_from(["|", "|-", ">", ">-", "|+"]))
_LINES = st.builds(
    lambda indent, dash, key, value: f"{' ' * indent}{dash}{key}{value}",
    st.sampled_from([0, 0, 0, 0, 0, 1, 2, 2, 2, 4]),
    st.sampled_from(["", "", "", "", "", "- ", "- ", "-", "- - "]),
    st.sampled_from([*(f"{key}: " for key in "abcdefgh"), "i:", "k:", "l:", "", "# ", '"q": ', "a : ", "...", "---"]),
    _VALUES,
)
_ODD_TEXTS = st.builds(lambda lines: "\n".join(lines) + "\n", st.lists(_LINES, max_size=7))


@st.composite
def _groups(draw: st.DrawFn, indent: int = 0) -> str:
    """The lines of a group that is mostly plain, in column `indent`."""
    keys = draw(st.lists(st.sampled_from(["ten", "don_vi", "so", "ngay", "a"]), min_size=1, max_size=4, unique=True))
    return "".join(f"{' ' * indent}{key}:{draw(_contents(indent))}" for key in keys)


@st.composite
def _contents(draw: st.DrawFn, indent: int) -> str:
    """What stands behind a key and its colon, up to the line end."""
    deeper = indent + draw(st.sampled_from([1, 2, 2, 2, 4]))
    kind = draw(st.sampled_from(["value", "value", "block", "texts", "group", "groups", "mixed"]))
    blank, words = " " * deeper, st.lists(_VALUES, min_size=1, max_size=3)
    if kind == "value" or indent > 6:
        return f" {draw(_VALUES)}\n".replace(" \n", "\n")
    if kind == "block":
        mark = draw(st.sampled_from(["|", "|", "|-", ">", ">-"]))
        lines = draw(
            st.lists(st.sampled_from(["x", "y: z", "# w", "", "", " v", "- u", "  ", "t "]), min_size=1, max_size=5)
        )
        return f" {mark}\n" + "".join(f"{blank}{line}\n" if line else "\n" for line in lines)
    if kind == "texts":
        return "\n" + "".join(f"{blank}- {value}\n" for value in draw(words))
    if kind == "group":
        return "\n" + draw(_groups(deeper))
    if kind == "mixed":
        # In the key's own column, with comments between.
        deeper, blank = indent, " " * indent
        items = draw(st.lists(st.one_of(_groups(deeper + 2), _VALUES.map(lambda one: f"{blank}  {one}\n")), max_size=4))
        comment = draw(st.sampled_from(["", "", "# a: b\n", f"{blank}    # c\n", "\n"]))
        return "\n" + comment.join(f"{blank}- {item[deeper + 2 :]}" for item in items)
    items = draw(st.lists(_groups(deeper + 2), min_size=1, max_size=2))
    return "\n" + "".join(f"{blank}- {item[deeper + 2 :]}" for item in items)


@st.composite
def _nearly_plain_texts(draw: st.DrawFn) -> str:
    """A plain text in which up to two small things were put in, left out or changed."""
    text = draw(_groups())
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text)))
        put = draw(
            st.sampled_from(
                [" ", "  ", "\n", "\n\n", "#", " #", ":", ": ", "- ", "'", '"', "\t", "\n  ", "&", "\x85", ""]
            )
        )
        text = text[:place] + put + text[place + draw(st.integers(0, 1)) :]
    return text


@settings(max_examples=250, deadline=None)
@given(_nearly_plain_texts())
def test_texts_that_are_nearly_plain_are_read_alike_or_left(text: str) -> None:
    assert_same_or_unsure(nfc(text))


@settings(max_examples=250, deadline=None)
@given(_ODD_TEXTS)
def test_odd_lines_are_read_alike_or_left(text: str) -> None:
    assert_same_or_unsure(nfc(text))


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_is_read_alike_or_left(text: str) -> None:
    assert_same_or_unsure(nfc(text) + "\n")
    assert_same_or_unsure(nfc(f"a: {text}\nb: |\n  {text}\n"))
