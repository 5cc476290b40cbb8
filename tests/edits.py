"""Random edits of a portal, as editors make them. Each is one function below; more are in tests/accidents.py."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import yaml

from tests.builds import Order, draw

THEME = Path(__file__).resolve().parents[1] / "theme"
# What refers to the records of each folder, wherever it stands.
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "models": ("replicated_from", "models", "model"),
    "units": ("unit", "parent"),
    "exemplars": ("exemplar",),
    "fields": ("field",),
    "forms": ("forms",),
}
_WORDS = (
    "hoa", "rác", "đường", "ngõ", "vườn", "đèn", "sông", "chợ", "tối", "sạch", "đoàn kết", "“khéo”", "R&D", "1 < 2",
    "**đậm**", "Ủy ban", "12 hộ", "nước", "cây", "trường",
)  # fmt: skip


@dataclass
class Desk:
    """Where somebody works on a portal; `build` builds what they ask for in between."""

    root: Path
    rng: Random
    build: Callable[[Order], object]
    today: date = date(2026, 2, 1)
    count: int = 0

    @property
    def config(self) -> Path:
        return self.root / "site_config.yml"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def order(self, **changes: Any) -> Order:
        return Order(**{"config": self.config, "site": self.site, "today": self.today, **changes})

    def next(self) -> int:
        """A number that was not given before."""
        self.count += 1
        return self.count

    def words(self, count: int = 4) -> str:
        return " ".join(self.rng.choices(_WORDS, k=count)) + f" {self.next()}"

    def files(self, *patterns: str) -> list[Path]:
        return sorted(path for pattern in patterns for path in self.root.glob(pattern) if path.is_file())

    def pick(self, *patterns: str) -> Path:
        return self.rng.choice(self.files(*patterns))

    def record(self, folder: str) -> Path:
        return self.pick(f"data/{folder}/*.yml")

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


Edit = Callable[[Desk], str | None]
# Shape: {name: what does it and tells what it did; None when there was nothing to do it to}.
EDITS: dict[str, Edit] = {}

E = TypeVar("E", bound=Edit)


def edit(made: E) -> E:
    EDITS[made.__name__] = made
    return made


class _Dumper(yaml.SafeDumper):
    """Lists within mappings are indented, as in all files of a portal."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def load(path: Path) -> dict[str, Any]:
    """The values of a record's file, those of a page with its `body`."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        found: dict[str, Any] = yaml.safe_load(text)
        return found
    _, front, body = text.split("---\n", 2)
    return {**yaml.safe_load(front), "body": body}


def save(path: Path, values: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    front = {key: value for key, value in values.items() if path.suffix != ".md" or key != "body"}
    text = yaml.dump(front, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text if path.suffix != ".md" else f"---\n{text}---\n{values['body']}", encoding="utf-8")


def change(desk: Desk, path: Path, **values: Any) -> str:
    """Change fields of a record; None takes a field away."""
    merged = {**load(path), **values}
    save(path, {key: value for key, value in merged.items() if value is not None})
    return f"{desk.name(path)}: {values}"


def _refer(desk: Desk, folder: str, old: str, new: str | None) -> None:
    """Let everything that refers to a record refer to another; None takes the reference away, links lead elsewhere."""
    for path in desk.files("data/models/*.yml", "content/**/*.md") if folder == "models" else ():
        raw = path.read_bytes()
        linked = raw.replace(f"mo-hinh/{old}/".encode(), f"mo-hinh/{new}/".encode() if new else b"mo-hinh/")
        linked = linked.replace(f"(../{old}/)".encode(), f"(../{new}/)".encode() if new else b"(../)")
        if linked != raw:
            path.write_bytes(linked)
    for path in desk.files("data/*/*.yml", "content/guong-dien-hinh/*/index.md"):
        try:
            values = load(path)
        except (yaml.YAMLError, ValueError, TypeError):
            # An accident left it unreadable: it refers to nothing.
            continue
        changed = _replace(values, _REFERENCES[folder], old, new)
        if changed != values:
            save(path, changed)


def _replace(value: Any, keys: tuple[str, ...], old: str, new: str | None) -> Any:
    if isinstance(value, list):
        return [_replace(one, keys, old, new) for one in value]
    if not isinstance(value, dict):
        return value
    changed: dict[str, Any] = {}
    for key, one in value.items():
        if key in keys and isinstance(one, list) and old in one:
            changed[key] = [new if each == old else each for each in one if each != old or new]
        elif key in keys and one == old:
            changed |= {key: new} if new else {}
        else:
            changed[key] = _replace(one, keys, old, new)
    return changed


# Models


@edit
def add_model(desk: Desk) -> str:
    values = load(desk.record("models")) | {"name": f"Mô hình {desk.words(2)}", "unit": desk.record("units").stem}
    values.pop("aliases", None)
    path = desk.root / f"data/models/mo-hinh-{desk.next()}.yml"
    save(path, values | {"field": desk.record("fields").stem, "summary": desk.words(6)})
    return f"{desk.name(path)}: {values['unit']}"


@edit
def add_replicated_model(desk: Desk) -> str:
    source = desk.record("models")
    values = load(source) | {"origin": "replicated", "replicated_from": source.stem, "name": f"Theo {desk.words(2)}"}
    values.pop("aliases", None)
    path = desk.root / f"data/models/theo-{desk.next()}.yml"
    save(path, values)
    return f"{desk.name(path)} from {source.stem}"


@edit
def delete_model(desk: Desk) -> str:
    path = desk.record("models")
    path.unlink()
    _refer(desk, "models", path.stem, None)
    return desk.name(path)


def _rename(desk: Desk, folder: str, *, keeps_alias: bool) -> str:
    path = desk.record(folder)
    new = path.with_name(f"ten-moi-{desk.next()}.yml")
    if keeps_alias:
        change(desk, path, aliases=[*load(path).get("aliases", []), path.stem])
    path.rename(new)
    _refer(desk, folder, path.stem, new.stem)
    return f"{desk.name(path)} → {new.stem}"


@edit
def rename_model(desk: Desk) -> str:
    return _rename(desk, "models", keeps_alias=True)


@edit
def rename_model_without_alias(desk: Desk) -> str:
    return _rename(desk, "models", keeps_alias=False)


@edit
def change_aliases_of_model(desk: Desk) -> str:
    path = desk.record("models")
    return change(desk, path, aliases=None if load(path).get("aliases") else [f"ten-cu-{desk.next()}"])


@edit
def change_model_text(desk: Desk) -> str:
    key = desk.rng.choice(("name", "summary", "situation", "approach", "outcome", "lasting", "implementer", "theme"))
    return change(desk, desk.record("models"), **{key: desk.words(7)})


@edit
def change_model_figures(desk: Desk) -> str:
    figures = desk.rng.sample(range(1, 999), desk.rng.randint(1, 4))
    results = [{"figure": str(figure), "unit": "hộ", "text": desk.words(3)} for figure in figures]
    return change(desk, desk.record("models"), results=results)


@edit
def move_model_to_other_unit_or_field(desk: Desk) -> str:
    key = desk.rng.choice(("unit", "field"))
    return change(desk, desk.record("models"), **{key: desk.record(f"{key}s").stem})


@edit
def move_model_to_other_campaign(desk: Desk) -> str:
    return change(desk, desk.record("models"), campaign=desk.record("campaigns").stem, evidence=None)


@edit
def change_model_theme(desk: Desk) -> str:
    return change(desk, desk.record("models"), theme=desk.rng.choice(("Môi trường", "Giúp nhau làm ăn", None)))


@edit
def change_model_year(desk: Desk) -> str:
    return change(desk, desk.record("models"), year=desk.rng.choice((2026, 2027, 2028)))


@edit
def recognise_model(desk: Desk) -> str:
    given = {"level": desk.rng.choice(("ward", "city")), "authority": "Đảng ủy phường", "decision": desk.words(1)}
    day = date(2027, 11, 1) + timedelta(days=desk.rng.randrange(300))
    return change(desk, desk.record("models"), recognition={**given, "date": day}, launched_on=date(2027, 2, 1))


@edit
def withdraw_recognition(desk: Desk) -> str:
    path = desk.rng.choice([path for path in desk.files("data/models/*.yml") if load(path).get("recognition")])
    said = change(desk, path, recognition=None)
    path.rename(path.with_suffix(".doi"))
    _refer(desk, "models", path.stem, None)
    path.with_suffix(".doi").rename(path)
    return said


@edit
def mark_model_as_sample(desk: Desk) -> str:
    path = desk.record("models")
    return change(desk, path, sample=None if load(path).get("sample") else True)


@edit
def change_replication(desk: Desk) -> str:
    path, source = desk.record("models"), desk.record("models")
    if desk.rng.random() < 0.4 or path == source:
        return change(desk, path, origin="continued", replicated_from=None)
    return change(desk, path, origin="replicated", replicated_from=source.stem)


@edit
def change_updated_day(desk: Desk) -> str:
    return change(desk, desk.record("models"), updated=date(2027, 1, 1) + timedelta(days=desk.rng.randrange(700)))


@edit
def change_model_photos(desk: Desk) -> str:
    file = desk.pick("content/anh/*").name
    photo = {"file": file, "alt": desk.words(3), "caption": desk.words(3), "credit": "Ảnh: tổ 5"}
    return change(desk, desk.record("models"), photos=desk.rng.choice(([photo], None)))


# The other records


@edit
def change_unit(desk: Desk) -> str:
    changes: tuple[dict[str, Any], ...] = (
        {"name": f"Tổ {desk.words(2)}"}, {"summary": desk.words(6)}, {"kind": "office"}, {"address": desk.words(3)},
    )  # fmt: skip
    return change(desk, desk.record("units"), **desk.rng.choice(changes))


@edit
def move_unit(desk: Desk) -> str:
    path, parent = desk.record("units"), desk.record("units")
    return change(desk, path, parent=None if path == parent else parent.stem)


@edit
def add_unit(desk: Desk) -> str:
    path = desk.root / f"data/units/to-moi-{desk.next()}.yml"
    save(path, {"name": f"Tổ mới {desk.words(1)}", "kind": "residential", "summary": desk.words(5)})
    return desk.name(path)


@edit
def rename_unit(desk: Desk) -> str:
    return _rename(desk, "units", keeps_alias=desk.rng.random() < 0.7)


@edit
def merge_units(desk: Desk) -> str:
    gone, kept = desk.rng.sample(desk.files("data/units/*.yml"), 2)
    gone.unlink()
    _refer(desk, "units", gone.stem, kept.stem)
    change(desk, kept, parent=None)
    return f"{gone.stem} into {kept.stem}"


@edit
def change_field(desk: Desk) -> str:
    changes: tuple[dict[str, Any], ...] = (
        {"name": f"Lĩnh vực {desk.words(1)}"}, {"summary": desk.words(5)}, {"order": desk.rng.randint(1, 9)},
        {"aliases": [desk.words(2)]},
    )  # fmt: skip
    return change(desk, desk.record("fields"), **desk.rng.choice(changes))


@edit
def add_field(desk: Desk) -> str:
    path = desk.root / f"data/fields/linh-vuc-{desk.next()}.yml"
    save(path, {"name": f"Lĩnh vực {desk.words(1)}", "order": desk.rng.randint(1, 9), "summary": desk.words(5)})
    return desk.name(path)


@edit
def change_campaign(desk: Desk) -> str:
    path = desk.record("campaigns")
    values = load(path)
    changes: list[dict[str, Any]] = [{key: desk.words(5)} for key in ("title", "short_title", "summary", "issuer")]
    for key, name in (("targets", "text"), ("deadlines", "text"), ("steps", "text"), ("fields", "name")):
        items: list[dict[str, Any]] = values[key]
        items[desk.rng.randrange(len(items))][name] = desk.words(4)
        changes.append({key: items})
    return change(desk, path, **desk.rng.choice(changes))


@edit
def change_target(desk: Desk) -> str:
    path = desk.record("campaigns")
    targets = load(path)["targets"]
    targets[0] |= {"value": desk.rng.randint(1, 90), "measure": desk.rng.choice(("exemplars", "recognised-models"))}
    return change(desk, path, targets=targets)


@edit
def change_deadline(desk: Desk) -> str:
    path = desk.record("campaigns")
    deadlines = load(path)["deadlines"]
    deadlines[0]["date"] = desk.today + timedelta(days=desk.rng.randint(-20, 60))
    return change(desk, path, deadlines=deadlines)


@edit
def change_form(desk: Desk) -> str:
    path = desk.record("forms")
    blocks = [*load(path).get("blocks", [])[-1:], {"fill": f"Ô {desk.words(1)}"}]
    changes: list[dict[str, Any]] = [{"title": desk.words(3)}, {"summary": desk.words(4)}, {"due": desk.words(2)}]
    if load(path)["status"] == "official":
        changes += [{"blocks": blocks[::-1]}, {"number": f"Mẫu {desk.next()}"}, {"aliases": [f"mau-cu-{desk.next()}"]}]
    return change(desk, path, **desk.rng.choice(changes))


@edit
def add_form(desk: Desk) -> str:
    path = desk.root / f"data/forms/bieu-{desk.next()}.yml"
    save(path, load(desk.root / "data/forms/phu-luc-01.yml") | {"title": f"Biểu {desk.words(1)}"})
    return desk.name(path)


@edit
def change_exemplar(desk: Desk) -> str:
    photo = {"file": desk.pick("content/anh/*").name, "alt": "Cả tổ", "caption": desk.words(2), "credit": "Ảnh tổ"}
    changes: tuple[dict[str, Any], ...] = (
        {"name": f"Bà {desk.words(1)}"}, {"role": desk.words(3)}, {"summary": desk.words(5)}, {"year": 2028},
        {"photo": photo}, {"photo": None}, {"models": [desk.record("models").stem]}, {"recognition": None},
        {"sample": None}, {"sample": True}, {"unit": desk.record("units").stem}, {"field": desk.record("fields").stem},
    )  # fmt: skip
    return change(desk, desk.record("exemplars"), **desk.rng.choice(changes))


@edit
def rename_exemplar(desk: Desk) -> str:
    return _rename(desk, "exemplars", keeps_alias=desk.rng.random() < 0.7)


@edit
def change_story(desk: Desk) -> str:
    path = desk.pick("content/guong-dien-hinh/*/index.md")
    values = load(path)
    body = values["body"].replace("\n## 4.", f"\nThêm {desk.words(5)}.\n\n## 4.")
    changes: tuple[dict[str, Any], ...] = (
        {"title": desk.words(3)}, {"lead": desk.words(6)}, {"body": body}, {"photos": values["photos"][::-1]},
        {"published": date(2027, 1, 1) + timedelta(days=desk.next())}, {"byline": desk.words(2)},
        {"quote": {"text": desk.words(4), "who": "Bà con"}}, {"model": None}, {"model": desk.record("models").stem},
    )  # fmt: skip
    return change(desk, path, **desk.rng.choice(changes))


@edit
def rename_story(desk: Desk) -> str:
    folder = desk.pick("content/guong-dien-hinh/*/index.md").parent
    change(desk, folder / "index.md", aliases=[folder.name] if desk.rng.random() < 0.6 else None)
    folder.rename(folder.with_name(f"bai-{desk.next()}"))
    return folder.name


# Prose and photos


@edit
def add_page(desk: Desk) -> str:
    folder = desk.rng.choice(("huong-dan", "chuyen-de"))
    path = desk.root / f"content/{folder}/trang-viet-{desk.next()}.md"
    body = f"\n## {desk.words(2)}\n\nXem [lịch](../../lich/).\n"
    save(path, {"title": desk.words(2), "description": desk.words(3), "order": desk.next(), "body": body})
    return desk.name(path)


@edit
def change_page(desk: Desk) -> str:
    path = desk.pick("content/*.md", "content/huong-dan/*.md", "content/ke-hoach/*.md")
    body = load(path)["body"] + f"\n## {desk.words(1)}\n\n{desk.words(9)}\n"
    changes = ({"body": body}, {"title": desk.words(3)}, {"description": desk.words(4)})
    return change(desk, path, **desk.rng.choice(changes))


@edit
def delete_page(desk: Desk) -> str:
    path = desk.pick("content/*.md", "content/huong-dan/*.md", "content/chuyen-de/*.md", "content/ke-hoach/*.md")
    path.unlink()
    return desk.name(path)


@edit
def link_page_to_model(desk: Desk) -> str:
    models = [(path, load(path)) for path in desk.files("data/models/*.yml")]
    known = [path.stem for path, model in models if model.get("recognition") and not model.get("sample")]
    path = desk.pick("content/huong-dan/*.md")
    return change(desk, path, body=f"\nNhư [nơi này](../../mo-hinh/{desk.rng.choice(known)}/).\n")


@edit
def replace_photo(desk: Desk) -> str:
    path = desk.pick("content/anh/*", "content/guong-dien-hinh/*/*.jpg", "content/guong-dien-hinh/*/*.png")
    draw(path, (desk.next() % 256, 20, 30), desk.rng.choice(((12, 9), (9, 12), (7, 7))))
    return desk.name(path)


@edit
def replace_photo_by_one_of_the_same_size_and_time(desk: Desk) -> str:
    path = desk.pick("content/anh/*.png", "content/guong-dien-hinh/*/*.png")
    before = path.stat()
    draw(path, (desk.next() % 256, 77, 99))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return f"{desk.name(path)}: {before.st_size} → {path.stat().st_size} bytes"


@edit
def swap_photos(desk: Desk) -> str:
    one, two = desk.rng.sample(desk.files("content/anh/*.png", "content/guong-dien-hinh/*/*.png"), 2)
    swap(one, two)
    return f"{desk.name(one)} ↔ {desk.name(two)}"


def swap(one: Path, two: Path) -> None:
    waiting = one.with_name(".swap")
    one.rename(waiting)
    two.rename(one)
    waiting.rename(two)


@edit
def add_unused_photo(desk: Desk) -> str:
    path = desk.root / f"content/anh/them-{desk.next()}.jpg"
    draw(path, (1, 2, 3))
    return desk.name(path)


@edit
def show_photo_in_page(desk: Desk) -> str:
    path = desk.pick("content/huong-dan/*.md")
    picture = desk.pick("content/anh/*").name
    return change(desk, path, body=f"{load(path)['body']}\n![Ảnh](../../anh/{picture})\n")


# Templates, styles, settings


def _own_template(desk: Desk, name: str, mark: str) -> str:
    """Our template with a remark before its first element."""
    text = (THEME / name).read_text(encoding="utf-8")
    path = desk.root / "theme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    first = r"(?m)^(\s*)(<(?:h1|h2|p|div|section|ul|table|footer|nav)\b)"
    path.write_text(re.sub(first, rf"\1<!-- {mark} -->\2", text, count=1), encoding="utf-8")
    return f"{name}: {mark}"


@edit
def override_template(desk: Desk) -> str:
    known = sorted(path.relative_to(THEME).as_posix() for path in (THEME / "templates").rglob("*.html"))
    return _own_template(desk, desk.rng.choice(known), desk.words(1).replace("<", ""))


@edit
def override_parts_of_records(desk: Desk) -> str:
    return _own_template(desk, "templates/parts/records.html", f"phần {desk.next()}")


@edit
def override_frame(desk: Desk) -> str:
    name = desk.rng.choice(("mkdocs/partials/footer.html", "mkdocs/partials/nav.html"))
    return _own_template(desk, name, f"khung {desk.next()}")


@edit
def change_what_a_template_includes(desk: Desk) -> str:
    part = desk.root / "theme/templates/parts/rieng.html"
    part.parent.mkdir(parents=True, exist_ok=True)
    asked = ("{{ library.recognised|length }} {{ today }}", "{{ settings.name }}", "{{ library.units[0].name }}")
    part.write_text(f"<p>{desk.rng.choice(asked)} {desk.next()}</p>\n", encoding="utf-8")
    page = desk.rng.choice(("model.html", "prose.html", "listing.html", "not_found.html"))
    text = (THEME / "templates" / page).read_text(encoding="utf-8")
    (desk.root / "theme/templates" / page).write_text(text + '{% include "parts/rieng.html" %}\n', encoding="utf-8")
    return page


@edit
def change_template(desk: Desk) -> str:
    known = desk.files("theme/templates/**/*.html", "theme/mkdocs/**/*.html")
    if not known:
        return override_template(desk)
    path = desk.rng.choice(known)
    path.write_text(re.sub(r"<!-- .*? -->", f"<!-- {desk.next()} -->", path.read_text(encoding="utf-8")), "utf-8")
    return desk.name(path)


@edit
def delete_template(desk: Desk) -> str:
    known = [path for path in desk.files("theme/**/*.html") if path.name != "rieng.html"]
    if not known:
        _own_template(desk, "templates/home.html", "sắp xóa")
        known = [desk.root / "theme/templates/home.html"]
        desk.build(desk.order())
    path = desk.rng.choice(known)
    path.unlink()
    return desk.name(path)


@edit
def delete_theme(desk: Desk) -> str:
    if not (desk.root / "theme").exists():
        change_asset(desk)
        override_parts_of_records(desk)
        desk.build(desk.order())
    shutil.rmtree(desk.root / "theme")
    return "theme/"


@edit
def change_asset(desk: Desk) -> str:
    name = desk.rng.choice(("css/tokens.css", "css/own.css", "images/hoa.svg", f"images/hinh-{desk.next()}.svg"))
    path = desk.root / "theme/assets" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"/* {desk.next()} */\n", encoding="utf-8")
    return desk.name(path)


@edit
def delete_asset(desk: Desk) -> str:
    if not desk.files("theme/assets/**/*"):
        change_asset(desk)
        desk.build(desk.order())
    known = desk.files("theme/assets/**/*")
    path = desk.rng.choice(known)
    path.unlink()
    return desk.name(path)


@edit
def change_settings(desk: Desk) -> str:
    changes: tuple[dict[str, Any], ...] = (
        {"name": f"Cổng {desk.words(1)}"}, {"tagline": desk.words(4)}, {"per_page": desk.rng.choice((1, 2, 3, 24))},
        {"url": f"https://ben-may-{desk.next()}.example.vn/"}, {"url": "https://example.vn/ben/may/"},
        {"publisher": {"name": desk.words(2), "email": "bbt@example.vn"}},
    )  # fmt: skip
    return change(desk, desk.config, **desk.rng.choice(changes))


@edit
def show_or_hide_samples(desk: Desk) -> str:
    return change(desk, desk.config, show_samples=not load(desk.config).get("show_samples", True))


@edit
def another_day(desk: Desk) -> str:
    desk.today += timedelta(days=desk.rng.choice((1, -1, 13, 29, 300, -200)))
    return str(desk.today)
