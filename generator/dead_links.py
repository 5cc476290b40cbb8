"""What to say of a link that leads nowhere, and the link to paste in its place."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection

import msgspec

from generator.addresses import follow
from generator.problems import nearest

# How much longer or shorter an address may be than the one meant: a letter, a slash, a zero.
_SLIP = 3


class Files(msgspec.Struct, frozen=True):
    """The files of the site, as paths from its root ("mo-hinh/x/index.html"), and where it is published.

    `anchors` gives those of a page, None where they are not known; `base` and `root_path` as in `follow`.
    """

    known: Collection[str]
    anchors: Callable[[str], Collection[str] | None]
    base: str
    root_path: str


class DeadLink(msgspec.Struct, frozen=True):
    """A link as written, the file of the site on which it stands, the file of the portal it was written in."""

    link: str
    page: str
    source: str | None


def explain(dead: DeadLink, files: Files) -> tuple[str, str]:
    """What is wrong with a link without a target, and how to mend it."""
    target, anchor = follow(dead.page, dead.link, files.base, files.root_path) or (dead.link, "")
    asked = _list_asked(dead, target, files)
    found = next((one for one in asked if one in files.known), None)
    if found is not None and not _has(files, found, anchor):
        return _explain_anchor(dead, found, anchor, files)
    if found is not None:
        wrong = f"liên kết “{dead.link}” ghi tên tệp, không phải địa chỉ của trang."
        return wrong, f"đổi thành {_write(dead, found, anchor, files)}"
    wrong = f"liên kết “{dead.link}” không dẫn tới đâu."
    near = next(filter(None, (_find_nearest(one, dead.page, files) for one in asked)), None)
    if near is None:
        return wrong, "sửa địa chỉ, hoặc bỏ liên kết."
    kept = anchor if _has(files, near, anchor) else ""
    return wrong, f"có phải là {_write(dead, near, kept, files)}?"


def _list_asked(dead: DeadLink, target: str, files: Files) -> list[str]:
    """The files that may have been meant; of a link to a Markdown file the page made of it.

    Editors name the file that lies beside the one they write, while the site has a folder for each page.
    """
    if not target.endswith(".md"):
        return [target]
    written_in = (dead.source or dead.page).removeprefix("content/")
    beside = follow(written_in, dead.link, files.base, files.root_path)
    return [_page_of(one) for one in (beside[0] if beside else target, target)]


def _page_of(file: str) -> str:
    """The page made of a Markdown file: "huong-dan/viet-bai.md" → "huong-dan/viet-bai/index.html"."""
    stem = file.removesuffix(".md")
    folder = "" if stem == "index" else stem.removesuffix("/index") + "/"
    return f"{folder}index.html"


def _has(files: Files, target: str, anchor: str) -> bool:
    """Whether the page has the anchor, or nobody knows."""
    anchors = files.anchors(target) if anchor else None
    return anchors is None or anchor in anchors


def _explain_anchor(dead: DeadLink, target: str, anchor: str, files: Files) -> tuple[str, str]:
    where = "trang này" if target == dead.page else "trang có, nhưng"
    near = nearest(anchor, sorted(files.anchors(target) or ())) or ""
    better = _write(dead, target, near, files)
    fix = f"đổi thành {better}" if better else "sửa hoặc bỏ phần sau dấu #."
    return f"liên kết “{dead.link}”: {where} không có mục #{anchor}.", fix


def _find_nearest(target: str, page: str, files: Files) -> str | None:
    """The file that was surely meant, never the page on which the link stands."""
    wanted, section = target.removesuffix("index.html"), target.split("/", 1)[0]
    # Of 10,000 files only those that a slip could make of the address are compared.
    known = {
        address: name
        for name in sorted(files.known)
        if name != page
        and (name.startswith(section) or name.count("/") < 2)
        and abs(len(address := name.removesuffix("index.html")) - len(wanted)) <= _SLIP
    }
    near = nearest(wanted, known)
    return known[near] if near else None


def _write(dead: DeadLink, target: str, anchor: str, files: Files) -> str:
    """The link to a file of the site, in the manner in which the dead one was written."""
    address = target.removesuffix("index.html")
    mark = f"#{anchor}" if anchor else ""
    if dead.link.startswith(("/", files.base)):
        return f"{files.root_path}/{address}{mark}"
    if target == dead.page:
        return mark
    relative = posixpath.relpath(address or ".", posixpath.dirname(dead.page) or ".")
    return f"{relative}/{mark}" if target != address else f"{relative}{mark}"
