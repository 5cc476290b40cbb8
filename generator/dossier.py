"""The dossier that a model's recognition is asked for with: what its campaign wants, what is there, all in one file.

Papers lie in `ho-so/<model>/` beside `data/`. Nothing of them is ever published: they name people.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from generator.outputs.forms import draw
from generator.problems import Level, Location, Problem, nearest
from generator.records.brief import Brief
from generator.records.campaign import Campaign, Task
from generator.records.collection import Records
from generator.records.form import Block, Column, Form, FormStatus, Letterhead, Signature, Table, TableRow
from generator.records.form import Entry as Kind
from generator.vietnamese import nfc

FOLDER = "ho-so"
CHECKLIST = "00 Danh mục hồ sơ.docx"
# Archives of equal papers are equal, byte for byte.
_STAMP = (2026, 1, 1, 0, 0, 0)
_NUMBERED = re.compile(r"0*(\d+)(?!\d)")
_SKIPPED = (".", "~$")


class File(msgspec.Struct, frozen=True):
    """A file of a dossier; `name` is its place in the dossier's folder: "2 Anh/cong truong.jpg"."""

    path: Path
    name: str
    is_empty: bool = False

    @property
    def told(self) -> str:
        return f"{self.name} (tệp rỗng, chưa tính là có)" if self.is_empty else self.name


class Paper(msgspec.Struct, frozen=True):
    """One thing that the campaign asks for, and the files that are there; `number` counts from 1, 0 for what nobody
    asked for."""

    number: int
    text: str
    files: tuple[File, ...] = ()

    @property
    def is_there(self) -> bool:
        return any(not one.is_empty for one in self.files)


class Dossier(msgspec.Struct, frozen=True):
    model: Brief
    campaign: Campaign
    unit: str
    papers: tuple[Paper, ...]

    @property
    def missing(self) -> Sequence[Paper]:
        return [one for one in self.papers if one.number and not one.is_there]

    @property
    def copies(self) -> str:
        """How many copies the campaign wants, in words; "" where it does not say."""
        wanted = self.campaign.dossier
        if wanted is None or not wanted.copies:
            return ""
        return f"{wanted.copies:02} bộ" + (f" ({wanted.copies_of})" if wanted.copies_of else "")


def open_dossier(records: Records, root: Path, model_id: str) -> tuple[Dossier | None, Problem | None]:
    """The dossier of a model of the portal in `root` as it stands now."""
    model = records.models.get(model_id)
    if model is None:
        near = nearest(model_id, list(records.models))
        fix = f"có phải {near}?" if near else "xem mã mô hình trong data/models/."
        return None, Problem(
            Location(f"data/models/{model_id}.yml"), "no-model", f"không có mô hình “{model_id}”.", fix
        )
    dossier = compile_dossier(records, root, model)
    if dossier is None:
        campaign = records.campaigns[model.campaign]
        wrong = f"{campaign.short_title} không nêu hồ sơ gồm những gì."
        return None, Problem(campaign.at(), "no-dossier", wrong, "ghi mục dossier theo văn bản của kế hoạch.")
    return dossier, None


def compile_dossier(records: Records, root: Path, model: Brief) -> Dossier | None:
    """What its plan asks for of a model, and what is there; None where the plan asks for nothing."""
    campaign = records.campaigns[model.campaign]
    if campaign.dossier is None:
        return None
    wanted = [one.text for one in campaign.dossier.items]
    papers = _match(wanted, _list_files(root / FOLDER / model.id))
    return Dossier(model, campaign, records.units[model.unit].name, papers)


def _list_files(folder: Path) -> list[File]:
    """All files in a folder and in those within it, but for what the system or an open Office program keeps there."""
    found = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(_SKIPPED) for part in place.parts):
            found.append(File(path, nfc(place.as_posix()), is_empty=path.stat().st_size == 0))
    return found


def _match(wanted: Sequence[str], files: Sequence[File]) -> tuple[Paper, ...]:
    """A file belongs to the item whose number its name or its folder begins with: "2 Báo cáo.pdf", "02 Anh/a.jpg"."""
    numbers = {one: int(found[1]) if (found := _NUMBERED.match(one.name)) else 0 for one in files}
    papers = [
        Paper(number, text, tuple(one for one in files if numbers[one] == number))
        for number, text in enumerate(wanted, start=1)
    ]
    others = tuple(one for one in files if not 1 <= numbers[one] <= len(wanted))
    return (*papers, Paper(0, "Giấy tờ khác", others)) if others else tuple(papers)


def find_strays(records: Records, root: Path) -> Iterator[Problem]:
    """What lies in `ho-so/` and belongs to no model, so that no dossier has it."""
    folder = root / FOLDER
    named = {name: one.id for one in records.models.values() for name in (*one.aliases, one.id)}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(_SKIPPED) or (path.is_dir() and path.name in records.models):
            continue
        name = nfc(path.name)
        near = named.get(name) or named.get(nearest(name, named) or "")
        if path.is_dir():
            wrong = f"không có mô hình mã “{name}”; giấy tờ trong thư mục này không vào hồ sơ nào."
            fix = f"đổi tên thư mục thành {near}." if near else "đặt tên thư mục đúng mã mô hình (xem data/models/)."
        else:
            wrong = "tệp nằm ngoài thư mục của mô hình, không vào hồ sơ nào."
            fix = f"chuyển vào {FOLDER}/MÃ-MÔ-HÌNH/."
        yield Problem(Location(f"{FOLDER}/{name}"), "stray-papers", wrong, fix, Level.WARNING)


def draw_checklist(dossier: Dossier, day: date) -> bytes:
    """The list of what is there and what is missing, as a Word file."""
    rows = [
        TableRow(cells=(str(one.number or ""), one.text, *_tell(one), "\n".join(file.told for file in one.files)))
        for one in dossier.papers
    ]
    columns = (
        Column(title="TT", width=10, entry=Kind.ORDINAL),
        Column(title="Giấy tờ", width=80),
        Column(title="Có", width=12, entry=Kind.TICK),
        Column(title="Thiếu", width=14, entry=Kind.TICK),
        Column(title="Tệp", width=55),
    )
    form = Form(
        id=f"ho-so-{dossier.model.id}",
        campaign=dossier.campaign.id,
        title=f"Danh mục hồ sơ mô hình “{dossier.model.name}”"[:160],
        status=FormStatus.OFFICIAL,
        tasks=(Task.RECOGNISE,),
        summary="Danh mục hồ sơ đề nghị công nhận.",
        sender=dossier.unit,
        recipient=dossier.campaign.issuer,
        source=dossier.campaign.dossier.source if dossier.campaign.dossier else "",
        letterhead=Letterhead(body=dossier.unit.upper(), place=f"Ngày {day.day:02} tháng {day.month} năm {day.year}"),
        kind=("DANH MỤC HỒ SƠ",),
        subject=(f"Đề nghị công nhận mô hình “{dossier.model.name}”",),
        blocks=(
            *([Block(paragraph=f"Số bộ: {dossier.copies}.")] if dossier.copies else []),
            Block(table=Table(columns=columns, rows=tuple(rows))),
        ),
        signatures=(Signature(title="NGƯỜI LẬP DANH MỤC", note="(Ký, ghi rõ họ tên)"),),
    )
    return draw(form, "docx", campaign=dossier.campaign)


def _tell(paper: Paper) -> tuple[str, str]:
    if not paper.number:
        return "", ""
    return ("x", "") if paper.is_there else ("", "x")


def pack(dossier: Dossier, checklist: bytes) -> bytes:
    """The checklist and all papers as a zip archive; equal papers give equal bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = [(CHECKLIST, checklist)]
        contents += [(file.name, file.path.read_bytes()) for one in dossier.papers for file in one.files]
        for name, content in contents:
            entry = zipfile.ZipInfo(f"{dossier.model.id}/{name}", _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()


def format_dossier(dossier: Dossier) -> str:
    """The checklist for the terminal."""
    lines = [f"Hồ sơ đề nghị công nhận mô hình “{dossier.model.name}”, {dossier.campaign.short_title}:"]
    for one in dossier.papers:
        state = "có   " if one.is_there else "THIẾU"
        lines.append(f"  {state if one.number else '     '}  {f'{one.number}. ' if one.number else ''}{one.text}")
        lines += [f"           {file.told}" for file in one.files]
    lines += [f"Số bộ: {dossier.copies}."] if dossier.copies else []
    if any(not one.number for one in dossier.papers):
        example = "như “2 Bao cao.pdf”, “2 Anh/cong truong.jpg”"
        lines.append(
            f"Giấy tờ khác: tên tệp hay thư mục con mở đầu bằng số của mục thì được xếp vào mục ấy, {example}."
        )
    return "\n".join(lines)
