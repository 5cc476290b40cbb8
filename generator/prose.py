"""The border around MkDocs: it renders prose pages and the frame of each section, once.

Only this module, `shell` and theme/mkdocs know MkDocs and Material, so replacing the engine
touches nothing else.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from generator.cache import Cache
from generator.digests import digest_of
from generator.garbage import undisturbed
from generator.markup import EXTENSION_CONFIGS, EXTENSIONS, sanitise
from generator.program import digest_contents, digest_program
from generator.records.page import Page
from generator.sections import OTHER, SECTIONS, footer_links
from generator.settings import Settings
from generator.shell import FRAME_FOLDER, Shell
from generator.sightings import Sighting, look_at_page
from generator.theme import Theme

# Where the home page's text lies while MkDocs builds; no page has such an id.
_HOME = "_home"
_BODY = re.compile(r"<!--dvk:body-->(.*)<!--/dvk:body-->", re.DOTALL)


# Takes work that is wanted later, gives what waits for its answer; see `aside`.
HandOver = Callable[[Callable[[], bytes]], Callable[[], bytes]]


class Prose:
    """What MkDocs gave: a shell per section with the links in it, safe HTML per prose page, scripts of the frame.

    It may still be at work, in another process: whoever looks at anything of it waits.
    """

    def __init__(self, ask: Callable[[], bytes]) -> None:
        self._ask = ask

    @cached_property
    def _kept(self) -> _Kept:
        return msgspec.msgpack.decode(self._ask(), type=_Kept)

    @cached_property
    def shells(self) -> Mapping[str, Shell]:
        return {name: Shell(html) for name, html in self._kept.frames.items()}

    @property
    def sightings(self) -> Mapping[str, Sighting]:
        return self._kept.sightings

    @property
    def bodies(self) -> Mapping[str, str]:
        return self._kept.bodies

    @property
    def assets(self) -> Mapping[str, bytes]:
        return self._kept.assets

    def wait(self) -> None:
        """Until all of it is there: copies of this process could not ask for it."""
        _ = self.shells

    def __getstate__(self) -> dict[str, Any]:
        """What is there by now; the way to ask for it stays where it is."""
        return {"_kept": self._kept}


class _Kept(msgspec.Struct):
    """The same as bytes can hold it."""

    frames: dict[str, str]
    sightings: dict[str, Sighting]
    bodies: dict[str, str]
    assets: dict[str, bytes]


def load_prose(
    pages: Iterable[Page], settings: Settings, theme: Theme, cache: Cache, hand_over: HandOver = lambda work: work
) -> Prose:
    """What MkDocs gives, or gave when it was last asked to build the same pages, settings and theme.

    When it has to be asked, that is left to `hand_over`.
    """
    pages = tuple(pages)
    made_of = digest_of((digest_program(), settings, [(page.id, page.digest) for page in pages]))
    ingredients = (made_of, digest_contents(theme.all("mkdocs")))

    def build() -> bytes:
        return msgspec.msgpack.encode(build_prose(pages, settings, theme))

    other = build if cache.has("prose", ingredients) else hand_over(build)
    return Prose(lambda: cache.remember("prose", ingredients, other))


def build_prose(pages: Iterable[Page], settings: Settings, theme: Theme) -> _Kept:
    """Let MkDocs build every prose page and one frame per section, without writing a file."""
    # Material prints a banner about MkDocs 2 unless told otherwise; staff cannot act on it.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    pages = tuple(pages)
    own = theme.all("mkdocs")
    with undisturbed(), _quiet(), tempfile.TemporaryDirectory(prefix="dvk-") as work:
        # Loading MkDocs takes longer than a whole rebuild may last, so it waits until it is needed.
        from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415

        config = _configure(Path(work), settings, {page.id for page in pages})
        desk = _Desk(pages, config.theme.dirs)
        config.plugins["dvk"] = desk
        # MkDocs would copy whatever lies in a folder of the theme: it sees Material's when all copying is done.
        config.theme.dirs = [str(folder) for folder in own]
        # Nor is its own sitemap or its page 404 asked for.
        config.theme.static_templates = set()
        mkdocs_build(config)
    sightings = {name: look_at_page(Shell(html).rooted, settings) for name, html in desk.frames.items()}
    return _Kept(desk.frames, sightings, desk.bodies, dict(_read_assets(reversed(own))))


class _Desk:
    """Hands MkDocs what it shall render and takes back what it rendered, so that neither is ever a file.

    For MkDocs this is a plugin; each method is the event of that name, in the order of MkDocs 1.6.
    """

    def __init__(self, pages: tuple[Page, ...], templates: list[str]) -> None:
        self._pages = {f"page/{page.id or _HOME}/index.md": page for page in pages}
        self._templates = templates
        self.frames: dict[str, str] = {}
        self.bodies: dict[str, str] = {}

    def on_files(self, _: Any, *, config: Any) -> Any:
        """In place of the files that MkDocs found: a text per page, and one per frame."""
        from mkdocs.structure.files import File, Files  # noqa: PLC0415

        sources = {
            f"{FRAME_FOLDER}/{one.id or 'home'}.md": f"---\nsection: '{one.id}'\n---\n" for one in (*SECTIONS, OTHER)
        }
        # The blank line keeps MkDocs from taking a first line such as "Email: …" for a declaration of its own.
        sources |= {path: f"\n{page.body or ''}" for path, page in self._pages.items()}
        return Files([File.generated(config, path, content=text) for path, text in sources.items()])

    def on_env(self, env: Any, *, files: Any, **_: Any) -> None:
        """Every Markdown text is HTML by now. A page needs no frame of its own; frames may use Material's parts."""
        for path, page in self._pages.items():
            file = files.get_file_from_path(path)
            self.bodies[page.id] = sanitise(file.page.content)
            files.remove(file)
        env.loader.searchpath.extend(self._templates)

    def on_post_page(self, html: str, *, page: Any, **_: Any) -> str:
        """Keep a frame; MkDocs writes no file when nothing is left to write."""
        self.frames[page.meta["section"]] = _BODY.sub("@@dvk:body@@", html)
        return ""


def _configure(work: Path, settings: Settings, page_ids: Set[str]) -> Any:
    """MkDocs' settings; the folder `work` stays empty."""
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415

    docs = work / "docs"
    docs.mkdir()
    config = MkDocsConfig(config_file_path=str(work / "mkdocs.yml"))
    config.load_dict(_options(docs, work / "site", settings, page_ids))
    errors, _ = config.validate()
    if errors:
        raise RuntimeError(f"MkDocs does not accept our settings: {errors}")
    return config


def _options(docs: Path, site: Path, settings: Settings, page_ids: Set[str]) -> dict[str, Any]:
    return {
        "site_name": settings.name,
        "site_url": settings.base,
        "docs_dir": str(docs),
        "site_dir": str(site),
        "use_directory_urls": True,
        "nav": [],
        "theme": {"name": "material", "language": "vi", "font": False},
        "plugins": [],
        "markdown_extensions": [{name: EXTENSION_CONFIGS.get(name, {})} for name in EXTENSIONS],
        # Links between pages are checked in the staged site, where record pages exist too.
        "validation": {"links": {"not_found": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore"}},
        "extra": {
            "dvk": {
                "settings": settings,
                "sections": SECTIONS,
                "footer_links": footer_links(page_ids),
            }
        },
    }


@contextmanager
def _quiet() -> Iterator[None]:
    # Loaded, as MkDocs is, only when pages are rendered.
    import logging  # noqa: PLC0415

    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _read_assets(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """The scripts that lie beside a portal's own frame; nothing of Material's own is ever asked for.

    Of two files with one name the later folder's is taken.
    """
    found = {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in folder.glob("assets/javascripts/[!.]*.js")
        if path.is_file()
    }
    for name in sorted(found):
        yield name, found[name].read_bytes()
