"""Words of a filled form that no record takes: they are told, so that nobody believes them filed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.importing.office.tables import Cell, OfficeTable
from generator.outputs.forms.rules import RULES
from generator.printed import is_alike, key_of
from generator.records.form import Form
from generator.records.part import list_texts

_MOST = 12
_SHOWN = 60
_TITLE = 4
_NUMBER = re.compile(r"Số\s*:?\s*\d+\s*[-/]")
# Comparing a line with all that a form prints takes long: no form that was filled in has so many more.
_MOST_COMPARED = 300


class Asides:
    """Lines that say more than the form prints, in the order in which they were met. Shape of one: (place, line)."""

    def __init__(self, form: Form) -> None:
        national = (text for rules in RULES.values() for text, _ in rules.national)
        texts = [*list_texts(form), *national, "Nơi nhận"]
        self._printed = {key for text in texts for line in text.split("\n") if (key := key_of(line))}
        self._compared = 0
        self._lines: list[tuple[str, str]] = []

    def add(self, table: OfficeTable | None, cells: Iterable[Cell], *, under: str = "") -> None:
        """The cells that nothing was read from, or paragraphs as such; `under` is the label they stand behind."""
        for cell in cells:
            place = table.place(cell) if table else f"đoạn {cell.row}"
            for line in cell.text.split("\n"):
                if self._says_more(line):
                    self._lines.append((place, under + line))

    def _says_more(self, line: str) -> bool:
        key = key_of(line)
        # Titles and offices: "BẢNG TỔNG HỢP", "T/M BAN CHẤP HÀNH"; and the paper's own number.
        if (line.isupper() and len(line.split()) <= _TITLE) or _NUMBER.match(line):
            return False
        if key in self._printed or not any(sign.isalpha() for sign in key):
            return False
        self._compared += 1
        return self._compared > _MOST_COMPARED or not any(
            _is_printed(key, printed) for printed in self._printed if len(printed) > 2
        )

    def tell(self, *known: str) -> Iterator[str]:
        """One sentence that names them all, or the first of many; `known` are texts that were read otherwise."""
        keys = [key for text in known if (key := key_of(text))]
        lines = [
            (place, line)
            for place, line in self._lines
            if not any(key in key_of(line) or key_of(line) in key for key in keys)
        ]
        if not lines:
            return
        shown = [f"{place} “{shorten(line)}”" for place, line in lines[:_MOST]]
        more = [f"và {len(lines) - _MOST} chỗ nữa"] if len(lines) > _MOST else []
        yield f"Chữ không đưa vào sổ, xem lại: {'; '.join([*shown, *more])}."


def _is_printed(key: str, printed: str) -> bool:
    """Behind a printed line may stand a day or a name, behind a printed word anything."""
    return is_alike(key, printed) and (not key.startswith(f"{printed} ") or len(printed.split()) > 2)


def shorten(text: str) -> str:
    """A text as a message quotes it: in one line, its beginning where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
