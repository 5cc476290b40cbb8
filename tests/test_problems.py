"""The name that was surely meant is suggested; a wrong one that looks right never is."""

from __future__ import annotations

import pytest

from generator.problems import nearest

KNOWN = ("to-5", "to-dan-pho-05", "ngo-sach", "ngo-nho-thu-vien.jpg", "launched_on", "Tập thể", "a")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("ngo-sac", "ngo-sach", id="letter missing"),
        pytest.param("ngo-ssach", "ngo-sach", id="letter too many"),
        pytest.param("ngo-xach", "ngo-sach", id="letter mistyped"),
        pytest.param("ngo-sahc", "ngo-sach", id="letters swapped"),
        pytest.param("ngõ-sạch", "ngo-sach", id="marks"),
        pytest.param("Ngo_Sach", "ngo-sach", id="other signs"),
        pytest.param("launched-on", "launched_on", id="- for _"),
        pytest.param("tap-the", "Tập thể", id="without marks"),
        pytest.param("to-05", "to-5", id="zero before a number"),
        pytest.param("to-dan-pho-5", "to-dan-pho-05", id="zero left out"),
        pytest.param("ngo-nho-thu-vien.jpeg", "ngo-nho-thu-vien.jpg", id="ending"),
    ],
)
def test_near_miss_is_suggested(written: str, meant: str) -> None:
    assert nearest(written, KNOWN) == meant


@pytest.mark.parametrize(
    "written",
    ["to-6", "to-55", "to-dan-pho-06", "thu-vien-ngo-nho.jpg", "ngo-hoa", "vuon-sach", "launch", "tho", "b", "", "–"],
)
def test_another_name_is_not(written: str) -> None:
    assert nearest(written, KNOWN) is None


def test_same_name_comes_before_one_that_differs() -> None:
    assert nearest("ngo_hoa", ["ngo-hoan", "ngo-hoa"]) == "ngo-hoa"
