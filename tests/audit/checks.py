"""What is wanted, what was found, and the table of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEADS = ("Việc", "Cần", "Thấy", "Kết quả")


@dataclass(frozen=True, slots=True)
class Check:
    """One promise beside what was measured; `faults` say where it is broken."""

    what: str
    wanted: str
    found: str
    passed: bool
    faults: tuple[str, ...] = ()


def count_faults(what: str, faults: Sequence[str], looked_at: str) -> Check:
    """A promise that something never occurs in all that was looked at."""
    return Check(what, "0 lỗi", f"{len(faults)} lỗi trên {looked_at}", not faults, tuple(faults))


def format_checks(checks: Sequence[Check]) -> str:
    """A table for the terminal, then every fault below the promise that it breaks."""
    rows = [HEADS, *((one.what, one.wanted, one.found, "đạt" if one.passed else "CHƯA ĐẠT") for one in checks)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    for one in checks:
        if one.faults:
            lines += ["", f"{one.what}:", *(f"  {fault}" for fault in one.faults)]
    return "\n".join(lines)
