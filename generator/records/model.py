"""A model (mô hình): what a unit does, what came of it, and its recognition."""

from __future__ import annotations

from enum import unique

from generator.records.base import (
    CampaignRef,
    Choice,
    Day,
    FieldRef,
    Id,
    ModelRef,
    Record,
    Text,
    UnitRef,
    Whole,
    Year,
    YesNo,
)
from generator.records.part import Part, labelled

# A registration need not tell yet what a model's page tells (Thủy Nguyên 2026, Mẫu 1 has none of it).
_WHEN_RECOGNISED = "bắt buộc khi đã được công nhận"


@unique
class Subject(Choice):
    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


@unique
class Origin(Choice):
    """Thủy Nguyên 2026, Mẫu 1, columns 6–8."""

    NEW = "new", "Xây dựng mới"
    CONTINUED = "continued", "Duy trì từ trước, mục tiêu cao hơn"
    REPLICATED = "replicated", "Nhân rộng"


@unique
class RecognitionLevel(Choice):
    WARD = "ward", "cấp phường, xã"
    CITY = "city", "cấp tỉnh, thành phố"


class Recognition(Part):
    level: RecognitionLevel = labelled("Cấp công nhận")
    authority: Text = labelled("Cơ quan công nhận", example="Đảng ủy phường")
    decision: Text | None = labelled("Số quyết định", default=None)
    date: Day = labelled("Ngày công nhận")


class Result(Part):
    """One figure of the model: "45/45" "hộ" "hiến đất mở đường", as of a day."""

    figure: Text = labelled("Con số", max_length=20, example="118/126")
    unit: Text | None = labelled("Đơn vị tính", default=None, max_length=24, example="hộ")
    text: Text = labelled("Nghĩa là", max_length=120, example="phân loại rác tại nguồn")
    date: Day | None = labelled("Tính đến", default=None)


class Evidence(Part):
    """What shows that one of the eight criteria is met."""

    criterion: Whole = labelled("Tiêu chí số", example=1, hint="từ 1 đến 8, theo thứ tự trong kế hoạch")
    text: Text = labelled("Minh chứng")


class Photo(Part):
    file: Text = labelled("Tệp ảnh", example="ngo-12.jpg", hint="nằm trong content/anh/, hoặc cạnh bài viết")
    alt: Text = labelled("Mô tả ảnh", max_length=250, hint="cho người không nhìn thấy ảnh")
    caption: Text = labelled("Chú thích")
    credit: Text = labelled("Nguồn ảnh", example="Ảnh: Ban Xây dựng Đảng phường")


class Model(Record, folder="models", label="Mô hình"):
    name: Text = labelled("Tên mô hình", max_length=160, example="Ngõ 12 phân loại rác tại nguồn")
    campaign: CampaignRef = labelled("Kế hoạch")
    field: FieldRef = labelled("Lĩnh vực")
    theme: Text | None = labelled("Nội dung cụ thể", default=None)
    subject: Subject = labelled("Tập thể hay cá nhân")
    implementer: Text = labelled("Chủ thể thực hiện", example="Chi hội Phụ nữ tổ dân phố số 5")
    unit: UnitRef = labelled("Đơn vị")
    origin: Origin = labelled("Nguồn gốc")
    replicated_from: ModelRef | None = labelled("Nhân rộng từ", default=None)
    year: Year = labelled("Năm", hint="năm đăng ký với kế hoạch")
    registered_on: Day = labelled("Ngày đăng ký")
    launched_on: Day | None = labelled("Ngày ra mắt", default=None, hint="bắt buộc với mô hình xây dựng mới")
    recognition: Recognition | None = labelled("Công nhận", default=None, hint="để trống khi chưa được công nhận")
    summary: Text | None = labelled(
        "Nói gọn", default=None, starter=True, max_length=280, hint="một hai câu, có con số; " + _WHEN_RECOGNISED
    )
    situation: Text | None = labelled(
        "Việc khó đặt ra",
        default=None,
        starter=True,
        hint="vì sao phải làm; viết được Markdown; " + _WHEN_RECOGNISED,
    )
    approach: Text | None = labelled(
        "Cách làm",
        default=None,
        starter=True,
        hint="ai làm gì, vận động thế nào; viết được Markdown; " + _WHEN_RECOGNISED,
    )
    outcome: Text | None = labelled("Kết quả", default=None, hint="chuyển biến đã có; viết được Markdown")
    expected: Text | None = labelled("Kết quả dự kiến", default=None, hint="mục tiêu khi đăng ký")
    lasting: Text | None = labelled("Giữ bền, nhân rộng", default=None, hint="viết được Markdown")
    results: tuple[Result, ...] = labelled("Số liệu", default=(), hint="ba con số tiêu biểu đứng trước")
    evidence: tuple[Evidence, ...] = labelled("Minh chứng theo tiêu chí", default=())
    photos: tuple[Photo, ...] = labelled("Ảnh", default=())
    source: Text | None = labelled("Nguồn số liệu", default=None)
    updated: Day = labelled("Cập nhật ngày")
    sample: YesNo = labelled("Dữ liệu mẫu", default=False)
    aliases: tuple[Id, ...] = labelled("Mã cũ", default=(), hint="giữ cho địa chỉ cũ còn mở được")

    @property
    def is_recognised(self) -> bool:
        return self.recognition is not None
