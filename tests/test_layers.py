"""The design holds: imports go down only, few modules touch the disk, nobody reads the clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

GENERATOR = Path(__file__).resolve().parents[1] / "generator"

# From the ground up (ARCHITECTURE); a module may import from its own layer and from those above it in this list.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("problems", "vietnamese", "digests"),
    # What knows nothing of records.
    (
        "cache",
        "garbage",
        "stopwatch",
        "meter",
        "workers",
        "program",
        "theme",
        "sections",
        "contents",
        "shell",
        "markup",
        "qr",
        "sharing",
    ),
    ("addresses", "jinja", "publish"),
    ("dead_links",),
    ("sources",),
    ("records", "overrides"),
    ("settings", "outline", "schema", "printed", "rolls", "cards", "relations", "library"),
    ("progress", "sightings", "templates"),
    ("deadlines",),
    ("rules", "output", "prose", "verify"),
    ("shelves", "entries", "portal", "accounts"),
    ("loading",),
    ("ledger", "outputs"),
    ("making",),
    ("site",),
    ("pipeline",),
    ("starter_file", "scaffold", "importing", "reporting", "dossier", "dossiers", "serve", "stats", "unit_forms"),
    ("arguments", "terminal", "commands", "cli", "bootstrap", "__main__", "__init__"),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

# Source: STYLE, Functions, and the modules that read the theme's files or photos while they render.
TOUCHES_DISK = {
    "sources", "cache", "prose", "publish", "verify", "scaffold", "importing", "dossier", "serve", "cli", "commands",
    "bootstrap", "settings", "program", "shelves", "entries", "ledger", "accounts", "outputs/assets", "outputs/photos",
    "outputs/drawing", "unit_forms",
}  # fmt: skip
READS_CLOCK = {"cli"}

MODULES = sorted(GENERATOR.rglob("*.py"))
_DISK = {
    "open",
    "read_text",
    "write_text",
    "read_bytes",
    "write_bytes",
    "mkdir",
    "unlink",
    "rename",
    "rmtree",
    "iterdir",
}


def name_of(path: Path) -> str:
    return path.relative_to(GENERATOR).with_suffix("").as_posix()


def imports_of(path: Path) -> Iterator[str]:
    """The generator's own modules that a module imports, by their first name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "generator":
            yield from (one.name for one in node.names if (GENERATOR / one.name).exists() or f"{one.name}" in RANK)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (one.name.split(".")[1] for one in node.names if one.name.startswith("generator."))


def calls_of(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every call."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def test_every_module_has_its_layer() -> None:
    assert {name_of(path).split("/")[0] for path in MODULES} <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_only_downward(path: Path) -> None:
    own = name_of(path).split("/")[0]
    upward = {name for name in imports_of(path) if RANK[name] > RANK[own]}
    assert upward == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_is_no_drawer_for_everything(path: Path) -> None:
    assert not re.search(r"util|helper|manager|misc|common", path.stem)


def test_only_the_border_knows_mkdocs() -> None:
    knowing = {
        name_of(path) for path in MODULES if re.search(r"^\s*(import|from) (mkdocs|material)", path.read_text(), re.M)
    }
    assert knowing == {"prose"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_some_modules_touch_the_disk(path: Path) -> None:
    name = name_of(path)
    if name in TOUCHES_DISK or name.split("/")[0] in TOUCHES_DISK:
        return
    touching = [(line, call) for line, call in calls_of(path) if call.rsplit(".", 1)[-1] in _DISK]
    assert touching == []


def test_nobody_may_touch_the_disk_without_need() -> None:
    called = {name_of(path): {call.rsplit(".", 1)[-1] for _, call in calls_of(path)} for path in MODULES}
    touching = [name for name, calls in called.items() if calls & _DISK]
    assert {*touching, *(name.split("/")[0] for name in touching)} >= TOUCHES_DISK


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_reads_the_clock_halfway_down(path: Path) -> None:
    asked = [call for _, call in calls_of(path) if re.fullmatch(r"(?:\w+\.)*(?:today|now|utcnow)|time\.time", call)]
    assert not asked or name_of(path) in READS_CLOCK


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_catches_everything(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, node.lineno
            assert "Exception" not in ast.unparse(node.type).split("."), node.lineno


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_touches_the_network(path: Path) -> None:
    imported = re.findall(r"^\s*(?:import|from) ([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert not {"requests", "httpx", "urllib.request", "aiohttp", "ftplib", "smtplib"} & set(imported)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            assert node.end_lineno - node.lineno < 40, f"{node.name}: {node.lineno}"
