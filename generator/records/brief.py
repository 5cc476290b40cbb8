"""What everything but a model's own page knows of a model: light enough to hold 50,000 of them."""

from __future__ import annotations

from datetime import date
from sys import intern

import msgspec

from generator.digests import digest_bytes
from generator.records.model import Model, Origin, RecognitionLevel, Subject
from generator.vietnamese import sort_key


class Award(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A recognition, as `Recognition` declares it."""

    level: RecognitionLevel
    authority: str
    decision: str | None
    date: date


class Figure(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The first result of a model, as `Result` declares it."""

    figure: str
    unit: str | None
    text: str


class Place(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where a whole model was put aside: the shelf, the first byte and the number of bytes, their CRC-32."""

    shelf: str
    start: int
    size: int
    total: int


class Brief(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A model's line in the register, with the names of `Model`, where each field is declared.

    `whole` is the digest of the model's file, `digest` that of this brief alone: a listing stays as it is
    when only the text of a model's page changes. `traits` is that of what the catalogue is narrowed and sorted
    by. `evidence` counts; `order` sorts by name; `place` is where the whole model was put aside.
    """

    id: str
    whole: bytes
    digest: bytes
    traits: bytes
    order: str
    name: str
    campaign: str
    field: str
    theme: str | None
    subject: Subject
    implementer: str
    unit: str
    origin: Origin
    replicated_from: str | None
    year: int
    registered_on: date
    recognition: Award | None
    summary: str
    figure: Figure | None
    photos: tuple[str, ...]
    evidence: int
    sample: bool
    updated: date
    aliases: tuple[str, ...]
    place: Place | None = None

    @property
    def file(self) -> str:
        return f"data/{Model.folder}/{self.id}.yml"

    @property
    def is_recognised(self) -> bool:
        return self.recognition is not None


# What a brief takes over from its model as it is.
_SAME = (
    "id", "name", "campaign", "field", "theme", "subject", "implementer", "unit", "origin", "replicated_from", "year",
    "registered_on", "sample", "updated", "aliases",
)  # fmt: skip
# What `traits` tells of beside the level of recognition.
TRAITS = ("id", "order", "campaign", "field", "subject", "unit", "origin", "replicated_from", "year")


def brief_of(model: Model) -> Brief:
    """The brief of a model that was just read."""
    first, award = next(iter(model.results), None), model.recognition
    values = {name: getattr(model, name) for name in _SAME}
    # Ten thousand models name a few campaigns, fields, themes and units: each name is one text in memory.
    values |= {name: intern(values[name]) for name in ("campaign", "field", "theme", "unit") if values[name]}
    values |= {
        "summary": model.summary or "",
        "order": " ".join(sort_key(model.name)),
        "recognition": Award(award.level, intern(award.authority), award.decision, award.date) if award else None,
        "figure": Figure(first.figure, first.unit, first.text) if first else None,
        "photos": tuple(photo.file for photo in model.photos),
        "evidence": len(model.evidence),
    }
    digest = digest_bytes(msgspec.msgpack.encode(values))
    traits = digest_bytes(msgspec.msgpack.encode(([values[name] for name in TRAITS], award.level if award else None)))
    return Brief(whole=model.digest, digest=digest, traits=traits, **values)
