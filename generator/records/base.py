"""What every record shares: how a field is declared, and the types its values may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Any, ClassVar, Self

import msgspec
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from generator.problems import Location
from generator.sources.node import Source

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def labelled(
    label: str,
    *,
    default: Any = ...,
    hint: str | None = None,
    example: object = None,
    private: bool = False,
    starter: bool = False,
    min_length: int | None = None,
    max_length: int | None = None,
) -> Any:
    """Declare a field once: its Vietnamese label, what to write there, an example, its limits.

    Checks, starter files, JSON Schema, columns and the field guide all read this declaration.
    A private field never leaves the portal's folder; a starter field stands in starter files ready
    to be filled though it is optional.
    """
    extra: dict[str, Any] = {"x-private": private}
    if starter:
        extra["x-starter"] = True
    if example is not None:
        extra["examples"] = [example]
    factory: dict[str, Any] = {"default": default}
    if callable(default):
        factory = {"default_factory": default}
    return Field(
        **factory,
        title=label,
        description=hint,
        json_schema_extra=extra,
        min_length=min_length,
        max_length=max_length,
    )


class Part(BaseModel):
    """A group of fields inside a record."""

    # Checks are made ready when they are first asked for: a rebuild needs those of one type, if any.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class Record(Part):
    """One file of data. `folder` is where its files lie, `label` what people call it.

    `id` is the file's name; `at(path)` says where a field stands, for messages.
    """

    folder: ClassVar[str] = ""
    label: ClassVar[str] = ""
    id_pattern: ClassVar[str] = ID_PATTERN

    id: str = labelled("Mã", hint="lấy theo tên tệp, không ghi trong tệp")
    _source: Source = PrivateAttr()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # type.__new__ hands the class keywords to this hook first; the next one is the one that reads them.
        super().__init_subclass__()

    @classmethod
    def __pydantic_init_subclass__(cls, *, folder: str = "", label: str = "", **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if folder:
            cls.folder = folder
            cls.label = label

    def placed(self, source: Source) -> Self:
        """The record, knowing the file it was read from."""
        self._source = source
        return self

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

    @cached_property
    def digest(self) -> bytes:
        """Changes with the record's file."""
        return self._source.digest


class Choice(StrEnum):
    """A closed list of values, each with the words a reader sees."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Reference(msgspec.Struct, frozen=True):
    """Says that a text is the id of a record in `folder`."""

    folder: str


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
        raise PydanticCustomError("bad-date", "cần dạng năm-tháng-ngày", {"fix": _guess_day(text)})
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError(
            "bad-date", "ngày này không có trong lịch", {"fix": "xem lại ngày và tháng theo văn bản."}
        ) from None
    if not 1900 <= day.year <= 2100:
        raise PydanticCustomError("bad-date", "cần năm từ 1900 đến 2100", {"fix": "xem lại năm theo văn bản."})
    return day


def _guess_day(text: str) -> str:
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    year_first = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", text)
    parts = day_first.groups()[::-1] if day_first else year_first.groups() if year_first else None
    if parts is None:
        return "ghi như 2026-05-19."
    year, month, day = map(int, parts)
    try:
        return date(year, month, day).isoformat()
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
    raise PydanticCustomError("bad-number", "cần một con số, không có dấu chấm ngăn hàng nghìn", {"fix": fix})


def _parse_yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in ("true", "false"):
        return text == "true"
    raise PydanticCustomError("bad-yes-no", "chỉ nhận true (có) hoặc false (không)", {"fix": "ghi true hoặc false."})


def _check_month_day(value: str) -> str:
    try:
        if not re.fullmatch(r"\d{2}-\d{2}", value):
            raise ValueError(value)
        # 2024 is a leap year, so 29 February passes.
        date.fromisoformat(f"2024-{value}")
    except ValueError:
        match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})", value.strip())
        fix = f"{int(match[2]):02d}-{int(match[1]):02d}" if match and int(match[2]) <= 12 else "ghi như 02-15."
        raise PydanticCustomError("bad-date", "cần dạng tháng-ngày", {"fix": fix}) from None
    return value


# Limits stand before the functions, so that pydantic's core checks them itself: calls of Python cost most here.
Text = Annotated[str, FreeText(), Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_parse_day)]
MonthDay = Annotated[str, AfterValidator(_check_month_day)]
Number = Annotated[int | float, BeforeValidator(_parse_number)]
Whole = Annotated[int, BeforeValidator(_parse_number)]
Count = Annotated[int, Field(ge=1, le=1000), BeforeValidator(_parse_number)]
YesNo = Annotated[bool, BeforeValidator(_parse_yes_no)]
Year = Annotated[int, Field(ge=1990, le=2100), BeforeValidator(_parse_number)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]

CampaignRef = Annotated[str, Reference("campaigns")]
FieldRef = Annotated[str, Reference("fields")]
FormRef = Annotated[str, Reference("forms")]
UnitRef = Annotated[str, Reference("units")]
ModelRef = Annotated[str, Reference("models")]
ExemplarRef = Annotated[str, Reference("exemplars")]
