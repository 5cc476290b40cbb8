"""PDF files for tests: letters put by hand where a test wants them, or Word documents that LibreOffice has set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.libreoffice import convert

# Points from the left and from the bottom, the text that begins there, and its size if it is not 12.
Placed = tuple[float, float, str] | tuple[float, float, str, int]


def make_pdf(
    pages: Sequence[Sequence[Placed]], *, font: str = "Helvetica", drawn: str = "", turned: bool = False
) -> bytes:
    """A PDF with the texts of each page in the order given; letters get their meaning from a table in the file.

    `turned`: the pages lie on their side in the file, and it says by how much to turn them.
    """
    letters = sorted({letter for page in pages for one in page for letter in one[2]} - {" "})
    assert len(letters) < 200
    # Code 32 is the blank; the others look like whatever Helvetica has there.
    codes = {" ": 32} | {letter: 33 + at for at, letter in enumerate(letters)}
    contents = [_content(page, codes, turned) + drawn for page in pages]
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /ToUnicode 4 0 R >>",
        stream(_meanings(codes)),
    ]
    for at, content in enumerate(contents):
        box = "[0 0 842 595] /Rotate 90" if turned else "[0 0 595 842]"
        page = f"/Parent 2 0 R /MediaBox {box} /Resources << /Font << /F 3 0 R >> >> /Contents {6 + 2 * at} 0 R"
        objects += [f"<< /Type /Page {page} >>", stream(content)]
    return assemble(objects)


def assemble(objects: Sequence[str], trailer: str = "") -> bytes:
    """A file of objects, numbered from 1; the first is the catalogue."""
    body, offsets = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        body
        + f"{end}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


def stream(text: str) -> str:
    """An object that holds a text."""
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _content(page: Sequence[Placed], codes: dict[str, int], turned: bool) -> str:
    shown = (
        f"BT /F {size[0] if size else 12} Tf {_matrix(x, y, turned)} Tm "
        f"<{''.join(f'{codes[letter]:02x}' for letter in text)}> Tj ET\n"
        for x, y, text, *size in page
    )
    return "".join(shown)


def _matrix(x: float, y: float, turned: bool) -> str:
    return f"0 1 -1 0 {842 - y} {x}" if turned else f"1 0 0 1 {x} {y}"


def _meanings(codes: dict[str, int]) -> str:
    rows = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    )


# --- documents of Word ----------------------------------------------------------------------------


def new_letter() -> Document:
    """A blank document as offices set them: A4, 14 points, the margins of a Party document."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "DejaVu Serif", Pt(13)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    return document


def add_text(document: Document, text: str, *, centred: bool = False) -> None:
    """A paragraph, its words between double stars in bold; set to both edges with a first line that is set in."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(0 if centred else 6)
    if not centred:
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    for at, part in enumerate(text.split("**")):
        paragraph.add_run(part).bold = at % 2 == 1


def add_columns(document: Document, left: Sequence[str], right: Sequence[str]) -> None:
    """Two columns side by side, as letterheads and signatures are set: a table without borders."""
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)


def add_table(document: Document, rows: Sequence[Sequence[str]], *, head: int = 1) -> None:
    """A table with borders; its first rows are repeated on every page that it reaches."""
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for row in table.rows[:head]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_page_number(document: Document, head: str = "") -> None:
    """The page's number in the middle of its head, below a line that every page repeats."""
    header = document.sections[0].header
    paragraph = header.paragraphs[0]
    if head:
        paragraph.text = head
        paragraph = header.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        paragraph.add_run()._r.append(element)


def set_as_pdf(folder: Path, documents: dict[str, Callable[[], Document]]) -> dict[str, Path]:
    """Shape: {name: path of its PDF}; LibreOffice is started once for all."""
    for name, make in documents.items():
        make().save(str(folder / f"{name}.docx"))
    words = [folder / f"{name}.docx" for name in documents]
    return dict(zip(documents, convert(words, folder, "pdf"), strict=True))
