"""The blank forms: what a definition may say, and what the Word, PDF and Excel files hold."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from generator.outputs.forms import draw, header_grid
from generator.outputs.forms.layout import lay_out_table
from generator.outputs.forms.rules import PARTY, Style
from generator.outputs.forms.text import count_lines, font_folder, plain, read_line, text_width, widest_word
from generator.problems import Problem
from generator.records.campaign import Campaign, IssuerKind
from generator.records.form import Column, Form, FormStatus, leaf_columns
from generator.records.reading import read_record
from generator.records.values import take_values
from generator.sources.yaml import read_yaml

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

OWN = """\
campaign: sen-hong
number: Mẫu A
title: Sổ theo dõi
status: official
tasks:
  - report
summary: Một mẫu nhỏ để thử.
sender: Tổ dân phố
recipient: Phường Sen Hồng
source: mục I
letterhead:
  superior: ỦY BAN NHÂN DÂN PHƯỜNG SEN HỒNG
  body: TỔ DÂN PHỐ SỐ 5
  place: "Sen Hồng, ngày     tháng    năm 2026"
kind:
  - SỔ THEO DÕI
subject:
  - Việc làm của tổ
blocks:
  - paragraph: "- 1. Dòng này không phải gạch đầu dòng; # cũng không phải đề mục, $x$ không phải công thức."
  - heading: "**Phần một**"
  - items:
      - Việc thứ nhất.
  - fill: Tên mô hình
    lines: 2
  - choose: Loại
    options:
      - Mới
      - Cũ
  - table:
      columns:
        - title: TT
          width: 12
          entry: ordinal
        - title: Số mô hình[^1]
          children:
            - title: Mới
              width: 30
              entry: number
            - title: Nhân rộng
              note: (nếu có)
              width: 30
              entry: number
        - title: Đạt
          width: 15
          entry: tick
        - title: Ghi chú
          width: 80
      number_row: true
      rows:
        - section: I. Khu phố
        - ordinals:
            - 1.
            - 2.
        - cells:
            - II
          group: true
        - cells:
            - "1"
            - "4"
        - total: "Cộng:"
signatures:
  - title: TỔ TRƯỞNG
    note: (Ký, ghi rõ họ tên)
footnotes:
  - Tính đến ngày *báo cáo*.
"""


def make_campaign(kind: IssuerKind = IssuerKind.PARTY) -> Campaign:
    campaign = take_values(
        Campaign,
        {
            "id": "sen-hong",
            "title": "Kế hoạch thi đua",
            "short_title": "Sen Hồng",
            "locality": "phường Sen Hồng",
            "issuer": "Đảng ủy phường",
            "issuer_kind": kind,
            "summary": "Để thử.",
            "document": {"kind": "Kế hoạch", "subject": "thi đua", "source": "dòng 1"},
            "period": {"start": "2026-01-01", "end": "2026-12-31"},
            "fields": [],
        },
    )
    assert campaign is not None
    return campaign


def read_form(text: str, form_id: str = "mau-thu") -> tuple[Form | None, list[Problem]]:
    node, problems = read_yaml(text, f"data/forms/{form_id}.yml")
    assert node is not None, problems
    form, found = read_record(Form, node, form_id)
    return form, [*problems, *found]


def load_form(path: Path) -> Form:
    form, problems = read_form(path.read_text(encoding="utf-8"), path.stem)
    assert form is not None, problems
    return form


def own_form() -> Form:
    form, problems = read_form(OWN)
    assert form is not None, problems
    return form


FORMS = {path.stem: load_form(path) for path in sorted((ROOT / "data" / "forms").glob("*.yml"))}
PAPERS = [form for form in FORMS.values() if form.has_paper]
OFFICIAL = [form for form in PAPERS if form.status is FormStatus.OFFICIAL]
RECONSTRUCTED = [form for form in PAPERS if form.status is FormStatus.RECONSTRUCTED]
FILES = [pytest.param(form, suffix, id=f"{form.id}.{suffix}") for form in PAPERS for suffix in form.formats]


def squeeze(text: str) -> str:
    """The text without blanks: a PDF breaks lines, a sheet does not. PDF text marks a hyphen at a line's end."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-").replace("\x02", "-"))


def text_of(content: bytes, suffix: str) -> str:
    return {"docx": _docx_text, "pdf": _pdf_text, "xlsx": _xlsx_text}[suffix](content)


def _docx_text(content: bytes) -> str:
    """All text of the body, headers, footers and footnotes; content controls included, which python-docx drops."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.match(r"word/(document|foot|header)", name)]
        trees = [etree.fromstring(archive.read(name)) for name in names if name.endswith(".xml")]
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for tree in trees for p in tree.iter(f"{W}p"))


def _pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _xlsx_text(content: bytes) -> str:
    return "\n".join(str(cell.value) for row in sheet_of(content).iter_rows() for cell in row if cell.value is not None)


def sheet_of(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def document_of(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def printed_texts(form: Form) -> Iterator[str]:
    """Every text that the definition prints on the blank form."""
    head = form.letterhead
    if head:
        yield from filter(None, (head.superior, head.body, head.number, head.place))
    yield from (*form.kind, *form.subject, *form.recipients, *form.footnotes)
    yield from filter(None, (form.addressee, form.note, form.number if form.number_printed else None))
    for signature in form.signatures:
        yield from filter(None, (signature.title, signature.note))
    for block in form.blocks:
        yield from filter(None, (block.heading, block.paragraph, block.fill, block.choose))
        yield from (*block.items, *block.options)
        for row in block.table.rows if block.table else ():
            yield from filter(None, (row.section, row.total, *row.cells, *row.ordinals))
        yield from column_texts(block.table.columns if block.table else ())


def column_texts(columns: tuple[Column, ...]) -> Iterator[str]:
    for column in columns:
        yield column.title
        yield from filter(None, (column.note,))
        yield from column_texts(column.children)


def unmarked(text: str) -> str:
    """The text as a reader sees it, without footnote marks."""
    return plain(run for run in read_line(text, Style(12)) if not run.mark)


# What there is


def test_every_form_of_the_five_documents_has_a_record() -> None:
    wanted = {
        "thuy-nguyen-mau-1": "official",
        "thuy-nguyen-mau-2": "official",
        "viet-hung-mau-01": "official",
        "viet-hung-mau-02": "official",
        "viet-hung-mau-03": "official",
        "viet-hung-de-cuong": "official",
        "do-son-mau-3": "reconstructed",
        "do-son-mau-4": "reconstructed",
        "do-son-phu-luc-01": "named-only",
        "do-son-phu-luc-02": "named-only",
        "do-son-phu-luc-ii": "named-only",
        "xa-hai-phong-phu-luc-01": "named-only",
        "xa-hai-phong-phu-luc-02": "named-only",
    }
    # A form added later needs no line here.
    assert {form_id: str(FORMS[form_id].status) for form_id in wanted} == wanted


def test_story_outline_has_no_sheet_and_a_named_form_no_file() -> None:
    assert FORMS["viet-hung-de-cuong"].formats == ("docx", "pdf")
    assert FORMS["do-son-phu-luc-01"].formats == ()
    assert FORMS["thuy-nguyen-mau-1"].formats == ("docx", "pdf", "xlsx")


@pytest.mark.parametrize(
    ("form_id", "titles"),
    [
        (
            "thuy-nguyen-mau-1",
            [
                "Stt", "Chủ thể thực hiện", "Mô hình tập thể", "Mô hình cá nhân", "Tên mô hình",
                "Mô hình đăng ký mới năm 2026", "Mô hình có từ trước", "Mô hình nhân rộng", "Dự kiến kết quả cần đạt",
            ],
        ),
        (
            "thuy-nguyen-mau-2",
            [
                "Stt", "Đơn vị", "Mô hình có từ trước tiếp tục duy trì với chỉ tiêu, mục tiêu cao hơn",
                "Mô hình mới triển khai trong năm", "Số mô hình được công nhận mô hình cấp xã và tương đương",
                "Giới thiệu 01 điển hình DVK tiêu biểu", "Khó khăn, vướng mắc", "Đề xuất kiến nghị",
            ],
        ),
        (
            "viet-hung-mau-01",
            [
                "TT", "Tên tập thể/cá nhân thực hiện", "*Lĩnh vực kinh tế*", "*Lĩnh vực văn hóa – xã hội*",
                "*Lĩnh vực an ninh quốc phòng*", "*Lĩnh vực xây dựng hệ thống chính trị*",
            ],
        ),
        (
            "viet-hung-mau-02",
            [
                "TT", "Cấp đăng ký thực hiện", "Số lượng tập thể đăng ký thực hiện",
                "Số lượng mô hình được đăng ký thực hiện", "Số lượng cá nhân đăng ký thực hiện",
                "Số lượng mô hình được đăng ký thực hiện",
            ],
        ),
        (
            "viet-hung-mau-03",
            ["TT", "Tên tập thể/ cá nhân", "Tên mô hình", "Lĩnh vực thực hiện", "Tóm tắt thành tích nổi bật [^1]"],
        ),
    ],
)  # fmt: skip
def test_columns_are_those_of_the_document_in_its_order(form_id: str, titles: list[str]) -> None:
    (table,) = (block.table for block in FORMS[form_id].blocks if block.table)
    assert [column.title for column in leaf_columns(table.columns)] == titles


SEED_OF = {"thuy-nguyen": "001_8af0ac098c916947.txt", "viet-hung": "004_5e2113d101742d8e.txt"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="cần các văn bản gốc ở ../shared/seeds")
@pytest.mark.parametrize("form", OFFICIAL, ids=lambda form: form.id)
def test_every_printed_word_of_an_official_form_stands_in_its_document(form: Form) -> None:
    seed = next(name for prefix, name in SEED_OF.items() if form.id.startswith(prefix))
    source = re.sub(r"</?(i|b|sup)>|[*\\]", "", (SEEDS / seed).read_text(encoding="utf-8"))
    words = set(re.findall(r"\w+", source))
    printed = set(re.findall(r"\w+", " ".join(unmarked(text) for text in printed_texts(form))))
    assert printed - words == set()


# What the files hold


@pytest.mark.parametrize(("form", "suffix"), FILES)
def test_file_holds_every_text_of_the_definition(form: Form, suffix: str) -> None:
    held = squeeze(text_of(draw(form, suffix, campaign=make_campaign()), suffix))
    missing = [text for text in printed_texts(form) if squeeze(unmarked(text)) not in held]
    assert missing == []


@pytest.mark.parametrize(("form", "suffix"), FILES)
def test_same_form_gives_the_same_bytes(form: Form, suffix: str) -> None:
    first, second = (draw(form, suffix, campaign=make_campaign()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_letterhead_follows_the_system_of_the_campaign(suffix: str) -> None:
    party = squeeze(text_of(draw(own_form(), suffix, campaign=make_campaign()), suffix))
    state = squeeze(text_of(draw(own_form(), suffix, campaign=make_campaign(IssuerKind.STATE)), suffix))
    assert "ĐẢNGCỘNGSẢNVIỆTNAM" in party
    assert "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM" not in party
    assert "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAMĐộclập-Tựdo-Hạnhphúc" in state or suffix == "xlsx"
    assert "Độclập-Tựdo-Hạnhphúc" in state
    assert "-----" in party
    assert "-----" not in state


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_form_needs_no_title(suffix: str) -> None:
    form, _ = read_form(OWN.replace("kind:\n  - SỔ THEO DÕI\nsubject:\n  - Việc làm của tổ\n", ""))
    assert form is not None
    assert "Phầnmột" in squeeze(text_of(draw(form, suffix, campaign=make_campaign()), suffix))


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_own_system_of_a_form_goes_before_the_campaigns(suffix: str) -> None:
    form, _ = read_form(OWN.replace("source: mục I", "source: mục I\nsystem: state"))
    assert form is not None
    assert "Độclập" in squeeze(text_of(draw(form, suffix, campaign=make_campaign()), suffix))


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_characters_of_other_languages_stay_text(suffix: str) -> None:
    held = squeeze(text_of(draw(own_form(), suffix, campaign=make_campaign()), suffix))
    odd = "- 1. Dòng này không phải gạch đầu dòng; # cũng không phải đề mục, $x$ không phải công thức."
    assert squeeze(odd) in held


@pytest.mark.parametrize("form", RECONSTRUCTED, ids=lambda form: form.id)
@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_reconstructed_form_says_so_on_the_paper(form: Form, suffix: str) -> None:
    assert "cổngthôngtindựnglại" in squeeze(text_of(draw(form, suffix, campaign=make_campaign()), suffix))


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_no_word_of_a_head_is_wider_than_its_column(form: Form) -> None:
    paper_width = 252 if form.orientation == "landscape" else 165
    for table in (block.table for block in form.blocks if block.table):
        layout = lay_out_table(table, PARTY.table, paper_width)
        assert sum(layout.widths) == pytest.approx(paper_width, abs=0.1)
        for cell in (cell for row in layout.header for cell in row):
            room = sum(layout.widths[cell.column : cell.column + cell.colspan]) - 2 * PARTY.cell_margin
            assert max(widest_word(cell.title, font_folder()), widest_word(cell.note, font_folder())) <= room


# Heads


def test_head_of_mau_2_is_one_group_over_two_of_eight_columns() -> None:
    (table,) = (block.table for block in FORMS["thuy-nguyen-mau-2"].blocks if block.table)
    top, below = header_grid(table.columns, PARTY.table)
    assert [(plain(cell.title), cell.column, cell.colspan, cell.rowspan) for cell in top] == [
        ("Stt", 0, 1, 2),
        ("Đơn vị", 1, 1, 2),
        ("Tổng số mô hình1", 2, 2, 1),
        ("Số mô hình được công nhận mô hình cấp xã và tương đương", 4, 1, 2),
        ("Giới thiệu 01 điển hình DVK tiêu biểu", 5, 1, 2),
        ("Khó khăn, vướng mắc", 6, 1, 2),
        ("Đề xuất kiến nghị", 7, 1, 2),
    ]
    assert [(cell.column, cell.row, cell.colspan, cell.rowspan) for cell in below] == [(2, 1, 1, 1), (3, 1, 1, 1)]


def test_word_table_has_merged_repeating_head_and_rows_that_stay_whole() -> None:
    body = document_of(draw(own_form(), "docx", campaign=make_campaign()))
    table = next(table for table in body.iter(f"{W}tbl") if table.find(f".//{W}tblHeader") is not None)
    rows = table.findall(f"{W}tr")
    spans = [span.get(f"{W}val") for span in rows[0].iter(f"{W}gridSpan")]
    downwards = [merge.get(f"{W}val") for merge in rows[0].iter(f"{W}vMerge")]
    assert spans == ["2"]
    assert downwards == ["restart"] * 3
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True] * 3 + [False] * (len(rows) - 3)
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


def test_word_footnote_is_a_real_one() -> None:
    content = draw(own_form(), "docx", campaign=make_campaign())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    body = document_of(content)
    (mark,) = body.iter(f"{W}footnoteReference")
    (note,) = (note for note in notes if note.get(f"{W}id") == mark.get(f"{W}id"))
    assert "".join(text.text or "" for text in note.iter(f"{W}t")).strip() == "Tính đến ngày báo cáo."


def test_sheet_merges_the_head_as_the_definition_does() -> None:
    sheet = sheet_of(draw(own_form(), "xlsx", campaign=make_campaign()))
    (group,) = (cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("Số mô hình"))
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert f"B{group.row}:C{group.row}" in merged
    assert f"A{group.row}:A{group.row + 1}" in merged
    assert sheet.print_title_rows == f"${group.row}:${group.row + 2}"


def test_sheet_adds_up_totals_and_groups() -> None:
    sheet = sheet_of(draw(own_form(), "xlsx", campaign=make_campaign()))
    formulas = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    (first,) = (cell.row for row in sheet.iter_rows() for cell in row if cell.value == "I. Khu phố")
    blank, group, printed, total = f"B{first + 1}:B{first + 2}", first + 3, first + 4, first + 5
    assert formulas[f"B{group}"] == f"=SUM(B{printed})"
    assert formulas[f"B{total}"] == f"=SUM({blank},B{printed})"
    assert set(formulas) == {f"{column}{row}" for column in "BC" for row in (group, total)}


def test_sheet_offers_a_tick_and_expects_a_count() -> None:
    sheet = sheet_of(draw(own_form(), "xlsx", campaign=make_campaign()))
    rules = {(rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert rules == {("list", '"x"'), ("whole", "0")}


# Paper


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_paper_is_a4_the_way_the_definition_says(form: Form) -> None:
    wide = form.orientation == "landscape"
    section = next(document_of(draw(form, "docx", campaign=make_campaign())).iter(f"{W}pgSz"))
    assert (section.get(f"{W}orient") == "landscape") is wide
    width, height = pypdfium2.PdfDocument(draw(form, "pdf", campaign=make_campaign()))[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == ((297, 210) if wide else (210, 297))
    if "xlsx" in form.formats:
        sheet = sheet_of(draw(form, "xlsx", campaign=make_campaign()))
        assert (sheet.page_setup.orientation == "landscape") is wide
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize(
    ("form_id", "pages"),
    [
        ("thuy-nguyen-mau-1", 2),
        ("thuy-nguyen-mau-2", 1),
        ("viet-hung-mau-01", 1),
        ("viet-hung-mau-02", 1),
        ("viet-hung-mau-03", 1),
    ],
)
def test_signature_does_not_fall_onto_a_page_of_its_own(form_id: str, pages: int) -> None:
    document = pypdfium2.PdfDocument(draw(FORMS[form_id], "pdf", campaign=make_campaign()))
    assert len(document) == pages
    assert "(Ký" in document[pages - 1].get_textpage().get_text_bounded()


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_pdf_is_tagged_vietnamese_with_embedded_tinos(form: Form) -> None:
    content = draw(form, "pdf", campaign=make_campaign())
    assert b"/Lang(vi" in content.replace(b"/Lang (", b"/Lang(")
    assert b"/StructTreeRoot" in content
    # Every font descriptor points at a font file inside.
    names = re.findall(rb"/FontName\s*/([A-Z]{6}\+[\w-]+)", content)
    assert names
    assert all(b"Tinos" in name for name in names)
    assert len(re.findall(rb"/FontFile[23]", content)) == len(names)
    assert pypdfium2.PdfDocument(content).get_metadata_value("Title") == (
        f"{form.number}. {form.title}" if form.number else form.title
    )


def test_word_and_sheet_tell_form_and_version() -> None:
    form = own_form()
    with zipfile.ZipFile(io.BytesIO(draw(form, "docx", campaign=make_campaign()))) as archive:
        about = archive.read("docProps/core.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert "<dc:identifier>mau-thu</dc:identifier>" in about
    assert "<cp:version>2026-1</cp:version>" in about
    assert 'w:lang w:val="vi-VN"' in styles
    book = openpyxl.load_workbook(io.BytesIO(draw(form, "xlsx", campaign=make_campaign())))
    assert book.properties.title == "Mẫu A. Sổ theo dõi"


# Text


def test_markup_gives_runs_and_keeps_wide_gaps() -> None:
    runs = read_line("ngày    tháng **đậm** và *nghiêng*[^2]", Style(12))
    assert [(run.text, run.bold, run.italic, run.mark) for run in runs] == [
        ("ngày\u00a0\u00a0\u00a0\u00a0tháng ", False, False, 0),
        ("đậm", True, False, 0),
        (" và ", False, False, 0),
        ("nghiêng", False, True, 0),
        ("2", False, False, 2),
    ]


def test_lone_star_is_text() -> None:
    assert plain(read_line("* **Lưu ý:** hai điều", Style(12))) == "* Lưu ý: hai điều"


def test_lines_are_counted_from_the_width_of_the_letters() -> None:
    line = read_line("một hai ba", Style(12))
    width = text_width(line, font_folder())
    assert count_lines(line, width + 0.1, font_folder()) == 1
    assert count_lines(line, width - 0.1, font_folder()) == 2
    assert count_lines(line, 1, font_folder()) == 3


# Mistakes in a definition


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("[^1]", "", "bad-footnote", "có 1 chú thích"),
        ("  - fill: Tên mô hình", "  - fill: Tên mô hình\n    heading: Hai loại", "bad-block", "một loại"),
        ("        - section: I. Khu phố", "        - section: I\n          total: Cộng", "bad-block", "một loại"),
        ("    options:\n      - Mới\n      - Cũ\n", "", "bad-block", "options"),
        ("          width: 80\n", "", "bad-column", "độ rộng"),
        ("status: official", "status: named-only", "bad-form", "chỉ nêu tên"),
        ("status: official", "status: reconstructed", "bad-form", "dựng lại"),
        ('            - "4"\n', '            - "4"\n' + "            - a\n" * 4, "bad-row", "6 ô"),
        ("footnotes:", "examples:\n  - cells:\n      - a\nfootnotes:", "bad-example", "1 ô"),
    ],
    ids=["footnote", "block", "row-kind", "options", "width", "named-only", "reconstructed", "cells", "example"],
)
def test_mistake_in_a_definition_is_a_problem(old: str, new: str, code: str, said: str) -> None:
    assert old in OWN
    form, problems = read_form(OWN.replace(old, new, 1))
    assert form is None
    assert code in {problem.code for problem in problems}
    assert said in " ".join(problem.wrong for problem in problems)
    assert all(problem.fix for problem in problems)


# Forms and campaigns

CAMPAIGNS = ROOT / "data" / "campaigns"


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.due], ids=lambda form: form.id)
def test_due_date_is_the_one_that_the_campaign_prints(form: Form) -> None:
    path = CAMPAIGNS / f"{form.campaign}.yml"
    node, _ = read_yaml(path.read_text(encoding="utf-8"), str(path))
    assert node is not None
    campaign, problems = read_record(Campaign, node, form.campaign)
    assert campaign is not None, problems
    deadlines = [deadline for deadline in campaign.deadlines if form.id in deadline.forms]
    assert deadlines
    assert [deadline.printed for deadline in deadlines if deadline.printed not in (form.due or "")] == []
