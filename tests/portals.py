"""Portals made for tests: the small one of tests/sites/small, with pictures drawn on the spot."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from PIL import Image, ImageDraw

from generator.pipeline import build
from generator.site import Built
from generator.vietnamese import nfc

SITES = Path(__file__).parent / "sites"
OWN = Path(__file__).parents[1]
TODAY = date(2026, 2, 1)
STORY = "content/guong-dien-hinh/chi-sen-vuon-rau"
BASE = "https://ben-may.example.vn/"


def draw_picture(path: Path, width: int = 1200, height: int = 900) -> None:
    """A real picture: a river and its bank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (width, height), "#cfe3e6")
    ImageDraw.Draw(image).rectangle((0, height // 2, width, height), fill="#7a9a5b")
    exif = Image.Exif()
    exif[0x010F] = "Nikon"
    image.save(path, quality=60, exif=exif)


def copy_small(folder: Path) -> Path:
    """The small portal in `folder`, ready to build; gives its config.

    Its site was never built, but what is dear to draw is kept (generator/cache.py), as far as nothing it is drawn
    from changes: builds that keep nothing are those of tests/builds.py.
    """
    config = _write_small(folder)
    shutil.copytree(_kept_of_small(), config.parent / ".dvk/cache")
    return config


@cache
def _kept_of_small() -> Path:
    """What a build of the small portal keeps, made once in each process."""
    folder = Path(tempfile.mkdtemp(prefix="dvk-small-"))
    atexit.register(shutil.rmtree, folder)
    config = _write_small(folder)
    built_ok(config, folder / "site")
    return config.parent / ".dvk/cache"


def _write_small(folder: Path) -> Path:
    root = folder / "portal"
    shutil.copytree(SITES / "small", root)
    for name in ("bai-boi.jpg", "luong-rau.jpg"):
        draw_picture(root / STORY / name)
    draw_picture(root / "content/anh/vuon-rau.jpg")
    # Macs and some keyboards save decomposed letters; nobody must notice.
    model = root / "data/models/vuon-rau.yml"
    model.write_text(unicodedata.normalize("NFD", model.read_text(encoding="utf-8")), encoding="utf-8")
    return root / "site_config.yml"


def copy_own(folder: Path) -> Path:
    """This repository's portal in `folder`, ready to build; gives its config. Its pictures are tiny."""
    for name in ("content", "data"):
        shutil.copytree(OWN / name, folder / name)
    make_pictures_tiny(folder / "content")
    return Path(shutil.copy(OWN / "site_config.yml", folder))


def make_pictures_tiny(folder: Path) -> None:
    """Put others in the place of the pictures in a folder: to draw ours in all widths takes ten seconds."""
    for picture in folder.rglob("*.*"):
        if picture.suffix in (".jpg", ".webp"):
            draw_picture(picture, 60, 40)


def edit(root: Path, changes: Mapping[str, tuple[str, str]]) -> None:
    """Replace a text in files, each exactly once: {path: (old, new)}."""
    for name, (old, new) in changes.items():
        text = nfc((root / name).read_text(encoding="utf-8"))
        assert text.count(old) == 1, f"{name}: {old}"
        (root / name).write_text(text.replace(old, new), encoding="utf-8")


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def parse_page(raw: bytes) -> Any:
    """An HTML page as a tree to ask with XPath; lxml's own types fit no answer in particular."""
    return lxml_html.document_fromstring(raw)


def built_ok(config: Path, site: Path) -> Built:
    """Build, and fail with the report when there is an error."""
    built = build(config, site, today=TODAY)
    assert built.ok, "\n".join(f"{one.at}: {one.code}: {one.wrong}" for one in built.problems)
    return built


def files_of(site: Path) -> dict[str, bytes]:
    """Shape: {path relative to the site: bytes} of every file."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
