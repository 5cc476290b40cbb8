"""Which addresses the site will have, known before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape

from generator.library import FOLDERS, address_of, former_addresses
from generator.markup import render_markdown
from generator.records.brief import Brief
from generator.records.collection import TYPES, Records, Unread
from generator.records.form import PICTURE, Form
from generator.rules.nesting import TOO_DEEP
from generator.sections import SECTIONS
from generator.sources.pictures import Pictures

_FIXED = (
    "404.html", "feed.xml", "robots.txt", "sitemap.xml", "mo-hinh/don-vi/index.html", "mo-hinh/bo-loc.json",
    "tim-kiem/index.html",
    "huong-dan/giao-dien/index.html", "thanh-phan/index.html",
)  # fmt: skip
# What follows from figures, settings or the theme is only known when it is rendered: `build` looks there.
_OPEN = re.compile(
    r"(?:tien-do|du-lieu|assets|tim-kiem|the)/.+|(?:.*/)?trang-\d+/index\.html|sitemap-\d+\.xml|.+-\d+\.(?:avif|webp)"
    r"|bieu-mau/(?:don-vi\.json|.+/dien-san\.\w+)"
)
_YEAR = re.compile(r"mo-hinh/nam/\d{4}/index\.html")
_FORM = re.compile(r"bieu-mau/[^/]+/([^/.]+)(?:/index\.html|\.\w+)")
# Anchors that the frame and the template of a prose page bring along.
_FRAME_ANCHORS = frozenset({"noi-dung", "tung-noi"})
_ID = re.compile(r'\sid="([^"]*)"')


class Targets:
    """The files that links may ask for, as paths from the site's root ("mo-hinh/x/index.html").

    Where a file could not be read, its own addresses count as there. `waiting` are the paths of pages that come as
    soon as they are filled in.
    """

    def __init__(
        self, records: Records, pictures: Pictures, unread: Unread, waiting: frozenset[str] = frozenset()
    ) -> None:
        self._records = records
        self.waiting = waiting
        self._pictures = pictures
        self._unread = unread
        self._anchors: dict[str, frozenset[str]] = {}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every file whose path follows from the records."""
        models = (f"{address_of(one)}index.html" for one in self._records.models.values() if one.is_recognised)
        return self._few.union(models)

    @cached_property
    def _few(self) -> frozenset[str]:
        """The same without the pages of models: there are so many that their paths are taken apart instead."""
        return frozenset((*self._templates, *self._pages, *self._pictures))

    def lacks(self, path: str) -> bool:
        """Whether the site will certainly have no such file."""
        return (
            not self._is_model(path)
            and path not in self._few
            and not _OPEN.fullmatch(path)
            and not self._may_be_unread(path)
        )

    def is_page(self, path: str) -> bool:
        """Whether staff wrote a prose page for this path."""
        return path in self._pages

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of a prose page; None where only `build` knows them."""
        page_id = self._pages.get(path)
        page = self._records.pages.get(page_id) if page_id is not None else None
        own = self._records.mentions[page.file].anchors if page is not None else None
        if own is None or path in self._templates or self._is_model(path):
            return None
        if path not in self._anchors:
            plans = (*self._records.campaigns, *self._unread.get("campaigns", ()))
            self._anchors[path] = frozenset((*own, *plans)) | _FRAME_ANCHORS
        return self._anchors[path]

    def is_registered(self, path: str) -> bool:
        """Whether the path is that of a model which is registered, but not recognised."""
        model = self._model_at(path)
        return model is not None and not model.is_recognised

    def _is_model(self, path: str) -> bool:
        """Whether a model has its page at this path."""
        model = self._model_at(path)
        return model is not None and model.is_recognised

    def _model_at(self, path: str) -> Brief | None:
        model = self._records.models.get(path.removeprefix("mo-hinh/").removesuffix("/index.html"))
        return model if model is not None and path == f"{address_of(model)}index.html" else None

    def _may_be_unread(self, path: str) -> bool:
        """Whether the path depends on what stands in a file that could not be read."""
        form = _FORM.fullmatch(path)
        if form is not None and form[1] in self._unread.get("forms", ()):
            return True
        return bool(self._unread.get("models")) and _YEAR.fullmatch(path) is not None

    @cached_property
    def _templates(self) -> frozenset[str]:
        """What has a template of its own, with anchors of its own, but for models; prose may stand there too."""
        sections = (page_path(section.id) for section in SECTIONS)
        return frozenset((*_FIXED, *sections, *self._list_records()))

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Shape: {path: id} of the prose pages."""
        return {page_path(one): one for one in (*self._records.pages, *self._unread.get("pages", ()))}

    def _list_records(self) -> Iterator[str]:
        for name in _WITH_PAGES:
            own = self._records.ids(name) if name != "models" else ()
            for record_id in (*own, *self._list_unread(name)):
                yield f"{FOLDERS[TYPES[name]]}/{record_id}/index.html"
        for campaign in (*self._records.campaigns, *self._unread.get("campaigns", ())):
            yield f"lich/{campaign}.ics"
        yield from self._list_former()
        for year in {one.year for one in self._records.models.values() if one.is_recognised}:
            yield f"mo-hinh/nam/{year}/index.html"
        for form in self._records.forms.values():
            yield f"{address_of(form)}index.html"
            pictures = (PICTURE,) if form.has_paper else ()
            yield from (f"{address_of(form).rstrip('/')}.{suffix}" for suffix in (*form.formats, *pictures))

    def _list_former(self) -> Iterator[str]:
        """Where renamed records were, and the files that went by those names."""
        for old, record in former_addresses(self._records):
            yield f"{old}index.html"
            if isinstance(record, Form):
                yield from (f"{old.rstrip('/')}.{suffix}" for suffix in record.formats)
        for campaign in self._records.campaigns.values():
            yield from (f"lich/{alias}.ics" for alias in campaign.aliases)

    def _list_unread(self, name: str) -> Iterator[str]:
        for record_id, node in self._unread.get(name, {}).items():
            yield record_id
            if node is not None and name in _RENAMED:
                yield from (text for _, text in node.texts("aliases"))


def anchors_of(markdown: str) -> tuple[str, ...] | None:
    """The anchors that a page's own text offers; None where it cannot be rendered."""
    if TOO_DEEP.search(markdown):
        return None
    return tuple(dict.fromkeys(map(unescape, _ID.findall(render_markdown(markdown)))))


def page_path(page_id: str) -> str:
    """The file of a prose page."""
    if page_id == "404":
        return "404.html"
    return f"{page_id}/index.html" if page_id else "index.html"


_WITH_PAGES = ("fields", "campaigns", "units", "models", "stories")
# Of these a former id still leads to the page.
_RENAMED = ("units", "models", "stories", "campaigns")
