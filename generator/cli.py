"""The command `dvk`: arguments, printing, exit codes; no decisions."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from generator import __version__
from generator.arguments import VietnameseParser
from generator.commands import add_document_commands
from generator.ledger import Ledger
from generator.meter import Meter
from generator.pipeline import build, check
from generator.problems import Location, Problem, format_json, format_text, summarise
from generator.program import digest_program
from generator.records.collection import KINDS
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
)
from generator.vietnamese import format_number
from generator.workers import count_processors

# Fixed, since machines may lack the table of zones; Vietnam has no summer time.
VIETNAM = timezone(timedelta(hours=7))
_REFUSALS = {
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EEXIST: "đã có một tệp trùng tên",
    errno.ENOENT: "không có tệp hay thư mục ấy",
    errno.EISDIR: "đó là một thư mục, không phải tệp",
}
_JOBS_HELP = "số tiến trình cùng chạy (mặc định: bằng số nhân của máy)"
_CONFIG_HELP = "tệp cấu hình; thư mục của tệp này là cổng (mặc định site_config.yml)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 fine, 1 problems in the files, 2 wrong call."""
    # Windows consoles may not be UTF-8; Vietnamese must not end in a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = make_parser()
    args = parser.parse_args(argv)
    if args.run is None:
        parser.print_help()
        return WRONG_CALL
    run: Callable[[argparse.Namespace], int] = args.run
    args.today = _today()
    try:
        return run(args)
    except BrokenPipeError:
        # The reader of a pipe (less, head) left; Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except OSError as error:
        return refuse(args, _explain(error, args.config))
    except KeyboardInterrupt:
        print("\nĐã dừng theo yêu cầu.", file=sys.stderr)
        return WRONG_CALL


def make_parser() -> VietnameseParser:
    parser = VietnameseParser(prog="dvk", description="Dựng cổng “Dân vận khéo” từ các tệp dữ liệu.")
    parser.add_argument("--version", action="version", version=f"dvk {__version__}", help="in phiên bản rồi thôi")
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="Các lệnh", metavar="LỆNH", parser_class=VietnameseParser)

    def add(name: str, run: Callable[[argparse.Namespace], int], about: str) -> VietnameseParser:
        command: VietnameseParser = commands.add_parser(name, help=about, description=about.capitalize() + ".")
        command.add_argument("--config", type=Path, default=Path("site_config.yml"), metavar="TỆP", help=_CONFIG_HELP)
        command.set_defaults(run=run, refused=WRONG_CALL if run is _new else PROBLEMS)
        return command

    command = add("build", _build, "kiểm tra rồi dựng cổng; có lỗi thì không ghi gì")
    command.add_argument("--site", type=Path, metavar="THƯ-MỤC", help="nơi xuất bản (mặc định: site/ cạnh cấu hình)")
    command.add_argument("--jobs", type=positive, metavar="N", help=_JOBS_HELP)

    command = add("check", _check, "liệt kê mọi lỗi, không ghi gì")
    command.add_argument("--format", choices=("text", "json"), default="text", help="dạng báo cáo: text hoặc json")

    command = add("serve", _serve, "xem thử trên máy này, tự dựng lại khi lưu tệp")
    command.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="số cuối của địa chỉ xem thử, sau dấu hai chấm (8000)"
    )

    command = add("new", _new, "tạo cổng mới, hoặc một tệp dữ liệu có chú giải từng mục")
    kinds = "; ".join(("portal: cổng mới", *(f"{name}: {kind.label.lower()}" for name, kind in KINDS.items())))
    command.add_argument("kind", choices=("portal", *KINDS), metavar="LOẠI", help=kinds)
    about = "thư mục của cổng mới; hoặc mã, cũng là tên tệp: chữ thường không dấu, số, gạch nối, như to-dan-pho-5"
    command.add_argument("name", metavar="TÊN", help=about)

    add("stats", _stats, "cổng có gì, còn thiếu gì, thời gian dựng")
    add_document_commands(add)
    return parser


def _port(text: str) -> int:
    value = positive(text)
    if value > 65535:
        raise ValueError(text)
    return value


def _explain(error: OSError, config: Path) -> Problem:
    """What the system refused, at the file as the portal names it."""
    path, config = Path(str(error.filename or config)).resolve(), config.resolve()
    root = next((folder for folder in (config, config.parent) if folder in path.parents), path.parent)
    refusal = _REFUSALS.get(error.errno or 0, "hệ điều hành từ chối")
    wrong = f"không đọc hoặc ghi được “{path.name}”: {refusal}."
    fix = "kiểm tra tên, quyền và chỗ trống của thư mục."
    return Problem(Location(path.relative_to(root).as_posix()), "unreadable-file", wrong, fix)


def _today() -> date:
    """The day in Vietnam, wherever the machine stands."""
    return datetime.now(VIETNAM).date()


def _build(args: argparse.Namespace) -> int:
    config = config_of(args)
    site = (args.site or config.parent / "site").resolve()
    meter = Meter()
    built = build(config, site, today=args.today, jobs=args.jobs or count_processors(), tell=meter.tell)
    meter.clear()
    report_problems(built.problems)
    if not built.ok:
        print("Chưa ghi gì; cổng đang công bố giữ nguyên.", file=sys.stderr)
        return exit_code(built.problems)
    seconds = format_number(round(built.took, 1))
    print(f"Đã dựng {format_number(built.pages)} trang ({format_number(built.files)} tệp) trong {seconds} giây.")
    print(f"Cổng nằm ở {site}.")
    return DONE


def _check(args: argparse.Namespace) -> int:
    meter = Meter()
    config = config_of(args)
    # What the last build read need not be read again; nothing is written.
    known = Ledger(config.parent, config.parent / "site").read_reading(digest_program())
    checked = check(config, known=known, jobs=count_processors(), tell=meter.tell)
    meter.clear()
    if args.format == "json":
        print(format_json(checked.problems))
    else:
        print(format_text(checked.problems) + "\n" * bool(checked.problems) + summarise(checked.problems))
    return exit_code(checked.problems)


def _serve(args: argparse.Namespace) -> int:
    # Here as in the commands below: loading what another command needs takes as long as a rebuild.
    from generator.serve import serve  # noqa: PLC0415

    return serve(config_of(args), args.port, today=args.today)


def _new(args: argparse.Namespace) -> int:
    from generator.scaffold import create_portal, create_record  # noqa: PLC0415

    if args.kind == "portal":
        made = create_portal(Path(args.name))
    else:
        config = config_of(args)
        missing = find_no_portal(config)
        if missing is not None:
            return refuse(args, missing)
        made = create_record(config.parent, args.kind, args.name, today=args.today)
    for problem in made.problems:
        tell(problem)
    for line in made.lines:
        print(line)
    return WRONG_CALL if made.problems else DONE


def _stats(args: argparse.Namespace) -> int:
    from generator.stats import describe_portal  # noqa: PLC0415

    stats = describe_portal(config_of(args), today=args.today)
    print("\n".join(stats.lines))
    report_problems([one for one in stats.problems if one.is_error])
    return exit_code(stats.problems)
