"""site_config.yml as a record: everything a portal can choose."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from generator.digests import digest_bytes
from generator.problems import Location, Problem
from generator.records.base import Text, Whole, YesNo
from generator.records.packing import pack_record, unpack_record
from generator.records.part import Part, Reader, WrongValueError, labelled
from generator.records.reading import read_part
from generator.records.values import take_values
from generator.sources.quick import read_quickly
from generator.sources.text import read_text


def _read_address(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not re.fullmatch(r"https?://[\w.-]+(?::\d{1,5})?(?:/[\w.~-]+)*/?", text):
        wrong = "cần dạng https://tên-miền/, không có dấu cách, “?” hay “#”"
        raise WrongValueError("bad-url", wrong, "ghi như https://danvankheo.example.vn/.")
    return text


Address = Annotated[str, Reader(_read_address)]


class Publisher(Part):
    name: Text = labelled("Cơ quan chủ quản", example="Đảng ủy phường Sen Hồng")
    address: Text | None = labelled("Địa chỉ", default=None)
    email: Text | None = labelled("Thư điện tử công vụ", default=None)
    phone: Text | None = labelled("Điện thoại cơ quan", default=None, hint="số của cơ quan, không ghi số cá nhân")


class Settings(Part):
    name: Text = labelled("Tên cổng", max_length=60, example="Dân vận khéo phường Sen Hồng")
    tagline: Text = labelled("Một câu giới thiệu", max_length=160)
    url: Address = labelled("Địa chỉ công bố", example="https://danvankheo.example.vn/")
    publisher: Publisher = labelled("Cơ quan chủ quản")
    show_samples: YesNo = labelled("Hiện dữ liệu mẫu", default=True, hint="false: bỏ hết dữ liệu mẫu khỏi cổng")
    model_cards: Annotated[Whole, Meta(ge=0)] = labelled(
        "Số mô hình nhiều nhất có thẻ chia sẻ riêng",
        default=2000,
        hint="quá số này, mô hình không có ảnh dùng chung thẻ của lĩnh vực",
    )
    per_page: Annotated[Whole, Meta(ge=1, le=500)] = labelled("Số mô hình mỗi trang danh sách", default=24)

    @property
    def base(self) -> str:
        """The published address, ending in a slash."""
        return self.url.rstrip("/") + "/"

    @property
    def root_path(self) -> str:
        """The published address without scheme, host and last slash: "" or "/portal"."""
        rest = self.base.split("://", 1)[1]
        return "/" + "/".join(rest.split("/")[1:-1]) if rest.count("/") > 1 else ""


def read_settings(path: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings in `path`, or what is wrong with them."""
    if not path.is_file():
        wrong = f"không thấy tệp cấu hình {path.name}."
        fix = "đứng trong thư mục của cổng, hoặc tạo cổng mới: dvk new portal TÊN-THƯ-MỤC."
        return None, [Problem(Location(path.name), "no-config", wrong, fix)]
    text, problems = read_text(path, path.name)
    if text is None:
        return None, problems
    values = read_quickly(text)
    settings = take_values(Settings, values)
    if settings is not None:
        return settings, []
    # Loaded only when a mistake has to be told, or something unusual to be read.
    from generator.sources.yaml import read_yaml  # noqa: PLC0415

    node, problems = read_yaml(text, path.name)
    if node is None:
        return None, problems
    settings, found = read_part(Settings, node)
    return settings, [*problems, *found]


def recall_settings(seen: bytes, kept: tuple[bytes, bytes]) -> tuple[Settings, list[Problem]] | None:
    """What `read_settings` gives, while the file is the one that was kept; its checks take longer to load.

    `seen` is the digest of the file, taken before it is read: one that is saved meanwhile is another one the next
    time. `kept` is that digest once, with the settings packed.
    """
    digest, packed = kept
    return (unpack_record(Settings, packed), []) if seen and seen == digest else None


def keep_settings(seen: bytes, settings: Settings | None) -> tuple[bytes, bytes]:
    """What `recall_settings` asks for."""
    return (seen, pack_record(settings)) if settings is not None else (b"", b"")


def digest_settings(path: Path) -> bytes:
    """The digest of a settings file; b"" for one that cannot be read."""
    try:
        return digest_bytes(path.read_bytes())
    except OSError:
        return b""
