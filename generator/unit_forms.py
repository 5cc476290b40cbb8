"""The forms of one unit, as files with what is known of it already written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from generator.outputs.forms import Filling, draw
from generator.pipeline import check
from generator.problems import Location, Problem, nearest
from generator.records.campaign import Campaign
from generator.records.collection import Records
from generator.records.form import Form


@dataclass(frozen=True)
class Asked:
    """Whose forms: ids of a unit and, if not all are wanted, of a campaign; the year they are filled in for."""

    unit: str
    campaign: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Written:
    """What was written, in words for the terminal; or why nothing was. `wrong_call`: not the files are at fault."""

    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()
    wrong_call: bool = False


def write_forms(config: Path, asked: Asked, *, folder: Path | None, replace: bool, today: date) -> Written:
    """Write the forms that were asked for into `folder`, by default bieu-mau-<unit>/ beside `config`.

    All or nothing: a file that is there and says something else, such as a filled copy, is only replaced when asked.
    """
    checked = check(config)
    if not checked.ok:
        return Written(checked.problems)
    refused = _find_mistake(checked.records, asked)
    if refused is not None:
        return Written((refused,), wrong_call=True)
    shown = str(folder or f"bieu-mau-{asked.unit}/ trong thư mục của cổng")
    folder = folder or config.parent / f"bieu-mau-{asked.unit}"
    forms = list(_choose_forms(checked.records, asked, today))
    if not forms:
        return Written((_explain_nothing(asked),), wrong_call=True)
    files = dict(_draw_files(checked.records, asked, forms))
    different = [name for name, content in files.items() if _differs(folder / name, content)]
    if different and not replace:
        return Written((_explain_existing(folder, different),), wrong_call=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return Written(lines=tuple(_tell(checked.records, asked, shown, forms, different)))


def _find_mistake(records: Records, asked: Asked) -> Problem | None:
    """A unit or a campaign that the portal does not have."""
    if asked.unit not in records.units:
        return _unknown("unknown-unit", f"đơn vị “{asked.unit}”", asked.unit, records.units, "dvk new unit")
    if asked.campaign is not None and asked.campaign not in records.campaigns:
        called = f"kế hoạch “{asked.campaign}”"
        return _unknown("unknown-campaign", called, asked.campaign, records.campaigns, "dvk new campaign")
    return None


def _unknown(code: str, called: str, wanted: str, known: Mapping[str, object], command: str) -> Problem:
    near = nearest(wanted, known)
    others = _list_some(sorted(known)) or "chưa có mã nào"
    fix = f"dùng mã “{near}”." if near else f"dùng một mã đang có ({others}), hoặc tạo mới: {command} {wanted}"
    return Problem(Location(wanted), code, f"cổng chưa có {called}.", fix)


def _list_some(names: Sequence[str]) -> str:
    return ", ".join(names[:6]) + ("…" if len(names) > 6 else "")


def _choose_forms(records: Records, asked: Asked, today: date) -> Iterator[tuple[Form, int]]:
    """The forms in use that have a paper, and the year each is filled in for, by campaign."""
    for form in sorted(records.forms.values(), key=lambda form: form.campaign):
        campaign = records.campaigns[form.campaign]
        year = _choose_year(campaign, asked.year, today)
        usable = form.has_paper and form.is_current
        if usable and year is not None and asked.campaign in (None, campaign.id):
            yield form, year


def _choose_year(campaign: Campaign, wanted: int | None, today: date) -> int | None:
    """The year wanted, or else that of the campaign which is nearest to today; None when it is not in the campaign."""
    first, last = campaign.period.start.year, campaign.period.end.year
    if wanted is None:
        return min(max(today.year, first), last)
    return wanted if first <= wanted <= last else None


def _explain_nothing(asked: Asked) -> Problem:
    where = f"kế hoạch “{asked.campaign}”" if asked.campaign else "cổng"
    when = f" cho năm {asked.year}" if asked.year else ""
    fix = "xem lại --campaign và --year; biểu mẫu chỉ nêu tên thì không có tờ mẫu."
    return Problem(Location(asked.unit), "no-forms", f"{where} không có biểu mẫu nào tải được{when}.", fix)


def _draw_files(records: Records, asked: Asked, forms: Iterable[tuple[Form, int]]) -> Iterator[tuple[str, bytes]]:
    """Shape: (file name, its bytes)."""
    for form, year in forms:
        filling = Filling(records.units[asked.unit], year)
        for suffix in form.formats:
            yield f"{form.id}.{suffix}", draw(form, suffix, campaign=records.campaigns[form.campaign], filling=filling)


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _explain_existing(folder: Path, names: Sequence[str]) -> Problem:
    wrong = f"thư mục {folder.name}/ đã có tệp khác trùng tên: {_list_some(names)}; lệnh này chưa ghi gì."
    fix = "có thể đó là bản đã điền: ghi sang nơi khác bằng --out, hoặc thay hết bằng --replace."
    return Problem(Location(folder.name), "exists", wrong, fix)


def _tell(
    records: Records, asked: Asked, shown: str, forms: Sequence[tuple[Form, int]], replaced: Sequence[str]
) -> Iterator[str]:
    """What lies in the folder now, by campaign."""
    yield f"Đã ghi biểu mẫu của {records.units[asked.unit].name} vào {shown}:"
    for (campaign, year), found in groupby(forms, lambda row: (row[0].campaign, row[1])):
        yield f"  {records.campaigns[campaign].short_title}, điền cho năm {year}"
        for form, _ in found:
            yield f"    {form.full_title}"
            yield f"      {', '.join(f'{form.id}.{suffix}' for suffix in form.formats)}"
    if replaced:
        yield f"Đã thay {len(replaced)} tệp cũ: {', '.join(replaced)}."
