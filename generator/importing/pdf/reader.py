"""A PDF file as source lines and tables, with what its own text layer says for the proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from generator.importing.document import Grid, PageText, Source, SourceLine
from generator.importing.pdf.columns import read_columns
from generator.importing.pdf.furniture import find_furniture, without
from generator.importing.pdf.glyphs import PASSWORD_ERROR, Page, Word, has_program, open_pages
from generator.importing.pdf.notes import make_notes, split_notes
from generator.importing.pdf.paragraphs import Measures, Setter, measure
from generator.importing.pdf.rows import Line, cut_slices
from generator.importing.pdf.ruled import Table, read_tables
from generator.problems import FileProblemError, Level, Location, Problem

# Five times the longest of the real plans, their forms with them.
MOST_PAGES = 100
_MOST_LINES = 20_000
# A file's head may stand behind some bytes of a mail program, its end before some.
_HEAD_BYTES, _TAIL_BYTES = 1024, 64 * 1024
# Of all letters: more than a sign or two of a fancy font.
_UNREADABLE = 0.05
# Of a page's area; letters of a stamp that tells who signed and when.
_PICTURE_SHARE, _STAMP_LETTERS = 0.4, 150
_SIGNS = ".,;:!?()“”\"'…"
_SAVE_ANEW = "mở bằng Word hoặc LibreOffice rồi xuất lại PDF, hoặc lưu thành tệp Word (.docx)."


@dataclass(frozen=True, slots=True)
class PdfText:
    """Lines and tables by their numbers in reading order; `dropped` are the lines left out, as printed.

    `has_program`: the file brings a program (JavaScript), which nobody runs here.
    """

    lines: tuple[SourceLine, ...]
    grids: tuple[Grid, ...]
    pages: tuple[PageText, ...]
    dropped: tuple[str, ...]
    problems: tuple[Problem, ...]
    has_program: bool = False


def read_pdf(path: Path, file: str) -> PdfText:
    """The text of a PDF; `file` names it in problems. Raises: FileProblemError when it cannot be read."""
    _check_bytes(path, file)
    pages = _load(path, file)
    _check_letters(pages, file)
    items, dropped = _arrange(pages)
    lines = [item for item in items if isinstance(item, Line) and not item.note]
    if len(lines) > _MOST_LINES:
        raise _refusal(file, "file-too-large", f"tệp có {len(lines)} dòng, quá dài cho một văn bản.", _SAVE_ANEW)
    source, starts = _set(items, _measure_pages(pages, lines), pages)
    return PdfText(
        tuple(item for item in source if isinstance(item, SourceLine)),
        tuple(item for item in source if isinstance(item, Grid)),
        tuple(PageText(start, page.layer) for page, start in zip(pages, starts, strict=True)),
        tuple(dropped),
        tuple(_pictures(pages, starts, file)),
        has_program(path),
    )


def _refusal(file: str, code: str, wrong: str, fix: str) -> FileProblemError:
    return FileProblemError(Problem(Location(file), code, wrong, fix))


def _check_bytes(path: Path, file: str) -> None:
    """Whether a PDF begins and ends in the file: PDFium mends what is cut off, and nobody would see what is lost."""
    with path.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
        opened.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = opened.read()
    if head.startswith(b"PK\x03\x04"):
        raise _refusal(file, "not-pdf", "tên là PDF nhưng bên trong là một tệp Word, Excel hoặc tệp nén.", _SAVE_ANEW)
    if b"%PDF-" not in head:
        raise _refusal(file, "not-pdf", "tên là PDF nhưng bên trong không phải PDF.", _SAVE_ANEW)
    if b"%%EOF" not in tail:
        fix = "chép hoặc tải lại tệp từ nơi gửi rồi nhập lại."
        raise _refusal(file, "broken-file", "tệp PDF bị cắt cụt, không có phần cuối.", fix)


def _load(path: Path, file: str) -> list[Page]:
    try:
        count, pages = open_pages(path, most=MOST_PAGES)
        if count > MOST_PAGES:
            wrong = f"tệp có {count} trang; một văn bản nhập được có nhiều nhất {MOST_PAGES} trang."
            raise _refusal(file, "file-too-large", wrong, "tách riêng phần văn bản thành một tệp rồi nhập lại.")
        return list(pages)
    except pdfium.PdfiumError as error:
        if error.err_code == PASSWORD_ERROR:
            fix = "mở bằng mật khẩu, in ra PDF mới (Print to PDF) không đặt mật khẩu rồi nhập tệp đó."
            raise _refusal(file, "encrypted-file", "tệp PDF đặt mật khẩu, không mở được.", fix) from None
        raise _refusal(file, "broken-file", "tệp PDF bị hỏng, không đọc được.", _SAVE_ANEW) from None


def _check_letters(pages: Sequence[Page], file: str) -> None:
    """Whether the text layer is there and says what people see."""
    letters = sum(page.letters for page in pages)
    if letters == 0 or all(page.letters == 0 or _is_scan(page) for page in pages):
        fix = "xin tệp Word hoặc PDF xuất từ Word; chỉ có bản giấy thì nhận dạng chữ (OCR), soát lại, lưu .docx."
        raise _refusal(file, "no-text-layer", "tệp PDF là bản quét, không có lớp chữ.", fix)
    if sum(page.lost_letters for page in pages) > _UNREADABLE * letters:
        wrong = "lớp chữ của tệp PDF không đọc được: phông chữ trong tệp không cho biết chữ nào là chữ nào."
        raise _refusal(file, "unreadable-letters", wrong, _SAVE_ANEW)
    if sum(page.old_words for page in pages) > _UNREADABLE * sum(len(page.words) for page in pages):
        wrong = "văn bản dùng phông chữ cũ (TCVN3 .Vn… hoặc VNI-…), lớp chữ không phải tiếng Việt Unicode."
        fix = "đổi tệp Word sang Unicode bằng công cụ chuyển mã (ví dụ UniKey), rồi xuất lại PDF."
        raise _refusal(file, "legacy-font", wrong, fix)


def _is_scan(page: Page) -> bool:
    """Whether a page is a picture; who signed it is often printed over it in letters."""
    return page.pictured >= _PICTURE_SHARE and page.letters < _STAMP_LETTERS


def _pictures(pages: Sequence[Page], starts: Sequence[int], file: str) -> Iterator[Problem]:
    """Pages that are pictures among pages of text."""
    for page, start in zip(pages, starts, strict=True):
        if _is_scan(page):
            wrong = f"trang {page.number} là ảnh, không có lớp chữ; chữ trong ảnh không được nhập."
            fix = "gõ nội dung trang ấy vào trang kế hoạch, hoặc bỏ qua nếu là trang trống, trang bìa."
            yield Problem(Location(file, start), "page-is-picture", wrong, fix, Level.WARNING)


def _arrange(pages: Sequence[Page]) -> tuple[list[Line | Table], list[str]]:
    """What the pages say in reading order, and the texts of what was left out."""
    tables, loose = zip(*(read_tables(page) for page in pages), strict=True)
    furniture = find_furniture([(page, cut_slices(words)) for page, words in zip(pages, loose, strict=True)])
    dropped = [text for _, text in furniture]
    items: list[Line | Table] = []
    for page, drawn, words in zip(pages, tables, loose, strict=True):
        kept = without(words, [part for part, _ in furniture])
        text, notes = split_notes(page, kept)
        for item in _order(page, drawn, text):
            last = next((one for one in reversed(items) if isinstance(one, Table) or not one.note), None)
            if isinstance(item, Table) and isinstance(last, Table) and _is_same_table(last, item):
                dropped.extend(_append(last, item))
            else:
                items.append(item)
        items.extend(make_notes(notes, page.index))
    return items, dropped


def _order(page: Page, tables: Sequence[Table], words: Sequence[Word]) -> Iterator[Line | Table]:
    """A page's lines and tables from top to bottom."""
    rest = list(words)
    for table in tables:
        above = [word for word in rest if word.bottom <= table.top + word.size / 2]
        rest = [word for word in rest if word.bottom > table.top + word.size / 2]
        yield from read_columns(cut_slices(above), page.index, page.width)
        yield table
    yield from read_columns(cut_slices(rest), page.index, page.width)


def _is_same_table(one: Table, two: Table) -> bool:
    """Whether a table goes on with the next page: nothing between, and the same columns."""
    if two.page != one.last_page + 1 or len(one.edges) != len(two.edges):
        return False
    return all(abs(a - b) <= 4 for a, b in zip(one.edges, two.edges, strict=True))


def _append(table: Table, more: Table) -> list[str]:
    """Put a table's next part below it, less the heading that the page repeats; gives that heading's texts."""
    repeated = 0
    while repeated < len(more.rows) - 1 and any(more.rows[repeated]) and repeated < len(table.rows):
        if more.rows[repeated] != table.rows[repeated]:
            break
        repeated += 1
    dropped = [" ".join(filter(None, row)) for row in more.rows[:repeated]]
    rest = more.rows[repeated:]
    if is_cut := _is_rest_of_row(rest[0]):
        cut = table.rows.pop()
        rest[0] = tuple(" ".join(filter(None, halves)) for halves in zip(cut, rest[0], strict=True))
    table.breaks.append(len(table.rows) + is_cut)
    table.rows.extend(rest)
    table.last_page = more.last_page
    return dropped


def _is_rest_of_row(row: tuple[str, ...]) -> bool:
    """Whether a page's first row goes on with the last of the page before: no number, and words within a sentence."""
    begun = next(filter(None, row), "")
    return not row[0] and begun[:1].islower()


def _measure_pages(pages: Sequence[Page], lines: Sequence[Line]) -> dict[int, Measures]:
    """Shape: {index of a page: the measures of all pages of its size}."""
    sizes: dict[tuple[int, int], list[int]] = {}
    for page in pages:
        sizes.setdefault((round(page.width), round(page.height)), []).append(page.index)
    found: dict[int, Measures] = {}
    for indexes in sizes.values():
        inside = [line for line in lines if line.page in indexes]
        if inside:
            found |= dict.fromkeys(indexes, measure(inside))
    return found


def _set(
    items: Iterable[Line | Table], measures: dict[int, Measures], pages: Sequence[Page]
) -> tuple[tuple[Source, ...], list[int]]:
    """The source, and the number of each page's first line; a page without any begins where the next one does."""
    known = frozenset(word.text.strip(_SIGNS).lower() for page in pages for word in page.words)
    setter = Setter(measures, known)
    starts: dict[int, int] = {}
    for item in items:
        if isinstance(item, Line) and item.note:
            setter.put_aside(item)
            continue
        starts.setdefault(item.page, setter.number + 1)
        if isinstance(item, Table):
            starts |= {item.page + nth: setter.number + 1 + row for nth, row in enumerate(item.breaks, start=1)}
            setter.set_table(item)
        else:
            setter.set_line(item)
    setter.set_notes()
    ends = setter.number + 1
    firsts = [
        min((start for index, start in starts.items() if index >= page), default=ends) for page in range(len(pages))
    ]
    return tuple(setter.source), firsts
