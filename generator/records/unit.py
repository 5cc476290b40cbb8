"""A unit (đơn vị): who registers models and sends reports."""

from __future__ import annotations

from enum import unique

from generator.records.base import Choice, Id, Record, Text, UnitRef, YesNo
from generator.records.part import labelled


@unique
class UnitKind(Choice):
    RESIDENTIAL = "residential", "Tổ dân phố, thôn"
    OFFICE = "office", "Cơ quan, phòng, ban"
    ORGANISATION = "organisation", "Mặt trận và đoàn thể"
    SCHOOL = "school", "Trường học"
    HEALTH = "health", "Cơ sở y tế"
    FORCE = "force", "Công an, quân sự"
    BUSINESS = "business", "Doanh nghiệp, hợp tác xã, chợ"
    RELIGIOUS = "religious", "Cơ sở tôn giáo, tín ngưỡng"


class Unit(Record, folder="units", label="Đơn vị"):
    name: Text = labelled("Tên đơn vị", max_length=120, example="Tổ dân phố số 5")
    kind: UnitKind = labelled("Loại hình")
    parent: UnitRef | None = labelled("Trực thuộc", default=None)
    summary: Text = labelled("Giới thiệu", hint="một hai câu")
    address: Text | None = labelled("Nơi làm việc", default=None, hint="nơi tiếp dân; không ghi nhà riêng")
    email: Text | None = labelled("Thư điện tử công vụ", default=None)
    sample: YesNo = labelled("Dữ liệu mẫu", default=False)
    aliases: tuple[Id, ...] = labelled("Mã cũ", default=(), hint="giữ cho địa chỉ cũ còn mở được")
