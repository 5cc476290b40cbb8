"""Options and fixtures shared by all tests."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext

from generator.importing import guarded
from tests.browsing import clear_window, open_browser, open_window, serve_own_portal
from tests.portals import built_ok, copy_small

# Two cores are shared with builds; a slow example is no failure, and every run tries the same examples.
settings.register_profile("portal", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("portal")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="write what was found into the expected files; read the diff"
    )


# What readers and builders load only when they need it, and nothing that runs threads: they could not be copied.
PRELOADED = [
    "tests.builds", "openpyxl", "pypdfium2", "docx", "xlsxwriter", "typst", "mkdocs.commands.build", "babel.support",
    "markdown.extensions.attr_list", "markdown.extensions.footnotes", "markdown.extensions.sane_lists",
    "markdown.extensions.tables", "PIL.JpegImagePlugin", "PIL.WebPImagePlugin", "PIL.AvifImagePlugin",
    "generator.sources.yaml", "generator.sources.markdown", "generator.sources.picture_files",
    "generator.outputs.card_drawing", "generator.outputs.forms.docx", "generator.outputs.forms.pdf",
    "generator.outputs.forms.stencil", "generator.outputs.forms.xlsx", "generator.outputs.pages.paper",
]  # fmt: skip

# Several times what all tests hold at once: the folders of those that pass are deleted as they end.
ROOM_BYTES = 2**30


def pytest_configure() -> None:
    """Let programs that tests start keep what Python and Jinja compiled, also where Python was told to keep none.

    Some hundred processes and portals would each compile the same modules and templates.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # A thousand readers and builds would each load what takes longer than their work. One process starts them all,
    # and has loaded what it was told when the first of them began.
    guarded.PRELOADED += PRELOADED
    multiprocessing.set_forkserver_preload(guarded.PRELOADED)
    _work_in_memory()


def _work_in_memory() -> None:
    """Make temporary folders where files never reach a disk: a third of the time of tests that build portals."""
    memory = Path("/dev/shm")
    asked = {"TMPDIR", "PYTEST_DEBUG_TEMPROOT"} & os.environ.keys()
    if not asked and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM_BYTES:
        os.environ["TMPDIR"] = str(memory)
        tempfile.tempdir = None


# The files that take longest, the longest first: of two processes one would wait for the other at the end. Of the
# two that look at our own portal the second comes later: its pictures, which take half a minute, are drawn by then.
LONGEST = (
    "test_incremental.py", "test_interrupted.py", "test_access.py", "test_search.py", "test_own_form.py",
    "test_narrowing.py", "test_browser.py", "test_register.py", "test_hostile.py", "test_import_pdf.py",
    "test_reading_pages.py", "test_import_story.py", "test_import_draft.py", "test_package.py",
    "test_import_ticks.py", "test_form_use.py", "test_dossier.py", "test_guides.py",
)  # fmt: skip


def pytest_collection_finish() -> None:
    # Thousands of tests are in memory to the end: nobody need look through them again and again.
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONGEST)))


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a reviewed file; with --update-expected the file is written anew."""

    def compare(path: Path, found: str) -> None:
        if request.config.getoption("--update-expected"):
            path.write_text(found, encoding="utf-8")
        assert found == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small portal, built once into site/; nobody changes it."""
    config = copy_small(tmp_path_factory.mktemp("small"))
    built_ok(config, config.parent / "site")
    return config.parent


@pytest.fixture(scope="session")
def own_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where this repository's own portal, its pictures and all, is served; nobody changes it."""
    with serve_own_portal(tmp_path_factory.mktemp("own")) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser(light=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def only_desk(browser: Browser) -> Iterator[BrowserContext]:
    with open_window(browser, 1280, 900) as context:
        # An open page keeps the window's process alive.
        context.new_page()
        yield context


@pytest.fixture(scope="session")
def only_phone(browser: Browser) -> Iterator[BrowserContext]:
    with open_window(browser, 390, 844) as context:
        context.new_page()
        yield context


@pytest.fixture
def desk(only_desk: BrowserContext) -> Iterator[BrowserContext]:
    """A window of a desk as if just opened; for what is set for a whole window, open one."""
    yield only_desk
    clear_window(only_desk)


@pytest.fixture
def phone(only_phone: BrowserContext) -> Iterator[BrowserContext]:
    """A window of a phone, in the same way."""
    yield only_phone
    clear_window(only_phone)


@pytest.fixture
def blank_portal(tmp_path: Path) -> Path:
    """The repository's own portal without its models; the folder."""
    root, folder = Path(__file__).parents[1], tmp_path / "portal"
    shutil.copytree(root / "data", folder / "data", ignore=shutil.ignore_patterns("models", "exemplars"))
    shutil.copy(root / "site_config.yml", folder)
    return folder
