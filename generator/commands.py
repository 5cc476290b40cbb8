"""The commands for documents: those that come from offices, and those that are sent to them."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.arguments import VietnameseParser
from generator.problems import Location, Problem, has_errors
from generator.records.form import FORMATS
from generator.terminal import (
    DONE,
    PROBLEMS,
    WRONG_CALL,
    config_of,
    exit_code,
    find_no_portal,
    positive,
    refuse,
    report_problems,
    tell,
    typed_day,
)
from generator.vietnamese import format_day, format_number

if TYPE_CHECKING:
    from generator.dossier import Dossier

# Adds a command: its name, what it runs, what it is for.
Add = Callable[[str, Callable[[argparse.Namespace], int], str], VietnameseParser]


def add_document_commands(add: Add) -> None:
    command = add("import", import_document, "nhập văn bản, biểu mẫu của cơ quan vào cổng, không mất chữ nào")
    about = "plan: toàn văn và bản nháp dữ kiện của kế hoạch (.docx, .pdf, .txt, .md); "
    about += "story: bài viết kèm ảnh (.docx); register: biểu mẫu đăng ký đã điền (.xlsx, .docx, .xls, .ods)"
    command.add_argument("kind", choices=("plan", "story", "register"), metavar="LOẠI", help=about)
    command.add_argument("file", type=Path, metavar="TỆP", help="tệp cần nhập")
    command.add_argument("--campaign", metavar="MÃ", help="plan: mã kế hoạch; bỏ trống thì tự nhận ra")
    command.add_argument("--unit", metavar="MÃ", help="register: đơn vị gửi; bỏ trống thì đọc ở đầu biểu mẫu")
    command.add_argument("--exemplar", metavar="MÃ", help="story: điển hình; bỏ trống thì tìm tên trong bài")
    about = "story: mã trang, phần cuối của địa chỉ; bỏ trống thì theo tên bài, hoặc trang đã có của bài"
    command.add_argument("--id", metavar="MÃ", help=about)
    command.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ ghi gì, không ghi")
    command.add_argument("--draft", action="store_true", help="plan: in cả bản nháp dữ kiện lên màn hình")
    command.add_argument("--replace", action="store_true", help="ghi đè cả trang đã sửa tay; nhận những dòng đã đổi")

    command = add("report", fill_report, "lập báo cáo, danh sách tổng hợp theo biểu mẫu từ sổ mô hình")
    about = "mã biểu mẫu (tên tệp trong data/forms); bỏ trống: kể những biểu mẫu lập được"
    command.add_argument("form", nargs="?", metavar="MẪU", help=about)
    command.add_argument("--date", type=typed_day, metavar="NGÀY", help="tính đến ngày, như 15/6/2026 (hôm nay)")
    command.add_argument("--unit", metavar="MÃ", help="chỉ của một đơn vị (tên tệp trong data/units)")
    command.add_argument("--format", choices=tuple(FORMATS), help="dạng tệp (mặc định: theo đuôi của --out, hoặc docx)")
    command.add_argument("--out", type=Path, metavar="TỆP", help="tệp ghi ra (mặc định: mã biểu mẫu và ngày)")

    about = "ghi biểu mẫu cho một đơn vị, đã điền sẵn tên đơn vị, năm, nơi, nơi nhận"
    command = add("forms", write_unit_forms, about)
    command.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị (tên tệp trong data/units)")
    command.add_argument("--out", type=Path, metavar="THƯ-MỤC", help="nơi ghi (mặc định: bieu-mau-MÃ/ cạnh cấu hình)")
    command.add_argument("--campaign", metavar="MÃ", help="chỉ biểu mẫu của một kế hoạch; bỏ trống thì mọi kế hoạch")
    command.add_argument("--year", type=positive, metavar="N", help="năm ghi trên biểu (mặc định: năm của kế hoạch)")
    command.add_argument("--replace", action="store_true", help="thay cả tệp trùng tên đã khác")

    command = add("dossier", pack_dossier, "gói hồ sơ đề nghị công nhận một mô hình, kể giấy tờ còn thiếu")
    about = "mã mô hình; giấy tờ nằm trong ho-so/MÔ-HÌNH/; bỏ trống: bảng mọi mô hình chờ công nhận"
    command.add_argument("model", nargs="?", metavar="MÔ-HÌNH", help=about)
    about = "tệp nén ghi ra (mặc định ho-so-MÔ-HÌNH.zip); của bảng: tệp .docx, .pdf hoặc .xlsx"
    command.add_argument("--out", type=Path, metavar="TỆP", help=about)


def write_unit_forms(args: argparse.Namespace) -> int:
    from generator.unit_forms import Asked, write_forms  # noqa: PLC0415

    config = config_of(args)
    missing = find_no_portal(config)
    if missing is not None:
        return refuse(args, missing)
    asked = Asked(args.unit, args.campaign, args.year)
    written = write_forms(config, asked, folder=args.out, replace=args.replace, today=args.today)
    for line in written.lines:
        print(line)
    if written.wrong_call:
        for problem in written.problems:
            tell(problem)
        return WRONG_CALL
    report_problems(written.problems)
    return exit_code(written.problems)


def pack_dossier(args: argparse.Namespace) -> int:
    from generator.dossier import FOLDER, draw_checklist, find_strays, format_dossier, open_dossier, pack  # noqa: PLC0415
    from generator.dossiers import list_dossiers  # noqa: PLC0415
    from generator.pipeline import check  # noqa: PLC0415

    config = config_of(args)
    missing = find_no_portal(config)
    if missing is not None:
        return refuse(args, missing)
    checked = check(config)
    if not checked.ok:
        report_problems(checked.problems)
        return exit_code(checked.problems)
    if args.model is None:
        report_problems(tuple(find_strays(checked.records, config.parent)))
        return _tell_dossiers(list_dossiers(checked.records, config.parent), args)
    if args.out and _is_misnamed(args.out, ["zip"]):
        return WRONG_CALL
    dossier, problem = open_dossier(checked.records, config.parent, args.model)
    if dossier is None:
        if problem:
            tell(problem)
        return WRONG_CALL
    print(format_dossier(dossier))
    out = args.out or Path(f"ho-so-{args.model}.zip")
    out.write_bytes(pack(dossier, draw_checklist(dossier, args.today)))
    count = len(dossier.missing)
    print(f"Đã gói {out}, kèm danh mục; " + (f"còn thiếu {count} mục." if count else "đủ mọi mục."))
    if count:
        print(f"Đặt giấy tờ vào {FOLDER}/{args.model}/, tên tệp mở đầu bằng số của mục, rồi chạy lại.")
    return DONE


def _tell_dossiers(dossiers: Sequence[Dossier], args: argparse.Namespace) -> int:
    from generator.dossiers import draw_dossiers, format_dossiers  # noqa: PLC0415

    if args.out and _is_misnamed(args.out, list(FORMATS)):
        return WRONG_CALL
    print(format_dossiers(dossiers))
    if args.out and dossiers:
        args.out.write_bytes(draw_dossiers(dossiers, _suffix_of(args.out), args.today))
        print(f"Đã ghi bảng vào {args.out}. Bảng chỉ để dùng trong cơ quan.")
    return DONE


def _is_misnamed(out: Path, suffixes: Sequence[str]) -> bool:
    """Whether a file would bear the name of another kind than it is; it is told."""
    if _suffix_of(out) in suffixes:
        return False
    known = ", ".join(f".{one}" for one in suffixes)
    tell(Problem(Location(str(out)), "bad-format", "không ghi được dạng tệp này.", f"đặt tên tệp đuôi {known}."))
    return True


def _suffix_of(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def import_document(args: argparse.Namespace) -> int:
    from generator.importing import (  # noqa: PLC0415
        format_register,
        format_report,
        format_story,
        import_plan,
        import_register,
        import_story,
    )

    config = config_of(args)
    missing = find_no_portal(config)
    if missing is not None:
        return refuse(args, missing)
    root = config.parent
    # A file or another program that takes the words has room for all of them.
    columns = shutil.get_terminal_size(fallback=(10_000, 24)).columns
    if args.kind == "register":
        options = {"unit": args.unit, "dry_run": args.dry_run, "replace": args.replace}
        found = import_register(args.file, root=root, today=args.today, **options)
        print(format_register(found, columns))
        return PROBLEMS if has_errors(found.problems) else DONE
    if args.kind == "story":
        options = {"exemplar": args.exemplar, "story_id": args.id, "dry_run": args.dry_run, "replace": args.replace}
        story = import_story(args.file, root=root, today=args.today, **options)
        print(format_story(story))
        return PROBLEMS if has_errors(story.problems) else DONE
    options = {"campaign": args.campaign, "dry_run": args.dry_run, "replace": args.replace}
    report = import_plan(args.file, root=root, today=args.today, **options)
    print(format_report(report, columns, with_draft=args.draft))
    return PROBLEMS if has_errors(report.problems) else DONE


def fill_report(args: argparse.Namespace) -> int:
    from generator.pipeline import check  # noqa: PLC0415
    from generator.reporting import format_reports, list_reports, report  # noqa: PLC0415

    config = config_of(args)
    missing = find_no_portal(config)
    if missing is not None:
        return refuse(args, missing)
    checked = check(config)
    if not checked.ok:
        report_problems(checked.problems)
        return exit_code(checked.problems)
    day = args.date or args.today
    if args.form is None:
        print(format_reports(list_reports(checked.records, day), day))
        return DONE
    if args.out and _is_misnamed(args.out, [args.format] if args.format else list(FORMATS)):
        return WRONG_CALL
    suffix = args.format or (_suffix_of(args.out) if args.out else "docx")
    made = report(checked.records, config.parent, args.form, suffix, day=day, unit=args.unit)
    if made.form is None:
        for problem in made.problems:
            tell(problem)
        return WRONG_CALL
    report_problems(made.problems)
    out = args.out or Path("-".join(filter(None, [args.form, args.unit, day.isoformat()])) + f".{suffix}")
    if out.exists() and args.out is None:
        print(f"{out} đã có; chưa ghi gì.\n    Cách sửa: xóa tệp ấy, hoặc thêm --out TỆP.", file=sys.stderr)
        return WRONG_CALL
    out.write_bytes(made.content)
    count = format_number(made.models)
    count += f" trong {format_number(made.models + made.left_out)}" if made.left_out else ""
    print(f"Đã lập {out}: {count} mô hình đăng ký trong năm {day.year}, tính đến {format_day(day)}.")
    for note in made.notes:
        print(note)
    return DONE
