"""Options and fixtures shared by all tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext

from tests.browsing import open_browser, open_window
from tests.portals import built_ok, copy_small

# Two cores are shared with builds; a slow example is no failure, and every run tries the same examples.
settings.register_profile("portal", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("portal")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="write what was found into the expected files; read the diff"
    )


# The files that take longest, the longest first: of two processes one would wait for the other at the end.
LONGEST = (
    "test_incremental.py", "test_access.py", "test_search.py", "test_interrupted.py", "test_own_form.py",
    "test_browser.py", "test_narrowing.py", "test_reading_pages.py", "test_register.py", "test_package.py",
    "test_hostile.py", "test_form_use.py", "test_import_story.py", "test_import_draft.py", "test_bench.py",
    "test_import_pdf.py", "test_dossier.py", "test_guides.py",
)  # fmt: skip


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
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a desk."""
    with open_window(browser, 1280, 900) as context:
        yield context


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a phone."""
    with open_window(browser, 390, 844) as context:
        yield context


@pytest.fixture
def blank_portal(tmp_path: Path) -> Path:
    """The repository's own portal without its models; the folder."""
    root, folder = Path(__file__).parents[1], tmp_path / "portal"
    shutil.copytree(root / "data", folder / "data", ignore=shutil.ignore_patterns("models", "exemplars"))
    shutil.copy(root / "site_config.yml", folder)
    return folder
