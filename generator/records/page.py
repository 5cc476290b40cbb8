"""A prose page (trang): text that staff write, at the address of its place under content/."""

from __future__ import annotations

from enum import unique
from typing import ClassVar

from generator.records.base import CampaignRef, Choice, Record, Text, Whole, YesNo
from generator.records.part import labelled


@unique
class PlanText(Choice):
    SUMMARY = "summary", "Bản tóm lược"
    FULL = "full", "Toàn văn"


class Page(Record, folder="pages", label="Trang"):
    """`id` is the address without slashes at its ends ("huong-dan/tieu-chi"; "" is home)."""

    id_pattern: ClassVar[str] = r"|[a-z0-9-]+(/[a-z0-9-]+)*"

    title: Text = labelled("Tiêu đề", max_length=140)
    description: Text = labelled("Mô tả", max_length=200, hint="một câu, hiện ở kết quả tìm kiếm")
    campaign: CampaignRef | None = labelled("Kế hoạch", default=None, hint="chỉ cho trang toàn văn kế hoạch")
    text: PlanText | None = labelled("Toàn văn hay tóm lược", default=None)
    source_file: Text | None = labelled("Tệp gốc", default=None)
    imported: Text | None = labelled("Dấu nhập", default=None, hint="máy tự ghi khi nhập văn bản")
    order: Whole | None = labelled("Thứ tự", default=None, hint="thứ tự trong danh sách hướng dẫn")
    for_staff: YesNo = labelled("Cho người phụ trách cổng", default=False, hint="chỉ cho trang hướng dẫn")
    sample: YesNo = labelled("Dữ liệu mẫu", default=False)
    body: Text | None = labelled("Nội dung", default=None)
