"""What a reader sees in a Word file: inserted text, content controls and text boxes are there, deleted text is not.

python-docx drops insertions and content controls and shifts rows, so the XML is walked here (ECMA-376 Part 1).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.importing.office.package import Package
from generator.importing.office.size import check_texts, check_width
from generator.importing.office.symbols import SIGNS, see_signs
from generator.importing.office.tables import Cell, Doubt, OfficeFile, OfficeTable, OfficeText, clean, judge
from generator.problems import FileProblemError, Location, Problem

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
# What was taken out, and what tells how something looks.
UNSEEN = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "sdtEndPr")}
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# Boxes of symbol fonts, which older forms are ticked with.
SYMBOLS = SIGNS
DEEPEST = 200
_STRIKES = (f"{W}strike", f"{W}dstrike")
_OFF = ("0", "false", "off")


def read_word(package: Package, file: str) -> OfficeFile:
    """Paragraphs and tables of a .docx in their order. Raises FileProblemError."""
    body = parse_part(package, "word/document.xml")
    body = body.find(f"{W}body") if body is not None else None
    if body is None:
        wrong = "tệp Word bị hỏng, không đọc được phần văn bản."
        fix = "mở bằng Word hoặc LibreOffice, lưu lại rồi nhập."
        raise FileProblemError(Problem(Location(file), "broken-file", wrong, fix))
    content = tuple(_read_blocks(body, file))
    check_texts([text for one in content for text in _texts_of(one)], file)
    return OfficeFile(file, content, read_marks(package))


def _texts_of(one: OfficeText | OfficeTable) -> list[str]:
    if isinstance(one, OfficeText):
        return [one.text]
    return [cell.text for row in one.rows for cell in row if cell.first and cell.text]


def parse_part(package: Package, part: str) -> etree._Element | None:
    """The XML of a part, or None; entities are never followed, and a part that declares some is refused."""
    raw = package.read(part)
    if raw is None or b"<!DOCTYPE" in raw[:1000] or b"<!ENTITY" in raw:
        return None
    try:
        return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return None


def read_marks(package: Package) -> dict[str, str]:
    """What was written into a file of ours to know it by."""
    properties = parse_part(package, "docProps/custom.xml")
    if properties is None:
        return {}
    return {str(one.get("name")): "".join(map(str, one.itertext())) for one in properties.iter(_PROPERTY)}


def _read_blocks(body: etree._Element, file: str) -> Iterator[OfficeText | OfficeTable]:
    paragraphs = tables = 0
    for element in flatten(body, {f"{W}p", f"{W}tbl"}):
        if element.tag == f"{W}tbl":
            tables += 1
            yield OfficeTable(f"bảng {tables}", _read_rows(element, file))
            continue
        paragraphs += 1
        text = clean(read_text(element))
        if text:
            yield OfficeText(text, paragraphs, judge_words(element))


def flatten(parent: etree._Element, wanted: set[str], depth: int = 0) -> Iterator[etree._Element]:
    """The children of these kinds, also those within content controls and insertions."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag not in UNSEEN and isinstance(child.tag, str) and depth < DEEPEST:
            yield from flatten(child, wanted, depth + 1)


def read_text(element: etree._Element, depth: int = 0) -> str:
    """All that is seen in a paragraph or a cell; paragraphs end with a line break."""
    tag = element.tag
    if tag in UNSEEN or not isinstance(tag, str) or depth > DEEPEST:
        return ""
    if tag == f"{W}t":
        return see_signs(element.text or "", _font_of(element.getparent()))
    if tag in BREAKS:
        return BREAKS[tag]
    if tag == f"{W}sym":
        return SYMBOLS.get(str(element.get(f"{W}char")).upper(), "")
    if tag == f"{W}checkBox":
        return "☑" if is_on(element) else "☐"
    if tag == f"{MC}AlternateContent":
        # The same text stands in each; the first that is there is the one new programs show.
        return next((text for one in element if (text := read_text(one, depth + 1))), "")
    text = "".join(read_text(child, depth + 1) for child in element)
    return f"{text}\n" if tag == f"{W}p" else text


def judge_words(element: etree._Element) -> Doubt:
    """Whether the words of a paragraph or a cell, or some of them, are struck out."""
    if next(element.iter(*_STRIKES), None) is None:
        return Doubt.NONE
    return judge((read_text(run), _is_struck(run)) for run in flatten(element, {f"{W}r"}))


def _is_struck(run: etree._Element) -> bool:
    strikes = [found for tag in _STRIKES if (found := run.find(f"{W}rPr/{tag}")) is not None]
    return any(one.get(f"{W}val", "1") not in _OFF for one in strikes)


def _font_of(run: etree._Element | None) -> str:
    """The font that is named for a run itself, "" for none."""
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    if fonts is None:
        return ""
    return str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")


def is_on(box: etree._Element) -> bool:
    """Whether a box of an old form field is ticked: checked now, or from the beginning."""
    for name in ("checked", "default"):
        found = box.find(f"{W}{name}")
        if found is not None:
            return found.get(f"{W}val", "1") not in _OFF
    return False


def _read_rows(table: etree._Element, file: str) -> tuple[tuple[Cell, ...], ...]:
    rows: list[list[Cell]] = []
    for row in flatten(table, {f"{W}tr"}):
        check_width([len(row)], 1, file)
        if row.find(f"{W}trPr/{W}del") is None:
            rows.append(_read_cells(row, len(rows) + 1, rows[-1] if rows else []))
    check_width(map(len, rows), len(rows), file)
    width = max(map(len, rows), default=0)
    return tuple(
        (*row, *[Cell("", number, column) for column in range(len(row) + 1, width + 1)])
        for number, row in enumerate(rows, start=1)
    )


def _read_cells(row: etree._Element, number: int, above: list[Cell]) -> list[Cell]:
    cells = [Cell("", number, column + 1) for column in range(_number(row, "trPr/gridBefore"))]
    for element in flatten(row, {f"{W}tc"}):
        start = len(cells)
        merge = element.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue" and start < len(above)
        text = above[start].text if goes_on else clean(read_text(element))
        doubt = above[start].doubt if goes_on else judge_words(element)
        for part in range(max(1, _number(element, "tcPr/gridSpan"))):
            cells.append(Cell(text, number, start + part + 1, not goes_on and part == 0, doubt))
    return cells


def _number(element: etree._Element, path: str) -> int:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    value = found.get(f"{W}val", "0") if found is not None else "0"
    # No table of an office is wider.
    return min(int(value), 200) if value.isdecimal() else 0
