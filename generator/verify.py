"""Every link and anchor of the built site has a target, and nothing comes from another host."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.portal import Artifact
from generator.problems import Location, Problem, nearest

# A start tag and its attributes, also where a quoted value holds ">".
_TAG = re.compile(r'<([a-z]+)(\s(?:[^">]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'\s(href|src|srcset|action|poster)="([^"]*)"')
_CSS_LINK = re.compile(r'(?:url\(|@import)\s*["\']?((?:https?:)?//[^"\')\s]+)')
_ID = re.compile(r'\sid="([^"]*)"')
# Elements that load something by themselves; a link <a> to another host is fine.
_LOADING = {"img", "script", "link", "iframe", "source", "video", "audio", "object", "embed"}


class LinkChecker:
    """Sees each artifact once as it is written; `problems()` when all have been seen."""

    def __init__(self, root: Path, base: str, root_path: str) -> None:
        self._root = root
        self._base = base
        self._root_path = root_path
        self._files: set[str] = set()
        self._ids: dict[str, frozenset[str]] = {}
        # {(target path, anchor): the first page that links there, the link as written}
        self._wanted: dict[tuple[str, str], tuple[str, str | None, str]] = {}
        self._foreign: list[tuple[str, str | None, str]] = []
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
        for element, link in dict.fromkeys(_links_of(html)):
            self._want(artifact, element, link)

    def _want(self, artifact: Artifact, element: str, link: str) -> None:
        here = (artifact.path, artifact.source, link)
        try:
            # A link to our own published address is as internal as a relative one.
            own = link.startswith(self._base)
            parts = urlsplit(f"{self._root_path}/{link.removeprefix(self._base)}" if own else link)
        except ValueError:
            self._wanted.setdefault((link, ""), here)
            return
        if parts.scheme or parts.netloc:
            if element in _LOADING and parts.scheme != "data":
                self._foreign.append(here)
            return
        target = _resolve(artifact.path, parts.path, self._root_path)
        self._wanted.setdefault((target, unquote(parts.fragment)), here)

    def problems(self) -> Iterator[Problem]:
        """Dead links, dead anchors, two files at one address, and anything loaded from another host."""
        for path, source in self._twice:
            at = Location(source or f"site/{path}")
            wrong = f"địa chỉ /{path.removesuffix('index.html')} đã có trang hay tệp khác dùng."
            yield Problem(at, "same-address", wrong, "đổi tên tệp, hoặc bỏ mã cũ trùng với nó.")
        for (target, anchor), (page, source, link) in self._wanted.items():
            if target not in self._files:
                yield self._dead(page, source, link, self._suggest(target))
            elif anchor and target in self._ids and anchor not in self._ids[target] and not anchor.startswith("__"):
                near = nearest(anchor, self._ids[target])
                yield self._dead(page, source, link, f"đổi thành #{near}." if near else "sửa hoặc bỏ phần sau dấu #.")
        for page, source, link in self._foreign:
            at = self._place(page, source, link)
            wrong = f"trang tải “{link}” từ máy chủ khác."
            yield Problem(at, "other-host", wrong, "chép tệp đó vào content/ và dẫn tới bản chép.")

    def _dead(self, page: str, source: str | None, link: str, fix: str) -> Problem:
        return Problem(self._place(page, source, link), "dead-link", f"liên kết “{link}” không dẫn tới đâu.", fix)

    def _suggest(self, target: str) -> str:
        near = nearest(target, _sample(self._files, target))
        return f"có phải là /{near.removesuffix('index.html')}?" if near else "sửa địa chỉ, hoặc bỏ liên kết."

    def _place(self, page: str, source: str | None, link: str) -> Location:
        """The line of the source file in which the link is written, else the built page."""
        if source is None or not (self._root / source).is_file():
            return Location(source or f"site/{page}")
        lines = (self._root / source).read_text(encoding="utf-8").splitlines()
        for written in (link, unquote(link), unquote(link).rstrip("/").rsplit("/", 1)[-1]):
            for number, line in enumerate(lines, start=1):
                if written and written in line:
                    return Location(source, number, line.index(written) + 1)
        return Location(source)


def _links_of(html: str) -> Iterator[tuple[str, str]]:
    """Every (element, link) of a page; each picture of a srcset is a link of its own."""
    for element, attributes in _TAG.findall(html):
        for name, value in _ATTRIBUTE.findall(attributes):
            if name == "srcset":
                yield from ((element, one.split()[0]) for one in unescape(value).split(",") if one.strip())
            else:
                yield element, unescape(value)


def _resolve(page: str, path: str, root_path: str) -> str:
    """The artifact that a link on `page` asks for; a folder means its index.html."""
    if not path:
        return page
    if path.startswith("/"):
        if not f"{path}/".startswith(f"{root_path}/"):
            # Outside the portal, which is published below a path.
            return path
        joined = path.removeprefix(root_path).lstrip("/")
    else:
        joined = posixpath.join(posixpath.dirname(page), path)
    clean = posixpath.normpath(unquote(joined))
    if clean == ".":
        return "index.html"
    return f"{clean}/index.html" if path.endswith(("/", "..", "/.")) or path == "." else clean


def _sample(files: Iterable[str], target: str) -> list[str]:
    """Files of the same section; comparing with all of 10,000 would take seconds."""
    first = target.split("/", 1)[0]
    return [name for name in files if name.startswith(first)][:2000]
