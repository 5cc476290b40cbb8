"""Every link and anchor of the built site has a target, and nothing comes from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from generator.addresses import follow, links_of
from generator.dead_links import DeadLink, Files, explain
from generator.portal import Artifact
from generator.problems import Location, Problem
from generator.shell import way_to_root

_CSS_LINK = re.compile(r'(?:url\(|@import)\s*["\']?((?:https?:)?//[^"\')\s]+)')
_ID = re.compile(r'\sid="([^"]*)"')
# Elements that load something by themselves; a link <a> to another host is fine.
_LOADING = ("img", "script", "link", "iframe", "source", "video", "audio", "object", "embed")
_LOADS = rf"""<(?:{"|".join(_LOADING)})\s(?:[^">]|"[^"]*")*?(?:src|href|srcset|poster)="(?:[^"]*[\s,])?"""
# Another host by a name that a browser can read; "[" would have to be an IPv6 address.
_ELSEWHERE = re.compile(r"(?:https?://|mailto:)[^\[]*$")
_VALUE = re.compile(r'\s(?:href|src|srcset|action|poster)="([^"]*)"')

# A link as Markdown or HTML writes it: after "](", "]:", "<", an attribute's "=" or a quote, as far as its end.
_LINK_AT = r"""(?:\]\(\s*<?|\]:\s*<?|<|(?:src|href)=|["'])((?:[^\s"'()<>]*/)?{}/?)(?=[\s"'()<>]|$)"""
# The page on which a link stands, the file it was written in, the link as written.
_Here = tuple[str, str | None, str]


class LinkChecker:
    """Sees each artifact once as it is written; `problems()` when all have been seen."""

    def __init__(self, root: Path, base: str, root_path: str) -> None:
        self._root = root
        self._base = base
        self._root_path = root_path
        self._files: set[str] = set()
        self._ids: dict[str, frozenset[str]] = {}
        # {(target path, anchor): the first link that leads there}
        self._wanted: dict[tuple[str, str], _Here] = {}
        self._foreign: list[_Here] = []
        # Links from the root as pages of one depth write them ("../../mo-hinh/x/").
        self._met: set[str] = set()
        self._outside = re.compile(_LOADS + rf"(?!{re.escape(base)})(?:https?:)?//")
        self._twice: list[tuple[str, str | None]] = []

    def see(self, artifact: Artifact) -> None:
        if artifact.path in self._files:
            self._twice.append((artifact.path, artifact.source))
        self._files.add(artifact.path)
        if artifact.path.endswith(".css"):
            links = _CSS_LINK.findall(artifact.content.decode(errors="replace"))
            self._foreign += [(artifact.path, artifact.source, link) for link in links]
        if not artifact.path.endswith(".html"):
            return
        html = artifact.content.decode()
        self._ids[artifact.path] = frozenset(map(unescape, _ID.findall(html)))
        if not self._is_familiar(artifact.path, html):
            for element, link in dict.fromkeys(links_of(html)):
                self._want(artifact, element, link)

    def _is_familiar(self, path: str, html: str) -> bool:
        """Whether every link of a page was on an earlier one: then there is nothing new to follow.

        Ten thousand pages share most of their links, and telling elements apart is slow; this looks
        only at values that may be links, so a page that merely talks of one is read properly.
        """
        root, ids = f"{way_to_root(path)}/", self._ids[path]
        familiar = self._outside.search(html) is None
        for value in set(_VALUE.findall(html)):
            if value.startswith(root):
                familiar &= value in self._met
                self._met.add(value)
            elif value.startswith("#"):
                familiar &= value[1:] in ids
            elif value.startswith(self._base) or not _ELSEWHERE.match(value):
                # The canonical link of a page names the page itself.
                familiar &= value == self._base + path.removesuffix("index.html")
        return familiar

    def _want(self, artifact: Artifact, element: str, link: str) -> None:
        here = (artifact.path, artifact.source, link)
        target = follow(artifact.path, link, self._base, self._root_path)
        if target is not None:
            self._wanted.setdefault(target, here)
        elif element in _LOADING and not link.lower().startswith("data:"):
            self._foreign.append(here)

    def problems(self) -> Iterator[Problem]:
        """Dead links, dead anchors, two files at one address, and anything loaded from another host."""
        for path, source in self._twice:
            at = Location(source or f"site/{path}")
            wrong = f"địa chỉ /{path.removesuffix('index.html')} đã có trang hay tệp khác dùng."
            yield Problem(at, "same-address", wrong, "đổi tên tệp, hoặc bỏ mã cũ trùng với nó.")
        files = Files(self._files, self._ids.get, self._base, self._root_path)
        for (target, anchor), (page, source, link) in self._wanted.items():
            anchors = (anchor,) if anchor.startswith("__") else self._ids.get(target, (anchor,))
            if target not in self._files or (anchor and anchor not in anchors):
                wrong, fix = explain(DeadLink(link, page, source), files)
                yield Problem(self._place(page, source, link), "dead-link", wrong, fix)
        for page, source, link in self._foreign:
            at = self._place(page, source, link)
            wrong = f"trang tải “{link}” từ máy chủ khác."
            yield Problem(at, "other-host", wrong, "chép tệp đó vào content/ và dẫn tới bản chép.")

    def _place(self, page: str, source: str | None, link: str) -> Location:
        """The line of the source file in which the link is written, else the built page."""
        if source is None or not (self._root / source).is_file():
            return Location(source or f"site/{page}")
        lines = (self._root / source).read_text(encoding="utf-8").splitlines()
        for written in (link, unquote(link), unquote(link).rstrip("/").rsplit("/", 1)[-1]):
            pattern = re.compile(_LINK_AT.format(re.escape(written))) if written else None
            for number, line in enumerate(lines, start=1):
                if pattern and (match := pattern.search(line)):
                    return Location(source, number, match.start(1) + 1)
        return Location(source)
