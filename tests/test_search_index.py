"""The files of the search: what stands in a posting, what is left out, what an edit leaves alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.outputs.search.documents import Document
from generator.outputs.search.files import count_shards, cut_rows, rows_of_block, share_of
from generator.outputs.search.plain import cut_sections, list_words, strip_html, strip_texts
from generator.outputs.search.postings import PAIRS, Index, Parts, Piece, Shards, Shelf, shard_of
from generator.records.campaign import AppliesTo, Criteria, Statement
from generator.vietnamese import fold
from tests.portals import built_ok, copy_small, draw_picture

SHARDS = Shards(words=8, pairs=16)
TEXT, KEY = 0, 1


def page(title: str, *body: str, keys: tuple[str, ...] = ()) -> Document:
    return Document("x/", title, "", keys, body)


def draw(documents: Sequence[Document], most: float = 1.0) -> Piece:
    return msgspec.msgpack.decode(Index(SHARDS).draw(documents, most), type=Piece)


def shards_of(parts: Sequence[Parts], count: int) -> list[Any]:
    shelf = Shelf(parts)
    return [json.loads(shelf.join(number)) for number in range(count)]


def words_of(piece: Piece) -> dict[str, str]:
    """Shape: {word: postings} of all shards."""
    shards = shards_of([piece.words], SHARDS.words)
    return {word: letters for shard in shards for _, part in shard for word, letters in part.items()}


def read(letters: str) -> list[tuple[int, int]]:
    """Documents and classes, as the browser reads postings."""
    return [divmod(ord(letter) - 0x100, 8) for letter in letters.removeprefix("*")]


def pairs_of(piece: Piece) -> set[tuple[int, int]]:
    """(document, pair) of all shards, a pair being its number among all."""
    return {
        (code // PAIRS, shard * PAIRS + code % PAIRS)
        for shard, parts in enumerate(shards_of([piece.pairs], SHARDS.pairs))
        for _, letters in parts
        for code in (ord(letter) - 0x100 for letter in letters)
    }


def test_posting_tells_the_document_and_the_best_place() -> None:
    documents = [page("Vườn rau", "Bà con trồng rau"), page("Khác", "Trồng rau trồng hoa", keys=("Tổ rau",))]
    words = words_of(draw(documents))
    # In a title of two words; in a key; in texts.
    assert read(words["rau"]) == [(0, 2), (1, KEY)]
    assert read(words["trồng"]) == [(0, TEXT), (1, TEXT)]


def test_words_that_follow_each_other_are_a_pair_whatever_their_marks_and_place() -> None:
    [in_title] = pairs_of(draw([page("bà con")]))
    [in_key] = pairs_of(draw([page("a", keys=("Ba, CÓN",))]))
    assert in_title == in_key
    assert in_title in pairs_of(draw([page("a", "mời bà con họp")]))
    assert in_title not in pairs_of(draw([page("a", "con bà")]))


def test_pieces_of_text_do_not_follow_each_other() -> None:
    assert pairs_of(draw([page("một", "hai", "ba", keys=("bốn",))])) == set()


def test_a_pair_of_most_documents_stands_once_for_all() -> None:
    few, other = [page("a", "bà con")] * 3, [page("a", "bà")] * 3
    assert {number for number, _ in pairs_of(draw([*few, *other]))} == {0, 1, 2}
    assert [number for number, _ in pairs_of(draw([*few, *few, *other]))] == [9]


def test_the_longer_a_title_the_higher_its_class() -> None:
    titles = ["một hai", "một hai ba", "một " * 6, "một " * 9, "một " * 13, "một " * 20]
    levels = [level for _, level in read(words_of(draw([page(title) for title in titles]))["một"])]
    assert levels == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("documents", "kept"),
    [
        ([page("a", "rau")] * 4, "*"),
        ([page("a", "rau")] * 3 + [page("rau")], "* title"),
        ([page("a", "rau")] * 2 + [page("a", keys=("rau",)), page("rau")], "* title key"),
        ([page("rau")] * 4, "*"),
        ([page("a", "rau")] * 2 + [page("a")] * 2, "text text"),
    ],
    ids=["texts go first", "titles stay", "keys stay", "all are too many", "few stay"],
)
def test_of_a_word_that_is_everywhere_little_is_kept(documents: list[Document], kept: str) -> None:
    letters = words_of(draw(documents, most=0.5))["rau"]
    names = ["title" if level >= 2 else "key" if level else "text" for _, level in read(letters)]
    assert " ".join(["*"] * letters.startswith("*") + names) == kept


@given(st.lists(st.text(alphabet="aáàđd ưừ1_-.,", max_size=30), max_size=6))
def test_every_word_is_in_the_shard_of_its_folded_form(texts: list[str]) -> None:
    shards = shards_of([draw([page("tựa", *texts)]).words], SHARDS.words)
    for number, shard in enumerate(shards):
        assert {shard_of(fold(word), SHARDS.words) for _, part in shard for word in part} <= {number}


def test_shards_join_the_parts_of_all_blocks_under_their_numbers() -> None:
    pieces = [draw([page("rau")]).words, draw([page("hoa")]).words, draw([page("rau")]).words]
    found = {
        word: [block for block, part in shard if word in part]
        for shard in shards_of(pieces, SHARDS.words)
        for word in ("rau", "hoa")
        if any(word in part for _, part in shard)
    }
    assert found == {"rau": [0, 2], "hoa": [1]}


def test_digest_of_a_shard_changes_with_its_own_words_alone() -> None:
    one, other = draw([page("rau", "hoa")]), draw([page("rau", "hoa quả")])
    before, after = (Shelf([piece.words]).list_digests(SHARDS.words) for piece in (one, other))
    changed = {number for number in range(SHARDS.words) if before[number] != after[number]}
    assert changed == {shard_of("qua", SHARDS.words)}


def test_old_tones_and_eth_are_taken_as_the_usual_letters() -> None:
    words = words_of(draw([page("Hoà thuỷ ÐƯỜNG quý")]))
    assert set(words) == {"hòa", "thủy", "đường", "quý"}


# Blocks


def test_a_row_more_or_less_moves_the_ends_of_its_own_block_alone() -> None:
    ids = [f"mo-hinh-{number}" for number in range(2000)]
    # One that ends no block itself.
    new = next(name for name in map(str, range(100)) if crc32(name.encode()) % 64)
    blocks = {tuple(ids[start:end]) for start, end in cut_rows(ids, 64)}
    ids.insert(1000, new)
    more = {tuple(ids[start:end]) for start, end in cut_rows(ids, 64)}
    # Two where the block was full.
    assert len(blocks - more) <= 2
    assert [one for block in more - blocks for one in block].count(new) == 1


@pytest.mark.parametrize("count", [0, 1, 127, 128, 129, 5000])
def test_blocks_hold_every_row_once_and_none_too_many(count: int) -> None:
    ids = [str(number) for number in range(count)]
    ends = list(cut_rows(ids, 64))
    assert [one for start, end in ends for one in ids[start:end]] == ids
    assert all(0 < end - start <= 128 for start, end in ends)


def test_shards_and_shares_change_with_powers_of_two_alone() -> None:
    words = {10: 64, 1024: 64, 10_000: 1024, 16_384: 1024, 50_000: 4096, 10**6: 4096}
    assert {rows: count_shards(rows).words for rows in words} == words
    assert [count_shards(rows).pairs for rows in (10, 10_000, 50_000)] == [256, 2048, 8192]
    assert [rows_of_block(rows) for rows in (0, 10, 16_384, 16_385, 50_000)] == [64, 64, 64, 128, 256]
    assert [share_of(rows) for rows in (10, 2048, 2049, 4096, 10_000)] == [1.0, 1.0, 0.5, 0.5, 0.125]


# Plain words

TEXTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "plain": ("Bà con  họp\nrồi làm.", ("Bà con họp rồi làm.",)),
    "marks": ("**Bà con** họp ở [nhà](https://a.example.vn/).", ("Bà con họp ở nhà.",)),
    "list": ("Việc:\n\n- một *hai*\n- ba", ("Việc: một hai ba",)),
    "letters": ("a < b & c", ("a < b & c",)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_marks_of_markdown_are_not_shown(name: str) -> None:
    written, shown = TEXTS[name]
    assert strip_texts([written, None, ""]) == shown


def test_html_is_stripped_between_blocks_and_within_words() -> None:
    picture = '<p>một <img alt="ô cửa &lt;hộ tịch&gt;" src="a-title.webp" title="Sáng thứ Hai."> hai</p>'
    assert strip_html(picture) == "một ô cửa <hộ tịch> Sáng thứ Hai. hai"
    assert strip_html("<p>một</p><p>hai<br>ba<em>bốn</em></p><td>x</td><td>y &amp; z</td>") == "một hai babốn x y & z"


def test_sections_begin_at_headings_with_an_anchor() -> None:
    html = '<p>đầu</p><h2 id="i">Mục <em>I</em></h2><p>một</p><h4 id="i-1">1. Nhỏ</h4><p>hai</p>'
    assert list(cut_sections(html, 4)) == [("", "", "đầu"), ("i", "Mục I", "một"), ("i-1", "1. Nhỏ", "hai")]
    assert list(cut_sections(html, 3))[1] == ("i", "Mục I", "một 1. Nhỏ hai")


def test_words_of_a_record_leave_out_ids_and_sources() -> None:
    statement = Statement(text="dễ làm", source="dòng 3")
    criteria = Criteria(applies_to=AppliesTo.MODEL, items=(statement,), source="dòng 2")
    assert list(list_words((criteria,))) == ["dễ làm"]


def test_what_a_picture_of_a_page_tells_belongs_to_its_section() -> None:
    html = '<p>đầu</p><h2 id="i">Mục</h2><p><img alt="Trang in" src="a.webp" title="Bảng tổng hợp."></p>'
    assert list(cut_sections(html, 3))[1] == ("i", "Mục", "Trang in Bảng tổng hợp.")


def test_a_caption_of_a_guide_is_in_the_index_and_an_edit_of_it_too(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    guide, site = config.parent / "content/huong-dan/anh-mau.md", tmp_path / "site"
    guide.parent.joinpath("anh").mkdir()
    draw_picture(guide.parent / "anh/a.jpg")
    for caption in ("Chuồn chuồn", "Bọ ngựa"):
        guide.write_text(
            "---\ntitle: Ảnh mẫu\ndescription: Có ảnh.\norder: 70\n---\nChữ.\n\n## Mục\n\n"
            f'![Con vật](../anh/a.jpg "{caption}")\n'
        )  # fmt: skip
        built_ok(config, site)
        shards = "".join(path.read_text("utf-8") for path in (site / "tim-kiem").rglob("*.json"))
        found = {word for word in ("chuồn", "ngựa") if f'"{word}"' in shards}
        assert found == {caption.split()[1]}
