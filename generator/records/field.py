"""A field (lĩnh vực) of the common vocabulary that lets campaigns be compared."""

from __future__ import annotations

from generator.records.base import Record, Text, Whole
from generator.records.part import labelled


class Field(Record, folder="fields", label="Lĩnh vực"):
    """One field; `aliases` are the names under which documents print it."""

    name: Text = labelled("Tên lĩnh vực", example="Văn hóa - xã hội", max_length=80)
    order: Whole = labelled("Thứ tự", example=2, hint="thứ tự khi liệt kê, từ 1")
    aliases: tuple[Text, ...] = labelled("Tên gọi khác", default=(), hint="cách các văn bản khác gọi lĩnh vực này")
    summary: Text = labelled("Nói gọn", hint="một câu cho người dân hiểu lĩnh vực này gồm những việc gì")
