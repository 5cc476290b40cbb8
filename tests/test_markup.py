"""Markdown becomes safe HTML: staff may paste anything."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.contents import list_headings
from generator.markup import EXTENSION_CONFIGS, EXTENSIONS, is_plain, render_markdown, sanitise, slugify
from generator.shell import Shell, way_to_root


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param('Một <script>alert("x")</script> hai', "alert", id="script"),
        pytest.param('<p onclick="alert(1)">Một</p>', "onclick", id="event"),
        pytest.param("[bấm](javascript:alert(1))", "javascript", id="link that runs"),
        pytest.param("[bấm](JaVaScRiPt:alert(1))", "alert", id="link that runs, mixed case"),
        pytest.param('<a href="&#106;avascript:alert(1)">bấm</a>', "alert", id="link that runs, escaped"),
        pytest.param("![x](data:text/html;base64,PHNjcmlwdD4=)", "data:", id="data link"),
        pytest.param('<iframe src="https://x.vn"></iframe>', "iframe", id="iframe"),
        pytest.param('<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>', "<svg", id="svg"),
        pytest.param("<math><mtext></mtext></math>", "<math", id="math"),
        pytest.param("<style>p{color:red}</style>", "color:red", id="style"),
        pytest.param('<p style="position:fixed">Một</p>', "style", id="inline style"),
        pytest.param('<form action="https://x.vn"><input name="a"></form>', "<form", id="form"),
        pytest.param('<object data="x.swf"></object><embed src="x.swf">', "x.swf", id="object"),
        pytest.param('<meta http-equiv="refresh" content="0; url=//x.vn">', "refresh", id="refresh"),
        pytest.param('<base href="//x.vn/">', "<base", id="base"),
        pytest.param('<img src="a.jpg" onerror="alert(1)">', "onerror", id="image event"),
        pytest.param('Một\n{: onclick="alert(1)" }', "onclick", id="attribute list"),
    ],
)
def test_what_could_harm_is_taken_out(text: str, gone: str) -> None:
    assert gone.lower() not in render_markdown(text).lower()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("**đậm** và *nghiêng*", "<strong>đậm</strong> và <em>nghiêng</em>", id="emphasis"),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>", id="table"),
        pytest.param("5. năm\n6. sáu", '<ol start="5">', id="list that starts at five"),
        pytest.param("Một[^1]\n\n[^1]: chú", 'title="Về lại chỗ đang đọc"', id="footnote"),
        pytest.param("[thư](mailto:a@x.vn)", 'href="mailto:a@x.vn"', id="mail"),
        pytest.param("![ảnh](a.jpg)", '<img alt="ảnh" src="a.jpg">', id="picture"),
        pytest.param("<details><summary>Xem</summary>Một</details>", "<summary>Xem</summary>", id="details"),
        pytest.param("## Đồ Sơn", '<h2 id="do-son">Đồ Sơn</h2>', id="anchor with đ"),
        pytest.param("## Một {#rieng}", '<h2 id="rieng">Một</h2>', id="anchor of one's own"),
        pytest.param("## ???", 'id="muc"', id="anchor without letters"),
    ],
)
def test_what_staff_need_stays(text: str, kept: str) -> None:
    assert kept in render_markdown(text)


def test_equal_headings_get_anchors_of_their_own() -> None:
    anchors = re.findall(r'id="([^"]+)"', render_markdown("## Tổ 5\n\n## Tổ 5\n"))
    assert len(set(anchors)) == 2


@given(st.text(alphabet="<>\"'&#/=!-[](){}*_`~:; \nabsvgSCRIPTonđ", max_size=80))
def test_nothing_typed_becomes_a_tag_that_runs(text: str) -> None:
    html = render_markdown(text)
    assert not re.search(r"<(?:script|svg|iframe|object|style|form|input)\b", html, re.IGNORECASE)
    assert not re.search(r"<[a-z]+[^>]*\son[a-z]+=", html, re.IGNORECASE)
    assert sanitise(html) == html


def test_anchor_uses_the_separator_it_is_given() -> None:
    assert slugify("Đồ Sơn – mục 1", "_") == "do_son_muc_1"


def test_headings_are_listed_as_plain_text_down_to_a_level() -> None:
    html = render_markdown("## Một & **hai**\n\n### Ba\n\n#### Bốn\n")
    assert [(one.level, one.anchor, one.text) for one in list_headings(html)] == [
        (2, "mot-hai", "Một & hai"),
        (3, "ba", "Ba"),
    ]
    assert len(list_headings(html, deepest=4)) == 3


def test_frame_is_filled_at_its_marks_and_keeps_foreign_marks_of_the_body() -> None:
    up = "../" * 5 + ".."
    shell = Shell(f'<title>@@dvk:title@@</title><a href="{up}/x/">x</a>@@dvk:body@@')
    page = shell.fill(root="../..", slots={"title": "Một", "body": "@@dvk:title@@ ../../../../../../y"})
    assert page.decode() == '<title>Một</title><a href="../../x/">x</a>@@dvk:title@@ ../../../../../../y'


@pytest.mark.parametrize(
    ("path", "root"), [("index.html", "."), ("a/index.html", ".."), ("a/b/index.html", "../.."), ("404.html", ".")]
)
def test_way_to_the_root(path: str, root: str) -> None:
    assert way_to_root(path) == root


_WORDS = "Bà con|tổ 5|hộ: 12|a:b|“Ngõ”|http://x.vn|[x](y)|[^1]|{: .a }|<b>|&amp;|1. |- |* |---|  "
PIECES = st.lists(st.sampled_from([*_WORDS.split("|"), "|", "\n", "\n\n", "\n\n\n", *"_#>`!()^~=\\.…\t-"]), max_size=9)


@given(PIECES)
@settings(max_examples=400)
def test_text_without_marks_takes_the_short_way_to_the_same_answer(pieces: list[str]) -> None:
    text = "".join(pieces)
    asked = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS, output_format="html")
    assert render_markdown(text) == sanitise(asked)


# One line as the short way takes it, written as a single pattern: slow, but easy to read.
_LINE = r"[^\W\d_](?:[^\\`*_{}\[\]<>&!|:\t\n]|:(?= |$))*(?<! )"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_CHARACTERS = st.lists(
    st.sampled_from(
        ["bà", "Đ", "²", "ⅷ", "5", "٣", "_", ":", ": ", " ", "\n", "\n\n", "\t", "*", "!", ".", "-", "“", "\u2028"]
    ),
    max_size=8,
)


@given(_CHARACTERS)
@settings(max_examples=400)
def test_plain_text_is_paragraphs_that_begin_with_letters_and_have_no_mark(pieces: list[str]) -> None:
    text = "".join(pieces).strip("\n")
    assert is_plain(text) == all(map(_PARAGRAPH.fullmatch, text.split("\n\n")))


@pytest.mark.parametrize(
    "text", ["", "5 hộ", "- một", "Một\n- hai", "Một \nhai", "Một ", "Một *hai*", "a:b", "Một\n\n\nhai", "Một:\nhai"]
)
def test_what_could_be_a_mark_is_not_plain(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize("text", ["Một", "Một: hai", "Một:\n\nHai", "Một\nhai, “ba” (bốn)…", "Một\n\nHai:"])
def test_paragraphs_without_marks_are_plain(text: str) -> None:
    assert is_plain(text)


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    render_markdown("Chú thích[^1]\n\n[^1]: ở cuối\n\n[a]: https://x.vn/")
    assert render_markdown("[a] và *b*") == "<p>[a] và <em>b</em></p>"
