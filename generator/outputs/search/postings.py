"""Where words stand: the postings of a block of documents, cut into shards by the words; and which words follow which.

Of each word and document a shard of words has one letter, a digit as in `narrowing`: the document's number in its block
times eight plus its class (the word stands in the text, in a key, in a title of so many words).

Of each two words that follow each other in a document a shard of pairs has one letter: the document's number times 64
plus the pair's number in the shard. Pairs are numbers of so many that two seldom have the same; no words are written,
so phrases of common words weigh little too, whose postings are left out. For a pair of most documents of the block one
letter stands, that of the number after the last document's.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import msgspec

from generator.digests import SIZE
from generator.outputs.narrowing import FIRST
from generator.outputs.search.documents import Document
from generator.vietnamese import fold, modern_tone

# So many pairs of a document's words stand in one shard of pairs.
PAIRS = 64
# Letters stay below U+D800, so a block has at most so many documents.
MOST_DOCUMENTS = (0xD800 - FIRST) // PAIRS - 1

_LETTERS = tuple(map(chr, range(FIRST, 0xD800)))
# Classes of a word: in the text, in a key, in a title of at most so many words.
_KEY = 1
_TITLES = (2, 4, 6, 9, 13)
_TITLE = 2
# Before the postings of a word of which some are left out, since it stands in so many of the block's documents.
_EVERYWHERE = "*"
_SUM = 8
# Numbers have 32 bits; two of them are spread over all of these before they are joined.
_ALL = 0xFFFFFFFF
_SPREAD = 0x9E3779B1
# So many pieces of text are remembered with their words.
_REMEMBERED = 200_000


class Parts(msgspec.Struct, frozen=True, array_like=True):
    """What a block has for each shard: where its part ends (32 bits), the part's digest, all parts in a row."""

    ends: bytes
    sums: bytes
    content: bytes


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """The index of a block of `count` documents; `vocabulary` has its words, the more frequent ones several times."""

    count: int
    vocabulary: str
    words: Parts
    pairs: Parts


class Shards(NamedTuple):
    """How many there are of words and of pairs; powers of two."""

    words: int
    pairs: int


# Shape: {word: postings} in texts, in keys, in titles.
Found = tuple[defaultdict[str, list[str]], defaultdict[str, list[str]], defaultdict[str, list[str]]]


class _Words(dict[str, list[str]]):
    """The words of each piece of text between blanks: lower case, NFC, the tone in its newer place, đ for eth."""

    def __missing__(self, piece: str) -> list[str]:
        words = re.findall(r"\w+", modern_tone(piece.lower()).replace("ð", "đ"))
        self[piece] = words
        return words


class _Sums(dict[str, int]):
    """A number of 32 bits for each word, the same for all its forms."""

    def __missing__(self, word: str) -> int:
        number = 0
        for letter in fold(word):
            number = (number * 31 + ord(letter)) & _ALL
        self[word] = number
        return number


def shard_of(word: str, count: int) -> int:
    """The shard in which a word stands, whatever its marks; `count` of shards is a power of two.

    theme/assets/js/search-engine.js has the same.
    """
    return _share(_Sums()[word], count)


def _share(number: int, count: int) -> int:
    return (number ^ number >> 15) & (count - 1)


def _number_pairs(sums: Sequence[int], last: int) -> list[int]:
    """For each two that follow each other a number up to `last`; the browser has the same."""
    joined = [(one * _SPREAD + other) & _ALL for one, other in pairwise(sums)]
    return [(one ^ one >> 15) & last for one in joined]


class Index:
    """Draws blocks of an index with so many shards."""

    def __init__(self, shards: Shards) -> None:
        self._words = _Words()
        self._sums = _Sums()
        self._shards = shards

    def draw(self, documents: Sequence[Document], most: float) -> bytes:
        """The piece of a block; of a word that stands in more than this share of it, titles or keys alone are kept."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        found: Found = (defaultdict(list), defaultdict(list), defaultdict(list))
        pairs: defaultdict[int, list[int]] = defaultdict(list)
        for number, document in enumerate(documents):
            levels, follow = self._look(document)
            for word, level in levels.items():
                found[min(level, _TITLE)][word].append(_LETTERS[number * 8 + level])
            for pair in follow:
                pairs[pair].append(number)
        words = sorted(set().union(*found))
        limit = max(1, int(most * len(documents)))
        vocabulary = " ".join(_list_frequent(found, words))
        parts = self._join_words(found, words, limit), self._join_pairs(pairs, len(documents))
        return msgspec.msgpack.encode(Piece(len(documents), vocabulary, *parts))

    def _look(self, document: Document) -> tuple[dict[str, int], set[int]]:
        """The class of each word of a document, and the pairs of its words."""
        title, keys, texts = [self.split(document.title)], self._split(document.keys), self._split(document.body)
        levels = dict.fromkeys(chain.from_iterable(texts), 0)
        levels.update(dict.fromkeys(chain.from_iterable(keys), _KEY))
        levels.update(dict.fromkeys(title[0], _TITLE + sum(len(title[0]) > most for most in _TITLES)))
        sum_of, last = self._sums.__getitem__, self._shards.pairs * PAIRS - 1
        pairs: set[int] = set()
        for words in chain(title, keys, texts):
            pairs.update(_number_pairs(list(map(sum_of, words)), last))
        return levels, pairs

    def split(self, text: str) -> list[str]:
        return list(chain.from_iterable(map(self._words.__getitem__, text.split())))

    def _split(self, texts: Iterable[str]) -> list[list[str]]:
        return list(map(self.split, texts))

    def _join_words(self, found: Found, words: Iterable[str], limit: int) -> Parts:
        parts: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for word in words:
            parts[_share(self._sums[word], self._shards.words)][word] = _write(found, word, limit)
        return _join(parts, self._shards.words)

    def _join_pairs(self, pairs: Mapping[int, Sequence[int]], count: int) -> Parts:
        parts: defaultdict[int, list[str]] = defaultdict(list)
        for pair, numbers in pairs.items():
            shard, place = divmod(pair, PAIRS)
            told = numbers if len(numbers) <= count // 2 + 1 else (count,)
            parts[shard] += [_LETTERS[number * PAIRS + place] for number in told]
        return _join({number: "".join(letters) for number, letters in parts.items()}, self._shards.pairs)


def _join(parts: Mapping[int, object], shards: int) -> Parts:
    drawn, sums = [b""] * shards, bytearray(_SUM * shards)
    for number, part in parts.items():
        drawn[number] = encoded = msgspec.json.encode(part)
        sums[number * _SUM : (number + 1) * _SUM] = blake2b(encoded, digest_size=_SUM).digest()
    return Parts(array("I", accumulate(map(len, drawn))).tobytes(), bytes(sums), b"".join(drawn))


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
    """The parts of all blocks in their order, ready to be joined into shards."""

    def __init__(self, parts: Sequence[Parts]) -> None:
        self._parts = parts
        self._ends = [array("I", one.ends) for one in parts]

    def list_digests(self, shards: int) -> list[bytes]:
        """One for each shard: it changes with every part, and with the block that has it."""
        sums = array("Q", b"".join([one.sums for one in self._parts]))
        return [blake2b(sums[number::shards], digest_size=SIZE).digest() for number in range(shards)]

    def join(self, number: int) -> bytes:
        """A shard as JSON. Shape: [[block, part], …], a part being {word: postings}, or of pairs their postings."""
        joined = []
        for block, (parts, ends) in enumerate(zip(self._parts, self._ends, strict=True)):
            start, end = ends[number - 1] if number else 0, ends[number]
            if end > start:
                joined.append(b"[%d,%b]" % (block, parts.content[start:end]))
        return b"[" + b",".join(joined) + b"]"
