"""What every command shares: exit codes, the portal it is about, how a wrong call is told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.problems import Problem, format_json, format_text, has_errors, summarise
from generator.settings import read_settings
from generator.vietnamese import split_day

DONE, PROBLEMS, WRONG_CALL = 0, 1, 2


def refuse(args: argparse.Namespace, problem: Problem) -> int:
    """Tell what kept a command from its work; programs that asked for JSON get it here too."""
    if getattr(args, "format", "text") == "json":
        print(format_json([problem]))
    else:
        tell(problem)
    return WRONG_CALL if problem.code == "no-config" else int(args.refused)


def tell(problem: Problem) -> None:
    """A wrong call stands in no file."""
    print(f"Lỗi: {problem.wrong}\n    Cách sửa: {problem.fix}", file=sys.stderr)


def config_of(args: argparse.Namespace) -> Path:
    config: Path = args.config
    return config.resolve() / "site_config.yml" if config.is_dir() else config.resolve()


def find_no_portal(config: Path) -> Problem | None:
    """Why nothing may be written beside `config`: it is not there. Mistakes in it do no harm."""
    return None if config.is_file() else next(iter(read_settings(config)[1]), None)


def report_problems(problems: Sequence[Problem]) -> None:
    if problems:
        print(format_text(problems), file=sys.stderr)
        print(summarise(problems), file=sys.stderr)


def exit_code(problems: Sequence[Problem]) -> int:
    """A portal that is not there, or a folder that is not ours, is a wrong call, not a mistake in the files."""
    if any(one.code in ("bad-site-folder", "no-config") for one in problems):
        return WRONG_CALL
    return PROBLEMS if has_errors(problems) else DONE


def typed_day(text: str) -> date:
    """The day that somebody typed behind an option, in either order."""
    parts = split_day(text.strip())
    try:
        if parts is not None:
            return date(*parts)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày “{text}” không có trong lịch, ghi như 15/6/2026") from None
    raise argparse.ArgumentTypeError(f"không đọc được ngày “{text}”, ghi như 15/6/2026 hoặc 2026-06-15")


def positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value
