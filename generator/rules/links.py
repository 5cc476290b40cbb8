"""No text links to a page that will not be there, or shows a picture from another host or without words.

What a link asks for is known from the records alone, so a dead one is found together with all other
mistakes; what depends on rendering (other anchors, figures, the theme) is verified in the built site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import unquote

import msgspec

from generator.addresses import follow, links_of, pictures_of
from generator.dead_links import DeadLink, Files, explain
from generator.library import FOLDERS, address_of
from generator.markup import render_markdown
from generator.outline import PHOTO_LINE, split_parts
from generator.problems import Location, Problem
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.collection import TYPES, Records, Unread
from generator.records.mentions import Link
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


class _Text(msgspec.Struct, frozen=True):
    """A Markdown text with a link in it: the group of its record, its place."""

    group: str
    at: Location
    markdown: str


class _Page(msgspec.Struct, frozen=True):
    """The page on which a record's links stand: group of the record, path in the site, file of the portal."""

    group: str
    path: str
    file: str


class _Fault(msgspec.Struct, frozen=True):
    code: str
    wrong: str
    fix: str


def find_links(group: str, source: Record | Node) -> tuple[Link, ...]:
    """Every link of a record's Markdown texts, or of those in a file that became no record."""
    return tuple(one for text in _list_texts(group, source) for one in _find_in(text))


def _find_in(text: _Text) -> Iterator[Link]:
    html = _render(text)
    pictures = list(pictures_of(html))
    for (element, link), count in Counter(links_of(html)).items():
        places = tuple(_find(text, link)[:count])
        told = [words for source, words in pictures if source == link] if element == "img" else []
        yield Link(element, link, places, tuple([at for at, words in zip(places, told, strict=False) if not words]))


def check_links(records: Records, pictures: Pictures, unread: Unread, settings: Settings | None) -> Iterator[Problem]:
    """Report every dead link, also in files with other mistakes.

    Without readable settings nobody knows where the portal is published: only relative links are judged then.
    """
    hides_samples = settings is not None and not settings.show_samples
    shown = (records.without_samples() if hides_samples else records).without_drafts()
    stories = (one for one in records.stories.values() if one.has_gaps)
    waiting = frozenset(f"{address_of(one)}index.html" for one in stories)
    targets = Targets(shown, pictures, unread, waiting)
    for page, links in _list_links(shown, unread, hides_samples=hides_samples):
        for one in links:
            fault = _judge(page, one, targets, settings)
            if fault is not None:
                yield from (Problem(at, fault.code, fault.wrong, fault.fix) for at in one.places)
            yield from (_miss_words(one.link, at) for at in one.mute)


def _list_links(records: Records, unread: Unread, *, hides_samples: bool) -> Iterator[tuple[_Page, tuple[Link, ...]]]:
    """The links of every page that shows a record's Markdown."""
    for group in _FIELDS:
        for record in records.ids(group).values():
            mentions = records.mentions.get(record.file)
            if mentions is not None and mentions.links and (group != "models" or _is_recognised(record)):
                yield _Page(group, _path_of(group, record.id), record.file), mentions.links
        for record_id, node in unread.get(group, {}).items():
            if node is not None and _is_shown(group, node, hides_samples=hides_samples):
                yield _Page(group, _path_of(group, record_id), node.at.file), find_links(group, node)


def _is_recognised(record: Record | Brief) -> bool:
    return isinstance(record, Brief) and record.is_recognised


def _path_of(group: str, record_id: str) -> str:
    return page_path(record_id if group == "pages" else f"{FOLDERS[TYPES[group]]}/{record_id}")


def _list_texts(group: str, source: Record | Node) -> Iterator[_Text]:
    """The Markdown texts of a page that may hold a link."""
    for name in _FIELDS.get(group, ()):
        for at, text in source.texts(name):
            if may_link(text) and not TOO_DEEP.search(text):
                yield _Text(group, at, text)


def may_link(text: str) -> bool:
    """Whether a text holds [text](address), a reference, HTML or <address>."""
    # A search for one letter takes a tenth of that for two.
    return "<" in text or ("]" in text and ("](" in text or "]:" in text))


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


def _judge(page: _Page, one: Link, targets: Targets, settings: Settings | None) -> _Fault | None:
    link = one.link
    if settings is None and _ABSOLUTE.match(link):
        return None
    base, root_path = (settings.base, settings.root_path) if settings is not None else ("/", "")
    target = follow(page.path, link, base, root_path)
    if target is None:
        wrong = f"trang tải “{link}” từ máy chủ khác."
        fix = "chép tệp đó vào content/ và dẫn tới bản chép."
        return _Fault("other-host", wrong, fix) if one.element == "img" else None
    path, anchor = target
    # MkDocs leads a link to a page's file to the page.
    if page.group == "pages" and path.endswith("/index.md") and targets.is_page(f"{path.removesuffix('.md')}.html"):
        path = f"{path.removesuffix('.md')}.html"
    anchors = targets.anchors(path) if anchor and not anchor.startswith("__") else None
    if not targets.lacks(path) and (anchors is None or anchor in anchors):
        return None
    files = Files(targets.known, targets.anchors, base, root_path)
    wrong, fix = explain(DeadLink(link, page.path, page.file), files)
    if targets.is_registered(path):
        fix = "mô hình này chưa được công nhận nên chưa có trang; bỏ liên kết."
    if path in targets.waiting:
        fix = "bài này còn chỗ “(điền)” nên chưa lên cổng; điền xong thì liên kết dùng được, hoặc tạm bỏ liên kết."
    return _Fault("dead-link", wrong, fix)


def _miss_words(link: str, at: Location) -> Problem:
    """Report a picture without words for those who do not see it (WCAG 2.2, 1.1.1)."""
    wrong = f"ảnh “{link}” chưa có lời mô tả cho người không nhìn thấy ảnh."
    return Problem(at, "no-alt", wrong, f"tả ảnh trong ngoặc vuông: ![Mấy luống rau bên sông]({link})")


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
