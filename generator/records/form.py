"""A form (biểu mẫu): who sends it to whom by when, and the paper itself, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import unique

from generator.records.base import CampaignRef, Choice, Count, FieldRef, FormRef, Id, Record, Text, YesNo
from generator.records.campaign import SOURCE_HINT, IssuerKind, Task
from generator.records.meanings import Counts, Holds
from generator.records.part import Part, WrongValueError, labelled

MARKUP_HINT = "viết được **đậm**, *nghiêng*; [^1] là dấu chú thích số 1"
FOOTNOTE_MARK = re.compile(r"\[\^(\d+)\]")


@unique
class FormStatus(Choice):
    OFFICIAL = "official", "Mẫu in trong văn bản"
    RECONSTRUCTED = "reconstructed", "Mẫu dựng lại theo văn bản"
    NAMED_ONLY = "named-only", "Văn bản chỉ nêu tên"


@unique
class Orientation(Choice):
    PORTRAIT = "portrait", "Giấy dọc"
    LANDSCAPE = "landscape", "Giấy ngang"


@unique
class Entry(Choice):
    """What is written in a column's cells."""

    TEXT = "text", "Chữ"
    ORDINAL = "ordinal", "Số thứ tự"
    TICK = "tick", "Dấu x"
    NUMBER = "number", "Con số"


_MEANS_HINT = "giá trị ghi vào mô hình, đúng thứ tự"
_HOLDS_HINT = "để nhập phiếu đã điền thành mô hình (dvk import register)"


def _require_one(part: Part, names: tuple[str, ...], wrong: str) -> None:
    if sum(bool(getattr(part, name)) for name in names) != 1:
        raise WrongValueError("bad-block", wrong, "giữ lại đúng một trong các mục: " + ", ".join(names) + ".")


class Column(Part):
    """One column, or a group of columns when it has children; only a leaf has a width."""

    title: Text = labelled("Tên cột", example="Tên mô hình", hint="đúng như bản in; " + MARKUP_HINT)
    note: Text | None = labelled("Dòng nhỏ dưới tên cột", default=None, example="(nếu có)")
    width: Count | None = labelled("Rộng (mm)", default=None, hint="tỷ lệ giữa các cột; bảng luôn giãn đầy trang")
    entry: Entry = labelled("Cột để ghi", default=Entry.TEXT)
    options: tuple[Text, ...] = labelled(
        "Chữ để chọn", default=(), hint="danh sách thả xuống trong Excel; cột lĩnh vực đã có sẵn tên của kế hoạch"
    )
    means: tuple[Text, ...] = labelled("Nghĩa của từng chữ", default=(), hint=_MEANS_HINT)
    holds: Holds | None = labelled("Nghĩa của cột", default=None, hint=_HOLDS_HINT)
    counts: Counts | None = labelled("Cột đếm gì", default=None, hint="để lập báo cáo từ sổ mô hình (dvk report)")
    field: FieldRef | None = labelled("Lĩnh vực của cột", default=None, hint="khi mỗi lĩnh vực là một cột")
    children: tuple[Column, ...] = labelled("Các cột con", default=())

    def __post_init__(self) -> None:
        if bool(self.children) == bool(self.width):
            raise WrongValueError(
                "bad-column",
                f"cột “{self.title}” cần hoặc độ rộng, hoặc các cột con",
                "thêm width cho cột, hoặc chỉ giữ children nếu đây là tên chung của nhiều cột.",
            )
        if self.means and len(self.means) != len(self.options):
            raise WrongValueError("bad-column", "means cần đủ một giá trị cho mỗi chữ", "ghi đúng số và thứ tự.")


class TableRow(Part):
    """Exactly one of: a heading across the table, a printed row, numbered blank rows, a total.

    Only the total of a report has cells too: one for each column, those under its label are not drawn.
    """

    section: Text | None = labelled("Dòng tiêu đề chạy hết bảng", default=None, example="I. Lĩnh vực kinh tế")
    cells: tuple[str, ...] = labelled("Dòng in sẵn", default=(), hint="chữ in sẵn từ cột đầu; cột còn lại để trống")
    group: YesNo = labelled("Mở đầu một nhóm", default=False, hint="true: dòng in sẵn này in đậm")
    counted: YesNo = labelled("Đếm vào nhóm này", default=False, hint="true: báo cáo ghi số ở nhóm này (dvk report)")
    ordinals: tuple[Text, ...] = labelled("Dòng trống đánh số", default=(), example="1.")
    total: Text | None = labelled("Dòng tổng", default=None, example="Tổng số:")

    def __post_init__(self) -> None:
        kinds = ("section", "ordinals", "total") if self.total else ("section", "cells", "ordinals", "total")
        _require_one(self, kinds, "mỗi dòng của bảng chỉ thuộc một loại")


class Table(Part):
    columns: tuple[Column, ...] = labelled("Các cột", min_length=1)
    number_row: YesNo = labelled("Dòng đánh số cột", default=False)
    row_height: Count = labelled("Dòng trống cao (mm)", default=8)
    rows: tuple[TableRow, ...] = labelled("Các dòng", min_length=1)

    def __post_init__(self) -> None:
        count = sum(1 for _ in leaf_columns(self.columns))
        for row in self.rows:
            if len(row.cells) > count:
                raise WrongValueError(
                    "bad-row", f"dòng in sẵn có {len(row.cells)} ô, bảng chỉ có {count} cột", "bớt ô."
                )


class Block(Part):
    """Exactly one of the kinds of content that stand between the title and the signature."""

    heading: Text | None = labelled("Đề mục", default=None, hint=MARKUP_HINT)
    paragraph: Text | None = labelled("Đoạn văn", default=None, hint=MARKUP_HINT)
    items: tuple[Text, ...] = labelled("Gạch đầu dòng", default=(), hint=MARKUP_HINT)
    fill: Text | None = labelled("Dòng để điền", default=None, example="Tên mô hình")
    lines: Count = labelled("Số dòng để điền", default=1)
    choose: Text | None = labelled("Mục chọn", default=None, example="Lĩnh vực")
    options: tuple[Text, ...] = labelled("Các lựa chọn", default=())
    holds: Holds | None = labelled("Nghĩa của mục", default=None, hint=_HOLDS_HINT)
    means: tuple[Text, ...] = labelled("Nghĩa của từng lựa chọn", default=(), hint=_MEANS_HINT)
    table: Table | None = labelled("Bảng", default=None)

    def __post_init__(self) -> None:
        kinds = ("heading", "paragraph", "items", "fill", "choose", "table")
        _require_one(self, kinds, "mỗi khối của biểu mẫu chỉ thuộc một loại")
        if bool(self.choose) != bool(self.options):
            raise WrongValueError("bad-block", "mục chọn cần cả choose và options", "ghi tên mục và các lựa chọn.")
        if self.means and len(self.means) != len(self.options):
            raise WrongValueError("bad-block", "means cần đủ một giá trị cho mỗi lựa chọn", "ghi đúng số và thứ tự.")


class Letterhead(Part):
    """The two columns on top; the right one (national or Party name) follows from the system."""

    superior: Text | None = labelled("Cơ quan cấp trên", default=None)
    body: Text = labelled("Đơn vị lập biểu", example="ĐƠN VỊ…...........")
    number: Text | None = labelled("Số, ký hiệu", default=None, example="Số      -KH/…")
    place: Text = labelled("Nơi và ngày", example="Thủy Nguyên, ngày     tháng    năm 2026")


class Signature(Part):
    title: Text = labelled("Ai ký", example="T/M BAN THƯỜNG VỤ")
    note: Text | None = labelled("Cách ký", default=None, example="(Ký, đóng dấu)")


class Example(Part):
    """A filled row that the document prints as an example; shown on the web page, never on the blank form."""

    section: Text | None = labelled("Thuộc phần", default=None)
    cells: tuple[str, ...] = labelled("Các ô", hint='đủ số cột; ô trống ghi ""')


_STARTER_BLOCKS = [
    {"fill": "Tên đơn vị"},
    {
        "table": {
            "columns": [
                {"title": "TT", "width": 10, "entry": "ordinal"},
                {"title": "Tên mô hình", "width": 80},
                {"title": "Chủ thể thực hiện", "width": 60},
            ],
            "rows": [{"ordinals": ["1", "2", "3"]}],
        }
    },
]


# No .odt, .ods: of the libraries odfpy rests and odfdo leaves heads, lists and protection to XML, which would be two
# more renderers of our own. LibreOffice makes both of these files without a loss, as the tests show.
# The files a blank form can be, and what people call them; everywhere in this order.
FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}
# The ending of the picture that shows what a form looks like; it lies beside the files.
PICTURE = "webp"


class Form(Record, folder="forms", label="Biểu mẫu"):
    campaign: CampaignRef = labelled("Kế hoạch")
    number: Text | None = labelled("Số mẫu", default=None, example="Mẫu số 01")
    number_printed: YesNo = labelled("In số mẫu trên giấy", default=True, hint="false nếu bản gốc không in")
    title: Text = labelled("Tên biểu mẫu", max_length=160)
    status: FormStatus = labelled("Nguồn gốc")
    tasks: tuple[Task, ...] = labelled("Dùng để", min_length=1)
    summary: Text = labelled("Nói gọn", hint="một câu: dùng làm gì")
    sender: Text = labelled("Ai gửi")
    recipient: Text = labelled("Gửi ai")
    due: Text | None = labelled("Hạn", default=None, hint="như văn bản in", example="trước ngày 05/02/2026")
    deadline: Id | None = labelled("Mã hạn trong kế hoạch", default=None)
    attachments: tuple[Text, ...] = labelled("Kèm gì", default=())
    how_to_fill: tuple[Text, ...] = labelled("Cách điền", default=())
    issued_by: Text | None = labelled("Ai ban hành", default=None, hint="bắt buộc với mẫu văn bản chỉ nêu tên")
    note: Text | None = labelled("Ghi chú ở chân trang", default=None, hint="bắt buộc với mẫu dựng lại")
    version: Text = labelled("Phiên bản", default="2026-1")
    superseded_by: FormRef | None = labelled(
        "Đã thay bằng", default=None, hint="mã của mẫu mới; trang mẫu cũ sẽ dẫn sang mẫu ấy"
    )
    source: Text = labelled("Nguồn", hint=SOURCE_HINT)
    system: IssuerKind | None = labelled("Thể thức", default=None, hint="để trống: theo cơ quan ban hành kế hoạch")
    orientation: Orientation = labelled("Khổ giấy", default=Orientation.PORTRAIT)
    letterhead: Letterhead | None = labelled("Phần đầu", default=None)
    kind: tuple[Text, ...] = labelled("Tên loại", default=(), example="DANH SÁCH")
    subject: tuple[Text, ...] = labelled("Trích yếu", default=())
    rule: YesNo = labelled("Vạch dưới trích yếu", default=True)
    addressee: Text | None = labelled("Kính gửi", default=None, hint=MARKUP_HINT)
    blocks: tuple[Block, ...] = labelled(
        "Nội dung",
        default=(),
        starter=True,
        hint="các khối heading, paragraph, items, fill, choose, table theo thứ tự trên giấy",
        example=_STARTER_BLOCKS,
    )
    recipients: tuple[Text, ...] = labelled("Nơi nhận", default=())
    signatures: tuple[Signature, ...] = labelled("Phần ký", default=())
    footnotes: tuple[Text, ...] = labelled("Chú thích", default=())
    examples: tuple[Example, ...] = labelled("Ví dụ đã điền", default=())
    examples_note: Text | None = labelled("Lưu ý về ví dụ", default=None)
    sample: YesNo = labelled("Dữ liệu mẫu", default=False)
    aliases: tuple[Id, ...] = labelled("Mã cũ", default=(), hint="giữ cho địa chỉ cũ còn mở được")

    @property
    def full_title(self) -> str:
        """As people name it: "Mẫu 1: Tổng hợp đăng ký…"."""
        return f"{self.number}: {self.title}" if self.number else self.title

    @property
    def has_paper(self) -> bool:
        """Whether there is a blank form to download."""
        return self.status is not FormStatus.NAMED_ONLY

    @property
    def is_current(self) -> bool:
        """Whether no newer form took its place."""
        return self.superseded_by is None

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats it is offered in: none when it is only named, no sheet when it has nothing to fill in."""
        if not self.has_paper:
            return ()
        is_filled_in = any(block.table or block.fill or block.choose for block in self.blocks)
        return tuple(one for one in FORMATS if is_filled_in or one != "xlsx")

    def __post_init__(self) -> None:
        self._check_paper()
        self._check_footnotes()
        self._check_examples()

    def _check_paper(self) -> None:
        if self.has_paper != bool(self.blocks):
            raise WrongValueError(
                "bad-form", "mẫu chỉ nêu tên không có nội dung; mẫu khác phải có", "xem lại status, blocks."
            )
        if self.status is FormStatus.NAMED_ONLY and self.issued_by is None:
            raise WrongValueError("bad-form", "mẫu chỉ nêu tên cần ghi ai ban hành", "thêm mục issued_by.")
        if self.status is FormStatus.RECONSTRUCTED and self.note is None:
            raise WrongValueError("bad-form", "mẫu dựng lại phải tự nói rõ trên giấy", "thêm mục note.")

    def _check_footnotes(self) -> None:
        marks = sorted(int(mark) for text in _marked_texts(self) for mark in FOOTNOTE_MARK.findall(text))
        if marks != list(range(1, len(self.footnotes) + 1)):
            found = ", ".join(map(str, marks)) or "không có"
            raise WrongValueError(
                "bad-footnote",
                f"có {len(self.footnotes)} chú thích nhưng các dấu trong mẫu là: {found}",
                "mỗi chú thích đặt đúng một dấu, đánh số từ 1: [^1], [^2]…",
            )

    def _check_examples(self) -> None:
        counts = {len(list(leaf_columns(block.table.columns))) for block in self.blocks if block.table}
        for example in self.examples:
            if len(example.cells) not in counts:
                raise WrongValueError(
                    "bad-example", f"ví dụ có {len(example.cells)} ô, không khớp bảng nào", "ghi đủ số ô."
                )


def leaf_columns(columns: tuple[Column, ...]) -> Iterator[Column]:
    """The columns that hold cells, left to right."""
    for column in columns:
        yield from leaf_columns(column.children) if column.children else (column,)


def _column_texts(columns: tuple[Column, ...]) -> Iterator[str]:
    for column in columns:
        yield column.title
        yield from [column.note] if column.note else []
        yield from _column_texts(column.children)


def _marked_texts(form: Form) -> Iterator[str]:
    """Every text of the form in which a footnote mark may stand."""
    for block in form.blocks:
        yield from (text for text in (block.heading, block.paragraph, block.fill, block.choose) if text)
        yield from block.items
        if block.table:
            yield from _column_texts(block.table.columns)
            for row in block.table.rows:
                yield from (text for text in (row.section, row.total, *row.cells) if text)
