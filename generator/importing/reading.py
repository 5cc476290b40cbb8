"""The text of a document file, whatever the office's program saved it as."""

from __future__ import annotations

from pathlib import Path

from generator.problems import Location, Problem
from generator.vietnamese import nfc

SUFFIXES = (".txt", ".md")
# Thirty times the longest of the five real plans; Markdown's time grows with the square of a paragraph's marks.
_MAX_BYTES = 1_000_000
_MAX_LINES = 20_000
_MAX_LINE = 12_000
_OTHER_FORMATS = {
    b"PK\x03\x04": "một tệp Word, Excel hoặc tệp nén",
    b"\xd0\xcf\x11\xe0": "một tệp Word hoặc Excel đời cũ",
    b"%PDF": "một tệp PDF",
    b"{\\rtf": "một tệp RTF",
}
_TAKE_APART = "tách riêng phần văn bản rồi nhập lại."
_SAVE_AS_TEXT = "mở bằng Word hoặc LibreOffice, chọn “Lưu thành… Văn bản thuần (.txt), bảng mã UTF-8” rồi nhập tệp đó."


def read_document(path: Path, file: str) -> tuple[str, Problem | None]:
    """The text in NFC with plain line ends, or "" and why it cannot be read; `file` names it in the problem."""
    if problem := _check_kind(path, file):
        return "", problem
    try:
        raw = path.read_bytes()
    except OSError:
        return "", _problem(file, "unreadable-file", "không mở được tệp.", "kiểm tra quyền đọc tệp.")
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
        return _problem(file, "not-a-file", "đây không phải một tệp.", "ghi tên một tệp .txt hoặc .md.")
    if path.suffix.lower() not in SUFFIXES:
        wrong = f"chưa nhập được tệp “{path.suffix or path.name}”; nhận .txt và .md."
        return _problem(file, "unknown-format", wrong, _SAVE_AS_TEXT)
    return None


def _check_content(raw: bytes, file: str) -> Problem | None:
    if len(raw) > _MAX_BYTES:
        wrong = "tệp lớn hơn 1 MB, không giống một văn bản chữ."
        return _problem(file, "file-too-large", wrong, _TAKE_APART)
    for start, kind in _OTHER_FORMATS.items():
        if raw.startswith(start):
            return _problem(file, "not-text", f"tên là tệp chữ nhưng bên trong là {kind}.", _SAVE_AS_TEXT)
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _problem(file, "not-text", "tệp chứa dữ liệu nhị phân, không phải văn bản chữ.", _SAVE_AS_TEXT)
    return None


def _decode(raw: bytes) -> tuple[str | None, int]:
    """The text, or None and the line at which the bytes stop being text."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        return None, raw.count(b"\n", 0, error.start) + 1
    return (None, 1) if "\0" in text else (text, 1)
