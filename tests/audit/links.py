"""Every link followed by asking the web server: no script runs."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tests.audit.checks import Check, count_faults
from tests.portals import parse_page

# Every reference of a page that a reader or the browser follows.
_LINKS = "//*[self::a or self::link or self::area]/@href | //*[@src]/@src | //form/@action"


def check_links(address: str) -> Iterator[Check]:
    """Addresses that do not answer with 200, anchors that are not there."""
    host = urlsplit(address).netloc
    crawl = _Crawl(http.client.HTTPConnection(host), host)
    crawl.follow("/", "/")
    faults = crawl.faults + [f"{here}: không có mỏ neo #{anchor} ở {there}" for here, there, anchor in crawl.lost()]
    yield count_faults("Liên kết, không cần JavaScript", faults, f"{crawl.links} liên kết, {len(crawl.anchors)} trang")


class _Crawl:
    """Pages asked for, and what was found on them.

    `anchors` has the shape {path of a page: its ids}; `faults` are addresses that did not answer as they should.
    """

    def __init__(self, connection: http.client.HTTPConnection, host: str) -> None:
        self._connection = connection
        self._host = host
        self._seen: set[str] = set()
        self._wanted: set[tuple[str, str, str]] = set()
        self.anchors: dict[str, set[str]] = {}
        self.faults: list[str] = []
        self.links = 0

    def follow(self, start: str, here: str) -> None:
        waiting = [(start, here)]
        while waiting:
            path, here = waiting.pop()
            if path not in self._seen:
                self._seen.add(path)
                waiting += [(found, path) for found in self._visit(path, here)]

    def lost(self) -> list[tuple[str, str, str]]:
        """(page, page that it leads to, anchor that is not there)."""
        return sorted(one for one in self._wanted if one[1] in self.anchors and one[2] not in self.anchors[one[1]])

    def _visit(self, path: str, here: str) -> Iterator[str]:
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            self.faults.append(f"{here}: {path} trả lời {answer.status}")
            return
        if (answer.getheader("Content-Type") or "").startswith("text/html"):
            tree = parse_page(body)
            self.anchors[path] = set(tree.xpath("//@id"))
            yield from self._read(path, tree.xpath(_LINKS))

    def _read(self, path: str, links: list[str]) -> Iterator[str]:
        for link in links:
            url, anchor = urldefrag(urljoin(f"http://{self._host}{path}", link))
            parts = urlsplit(url)
            if parts.netloc != self._host or parts.scheme != "http":
                continue
            self.links += 1
            if anchor:
                self._wanted.add((path, parts.path, unquote(anchor)))
            yield parts.path
