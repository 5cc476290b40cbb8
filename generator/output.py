"""A file of the site before it is made: where it will lie, and all that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Protocol

import msgspec
from jinja2 import Environment

from generator.cache import Cache
from generator.digests import digest_of
from generator.program import digest_contents
from generator.prose import Prose
from generator.sections import OTHER, section_of
from generator.settings import Settings
from generator.shell import Shell, way_to_root
from generator.sightings import Sighting, look_at_file, look_at_page
from generator.templates import make_templates
from generator.theme import Theme

# Before the title of whatever tells of sample data outside the portal: shared cards, feeds.
SAMPLE_MARK = "[Mẫu] "


@dataclass(frozen=True)
class Workshop:
    """What outputs are made with, the same for all of them; none of it is a record.

    `program`, `libraries` and `looks` are the digests of dvk, of what is installed with it, of the templates.
    """

    root: Path
    settings: Settings
    theme: Theme
    prose: Prose
    cache: Cache
    program: bytes
    libraries: bytes
    looks: bytes

    @property
    def shells(self) -> Mapping[str, Shell]:
        return self.prose.shells

    @cached_property
    def digest(self) -> bytes:
        """Changes with the settings, the templates and the program."""
        return digest_of((self.program, self.looks, self.settings))

    @cached_property
    def faces(self) -> bytes:
        """Changes with the type that pages are set in."""
        return digest_contents(self.theme.all("assets/fonts"))

    @cached_property
    def templates(self) -> Environment:
        return make_templates(self.theme, self.settings, kept=self.cache.beside("templates"), program=self.program)

    def __getstate__(self) -> dict[str, Any]:
        """Compiled templates stay where they are; another process makes its own."""
        return {name: value for name, value in self.__dict__.items() if name != "templates"}


def card_path(address: str, *, photo: bool = False) -> str:
    """Where the card lies that stands for a page where it is shared: "mo-hinh/x/" → "the/mo-hinh/x.png"."""
    return f"the/{address.strip('/') or 'trang-chu'}.{'jpg' if photo else 'png'}"


class Made(msgspec.Struct, frozen=True):
    """The bytes of a file, whole or in pieces, and the links and anchors seen in it."""

    content: Iterable[bytes]
    sighting: Sighting


class Output(Protocol):
    """A file of the site: path relative to the site's root, the data file it tells of.

    `listed` says that search engines should find it, so the sitemap names it.
    """

    @property
    def path(self) -> str: ...
    @property
    def source(self) -> str | None: ...
    @property
    def listed(self) -> bool: ...

    def key(self, workshop: Workshop) -> bytes:
        """Changes whenever the content may."""

    def make(self, workshop: Workshop) -> Made: ...


class Batch(msgspec.Struct, frozen=True):
    """Outputs that are declared together, and only when `needs` changed or one of the files is not there.

    `needs` is the digest of all that their own needs are taken from; None where declaring costs next to
    nothing. `size` is how long they take in pages, for whoever waits. `asks_all` says that declaring takes from the
    cache whatever the outputs are made of, those too that need not be made. No two batches of a portal have the
    same name.
    """

    name: str
    needs: bytes | None
    declare: Callable[[], Iterable[Output]]
    size: int = 20
    asks_all: bool = False


class File(msgspec.Struct, frozen=True):
    """A file made by `draw(workshop, *needs)`: whatever it depends on stands in `needs`.

    A long file comes in pieces, so that it is never in memory as a whole.
    """

    path: str
    draw: Callable[..., bytes | Iterator[bytes]]
    needs: tuple[Any, ...]
    source: str | None = None
    listed: bool = False

    def key(self, workshop: Workshop) -> bytes:
        return digest_of((workshop.digest, self.draw, self.needs))

    def make(self, workshop: Workshop) -> Made:
        content = self.draw(workshop, *self.needs)
        if not isinstance(content, bytes):
            return Made(content, Sighting())
        return Made((content,), look_at_file(self.path, content, workshop.settings))


class Page(msgspec.Struct, frozen=True):
    """A page: a template with all that it is given, which is all that it depends on.

    `more(workshop, context)` adds what is slow to work out and follows from the context alone; it is
    only asked when the page is made, as is `linked(page, workshop)`: what search engines are told of it, in the words
    of schema.org. `photo` is for them; `shared` is the path of the picture shown where the page is
    shared, None for that of its section.
    """

    address: str
    template: str
    context: Mapping[str, Any]
    source: str | None = None
    listed: bool = True
    sample: bool = False
    kind: str = "website"
    photo: str | None = None
    shared: str | None = None
    more: Callable[[Workshop, Mapping[str, Any]], Mapping[str, Any]] | None = None
    linked: Callable[[Page, Workshop], Mapping[str, Any]] | None = None

    @property
    def path(self) -> str:
        return self.address if self.address.endswith(".html") else f"{self.address}index.html"

    def key(self, workshop: Workshop) -> bytes:
        shell = workshop.shells[section_of(self.address)]
        return digest_of(
            (workshop.digest, shell.digest, self.address, self.template, self.more, self.context,
             self.listed, self.sample, self.kind, self.photo, self.shared, self.linked)
        )  # fmt: skip

    def make(self, workshop: Workshop) -> Made:
        context = self.context if self.more is None else {**self.context, **self.more(workshop, self.context)}
        body = workshop.templates.get_template(self.template).render(context, address=self.address)
        settings = workshop.settings
        # A 404 page is shown at any depth, so its links start at the host.
        root = settings.root_path if self.address == "404.html" else way_to_root(self.path)
        slots = {
            "title": self._title(context["title"], settings),
            "description": escape(context["description"]),
            "canonical": escape(settings.base + self.address),
            "kind": self.kind,
            "shared": settings.base + self._shared(),
            "head": self._head(workshop),
            "body": body,
        }
        content = workshop.shells[section_of(self.address)].fill(root=root, slots=slots)
        return Made((content,), look_at_page(body, settings))

    def _shared(self) -> str:
        """Cards are declared along with pages, so that nobody has to ask whether they are there."""
        section = section_of(self.address)
        return self.shared or card_path("" if section == OTHER.id else section)

    def _title(self, title: str, settings: Settings) -> str:
        return escape(SAMPLE_MARK * self.sample + (f"{title} – {settings.name}" if self.address else title))

    def _head(self, workshop: Workshop) -> str:
        rows = [] if self.listed else ['<meta name="robots" content="noindex">']
        if self.linked is not None:
            # Within a script only "<" could be taken for something else.
            told = msgspec.json.encode(self.linked(self, workshop)).decode().replace("<", "\\u003c")
            rows.append(f'<script type="application/ld+json">{told}</script>')
        return "\n  ".join(rows)
