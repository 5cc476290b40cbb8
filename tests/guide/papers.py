"""The files that people send to the office, as the guides show them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.filling import RECORDS, Entry, fill_table
from tests.manuscripts import Writer
from tests.pdfs import add_columns, add_page_number, add_text, new_letter

ROOT = Path(__file__).parents[2]
_FORM = RECORDS.forms["thuy-nguyen-mau-1"]

WAGON = Entry(
    "Xe cút kít gom rác ngõ hẹp",
    "Chi hội Nông dân khu Đông",
    "collective",
    "new",
    "van-hoa-xa-hoi",
    "11/11 ngõ hẹp có xe gom",
)
SEEDS = Entry(
    "Góc hạt giống của bà Mẫu",
    "Bà Nguyễn Thị Mẫu",
    "individual",
    "continued",
    "kinh-te",
    "Từ 20 lên 60 hộ đổi hạt giống",
)
SEEDS_AGAIN = replace(SEEDS, expected="Từ 20 lên 80 hộ đổi hạt giống")
LAMPS = Entry(
    "Đèn sáng cổng làng",
    "Chi hội Nông dân khu Nam",
    "collective",
    "replicated",
    "quoc-phong-an-ninh",
    "34/34 cột có đèn sáng",
)


def write_register(path: Path, *entries: Entry) -> None:
    """Mẫu 1 of Thủy Nguyên in Excel, filled by the farmers' association."""
    path.write_bytes(fill_table(_FORM, RECORDS.campaigns[_FORM.campaign], "xlsx", entries))


def unmarked(entry: Entry) -> Entry:
    """The same where nobody ticked whether it is of a collective or of one person."""
    return replace(entry, subject="")


_STORY = {
    "Nhân vật": "Chị Hoàng Thị Mai, 38 tuổi, làm hộ tịch ở phường Sen Hồng. Mười sáu năm ngồi một ô cửa, chị thuộc mặt "
    "gần hết người trong phường, trừ những người không bao giờ ra được đến đây.",
    "Bối cảnh và vấn đề": "Trợ cấp cho người nằm một chỗ cần chữ ký của chính người ấy. Nhiều nhà có người ốm lâu năm "
    "mà hồ sơ để trống, vì không ai cõng được người bệnh ra phường.",
    "Cách làm": "Chị Mai đổi ca trưa thứ Hai lấy chiều thứ Năm. Chiều ấy chị mang máy quét, con dấu và một tập giấy "
    "đến từng nhà, đọc to từng dòng cho người bệnh nghe rồi mới đưa bút.",
    "Kết quả": "Sau gần ba tháng, chị đã đến 61 nhà; 39 người đủ giấy tờ nhận trợ cấp.",
}


def write_story(path: Path) -> None:
    """A story in Word in which the last part and the words for a photo are missing."""
    writer = Writer()
    writer.line("Chiều thứ Năm của chị Mai", bold=True, size=20, centred=True)
    writer.line("Người không đi được đến phường thì phường đi đến nhà, mỗi tuần một buổi chiều.", bold=True)
    for number, (heading, text) in enumerate(_STORY.items(), start=1):
        writer.line(f"{number}. {heading}", bold=True, size=14)
        writer.line(text)
        if number == 1:
            writer.photo((ROOT / "content/anh/mot-cua-than-thien.jpg").read_bytes())
            writer.line("Ô cửa hộ tịch một sáng thứ Hai. Ảnh: Ban Biên tập", italic=True, centred=True)
    writer.line("Bài: Lê Văn Mẫu", bold=True).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    writer.save(path)


def fill_story(page: str) -> str:
    """The imported page with its two gaps filled in: what the photo shows, and part 5."""
    page = page.replace("(điền mô tả ảnh)", "Chị Hoàng Thị Mai hỏi chuyện một bà cụ trước ô cửa số 1")
    return re.sub(
        r"\(điền: [^)]*\)", "Đến nhà khi người ta không đến được: phường nào có một buổi chiều cũng làm được.", page
    )


def write_plan(path: Path) -> None:
    """A plan of an invented ward, in Word, with what such plans have in them: gaps, targets, days, a form."""
    document = new_letter()
    add_columns(document, ("ĐẢNG BỘ THÀNH PHỐ MẪU", "ĐẢNG ỦY PHƯỜNG BẾN MÂY", "*", "Số      -KH/ĐU"),
                ("ĐẢNG CỘNG SẢN VIỆT NAM", "", "", "Bến Mây, ngày 12 tháng 01 năm 2027"))  # fmt: skip
    for line in ("**KẾ HOẠCH**", "**Thực hiện phong trào thi đua “Dân vận khéo” năm 2027**"):
        add_text(document, line, centred=True)
    for line in (
        "**I. MỤC TIÊU**",
        "Năm 2027 toàn phường có ít nhất 12 mô hình được công nhận; 100% tổ dân phố có mô hình.",
        "**II. LĨNH VỰC**",
        "1. Lĩnh vực kinh tế: giúp nhau làm ăn, buôn bán văn minh.",
        "2. Lĩnh vực văn hóa - xã hội: môi trường khu dân cư, khuyến học.",
        "**III. TỔ CHỨC THỰC HIỆN**",
        "1. Các chi bộ, đoàn thể đăng ký theo Mẫu 1, gửi Đảng ủy (qua Ban Xây dựng Đảng) trước ngày 15/02/2027.",
        "2. Báo cáo kết quả năm trước ngày 31/11/2027, thời gian còn lại theo mục V.",
    ):
        add_text(document, line)
    add_columns(document, ("Nơi nhận:", "- Các chi bộ,", "- Lưu Văn phòng."), ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"))
    add_page_number(document)
    document.save(str(path))


def write_dossier(folder: Path) -> None:
    """Papers as they lie in ho-so/<model>/: two of those that the plan asks for."""
    folder.mkdir(parents=True)
    for name, text in (("1 To trinh.docx", "Tờ trình đề nghị công nhận (mẫu)"), ("2 Bao cao.docx", "Báo cáo (mẫu)")):
        document = docx.Document()
        document.add_paragraph(text)
        document.save(str(folder / name))
