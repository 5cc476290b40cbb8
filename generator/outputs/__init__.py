"""One module per kind of file; each gives a stream of artifacts from the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.outputs import assets, calendar, feeds, form_files, open_data, pages, photos, search, sitemap
from generator.portal import Artifact, Portal
from generator.stopwatch import Stopwatch

Render = Callable[[Portal], Iterator[Artifact]]

# An output added later is one module and its name here; the words are those of `dvk stats`.
OUTPUTS: tuple[tuple[str, Render], ...] = (
    ("tệp giao diện", assets.render),
    ("trang", pages.render),
    ("ảnh", photos.render),
    ("biểu mẫu", form_files.render),
    ("dữ liệu mở", open_data.render),
    ("lịch", calendar.render),
    ("nguồn tin", feeds.render),
    ("tìm kiếm", search.render),
)


def render_all(portal: Portal, watch: Stopwatch) -> Iterator[Artifact]:
    """Every file of the site; the sitemap last, since it lists the pages before it."""
    seen: list[str] = []
    for name, render in OUTPUTS:
        for artifact in watch.each(name, render(portal)):
            if artifact.listed:
                seen.append(artifact.path)
            yield artifact
    yield from watch.each("sơ đồ trang", sitemap.render(portal, seen))
