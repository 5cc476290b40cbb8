"""Vietnamese text: ids, order, tone placement, numbers, days."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.records.base import ID_PATTERN
from generator.vietnamese import (
    count_words,
    fold,
    format_day,
    format_number,
    make_id,
    modern_tone,
    nfc,
    reading_minutes,
    sort_key,
)

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " -0123456789", max_size=30)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Đồ Sơn", "do-son", id="d with stroke"),
        pytest.param(nfd("Đồ Sơn"), "do-son", id="decomposed"),
        pytest.param("Ðồ Sơn", "do-son", id="eth in place of Đ"),
        pytest.param("Tổ dân phố số 05", "to-dan-pho-so-05", id="leading zero kept"),
        pytest.param("  “Ngõ 12” – phân loại rác!  ", "ngo-12-phan-loai-rac", id="quotes and dashes"),
        pytest.param("ƯỜNG ỂẪỘ Ỵ", "uong-eao-y", id="stacked marks in capitals"),
        pytest.param("Văn hóa - xã hội", "van-hoa-xa-hoi", id="spaced hyphen"),
        pytest.param("…", "", id="nothing left"),
    ],
)
def test_id_is_made_from_a_name(name: str, expected: str) -> None:
    assert make_id(name) == expected


@given(words)
def test_id_of_any_name_is_empty_or_a_valid_id(name: str) -> None:
    assert make_id(name) == "" or re.fullmatch(ID_PATTERN, make_id(name))


@given(words)
def test_id_does_not_depend_on_how_letters_are_composed(name: str) -> None:
    assert make_id(nfd(name)) == make_id(nfc(name))


@given(words)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("letter", VIETNAMESE)
def test_every_letter_folds_to_plain_ascii(letter: str) -> None:
    assert re.fullmatch("[a-z]", fold(letter.upper()))


def test_letters_and_tones_sort_as_in_the_dictionary() -> None:
    assert sorted(VIETNAMESE, key=sort_key) == list(VIETNAMESE)
    backwards = VIETNAMESE[::-1]
    assert sorted(backwards, key=sort_key) == list(VIETNAMESE)


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param(["Tổ 5", "Tổ 12", "Tổ 100"], id="numbers by value"),
        pytest.param(["Tổ 5", "Tổ 05a"], id="leading zero"),
        pytest.param(["ca", "cá", "ca nô", "can"], id="a space sorts before a letter"),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones: ngang huyền hỏi ngã sắc nặng"),
        pytest.param(["mạ", "mai"], id="tones only between the same letters"),
        pytest.param(["dâu", "đa"], id="d before đ"),
        pytest.param(["cơm", "cưa"], id="o with horn before u with horn"),
        pytest.param(["An", "ăn", "Ân"], id="capitals among small letters"),
        pytest.param(["Hòa", "Hoà Bình", "Hòa Lạc"], id="old and new tone placement together"),
    ],
)
def test_names_sort_as_vietnamese(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert sorted(backwards, key=sort_key) == in_order


@given(words)
def test_order_does_not_depend_on_how_letters_are_composed(text: str) -> None:
    assert sort_key(nfd(text)) == sort_key(nfc(text))


@given(words, words)
def test_key_of_a_name_is_made_of_those_of_its_words(first: str, second: str) -> None:
    parts = [sort_key(part) for part in (first, " ", second)]
    assert sort_key(f"{first} {second}") == tuple("".join(each) for each in zip(*parts, strict=True))


def test_key_holds_letters_and_numbers_then_tones() -> None:
    assert sort_key("Tổ 5 thuỷ") == (f"3529 00 05{5:012} 00 35213641".replace(" ", ""), "02 0 0 0020".replace(" ", ""))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("uỷ", "ủy"),
        ("Uỷ ban", "Ủy ban"),
        ("XOÁ", "XÓA"),
        ("THUỶ NGUYÊN", "THỦY NGUYÊN"),
        ("huỵch", "huỵch"),
        ("quý", "quý"),
        ("QUỶ", "QUỶ"),
        ("quà", "quà"),
        ("hoàn", "hoàn"),
        ("tuý", "túy"),
        ("oà", "òa"),
        ("của", "của"),
        ("mía", "mía"),
    ],
)
def test_tone_moves_only_in_an_open_syllable(old: str, new: str) -> None:
    assert modern_tone(old) == new
    assert modern_tone(nfd(old)) == new


@given(words)
def test_tone_placement_keeps_the_letters(text: str) -> None:
    assert fold(modern_tone(text)) == fold(nfc(text))
    assert modern_tone(modern_tone(text)) == modern_tone(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1200, "1.200"),
        (-1200, "-1.200"),
        (1234567, "1.234.567"),
        (3.5, "3,5"),
        (92.25, "92,25"),
        (1234.5, "1.234,5"),
        (-0.5, "-0,5"),
        (0.999, "1"),
        (0.001, "0"),
        (100.0, "100"),
    ],
)
def test_number_is_printed_as_in_vietnam(value: float, expected: str) -> None:
    assert format_number(value) == expected


@given(st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9, allow_nan=False))
def test_printed_number_reads_back(value: float) -> None:
    read = float(format_number(value).replace(".", "").replace(",", "."))
    assert abs(read - value) <= 0.0051


def test_day_is_printed_day_first_with_zeros() -> None:
    assert format_day(date(2026, 2, 5)) == "05/02/2026"


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("một", 1), ("  hai\n\ntừ ", 2), ("41/45 hộ – đủ", 4), ("## 1. Nhân vật\n\n[[ảnh 2]]\n\nMột", 4)],
)
def test_words_are_runs_between_blanks(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("count", "minutes"), [(0, 1), (220, 1), (900, 4), (2500, 11)])
def test_reading_takes_at_least_a_minute(count: int, minutes: int) -> None:
    assert reading_minutes(count) == minutes
