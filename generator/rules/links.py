"""No text links to a page that will not be there, or shows a picture from another host.

What a link asks for is known from the records alone, so a dead one is found together with all other
mistakes; what depends on rendering (other anchors, figures, the theme) is verified in the built site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from generator.addresses import follow, links_of
from generator.dead_links import DeadLink, Files, explain
from generator.library import FOLDERS
from generator.markup import render_markdown
from generator.outline import PHOTO_LINE, split_parts
from generator.problems import Location, Problem
from generator.records.base import Record
from generator.records.collection import TYPES, Records, Unread
from generator.records.model import Model
from generator.rules.nesting import TOO_DEEP
from generator.rules.targets import Targets, page_path
from generator.settings import Settings
from generator.sources.node import Node
from generator.sources.pictures import Pictures

# The fields that pages show as Markdown.
_FIELDS: Mapping[str, Sequence[str]] = {
    "pages": ("body",),
    "stories": ("body",),
    "models": ("situation", "approach", "outcome", "expected", "lasting", "evidence"),
}
# Neither code nor a remark in HTML is a link, though it may look like one.
_SILENT = re.compile(r"`[^`\n]+`|<!--.*?-->", re.DOTALL)
_ABSOLUTE = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Text:
    """A Markdown text with a link in it: its type, the path of the page that shows it, its place."""

    group: str
    page: str
    at: Location
    markdown: str


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    wrong: str
    fix: str


def check_links(records: Records, pictures: Pictures, unread: Unread, settings: Settings | None) -> Iterator[Problem]:
    """Report every dead link, also in files with other mistakes.

    Without readable settings nobody knows where the portal is published: only relative links are judged then.
    """
    hides_samples = settings is not None and not settings.show_samples
    shown = records.without_samples() if hides_samples else records
    targets = Targets(shown, pictures, unread)
    for text in _list_texts(shown, unread, hides_samples=hides_samples):
        for (element, link), count in Counter(links_of(_render(text))).items():
            fault = _judge(text, element, link, targets, settings)
            if fault is not None:
                for at in _find(text, link)[:count]:
                    yield Problem(at, fault.code, fault.wrong, fault.fix)


def _list_texts(records: Records, unread: Unread, *, hides_samples: bool) -> Iterator[_Text]:
    """Every Markdown text of a page that may hold a link."""
    for group, names in _FIELDS.items():
        for record in records.ids(group).values():
            if not isinstance(record, Model) or record.is_recognised:
                # Asking each value first keeps the rule quick: few of 10,000 records hold any link.
                linking = [name for name in names if _may_link(getattr(record, name))]
                yield from _texts_of(group, record.id, record, linking)
        for record_id, node in unread.get(group, {}).items():
            if node is not None and _is_shown(group, node, hides_samples=hides_samples):
                yield from _texts_of(group, record_id, node, names)


def _texts_of(group: str, own_id: str, source: Record | Node, names: Sequence[str]) -> Iterator[_Text]:
    for name in names:
        for at, text in source.texts(name):
            if _may_link(text) and not TOO_DEEP.search(text):
                page = page_path(own_id if group == "pages" else f"{FOLDERS[TYPES[group]]}/{own_id}")
                yield _Text(group, page, at, text)


def _may_link(value: object) -> bool:
    """Whether a text holds [text](address), a reference, HTML or <address>; a list is looked into later."""
    if isinstance(value, str):
        return "](" in value or "]:" in value or "<" in value
    return bool(value)


def _is_shown(group: str, node: Node, *, hides_samples: bool) -> bool:
    """Whether a file that could not be read would have a page of its own."""
    sample, recognition = node.child("sample"), node.child("recognition")
    hidden = hides_samples and sample is not None and sample.value == "true"
    recognised = recognition is not None and recognition.value is not None
    return not hidden and (group != "models" or recognised)


def _render(text: _Text) -> str:
    if text.group != "stories":
        return render_markdown(text.markdown)
    # A story is rendered part by part, without what stands before the first.
    sections = split_parts(text.markdown).sections
    return "\n".join(render_markdown(chunk) for part in sections for chunk in PHOTO_LINE.split(part.text)[::2])


def _judge(text: _Text, element: str, link: str, targets: Targets, settings: Settings | None) -> _Fault | None:
    if settings is None and _ABSOLUTE.match(link):
        return None
    base, root_path = (settings.base, settings.root_path) if settings is not None else ("/", "")
    target = follow(text.page, link, base, root_path)
    if target is None:
        wrong = f"trang tải “{link}” từ máy chủ khác."
        fix = "chép tệp đó vào content/ và dẫn tới bản chép."
        return _Fault("other-host", wrong, fix) if element == "img" else None
    path, anchor = target
    # MkDocs leads a link to a page's file to the page.
    if text.group == "pages" and path.endswith("/index.md") and targets.is_page(f"{path.removesuffix('.md')}.html"):
        path = f"{path.removesuffix('.md')}.html"
    anchors = targets.anchors(path) if anchor and not anchor.startswith("__") else None
    if not targets.lacks(path) and (anchors is None or anchor in anchors):
        return None
    files = Files(targets.known, targets.anchors, base, root_path)
    wrong, fix = explain(DeadLink(link, text.page, text.at.file), files)
    if targets.is_registered(path):
        fix = "mô hình này chưa được công nhận nên chưa có trang; bỏ liên kết."
    return _Fault("dead-link", wrong, fix)


def _find(text: _Text, link: str) -> Sequence[Location]:
    """Where the link is written; the beginning of the text when it is written in another way."""
    heard = _SILENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text.markdown)
    for written in dict.fromkeys((link, unquote(link), escape(link))):
        places = re.finditer(rf"(?<![^\s(<\"'=]){re.escape(written)}(?![^\s)>\"'])", heard)
        if found := [_place(text, match.start()) for match in places]:
            return found
    return [text.at]


def _place(text: _Text, start: int) -> Location:
    """The place of a letter of the text; in YAML only its line is known."""
    line = text.at.line + text.markdown.count("\n", 0, start)
    if text.at.file.endswith(".md"):
        return Location(text.at.file, line, start - text.markdown.rfind("\n", 0, start))
    return text.at if line == text.at.line else Location(text.at.file, line)
