"""Long files made of blocks: only what changed is drawn again, and the file is the same as if all were drawn."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import Cache
from generator.outputs.blocks import draw_blocks, join_blocks
from generator.outputs.model_exports import model_row, models_csv, models_json, models_xlsx
from generator.outputs.tables import Cell
from generator.outputs.workbook import draw_rows, join_workbook
from generator.outputs.zipped import compress_piece, write_zip
from generator.records.brief import Award, Brief
from generator.records.model import Origin, RecognitionLevel, Subject
from tests.libreoffice import convert

BASE = "https://ben-may.example.vn/"
Export = Callable[[Cache, Sequence[Brief]], Iterator[bytes]]


def brief(model_id: str, **changes: Any) -> Brief:
    """A recognised model whose digest changes with all that it says."""
    values: dict[str, Any] = {
        "order": "", "name": f"Mô hình {model_id}", "campaign": "ben-may-2028", "field": "kinh-te",
        "theme": None,
        "subject": Subject.COLLECTIVE, "implementer": "Chi hội Phụ nữ tổ 5", "unit": "to-1", "origin": Origin.NEW,
        "replicated_from": None, "year": 2026, "registered_on": date(2026, 2, 1),
        "recognition": Award(RecognitionLevel.WARD, "Đảng ủy phường Bến Mây", None, date(2026, 10, 15)),
        "summary": "45/45 hộ hiến đất mở đường.", "figure": None, "photos": (), "evidence": 0, "sample": False,
        "updated": date(2026, 10, 20), "aliases": (),
    }  # fmt: skip
    values |= changes
    digest = blake2b(repr((model_id, values)).encode(), digest_size=16).digest()
    return Brief(id=model_id, whole=digest, digest=digest, traits=digest, **values)


MODELS = [brief(f"mo-hinh-{number:04}") for number in range(1500)]
EXPORTS: dict[str, Export] = {
    "json": lambda cache, models: models_json(cache, BASE, models),
    "csv": lambda cache, models: models_csv(cache, BASE, models),
    "xlsx": lambda cache, models: models_xlsx(cache, BASE, models),
}


def digest_of(row: str) -> bytes:
    return blake2b(row.encode(), digest_size=16).digest()


class Drawn:
    """Blocks of texts, noting which were drawn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: list[str] = []
        self.blocks = 0

    def __call__(self, rows: Sequence[str], *needs: str) -> bytes:
        self.rows, self.blocks = [], 0
        digests = [digest_of(row) for row in rows]
        return b"".join(draw_blocks(Cache(self.folder), "test 1", rows, digests=digests, draw=self._draw, needs=needs))

    def _draw(self, rows: Sequence[str]) -> bytes:
        self.rows += rows
        self.blocks += 1
        return "".join(f"{row};" for row in rows).encode()


def text_of(rows: Sequence[str]) -> bytes:
    return "".join(f"{row};" for row in rows).encode()


ROWS = [f"{number:05}" for number in range(3000)]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param([*ROWS[:1500], "01500 khác", *ROWS[1501:]], id="changed"),
        pytest.param(["00000 mới", *ROWS], id="first added"),
        pytest.param([*ROWS[:1500], "01499 mới", *ROWS[1500:]], id="added"),
        pytest.param([*ROWS, "03000"], id="last added"),
        pytest.param(ROWS[1:], id="first taken away"),
        pytest.param([*ROWS[:1500], *ROWS[1501:]], id="taken away"),
        pytest.param(ROWS[:-1], id="last taken away"),
    ],
)
def test_only_blocks_around_a_change_are_drawn_again(tmp_path: Path, changed: list[str]) -> None:
    drawn = Drawn(tmp_path)
    drawn(ROWS)
    assert drawn.blocks > 10
    assert drawn(changed) == text_of(changed)
    assert drawn.blocks <= 2


def test_same_rows_are_not_drawn_again(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path)
    assert drawn(ROWS) == drawn(ROWS) == text_of(ROWS)
    assert drawn.rows == []


def test_all_rows_are_drawn_again_with_what_they_share(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path)
    drawn(ROWS, "https://a.example.vn/")
    drawn(ROWS, "https://b.example.vn/")
    assert drawn.rows == ROWS


def test_every_row_stands_once_and_in_order_wherever_blocks_are_cut(tmp_path: Path) -> None:
    for count in (0, 1, 2, 127, 128, 129, 1000):
        assert Drawn(tmp_path)(ROWS[:count]) == text_of(ROWS[:count])


@pytest.mark.parametrize(
    ("blocks", "whole"),
    [([], b"[]"), ([b"a"], b"[a]"), ([b"a", b"b"], b"[a,b]"), ([b"a", b"", b"b"], b"[a,,b]")],
    ids=["none", "one", "two", "empty one"],
)
def test_blocks_are_joined(blocks: list[bytes], whole: bytes) -> None:
    assert b"".join(join_blocks(blocks, start=b"[", between=b",", end=b"]")) == whole


@given(st.lists(st.lists(st.binary(max_size=3000), max_size=6), max_size=4))
def test_zip_archive_of_pieces_holds_the_files(files: list[list[bytes]]) -> None:
    pieces = {
        f"tệp/{number}": [*(compress_piece(one) for one in contents), compress_piece(b"", last=True)]
        for number, contents in enumerate(files)
    }
    with zipfile.ZipFile(io.BytesIO(b"".join(write_zip(pieces)))) as archive:
        # Reads each file and compares its CRC.
        assert archive.testzip() is None
        assert [archive.read(name) for name in archive.namelist()] == [b"".join(contents) for contents in files]


@pytest.mark.parametrize("name", EXPORTS)
def test_export_is_the_same_from_the_cache_and_drawn_and_after_each_change(tmp_path: Path, name: str) -> None:
    export = EXPORTS[name]
    changed = brief(MODELS[700].id, name="Một tên dài hơn hẳn mọi tên khác", unit="to-2")
    added = brief("mo-hinh-0700-b", summary="Thêm.")
    for number, models in enumerate(
        (MODELS, MODELS, [*MODELS[:700], changed, *MODELS[701:]], [*MODELS[:701], added, *MODELS[701:]], MODELS[1:], [])
    ):
        kept = b"".join(export(Cache(tmp_path / "kept"), models))
        assert kept == b"".join(export(Cache(tmp_path / f"clean-{number}"), models))


@pytest.mark.parametrize("name", EXPORTS)
def test_block_of_an_export_is_not_drawn_again(tmp_path: Path, name: str) -> None:
    before = b"".join(EXPORTS[name](Cache(tmp_path), MODELS))
    pieces = set(tmp_path.iterdir())
    changed = [*MODELS[:700], brief(MODELS[700].id, summary="Nói khác."), *MODELS[701:]]
    assert b"".join(EXPORTS[name](Cache(tmp_path), changed)) != before
    assert len(pieces) > 5
    assert len(set(tmp_path.iterdir()) - pieces) <= 2


@given(st.lists(st.tuples(st.text(), st.text(), st.none() | st.text(), st.integers(0, 9999)), max_size=4))
def test_models_json_is_what_json_dumps_writes(rows: list[tuple[str, str, str | None, int]]) -> None:
    models = [
        brief(f"m-{number}", name=name, summary=summary, replicated_from=source, year=year)
        for number, (name, summary, source, year) in enumerate(rows)
    ]
    expected = json.dumps([model_row(BASE, one) for one in models], ensure_ascii=False, indent=1) + "\n"
    assert b"".join(models_json(nowhere(), BASE, models)) == expected.encode()


def test_block_of_models_is_cut_where_json_lists_go_on(tmp_path: Path) -> None:
    rows = json.loads(b"".join(models_json(Cache(tmp_path), BASE, MODELS)))
    assert rows == [model_row(BASE, one) for one in MODELS]


def test_tables_of_models_say_what_json_says() -> None:
    award = Award(RecognitionLevel.CITY, "Thành ủy", "07-QĐ/TU", date(2026, 11, 1))
    told = {"campaign": "kế hoạch", "field": "lĩnh vực", "implementer": "ai", "unit": "đơn vị", "summary": "gì"}
    model = brief("a", **told, replicated_from="gốc", origin=Origin.REPLICATED, recognition=award, sample=True)
    flat: dict[str, object] = {}
    for key, value in model_row(BASE, model).items():
        flat |= {f"{key}_{part}": one for part, one in value.items()} if isinstance(value, dict) else {key: value}
    (row,) = csv.DictReader(io.StringIO(b"".join(models_csv(nowhere(), BASE, [model])).decode("utf-8-sig"), newline=""))
    assert list(row.items()) == [(key, str(value).replace("True", "true")) for key, value in flat.items()]
    header, cells = (list(one) for one in sheet_of(b"".join(models_xlsx(nowhere(), BASE, [model]))).values)
    assert dict(zip(header, cells, strict=True)) == flat | {"sample": "có"}


def nowhere() -> Cache:
    """A cache that keeps nothing: its folder cannot be made."""
    return Cache(Path(__file__) / "cache")


# Texts that a careless writer of XML breaks, or a spreadsheet runs.
NASTY: list[Cell] = [
    "=1+1", "+84", "-5", "@a", "\tthụt", "https://a.example.vn/", "007", "1e5", "2026-10-15", "TRUE",
    "a & b <c> “d” \"e\" 'g'", "&lt;", "]]>", "<!--", " trước", "sau ", "\xa0cách", "hai\ndòng", "\ncuối\n", "a\rb",
    "\x00", "\x07 chuông", "\x1f", "_xyz_ và _x00", "_", "\ufffe", "\uffff", "😀", "e\u0302\u0301",
    "", None, True, False, 0, 7, -1, 2026, 92.5, 1e-7, 12345678901234567890, "x" * 32_767,
]  # fmt: skip
GRID = [NASTY[start:] + NASTY[:start] for start in range(0, len(NASTY), 6)]
HEADER = [f"cột {number}" for number in range(len(NASTY))]


def our_workbook(header: Sequence[str], rows: Sequence[Sequence[Cell]], size: int = 2) -> bytes:
    """The rows in blocks of `size`."""
    blocks = [draw_rows(rows[start : start + size]) for start in range(0, len(rows), size)]
    return b"".join(join_workbook(nowhere(), "Tên", header, blocks, rows=len(rows)))


def plain_workbook(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The same, cell by cell by xlsxwriter."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for number, row in enumerate([header, *rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_string(number, column, "có" if cell else "không")
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    book.close()
    return out.getvalue()


def sheet_of(raw: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(raw)).active


def cells_of(raw: bytes) -> list[list[tuple[object, str]]]:
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet_of(raw).iter_rows()]


def test_nasty_cells_are_read_as_those_of_xlsxwriter() -> None:
    assert cells_of(our_workbook(HEADER, GRID)) == cells_of(plain_workbook(HEADER, GRID))


def test_cells_that_stand_often_in_a_column_are_read_in_every_row() -> None:
    rows = [[first, second] for first in NASTY[:9] for second in (None, "a & b", 7)]
    assert cells_of(our_workbook(["a", "b"], rows, len(rows))) == cells_of(plain_workbook(["a", "b"], rows))


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=6))
def test_any_text_is_read_as_that_of_xlsxwriter(row: list[str]) -> None:
    # xlsxwriter takes "<r>…</r>" for XML, openpyxl forgets "_x005F_" in its strings only: see the next tests.
    row = [one.replace("<r>", "").replace("_x", "x") for one in row]
    header = [str(number) for number in range(len(row))]
    assert cells_of(our_workbook(header, [row])) == cells_of(plain_workbook(header, [row]))


def test_text_like_rich_text_stays_text() -> None:
    assert sheet_of(our_workbook(["a"], [["<r><t>a</t></r>"]]))["A2"].value == "<r><t>a</t></r>"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x0041", "_x0041"),
        ("a\r", "a_x000D_"),
    ],
)
def test_text_like_an_escape_is_escaped_itself(text: str, written: str) -> None:
    assert f">{written}</t>".encode() in sheet_xml(our_workbook(["a"], [[text]]))


@pytest.mark.parametrize("text", [" trước", "sau ", "\ncuối", "\tthụt"])
def test_blanks_around_a_text_are_kept(text: str) -> None:
    assert f'<t xml:space="preserve">{text}</t>'.encode() in sheet_xml(our_workbook(["a"], [[text]]))


def test_text_longer_than_a_cell_is_cut() -> None:
    assert sheet_of(our_workbook(["a"], [["ế" * 40_000]]))["A2"].value == "ế" * 32_767


def sheet_xml(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("count", [0, 1, 9, 9972, 9973])
def test_workbook_has_its_rows_a_frozen_header_filters_and_widths(count: int) -> None:
    rows: list[list[Cell]] = [[f"{number}", "x" * 60, "ngắn", None] for number in range(count)]
    raw = our_workbook(["số", "dài", "một tiêu đề", "trống"], rows, 1000)
    sheet = sheet_of(raw)
    assert (sheet.title, sheet.freeze_panes) == ("Dữ liệu", "A2")
    assert sheet.auto_filter.ref == f"A1:D{max(2, count + 1)}"
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=count + 1) if count] == [
        str(number) for number in range(count)
    ]
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABCD"]
    assert widths == [max(len("số"), len(str(max(0, count - 1)))) + 3, 49 if count else 6, 14, 8]


def test_header_and_body_look_as_drawn() -> None:
    sheet = sheet_of(our_workbook(["a"], [["b"], [1], [""]]))
    head = sheet["A1"]
    assert (head.font.b, head.fill.fgColor.rgb, head.border.bottom.style) == (True, "FFF3E9DC", "thin")
    for cell in (head, sheet["A2"], sheet["A3"], sheet["A4"]):
        assert (cell.alignment.wrap_text, cell.alignment.vertical) == (True, "top")
    assert not sheet["A2"].font.b


def test_workbook_says_what_it_is_and_when_it_was_made() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(our_workbook(["a"], []))).properties
    assert (properties.title, properties.created and properties.created.year) == ("Tên", 2026)


def test_number_of_rows_is_put_in_three_places_only() -> None:
    few, many = (our_workbook(["a"], [["b"]] * count) for count in (3, 9971))
    with zipfile.ZipFile(io.BytesIO(few)) as one, zipfile.ZipFile(io.BytesIO(many)) as other:
        different = {name for name in one.namelist() if one.read(name) != other.read(name)}
        assert different == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}
        assert one.read("xl/workbook.xml").count(b"$A$4") == 1
    assert sheet_xml(few).count(b'ref="A1:A4"') == 2


@pytest.mark.office
def test_libreoffice_reads_every_row(tmp_path: Path) -> None:
    models = [brief("a", name="=1+1", summary='Một, "hai" & <ba>\nbốn'), brief("b", name=" _x0041_ "), *MODELS]
    (tmp_path / "models.xlsx").write_bytes(b"".join(models_xlsx(nowhere(), BASE, models)))
    [saved] = convert([tmp_path / "models.xlsx"], tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1")
    with saved.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert [row["id"] for row in read] == [one.id for one in models]
    assert [row["name"] for row in read] == [one.name for one in models]
    assert read[0]["summary"] == models[0].summary
    assert {row["year"] for row in read} == {"2026"}
    assert {row["replicated_from"] for row in read} == {""}


def test_digest_of_the_brief_alone_decides(tmp_path: Path) -> None:
    before = b"".join(models_json(Cache(tmp_path), BASE, MODELS))
    pieces = set(tmp_path.iterdir())
    with_other_pages = [msgspec.structs.replace(one, whole=b"other") for one in MODELS]
    assert b"".join(models_json(Cache(tmp_path), BASE, with_other_pages)) == before
    assert set(tmp_path.iterdir()) == pieces
