"""A Word file as blocks: every word that is seen, in its order.

Mammoth would lose text boxes and the numbers of lists, and gives HTML that had to be turned back; the XML is walked
here as for forms (`office.word`), so tracked insertions and content controls are text and deletions are not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from generator.importing.office.asides import list_asides
from generator.importing.office.blocks import (
    Block,
    Box,
    Look,
    Manuscript,
    Paragraph,
    Picture,
    Table,
    list_paragraphs,
)
from generator.importing.office.gallery import arrange, set_among
from generator.importing.office.line import Line
from generator.importing.office.marks import is_safe_link, join_runs
from generator.importing.office.numbering import Numbering
from generator.importing.office.package import Package
from generator.importing.office.size import check_manuscript, check_width
from generator.importing.office.styles import Styles, value_of
from generator.importing.office.word import BREAKS, DEEPEST, MC, SYMBOLS, UNSEEN, W, flatten, is_on, parse_part
from generator.problems import FileProblemError, Location, Problem

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
# What is seen of a drawing.
_SEEN = {f"{W}t", f"{_M}t", f"{_A}blip", f"{_V}imagedata"}
_WIDEST = 50
_DOCUMENT = "word/document.xml"


def read_manuscript(package: Package, file: str) -> Manuscript:
    """The blocks of a .docx with its footnotes. Raises FileProblemError."""
    root = parse_part(package, _DOCUMENT)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        wrong = "tệp Word bị hỏng, không đọc được phần văn bản."
        fix = "mở bằng Word hoặc LibreOffice, lưu lại rồi nhập."
        raise FileProblemError(Problem(Location(file), "broken-file", wrong, fix))
    reader = _Reader(package, file)
    blocks = tuple(reader.read(body, _DOCUMENT))
    manuscript = Manuscript(blocks, reader.read_notes(), tuple(list_asides(package)))
    check_manuscript(manuscript, file)
    return manuscript


class _Reader:
    def __init__(self, package: Package, file: str) -> None:
        self._package = package
        self._file = file
        self._styles = Styles(package)
        self._numbering = Numbering(package)
        self._relations: dict[str, Mapping[str, str]] = {}
        # Shape: {(kind, id in the file): number as printed}.
        self._notes: dict[tuple[str, str], int] = {}

    def read(self, parent: etree._Element, part: str, depth: int = 0) -> Iterator[Block]:
        for element in flatten(parent, {f"{W}p", f"{W}tbl"}):
            if element.tag == f"{W}tbl":
                yield from self._read_table(element, part, depth + 1)
            else:
                yield from self._read_paragraph(element, part, depth + 1)

    def read_notes(self) -> dict[int, tuple[Paragraph, ...]]:
        """The footnotes that were named; one may name others."""
        found: dict[int, tuple[Paragraph, ...]] = {}
        known = {kind: self._list_notes(kind) for kind in _NOTES.values()}
        while len(found) < len(self._notes):
            for (kind, note_id), number in list(self._notes.items())[len(found) :]:
                note = known[kind].get(note_id)
                blocks = tuple(self.read(note, f"word/{kind}s.xml")) if note is not None else ()
                found[number] = tuple(list_paragraphs(blocks))
        return found

    def _list_notes(self, kind: str) -> Mapping[str, etree._Element]:
        root = parse_part(self._package, f"word/{kind}s.xml")
        notes = root.iterfind(f"{W}{kind}") if root is not None else iter(())
        return {str(one.get(f"{W}id")): one for one in notes}

    def _read_paragraph(self, element: etree._Element, part: str, depth: int) -> Iterator[Block]:
        line = Line(self._styles.chain(element), part)
        for child in element:
            self._walk(child, line, depth)
        floats = next(element.iter(f"{_WP}anchor"), None) is not None
        # A number would be counted for each piece.
        for piece in [line] if self._styles.list_place(element)[0] else line.cut():
            text, links = join_runs(piece.runs)
            before = [block for at, block in piece.things if not piece.has_words(at)]
            for block in before:
                yield set_among(block, text, floats=floats) if isinstance(block, Picture) else block
            if text:
                yield self._make_paragraph(element, piece, text, links)
            yield from (block for _, block in piece.things[len(before) :])

    def _make_paragraph(self, element: etree._Element, line: Line, text: str, links: tuple[str, ...]) -> Paragraph:
        number, depth = self._styles.list_place(element)
        label = self._numbering.label(number, depth) if number else ""
        depth = max(depth, self._styles.list_depth(element))
        shown = [one for one in line.runs if one.text.strip()]
        alignment = self._styles.alignment(element)
        look = Look(
            style=self._styles.name(element),
            level=self._styles.level(element),
            bold=all(one.bold for one in shown),
            italic=all(one.italic for one in shown),
            centred=alignment == "center",
            right=alignment in ("right", "end"),
            size=max(one.size for one in shown),
        )
        words = "".join(one.text for one in line.runs)
        lines = tuple(" ".join(one.split()) for one in words.split("\n") if one.strip())
        return Paragraph(text, " ".join(lines), look, label, depth, tuple(line.notes), links, lines)

    def _walk(self, element: etree._Element, line: Line, depth: int) -> None:
        """Take over what is seen of an element of a paragraph."""
        tag = element.tag
        if depth > DEEPEST or not isinstance(tag, str):
            return
        if tag in (f"{W}instrText", f"{W}fldChar"):
            _follow_field(element, line)
        elif tag in UNSEEN:
            return
        elif tag in (f"{W}t", f"{_M}t"):
            line.add((element.text or "").replace("\n", " "))
        elif tag in BREAKS:
            line.add(BREAKS[tag])
        elif tag == f"{W}sym":
            line.add(SYMBOLS.get(str(element.get(f"{W}char")).upper(), ""))
        elif tag == f"{W}checkBox":
            line.add("☑" if is_on(element) else "☐")
        elif tag in _NOTES:
            number = self._notes.setdefault((_NOTES[tag], str(element.get(f"{W}id"))), len(self._notes) + 1)
            line.notes.append(number)
            line.add(f" ({number})", level=True)
        elif tag == f"{W}txbxContent":
            for block in _frame(self.read(element, line.part, depth + 1)):
                line.place(block)
        elif tag in (f"{_A}blip", f"{_V}imagedata", f"{_A}graphicData"):
            self._see_picture(element, line, depth)
        else:
            self._walk_into(element, line, depth)

    def _walk_into(self, element: etree._Element, line: Line, depth: int) -> None:
        """Take over what an element holds; what it changes (look, link, description) holds within it only."""
        before = line.letters, line.link, line.words
        if element.tag == f"{W}r":
            line.letters = self._styles.letters(element, line.chain)
        elif element.tag == f"{W}hyperlink":
            address = self._relation(line.part, str(element.get(f"{_R}id")))
            line.link = address if is_safe_link(address) else line.link
        elif element.tag == f"{W}drawing":
            told = next(element.iter(f"{_WP}docPr"), None)
            line.words = str(told.get("descr", "")) if told is not None else ""
        elif element.tag == f"{_V}shape":
            line.words = str(element.get("alt", ""))
        children = list(element)
        if element.tag == f"{MC}AlternateContent":
            # The same stands in each; the first that holds anything is the one new programs show.
            children = [one for one in children if _holds_anything(one)][:1]
        for child in children:
            self._walk(child, line, depth + 1)
        if element.tag == f"{W}r":
            line.letters = before[0]
        elif element.tag in (f"{W}hyperlink", f"{W}drawing", f"{_V}shape"):
            line.link, line.words = before[1:]

    def _see_picture(self, element: etree._Element, line: Line, depth: int) -> None:
        if element.tag == f"{_A}graphicData":
            kind = str(element.get("uri", "")).rsplit("/", 1)[-1]
            if kind in ("chart", "diagram"):
                line.place(Picture("", line.words))
            else:
                self._walk_into(element, line, depth)
            return
        relation = str(element.get(f"{_R}embed") or element.get(f"{_R}id") or element.get(f"{_R}link"))
        target = self._relation(line.part, relation)
        part = posixpath.normpath(posixpath.join("word", target)).lstrip("/") if target else ""
        line.place(Picture(part if part in self._package.parts else "", line.words))

    def _relation(self, part: str, relation: str) -> str:
        """What a part of the package refers to; "" for nothing."""
        if part not in self._relations:
            folder, name = part.rsplit("/", 1)
            root = parse_part(self._package, f"{folder}/_rels/{name}.rels")
            children = list(root) if root is not None else []
            self._relations[part] = {str(one.get("Id")): str(one.get("Target", "")) for one in children}
        return self._relations[part].get(relation, "")

    def _read_table(self, table: etree._Element, part: str, depth: int) -> Iterator[Block]:
        """A table of words; one that only places pictures or frames a text is what stands in it."""
        rows = [list(self._read_cells(row, part, depth)) for row in flatten(table, {f"{W}tr"}) if _is_there(row)]
        cells = [cell for row in rows for cell in row if cell]
        if len(cells) == 1:
            yield from _frame(cells[0])
        elif any(isinstance(block, Picture) for cell in cells for block in cell):
            yield from arrange(rows)
        elif cells:
            yield Table(tuple(tuple(tuple(list_paragraphs(cell)) for cell in row) for row in rows))

    def _read_cells(self, row: etree._Element, part: str, depth: int) -> Iterator[list[Block]]:
        check_width([len(row)], 1, self._file)
        yield from ([] for _ in range(_count(row.find(f"{W}trPr"), "gridBefore", 0)))
        for cell in flatten(row, {f"{W}tc"}):
            properties = cell.find(f"{W}tcPr")
            yield list(self.read(cell, part, depth))
            yield from ([] for _ in range(_count(properties, "gridSpan", 1) - 1))


def _frame(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """A box of words; what frames a picture with its caption is no box."""
    blocks = tuple(blocks)
    return blocks if any(isinstance(one, Picture) for one in blocks) else (Box(blocks),)


def _holds_anything(element: etree._Element) -> bool:
    return any(one.tag in _SEEN for one in element.iter())


def _is_there(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is None


def _count(properties: etree._Element | None, name: str, otherwise: int) -> int:
    value = value_of(properties, name)
    return min(int(value), _WIDEST) if value.isdecimal() else otherwise


def _follow_field(element: etree._Element, line: Line) -> None:
    """A link may be a field: begin, its instruction, separate, the words, end."""
    kind = element.get(f"{W}fldCharType")
    if element.tag == f"{W}instrText":
        if line.fields:
            instruction, around = line.fields[-1]
            line.fields[-1] = instruction + (element.text or ""), around
    elif kind == "begin":
        line.fields.append(("", line.link))
        for child in element:
            # Old form fields lie in the mark itself.
            line.add("".join("☑" if is_on(box) else "☐" for box in child.iter(f"{W}checkBox")))
    elif kind == "separate" and line.fields:
        match = _FIELD_LINK.match(line.fields[-1][0])
        line.link = match[1] if match and is_safe_link(match[1]) else line.link
    elif kind == "end" and line.fields:
        line.link = line.fields.pop()[1]
