"""A story (bài viết) about an exemplar, in the five parts of the outline."""

from __future__ import annotations

import re

from generator.records.base import CampaignRef, Day, ExemplarRef, Id, ModelRef, Record, Text, YesNo
from generator.records.model import Photo
from generator.records.part import Part, labelled, list_texts

# What a starter file or an import leaves for people to fill in.
PLACEHOLDER = re.compile(r"\(điền[: ][^)\n]*\)?")


class Quote(Part):
    text: Text = labelled("Câu nói", max_length=240)
    who: Text = labelled("Của ai")


class Story(Record, folder="guong-dien-hinh", label="Bài viết"):
    """Lies in content/guong-dien-hinh/<id>/index.md, photos beside it.

    The body's second-level headings are the five parts of the outline, in order
    (Việt Hưng 2026, đề cương, dòng 197–223).
    """

    title: Text = labelled("Tiêu đề", max_length=120)
    kicker: Text | None = labelled("Dòng trên tiêu đề", default=None, max_length=60)
    lead: Text = labelled("Sapô", max_length=400, hint="đoạn mở đầu in đậm")
    byline: Text = labelled("Tác giả", example="Ban Biên tập")
    exemplar: ExemplarRef = labelled("Điển hình")
    model: ModelRef | None = labelled("Mô hình", default=None)
    campaign: CampaignRef = labelled("Kế hoạch")
    published: Day = labelled("Ngày đăng")
    updated: Day | None = labelled("Ngày sửa", default=None)
    quote: Quote | None = labelled("Câu trích nổi bật", default=None)
    photos: tuple[Photo, ...] = labelled("Ảnh", default=())
    sample: YesNo = labelled("Dữ liệu mẫu", default=False)
    aliases: tuple[Id, ...] = labelled("Mã cũ", default=(), hint="giữ cho địa chỉ cũ còn mở được")
    body: Text = labelled("Thân bài", hint="viết dưới phần đầu, chia năm mục “## …” theo đề cương")

    @property
    def has_gaps(self) -> bool:
        """Whether something is left to fill in: such a story is published nowhere."""
        return any("(điền" in text and PLACEHOLDER.search(text) for text in list_texts(self))
