"""The portals that are measured: this repository's own, and the same as if nothing in it were a sample."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from generator.pipeline import build
from tests.audit.tools import ROOT

DAY = date(2026, 6, 15)
_MARK = re.compile(r'^sample: "?true"?\n', re.MULTILINE)


def build_own(site: Path, base: str) -> None:
    """The portal as this repository has it."""
    _build(ROOT / "site_config.yml", site, base)


def build_without_marks(folder: Path, base: str) -> Path:
    """Gives the site: search engines may list its models and stories, as they may a real portal's."""
    portal = folder / "portal"
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, portal / name)
    shutil.copy(ROOT / "site_config.yml", portal)
    for path in [*portal.rglob("*.yml"), *portal.rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(_MARK.sub("", text), encoding="utf-8")
    site = folder / "site"
    _build(portal / "site_config.yml", site, base)
    return site


def _build(config: Path, site: Path, base: str) -> None:
    built = build(config, site, today=DAY, base=base)
    if not built.ok:
        raise RuntimeError("\n".join(f"{one.at}: {one.wrong}" for one in built.problems))
