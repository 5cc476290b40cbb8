"""Files made to harm whoever opens them, or that are not what their names say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

import openpyxl
from PIL import Image

from tests.manuscripts import W, Writer, write_plain

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = b'<?xml version="1.0"?>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def word() -> bytes:
    """A sound story."""
    write_plain(writer := Writer())
    out = io.BytesIO()
    writer.document.save(out)
    return out.getvalue()


@cache
def excel() -> bytes:
    """A sound workbook of one cell."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "Biểu mẫu"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(raw: bytes, **parts: bytes) -> bytes:
    """A package with parts replaced or added."""
    return zipped(parts_of(raw) | parts)


def document(body: str, head: bytes = _HEAD) -> bytes:
    """A Word file of little but its text."""
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped(parts_of(word()) | {"word/document.xml": head + xml.encode()})


def sheet(rows: str, head: bytes = _HEAD) -> bytes:
    """A workbook whose only sheet has these rows."""
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>'
    return zipped(parts_of(excel()) | {"xl/worksheets/sheet1.xml": head + xml.encode() + b"</worksheet>"})


LAUGHS = _HEAD + (
    b'<!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + one, b"&%c;" % (97 + one) * 10) for one in range(9))
    + b"]>"
)
OUTSIDE = _HEAD + b'<!DOCTYPE w [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
FAR_AWAY = _HEAD + b'<!DOCTYPE w SYSTEM "http://ben-may.example.vn/w.dtd">'
LINE = "<w:p><w:r><w:t>Chữ &j;</w:t></w:r></w:p>"
TEXT_CELL = '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p><w:r><w:t>Chữ</w:t></w:r></w:p></w:tc>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>Chữ &j;</t></is></c></row>'


@cache
def tags(millions: int) -> bytes:
    return document("<w:p/>" * millions * 1_000_000)


@cache
def lie_about_size() -> bytes:
    """A part that says to be small and is not."""
    raw = bytearray(zipped({"word/document.xml": bytes(50_000_000)}))
    where = raw.index(b"PK\x01\x02")
    raw[where + 24 : where + 28] = struct.pack("<I", 100)
    return bytes(raw)


@cache
def bomb(part: str) -> bytes:
    return zipped({part: b"<a/>"} | {f"x/{number}.xml": bytes(40_000_000) for number in range(8)})


# What is no file of the right kind, or has no end: for each of the imports the same.
# Shape: {what it is: (its bytes, the code of the problem)}.
Case = tuple[Callable[[], bytes], str]
WORDS: Mapping[str, Case] = {
    "zip bomb": (lambda: bomb("word/document.xml"), "zip-bomb"),
    "10,000 parts": (lambda: zipped({f"{one}.xml": b"" for one in range(10_000)}), "zip-bomb"),
    "lies about its size": (lie_about_size, "broken-file"),
    # Which of the two depends on where memory ends.
    "50 MB of tags": (lambda: tags(8), "broken-file|file-too-heavy"),
    "70 MB in a part": (lambda: tags(12), "broken-file"),
    "a million columns": (
        lambda: document(f"<w:tbl><w:tr>{TEXT_CELL * 2}{'<w:tc/>' * 1_000_000}</w:tr></w:tbl>"),
        "table-too-large",
    ),
    "wide cells in many rows": (
        lambda: document(f"<w:tbl>{f'<w:tr>{TEXT_CELL}</w:tr>' * 10_000}</w:tbl>"),
        "table-too-large|file-too-large",
    ),
    "nested without end": (lambda: document("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "broken-file"),
    "billion laughs": (lambda: document(LINE, LAUGHS), "broken-file"),
    "external entity": (lambda: document(LINE, OUTSIDE), "broken-file"),
    "schema far away": (lambda: document("<w:p><w:r><w:t>Chữ</w:t></w:r></w:p>", FAR_AWAY), "broken-file"),
    "program of Word": (lambda: with_parts(word(), **{"word/vbaProject.bin": OLE}), "has-macros"),
    "password": (lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "other-format"),
    "cut off": (lambda: word()[: len(word()) // 2], "broken-file"),
    "no text": (lambda: zipped({"word/document.xml": b"<a>"}), "broken-file"),
    "empty": (lambda: b"", "empty-file"),
}
# What is something else.
OTHERS: Mapping[str, Case] = {
    "old Word": (lambda: OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "other-format"),
    "old Word with a program": (lambda: OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "has-macros"),
    "web page": (lambda: b"<html><body>Chuyen</body></html>", "other-format"),
    "RTF": (lambda: rb"{\rtf1 Chuyen}", "other-format"),
    "PDF": (lambda: b"%PDF-1.7", "other-format"),
    "plain text": (lambda: "Chuyện".encode(), "other-format"),
    "zip of something": (lambda: zipped({"a.txt": b"a"}), "other-format"),
}
SHEETS: Mapping[str, Case] = {
    "zip bomb": (lambda: bomb("xl/workbook.xml"), "zip-bomb"),
    "column AAAAAA": (lambda: sheet('<row r="1"><c r="AAAAAA1" t="n"><v>1</v></c></row>'), "broken-file"),
    "column XFD": (lambda: sheet('<row r="1"><c r="XFD1" t="n"><v>1</v></c></row>'), "table-too-large"),
    "row 1,048,576": (lambda: sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "table-too-large"),
    "100,000 cells": (lambda: sheet(f"<row>{'<c><v>1</v></c>' * 16_384}</row>" * 6), "table-too-large"),
    "billion laughs": (lambda: sheet(CELL, LAUGHS), "broken-file"),
    "external entity": (lambda: sheet(CELL, OUTSIDE), "broken-file"),
    "program of Excel": (lambda: with_parts(excel(), **{"xl/vbaProject.bin": OLE}), "has-macros"),
    "old macros": (lambda: with_parts(excel(), **{"xl/macrosheets/sheet1.xml": b"<a/>"}), "has-macros"),
    "password": (lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "other-format"),
    "old Excel, broken": (lambda: OLE + bytes(600) + "Workbook".encode("utf-16-le"), "broken-file"),
    "commas": (lambda: b"TT,Ten mo hinh\n1,Vuon rau\n", "other-format"),
    "web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "other-format"),
    "cut off": (lambda: excel()[: len(excel()) // 2], "broken-file"),
    "no book": (lambda: zipped({"xl/workbook.xml": b"<a>"}), "broken-file"),
}


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG that says to be of this size."""
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = (b"IDAT", zlib.compress(bytes(1_000_000)))
    packed = (
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in (head, *chunks, body, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + bytes(6) + b"\x2c" + bytes(9)


def tiff(width: int, height: int) -> bytes:
    tags = ((256, width), (257, height), (258, 8), (259, 8), (262, 1), (273, 8), (277, 1), (278, height), (279, 8))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


@cache
def large_photo() -> bytes:
    """An honest photo of 100 megapixels."""
    out = io.BytesIO()
    Image.effect_noise((1250, 800), 60).convert("RGB").resize((12_500, 8_000)).save(out, "JPEG")
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# Shape: {what it is: (the picture's bytes, its name in the Word file, what is said of it)}.
PICTURES: Mapping[str, tuple[Callable[[], bytes], str, str]] = {
    "100 megapixels": (large_photo, "image1.jpg", "12500 × 8000 là 100 triệu điểm ảnh"),
    "PNG bomb": (lambda: png(60_000, 60_000), "image1.png", "điểm ảnh"),
    "PNG that breaks off": (lambda: png(7_000, 7_000), "image1.png", "hỏng"),
    "PNG with a bomb of words": (
        lambda: png(10, 10, (b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000)))), "image1.png", "hỏng"),
    "GIF bomb": (lambda: gif(65_000, 65_000), "image1.gif", "dạng GIF"),
    "TIFF bomb": (lambda: tiff(60_000, 60_000), "image1.tiff", "dạng TIFF"),
    "SVG with a script": (lambda: SVG, "image1.svg", "dạng SVG"),
    "SVG called JPEG": (lambda: SVG, "image1.jpg", "dạng SVG"),
    "WMF": (lambda: b"\xd7\xcd\xc6\x9a" + bytes(60), "image1.wmf", "dạng WMF"),
    "EMF": (lambda: b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60), "image1.emf", "dạng EMF"),
    "web page called PNG": (lambda: b"<html></html>", "image1.png", "dạng lạ"),
    "cut off": (lambda: large_photo()[:2_000], "image1.jpg", "quá lớn"),
}  # fmt: skip


def story_with(picture: bytes, name: str, target: str = "") -> bytes:
    """A story that shows a picture, which lies under `name` in word/media, or where `target` says."""
    write_plain(writer := Writer())
    out = io.BytesIO()
    Image.new("RGB", (1200, 900)).save(out, "PNG")
    writer.photo(out.getvalue(), "Ảnh mẫu")
    saved = io.BytesIO()
    writer.document.save(saved)
    parts = parts_of(saved.getvalue())
    parts[f"word/media/{name}"] = picture
    relations = "word/_rels/document.xml.rels"
    parts[relations] = parts[relations].replace(b"media/image1.png", (target or f"media/{name}").encode())
    return zipped(parts)


def refer(raw: bytes, part: str, kind: str, target: str) -> bytes:
    """A package of which a part refers to an address elsewhere, as number "rIdX"."""
    folder, name = part.rsplit("/", 1)
    parts = parts_of(raw)
    relations = f"{folder}/_rels/{name}.rels"
    begin = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    told = parts.get(relations, begin + b"</Relationships>")
    one = f'<Relationship Id="rIdX" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    return zipped(parts | {relations: told.replace(b"</Relationships>", one.encode() + b"</Relationships>")})


def say(body: str) -> bytes:
    """A sound story with more at its end."""
    parts = parts_of(word())
    text = parts["word/document.xml"]
    at = text.rindex(b"<w:sectPr")
    return zipped(parts | {"word/document.xml": text[:at] + body.encode() + text[at:]})
