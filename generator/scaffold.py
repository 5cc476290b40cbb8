"""Starter files: a whole small portal, or one record with every field explained."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.loading import load_records
from generator.problems import Location, Problem
from generator.records.base import ID_PATTERN, Record
from generator.records.brief import Brief
from generator.records.campaign import Campaign
from generator.records.collection import KINDS
from generator.records.part import fields_of
from generator.records.story import Story
from generator.rules.references import reference_fields
from generator.starter_file import Noted, write_starter
from generator.vietnamese import make_id

_HERE = Path(__file__).parent
STARTER = _HERE / "starter"
_STARTER_STORY = "content/guong-dien-hinh/ba-sau-goc-pho"
# Every portal begins with these. They lie in the repository's own portal, from where the package
# takes them too (pyproject.toml, force-include). Shape: {there: in the new portal}.
SHARED = {
    "data/fields": "data/fields",
    "content/huong-dan": "content/huong-dan",
    "content/quyen-rieng-tu.md": "content/quyen-rieng-tu.md",
    "content/tiep-can.md": "content/tiep-can.md",
    "content/404.md": "content/404.md",
    "content/guong-dien-hinh/ba-lan-ngo-12/ngo-12-thung-rac.jpg": f"{_STARTER_STORY}/goc-pho.jpg",
    "content/guong-dien-hinh/ba-lan-ngo-12/hop-ngo.jpg": f"{_STARTER_STORY}/hop-to.jpg",
}


@dataclass(frozen=True)
class Made:
    """What was made, in words for the terminal; or why nothing was."""

    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()


def _refuse(file: str, code: str, wrong: str, fix: str) -> Made:
    return Made(problems=(Problem(Location(file), code, wrong, fix),))


def create_portal(folder: Path) -> Made:
    """A small working portal in a new or empty folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        wrong = f"“{folder.name}” đã có và không trống; lệnh này không ghi đè."
        return _refuse(str(folder), "exists", wrong, "chọn tên thư mục khác.")
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    for name, place in SHARED.items():
        source, target = _find_shared(name), folder / place
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    return Made(
        lines=(
            f"Đã tạo cổng trong {folder}. Bước tiếp theo:",
            f"  cd {folder}",
            "  dvk serve            xem thử trên máy này",
            "  dvk new model MÃ     thêm một mô hình",
            "Sửa tên cổng và cơ quan trong site_config.yml. Dữ liệu mẫu bỏ được bằng show_samples: false.",
        )
    )


def _find_shared(name: str) -> Path:
    installed = _HERE / "shared" / name
    return installed if installed.exists() else _HERE.parent / name


def create_record(root: Path, kind: str, record_id: str, *, today: date) -> Made:
    """A starter file of one record in the portal at `root`; never overwrites."""
    record = KINDS[kind]
    if not re.fullmatch(ID_PATTERN, record_id):
        wrong = f"mã “{record_id}” chưa đúng: chỉ dùng chữ thường không dấu, chữ số và gạch nối."
        return _refuse(record_id, "bad-id", wrong, f"dvk new {kind} {make_id(record_id) or 'ma-moi'}")
    path = _path_of(root, record, record_id)
    file = path.relative_to(root).as_posix()
    if path.exists():
        return _refuse(file, "exists", f"{file} đã có; lệnh này không ghi đè.", "chọn mã khác, hoặc mở tệp ra sửa.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_write(root, record, today), encoding="utf-8")
    return Made(lines=(f"Đã tạo {file}.", "Mở tệp, điền các mục, rồi chạy: dvk check"))


def _path_of(root: Path, record: type[Record], record_id: str) -> Path:
    if record is Story:
        return root / "content" / Story.folder / record_id / "index.md"
    return root / "data" / record.folder / f"{record_id}.yml"


def _write(root: Path, record: type[Record], today: date) -> str:
    records = load_records(root).records
    ids = {
        folder: _real_first(records.ids(folder).values())
        for folder in ("campaigns", "fields", "forms", "units", "models", "exemplars")
    }
    needed = [folder for name, folder in reference_fields(record) if fields_of(record)[name].is_required]
    on_sample = any(getattr(records.ids(folder)[ids[folder][0]], "sample", False) for folder in needed if ids[folder])
    # A campaign on its way is not published, and does not keep the portal from being built.
    known = {"review": Noted(True, "điền xong hết thì xóa dòng này")} if record is Campaign else {}
    text = write_starter(record, ids, today=today, sample=on_sample, known=known)
    return f"---\n{text}---\n\n{OUTLINE}" if record is Story else text


def _real_first(records: Iterable[Record | Brief]) -> list[str]:
    """Ids of real records before samples: a real record may not refer to a sample."""
    return [one.id for one in sorted(records, key=lambda one: (getattr(one, "sample", False), one.id))]


# The five parts (Việt Hưng 2026, đề cương, dòng 197–225), in our own words.
OUTLINE = """\
## 1. Nhân vật

(điền: họ tên, việc đang làm, gắn bó với công tác dân vận từ bao giờ, bà con tin cậy ra sao)

## 2. Việc khó

(điền: chuyện gì đang vướng ở khu phố, khó ở đâu, ai bị ảnh hưởng)

## 3. Cách làm

(điền: đã gặp ai, nói thế nào, làm gì khác người khác, ai cùng góp sức; chỗ đặt ảnh: xem Hướng dẫn viết bài)

## 4. Kết quả

(điền: con số trước và sau, việc được giữ đến nay, nơi nào làm theo)

## 5. Kinh nghiệm

(điền: điều rút ra cho người làm dân vận, cần gì để nơi khác làm được)
"""
