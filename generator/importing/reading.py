"""The text of a document file, whatever the office's program saved it as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.importing.document import Document, Grid, Source, SourceLine
from generator.importing.guarded import run_guarded
from generator.importing.inline import MARKS
from generator.importing.lines import read_lines
from generator.importing.office.package import tell_beginning
from generator.importing.pdf import PdfText, read_pdf
from generator.importing.plan_word import read_word_plan
from generator.problems import Location, Problem
from generator.vietnamese import nfc

SUFFIXES = (".txt", ".md", ".docx", ".pdf")
# Thirty times the longest of the five real plans, ten times their marks for each letter: Markdown's time grows with
# the marks times the letters.
_MAX_BYTES = 1_000_000
_MAX_MARKS = 20_000
_MARKS = re.compile(rf"{MARKS.pattern}|[&<>]")
_MAX_LINES = 20_000
_MAX_LINE = 12_000
# A scanned plan may be as large, and is told from a text by its letters, not by its size.
_MAX_PDF_BYTES = 100_000_000
_OTHER_FORMATS = {
    "zip": "một tệp Word, Excel hoặc tệp nén",
    "ole": "một tệp Word hoặc Excel đời cũ",
    "pdf": "một tệp PDF",
    "rtf": "một tệp RTF",
}
_TAKE_APART = "tách riêng phần văn bản rồi nhập lại."
_SAVE_AS_WORD = "mở bằng Word hoặc LibreOffice, chọn “Lưu thành…” dạng Tài liệu Word (.docx), rồi nhập tệp đó."
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_PICTURES = (".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".webp")


def read_document(path: Path, file: str) -> Document | Problem:
    """The document in NFC, or why it cannot be read; `file` names it in the problem."""
    read = _read(path, file)
    if isinstance(read, Document) and (marks := len(_MARKS.findall(read.text))) > _MAX_MARKS:
        wrong = f"văn bản có {marks} dấu như * _ [ | <, không giống một văn bản."
        return _problem(file, "too-many-marks", wrong, "xóa những dãy dấu thừa rồi nhập lại.")
    return read


def _read(path: Path, file: str) -> Document | Problem:
    if problem := _check_kind(path, file):
        return problem
    try:
        if path.suffix.lower() == ".pdf":
            return _read_pdf(path, file)
        if path.suffix.lower() == ".docx":
            return _read_word(path, file)
        raw = path.read_bytes()
    except OSError:
        return _problem(file, "unreadable-file", "không mở được tệp.", "kiểm tra quyền đọc tệp.")
    text, wrong = _read_text(raw, file)
    return wrong or Document(read_lines(text), text)


def _read_pdf(path: Path, file: str) -> Document | Problem:
    with path.open("rb") as opened:
        size = opened.seek(0, 2)
    if size > _MAX_PDF_BYTES:
        return _problem(file, "file-too-large", "tệp lớn hơn 100 MB, không giống một văn bản.", _TAKE_APART)
    read = run_guarded(read_pdf, path, file)
    return read if isinstance(read, Problem) else as_document(read)


def as_document(read: PdfText) -> Document:
    """The document of a PDF: its lines and tables in one, and what is to be told of it."""
    source, text = _put_in_order(read.lines, read.grids)
    return Document(source, text, read.pages, read.dropped, read.problems, tuple(_notes_of(read)), has_lines=False)


def _read_word(path: Path, file: str) -> Document | Problem:
    read = run_guarded(read_word_plan, path, file)
    if isinstance(read, Problem):
        return read
    source, text = _put_in_order(read.lines, read.grids)
    notes = (f"Đã bỏ {read.pictures} hình; trang kế hoạch chỉ có chữ và bảng.",) if read.pictures else ()
    return Document(source, text, notes=(*notes, *read.asides), has_lines=False)


def _put_in_order(lines: Sequence[SourceLine], grids: Sequence[Grid]) -> tuple[tuple[Source, ...], str]:
    """Lines and tables by their numbers, and the same as a text whose lines have those numbers."""
    source: list[Source] = [*lines, *grids]
    source.sort(key=lambda item: item.numbers[0] if isinstance(item, Grid) else item.number)
    return tuple(source), "\n".join(line for item in source for line in _printed(item))


def _printed(item: Source) -> Iterator[str]:
    """The lines of a text whose numbers are those of the source."""
    if isinstance(item, Grid):
        yield from (" ".join(row).replace("\n", " ") for row in item.rows)
    else:
        yield item.text


def _notes_of(read: PdfText) -> Iterator[str]:
    if read.has_program:
        yield "Tệp PDF mang theo chương trình (JavaScript); cổng chỉ đọc chữ, không chạy."
    if read.dropped:
        shown = ", ".join(f"“{line}”" for line in dict.fromkeys(read.dropped))
        yield f"Đã bỏ {len(read.dropped)} dòng lặp lại của trang (số trang, đầu trang, tiêu đề bảng): {shown}."


def _read_text(raw: bytes, file: str) -> tuple[str, Problem | None]:
    """The text with plain line ends, or "" and what is wrong with it."""
    if problem := _check_content(raw, file):
        return "", problem
    text, line = _decode(raw)
    if text is None:
        fix = "trong chương trình soạn thảo, chọn “Lưu thành… UTF-8”."
        return "", Problem(Location(file, line), "not-utf8", "tệp không phải bảng mã UTF-8.", fix)
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    problem = _check_text(text, file)
    return ("", problem) if problem else (text, None)


def _check_text(text: str, file: str) -> Problem | None:
    if not any(char.isalnum() for char in text):
        return _problem(file, "empty-file", "tệp không có chữ nào.", "chọn tệp có nội dung văn bản.")
    rows = text.split("\n")
    if len(rows) > _MAX_LINES:
        return _problem(file, "file-too-large", f"tệp có {len(rows)} dòng, quá dài cho một văn bản.", _TAKE_APART)
    for number, row in enumerate(rows, start=1):
        if len(row) > _MAX_LINE:
            wrong = f"dòng dài {len(row)} ký tự, không giống một dòng của văn bản."
            return Problem(Location(file, number), "line-too-long", wrong, "xuống dòng giữa các đoạn rồi nhập lại.")
    return None


def _problem(file: str, code: str, wrong: str, fix: str) -> Problem:
    return Problem(Location(file), code, wrong, fix)


def _check_kind(path: Path, file: str) -> Problem | None:
    try:
        exists, is_file = path.exists(), path.is_file()
    except OSError:
        exists, is_file = False, False
    if not exists:
        return _problem(file, "no-such-file", "không có tệp này.", "xem lại tên và thư mục của tệp.")
    if not is_file:
        return _problem(file, "not-a-file", "đây không phải một tệp.", "ghi tên một tệp .docx, .pdf, .txt hoặc .md.")
    if path.suffix.lower() not in SUFFIXES:
        wrong = f"chưa nhập được tệp “{path.suffix or path.name}”; nhận .docx, .pdf, .txt và .md."
        return _problem(file, "unknown-format", wrong, _how_to_save(path.suffix.lower()))
    return None


def _how_to_save(suffix: str) -> str:
    """How a person gets a file that can be read from one with this suffix."""
    if suffix in _SHEETS:
        return "chép phần chữ sang một tệp Word, chọn “Lưu thành…” dạng .docx, rồi nhập tệp đó."
    if suffix in _PICTURES:
        return "xin tệp Word, hoặc PDF xuất từ Word, của nơi ban hành rồi nhập tệp đó."
    return _SAVE_AS_WORD


def _check_content(raw: bytes, file: str) -> Problem | None:
    if len(raw) > _MAX_BYTES:
        wrong = "tệp lớn hơn 1 MB, không giống một văn bản chữ."
        return _problem(file, "file-too-large", wrong, _TAKE_APART)
    if kind := tell_beginning(raw):
        fix = "đổi đuôi tên tệp thành .pdf rồi nhập lại." if kind == "pdf" else _SAVE_AS_WORD
        return _problem(file, "not-text", f"tên là tệp chữ nhưng bên trong là {_OTHER_FORMATS[kind]}.", fix)
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _problem(file, "not-text", "tệp chứa dữ liệu nhị phân, không phải văn bản chữ.", _SAVE_AS_WORD)
    return None


def _decode(raw: bytes) -> tuple[str | None, int]:
    """The text, or None and the line at which the bytes stop being text."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        return None, raw.count(b"\n", 0, error.start) + 1
    return (None, 1) if "\0" in text else (text, 1)
