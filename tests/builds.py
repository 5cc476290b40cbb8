"""Builds beside each other: one in place, with all it kept, and a clean one; and the portal they are made of."""

from __future__ import annotations

import difflib
import multiprocessing
import shutil
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from stat import S_IMODE
from unittest.mock import patch

import yaml
from PIL import Image

from generator import loading, site
from generator.pipeline import build
from tests.portals import SITES

# Everything of a portal's folder that no build makes.
SOURCES = ("data", "content", "theme", "site_config.yml")
# Each process is a copy of one that has built nothing: what a build left in memory stays with it.
_CONTEXT = multiprocessing.get_context("forkserver")

# Shape: {path relative to the folder: (permissions, bytes; None for a folder)}.
Tree = Mapping[str, tuple[int, bytes | None]]


@dataclass(frozen=True)
class Order:
    """A build to be made; `jobs` counts from 1."""

    config: Path
    site: Path
    today: date
    base: str | None = None
    jobs: int = 1


@dataclass(frozen=True)
class Outcome:
    """What a build said; `crash` is its traceback, which no build may have."""

    ok: bool
    problems: tuple[str, ...] = ()
    crash: str = ""


def make(order: Order) -> Outcome:
    """Build in this process."""
    try:
        built = build(order.config, order.site, today=order.today, base=order.base, jobs=order.jobs)
    except Exception:  # noqa: BLE001 - told to whoever ordered the build, in another process.
        return Outcome(False, crash=traceback.format_exc())
    return Outcome(built.ok, tuple(map(repr, built.problems)))


def share_small_work() -> None:
    """From now on this process shares work with others that is not worth it: portals of tests are small."""
    patch.object(site, "MANY", 1).start()
    patch.object(loading, "FEW", 0).start()
    patch.object(loading, "_PIECE", 4).start()


def _serve(orders: Connection) -> None:
    """Build whatever is ordered, until nobody is there to order."""
    share_small_work()
    while True:
        try:
            order = orders.recv()
        except EOFError:
            return
        orders.send(make(order))


class Builder:
    """Builds in processes of its own: a new one for every order like `dvk build`, or the same like `dvk serve`."""

    def __init__(self, *, stays: bool) -> None:
        self._stays = stays
        self._process: BaseProcess | None = None

    def __call__(self, order: Order) -> Outcome:
        if self._process is None:
            self._orders, theirs = _CONTEXT.Pipe()
            self._process = _CONTEXT.Process(target=_serve, args=(theirs,))
            self._process.start()
            theirs.close()
        self._orders.send(order)
        try:
            outcome: Outcome = self._orders.recv()
        except EOFError:
            outcome = Outcome(False, crash="the process that built is gone")
        if not self._stays:
            self.close()
        return outcome

    def close(self) -> None:
        if self._process is not None:
            self._orders.close()
            self._process.join()
            self._process = None


@contextmanager
def builder(*, stays: bool) -> Iterator[Builder]:
    made = Builder(stays=stays)
    try:
        yield made
    finally:
        made.close()


class CleanBuilds:
    """Clean builds of a portal as it is: a copy of its sources alone, built in a folder that is new."""

    def __init__(self, build: Builder) -> None:
        self._build = build
        self._made: dict[bytes, tuple[Outcome, Tree]] = {}

    def __call__(self, order: Order) -> tuple[Outcome, Tree]:
        """The outcome and the site; the last few are remembered by all the bytes they are made of."""
        key = _digest(order)
        if key not in self._made:
            while len(self._made) >= 6:
                self._made.pop(next(iter(self._made)))
            self._made[key] = self._make(order)
        return self._made[key]

    def _make(self, order: Order) -> tuple[Outcome, Tree]:
        with tempfile.TemporaryDirectory() as folder:
            copy_sources(order.config.parent, Path(folder))
            site = Path(folder, "site")
            # In one process, as nobody could do it more plainly; new ones would each read all modules again.
            outcome = self._build(replace(order, config=Path(folder, order.config.name), site=site, jobs=1))
            return outcome, read_tree(site)


def copy_sources(root: Path, target: Path) -> None:
    for path in (root / name for name in SOURCES):
        if path.is_dir():
            shutil.copytree(path, target / path.name)
        elif path.exists():
            shutil.copy2(path, target)


def _digest(order: Order) -> bytes:
    whole = sha256(f"{order.today} {order.base}".encode())
    for path, (_, content) in read_sources(order.config.parent).items():
        whole.update(f"\0{path}\0{-1 if content is None else len(content)}\0".encode())
        whole.update(content or b"")
    return whole.digest()


def read_tree(folder: Path) -> Tree:
    """Every file and folder below `folder`, sorted; empty where there is none."""
    return {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*"))}


def read_sources(root: Path) -> Tree:
    """Every file and folder of the portal that no build makes."""
    tops = [path for name in SOURCES if (path := root / name).exists()]
    paths = [path for top in tops for path in (top, *sorted(top.rglob("*")))]
    return {path.relative_to(root).as_posix(): _read(path) for path in paths}


def put_back(root: Path, sources: Tree) -> None:
    """Make the portal's sources what they were; files that are the same already are not touched."""
    now = read_sources(root)
    for path in sorted(now.keys() - sources.keys(), reverse=True):
        (root / path).rmdir() if now[path][1] is None else (root / path).unlink()
    for path, (_, content) in sources.items():
        if content is None:
            (root / path).mkdir(exist_ok=True)
        elif now.get(path, (0, None))[1] != content:
            (root / path).write_bytes(content)


def _read(path: Path) -> tuple[int, bytes | None]:
    return S_IMODE(path.stat().st_mode), None if path.is_dir() else path.read_bytes()


def tell_difference(found: Tree, clean: Tree) -> str:
    """Where two trees differ first, in a few lines; empty when they are the same, byte for byte."""
    different = [path for path in sorted({*found, *clean}) if found.get(path) != clean.get(path)]
    if not different:
        return ""
    path = different[0]
    lines = [f"{len(different)} paths differ: {', '.join(different[:12])}", f"first: {path}"]
    if path not in found or path not in clean:
        return "\n".join([*lines, "missing in place" if path not in found else "only in place"])
    (mode, content), (clean_mode, clean_content) = found[path], clean[path]
    if content == clean_content:
        return "\n".join([*lines, f"permissions {mode:o} in place, {clean_mode:o} clean"])
    return "\n".join([*lines, *_diff(content or b"", clean_content or b"")])


def _diff(found: bytes, clean: bytes) -> Iterator[str]:
    one, other = (raw.decode(errors="replace").splitlines() for raw in (found, clean))
    lines = difflib.unified_diff(one, other, "in place", "clean", lineterm="", n=0)
    yield from (line[:300] for line, _ in zip(lines, range(14), strict=False))


# A portal in which everything refers to something.


def make_portal(folder: Path) -> Path:
    """The small portal made richer, with pictures of a few points, so that a build is quick; gives its config."""
    root = folder / "portal"
    shutil.copytree(SITES / "small", root)
    for name, text in _EXTRA.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for number, name in enumerate(_PICTURES):
        draw(root / "content" / name, (40 * number % 256, 90, 140))
    # A second plan, without forms of its own.
    plan = yaml.safe_load((root / "data/campaigns/ben-may-2028.yml").read_text(encoding="utf-8"))
    plan |= {"title": "Kế hoạch thử của đoàn thể Bến Mây", "short_title": "Đoàn thể Bến Mây 2026–2028"}
    plan["deadlines"] = [{key: value for key, value in one.items() if key != "forms"} for one in plan["deadlines"][:2]]
    (root / "data/campaigns/doan-the-2028.yml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    with (root / "site_config.yml").open("a", encoding="utf-8") as config:
        config.write("per_page: 2\n")
    return root / "site_config.yml"


def draw(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (12, 9)) -> None:
    """A picture of one colour; a PNG of one size always has the same number of bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path, compress_level=0)


_PICTURES = (
    "anh/vuon-rau.jpg", "anh/ngo-hoa.png", "anh/to-tu-quan.png", "anh/chua-dung.webp",
    "guong-dien-hinh/chi-sen-vuon-rau/bai-boi.jpg", "guong-dien-hinh/chi-sen-vuon-rau/luong-rau.jpg",
    "guong-dien-hinh/ngo-co-hoa/ngo.png", "guong-dien-hinh/ngo-co-hoa/to.png",
)  # fmt: skip


def _model(name: str, more: str, *, unit: str = "to-5", year: int = 2026) -> str:
    return f"""\
name: {name}
campaign: ben-may-2028
subject: collective
implementer: Chi hội Phụ nữ
unit: {unit}
year: {year}
registered_on: {year}-01-20
summary: Cả ngõ cùng làm {name.lower()}.
situation: Ngõ nhỏ, việc ai nấy làm.
updated: {year}-10-20
{more}"""


_RECOGNISED = """\
recognition:
  level: ward
  authority: Đảng ủy phường Bến Mây
  decision: 09-QĐ/ĐU
  date: 2027-10-15
results:
  - figure: 30/30
    unit: hộ
    text: cùng làm
"""
_EXTRA = {
    "data/fields/moi-truong.yml": "name: Môi trường\norder: 3\nsummary: Nước sạch, ngõ xanh.\n",
    "data/units/to-18.yml": "name: Tổ dân phố số 18\nkind: residential\nparent: to-5\nsummary: Tổ bên chợ.\n",
    "data/units/doan-phuong.yml": "name: Đoàn Thanh niên phường\nkind: organisation\nsummary: Người trẻ cả phường.\n",
    "data/models/ngo-hoa.yml": _model(
        "Ngõ hoa",
        "field: doi-song\norigin: replicated\nreplicated_from: ngo-sach\n"
        "approach: Học [ngõ sạch](../ngo-sach/) rồi trồng hoa.\noutcome: Hoa **nở** quanh năm.\n"
        + _RECOGNISED
        + "photos:\n  - file: ngo-hoa.png\n    alt: Ngõ có hoa\n    caption: Ngõ sau một năm\n    credit: Ảnh tổ 18\n",
        unit="to-18",
    ),
    "data/models/ngo-den.yml": _model(
        "Ngõ đèn", "field: an-ninh\norigin: replicated\nreplicated_from: ngo-hoa\napproach: Góp đèn.\n", year=2027
    ),
    "data/models/song-xanh.yml": _model(
        "Dòng sông xanh",
        "field: doi-song\norigin: continued\napproach: Vớt rác mỗi Chủ nhật.\ntheme: Rác thải\n"
        "evidence:\n  - criterion: 2\n    text: Cả phường cùng vớt.\n" + _RECOGNISED,
        unit="doan-phuong",
    ).replace("ben-may-2028", "doan-the-2028"),
    "data/exemplars/to-tu-quan.yml": """\
name: Tổ tự quản ngõ hoa
subject: collective
role: Giữ ngõ sạch và có hoa
unit: to-18
campaign: ben-may-2028
field: doi-song
models:
  - ngo-hoa
  - ngo-sach
year: 2027
since: 2020
summary: Mười hai người giữ một ngõ hoa.
recognition:
  level: city
  authority: Thành ủy
  date: 2027-12-01
photo:
  file: to-tu-quan.png
  alt: Mười hai người
  caption: Cả tổ
  credit: Ảnh tổ 18
aliases:
  - to-ngo-hoa
""",
    "content/guong-dien-hinh/ngo-co-hoa/index.md": """\
---
title: Ngõ có hoa
lead: Mười hai người, một ngõ hoa.
byline: Ban Biên tập cổng thử
exemplar: to-tu-quan
model: ngo-hoa
campaign: ben-may-2028
published: 2027-12-05
photos:
  - file: ngo.png
    alt: Ngõ có hoa
    caption: Ngõ hôm nay
    credit: Ảnh tổ 18
  - file: to.png
    alt: Cả tổ
    caption: Cả tổ
    credit: Ảnh tổ 18
---

## 1. Nhân vật

Tổ có mười hai người.

## 2. Việc khó

Ngõ tối, nhiều rác.

## 3. Cách làm

[[ảnh 1]]

Xem [ngõ sạch](../../mo-hinh/ngo-sach/).

## 4. Kết quả

Có hoa.

## 5. Kinh nghiệm

Làm cùng nhau.
""",
    "content/huong-dan/trong-hoa.md": """\
---
title: Trồng hoa
description: Trồng hoa trong ngõ.
order: 2
---

## Chọn giống

Như [ngõ hoa](../../mo-hinh/ngo-hoa/), xem [kế hoạch](../../ke-hoach/ben-may-2028/#i).

![Ngõ hoa](../../anh/ngo-hoa.png)
""",
}
