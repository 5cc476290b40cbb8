"""The files of the search: shards of the index, texts of what is found, a list of both, frequent words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from generator.digests import digest_bytes, digest_of
from generator.output import Batch, File, Workshop
from generator.outputs.search.documents import KINDS, Document, Names, Row, list_others, name_all, tell_model
from generator.outputs.search.postings import MOST_DOCUMENTS, Index, Piece, Shards, Shelf
from generator.portal import Portal
from generator.records.brief import Brief

MANIFEST = "tim-kiem/muc-luc.json"
_WORDS = "tim-kiem/tu-goi-y.json"
# Rows in a block, on average; no block has twice as many. After a change one block is drawn again. Of more than so many
# blocks each is larger: every block says its words anew.
_ROWS, _BLOCKS = 64, 256
# The same where one row is many documents.
_FEW_ROWS = {"ke-hoach": 1, "huong-dan": 8}
# The texts of so many documents lie in one file: ten results, each from a file of its own, should not weigh much.
_PER_FILE, _OF_LONG_ONES = 2, {"bai-viet": 1}
# So many words are offered while someone types.
_OFFERED = 4000
# A shard for so many rows, and no fewer or more shards than this.
_PER_SHARD, _FEWEST, _MOST = 16, 64, 4096
# Twice as many of pairs, and more in a small portal: few should seem to stand in a long text that do not.
_FEWEST_OF_PAIRS = 256
# A word that stands in more documents of a kind than this is not worth its weight: 2 or 3 bytes for each.
_COMMON = 2048


class Block(msgspec.Struct, frozen=True):
    """Some documents that stand together: their kind, the digest of what they are made of, how they are told.

    `most` is the share of them in which a word may stand, see `Index.draw`.
    """

    kind: int
    digest: bytes
    rows: int
    most: float
    tell: Callable[[], Iterator[Document]]

    def documents(self) -> list[Document]:
        # A page of more sections than a block can count is found by those that fit.
        return list(self.tell())[:MOST_DOCUMENTS]


def count_shards(rows: int) -> Shards:
    """Powers of two, so that they seldom change: every block is drawn again then."""
    words = min(max(_round_up(rows // _PER_SHARD), _FEWEST), _MOST)
    return Shards(words, max(2 * words, _FEWEST_OF_PAIRS))


def share_of(rows: int) -> float:
    """The share of so many rows in which a word may stand; it changes as seldom."""
    return min(1.0, _COMMON / _round_up(rows))


def rows_of_block(rows: int) -> int:
    """The average for so many rows; a power of two."""
    return max(_ROWS, _round_up(rows) // _BLOCKS)


def _round_up(number: int) -> int:
    """The next power of two."""
    return 1 << max(0, number - 1).bit_length()


def declare_batches(portal: Portal) -> Iterator[Batch]:
    """The index in one batch, the texts in one for each block."""
    blocks = list(_cut_blocks(portal))
    rows = sum(block.rows for block in blocks)
    needs = digest_bytes(*[block.digest for block in blocks])
    # Of a model the index takes about three quarters of the time that its page does.
    yield Batch("search", needs, partial(_declare_index, portal, blocks, needs), 20 + rows * 3 // 4, asks_all=True)
    for number, block in enumerate(blocks):
        yield Batch(f"search texts {number}", block.digest, partial(_declare_texts, number, block), block.rows // 8)


def _cut_blocks(portal: Portal) -> Iterator[Block]:
    """All blocks; those of models first, so that a document's number is the model's place in the catalogue."""
    names, root = name_all(portal), portal.workshop.root
    models, common = portal.library.recognised, digest_of(names)
    # Ten thousand models are asked once for all.
    ask = attrgetter("id", "whole")
    told, most = list(map(ask, models)), share_of(len(models))
    for start, end in cut_rows([one for one, _ in told], rows_of_block(len(models))):
        digest = digest_bytes(common, b"".join([whole for _, whole in told[start:end]]))
        tell = partial(_tell_models, root, names, models[start:end])
        yield Block(0, digest, end - start, most, tell)
    others = list_others(portal)
    for kind, (name, _) in enumerate(KINDS):
        rows = others.get(name, ())
        usual = _FEW_ROWS.get(name) or rows_of_block(len(rows))
        for start, end in cut_rows([one.id for one in rows], usual):
            part = rows[start:end]
            digest = digest_bytes(*map(attrgetter("digest"), part))
            yield Block(kind, digest, end - start, share_of(len(rows)), partial(_tell_rows, part))


def cut_rows(ids: Sequence[str], usual: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each block. It ends after certain ids, so that what is added or gone moves no other end."""
    start, most = 0, 2 * usual
    for end, one in enumerate(ids, start=1):
        if crc32(one.encode()) % usual == 0 or end - start == most or end == len(ids):
            yield start, end
            start = end


def _tell_models(root: Path, names: Names, models: Sequence[Brief]) -> Iterator[Document]:
    return (tell_model(root, names, one) for one in models)


def _tell_rows(rows: Sequence[Row]) -> Iterator[Document]:
    for row in rows:
        yield from row.tell()


def _declare_texts(number: int, block: Block) -> Iterator[File]:
    documents = block.documents()
    step = _count_per_file(block.kind)
    for part, start in enumerate(range(0, len(documents), step)):
        rows = [(one.address, one.title, one.line, "\n".join(one.body)) for one in documents[start : start + step]]
        yield File(f"tim-kiem/van/{number}-{part}.json", hand_on, (msgspec.json.encode(rows),))


def _count_per_file(kind: int) -> int:
    return _OF_LONG_ONES.get(KINDS[kind][0], _PER_FILE)


def hand_on(workshop: Workshop, content: bytes) -> bytes:
    return content


class _Joined(msgspec.Struct, frozen=True):
    """Something to be joined of all blocks; `digest` changes with it."""

    join: Callable[[], bytes]
    digest: bytes


def draw_joined(workshop: Workshop, joined: _Joined) -> bytes:
    return joined.join()


def _declare_index(portal: Portal, blocks: Sequence[Block], needs: bytes) -> Iterator[File]:
    shards = count_shards(sum(block.rows for block in blocks))
    pieces = list(_draw_pieces(portal.workshop, blocks, shards))
    yield from _declare_shards("tu", Shelf([one.words for one in pieces]), shards.words)
    yield from _declare_shards("cap", Shelf([one.pairs for one in pieces]), shards.pairs)
    vocabularies = [piece.vocabulary for piece in pieces]
    known = digest_bytes(*[one.encode() for one in vocabularies])
    yield File(_WORDS, draw_joined, (_Joined(partial(_join_words, vocabularies), known),))
    told: dict[str, Any] = {
        # Old files that a browser kept are never taken together with new ones.
        "version": digest_bytes(needs, portal.workshop.program).hex()[:8],
        "shards": shards.words,
        "pairs": shards.pairs,
        "kinds": [(*one, _count_per_file(kind)) for kind, one in enumerate(KINDS)],
        "blocks": [(block.kind, piece.count) for block, piece in zip(blocks, pieces, strict=True)],
    }
    yield File(MANIFEST, hand_on, (msgspec.json.encode(told),))


def _declare_shards(folder: str, shelf: Shelf, count: int) -> Iterator[File]:
    for number, digest in enumerate(shelf.list_digests(count)):
        yield File(f"tim-kiem/{folder}/{number}.json", draw_joined, (_Joined(partial(shelf.join, number), digest),))


def _draw_pieces(workshop: Workshop, blocks: Sequence[Block], shards: Shards) -> Iterator[Piece]:
    index, decoder = Index(shards), msgspec.msgpack.Decoder(Piece)
    for block in blocks:
        needs = (workshop.program, block.digest, f"{shards.words} {shards.pairs} {block.most}")
        draw = partial(_draw_block, index, block)
        yield decoder.decode(workshop.cache.remember("search block", needs, draw))


def _draw_block(index: Index, block: Block) -> bytes:
    return index.draw(block.documents(), block.most)


def _join_words(vocabularies: Sequence[str]) -> bytes:
    """The most frequent words, the most frequent first. Shape: "của và …"."""
    counts: Counter[str] = Counter()
    for one in vocabularies:
        counts.update(one.split())
    chosen = sorted(counts, key=lambda word: (-counts[word], word))[:_OFFERED]
    return msgspec.json.encode(" ".join(chosen))
