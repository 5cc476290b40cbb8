"""A campaign (phong trào): one official document, every fact with its place in it."""

from __future__ import annotations

from enum import unique

from generator.records.base import Choice, Day, FieldRef, FormRef, Id, MonthDay, Number, Record, Text, Whole, YesNo
from generator.records.part import Part, labelled

SOURCE_HINT = "chỗ trong văn bản, ví dụ “mục II.1, dòng 21”"


@unique
class IssuerKind(Choice):
    PARTY = "party", "Văn bản của Đảng"
    STATE = "state", "Văn bản hành chính"


@unique
class AppliesTo(Choice):
    MODEL = "model", "Mô hình"
    COLLECTIVE = "collective", "Tập thể điển hình"
    INDIVIDUAL = "individual", "Cá nhân điển hình"
    LEADER = "leader", "Cá nhân lãnh đạo, quản lý"


@unique
class Measure(Choice):
    """What the records can count towards a target."""

    REGISTERED_MODELS = "registered-models", "Mô hình đăng ký"
    RECOGNISED_MODELS = "recognised-models", "Mô hình được công nhận"
    EXEMPLARS = "exemplars", "Điển hình được công nhận hoặc giới thiệu"
    UNITS_WITH_MODEL = "units-with-model", "Tỷ lệ đơn vị có mô hình đăng ký (%)"


@unique
class Task(Choice):
    """What a unit does with a form or for a deadline."""

    REGISTER = "register", "Đăng ký mô hình"
    REPORT = "report", "Báo cáo"
    RECOGNISE = "recognise", "Đề nghị công nhận, khen thưởng"
    STORY = "story", "Viết bài giới thiệu"
    LAUNCH = "launch", "Ban hành kế hoạch, triển khai"


class Sourced(Part):
    """A fact with its place in the document."""

    source: Text = labelled("Nguồn", hint=SOURCE_HINT)


class Statement(Sourced):
    text: Text = labelled("Nội dung")


class Point(Statement):
    """A statement that may carry a short title of its own."""

    title: Text | None = labelled("Tên gọn", default=None, max_length=120)


class Document(Sourced):
    kind: Text = labelled("Loại văn bản", example="Kế hoạch")
    number: Text | None = labelled("Số, ký hiệu", default=None, hint="để trống nếu bản in bỏ trống")
    printed_number: Text | None = labelled("Số như bản in", default=None, example="Số: … /KH-UBND")
    date: Day | None = labelled("Ngày ban hành", default=None, hint="để trống nếu bản in bỏ trống")
    printed_date: Text | None = labelled("Ngày như bản in", default=None, example="ngày … tháng 5 năm 2026")
    subject: Text = labelled("Trích yếu")
    signer: Text | None = labelled("Chức danh người ký", default=None, hint="chỉ ghi chức danh, không ghi tên")


class Parent(Statement):
    """A superior document that the campaign rests on; `text` names it in full."""

    number: Text | None = labelled("Số, ký hiệu", default=None)
    date: Day | None = labelled("Ngày", default=None)
    issuer: Text | None = labelled("Cơ quan ban hành", default=None)


class Period(Part):
    start: Day = labelled("Từ ngày", example="2026-01-01")
    end: Day = labelled("Đến ngày", example="2026-12-31")


class Theme(Statement):
    """A direction of work within a field, in our own short words."""

    title: Text = labelled("Tên gọn", max_length=90)


class CampaignField(Sourced):
    field: FieldRef = labelled("Lĩnh vực chung")
    name: Text = labelled("Tên trong văn bản")
    themes: tuple[Theme, ...] = labelled("Nội dung", default=())


class Target(Statement):
    id: Id = labelled("Mã")
    value: Number | None = labelled("Con số", default=None)
    unit: Text | None = labelled("Đơn vị tính", default=None, example="mô hình")
    at_least: YesNo = labelled("Ít nhất", default=False, hint="true nếu văn bản viết “ít nhất”, “từ … trở lên”")
    scope: Text = labelled("Phạm vi", example="phường")
    year: Whole | None = labelled("Năm", default=None, hint="để trống nếu áp dụng hằng năm hoặc cả giai đoạn")
    measure: Measure | None = labelled("Cách đếm", default=None, hint="để trống nếu sổ mô hình không đếm được")


class Deadline(Statement):
    """A day by which something is sent. `printed` is the date as the document prints it.

    `date` is null when the printed date does not exist (31/11/2026) or comes every year (`yearly`).
    """

    id: Id = labelled("Mã")
    date: Day | None = labelled("Ngày", default=None)
    yearly: MonthDay | None = labelled("Hằng năm vào", default=None, example="02-15")
    printed: Text = labelled("Như bản in", example="trước ngày 01/3/2026")
    before: YesNo = labelled("“Trước ngày”", default=True, hint="true: ngày an toàn cuối cùng là hôm trước")
    sender: Text = labelled("Ai gửi")
    recipient: Text = labelled("Gửi ai")
    forms: tuple[FormRef, ...] = labelled("Biểu mẫu", default=())
    task: Task = labelled("Việc")
    warning: Text | None = labelled("Lưu ý", default=None, hint="điều người đọc cần biết về ngày này")


class Step(Statement):
    title: Text = labelled("Bước")


class Criteria(Sourced):
    applies_to: AppliesTo = labelled("Áp dụng cho")
    items: tuple[Statement, ...] = labelled("Tiêu chí")


class Dossier(Sourced):
    items: tuple[Statement, ...] = labelled("Giấy tờ")
    copies: Whole | None = labelled("Số bộ", default=None)
    copies_of: Text | None = labelled("Số bộ tính cho", default=None, example="báo cáo thành tích")
    level: Text | None = labelled("Cấp công nhận", default=None)


class StoryRules(Sourced):
    """The rules for a story about an exemplar (Việt Hưng 2026, đề cương)."""

    max_words: Whole | None = labelled("Số từ tối đa", default=None)
    min_photos: Whole | None = labelled("Số ảnh ít nhất", default=None)
    max_photos: Whole | None = labelled("Số ảnh nhiều nhất", default=None)
    min_megapixels: Number | None = labelled("Ảnh từ (triệu điểm)", default=None)
    parts: tuple[Point, ...] = labelled("Các phần")
    rules: tuple[Statement, ...] = labelled("Quy định khác", default=())


class Initiative(Statement):
    """A city-wide model that a field is asked to answer to (Thủy Nguyên 2026, II.3)."""

    field: FieldRef = labelled("Lĩnh vực")


class Campaign(Record, folder="campaigns", label="Kế hoạch"):
    """`review` marks facts that a machine proposed and nobody has compared with the document yet: not published."""

    review: YesNo = labelled("Chờ rà soát", default=False, hint="true: máy nháp từ văn bản, chưa ai xem, chưa công bố")
    title: Text = labelled("Tên đầy đủ")
    short_title: Text = labelled("Tên gọn", max_length=60, example="Phường Đồ Sơn 2026")
    locality: Text = labelled("Địa phương", example="phường Đồ Sơn")
    city: Text | None = labelled("Tỉnh, thành phố", default=None)
    issuer: Text = labelled("Cơ quan ban hành")
    issuer_kind: IssuerKind = labelled("Hệ thống văn bản")
    summary: Text = labelled("Nói gọn", hint="hai ba câu cho người đọc lần đầu")
    document: Document = labelled("Văn bản")
    parents: tuple[Parent, ...] = labelled("Căn cứ", default=())
    period: Period = labelled("Thời gian")
    purposes: tuple[Statement, ...] = labelled("Mục đích, yêu cầu", default=())
    fields: tuple[CampaignField, ...] = labelled("Lĩnh vực")
    implementers: tuple[Statement, ...] = labelled("Ai đăng ký được", default=())
    targets: tuple[Target, ...] = labelled("Chỉ tiêu", default=())
    counting_rules: tuple[Statement, ...] = labelled("Cách tính chỉ tiêu", default=())
    directions: tuple[Point, ...] = labelled("Định hướng", default=())
    deadlines: tuple[Deadline, ...] = labelled("Hạn", default=())
    steps: tuple[Step, ...] = labelled("Các bước xây dựng", default=())
    criteria: tuple[Criteria, ...] = labelled("Tiêu chí", default=())
    principles: tuple[Statement, ...] = labelled("Nguyên tắc xét", default=())
    appraisal_steps: tuple[Statement, ...] = labelled("Các bước thẩm định", default=())
    recognition: tuple[Statement, ...] = labelled("Việc công nhận", default=())
    dossier: Dossier | None = labelled("Hồ sơ", default=None)
    report_outline: tuple[Statement, ...] = labelled("Nội dung báo cáo", default=())
    story_rules: StoryRules | None = labelled("Đề cương bài viết", default=None)
    initiatives: tuple[Initiative, ...] = labelled("Mô hình do thành phố phát động", default=())
    responsibilities: tuple[Step, ...] = labelled("Phân công", default=())
    remarks: tuple[Statement, ...] = labelled("Điều cần biết khi đọc văn bản", default=())
    sample: YesNo = labelled("Dữ liệu mẫu", default=False)
    aliases: tuple[Id, ...] = labelled("Mã cũ", default=(), hint="giữ cho địa chỉ cũ còn mở được")
