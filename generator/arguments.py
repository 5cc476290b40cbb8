"""argparse that speaks Vietnamese."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

# What argparse says in English, and how we say it; %s stands for the part in brackets.
_SAYINGS = (
    (r"unrecognized arguments: (.*)", "không hiểu phần “%s”"),
    (r"the following arguments are required: (.*)", "còn thiếu: %s"),
    (r"argument (.+?): invalid choice: '(.+?)' \(choose from (.*)\)", "%s: không có “%s”, chọn một trong: %s"),
    (r"argument (.+?): invalid \w+ value: (.+)", "%s: giá trị %s không dùng được"),
    (r"argument (.+?): expected one argument", "%s: cần một giá trị đi kèm"),
    (r"argument (.+?): ignored explicit argument (.+)", "%s: không nhận giá trị %s"),
    # What our own readers of values say.
    (r"argument (.+?): (không .+|ngày .+)", "%s: %s"),
    (r"ambiguous option: (.+?) could match (.+)", "%s viết tắt được cho nhiều tùy chọn: %s"),
)


class VietnameseParser(argparse.ArgumentParser):
    """Help and errors in Vietnamese; a wrong call ends with 2."""

    def __init__(self, **options: Any) -> None:
        wants_help = options.pop("add_help", True)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "Đối số"
        self._optionals.title = "Tùy chọn"
        if wants_help:
            self.add_argument("-h", "--help", action="help", help="in phần trợ giúp này rồi thôi")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Cách dùng:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}Lỗi: {translate(message)}.\nXem trợ giúp: {self.prog} --help\n")


def translate(message: str) -> str:
    """What argparse complains about, in Vietnamese."""
    for pattern, saying in _SAYINGS:
        match = re.fullmatch(pattern, message)
        if match:
            return (saying % match.groups()).replace("'", "")
    return message
