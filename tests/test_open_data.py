"""Machine-readable files: exactly the promised keys, sorted, composed, safe to open; records fit the schemas."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from generator.outputs.tables import write_csv
from generator.records.base import Record
from generator.records.collection import ALL_TYPES
from generator.records.part import fields_of
from generator.records.unit import Unit, UnitKind
from generator.schema import build_schema
from generator.sources.folder import list_data_folder, list_pages, list_stories, read_node
from tests.portals import BASE, files_of

RECOGNITION = {"level", "authority", "decision", "date"}
MODEL = {
    "id", "name", "url", "campaign", "field", "subject", "implementer", "unit", "origin", "replicated_from", "year",
    "recognition", "summary", "sample", "updated",
}  # fmt: skip
STORY = {
    "id", "title", "url", "exemplar", "model", "campaign", "byline", "words", "photos", "published", "sample",
}  # fmt: skip
FORM = {"id", "campaign", "number", "title", "url", "files", "due", "status", "sha256"}
CAMPAIGN = {
    "id", "title", "locality", "city", "issuer", "document", "period", "parents", "fields", "targets", "deadlines",
    "steps", "criteria", "appraisal_steps", "dossier", "forms", "source",
}  # fmt: skip
TARGET = {"id", "text", "value", "unit", "scope"}
DEADLINE = {"date", "yearly", "printed", "text", "sender", "recipient", "forms"}
FORMATS = {"docx", "pdf", "xlsx"}


@pytest.fixture(scope="module")
def files(small: Path) -> dict[str, bytes]:
    return files_of(small / "site")


def rows_of(files: Mapping[str, bytes], name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(files[f"du-lieu/{name}.json"])
    return rows


@pytest.mark.parametrize(
    ("name", "promised", "ids"),
    [
        ("campaigns", CAMPAIGN, ["ben-may-2028"]),
        ("models", MODEL, ["ngo-sach", "vuon-rau"]),
        ("stories", STORY, ["chi-sen-vuon-rau"]),
        ("forms", FORM, ["phieu-dang-ky", "phu-luc-01"]),
    ],
)
def test_every_row_has_the_promised_keys_in_the_order_of_ids(
    files: dict[str, bytes], name: str, promised: set[str], ids: list[str]
) -> None:
    rows = rows_of(files, name)
    assert [row["id"] for row in rows] == ids
    assert all(promised <= set(row) for row in rows)
    assert len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize("name", ["models", "stories"])
def test_rows_without_additions_hold_the_promised_keys_only(files: dict[str, bytes], name: str) -> None:
    promised = MODEL if name == "models" else STORY
    assert all(set(row) == promised for row in rows_of(files, name))


def test_campaign_holds_its_facts(files: dict[str, bytes]) -> None:
    (row,) = rows_of(files, "campaigns")
    assert {"number", "date"} <= set(row["document"])
    assert row["document"]["number"] is None
    assert row["document"]["date"] is None
    assert row["city"] is None
    assert row["period"] == {"start": "2026-01-01", "end": "2028-12-31"}
    assert row["fields"][1] == {
        "id": "doi-song", "name": "Chăm lo đời sống", "themes": ["Rác thải: Phân loại rác ngay tại nhà."],
    }  # fmt: skip
    assert all(set(one) >= TARGET for one in row["targets"])
    assert [one["value"] for one in row["targets"]] == [2, 92.5]
    assert row["steps"] == [{"title": "Bước 1", "text": "Chọn việc cần làm."}]
    assert row["criteria"] == [
        {"applies_to": "model", "items": ["Việc thiết thực với người dân.", "Nhiều hộ cùng tham gia."]}
    ]
    assert row["appraisal_steps"] == ["Ban Xây dựng Đảng xem hồ sơ."]
    assert row["dossier"] == {"items": ["Báo cáo thành tích."], "copies": 2}
    assert row["forms"] == ["phieu-dang-ky", "phu-luc-01"]


def test_deadlines_keep_what_was_printed(files: dict[str, bytes]) -> None:
    (row,) = rows_of(files, "campaigns")
    assert all(set(one) >= DEADLINE for one in row["deadlines"])
    assert [(one["date"], one["yearly"], one["printed"]) for one in row["deadlines"]] == [
        ("2026-03-01", None, "trước ngày 01/3/2026"),
        ("2026-11-20", None, "chậm nhất ngày 20/11/2026"),
        (None, None, "trước ngày 31/11/2026"),
        (None, "02-15", "trước ngày 15/02 hằng năm"),
        (None, "03-01", "trước ngày 01/3 hằng năm"),
    ]
    assert row["deadlines"][0]["forms"] == ["phieu-dang-ky"]


def test_model_row(files: dict[str, bytes]) -> None:
    row = rows_of(files, "models")[0]
    assert row["url"] == f"{BASE}mo-hinh/ngo-sach/"
    assert row["recognition"] == {
        "level": "ward", "authority": "Đảng ủy phường Bến Mây", "decision": "07-QĐ/ĐU", "date": "2026-10-15",
    }  # fmt: skip
    assert (row["subject"], row["origin"], row["replicated_from"]) == ("collective", "new", None)
    assert (row["sample"], row["updated"], row["year"]) == (False, "2026-10-20", 2026)
    assert rows_of(files, "models")[1]["recognition"]["decision"] is None


def test_every_url_is_a_page_of_the_site(files: dict[str, bytes]) -> None:
    for name in ("models", "stories", "forms"):
        for row in rows_of(files, name):
            assert row["url"].startswith(BASE)
            assert row["url"].removeprefix(BASE) + "index.html" in files


def test_story_row(files: dict[str, bytes]) -> None:
    (row,) = rows_of(files, "stories")
    assert (row["exemplar"], row["model"], row["photos"]) == ("chi-sen", "vuon-rau", 2)
    assert (row["published"], row["sample"]) == ("2027-11-01", True)
    # Counted by hand: five headings of 3, 3, 3, 3, 3 words with their numbers, five sentences.
    assert row["words"] == 15 + 7 + 5 + 6 + 4 + 4


def test_form_rows_name_files_that_exist_with_their_sums(files: dict[str, bytes]) -> None:
    form, named = rows_of(files, "forms")
    assert set(form["files"]) == set(form["sha256"]) == FORMATS
    for suffix, url in form["files"].items():
        raw = files[url.removeprefix(BASE)]
        assert form["sha256"][suffix] == hashlib.sha256(raw).hexdigest()
    assert named["files"] == named["sha256"] == dict.fromkeys(("docx", "pdf", "xlsx"))
    assert (named["status"], named["due"], named["number"]) == ("named-only", None, None)


def test_csv_is_for_spreadsheets_and_guards_formulas(files: dict[str, bytes]) -> None:
    raw = files["du-lieu/models.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    flat = MODEL - {"recognition"} | {f"recognition_{one}" for one in RECOGNITION}
    assert set(header) == flat
    assert [row[header.index("id")] for row in rows] == ["ngo-sach", "vuon-rau"]
    assert rows[0][header.index("implementer")] == "'=Chi hội Phụ nữ tổ 5"
    assert rows[0][header.index("replicated_from")] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cell_that_would_run_gets_a_quote(start: str) -> None:
    (_, row) = csv.reader(io.StringIO(write_csv([["a"], [f"{start}1+1"]]).decode(), newline=""))
    assert row == [f"'{start}1+1"]


def test_csv_keeps_commas_quotes_and_lines() -> None:
    text = 'một, "hai"\nba'
    (_, row) = csv.reader(io.StringIO(write_csv([["a"], [text]]).decode(), newline=""))
    assert row == [text]


def test_excel_file_has_text_cells_that_never_run(files: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files["du-lieu/models.xlsx"])).active
    assert sheet is not None
    header = [cell.value for cell in sheet[1]]
    cells = {str(name): cell for name, cell in zip(header, sheet[2], strict=True)}
    assert (cells["implementer"].value, cells["implementer"].data_type) == ("=Chi hội Phụ nữ tổ 5", "s")
    assert (cells["year"].value, cells["year"].data_type) == (2026, "n")
    assert cells["recognition_date"].data_type == "s"
    assert cells["replicated_from"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 3


@pytest.mark.parametrize("kind", ALL_TYPES, ids=lambda kind: kind.__name__)
def test_records_of_the_small_portal_fit_the_published_schema(
    small: Path, files: dict[str, bytes], kind: type[Record]
) -> None:
    schema = json.loads(files[f"du-lieu/schema/{kind.__name__.lower()}.json"])
    Draft202012Validator.check_schema(schema)
    prose = {"pages": list_pages, "guong-dien-hinh": list_stories}
    found = list(prose[kind.folder](small) if kind.folder in prose else list_data_folder(small, kind.folder))
    assert found
    for one in found:
        node, _ = read_node(small, one.file)
        assert node is not None
        value = node.plain()
        assert isinstance(value, dict)
        errors = [error.message for error in Draft202012Validator(schema).iter_errors(typed(value))]
        assert errors == [], one.file


def typed(value: Any, key: str = "") -> Any:
    """The value as an editor's YAML reader sees it: numbers and booleans, days left as text."""
    if isinstance(value, dict):
        return {name: typed(one, name) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        return [typed(one, key) for one in value]
    if value in ("true", "false"):
        return value == "true"
    if key in ("year", "order", "value", "width", "copies", "lines", "row_height", "max_words") and value is not None:
        return float(value) if "." in value else int(value)
    return value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"kind": "nha"}, "is not one of", id="choice"),
        pytest.param({"khong-co": 1}, "Additional properties", id="unknown key"),
        pytest.param({"name": None}, "is not of type", id="empty"),
        pytest.param({"aliases": ["Tổ 5"]}, "does not match", id="id"),
    ],
)
def test_schema_refuses_what_the_check_refuses(change: dict[str, object], said: str) -> None:
    schema = build_schema(Unit, BASE)
    value = {"name": "Tổ 5", "kind": "residential", "summary": "Tổ."} | change
    assert any(said in error.message for error in Draft202012Validator(schema).iter_errors(value))


@pytest.mark.parametrize("kind", ALL_TYPES, ids=lambda kind: kind.__name__)
def test_schema_explains_every_field_in_vietnamese(kind: type[Record]) -> None:
    schema = build_schema(kind, BASE)
    assert schema["title"] == kind.label
    assert "id" not in schema["properties"]
    assert "x-private" not in json.dumps(schema)
    for name, one in schema["properties"].items():
        assert one["title"][0].isupper() or one["title"][0] == "“", name
        assert one["title"] != name.replace("_", " ").title(), name


def test_schema_offers_choices_as_they_are_declared() -> None:
    schema = build_schema(Unit, BASE)
    assert schema["$defs"]["UnitKind"]["enum"] == [str(one) for one in UnitKind]


def test_private_fields_are_in_no_file(files: dict[str, bytes]) -> None:
    for kind in ALL_TYPES:
        for name, declared in fields_of(kind).items():
            if declared.private:
                assert not [path for path, raw in files.items() if f'"{name}"'.encode() in raw], (
                    f"{kind.__name__}.{name}"
                )
