"""Where words stand: the postings of a block of documents, cut into shards by the words.

Of each word and document a shard has two letters, digits as in `narrowing`: the document's number in its block times
eight plus its class (the word stands in the text, in a key, in a title of so many words), and a mask of 15 bits in
which bit `i` is set where the word is the (15k + i)-th of a piece of text. Words that follow each other meet when one's
mask is turned by one place: so phrases are found without an index of pairs of words.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, chain, cycle

import msgspec

from generator.digests import SIZE
from generator.outputs.search.documents import Document
from generator.vietnamese import fold, modern_tone

_FIRST = 0x100
PLACES = 15
# Letters stay below U+D800, so a block has at most so many documents.
MOST_DOCUMENTS = (0xD800 - _FIRST) // 8

_BITS = tuple(1 << place for place in range(PLACES))
_MASK = (1 << PLACES) - 1
_LETTERS = tuple(map(chr, range(_FIRST, _FIRST + _MASK + 1)))
# Classes of a word: in the text, in a key, in a title of at most so many words.
_KEY = 1
_TITLES = (2, 4, 6, 9, 13)
_TITLE = 2
# Before the postings of a word of which some are left out, since it stands in so many of the block's documents.
_EVERYWHERE = "*"
_SUM = 8
# So many pieces of text are remembered with their words.
_REMEMBERED = 200_000


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """The index of a block: where each shard's part ends (32 bits each), its digest, the parts one after the other.

    `count` of documents; `vocabulary` has its words, the more frequent ones several times.
    """

    count: int
    ends: bytes
    sums: bytes
    vocabulary: str
    parts: bytes


class _Words(dict[str, list[str]]):
    """The words of each piece of text between blanks: lower case, NFC, the tone in its newer place, đ for eth."""

    def __missing__(self, piece: str) -> list[str]:
        words = re.findall(r"\w+", modern_tone(piece.lower()).replace("ð", "đ"))
        self[piece] = words
        return words


class _Shards(dict[str, int]):
    """The shard of each word."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __missing__(self, word: str) -> int:
        number = self[word] = shard_of(fold(word), self._count)
        return number


def shard_of(folded: str, count: int) -> int:
    """The shard in which a folded word stands; `count` of shards is a power of two. search.js has the same."""
    number = 0
    for letter in folded:
        number = (number * 31 + ord(letter)) & 0xFFFFFFFF
    return (number ^ number >> 15) & (count - 1)


class Index:
    """Draws blocks of an index with so many shards."""

    def __init__(self, shards: int) -> None:
        self._words = _Words()
        self._shard_of = _Shards(shards)
        self._shards = shards

    def draw(self, documents: Sequence[Document], most: float) -> bytes:
        """The piece of a block; of a word that stands in more than this share of it, titles or keys alone are kept."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        # Postings by word: in texts, in keys, in titles. Nearly all are in texts.
        texts: defaultdict[str, list[str]] = defaultdict(list)
        keys: defaultdict[str, list[str]] = defaultdict(list)
        titles: defaultdict[str, list[str]] = defaultdict(list)
        for number, document in enumerate(documents):
            first = _FIRST + number * 8
            head = chr(first)
            for word, mark in self._mark(document).items():
                if mark <= _MASK:
                    texts[word].append(head + _LETTERS[mark])
                else:
                    level = mark >> PLACES
                    (titles if level >= _TITLE else keys)[word].append(chr(first + level) + _LETTERS[mark & _MASK])
        parts: defaultdict[int, dict[str, str]] = defaultdict(dict)
        limit = max(1, int(most * len(documents)))
        words = sorted(texts.keys() | keys.keys() | titles.keys())
        for word in words:
            parts[self._shard_of[word]][word] = _write((texts, keys, titles), word, limit)
        vocabulary = " ".join(_list_frequent((texts, keys, titles), words))
        return msgspec.msgpack.encode(_join(len(documents), parts, self._shards, vocabulary))

    def _mark(self, document: Document) -> dict[str, int]:
        """For each word of a document its mask, and above it its class."""
        title = self.split(document.title)
        level = _TITLE + sum(len(title) > most for most in _TITLES)
        marks: dict[str, int] = {}
        known = marks.get
        for text in document.body:
            for word, bit in zip(self.split(text), cycle(_BITS)):
                marks[word] = known(word, 0) | bit
        for text in document.keys:
            for word, bit in zip(self.split(text), cycle(_BITS)):
                marks[word] = known(word, 0) | bit | _KEY << PLACES
        for word, bit in zip(title, cycle(_BITS)):
            marks[word] = known(word, 0) & _MASK | bit | level << PLACES
        return marks

    def split(self, text: str) -> list[str]:
        return list(chain.from_iterable(map(self._words.__getitem__, text.split())))


def _join(count: int, parts: Mapping[int, dict[str, str]], shards: int, vocabulary: str) -> Piece:
    drawn, sums = [b""] * shards, bytearray(_SUM * shards)
    for number, part in parts.items():
        drawn[number] = encoded = msgspec.json.encode(part)
        sums[number * _SUM : (number + 1) * _SUM] = blake2b(encoded, digest_size=_SUM).digest()
    return Piece(count, array("I", accumulate(map(len, drawn))).tobytes(), bytes(sums), vocabulary, b"".join(drawn))


# Shape: {word: postings} in texts, in keys, in titles.
Found = tuple[Mapping[str, list[str]], Mapping[str, list[str]], Mapping[str, list[str]]]


def _write(found: Found, word: str, limit: int) -> str:
    """The postings of a word, those in titles first; of more than `limit` the last are left out."""
    texts, keys, titles = (one.get(word, []) for one in found)
    if len(texts) + len(keys) + len(titles) <= limit:
        return "".join(titles + keys + texts)
    if len(keys) + len(titles) <= limit:
        return _EVERYWHERE + "".join(titles + keys)
    return _EVERYWHERE + ("".join(titles) if len(titles) <= limit else "")


def _list_frequent(found: Found, words: Iterable[str]) -> Iterator[str]:
    """Words worth offering while someone types: those of titles and keys, and what several texts have.

    A word comes once for every doubling of its documents: most edits leave it at that.
    """
    for word in words:
        texts, keys, titles = (len(one.get(word, ())) for one in found)
        if not word.isdigit() and (keys or titles or texts > 1):
            yield from [word] * (texts + keys + titles).bit_length()


class Shelf:
    """The pieces of all blocks in their order, ready to be joined into shards."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._ends = [array("I", piece.ends) for piece in pieces]

    def list_digests(self, shards: int) -> list[bytes]:
        """One for each shard: it changes with every part, and with the block that has it."""
        sums = array("Q", b"".join([piece.sums for piece in self._pieces]))
        return [blake2b(sums[number::shards], digest_size=SIZE).digest() for number in range(shards)]

    def join(self, number: int) -> bytes:
        """A shard as JSON. Shape: [[block, {word: postings}], …]."""
        parts = []
        for block, (piece, ends) in enumerate(zip(self._pieces, self._ends, strict=True)):
            start, end = ends[number - 1] if number else 0, ends[number]
            if end > start:
                parts.append(b"[%d,%b]" % (block, piece.parts[start:end]))
        return b"[" + b",".join(parts) + b"]"
