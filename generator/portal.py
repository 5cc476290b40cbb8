"""All that a renderer may read when it declares the files of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from generator.library import Library
from generator.output import Page, Workshop
from generator.progress import Register, open_register
from generator.prose import Prose
from generator.settings import Settings
from generator.sources.pictures import Picture, Pictures
from generator.theme import Theme


@dataclass(frozen=True)
class Portal:
    """The records joined, the pictures, today; the workshop in which outputs will be made, with the prose."""

    library: Library
    # Shape: {path relative to content/: digest of the file}.
    picture_digests: Mapping[str, bytes]
    today: date
    workshop: Workshop

    @property
    def settings(self) -> Settings:
        return self.workshop.settings

    @property
    def theme(self) -> Theme:
        return self.workshop.theme

    @property
    def prose(self) -> Prose:
        return self.workshop.prose

    @property
    def pictures(self) -> Pictures:
        return self.library.pictures

    @cached_property
    def registers(self) -> Sequence[Register]:
        """The register of each campaign."""
        return [open_register(self.library, one) for one in self.library.campaigns]

    def picture(self, path: str) -> Picture:
        return self.pictures[path]

    def page(
        self,
        address: str,
        template: str,
        *,
        title: str,
        description: str,
        source: str | None = None,
        indexed: bool = True,
        sample: bool = False,
        kind: str = "website",
        photo: str | None = None,
        shared: str | None = None,
        more: Callable[[Workshop, Mapping[str, Any]], Mapping[str, Any]] | None = None,
        linked: Callable[[Page, Workshop], Mapping[str, Any]] | None = None,
        **context: Any,
    ) -> Page:
        """The page at `address` (with its last slash), to be made from a template and what it is given here.

        A `sample` says so in its title, which travels without the page, and is not for search engines.
        `kind` is Open Graph's type; `photo` the path of its first picture, relative to content/; `shared`
        that of the card shown where the page is shared, see `sharing`; `linked` what search engines are told, see
        `linked_data`.
        """
        given = {"title": title, "description": description, **context}
        return Page(address, template, given, source, indexed and not sample, sample, kind, photo, shared, more, linked)

    def body_of(self, page_id: str) -> Markup:
        """The safe HTML of a prose page; empty where staff wrote none."""
        # Already sanitised when it was read from MkDocs.
        return Markup(self.prose.bodies.get(page_id, ""))
