"""Names of bodies that stand in capitals, as they are written within a sentence.

Capitals after Nghị định 30/2020/NĐ-CP, phụ lục II, mục IV: the first letter of each phrase that says what kind of body
it is and what it is for, and offices; names of places and people with all their letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.vietnamese import fold, modern_tone, nfc

_PHRASES = (
    "Ban Chấp hành", "Ban Chỉ huy Quân sự", "Ban Chỉ đạo", "Ban Công tác Mặt trận", "Ban Dân vận", "Ban Quản lý",
    "Ban Thường trực", "Ban Thường vụ", "Ban Tuyên giáo", "Ban Tổ chức", "Ban Vận động", "Ban Xây dựng Đảng",
    "Buôn", "Bí thư", "Bản", "Bệnh viện Đa khoa", "Bệnh viện", "Chi bộ", "Chi hội", "Chi đoàn", "Chùa", "Chủ tịch",
    "Chữ thập đỏ", "Công an", "Công ty Cổ phần", "Công ty Trách nhiệm hữu hạn", "Công ty", "Công đoàn",
    "Cựu chiến binh", "Dân cư", "Dân quân", "Dân vận", "Dịch vụ", "Giám đốc", "Giáo họ", "Giáo xứ", "Hiệu trưởng",
    "Hội Bảo trợ", "Hội Chữ thập đỏ", "Hội Cựu chiến binh", "Hội Cựu công an nhân dân", "Hội Cựu giáo chức",
    "Hội Cựu thanh niên xung phong", "Hội Khuyến học", "Hội Liên hiệp Phụ nữ", "Hội Liên hiệp Thanh niên",
    "Hội Luật gia", "Hội Làm vườn", "Hội Người cao tuổi", "Hội Người khuyết tật", "Hội Người mù", "Hội Nông dân",
    "Hội Nạn nhân chất độc da cam", "Hội Phật giáo", "Hội Phụ nữ", "Hội Đông y", "Hội đồng nhân dân",
    "Hợp tác xã nông nghiệp", "Hợp tác xã", "Khu dân cư", "Khu phố", "Khuyến học", "Liên đoàn Lao động", "Làng",
    "Mầm non", "Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc", "Người cao tuổi", "Nhà thờ", "Nông dân",
    "Nông nghiệp", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Phòng Văn hóa", "Phó Bí thư Thường trực",
    "Phó Bí thư", "Phó Chủ tịch", "Phó Trưởng ban", "Phụ nữ", "Quân sự", "Quản lý", "Sinh vật cảnh", "Thanh niên",
    "Thiếu nhi", "Thôn", "Thể thao", "Tiểu học và Trung học cơ sở", "Tiểu học", "Trung học cơ sở",
    "Trung học phổ thông", "Trung tâm Chính trị", "Trung tâm Phục vụ hành chính công", "Trung tâm Văn hóa",
    "Trung tâm Y tế", "Trung tâm", "Trường", "Trưởng ban", "Trạm Y tế", "Tổ dân phố", "Tổ hợp tác", "Tổ tự quản",
    "Văn hóa", "Văn phòng", "Xóm", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên", "Đình", "Đảng bộ",
    "Đảng ủy", "Đền", "Đồn Biên phòng", "Đội", "Ủy ban Kiểm tra", "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Ủy ban Mặt trận Tổ quốc", "Ủy ban nhân dân", "Ủy ban",
)  # fmt: skip
# Words between names: "Công an phường Đồ Sơn", "Đảng ủy các cơ quan phường".
_SMALL = frozenset((
    "các", "các đoàn thể", "cấp", "chợ", "cơ quan", "của", "đặc khu", "huyện", "khối", "phường", "quận", "số",
    "thành phố", "thị trấn", "thuộc", "tỉnh", "và", "xã",
))  # fmt: skip
_SHORT = frozenset(("CA", "CTY", "TH", "UB", "UBND"))
_VOWELS = frozenset("aeiouy")
_LONGEST = max(len(one.split()) for one in (*_PHRASES, *_SMALL))


def write_name(name: str) -> str:
    """A name in capitals as a sentence has it: "CÔNG AN PHƯỜNG ĐỒ SƠN" → "Công an phường Đồ Sơn"; others stay."""
    name = " ".join(nfc(name).split())
    if not name.isupper():
        return name
    written = " ".join(_write_words(name.split()))
    return written[:1].upper() + written[1:]


def _write_words(words: Sequence[str]) -> Iterator[str]:
    start = 0
    while start < len(words):
        for count in range(min(_LONGEST, len(words) - start), 0, -1):
            known = _KNOWN.get(_key_of(" ".join(words[start : start + count])))
            if known is not None:
                tail = "," if words[start + count - 1].endswith(",") else ""
                yield known + tail
                break
        else:
            count = 1
            yield words[start] if _is_short(words[start]) else _capitalise(words[start])
        start += count


def _is_short(word: str) -> bool:
    """Whether a word stands for others: it has no vowel ("THCS"), a sign or figure in it ("12A"), or is known to."""
    letters = re.sub(r"[^a-z]", "", fold(word))
    return not _VOWELS & set(letters) or word.strip(".,") in _SHORT or any(sign.isdigit() for sign in word)


def _capitalise(word: str) -> str:
    """ "LÊ-NIN" → "Lê-Nin", "(CŨ)" → "(Cũ)"."""
    return re.sub(r"\w+", lambda match: match[0].capitalize(), word.lower())


def _key_of(phrase: str) -> str:
    """With its marks: "ĐÌNH" is a kind of house, "ĐỊNH" part of a name."""
    return modern_tone(phrase).lower().strip(",;")


_KNOWN = {_key_of(one): one for one in (*_PHRASES, *_SMALL)}
