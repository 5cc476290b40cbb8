"""An exemplar (điển hình): a person or a collective whose work is told."""

from __future__ import annotations

from generator.records.base import CampaignRef, FieldRef, Id, ModelRef, Record, Text, UnitRef, Year, YesNo
from generator.records.model import Photo, Recognition, Subject
from generator.records.part import labelled


class Exemplar(Record, folder="exemplars", label="Điển hình"):
    name: Text = labelled("Tên", max_length=120)
    subject: Subject = labelled("Tập thể hay cá nhân")
    role: Text = labelled("Vai trò", example="Tổ trưởng tổ dân phố số 5")
    unit: UnitRef = labelled("Đơn vị")
    campaign: CampaignRef = labelled("Kế hoạch")
    field: FieldRef = labelled("Lĩnh vực")
    models: tuple[ModelRef, ...] = labelled("Mô hình gắn bó", default=())
    since: Year | None = labelled("Làm dân vận từ năm", default=None)
    year: Year = labelled("Năm xét")
    summary: Text = labelled("Nói gọn", max_length=400)
    recognition: Recognition | None = labelled("Công nhận", default=None)
    photo: Photo | None = labelled("Ảnh", default=None)
    sample: YesNo = labelled("Dữ liệu mẫu", default=False)
    aliases: tuple[Id, ...] = labelled("Mã cũ", default=(), hint="giữ cho địa chỉ cũ còn mở được")
