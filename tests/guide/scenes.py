"""What an office does with the files it was sent: commands given in a portal, and what the windows then show."""

from __future__ import annotations

import io
import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from generator import cli
from tests.guide import papers

DAY = date(2026, 6, 15)
# Letters in a row of the windows, which phones show too, and rows of a file that one shows.
COLUMNS = 80
_LINES = 41
PORTAL = "cong-cua-phuong"
ROOT = Path(__file__).parents[2]
# What stands in the windows of the pictures that were drawn last.
SHOWN = Path(__file__).parent / "shown"


@dataclass(frozen=True)
class Scene:
    """What a window shows: its title and text; `name` is that of its picture."""

    name: str
    title: str
    text: str


def play(folder: Path) -> Iterator[Scene]:
    """Every command of the guides, in their order, in a copy of this repository's portal below `folder`."""
    portal = folder / PORTAL
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, portal / name)
    shutil.copy(ROOT / "site_config.yml", portal)
    with _inside(portal), patch.dict(os.environ, COLUMNS=str(COLUMNS)):
        yield from _receive_registers(portal)
        yield from _receive_story(portal)
        yield from _receive_plan(portal)
        yield from _give_out(portal)


def _receive_registers(portal: Path) -> Iterator[Scene]:
    file = portal / "dang-ky-hoi-nong-dan.xlsx"
    papers.write_register(file, papers.SEEDS, papers.unmarked(papers.WAGON), papers.LAMPS)
    yield _give("dang-ky-sai", f"import register {file.name} --dry-run")
    papers.write_register(file, papers.SEEDS, papers.WAGON, papers.LAMPS)
    yield _give("dang-ky-thu", f"import register {file.name} --dry-run")
    yield _give("dang-ky-nhan", f"import register {file.name}")
    papers.write_register(file, papers.SEEDS_AGAIN, papers.WAGON, papers.LAMPS)
    yield _give("dang-ky-doi", f"import register {file.name}")


def _receive_story(portal: Path) -> Iterator[Scene]:
    file = portal / "chieu-thu-nam.docx"
    papers.write_story(file)
    yield _give("bai-viet-thu", f"import story {file.name} --exemplar chi-hoang-thi-mai --dry-run")
    yield _give("bai-viet-nhan", f"import story {file.name} --exemplar chi-hoang-thi-mai")


def _receive_plan(portal: Path) -> Iterator[Scene]:
    file = portal / "ke-hoach-ben-may.docx"
    papers.write_plan(file)
    yield _give("ke-hoach-nhan", f"import plan {file.name} --campaign ben-may-2027")
    draft = portal / "data/campaigns/ben-may-2027.yml"
    lines = draft.read_text(encoding="utf-8").splitlines()
    start = lines.index("deadlines:")
    yield Scene("ke-hoach-nhap", draft.name, "\n".join(lines[start : start + _LINES]))


def _give_out(portal: Path) -> Iterator[Scene]:
    yield _give("bieu-mau-don-vi", "forms --unit to-dan-pho-5 --campaign do-son-2026")
    yield _give("bao-cao-lap", "report thuy-nguyen-mau-1")
    papers.write_dossier(portal / "ho-so/am-tra-chan-cau-thang")
    yield _give("ho-so-goi", "dossier am-tra-chan-cau-thang")
    yield _give("ho-so-moi", "dossier")


def _give(name: str, command: str) -> Scene:
    """Both streams as a window shows them."""
    answer = io.StringIO()
    with redirect_stdout(answer), redirect_stderr(answer), patch.object(cli, "_today", lambda: DAY):
        cli.main(shlex.split(command))
    return Scene(name, PORTAL, f"{PORTAL}> dvk {command}\n{answer.getvalue()}")


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
