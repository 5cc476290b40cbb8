"""The program as people install it: a wheel that carries theme, starter portal and guides."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.portals import make_pictures_tiny

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, as pip would lay it out."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=ROOT, check=True)
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(next(out.glob("*.whl"))).extractall(folder)
    return folder


def _dvk(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments], cwd=folder, env=env, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def portal(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that the installed program made and built; nobody changes it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    made = _dvk(installed, folder, "new", "portal", "phuong")
    assert made.returncode == 0, made.stderr
    make_pictures_tiny(folder / "phuong/content/huong-dan")
    built = _dvk(installed, folder / "phuong", "build")
    assert built.returncode == 0, built.stderr
    return folder / "phuong"


def test_installed_program_makes_and_builds_a_portal_elsewhere(portal: Path) -> None:
    site = portal / "site"
    assert (site / "mo-hinh/goc-pho-xanh/index.html").is_file()
    assert (site / "bieu-mau/hoa-mai-2026/hoa-mai-dang-ky.pdf").read_bytes().startswith(b"%PDF")
    assert (site / "huong-dan/viet-bai/index.html").is_file()


def test_new_portal_is_free_of_problems(installed: Path, portal: Path) -> None:
    checked = _dvk(installed, portal.parent, "check", "--config", "phuong/site_config.yml")
    assert (checked.returncode, checked.stdout.strip()) == (0, "Không có lỗi.")


def test_theme_of_the_portal_overrides_a_template_and_a_token(installed: Path, portal: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(portal, tmp_path / "phuong"))
    (root / "theme/templates").mkdir(parents=True)
    (root / "theme/templates/not_found.html").write_text("<h1>Lạc đường rồi</h1>", encoding="utf-8")
    (root / "theme/assets/css").mkdir(parents=True)
    (root / "theme/assets/css/tokens.css").write_text(":root{--ink:#111}", encoding="utf-8")
    assert _dvk(installed, root, "build").returncode == 0
    assert "Lạc đường rồi" in (root / "site/404.html").read_text(encoding="utf-8")
    assert (root / "site/assets/css/tokens.css").read_text(encoding="utf-8") == ":root{--ink:#111}"
