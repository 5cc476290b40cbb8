"""du-lieu/models.*: the recognised models as JSON, CSV and Excel, in blocks kept from build to build.

All three functions take the models sorted by id, and give a file's bytes piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import msgspec

from generator.cache import Cache
from generator.library import FOLDERS
from generator.outputs.blocks import draw_blocks, join_blocks
from generator.outputs.tables import CSV_MARK, Cell, write_csv
from generator.outputs.workbook import draw_rows, join_workbook
from generator.records.brief import Brief

Row = dict[str, Any]

_FOLDER = FOLDERS[Brief]
_TITLE = "Mô hình “Dân vận khéo” được công nhận"


def models_json(cache: Cache, base: str, models: Sequence[Brief]) -> Iterator[bytes]:
    """models.json of recognised models, already sorted by id; `base` is the portal's published address."""
    if not models:
        return iter([b"[]\n"])
    draw = partial(_draw_json, base)
    blocks = draw_blocks(cache, "models.json 1", models, digests=_digests(models), draw=draw, needs=(base,))
    return join_blocks(blocks, start=b"[\n", between=b",\n", end=b"\n]\n")


def _draw_json(base: str, models: Sequence[Brief]) -> bytes:
    # The same text as json.dumps gives, in a tenth of its time.
    raw = msgspec.json.format(msgspec.json.encode([model_row(base, one) for one in models]), indent=1)
    return raw.removeprefix(b"[\n").removesuffix(b"\n]")


def models_csv(cache: Cache, base: str, models: Sequence[Brief]) -> Iterator[bytes]:
    """models.csv of the same models."""
    draw = partial(_draw_csv, base)
    blocks = draw_blocks(cache, "models.csv 1", models, digests=_digests(models), draw=draw, needs=(base,))
    return join_blocks(blocks, start=CSV_MARK + write_csv([_HEADER]), between=b"", end=b"")


def _draw_csv(base: str, models: Sequence[Brief]) -> bytes:
    return write_csv(_cells(base, one) for one in models)


def models_xlsx(cache: Cache, base: str, models: Sequence[Brief]) -> Iterator[bytes]:
    """models.xlsx of the same models."""
    draw = partial(_draw_xlsx, base)
    blocks = draw_blocks(cache, "models.xlsx 1", models, digests=_digests(models), draw=draw, needs=(base,))
    return join_workbook(cache, _TITLE, _HEADER, list(blocks), rows=len(models))


def _draw_xlsx(base: str, models: Sequence[Brief]) -> bytes:
    return draw_rows([_cells(base, one) for one in models])


def _digests(models: Sequence[Brief]) -> list[bytes]:
    return [one.digest for one in models]


def model_row(base: str, model: Brief) -> Row:
    award = model.recognition
    assert award is not None
    return {
        "id": model.id,
        "name": model.name,
        "url": f"{base}{_FOLDER}/{model.id}/",
        "campaign": model.campaign,
        "field": model.field,
        "subject": str(model.subject),
        "implementer": model.implementer,
        "unit": model.unit,
        "origin": str(model.origin),
        "replicated_from": model.replicated_from,
        "year": model.year,
        "recognition": {
            "level": str(award.level),
            "authority": award.authority,
            "decision": award.decision,
            "date": str(award.date),
        },
        "summary": model.summary,
        "sample": model.sample,
        "updated": str(model.updated),
    }


# The columns of the tables, in the order of the rows' keys.
_HEADER = (
    "id", "name", "url", "campaign", "field", "subject", "implementer", "unit", "origin", "replicated_from", "year",
    "recognition_level", "recognition_authority", "recognition_decision", "recognition_date",
    "summary", "sample", "updated",
)  # fmt: skip


def _cells(base: str, model: Brief) -> tuple[Cell, ...]:
    """What `model_row` says, under `_HEADER`."""
    award = model.recognition
    assert award is not None
    return (
        model.id, model.name, f"{base}{_FOLDER}/{model.id}/", model.campaign, model.field, str(model.subject),
        model.implementer, model.unit, str(model.origin), model.replicated_from, model.year,
        str(award.level), award.authority, award.decision, str(award.date),
        model.summary, model.sample, str(model.updated),
    )  # fmt: skip
