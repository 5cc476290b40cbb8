"""What programs, mistakes and accidents do to a portal: more edits like those of tests/edits.py."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.edits import Desk, E, change, change_model_text, edit, load, swap

# Those that may well leave a portal that cannot be built.
BREAKING: set[str] = set()


def breaking(made: E) -> E:
    BREAKING.add(made.__name__)
    return edit(made)


def _rewrite(path: Path, raw: bytes) -> None:
    """Other bytes, the same time: what `touch -r`, some sync programs and coarse clocks do."""
    before = path.stat()
    path.write_bytes(raw)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


# What looks like a change and is none, and the reverse

_ANY = ("data/*/*.yml", "content/**/*.md", "theme/templates/**/*.html", "site_config.yml")


@edit
def touch(desk: Desk) -> str:
    for path in (picked := [desk.pick(*_ANY, "content/**/*.*") for _ in range(3)]):
        os.utime(path, (desk.next() * 1e6, desk.next() * 1e6))
    return ", ".join(map(desk.name, picked))


@edit
def save_same_bytes(desk: Desk) -> str:
    path = desk.pick(*_ANY)
    path.write_bytes(path.read_bytes())
    return desk.name(path)


@edit
def save_by_rename(desk: Desk) -> str:
    path = desk.pick("data/models/*.yml")
    waiting = path.with_name(f".{path.name}.tmp")
    waiting.write_bytes(path.read_bytes().replace("hộ".encode(), "nhà".encode()))
    waiting.replace(path)
    return desk.name(path)


@edit
def write_in_another_way(desk: Desk) -> str:
    """The same values with other line ends, a mark at the beginning, remarks or in another layout."""
    path = desk.pick("data/*/*.yml")
    text = path.read_text(encoding="utf-8")
    ways = {
        "line ends": text.replace("\n", "\r\n"),
        "mark": f"\ufeff{text}",
        "remark": f"# Ghi chú {desk.next()}\n\n{text}",
        "layout": yaml.safe_dump(load(path), allow_unicode=False, sort_keys=False, default_flow_style=True, width=60),
    }
    way = desk.rng.choice(sorted(ways))
    path.write_bytes(ways[way].encode())
    return f"{desk.name(path)}: {way}"


@edit
def change_and_change_back(desk: Desk) -> str:
    path = desk.pick("data/*/*.yml", "content/**/*.md", "theme/**/*.html")
    raw, before = path.read_bytes(), path.stat()
    path.write_bytes(raw + "\n# thêm\n".encode())
    desk.build(desk.order())
    path.write_bytes(raw)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return desk.name(path)


@edit
def change_keeping_size_and_time(desk: Desk) -> str | None:
    path = desk.pick("data/models/*.yml", "data/units/*.yml", "content/guong-dien-hinh/*/index.md", "content/*.md")
    raw = path.read_bytes()
    found = re.search(rb"(?m)^(?:name|summary|title|lead|description): ?['\"]?[^\n]*?([a-z])", raw)
    if found is None:
        return None
    letter = b"u" if found[1] != b"u" else b"o"
    _rewrite(path, raw[: found.start(1)] + letter + raw[found.end(1) :])
    return f"{desk.name(path)}: {found[0]!r}"


@edit
def swap_files(desk: Desk) -> str:
    folder = desk.rng.choice(("models", "units", "fields"))
    one, two = desk.rng.sample(desk.files(f"data/{folder}/*.yml"), 2)
    swap(one, two)
    return f"{desk.name(one)} ↔ {desk.name(two)}"


@edit
def put_file_aside_and_back(desk: Desk) -> str:
    path = desk.pick("data/models/*.yml", "content/huong-dan/*.md")
    aside = path.with_name(f".{path.name}")
    path.rename(aside)
    desk.build(desk.order())
    aside.rename(path)
    return desk.name(path)


@edit
def no_change(desk: Desk) -> str:
    return "nothing"


# Mistakes


@breaking
def delete_photo(desk: Desk) -> str:
    path = desk.pick("content/anh/*", "content/guong-dien-hinh/*/*.png")
    path.unlink()
    return desk.name(path)


@breaking
def break_data(desk: Desk) -> str:
    path = desk.pick("data/*/*.yml")
    raw = path.read_bytes()
    half = raw[: len(raw) // 2]
    mistakes = (raw + b"khong-co: 1\n", half, b"", b"\xff\xfe\x00", raw + b"  name: x\n", raw + b"\t- [\n")
    path.write_bytes(desk.rng.choice(mistakes))
    return desk.name(path)


@breaking
def refer_to_nobody(desk: Desk) -> str:
    key = desk.rng.choice(("unit", "field", "campaign", "replicated_from"))
    return change(desk, desk.record("models"), **{key: "khong-co"})


@breaking
def write_dead_link(desk: Desk) -> str:
    path = desk.pick("content/huong-dan/*.md", "content/*.md")
    return change(desk, path, body=f"\n[hỏng](khong-co-{desk.next()}/)\n")


@breaking
def write_bad_day(desk: Desk) -> str:
    return change(desk, desk.record("models"), updated="31/12/2026")


@breaking
def delete_record_in_use(desk: Desk) -> str:
    path = desk.pick("data/models/*.yml", "data/units/*.yml", "data/fields/*.yml", "data/exemplars/*.yml")
    path.unlink()
    return desk.name(path)


@breaking
def break_template(desk: Desk) -> str:
    path = desk.root / "theme/templates" / desk.rng.choice(("home.html", "model.html", "parts/ui.html"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(desk.rng.choice(("{% if %}", "{{ khong_co }}", "{% include 'khong-co.html' %}")), encoding="utf-8")
    return desk.name(path)


@breaking
def break_photo(desk: Desk) -> str:
    path = desk.pick("content/anh/*")
    path.write_bytes(path.read_bytes()[:20])
    return desk.name(path)


@breaking
def break_settings(desk: Desk) -> str:
    return change(desk, desk.config, **desk.rng.choice(({"url": "khong"}, {"per_page": 0}, {"name": None})))


# What happens to the built site, to what is kept between builds, and to the folder of both


@edit
def damage_site(desk: Desk) -> str | None:
    if not desk.site.exists():
        return None
    path = desk.pick("site/**/*.html", "site/**/*.json", "site/**/*.webp", "site/assets/**/*.css")
    raw = path.read_bytes()
    damages = {"cut": raw[:-3], "longer": raw + b" ", "other": raw[:-2] + b"??", "empty": b""}
    damage = desk.rng.choice(sorted(damages))
    path.write_bytes(damages[damage])
    return f"{desk.name(path)}: {damage}"


@edit
def delete_from_site(desk: Desk) -> str | None:
    if not desk.site.exists():
        return None
    path = desk.pick("site/**/*.html", "site/**/*.json", "site/**/*.webp", "site/assets/**/*.css")
    if path.parent != desk.site and desk.rng.random() < 0.4:
        shutil.rmtree(path.parent)
    else:
        path.unlink()
    return desk.name(path)


@edit
def add_to_site(desk: Desk) -> str:
    path = desk.site / desk.rng.choice(("la.html", "mo-hinh/la/index.html", "la/trong/index.html"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<p>Không phải của cổng.</p>", encoding="utf-8")
    (desk.site / "trong/khong").mkdir(parents=True, exist_ok=True)
    return desk.name(path)


@edit
def delete_site(desk: Desk) -> str | None:
    if not desk.site.exists():
        return None
    shutil.rmtree(desk.site)
    return "site/"


@edit
def swap_files_in_site(desk: Desk) -> str | None:
    if not desk.site.exists():
        return None
    one, two = desk.rng.sample(desk.files("site/mo-hinh/**/*.html"), 2)
    swap(one, two)
    return f"{desk.name(one)} ↔ {desk.name(two)}"


@edit
def delete_what_was_kept(desk: Desk) -> str:
    kept = desk.files(".dvk/**/*")
    if not kept or desk.rng.random() < 0.4:
        shutil.rmtree(desk.root / ".dvk", ignore_errors=True)
        return "all of .dvk"
    path = desk.rng.choice(kept)
    path.unlink()
    return desk.name(path)


@edit
def put_back_what_was_kept_before(desk: Desk) -> str | None:
    """A backup, or a folder that a sync program brings from another machine: .dvk older than the site, or reverse."""
    if not desk.site.exists():
        return None
    folder = desk.rng.choice((".dvk", "site"))
    aside = desk.root.with_name("aside")
    if (desk.root / folder).exists():
        shutil.copytree(desk.root / folder, aside, copy_function=shutil.copy2)
    change_model_text(desk)
    desk.build(desk.order())
    shutil.rmtree(desk.root / folder, ignore_errors=True)
    if aside.exists():
        shutil.move(aside, desk.root / folder)
    return f"older {folder}"


@edit
def build_elsewhere(desk: Desk) -> str:
    """Another folder in between, as a second `--site`, a preview or an earlier day."""
    other = desk.root.with_name(f"other {desk.rng.randrange(2)}")
    changes: tuple[dict[str, Any], ...] = ({}, {"base": "http://127.0.0.1:8000/"}, {"today": date(2027, 5, 5)})
    other_order = desk.rng.choice(changes)
    path = desk.record("models")
    change(desk, path, summary=desk.words(6))
    desk.build(desk.order(site=other, **other_order))
    return f"{desk.name(path)}: {other_order}"


@edit
def move_portal(desk: Desk) -> str:
    desk.root = desk.root.rename(desk.root.with_name(f"cổng {desk.next()}"))
    return desk.root.name
