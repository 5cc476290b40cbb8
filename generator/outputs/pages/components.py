"""thanh-phan/: every part of the pages at once, in both schemes, for those who look after the theme."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.pages.catalogue import Turn
from generator.portal import Artifact, Portal


def render(portal: Portal) -> Iterator[Artifact]:
    library = portal.library
    models = library.recognised
    yield portal.page(
        "thanh-phan/",
        "components.html",
        title="Bảng thành phần",
        description="Mọi thành phần của trang, ở nền sáng và nền tối, để người giữ giao diện so sánh.",
        indexed=False,
        pictured=next((one for one in models if one.photos), None),
        drawn=next((one for one in models if not one.photos), None),
        longest=max(models, key=lambda one: len(one.name), default=None),
        story=next(iter(library.stories), None),
        exemplar=next(iter(library.exemplars), None),
        turn=Turn("thanh-phan/", (), 2, 3, 3, "mo-hinh/", "mo-hinh/"),
    )
