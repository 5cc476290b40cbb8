"""A portal of our own with N invented models, on top of what `dvk new portal` makes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.scaffold import create_portal
from tests.bench.material import Invented, count_units, invent

CAMPAIGN = "hoa-mai-2026"
AUTHORITY = "Đảng ủy phường Hoa Mai"
# Samples are kept out of the sitemap, so nothing here may say that it is one.
_REAL = {"sample: true": "sample: false"}
_NO_FORMS = {"    forms:\n      - hoa-mai-dang-ky\n": ""}


def make_portal(root: Path, count: int) -> None:
    """Write the portal; `root` must be new. Forms and pictures are counted apart, so it has none."""
    create_portal(root)
    for name in ("data/forms", "data/exemplars", "content/guong-dien-hinh", "content/anh"):
        shutil.rmtree(root / name, ignore_errors=True)
    _leave_out_pictures(root / "content/huong-dan")
    _edit(root / f"data/campaigns/{CAMPAIGN}.yml", {"start: 2026-01-01": "start: 2017-01-01", **_REAL, **_NO_FORMS})
    with (root / "site_config.yml").open("a", encoding="utf-8") as config:
        config.write("model_cards: 0\n")
    for number in range(count_units(count)):
        unit = f"name: Đơn vị số {number}\nkind: residential\nsummary: Đơn vị số {number} của phường.\n"
        (root / f"data/units/don-vi-{number:05d}.yml").write_text(unit, encoding="utf-8")
    for model in invent(count):
        (root / f"data/models/{model.id}.yml").write_text(write_model(model), encoding="utf-8")


def _leave_out_pictures(guides: Path) -> None:
    """Delete the guides that show pictures, and these; what the others say of them stays as text."""
    shutil.rmtree(guides / "anh")
    texts = {path: path.read_text(encoding="utf-8") for path in guides.glob("*.md")}
    shown = {path for path, text in texts.items() if "](../anh/" in text}
    for path, text in texts.items():
        if path in shown:
            path.unlink()
        else:
            lost = "|".join(one.stem for one in shown)
            path.write_text(re.sub(rf"\[([^]]*)\]\(\.\./(?:{lost})/[^)]*\)", r"\1", text), encoding="utf-8")


def _edit(path: Path, changes: Mapping[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def write_model(model: Invented) -> str:
    """The model's YAML file."""
    lines = [
        f"name: {model.name}",
        f"campaign: {CAMPAIGN}",
        f"field: {model.field}",
        "subject: collective",
        f"implementer: Bà con {model.unit}",
        f"unit: {model.unit}",
        "origin: new",
        f"year: {model.year}",
        f"registered_on: {model.year}-02-10",
        f"launched_on: {model.year}-{model.month:02d}-08",
        "recognition:",
        "  level: ward",
        f"  authority: {AUTHORITY}",
        f"  date: {model.year}-10-{model.month + 10}",
        f"summary: {model.summary}",
    ]
    for key in ("situation", "approach", "outcome", "lasting"):
        lines += [f"{key}: |", f"  {getattr(model, key)}"]
    lines.append("results:")
    for figure, unit, text in model.results:
        lines += [f'  - figure: "{figure}"', f"    unit: {unit}", f"    text: {text}", f"    date: {model.year}-09-30"]
    lines.append("evidence:")
    for number, evidence in enumerate(model.evidence, start=1):
        lines += [f"  - criterion: {number}", f"    text: {evidence}"]
    return "\n".join([*lines, f"updated: {model.year}-10-30"]) + "\n"
