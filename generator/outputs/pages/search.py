"""tim-kiem/: the search box on a page of its own, and ways on without it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.portal import Artifact, Portal


def render(portal: Portal) -> Iterator[Artifact]:
    yield portal.page(
        "tim-kiem/",
        "search.html",
        title="Tìm kiếm",
        description="Tìm mô hình, bài viết, kế hoạch, biểu mẫu và hướng dẫn.",
        indexed=False,
    )
