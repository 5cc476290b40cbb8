"""Official documents in Word: numbers that Word sets, letterheads in tables, text boxes; and no word lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.importing import import_plan
from generator.markup import render_markdown
from generator.problems import has_errors
from generator.vietnamese import nfc
from tests.libreoffice import convert
from tests.portals import TODAY

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>"""
BODY = (
    (0, "MỤC ĐÍCH, YÊU CẦU"),
    (1, "Mục đích"),
    (None, "Phong trào được đưa vào từng tổ dân phố; tháng 5/2028 có ít nhất 10 mô hình."),
    (1, "Yêu cầu"),
    (2, "Mỗi chi bộ có một việc làm cụ thể."),
    (2, "Báo cáo trước ngày 15/6/2028 theo Mẫu 1."),
    (0, "TỔ CHỨC THỰC HIỆN"),
    (1, "Ban Xây dựng Đảng"),
    (None, "Theo dõi, đôn đốc, tổng hợp."),
)


def write_plan(path: Path) -> Path:
    """A plan of an invented ward with all that hides words in Word."""
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    for (row, column), text in {
        (0, 0): "ĐẢNG BỘ XÃ MÂY TRẮNG\nĐẢNG ỦY PHƯỜNG BẾN MÂY",
        (0, 1): "ĐẢNG CỘNG SẢN VIỆT NAM",
        (1, 0): "Số 12-KH/ĐU",
        (1, 1): "Bến Mây, ngày 10 tháng 01 năm 2028",
    }.items():
        lines = text.split("\n")
        head.cell(row, column).paragraphs[0].text = lines[0]
        for more in lines[1:]:
            head.cell(row, column).add_paragraph(more)
    for title in ("KẾ HOẠCH", "Triển khai phong trào thi đua “Dân vận khéo” năm 2028"):
        document.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = _add_numbering(document)
    for level, text in BODY:
        paragraph = document.add_paragraph(text)
        if level is not None:
            _number(paragraph, number, level)
    box = document.add_paragraph()
    box._p.append(_box("Lưu ý: gửi cả bản giấy."))
    _insert(document.add_paragraph("Kế hoạch này "), "được phổ biến tới chi bộ.", "bị bãi bỏ.")
    table = document.add_table(rows=3, cols=3)
    rows = (("TT", "Tên mô hình", "Ghi chú"), ("1", "Ngõ sạch", ""), ("2", "Vườn rau", "mới"))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Các chi bộ,\n- Lưu VP."
    foot.cell(0, 1).text = "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ"
    document.save(str(path))
    return path


def _add_numbering(document: Any) -> str:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    number = "91"
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/></w:num>'))
    return number


def _number(paragraph: Any, number: str, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def _box(text: str) -> Any:
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    shape = f'<v:shape style="width:200pt;height:40pt"><v:textbox>{inner}</v:textbox></v:shape>'
    return parse_xml(f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>{shape}</w:pict></w:r>')


def _insert(paragraph: Any, put_in: str, taken_out: str) -> None:
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>{put_in}</w:t></w:r></w:ins>"))
    gone = f"<w:del {nsdecls('w')}><w:r><w:delText>{taken_out}</w:delText></w:r></w:del>"
    paragraph._p.append(parse_xml(gone))


@pytest.fixture(params=["as written", "saved by LibreOffice"])
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = write_plan(tmp_path / "ke-hoach.docx")
    if request.param == "as written":
        return path
    return convert([path], tmp_path / "saved", "docx")[0]


def imported(path: Path, root: Path) -> tuple[str, list[str]]:
    """The page's Markdown and its headings."""
    root.mkdir(exist_ok=True)
    report = import_plan(path, root=root, today=TODAY, campaign="ben-may-2028")
    assert not has_errors(report.problems), [one.wrong for one in report.problems]
    return report.text, re.findall(r"^#+ (.*?)(?: *\{.*\})?$", report.text, re.MULTILINE)


def test_numbers_that_word_sets_are_counted_and_make_sections(plan: Path, tmp_path: Path) -> None:
    text, headings = imported(plan, tmp_path / "portal")
    plain = [re.sub(r"[*_\\]", "", one) for one in headings]
    assert [one for one in plain if re.match(r"[IV]+\.", one)] == ["I. MỤC ĐÍCH, YÊU CẦU", "II. TỔ CHỨC THỰC HIỆN"]
    # Numbering begins anew in the second section.
    assert [one for one in plain if re.match(r"\d\.", one)] == ["1. Mục đích", "2. Yêu cầu", "1. Ban Xây dựng Đảng"]
    assert re.search(r"a\) .*Mỗi chi bộ", text)
    assert re.search(r"b\) .*Báo cáo trước", text)


def test_a_letterhead_is_read_column_by_column(plan: Path, tmp_path: Path) -> None:
    words = " ".join(imported(plan, tmp_path / "portal")[0].split())
    places = [words.index(one) for one in (
        "ĐẢNG BỘ XÃ MÂY TRẮNG", "ĐẢNG ỦY PHƯỜNG BẾN MÂY", "Số 12-KH/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Bến Mây, ngày 10",
        "KẾ HOẠCH",
    )]  # fmt: skip
    assert places == sorted(places)


def test_tables_stay_tables_and_insertions_are_text(plan: Path, tmp_path: Path) -> None:
    html = render_markdown(imported(plan, tmp_path / "portal")[0])
    assert re.search(r"<td[^>]*>\s*Ngõ sạch", html)
    assert "được phổ biến tới chi bộ" in html
    assert "bãi bỏ" not in html
    assert "Lưu ý: gửi cả bản giấy" in html


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the five documents")
@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda one: one.stem[:3])
def test_no_word_of_the_five_documents_is_lost_in_word(seed: Path, tmp_path: Path) -> None:
    document = docx.Document()
    for line in nfc(seed.read_text(encoding="utf-8")).split("\n"):
        document.add_paragraph(re.sub(r"[*_\\#|\t]", " ", line))
    document.save(str(tmp_path / "van-ban.docx"))
    text, _ = imported(tmp_path / "van-ban.docx", tmp_path / "portal")
    seen = words_of(" ".join(node.text or "" for node in document.element.iter(qn("w:t"))))
    assert seen - words_of(re.sub(r"[*_\\]", "", text)) == Counter()


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", nfc(text)))
