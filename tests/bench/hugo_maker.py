"""A Hugo site of the same invented models: same pages, same words, inside the very frame of our portal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from generator.cache import Cache
from generator.loading import load_records
from generator.prose import Prose, load_prose
from generator.scaffold import create_portal
from generator.settings import Settings, read_settings
from generator.theme import OWN_THEME, theme_of
from tests.bench.material import FIELDS, YEARS, Invented, count_units, invent
from tests.bench.portal_maker import AUTHORITY, CAMPAIGN

_SITE = Path(__file__).parent / "hugo"
# What Hugo puts where our frame has its marks.
_SLOTS = {
    "title": "{{ if .IsHome }}{{ .Title }}{{ else }}{{ .Title }} – {{ site.Title }}{{ end }}",
    "description": "{{ .Description }}",
    "canonical": "{{ .Permalink }}",
    "shared": "{{ site.BaseURL }}the/mo-hinh"
    '{{ if .IsPage }}/linh-vuc/{{ index (index .Params "linh-vuc") 0 }}{{ end }}.png',
    "kind": "{{ if .IsPage }}article{{ else }}website{{ end }}",
    "head": '{{ if .IsPage }}{{ partial "linked_data.html" . }}{{ end }}',
    "body": '{{ block "main" . }}{{ end }}',
}
_HEADINGS = (
    ("situation", "Việc khó đặt ra", "viec-kho"),
    ("approach", "Cách làm", "cach-lam"),
    ("outcome", "Kết quả", "ket-qua"),
    ("lasting", "Giữ bền và nhân rộng", "giu-ben"),
)


def make_hugo_site(root: Path, portal: Path, count: int) -> None:
    """Write the site; `portal` is our own of the same models, whose frame and names it takes."""
    shutil.copytree(_SITE, root)
    settings, _ = read_settings(portal / "site_config.yml")
    assert settings is not None
    _write_frame(root, build_frame(settings))
    _write_config(root, portal, settings)
    for path, text in _write_listings(portal, settings, count):
        _write(root / "content" / path, text)
    for model in invent(count):
        _write(root / f"content/mo-hinh/{model.id}.md", write_page(model))


def build_frame(settings: Settings) -> Prose:
    """The frame of our pages, built with the prose pages of a portal without models."""
    with TemporaryDirectory() as folder:
        starter = Path(folder, "portal")
        create_portal(starter)
        pages = load_records(starter).records.pages.values()
        return load_prose(pages, settings, theme_of(starter), Cache(Path(folder, "cache")))


def _write_frame(root: Path, prose: Prose) -> None:
    """Frames as base templates; links start at the host, as Hugo's own do."""
    for section, name in (("mo-hinh", "baseof.html"), ("", "baseof.home.html")):
        _write(root / "layouts" / name, prose.shells[section].fill(root="", slots=_SLOTS).decode())
    shutil.copytree(OWN_THEME / "assets", root / "static/assets")
    for path, content in prose.assets.items():
        target = root / "static" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _write_config(root: Path, portal: Path, settings: Settings) -> None:
    campaign = yaml.safe_load((portal / f"data/campaigns/{CAMPAIGN}.yml").read_text(encoding="utf-8"))
    params = {
        "campaign": campaign["short_title"],
        "campaign_id": CAMPAIGN,
        "criteria": [item["text"] for item in campaign["criteria"][0]["items"]],
        "locality": campaign["locality"],
        "publisher": settings.publisher.name,
        "email": settings.publisher.email,
        "tagline": settings.tagline,
    }
    folder = root / "config/_default"
    _write(folder / "params.json", json.dumps(params, ensure_ascii=False, indent=1))
    config = (folder / "hugo.toml").read_text(encoding="utf-8")
    own = f'baseURL = "{settings.base}"\ntitle = "{settings.name}"\n'
    _write(folder / "hugo.toml", own + config)


def _write_listings(portal: Path, settings: Settings, count: int) -> Iterator[tuple[str, str]]:
    """The home page, the catalogue and one page for each field, unit and year, with its register: (path, text)."""
    yield "_index.md", _page({"title": settings.name, "description": settings.tagline})
    yield _register("", "Sổ mô hình")
    yield _register("nguon-goc/new", "Sổ mô hình: Xây dựng mới")
    yield "mo-hinh/_index.md", _page({"title": "Mô hình được công nhận", "description": settings.tagline})
    for field in FIELDS:
        record = yaml.safe_load((portal / f"data/fields/{field}.yml").read_text(encoding="utf-8"))
        name, about = record["name"], record["summary"]
        heading = f"Mô hình lĩnh vực {name[0].lower()}{name[1:]}"
        yield _term("linh-vuc", field, heading, name, about, order=record["order"])
        yield _register(f"linh-vuc/{field}", f"Sổ mô hình: {name}", f"/linh-vuc/{field}")
    for number in range(count_units(count)):
        name = f"Đơn vị số {number}"
        yield _term("don-vi", f"don-vi-{number:05d}", f"Mô hình của {name}", name, f"{name} của phường.")
        yield _register(f"don-vi/don-vi-{number:05d}", f"Sổ mô hình: {name}", f"/don-vi/don-vi-{number:05d}")
    for year in YEARS:
        about = f"Các mô hình đăng ký năm {year} đã được công nhận."
        yield _term("nam", str(year), f"Mô hình năm {year}", f"Năm {year}", about)
        yield _register(f"nam/{year}", f"Sổ mô hình: Năm {year}", f"/nam/{year}")


def _term(taxonomy: str, term: str, title: str, name: str, about: str, order: int = 0) -> tuple[str, str]:
    head: dict[str, Any] = {"title": title, "linkTitle": name, "description": about}
    if order:
        head["order"] = order
    return f"{taxonomy}/{term}/_index.md", _page(head)


def _register(place: str, title: str, group: str = "") -> tuple[str, str]:
    """The register of a taxonomy's term, or of all models: all are new ones, so those by origin are too."""
    head = {"title": title, "description": f"{title} của phường.", "layout": "register", "group": group}
    return f"tien-do/{CAMPAIGN}/{place}/_index.md".replace("//", "/"), _page(head)


def write_page(model: Invented) -> str:
    """The model as Hugo would have it: texts in the body, everything else in the front matter."""
    head = {
        "title": model.name,
        "description": model.summary,
        "date": f"{model.year}-10-{model.month + 10}",
        "lastmod": f"{model.year}-10-30",
        "linh-vuc": [model.field],
        "don-vi": [model.unit],
        "nam": [str(model.year)],
        "implementer": f"Bà con {model.unit}",
        "authority": AUTHORITY,
        "registered_on": f"{model.year}-02-10",
        "launched_on": f"{model.year}-{model.month:02d}-08",
        "results": [
            {"figure": figure, "unit": unit, "text": text, "date": f"{model.year}-09-30"}
            for figure, unit, text in model.results
        ],
        "evidence": list(model.evidence),
    }
    body = "\n\n".join(f"## {title} {{#{anchor}}}\n\n{getattr(model, key)}" for key, title, anchor in _HEADINGS)
    return _page(head, body)


def _page(head: Mapping[str, Any], body: str = "") -> str:
    """A page with TOML front matter: Hugo reads it faster than YAML or JSON. A JSON text is a TOML text too."""
    tables = [key for key, value in head.items() if isinstance(value, list) and isinstance(value[0], dict)]
    lines = [f"{key} = {_toml(value)}" for key, value in head.items() if key not in tables]
    for key in tables:
        for row in head[key]:
            lines += [f"[[{key}]]", *(f"{name} = {_toml(value)}" for name, value in row.items())]
    return "\n".join(["+++", *lines, "+++", "", body, ""])


def _toml(value: str | int | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
