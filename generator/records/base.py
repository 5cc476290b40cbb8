"""What every record shares, and the types that its values may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self

import msgspec
from msgspec import Meta

from generator.problems import Location
from generator.records.part import Declared, Part, Reader, WrongValueError, labelled
from generator.sources.node import Source
from generator.vietnamese import split_day

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Record(Part, dict=True, gc=True):
    """One file of data. `folder` is where its files lie, `label` what people call it.

    `id` is the file's name; `at(path)` says where a field stands, for messages.
    """

    folder: ClassVar[str] = ""
    label: ClassVar[str] = ""
    id_pattern: ClassVar[str] = ID_PATTERN

    id: str = labelled("Mã", hint="lấy theo tên tệp, không ghi trong tệp")

    def placed(self, source: Source) -> Self:
        """The record, knowing the file it was read from."""
        self.__dict__["source"] = source
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # A Struct hands another process only its fields.
        return (*super().__reduce__()[:2], self.__dict__)

    @property
    def _source(self) -> Source:
        source: Source = self.__dict__["source"]
        return source

    def at(self, *path: str | int) -> Location:
        """Where the value at `path` stands in the record's file."""
        return self._source.node.find(path)

    def texts(self, *path: str | int) -> Iterator[tuple[Location, str]]:
        """Every text of the record's file, or of the field at `path`, with its place."""
        return self._source.node.texts(*path)

    @property
    def file(self) -> str:
        """The record's file, relative to the portal's root."""
        return self._source.file

    @property
    def digest(self) -> bytes:
        """Changes with the record's file; b"" for one that was read from no file."""
        return self._source.digest if "source" in self.__dict__ else b""


class Choice(StrEnum):
    """A closed list of values, each with the words a reader sees."""

    label: str
    # It is equal to its text; an enum's own hash takes ten times as long.
    __hash__ = str.__hash__

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Reference(msgspec.Struct, frozen=True):
    """Says that a text is the id of a record in `folder`."""

    folder: str


def folder_of(declared: Declared) -> str | None:
    """The folder of the records that a field refers to."""
    return next((mark.folder for mark in declared.marks if isinstance(mark, Reference)), None)


class FreeText(msgspec.Struct, frozen=True):
    """Says that a text is in the writer's own words."""


def _parse_day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    return _day_of(str(value).strip())


# A thousand models share a few hundred days.
@lru_cache(maxsize=4096)
def _day_of(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise WrongValueError("bad-date", "cần dạng năm-tháng-ngày", _guess_day(text))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise WrongValueError(
            "bad-date", "ngày này không có trong lịch", "xem lại ngày và tháng theo văn bản."
        ) from None
    if not 1900 <= day.year <= 2100:
        raise WrongValueError("bad-date", "cần năm từ 1900 đến 2100", "xem lại năm theo văn bản.")
    return day


def _guess_day(text: str) -> str:
    parts = split_day(text)
    if parts is None:
        return "ghi như 2026-05-19."
    try:
        return date(*parts).isoformat()
    except ValueError:
        return "xem lại ngày và tháng theo văn bản."


def _parse_number(value: object) -> object:
    """A whole number or a decimal with a point; never a guess at "3.500"."""
    if not isinstance(value, str):
        return value
    # 15 digits: more than any count of people or đồng, and still exact as a float.
    if value.isdecimal() and len(value) <= 15:
        return int(value)
    text = value.strip()
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    if re.fullmatch(r"-?\d{1,15}\.\d{1,2}", text):
        return float(text)
    fix = text.replace(".", "").replace(" ", "") if re.fullmatch(r"[\d. ]+", text) else "ghi như 1200 hoặc 3.5."
    raise WrongValueError("bad-number", "cần một con số, không có dấu chấm ngăn hàng nghìn", fix)


def _parse_yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in ("true", "false"):
        return text == "true"
    raise WrongValueError("bad-yes-no", "chỉ nhận true (có) hoặc false (không)", "ghi true hoặc false.")


def _parse_month_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    value = value.strip()
    try:
        if not re.fullmatch(r"\d{2}-\d{2}", value):
            raise ValueError(value)
        # 2024 is a leap year, so 29 February passes.
        date.fromisoformat(f"2024-{value}")
    except ValueError:
        match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})", value)
        fix = f"{int(match[2]):02d}-{int(match[1]):02d}" if match and int(match[2]) <= 12 else "ghi như 02-15."
        raise WrongValueError("bad-date", "cần dạng tháng-ngày", fix) from None
    return value


Text = Annotated[str, FreeText(), Meta(min_length=1)]
Day = Annotated[date, Reader(_parse_day)]
MonthDay = Annotated[str, Reader(_parse_month_day)]
Number = Annotated[int | float, Reader(_parse_number)]
Whole = Annotated[int, Reader(_parse_number)]
Count = Annotated[int, Meta(ge=1, le=1000), Reader(_parse_number)]
YesNo = Annotated[bool, Reader(_parse_yes_no)]
Year = Annotated[int, Meta(ge=1990, le=2100), Reader(_parse_number)]
Id = Annotated[str, Meta(pattern=ID_PATTERN)]

CampaignRef = Annotated[str, Reference("campaigns")]
FieldRef = Annotated[str, Reference("fields")]
FormRef = Annotated[str, Reference("forms")]
UnitRef = Annotated[str, Reference("units")]
ModelRef = Annotated[str, Reference("models")]
ExemplarRef = Annotated[str, Reference("exemplars")]
