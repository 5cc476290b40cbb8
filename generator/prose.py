"""The border around MkDocs: it renders prose pages and the frame of each section, once.

Only this module, `shell` and theme/mkdocs know MkDocs and Material, so replacing the engine
touches nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from generator.cache import Cache
from generator.digests import digest_of
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


class Prose(msgspec.Struct, frozen=True):
    """What MkDocs gave: a shell per section with the links in it, safe HTML per prose page, Material's own assets."""

    shells: Mapping[str, Shell]
    sightings: Mapping[str, Sighting]
    bodies: Mapping[str, str]
    assets: Mapping[str, bytes]


class _Kept(msgspec.Struct):
    """The same as bytes can hold it."""

    frames: dict[str, str]
    sightings: dict[str, Sighting]
    bodies: dict[str, str]
    assets: dict[str, bytes]


def load_prose(pages: Iterable[Page], settings: Settings, theme: Theme, cache: Cache) -> Prose:
    """What MkDocs gives, or gave when it was last asked to build the same pages, settings and theme."""
    pages = tuple(pages)
    made_of = digest_of((digest_program(), settings, [(page.id, page.digest) for page in pages]))

    def build() -> bytes:
        return msgspec.msgpack.encode(build_prose(pages, settings, theme))

    kept = msgspec.msgpack.decode(
        cache.remember("prose", (made_of, digest_contents(theme.all("mkdocs"))), build), type=_Kept
    )
    shells = {name: Shell(html) for name, html in kept.frames.items()}
    return Prose(shells, kept.sightings, kept.bodies, kept.assets)


def build_prose(pages: Iterable[Page], settings: Settings, theme: Theme) -> _Kept:
    """Let MkDocs build every prose page and one frame per section, in a folder of its own.

    A failing MkDocs build empties its output folder, so it never builds where the site lies.
    """
    # Material prints a banner about MkDocs 2 unless told otherwise; staff cannot act on it.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # Loading MkDocs takes longer than a whole rebuild may last, so it waits until it is needed.
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415

    pages = tuple(pages)
    with tempfile.TemporaryDirectory(prefix="dvk-") as work:
        docs, site = Path(work, "docs"), Path(work, "site")
        _write_docs(docs, pages)
        with _quiet():
            mkdocs_build(_configure(docs, site, settings, theme, {page.id for page in pages}))
        frames = {one.id: _read_frame(site, one.id) for one in (*SECTIONS, OTHER)}
        bodies = {page.id: _read_body(site / "page" / (page.id or _HOME) / "index.html") for page in pages}
        sightings = {name: look_at_page(Shell(html).rooted, settings) for name, html in frames.items()}
        return _Kept(frames, sightings, bodies, dict(_read_assets(site / "assets")))


def _write_docs(docs: Path, pages: tuple[Page, ...]) -> None:
    for section in (*SECTIONS, OTHER):
        frame = docs / FRAME_FOLDER / f"{section.id or 'home'}.md"
        frame.parent.mkdir(parents=True, exist_ok=True)
        frame.write_text(f"---\nsection: '{section.id}'\n---\n", encoding="utf-8")
    for page in pages:
        path = docs / "page" / (page.id or _HOME) / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        # The blank line keeps MkDocs from taking a first line such as "Email: …" for a declaration of its own.
        path.write_text(f"\n{page.body or ''}", encoding="utf-8")


def _configure(docs: Path, site: Path, settings: Settings, theme: Theme, page_ids: Set[str]) -> Any:
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415

    # MkDocs takes one custom_dir; with two theme folders, the portal's files are laid over ours.
    custom = docs.parent / "theme"
    for folder in reversed(theme.all("mkdocs")):
        shutil.copytree(folder, custom, dirs_exist_ok=True)
    config = MkDocsConfig(config_file_path=str(docs.parent / "mkdocs.yml"))
    config.load_dict(_options(docs, site, custom, settings, page_ids))
    errors, _ = config.validate()
    if errors:
        raise RuntimeError(f"MkDocs does not accept our settings: {errors}")
    return config


def _options(docs: Path, site: Path, custom: Path, settings: Settings, page_ids: Set[str]) -> dict[str, Any]:
    return {
        "site_name": settings.name,
        "site_url": settings.base,
        "docs_dir": str(docs),
        "site_dir": str(site),
        "use_directory_urls": True,
        "nav": [],
        "theme": {"name": "material", "custom_dir": str(custom), "language": "vi", "font": False},
        "plugins": [],
        "markdown_extensions": [{name: EXTENSION_CONFIGS.get(name, {})} for name in EXTENSIONS],
        # Links between pages are checked in the staged site, where record pages exist too.
        "validation": {"links": {"not_found": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore"}},
        "extra": {
            "dvk": {
                "settings": settings,
                "sections": SECTIONS,
                "footer_links": footer_links(page_ids),
                "material": _material_scripts(),
            }
        },
    }


def _material_scripts() -> dict[str, str]:
    """The names of Material's search scripts, which change with every release.

    Shape: {"bundle": file name, "worker": file name}.
    """
    import material  # type: ignore[import-untyped]  # noqa: PLC0415

    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    return {
        "bundle": next(scripts.glob("bundle.*.min.js")).name,
        "worker": next(scripts.glob("workers/search.*.min.js")).name,
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


def _read_frame(site: Path, section: str) -> str:
    html = (site / FRAME_FOLDER / (section or "home") / "index.html").read_text(encoding="utf-8")
    return _BODY.sub("@@dvk:body@@", html)


def _read_body(path: Path) -> str:
    match = _BODY.search(path.read_text(encoding="utf-8"))
    return sanitise(match.group(1)) if match else ""


def _read_assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Material's search script and its worker; its styles, icons and stemmers are never asked for."""
    for path in sorted(folder.glob("javascripts/*.js")) + sorted(folder.glob("javascripts/workers/*.js")):
        yield f"assets/{path.relative_to(folder).as_posix()}", path.read_bytes()
