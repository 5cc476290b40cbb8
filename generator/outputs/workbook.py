"""Rows as an Excel file: xlsxwriter draws all but the body, whose rows come in blocks.

Rows and cells do not say where they stand, so that a block fits anywhere; a reader counts them.
Source: ECMA-376, 18.3.1.4 and 18.3.1.73; how Office counts: [MS-OI29500], 2.1.590.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zipfile import ZipFile

import msgspec

from generator.cache import Cache
from generator.outputs.tables import Cell
from generator.outputs.zipped import Piece, compress_piece, write_zip

_FRAME_RECIPE = "workbook frame 1"
# The last row of a frame, which no other number in it is like: the real one is put in its place, so that
# a row more needs no new frame.
_SO_MANY = 9_973
_SHEET = "xl/worksheets/sheet1.xml"
_WIDEST = 48
# What a cell of Excel holds at most.
_LONGEST = 32_767
# The body's look is the second that the frame uses, after the header's.
_LOOK = '<c s="2"'
_EMPTY = "<c/>"
# One set of characters, which is quick to search: most texts hold none and are written as they are.
_SPECIAL = re.compile(r"[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Block(msgspec.Struct, frozen=True):
    """Rows of the body, and the characters in the widest cell of each column."""

    piece: Piece
    widths: tuple[int, ...]


class Frame(msgspec.Struct, frozen=True):
    """A workbook of `_SO_MANY` rows without its body: the sheet before it, the sheet after it, the other files."""

    head: bytes
    tail: bytes
    files: dict[str, bytes]


def draw_rows(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Rows of the body as a `Block`, encoded; all rows have as many cells.

    Equal cells of a column are drawn once, so 1 and True may not stand in the same.
    """
    columns, widths = [], []
    for column in zip(*rows, strict=True):
        drawn = {cell: _cell(cell) for cell in set(column)}
        columns.append(map(drawn.__getitem__, column))
        widths.append(max(map(len, map(str, filter(None, drawn))), default=0))
    xml = "".join([f"<row>{''.join(row)}</row>" for row in zip(*columns, strict=True)])
    return msgspec.msgpack.encode(Block(compress_piece(xml.encode()), tuple(widths)))


def _cell(cell: Cell) -> str:
    """A cell of the body. Texts are typed as such, so that none runs as a formula."""
    if cell is None:
        return _EMPTY
    if isinstance(cell, bool):
        cell = "có" if cell else "không"
    if not isinstance(cell, str):
        return f"{_LOOK}><v>{cell:.16G}</v></c>"
    text = cell[:_LONGEST]
    if _SPECIAL.search(text) or text != text.strip():
        return f'{_LOOK} t="inlineStr"><is><t xml:space="preserve">{_escape(text)}</t></is></c>'
    return f'{_LOOK} t="inlineStr"><is><t>{text}</t></is></c>'


def _escape(text: str) -> str:
    """The text as XML; what XML cannot hold as Excel writes it: _x0007_. Source: ECMA-376, 22.9.2.19."""
    text = _LIKE_ESCAPE.sub("_x005F_", text)
    text = _UNPRINTABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    return text.translate(_XML)


def join_workbook(
    cache: Cache, title: str, header: Sequence[str], blocks: Sequence[bytes], *, rows: int
) -> Iterator[bytes]:
    """The Excel file of a header and blocks of `draw_rows`, `rows` in all; equal bytes each time.

    One sheet with a frozen header and filters.
    """
    body = [msgspec.msgpack.decode(one, type=Block) for one in blocks]
    widths = [
        min(_WIDEST, max(len(name), *(block.widths[column] for block in body), 0) + 2)
        for column, name in enumerate(header)
    ]
    needs = msgspec.json.encode((title, header, widths))
    raw = cache.remember(_FRAME_RECIPE, (needs,), lambda: _draw_frame(title, header, widths))
    frame = msgspec.msgpack.decode(raw, type=Frame)
    so_many, last_row = str(_SO_MANY).encode(), str(max(1, rows) + 1).encode()
    head, tail, *others = (one.replace(so_many, last_row) for one in (frame.head, frame.tail, *frame.files.values()))
    files = {name: [compress_piece(one, last=True)] for name, one in zip(frame.files, others, strict=True)}
    files[_SHEET] = [compress_piece(head), *(block.piece for block in body), compress_piece(tail, last=True)]
    return write_zip(files)


def _draw_frame(title: str, header: Sequence[str], widths: Sequence[int]) -> bytes:
    """The workbook's `Frame`, encoded."""
    with ZipFile(io.BytesIO(_draw_empty(title, header, widths))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    head, end_of_row, rest = files.pop(_SHEET).partition(b"</row>")
    _, end_of_body, tail = rest.partition(b"</sheetData>")
    return msgspec.msgpack.encode(Frame(head + end_of_row, end_of_body + tail, files))


def _draw_empty(title: str, header: Sequence[str], widths: Sequence[int]) -> bytes:
    """A workbook with a header and one empty cell in its last row, which makes the sheet as long as it says."""
    # Here, because it takes 20 ms to import, and most builds find their frame as it was.
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(2026, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("Dữ liệu")
    head = book.add_format({"bold": True, "bg_color": "#F3E9DC", "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    sheet.write_blank(_SO_MANY - 1, len(header) - 1, None, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, _SO_MANY - 1, len(header) - 1)
    book.close()
    return out.getvalue()
