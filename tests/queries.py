"""Queries made from a portal's own data, and for each the pages that answer it, found without the index."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.entries import read_whole
from generator.library import Library, address_of
from generator.sections import SECTIONS
from generator.vietnamese import fold, modern_tone, nfc
from tests.portals import parse_page

Key = Callable[[str], str]


@dataclass(frozen=True)
class Query:
    """What is typed, and the addresses of which one has to be among the first three."""

    text: str
    right: frozenset[str]


def _words(text: str) -> str:
    """The words of a text as the search takes them, with blanks between."""
    return " ".join(re.findall(r"\w+", modern_tone(text.lower())))


def _no_marks(text: str) -> str:
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))


_MOVED = {"óa": "oá", "òa": "oà", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "óe": "oé", "òe": "oè", "ỏe": "oẻ", "ọe": "oẹ",
          "úy": "uý", "ùy": "uỳ", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}  # fmt: skip


def _old_tone(text: str) -> str:
    """ "hòa" → "hoà", as many still write."""
    return re.sub("|".join(_MOVED), lambda match: _MOVED[match[0]], text)


def _d_for_d(text: str) -> str:
    return text.replace("đ", "d").replace("Đ", "D")


# How people type, and by what then two texts are the same.
SPELLINGS: Mapping[str, tuple[Callable[[str], str], Key]] = {
    "as it is": (nfc, _words),
    "no marks": (_no_marks, lambda text: fold(_words(text))),
    "capitals": (str.upper, _words),
    "decomposed": (lambda text: unicodedata.normalize("NFD", text), _words),
    "old tone": (_old_tone, _words),
    "d for đ": (_d_for_d, lambda text: _d_for_d(_words(text))),
}


class Corpus:
    """Titles and texts of a built portal by address, read from the finished pages."""

    def __init__(self, site: Path, library: Library) -> None:
        self._library = library
        self._site = site
        self.titles: dict[str, str] = dict(self._list_titles())
        self.texts = {address: self._text_of(address) for address in self._list_long()}
        self._known: dict[Key, tuple[dict[str, set[str]], dict[str, str]]] = {}

    def _list_titles(self) -> Iterator[tuple[str, str]]:
        library = self._library
        for model in library.recognised:
            yield address_of(model), model.name
        for unit in library.units:
            yield address_of(unit), unit.name
        for field in library.fields:
            yield address_of(field), field.name
        for story in library.stories:
            yield address_of(story), story.title
        for exemplar in library.exemplars:
            yield address_of(exemplar), exemplar.name
        for form in library.records.forms.values():
            yield address_of(form), ". ".join(filter(None, (form.number, form.title)))
        plans = {f"ke-hoach/{one.id}" for one in library.campaigns}
        for page in library.pages.values():
            if page.id in plans or page.id.startswith("huong-dan/"):
                yield address_of(page), page.title
                yield from self._list_headings(address_of(page))

    def _list_headings(self, address: str) -> Iterator[tuple[str, str]]:
        """The headings that staff wrote, and those of a plan's facts, each by the address that leads to it."""
        tree = self._tree(address)
        for chapter in tree.xpath("//details[contains(@class,'plan-fold')]"):
            (title,) = chapter.xpath("./summary/h3")
            yield f"{address}#{chapter.get('id')}", (title.text or "").strip()
        for heading in tree.xpath("//*[contains(@class,'prose')]//*[self::h2 or self::h3 or self::h4][@id]"):
            yield f"{address}#{heading.get('id')}", " ".join(heading.text_content().split())

    def _list_long(self) -> Iterator[str]:
        library = self._library
        yield from (address_of(one) for one in library.recognised)
        yield from (address_of(one) for one in library.stories)
        yield from (address_of(one) for one in library.campaigns)
        yield from (address_of(one) for one in library.records.forms.values())
        yield from (address_of(one) for one in library.pages.values() if one.id.startswith("huong-dan/"))
        # "Mô hình được công nhận" is in the title of the catalogue.
        yield from (f"{one.id}/" for one in SECTIONS if one.id)

    def _tree(self, address: str) -> Any:
        return parse_page((self._site / address / "index.html").read_bytes())

    def _text_of(self, address: str) -> str:
        (main,) = self._tree(address).xpath("//main")
        return " ".join(text for text in main.itertext())

    def titled(self, text: str, key: Key) -> frozenset[str]:
        """The pages and sections with this title, and those that are only a little longer: a form with its number."""
        titles, _ = self._keyed(key)
        return frozenset(titles[key(text)])

    def containing(self, phrase: str, key: Key) -> frozenset[str]:
        _, texts = self._keyed(key)
        wanted = f" {key(phrase)} "
        return frozenset(address for address, text in texts.items() if wanted in text)

    def _keyed(self, key: Key) -> tuple[dict[str, set[str]], dict[str, str]]:
        if key not in self._known:
            titles: dict[str, set[str]] = defaultdict(set)
            for address, title in self.titles.items():
                titles[key(title)].add(address)
            self._known[key] = titles, {address: f" {key(text)} " for address, text in self.texts.items()}
        return self._known[key]


def make_queries(corpus: Corpus, root: Path, library: Library) -> Iterator[Query]:
    """Each title, phrase and number once as it is, and once in another spelling, all spellings in turn."""
    others = list(SPELLINGS)[1:]
    for number, text in enumerate(dict.fromkeys(map(_clean, corpus.titles.values()))):
        for spelling in ("as it is", others[number % len(others)]):
            write, key = SPELLINGS[spelling]
            yield Query(write(text), corpus.titled(text, key))
    for number, phrase in enumerate(dict.fromkeys(_list_phrases(root, library))):
        for spelling in ("as it is", others[number % len(others)]):
            write, key = SPELLINGS[spelling]
            yield Query(write(phrase), corpus.containing(phrase, key))


def _clean(text: str) -> str:
    return " ".join(text.split())


def _list_phrases(root: Path, library: Library) -> Iterator[str]:
    """Stretches of four to seven words, from the middle of a sentence."""
    for number, brief in enumerate(library.recognised):
        model = read_whole(root, brief)
        for text in (model.summary, model.situation, model.approach, model.outcome, model.lasting):
            yield from _cut_phrase(text or "", number)
    for number, story in enumerate(library.stories):
        for place, paragraph in enumerate(story.body.split("\n\n")):
            if not paragraph.startswith(("#", "[[")):
                yield from _cut_phrase(paragraph, number + place)
    for number, page in enumerate(library.pages.values()):
        if page.id.startswith(("huong-dan/", "ke-hoach/")) and page.body:
            # The words of a picture stand for what is seen in it.
            texts = [one for one in page.body.split("\n\n") if not one.startswith("![")]
            for place, paragraph in enumerate(texts[:40]):
                yield from _cut_phrase(paragraph, number + place)


def _cut_phrase(text: str, number: int) -> Iterator[str]:
    """One phrase of a paragraph, from its longest stretch without a mark of Markdown or punctuation."""
    stretch = max(re.split(r"[^\w\s]|\n", text), key=len).split()
    length = 4 + number % 4
    if len(stretch) >= length + 1:
        start = 1 + number % (len(stretch) - length)
        yield " ".join(stretch[start : start + length])
