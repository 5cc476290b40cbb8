"""Invented models of realistic size: the same ones for our portal and for Hugo."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

FIELDS = ("kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "he-thong-chinh-tri", "linh-vuc-khac")
YEARS = range(2017, 2027)
# One unit for so many models: 10,000 models come from 250 units.
MODELS_PER_UNIT = 40

_PLACES = (
    "ngõ",
    "tổ dân phố",
    "chợ",
    "trường học",
    "khu tập thể",
    "tuyến phố",
    "thôn",
    "xóm trọ",
    "bến xe",
    "trạm y tế",
)
_DEEDS = (
    "phân loại rác tại nguồn",
    "hiến đất mở đường",
    "lắp camera an ninh",
    "giúp nhau làm ăn",
    "đọc sách cùng con",
    "hòa giải từ sớm",
    "trả hồ sơ tại nhà",
    "trồng hoa trên đất trống",
    "tập chữa cháy",
    "dùng dịch vụ công trực tuyến",
)
_CLAUSES = (
    "tổ trưởng đến từng nhà hỏi chuyện trước khi họp",
    "bà con góp ý rồi tự chọn cách làm",
    "mỗi hộ nhận một phần việc vừa sức",
    "chi hội phụ nữ giữ sổ, cuối tháng đọc công khai",
    "đoàn viên thanh niên làm những việc nặng",
    "người cao tuổi nhắc nhau giữ nếp",
    "cán bộ phường chỉ hỗ trợ dụng cụ, không làm thay",
    "lần đầu chỉ có mười một người đến dự",
    "sau ba tháng mới thấy đổi khác",
    "những nhà chưa đồng tình được mời đi xem nơi đã làm",
)


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented model; texts are plain paragraphs."""

    id: str
    name: str
    field: str
    unit: str
    year: int
    month: int
    summary: str
    situation: str
    approach: str
    outcome: str
    lasting: str
    results: tuple[tuple[str, str, str], ...]
    evidence: tuple[str, ...]


def count_units(count: int) -> int:
    """Units that so many models come from."""
    return max(1, count // MODELS_PER_UNIT)


def invent(count: int, seed: int = 7) -> Iterator[Invented]:
    """So many models, the same ones for the same seed; about 3 KB of text each."""
    chance = random.Random(seed)
    units = count_units(count)
    for number in range(count):
        place, deed = chance.choice(_PLACES), chance.choice(_DEEDS)
        homes, joined = chance.randint(80, 400), chance.randint(40, 80)
        yield Invented(
            id=f"mo-hinh-{number:06d}",
            name=f"{place.capitalize()} số {number} {deed}",
            field=chance.choice(FIELDS),
            unit=f"don-vi-{number % units:05d}",
            year=chance.choice(YEARS),
            month=chance.randint(3, 9),
            summary=f"{joined} trên {homes} hộ ở {place} số {number} cùng {deed}, giữ được đến nay.",
            situation=_paragraph(chance, 5),
            approach=_paragraph(chance, 9),
            outcome=_paragraph(chance, 5),
            lasting=_paragraph(chance, 3),
            results=(
                (f"{joined}/{homes}", "hộ", deed),
                (str(homes * 3), "m²", "được dọn sạch"),
                ("0", "vụ", "còn lại"),
            ),
            evidence=tuple(_paragraph(chance, 1) for _ in range(8)),
        )


def _paragraph(chance: random.Random, sentences: int) -> str:
    chosen = (f"{chance.choice(_CLAUSES)}, rồi {chance.choice(_CLAUSES)}" for _ in range(sentences))
    return " ".join(f"{one[0].upper()}{one[1:]}." for one in chosen)
