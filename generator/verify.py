"""Every link and anchor of the built site has a target, and nothing comes from another host."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import msgspec

from generator.addresses import follow
from generator.dead_links import DeadLink, Files, explain
from generator.problems import Location, Problem
from generator.sections import section_of
from generator.shell import way_to_root
from generator.sightings import FROM_ROOT, Sighting

# A link as Markdown or HTML writes it: after "](", "]:", "<", an attribute's "=" or a quote, as far as its end.
_LINK_AT = r"""(?:\]\(\s*<?|\]:\s*<?|<|(?:src|href)=|["'])((?:[^\s"'()<>]*/)?{}/?)(?=[\s"'()<>]|$)"""


class Notes(msgspec.Struct, frozen=True):
    """What is to be judged of some files: links from the root; (path, link) of other links and of what comes
    from another host."""

    rooted: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()


NOTHING_NEW = Notes()


class Sights:
    """Every link from the root once: ten thousand pages share most of theirs, and it leads everywhere to the same."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def note(self, sightings: Iterable[tuple[str, Sighting]]) -> Notes:
        """What is new in some files."""
        rooted: list[str] = []
        others: list[tuple[str, str]] = []
        foreign: list[tuple[str, str]] = []
        for path, sighting in sightings:
            for link in sighting.links:
                if not link.startswith(FROM_ROOT):
                    others.append((path, link))
                elif link not in self._seen:
                    self._seen.add(link)
                    rooted.append(link)
            foreign += [(path, link) for link in sighting.foreign]
        return Notes(tuple(rooted), tuple(others), tuple(foreign))


class BuiltSite(msgspec.Struct, frozen=True):
    """The site as it would be published.

    `files` are the paths of all files; `look(path)` gives what was seen in one and the file of the portal it
    tells of. Shape of `frames`: {section: what was seen in its shell}. `base` and `root_path` as in `follow`.
    """

    root: Path
    files: Collection[str]
    look: Callable[[str], tuple[Sighting, str | None]]
    frames: Mapping[str, Sighting]
    base: str
    root_path: str

    def anchors(self, path: str) -> tuple[str, ...] | None:
        """The anchors of a page; None for a file that is no page."""
        if not path.endswith(".html") or path not in self.files:
            return None
        return self.look(path)[0].anchors + self.frames[section_of(path.removesuffix("index.html"))].anchors

    def source(self, path: str) -> str | None:
        return self.look(path)[1] if path in self.files else None


def find_dead_links(site: BuiltSite, notes: Notes) -> Iterator[Problem]:
    """Dead links, dead anchors, and anything loaded from another host; each dead target is told once."""
    rooted = dict.fromkeys((*notes.rooted, *(link for one in site.frames.values() for link in one.links)))
    dead = [link for link in rooted if not _is_alive(site, "index.html", link)]
    found = [(_page_with(site, link), link) for link in dead]
    found += [(page, link) for page, link in notes.others if not _is_alive(site, page, link)]
    told: set[tuple[str, str] | None] = {None}
    for page, link in found:
        written = _as_written(page, link)
        target = follow(page, written, site.base, site.root_path)
        if target not in told:
            told.add(target)
            files = Files(site.files, site.anchors, site.base, site.root_path)
            wrong, fix = explain(DeadLink(written, page, site.source(page)), files)
            yield Problem(_place(site, page, written), "dead-link", wrong, fix)
    frames = (("index.html", link) for one in site.frames.values() for link in one.foreign)
    for page, link in (*notes.foreign, *frames):
        wrong = f"trang tải “{link}” từ máy chủ khác."
        yield Problem(_place(site, page, link), "other-host", wrong, "chép tệp đó vào content/ và dẫn tới bản chép.")


def _page_with(site: BuiltSite, link: str) -> str:
    """The first page that has a link; the home page where only the frame has it."""
    return next((path for path in sorted(site.files) if link in site.look(path)[0].links), "index.html")


def _is_alive(site: BuiltSite, page: str, link: str) -> bool:
    plain = link.removeprefix(FROM_ROOT)
    # Nearly every link is one of these, and needs no reading.
    if f"{plain}index.html" in site.files and plain is not link and plain.endswith("/"):
        return True
    target = follow("index.html" if plain is not link else page, plain, site.base, site.root_path)
    if target is None:
        return True
    path, anchor = target
    if path not in site.files:
        return False
    known = site.anchors(path) if anchor and not anchor.startswith("__") else None
    return known is None or anchor in known


def _as_written(page: str, link: str) -> str:
    """The link as the page has it: from its own place to the root, and down from there."""
    return f"{way_to_root(page)}/{link.removeprefix(FROM_ROOT)}" if link.startswith(FROM_ROOT) else link


def _place(site: BuiltSite, page: str, link: str) -> Location:
    """The line of the source file in which the link is written, else the built page."""
    source = site.source(page)
    if source is None or not (site.root / source).is_file():
        return Location(source or f"site/{page}")
    lines = (site.root / source).read_text(encoding="utf-8").splitlines()
    for written in (link, unquote(link), unquote(link).rstrip("/").rsplit("/", 1)[-1]):
        pattern = re.compile(_LINK_AT.format(re.escape(written))) if written else None
        for number, line in enumerate(lines, start=1):
            if pattern and (match := pattern.search(line)):
                return Location(source, number, match.start(1) + 1)
    return Location(source)
