"""QR codes are those of the standard, and a reader finds in them what was put in."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image, ImageOps

from generator.qr import Code, draw_code

URL = "https://danvankheo.example.vn/mo-hinh/ngo-12-phan-loai-rac/"
# The most bytes of each version at level M. Source: ISO/IEC 18004:2015, table 7.
CAPACITIES = (14, 26, 42, 62, 84, 106, 122, 152, 180)


def picture_of(code: Code) -> Image.Image:
    head, content = code.source.split(",")
    assert head == "data:image/png;base64"
    return Image.open(BytesIO(b64decode(content))).convert("L")


def read(picture: Image.Image) -> list[str]:
    """What a reader finds in a code that is enlarged, with the white around it that the standard asks for."""
    wide = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    return [found.text for found in zxingcpp.read_barcodes(ImageOps.expand(wide, 16, "white"))]


def draw(text: str) -> Code:
    code = draw_code(text)
    assert code is not None
    return code


@pytest.mark.parametrize("length", CAPACITIES)
def test_a_full_code_of_each_version_has_the_modules_of_the_standard(length: int) -> None:
    # Full ones: of codes with padding segno 1.6 makes others, with a byte of zeros before the padding (ISO, 7.4.10).
    text = (URL * 4)[:length]
    code = draw(text)
    wanted = segno.make(text, error="m", mode="byte", mask=0, version=(code.size - 17) // 4, boost_error=False)
    picture = picture_of(code)
    found = [[int(picture.getpixel((x, y)) == 0) for x in range(code.size)] for y in range(code.size)]
    assert found == [list(row) for row in wanted.matrix]


def test_a_text_of_any_length_is_read_back() -> None:
    texts = [(URL * 4)[:length] for length in range(1, CAPACITIES[-1] + 1)]
    assert [read(picture_of(draw(text))) for text in texts] == [[text] for text in texts]


def test_an_address_in_letters_with_marks_is_read_back() -> None:
    address = "https://dân-vận-khéo.vn/mo-hinh/ngo-12/"
    assert read(picture_of(draw(address))) == [address]


def test_the_smallest_version_is_taken() -> None:
    assert [draw("x" * length).size for length in CAPACITIES] == [21, 25, 29, 33, 37, 41, 45, 49, 53]


def test_a_text_too_long_has_no_code() -> None:
    assert draw_code("x" * (CAPACITIES[-1] + 1)) is None
    assert draw_code("ế" * 61) is None


def test_a_code_takes_few_bytes_of_a_page() -> None:
    assert len(draw(URL).source) < 400
