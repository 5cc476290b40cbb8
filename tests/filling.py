"""Blank forms filled as a unit would: in Word and in Excel, with as many rows as it needs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import docx
import msgspec
import openpyxl
from docx.oxml.ns import qn
from openpyxl.cell.cell import MergedCell

from generator.entries import read_whole
from generator.importing import import_register
from generator.loading import load_records
from generator.outputs.forms import draw
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.form import Form
from generator.records.model import Model

DAY = date(2026, 1, 20)
RECORDS = load_records(Path(__file__).parents[1]).records
FIELDS = ("kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "he-thong-chinh-tri", "linh-vuc-khac")
SENDER = "Hội Nông dân"


@dataclass(frozen=True)
class Entry:
    """What a unit writes of one model."""

    name: str
    implementer: str
    subject: str
    origin: str
    field: str
    expected: str


_DOING = ("Trồng", "Giữ sạch", "Vận động", "Hòa giải", "Thắp sáng", "Dạy", "Sửa", "Hiến đất mở", "Chăm sóc", "Thu gom")
_WHAT = ("ngõ xóm", "vườn rau", "đường hoa", "nhà văn hoá", "kênh mương", "rác thải nhựa", "cây xanh", "chợ quê")
_WHERE = ("ở thôn Đoài", "khu tập thể “Dệt”", "tổ dân phố số 7 (cũ)", "xóm Đông & xóm Tây", "ngõ 12/3", "bến đò")
_WHO = (
    "Chi hội Phụ nữ",
    "Ông Nguyễn Văn Mẫu - Bí thư chi bộ",
    "Đoàn thanh niên",
    "Bà Trần Thị Ví Dụ; hội viên",
    "Tổ tự quản",
)
_GOAL = (
    "phấn đấu 70% hộ tham gia",
    "đạt 100% ngõ có điểm chữa cháy: 12/12",
    "giảm 1.200 kg rác/tháng",
    "không còn vụ việc",
)


def make_entries(count: int, seed: int) -> list[Entry]:
    rng = Random(seed)
    return [
        Entry(
            name=f"{rng.choice(_DOING)} {rng.choice(_WHAT)} {rng.choice(_WHERE)}, đợt {number}",
            implementer=f"{rng.choice(_WHO)} {rng.choice(_WHERE)}",
            subject=rng.choice(("collective", "individual")),
            origin=rng.choice(("new", "continued", "replicated")),
            field=rng.choice(FIELDS),
            expected=f"{rng.choice(_GOAL).capitalize()}; {rng.choice(_GOAL)}.",
        )
        for number in range(count)
    ]


def with_rows(form: Form, count: int) -> Form:
    """The form with so many numbered lines wherever it has some."""
    [block] = [block for block in form.blocks if block.table]
    assert block.table is not None
    more = tuple(f"{number}." for number in range(1, count + 1))
    rows = [msgspec.structs.replace(row, ordinals=more) if row.ordinals else row for row in block.table.rows]
    table = msgspec.structs.replace(block.table, rows=tuple(rows))
    blocks = [msgspec.structs.replace(one, table=table) if one is block else one for one in form.blocks]
    return msgspec.structs.replace(form, blocks=tuple(blocks))


def row_of(form: Form, entry: Entry) -> list[str]:
    """The cells behind the ordinal, as the form asks for them."""
    if form.id == "viet-hung-mau-01":
        return [entry.implementer, *[entry.name if entry.field == field else "" for field in FIELDS[:4]]]
    marks = ["x" if entry.subject == one else "" for one in ("collective", "individual")]
    origins = ["x" if entry.origin == one else "" for one in ("new", "continued", "replicated")]
    return [entry.implementer, *marks, entry.name, *origins, entry.expected]


def group_of(form: Form, entry: Entry) -> int:
    """Which of the form's groups of lines the model belongs to, from 0."""
    if form.id == "viet-hung-mau-01":
        return ("collective", "individual").index(entry.subject)
    return FIELDS.index(entry.field)


def fill_table(form: Form, campaign: Campaign, suffix: str, entries: Sequence[Entry]) -> bytes:
    """A form of one table with a line for each model."""
    groups: dict[int, list[list[str]]] = {}
    for entry in entries:
        groups.setdefault(group_of(form, entry), []).append(row_of(form, entry))
    blank = draw(with_rows(form, max(map(len, groups.values()))), suffix, campaign=campaign)
    return _FILL[suffix](blank, groups)


def _fill_workbook(blank: bytes, groups: Mapping[int, list[list[str]]]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet: Any = book.worksheets[0]
    _name_sender(sheet)
    lines = _find_lines([str(row[0].value or "") for row in sheet.iter_rows()])
    for group, rows in groups.items():
        for line, row in zip(lines[group], rows, strict=False):
            for column, text in enumerate(row, start=2):
                if text:
                    sheet.cell(line + 1, column).value = text
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill_document(blank: bytes, groups: Mapping[int, list[list[str]]]) -> bytes:
    document = docx.Document(io.BytesIO(blank))
    for paragraph in _paragraphs(document):
        _write_sender(paragraph)
    table = max(document.tables, key=lambda one: len(one.rows))
    rows = [list(row.cells) for row in table.rows]
    lines = _find_lines([cells[0].text for cells in rows])
    for group, filled in groups.items():
        for line, row in zip(lines[group], filled, strict=False):
            for cell, text in zip(rows[line][1:], row, strict=True):
                cell.paragraphs[0].add_run(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write_sender(paragraph: Any) -> None:
    if paragraph.text.startswith("ĐƠN VỊ"):
        paragraph.runs[0].text = f"ĐƠN VỊ: {SENDER.upper()}"
        for run in paragraph.runs[1:]:
            run.text = ""


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            yield from cell.paragraphs


def _find_lines(firsts: Sequence[str]) -> list[list[int]]:
    """The numbers of the lines to fill, of each group."""
    groups: list[list[int]] = []
    for number, text in enumerate(firsts):
        if text == "1.":
            groups.append([])
        if groups and text.rstrip(".").isdigit() and text.endswith("."):
            groups[-1].append(number)
    return groups


_FILL = {"xlsx": _fill_workbook, "docx": _fill_document}


def fill_labels(form: Form, campaign: Campaign, suffix: str, answers: Mapping[str, str]) -> bytes:
    """A form of labels; `answers` by label, of options the option itself."""
    return answer(draw(form, suffix, campaign=campaign), suffix, answers)


def answer(blank: bytes, suffix: str, answers: Mapping[str, str]) -> bytes:
    return _ANSWER[suffix](blank, answers)


def _answer_workbook(blank: bytes, answers: Mapping[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet: Any = book.worksheets[0]
    _name_sender(sheet)
    asked = ""
    for row in range(1, sheet.max_row + 1):
        label = str(sheet.cell(row, 1).value or "")
        asked = label.removesuffix(":") if label.endswith(":") else asked
        option = sheet.cell(row, 2).value
        if option and option == answers.get(asked):
            sheet.cell(row, 1).value = "x"
        elif label.endswith(":") and asked in answers and not sheet.cell(row + 1, 2).value:
            beside = sheet.cell(row, 3)
            target = sheet.cell(row + 1, 1) if isinstance(beside, MergedCell) else beside
            target.value = answers[asked]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _name_sender(sheet: Any) -> None:
    for row in range(1, 5):
        if str(sheet.cell(row, 1).value).startswith("ĐƠN VỊ"):
            sheet.cell(row, 1).value = f"ĐƠN VỊ: {SENDER.upper()}"


def _answer_document(blank: bytes, answers: Mapping[str, str]) -> bytes:
    document = docx.Document(io.BytesIO(blank))
    asked = ""
    for paragraph in _paragraphs(document):
        _write_sender(paragraph)
        label = paragraph.text.split(":")[0].strip()
        if ":" in paragraph.text and label in answers:
            asked = label
            tabs = [run for run in paragraph.runs if run.text == "\t"]
            if tabs:
                tabs[0].text = answers[asked]
        boxes = list(paragraph._p.iter(qn("w:sdt")))
        texts = [piece.strip() for piece in paragraph.text.replace("☐", "").split("\u2003")]
        options = [text for text in texts if text and not text.endswith(":")]
        for box, option in zip(boxes, options, strict=False):
            if option == answers.get(asked):
                next(box.iter(qn("w:t"))).text = "☒"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


_ANSWER = {"xlsx": _answer_workbook, "docx": _answer_document}


def fill(form_id: str, suffix: str, entries: Sequence[Entry], path: Path) -> Path:
    """A file with a form of this repository, filled."""
    form = RECORDS.forms[form_id]
    path.write_bytes(fill_table(form, RECORDS.campaigns[form.campaign], suffix, entries))
    return path


def register(portal: Path, path: Path) -> None:
    """Import a form in which nothing is wrong."""
    report = import_register(path, root=portal, today=DAY)
    assert [one.wrong for one in report.problems] == []
    assert report.written


def make_real(record: Path) -> None:
    """Take the mark of a sample off a record."""
    record.write_text(record.read_text(encoding="utf-8").replace("sample: true\n", ""), encoding="utf-8")


def records_of(portal: Path) -> Records:
    return load_records(portal).records


def models_of(portal: Path) -> list[Model]:
    return [read_whole(portal, one) for one in records_of(portal).models.values()]


def told(model: Model) -> Entry:
    """What a form would say of the model."""
    expected = model.expected or ""
    return Entry(model.name, model.implementer, str(model.subject), str(model.origin), model.field, expected)
