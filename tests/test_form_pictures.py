"""The picture of a form's first page: small, true to the paper, without a jump when it arrives."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from generator.output import File
from generator.outputs import form_files
from generator.records.form import Form, Orientation
from tests.office import by_class, office_pages, repository_portal
from tests.test_forms import PAPERS

# Source: the weight that a picture may add to a page.
MOST_BYTES = 40 * 1024


def pictures() -> dict[str, File]:
    return {one.path: one for one in form_files.declare(repository_portal()) if one.path.endswith(".webp")}


def draw(form: Form) -> bytes:
    return b"".join(pictures()[f"bieu-mau/{form.campaign}/{form.id}.webp"].make(repository_portal().workshop).content)


def test_every_form_with_a_paper_has_a_picture_and_no_other() -> None:
    assert set(pictures()) == {f"bieu-mau/{form.campaign}/{form.id}.webp" for form in PAPERS}


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_picture_is_small_and_as_large_as_its_page_says(form: Form) -> None:
    content = draw(form)
    assert len(content) < MOST_BYTES
    page = office_pages()[f"bieu-mau/{form.campaign}/{form.id}/index.html"]
    (shown,) = by_class(page, "form-thumb-image")
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "WEBP"
        assert (str(image.width), str(image.height)) == (shown.get("width"), shown.get("height"))
        assert (image.width > image.height) is (form.orientation is Orientation.LANDSCAPE)
    assert shown.get("loading") == "lazy"
    assert shown.get("src", "").endswith(f"bieu-mau/{form.campaign}/{form.id}.webp")


@pytest.mark.parametrize("form", PAPERS, ids=lambda form: form.id)
def test_picture_says_what_it_shows_and_leads_to_the_pdf(form: Form) -> None:
    page = office_pages()[f"bieu-mau/{form.campaign}/{form.id}/index.html"]
    (shown,) = by_class(page, "form-thumb-image")
    assert (form.number or form.title) in shown.get("alt", "")
    assert shown.getparent().get("href", "").endswith(f"{form.id}.pdf")


def test_picture_shows_ink_on_white_paper() -> None:
    with Image.open(io.BytesIO(draw(PAPERS[0]))) as image:
        ink = image.convert("L").tobytes()
    margin = ink[: 4 * image.width]
    assert min(margin) > 245
    assert min(ink) < 120


def test_page_without_a_file_has_no_picture() -> None:
    page = office_pages()["bieu-mau/do-son-2026/do-son-phu-luc-01/index.html"]
    assert by_class(page, "form-thumb-image") == []
