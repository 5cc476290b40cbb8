"""What the columns and labels of a form mean: what they hold of a registration, what they count of many."""

from __future__ import annotations

from enum import unique

from generator.records.base import Choice


@unique
class Holds(Choice):
    """What of a registration stands in a column or behind a label, so that a filled form becomes a model."""

    UNIT = "unit", "Đơn vị"
    NAME = "name", "Tên mô hình"
    IMPLEMENTER = "implementer", "Chủ thể thực hiện"
    SUBJECT = "subject", "Tập thể hay cá nhân"
    COLLECTIVE = "collective", "Dấu x: tập thể"
    INDIVIDUAL = "individual", "Dấu x: cá nhân"
    FIELD = "field", "Lĩnh vực"
    ORIGIN = "origin", "Nguồn gốc"
    NEW = "new", "Dấu x: xây dựng mới"
    CONTINUED = "continued", "Dấu x: có từ trước"
    REPLICATED = "replicated", "Dấu x: nhân rộng"
    LAUNCHED_ON = "launched_on", "Ngày ra mắt"
    SITUATION = "situation", "Việc khó đặt ra"
    EXPECTED = "expected", "Kết quả dự kiến"
    APPROACH = "approach", "Cách làm"


@unique
class Counts(Choice):
    """What a column of a report counts (Việt Hưng 2026, Mẫu số 02; Thủy Nguyên 2026, Mẫu 2)."""

    COLLECTIVES = "collectives", "Số tập thể đăng ký"
    COLLECTIVE_MODELS = "collective-models", "Số mô hình của tập thể"
    INDIVIDUALS = "individuals", "Số cá nhân đăng ký"
    INDIVIDUAL_MODELS = "individual-models", "Số mô hình của cá nhân"
    CONTINUED_MODELS = "continued-models", "Số mô hình có từ trước"
    STARTED_MODELS = "started-models", "Số mô hình mới triển khai trong năm, kể cả nhân rộng"
    RECOGNISED_MODELS = "recognised-models", "Số mô hình được công nhận"
