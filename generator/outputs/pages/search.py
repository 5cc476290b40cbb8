"""tim-kiem/: the search box on a page of its own, and ways on without it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.output import Page
from generator.portal import Portal


def declare(portal: Portal) -> Iterator[Page]:
    yield portal.page(
        "tim-kiem/",
        "search.html",
        title="Tìm kiếm",
        description="Tìm mô hình, bài viết, kế hoạch, biểu mẫu và hướng dẫn.",
        indexed=False,
    )
