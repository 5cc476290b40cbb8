"""Stories as people write them in Word; all people in them are invented."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Inches, Pt
from lxml import etree
from PIL import Image, ImageDraw

from generator.vietnamese import nfc

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NS = (
    f'xmlns:w="{W}" xmlns:mc="{_MC}" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
# Lists of two levels: 1. a) b) 2. a), and bullets.
COUNTED = (("decimal", "%1."), ("lowerLetter", "%2)"))
BULLETS = (("bullet", "•"), ("bullet", "–"))
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
HEADINGS = ("1. Nhân vật", "2. Bối cảnh và vấn đề", "3. Cách làm", "4. Kết quả", "5. Kinh nghiệm")
TEXTS = (
    "Cô Lê Thu Hà dạy tin học ở trường phường, ai trong ngõ mẫu cũng biết.",
    "Người già có điện thoại mà không dám bấm, sợ mất tiền.",
    "Cô Lê Thu Hà mở lớp buổi tối, mỗi buổi đúng một việc.",
    "Sau ba khóa, 31 người tự lấy được số khám bệnh.",
    "Ngồi cạnh, đừng cầm hộ: ai cũng làm theo được.",
)


INSERTED = (
    '<w:r><w:t xml:space="preserve">Chữ giữ lại </w:t></w:r><w:ins w:id="1" w:author="Mẫu"><w:r><w:t>chữ chèn</w:t>'
    '</w:r></w:ins><w:del w:id="2" w:author="Mẫu"><w:r><w:delText>chữ xóa</w:delText></w:r></w:del>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r>"
    "<w:sdt><w:sdtContent><w:r><w:t>, ô nội dung</w:t></w:r></w:sdtContent></w:sdt>"
)
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BOXED = "<w:txbxContent><w:p><w:r><w:t>Chữ trong hộp văn bản</w:t></w:r></w:p></w:txbxContent>"
# Word writes the same box twice, for new programs and for old ones.
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:extent cx='2000000' cy='900000'/>"
    f"<wp:docPr id='77' name='Hộp'/><a:graphic><a:graphicData uri='{_SHAPE}'><wps:wsp><wps:cNvSpPr txBox='1'/>"
    "<wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='2000000' cy='900000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>"
    f"</a:prstGeom></wps:spPr><wps:txbx>{_BOXED}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style='width:160pt;height:70pt'>"
    f"<v:textbox>{_BOXED}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:t xml:space="preserve">Xem </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
    'xml:space="preserve"> HYPERLINK "https://ben-may.example.vn/tin" </w:instrText></w:r><w:r><w:fldChar '
    'w:fldCharType="separate"/></w:r><w:r><w:t>trang tin mẫu</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def draw_photo(kind: str = "JPEG", size: tuple[int, int] = (1200, 900), *, turned: bool = False) -> bytes:
    """A photo with a red left half; `turned`: it lies on its side and says so, with the place where it was taken."""
    image = Image.new("RGB", size, "#2040c0")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="#d02020")
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
        exif[0x010F] = "Máy ảnh mẫu"
        exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, kind, **({"exif": exif} if turned else {}))
    return out.getvalue()


def put_photo(paragraph: Any, raw: bytes, words: str) -> None:
    paragraph.add_run().add_picture(io.BytesIO(raw), width=Inches(2))
    told = next(paragraph._p.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    told.set("descr", words)


class Writer:
    """A document that is written paragraph by paragraph."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self._notes: list[str] = []
        self._lists: list[tuple[tuple[str, str], ...]] = []

    def line(self, text: str, *, bold: bool = False, italic: bool = False, size: int = 0, centred: bool = False) -> Any:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        run.font.size = Pt(size) if size else None
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
        return paragraph

    def styled(self, text: str, style: str) -> Any:
        return self.document.add_paragraph(text, style=style)

    def p(self, inner: str) -> None:
        self.document.element.body.insert(-1, parse_xml(f"<w:p {_NS}>{inner}</w:p>"))

    def photo(self, raw: bytes, words: str = "") -> None:
        put_photo(self.document.add_paragraph(), raw, words)

    def table(self, *rows: tuple[str, ...]) -> Any:
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        return table

    def listed(self, text: str, level: int, kinds: tuple[tuple[str, str], ...] = COUNTED) -> None:
        """An item of the list of these kinds: a w:numFmt and a w:lvlText for each level."""
        number = 71 + self._lists.index(kinds) if kinds in self._lists else self._begin_list(kinds)
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        self.p(f"<w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r>")

    def _begin_list(self, kinds: tuple[tuple[str, str], ...]) -> int:
        self._lists.append(kinds)
        number = 70 + len(self._lists)
        numbering = self.document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl>'
            for at, (kind, shown) in enumerate(kinds)
        )
        numbering.insert(0, parse_xml(f'<w:abstractNum {_NS} w:abstractNumId="{number}">{levels}</w:abstractNum>'))
        xml = f'<w:num {_NS} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        numbering.append(parse_xml(xml))
        return number

    def note(self, number: int, text: str) -> None:
        """A footnote, named in a new paragraph with words before it."""
        self.p(f'<w:r><w:t>Chỗ có chú thích</w:t></w:r><w:r><w:footnoteReference w:id="{number}"/></w:r>')
        self._notes.append(f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>')

    def save(self, path: Path) -> Path:
        if self._notes:
            marks = "".join(
                f'<w:footnote w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'
                for number, name in ((-1, "separator"), (0, "continuationSeparator"))
            )
            xml = f"<w:footnotes {_NS}>{marks}{''.join(self._notes)}</w:footnotes>"
            part = Part(PackURI("/word/footnotes.xml"), _NOTES, xml.encode(), self.document.part.package)
            self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self.document.save(path)
        return path


def write_plain(writer: Writer, headings: tuple[str, ...] = HEADINGS, *, bold: bool = True) -> None:
    """Title, lead, five parts."""
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18, centred=True)
    writer.line("Ba mươi mốt học trò tóc bạc và một cô giáo không cầm máy hộ ai bao giờ.", bold=True)
    for heading, text in zip(headings, TEXTS, strict=True):
        writer.line(heading, bold=bold)
        writer.line(text)


def write_with_traps(writer: Writer) -> None:
    """All that a Word file may hide words in, within the parts of a story."""
    writer.line("ĐIỂN HÌNH PHƯỜNG MẪU", centred=True)
    writer.line("Lớp học buổi tối của cô Hà", bold=True, size=18, centred=True)
    writer.line("Ba mươi mốt học trò tóc bạc và một cô giáo không cầm máy hộ ai bao giờ.", bold=True)
    writer.photo(draw_photo(turned=True, size=(1600, 1000)), "Các cụ ngồi quanh bàn học")
    writer.line("Lớp học tối thứ Ba. Ảnh: Trần Thị Mẫu", italic=True, centred=True)
    writer.line("I. NHÂN VẬT", bold=True)
    writer.line(TEXTS[0])
    writer.p(INSERTED)
    writer.line("II. BỐI CẢNH THỰC TIỄN VÀ VẤN ĐỀ ĐẶT RA", bold=True)
    writer.line("1. Dòng có số gõ tay, *dấu sao*, _gạch_, [ngoặc], {nhọn}, <thẻ>, a|b, `mã` & #1")
    writer.line("- gạch đầu dòng gõ tay")
    writer.note(1, "Theo sổ ghi chép của tổ dân phố mẫu.")
    writer.line("III. CÁCH LÀM", bold=True)
    writer.line("Một dòng in đậm không phải đề mục", bold=True)
    for text in ("Mời trà đá", "Hỏi từng người"):
        writer.styled(text, "List Number")
    for text in ("Ngồi cạnh", "Không cầm hộ"):
        writer.styled(text, "List Bullet")
    writer.photo(draw_photo("PNG"))
    writer.styled("Ảnh 2: Em học sinh kèm bà cụ.", "Caption")
    writer.p(BOX)
    writer.p(FIELD)
    writer.line("IV. KẾT QUẢ", bold=True)
    writer.table(("Khóa", "Số người"), ("Khóa 1", "12 | 31"), ("Khóa 2", "29"))
    writer.line("Bảng do ban biên tập mẫu lập.")
    writer.line("V. KINH NGHIỆM", bold=True)
    writer.line(TEXTS[4])
    writer.line("Bài và ảnh: Nguyễn Văn Mẫu", bold=True).alignment = 2


def write_with_styles(writer: Writer) -> None:
    """The same story as Word's own styles, lists and tables make it; photos side by side in a table."""
    writer.styled("Lớp học buổi tối của cô Hà", "Title")
    writer.styled("Ba mươi mốt học trò tóc bạc và một cô giáo không cầm máy hộ ai bao giờ.", "Subtitle")
    for number, (heading, text) in enumerate(zip(HEADINGS, TEXTS, strict=True), start=1):
        writer.styled(heading.split(". ")[1], "Heading 1")
        writer.line(text)
        if number == 2:
            writer.styled("Một đề mục nhỏ", "Heading 2")
            for said, level in (("Người già", 0), ("sợ mất tiền", 1), ("Con cháu", 0)):
                writer.listed(said, level, BULLETS)
        if number == 3:
            table = writer.table(("", ""), ("Trước khi mở lớp", "Sau ba khóa. Ảnh: Nguyễn Văn Mẫu"))
            for cell, said in zip(table.rows[0].cells, ("Phòng máy trống", "Phòng máy kín chỗ"), strict=True):
                put_photo(cell.paragraphs[0], draw_photo(), said)
            for cell in table.rows[1].cells:
                cell.paragraphs[0].runs[0].italic = True
        if number == 4:
            table = writer.table(("Chung hai cột", ""), ("Một", "Hai"), ("", "Ba"))
            table.cell(0, 0).merge(table.cell(0, 1))
            table.cell(1, 0).merge(table.cell(2, 0))


def words_of(path: Path) -> list[str]:
    """The words that are seen in a Word file, by another way than the program's: deletions and twins cut out."""
    with ZipFile(path) as package:
        names = [one for one in ("word/document.xml", "word/footnotes.xml") if one in package.namelist()]
        roots = [etree.fromstring(package.read(name)) for name in names]
    return [word for root in roots for text in _lines(root) for word in text.split()]


def _lines(root: Any) -> Iterator[str]:
    root = deepcopy(root)
    for path in ("//w:del", "//w:moveFrom", "//mc:Fallback", "//w:r[w:rPr/w:vanish]"):
        for one in root.xpath(path, namespaces={"w": W, "mc": _MC}):
            one.getparent().remove(one)
    for paragraph in root.iter(f"{{{W}}}p"):
        own = paragraph.xpath(".//w:t[not(ancestor::w:txbxContent)] | .//w:tab | .//w:br", namespaces={"w": W})
        inside = bool(paragraph.xpath("ancestor::w:txbxContent", namespaces={"w": W}))
        if inside:
            own = paragraph.xpath(".//w:t | .//w:tab | .//w:br", namespaces={"w": W})
        yield nfc("".join(one.text or "" if one.tag == f"{{{W}}}t" else " " for one in own))
