"""The page about the open data: what each file holds, to download."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from generator.output import Page
from generator.outputs.pages.landing import declare_landing
from generator.portal import Portal
from generator.records.base import Record
from generator.records.campaign import Campaign
from generator.records.collection import ALL_TYPES
from generator.records.form import Form
from generator.records.model import Model
from generator.records.part import fields_of
from generator.records.story import Story


class Handout(msgspec.Struct, frozen=True):
    """A file to download: address, format ("JSON"), what it is for."""

    address: str
    format: str
    about: str


class DataSet(msgspec.Struct, frozen=True):
    """One thing the portal knows, in one or more files. `keys`: (key, what it says)."""

    id: str
    title: str
    about: str
    count: str
    files: tuple[Handout, ...]
    keys: tuple[tuple[str, str], ...]


def declare(portal: Portal) -> Iterator[Page]:
    yield declare_landing(
        portal,
        "du-lieu",
        "open_data.html",
        datasets=list_datasets(portal),
        calendars=[(f"lich/{one.id}.ics", one.short_title) for one in portal.library.campaigns],
        schemas=[(kind.label, f"du-lieu/schema/{kind.__name__.lower()}.json") for kind in ALL_TYPES],
    )


def list_datasets(portal: Portal) -> Sequence[DataSet]:
    library = portal.library
    return (
        DataSet(
            "campaigns", "Kế hoạch",
            "Mỗi văn bản một mục: chỉ tiêu, hạn gửi, lĩnh vực, tiêu chí, các bước thẩm định, hồ sơ.",
            f"{len(library.campaigns)} văn bản", (_json("campaigns"),),
            _describe(Campaign, ("title", "locality", "issuer", "document", "period", "fields", "targets", "deadlines",
                                 "criteria", "appraisal_steps", "dossier", "remarks")),
        ),
        DataSet(
            "models", "Mô hình được công nhận",
            "Chỉ mô hình đã có quyết định công nhận; mô hình mới đăng ký chưa có ở đây.",
            f"{len(library.recognised)} mô hình",
            (_json("models"), Handout("du-lieu/models.csv", "CSV", "mở bằng phần mềm bảng tính"),
             Handout("du-lieu/models.xlsx", "Excel", "có sẵn bộ lọc")),
            _describe(Model, ("name", "campaign", "field", "subject", "implementer", "unit", "origin",
                              "replicated_from", "year", "recognition", "summary", "sample", "updated")),
        ),
        DataSet(
            "stories", "Bài viết về điển hình",
            "Tiêu đề, nhân vật, số từ, số ảnh và ngày đăng của mỗi bài; không gồm thân bài.",
            f"{len(library.stories)} bài", (_json("stories"),),
            (*_describe(Story, ("title", "exemplar", "model", "campaign", "byline", "published")),
             ("words", "Số từ"), ("photos", "Số ảnh")),
        ),
        DataSet(
            "forms", "Biểu mẫu",
            "Tên, kế hoạch, hạn, nguồn gốc và đường dẫn tới tệp trắng, kèm mã kiểm tra SHA-256 của từng tệp.",
            f"{len(library.records.forms)} tờ mẫu", (_json("forms"),),
            (*_describe(Form, ("number", "title", "campaign", "due", "status", "superseded_by")),
             ("files", "Đường dẫn tới bản Word, PDF, Excel"), ("sha256", "Mã kiểm tra của từng tệp")),
        ),
    )  # fmt: skip


def _json(name: str) -> Handout:
    return Handout(f"du-lieu/{name}.json", "JSON", "cho phần mềm")


def _describe(kind: type[Record], keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each key with the label under which the record declares it."""
    fields = fields_of(kind)
    return tuple((key, fields[key].label) for key in keys)
