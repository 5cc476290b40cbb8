"""What a file really is, whatever its name says, and its parts when it is a package of an office program.

Nothing is unpacked to the disk; a package that would unpack to more than any form or story holds is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from generator.problems import FileProblemError, Location, Problem

# A story with ten large photos has some 60 MB.
_MOST_BYTES, _MOST_UNPACKED, _MOST_PARTS = 100_000_000, 300_000_000, 5_000
_MOST_OF_XML = 60_000_000
_BEGINNINGS = {
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "ole",
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
}
_KINDS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
}
# What zipfile raises at a part that breaks off, has a password or is packed in a way that nobody uses; the last is
# NotImplementedError, a RuntimeError too.
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError)
# Programs of Word, Excel and LibreOffice.
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^xl/macrosheets/|^(?:Basic|Scripts)/.+/", re.IGNORECASE)
_NAMES = {
    "docx": "tệp Word",
    "xlsx": "tệp Excel",
    "xls": "tệp Excel đời cũ",
    "ods": "tệp bảng tính LibreOffice",
    "odt": "tệp văn bản LibreOffice",
    "doc": "tệp Word đời cũ",
    "pdf": "tệp PDF",
    "rtf": "tệp RTF",
    "html": "trang web",
    "zip": "tệp nén",
    "text": "tệp chữ",
    "locked": "tệp có mật khẩu",
    "unknown": "tệp không rõ loại",
}


# Kinds that Word opens, and those that Excel does.
_TEXTS = ("doc", "odt", "rtf", "pdf")
_SHEETS = ("xls", "ods", "xlsx", "text")


class Package:
    """The parts of a zipped file, each read only when asked for."""

    def __init__(self, raw: bytes, kind: str) -> None:
        self.raw = raw
        self.kind = kind
        self._zip = zipfile.ZipFile(BytesIO(raw)) if raw.startswith(b"PK") else None

    @property
    def parts(self) -> list[str]:
        return self._zip.namelist() if self._zip else []

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None when there is none, or it cannot be unpacked whole."""
        if self._zip is None or part not in self.parts:
            return None
        try:
            with self._zip.open(part) as file:
                content = file.read(_MOST_OF_XML + 1)
        except _BROKEN:
            return None
        return content if len(content) <= _MOST_OF_XML else None


def open_package(path: Path, file: str, kinds: Sequence[str]) -> Package:
    """The file when it is one of `kinds` ("docx"). Raises FileProblemError."""
    raw = _read_whole(path, file)
    kind = _kind_of(raw, file)
    if kind not in kinds:
        wrong = f"bên trong là {_NAMES[kind]}, không phải {', '.join(f'.{one}' for one in kinds)}."
        raise _error(file, "other-format", wrong, _how_to_mend(kind, kinds))
    return Package(raw, kind)


def tell_beginning(raw: bytes) -> str:
    """The kind of a file that says it in its first bytes: "zip", "ole", "pdf", "rtf"; "" for all others."""
    return next((kind for start, kind in _BEGINNINGS.items() if raw.startswith(start)), "")


def _read_whole(path: Path, file: str) -> bytes:
    try:
        if not path.exists():
            raise _error(file, "no-such-file", "không có tệp này.", "xem lại tên và thư mục của tệp.")
        if not path.is_file():
            raise _error(file, "not-a-file", "đây không phải một tệp.", "ghi tên một tệp.")
        if path.stat().st_size > _MOST_BYTES:
            wrong = f"tệp lớn hơn {_MOST_BYTES // 1_000_000} MB, không giống một biểu mẫu hay bài viết."
            raise _error(file, "file-too-large", wrong, "chọn đúng tệp, hoặc nén ảnh trong tệp rồi thử lại.")
        raw = path.read_bytes()
    except OSError:
        raise _error(file, "unreadable-file", "không mở được tệp.", "kiểm tra quyền đọc tệp.") from None
    if not raw:
        raise _error(file, "empty-file", "tệp rỗng.", "chọn tệp có nội dung.")
    return raw


def _how_to_mend(kind: str, kinds: Sequence[str]) -> str:
    if kind == "locked":
        return "mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ), lưu lại rồi nhập."
    if kind == "zip":
        return "giải nén, rồi nhập từng tệp bên trong."
    wanted = ["docx"] if kind in _TEXTS else ["xlsx"] if kind in _SHEETS else ["xlsx", "docx"]
    saved = " hoặc ".join(f".{one}" for one in [one for one in wanted if one in kinds] or kinds[:1])
    return f"mở tệp bằng Word, Excel hoặc LibreOffice, chọn “Lưu thành…” dạng {saved} rồi nhập tệp đó."


def _kind_of(raw: bytes, file: str) -> str:
    beginning = tell_beginning(raw)
    if beginning == "ole":
        return _kind_of_ole(raw, file)
    if beginning != "zip":
        return beginning or _kind_of_text(raw)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            entries = package.infolist()
            unpacked = sum(one.file_size for one in entries)
            names = {one.filename for one in entries}
            mimetype = _read_mimetype(package) if "mimetype" in names else ""
    except _BROKEN:
        wrong = "tệp bị hỏng hoặc chép chưa hết, không mở ra được."
        raise _error(file, "broken-file", wrong, "xin gửi lại tệp, hoặc mở bằng Word, Excel rồi lưu lại.") from None
    if unpacked > _MOST_UNPACKED or len(entries) > _MOST_PARTS:
        wrong = "tệp nén quá nhiều dữ liệu bên trong, không giống một biểu mẫu hay bài viết."
        raise _error(file, "zip-bomb", wrong, "không mở tệp này; hỏi lại người gửi.")
    if any(map(_MACROS.search, names)):
        raise _macros(file)
    if "opendocument" in mimetype:
        return "ods" if "spreadsheet" in mimetype else "odt"
    return next((kind for name, kind in _KINDS.items() if name in names), "zip")


def _read_mimetype(package: zipfile.ZipFile) -> str:
    with package.open("mimetype") as file:
        return file.read(100).decode("ascii", "replace")


def _kind_of_ole(raw: bytes, file: str) -> str:
    """Old formats and locked new ones share one container; names of its streams stand in UTF-16."""
    if "_VBA_PROJECT".encode("utf-16-le") in raw:
        raise _macros(file)
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return "locked"
    if "WordDocument".encode("utf-16-le") in raw:
        return "doc"
    streams = ("Workbook", "Book")
    return "xls" if any(one.encode("utf-16-le") in raw for one in streams) else "unknown"


def _kind_of_text(raw: bytes) -> str:
    start = raw[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<html" in start:
        return "html"
    return "unknown" if b"\0" in raw[:1000] else "text"


def _macros(file: str) -> FileProblemError:
    """A form or a story needs no program: the office shall know before it hands the file on."""
    wrong = "tệp mang theo chương trình (macro); biểu mẫu và bài viết không cần macro."
    fix = "hỏi người gửi; mở bằng Word, Excel mà không bật macro, lưu thành .docx hoặc .xlsx rồi nhập tệp đó."
    return _error(file, "has-macros", wrong, fix)


def _error(file: str, code: str, wrong: str, fix: str) -> FileProblemError:
    return FileProblemError(Problem(Location(file), code, wrong, fix))
