"""One module per kind of file; each declares a stream of outputs from the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.output import Batch, Output
from generator.outputs import (
    assets,
    calendar,
    feeds,
    form_files,
    narrowing,
    open_data,
    pages,
    photos,
    search,
    sharing,
    sitemap,
)
from generator.portal import Portal

Declare = Callable[[Portal], Iterable[Output]]
DeclareBatches = Callable[[Portal], Iterable[Batch]]

# An output added later is one module and its name here; the words are those of `dvk stats`.
OUTPUTS: tuple[tuple[str, Declare], ...] = (
    ("tệp giao diện", assets.declare),
    ("biểu mẫu", form_files.declare),
    ("dữ liệu mở", open_data.declare),
    ("lịch", calendar.declare),
    ("nguồn tin", feeds.declare),
    ("thẻ chia sẻ", sharing.declare),
    ("bộ lọc mô hình", narrowing.declare),
    *(("trang", section.declare) for section in pages.SECTIONS),
)
# What tells of every model; of each it writes about a sixteenth of what its page takes.
_OF_ALL_MODELS = (open_data.declare,)
# What declares so many outputs that it does so in batches.
BATCHES: tuple[tuple[str, DeclareBatches], ...] = (
    ("trang", pages.models.declare_batches),
    ("trang", pages.catalogue.declare_batches),
    ("trang", pages.progress.declare_batches),
    ("ảnh", photos.declare_batches),
    ("tìm kiếm", search.declare_batches),
)


def declare_all(portal: Portal) -> Iterator[tuple[str, Batch]]:
    """Every file of the site but the sitemap, in batches with the name of their kind."""
    # First: a prose page at the address of a model is the one to be moved.
    for kind, declare_batches in BATCHES:
        for batch in declare_batches(portal):
            yield kind, batch
    for kind, declare in OUTPUTS:
        size = len(portal.library.recognised) // 16 if declare in _OF_ALL_MODELS else 0
        yield kind, Batch(declare.__module__, None, partial(declare, portal), 20 + size)


def declare_sitemap(portal: Portal, listed: Iterable[str]) -> tuple[str, Batch]:
    """The last batch: it lists the pages of those before it."""
    return "sơ đồ trang", Batch("sitemap", None, partial(sitemap.declare, portal.settings.base, listed))
