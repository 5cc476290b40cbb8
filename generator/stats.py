"""What the portal holds, what is missing, and where the build's time goes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.ledger import Ledger
from generator.library import Library
from generator.meter import Meter
from generator.pipeline import build, check
from generator.problems import Problem
from generator.progress import measure_targets, open_register
from generator.records.collection import Records
from generator.site import Built
from generator.vietnamese import format_number


@dataclass(frozen=True)
class Stats:
    """The report's lines, and the problems that keep the portal from being built."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def describe_portal(config: Path, *, today: date) -> Stats:
    """Count what is there, list what is missing, and build once into a throw-away folder for the times."""
    checked = check(config)
    lines = [*_count(checked.records), "", *_list_missing(checked.records)]
    if not checked.ok:
        return Stats((*lines, "", "Chưa đo được thời gian dựng: dữ liệu còn lỗi."), checked.problems)
    with tempfile.TemporaryDirectory(prefix="dvk-stats-") as folder:
        site = Path(folder, "site")
        meter = Meter()
        built = build(config, site, today=today, tell=meter.tell)
        meter.clear()
        Ledger(config.parent, site).forget_site()
    if not built.ok:
        return Stats((*lines, "", "Chưa đo được thời gian dựng: cổng chưa dựng được."), built.problems)
    return Stats((*lines, "", *_tell_times(built)), built.problems)


def _count(records: Records) -> Iterator[str]:
    recognised = sum(model.is_recognised for model in records.models.values())
    samples = sum(getattr(record, "sample", False) for record in records.all())
    yield "Cổng đang có"
    yield from _table(
        ("kế hoạch", len(records.campaigns)),
        ("biểu mẫu", len(records.forms)),
        ("đơn vị", len(records.units)),
        ("mô hình đăng ký", len(records.models)),
        ("mô hình được công nhận", recognised),
        ("điển hình", len(records.exemplars)),
        ("bài viết", len(records.stories)),
        ("trang văn bản", len(records.pages)),
    )
    if samples:
        yield f"  (trong đó {format_number(samples)} bản ghi là dữ liệu mẫu)"


def _table(*rows: tuple[str, int]) -> Iterator[str]:
    width = max(len(format_number(count)) for _, count in rows)
    for name, count in rows:
        yield f"  {format_number(count):>{width}}  {name}"


def _list_missing(records: Records) -> Iterator[str]:
    """What a portal should still get, each kind in one line with up to five names."""
    models = [one for one in records.models.values() if one.is_recognised]
    told = {story.exemplar for story in records.stories.values()}
    full = {page.campaign for page in records.pages.values() if page.campaign and str(page.text) == "full"}
    yield "Còn thiếu"
    found = [
        *_missing("mô hình được công nhận chưa có ảnh", [one.id for one in models if not one.photos]),
        *_missing("mô hình được công nhận chưa đủ 8 minh chứng", [one.id for one in models if one.evidence < 8]),
        *_missing("điển hình chưa có bài viết", [one for one in records.exemplars if one not in told]),
        *_missing("kế hoạch chờ rà soát", [one.id for one in records.campaigns.values() if one.review]),
        *_missing("bài viết chờ điền cho đủ", [one.id for one in records.stories.values() if one.has_gaps]),
        *_missing("kế hoạch chưa nhập toàn văn", [one for one in records.campaigns if one not in full]),
        *_missing("đơn vị chưa có mô hình nào", _idle_units(records)),
        *_missing("chỉ tiêu chưa đạt", list(_open_targets(records))),
    ]
    yield from found or ["  không thiếu gì"]


def _missing(what: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        shown = ", ".join(ids[:5]) + ("…" if len(ids) > 5 else "")
        yield f"  {format_number(len(ids))} {what}: {shown}"


def _idle_units(records: Records) -> list[str]:
    busy = {model.unit for model in records.models.values()}
    return [unit for unit in records.units if unit not in busy]


def _open_targets(records: Records) -> Iterator[str]:
    library = Library(records, {})
    for campaign in records.without_drafts().campaigns.values():
        measured = measure_targets(library, open_register(library, campaign))
        latest = max((one.year for one in measured if one.count), default=None)
        yield from (f"{campaign.id} {one.target.id}" for one in measured if one.year == latest and not one.reached)


def _tell_times(built: Built) -> Iterator[str]:
    total = sum(built.seconds.values())
    pages, files = format_number(built.pages), format_number(built.files)
    yield f"Thời gian dựng: {_seconds(total)} giây cho {pages} trang, {files} tệp"
    for stage, seconds in sorted(built.seconds.items(), key=lambda row: -row[1]):
        share = round(100 * seconds / total) if total else 0
        if share:
            yield f"  {_seconds(seconds):>6} giây  {share:>3}%  {stage}"


def _seconds(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
