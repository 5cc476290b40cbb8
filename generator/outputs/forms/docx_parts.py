"""What python-docx has no words for: marks, footnotes, fields, tick boxes, rules, the document's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml.etree import ElementBase

from generator.outputs.forms.rules import Style
from generator.outputs.forms.text import OFFICE_FONT, Line, Run

_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"
# What marks a custom property as one that people made (ECMA-376, part 1, 22.3.2).
_PROPERTY_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MARK_STYLE = "FootnoteReference"
_TEXT_STYLE = "FootnoteText"
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def element(tag: str, **attributes: str | int) -> ElementBase:
    """A WordprocessingML element: element("w:trHeight", val=400)."""
    made = cast(ElementBase, OxmlElement(tag))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_run(paragraph: Paragraph, run: Run) -> None:
    if run.mark:
        paragraph._p.append(parse_xml(_footnote_mark(run)))
        return
    made = paragraph.add_run(run.text)
    made.font.name, made.font.size = OFFICE_FONT, Pt(run.size)
    made.bold, made.italic = run.bold or None, run.italic or None
    # Without it Word sets letters it takes for East Asian ("…", "“") in another font.
    made._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), OFFICE_FONT)


def add_marks(document: WordDocument, marks: Mapping[str, str]) -> None:
    """Custom properties of the document; numbers below 2 are taken."""
    properties = "".join(
        f'<property fmtid="{_PROPERTY_ID}" pid="{number}" name="{escape(key)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (key, value) in enumerate(marks.items(), start=2)
    )
    names = f'xmlns="{_PROPERTIES}/custom-properties" xmlns:vt="{_PROPERTIES}/docPropsVTypes"'
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties {names}>{properties}</Properties>'
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, xml.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _run_properties(run: Run, extra: str = "") -> str:
    styles = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    fonts = " ".join(f'w:{name}="{OFFICE_FONT}"' for name in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rPr><w:rFonts {fonts}/>{styles}<w:sz w:val="{round(run.size * 2)}"/>{extra}</w:rPr>'


def _footnote_mark(run: Run) -> str:
    raised = _run_properties(run, '<w:vertAlign w:val="superscript"/>')
    return f'<w:r {nsdecls("w")}>{raised}<w:footnoteReference w:id="{run.mark}"/></w:r>'


def add_footnotes(document: WordDocument, notes: Sequence[Line]) -> None:
    """Real footnotes, which Word keeps at the foot of the page of their mark; ids count from 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f"<w:r><w:{tag}/></w:r></w:p></w:footnote>"
        for number, kind, tag in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    bodies = "".join(_footnote(number, note) for number, note in enumerate(notes, start=1))
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{separators}{bodies}'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, f"{xml}</w:footnotes>".encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    text = document.styles.add_style(_TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    mark = document.styles.add_style(_MARK_STYLE, WD_STYLE_TYPE.CHARACTER)
    for style in (text, mark):
        style.font.name, style.font.size = OFFICE_FONT, Pt(notes[0][0].size)
    mark.font.superscript = True


def _footnote(number: int, note: Line) -> str:
    mark = f'<w:rPr><w:rStyle w:val="{_MARK_STYLE}"/></w:rPr>'
    runs = "".join(
        f'<w:r>{_run_properties(run)}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
        for run in (Run(" ", note[0].size), *note)
    )
    style = f'<w:pPr><w:pStyle w:val="{_TEXT_STYLE}"/></w:pPr>'
    return f'<w:footnote w:id="{number}"><w:p>{style}<w:r>{mark}<w:footnoteRef/></w:r>{runs}</w:p></w:footnote>'


def add_field(paragraph: Paragraph, code: str, style: Style) -> None:
    """A field that Word fills in, such as PAGE."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.name, run.font.size = OFFICE_FONT, Pt(style.size)
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            text = element("w:instrText")
            text.text = code
            run._r.append(text)


def add_tick_box(paragraph: Paragraph, size: float) -> None:
    """A box that a click ticks; Word draws it with MS Gothic, since Times New Roman has none."""
    font = "MS Gothic"
    fonts = " ".join(f'w:{name}="{font}"' for name in ("ascii", "hAnsi", "eastAsia"))
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} {_W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/>'
            f'<w14:checkedState w14:val="2612" w14:font="{font}"/>'
            f'<w14:uncheckedState w14:val="2610" w14:font="{font}"/></w14:checkbox></w:sdtPr>'
            f'<w:sdtContent><w:r><w:rPr><w:rFonts {fonts}/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
            "<w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def rule_below(paragraph: Paragraph, width: float, length: float) -> None:
    """A rule of `length` mm centred under a paragraph in a column of `width` mm.

    It borders a paragraph of its own, or a short rule would squeeze the text above it.
    """
    rule = paragraph.insert_paragraph_before()
    paragraph._p.addnext(rule._p)
    indent = max(0.0, (width - length) / 2)
    form = rule.paragraph_format
    form.left_indent = form.right_indent = Mm(indent)
    form.line_spacing, form.space_after = Pt(2), Pt(5)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz=6, space=0, color="000000"))
    properties = rule._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def set_language(document: WordDocument, language: str) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        return
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val=language, eastAsia=language))


def drop_thumbnail(document: WordDocument) -> None:
    """Take out the picture of another document that python-docx's template brings along."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]
