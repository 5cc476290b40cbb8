"""All that a renderer may read, and the one thing it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.cache import Cache
from generator.library import Library, address_of, name_level
from generator.markup import render_markdown
from generator.prose import Prose
from generator.records.base import Record
from generator.sections import SECTIONS, section_of
from generator.settings import Settings
from generator.shell import ROOT, way_to_root
from generator.sources.pictures import Picture, Pictures, variant
from generator.theme import Theme
from generator.vietnamese import count_words, format_day, format_number, reading_minutes

# Before the title of whatever tells of sample data outside the portal: shared cards, feeds.
SAMPLE_MARK = "[Mẫu] "


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site: path relative to the site's root, its bytes, the data file it tells of.

    `listed` says that search engines should find it, so the sitemap names it.
    """

    path: str
    content: bytes
    source: str | None = None
    listed: bool = False


@dataclass(frozen=True)
class Portal:
    """The root folder, settings, library, prose, pictures, theme, today: all a renderer may read."""

    root: Path
    settings: Settings
    library: Library
    prose: Prose
    pictures: Pictures
    theme: Theme
    today: date
    cache: Cache
    templates: Environment = field(repr=False)

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
        **context: Any,
    ) -> Artifact:
        """The page at `address` (with its last slash), rendered and put into its section's shell.

        A `sample` says so in its title, which travels without the page, and is not for search engines.
        `kind` is Open Graph's type; `photo` the picture shown where the page is shared, relative to content/.
        """
        path = f"{address}index.html" if not address.endswith(".html") else address
        # A 404 page is shown at any depth, so its links start at the host.
        root = way_to_root(path) if path != "404.html" else self.root_path
        body = self.templates.get_template(template).render(
            address=address, title=title, description=description, **context
        )
        slots = {
            "title": escape(SAMPLE_MARK * sample + (title if not address else f"{title} – {self.settings.name}")),
            "description": escape(description),
            "canonical": escape(self.settings.base + address),
            "kind": kind,
            "head": self._head(photo, indexed=indexed and not sample),
            "body": body,
        }
        html = self.prose.shells[section_of(address)].fill(root=root, slots=slots)
        return Artifact(path, html.encode(), source, listed=indexed and not sample)

    def __post_init__(self) -> None:
        """What every template may use, given once: macros then need no context of their own."""
        self.templates.globals.update(
            portal=self, settings=self.settings, library=self.library, today=self.today, root=ROOT
        )
        self.templates.globals["model_card"] = self._remember_cards()

    def _remember_cards(self) -> Callable[..., Markup]:
        """The macro `model_card`, drawn once for each model: a card stands on several pages, the same on each."""
        draw = self.templates.get_template("parts/records.html").module.model_card  # type: ignore[attr-defined]

        @lru_cache(maxsize=20_000)
        def remembered(model_id: str, lead: bool, level: int) -> Markup:
            card: Markup = draw(self.library.model(model_id), lead, level)
            return card

        return lambda model, lead=False, level=3: remembered(model.id, lead, level)

    def _head(self, photo: str | None, *, indexed: bool) -> str:
        rows = [] if indexed else ['<meta name="robots" content="noindex">']
        if photo is not None:
            # Not WebP: Zalo and older readers of Open Graph only take JPEG and PNG.
            rows.append(f'<meta property="og:image" content="{escape(self.settings.base + photo)}">')
        return "\n  ".join(rows)

    @property
    def root_path(self) -> str:
        """The published address without scheme, host and last slash: "" or "/portal"."""
        return self.settings.root_path

    def picture(self, path: str) -> Picture:
        return self.pictures[path]

    def body_of(self, page_id: str) -> Markup:
        """The safe HTML of a prose page; empty where staff wrote none."""
        # Already sanitised when it was read from MkDocs.
        return Markup(self.prose.bodies.get(page_id, ""))


def make_templates(theme: Theme) -> Environment:
    """The Jinja2 environment of a theme: autoescape and StrictUndefined stay on."""
    env = Environment(
        loader=FileSystemLoader([str(folder) for folder in theme.all("templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Safe: render_markdown sanitises.
    env.filters["markdown"] = lambda text: Markup(render_markdown(text))
    env.filters["day"] = format_day
    env.filters["number"] = format_number
    env.filters["words"] = count_words
    env.filters["minutes"] = reading_minutes
    env.filters["variant"] = variant
    env.globals["link"] = _link
    env.globals["level_name"] = name_level
    env.globals["sections"] = SECTIONS
    return env


def _link(target: Record | str) -> str:
    """The way from any page to a record or an address; the shell puts in the page's own way to the root."""
    return f"{ROOT}/{target if isinstance(target, str) else address_of(target)}"
