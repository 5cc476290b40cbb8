"""The blank forms themselves: bieu-mau/<campaign>/<form>.docx, .pdf, .xlsx; and a picture of each, .webp.

Beside a form's page, for its script: <form>/dien-san.docx, .xlsx to fill in for a unit; bieu-mau/don-vi.json names the
units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.library import address_of, former_addresses
from generator.output import File, Workshop
from generator.portal import Portal
from generator.records.asking import names_unit
from generator.records.campaign import Campaign
from generator.records.form import PICTURE, Form, Orientation

# The sides of A4 in the pictures of forms, in pixels: twice as fine as a page shows them. Measured at this quality:
# 4–12 KB, and the title can be read; half as large again is twice the bytes.
_SHORT, _LONG = 256, 362
_QUALITY = 60
# Pages are drawn so much finer and then made smaller, which keeps thin letters.
_DOTS_PER_MM = 4
UNITS = "bieu-mau/don-vi.json"
# A PDF is no archive of texts that a script could replace, and nobody types into it.
_STENCILS = ("docx", "xlsx")


def declare(portal: Portal) -> Iterator[File]:
    library = portal.library
    yield File(UNITS, list_units, (tuple((unit.id, unit.name) for unit in library.units),))
    for form in library.records.forms.values():
        campaign = library.campaign(form.campaign)
        for suffix in form.formats:
            yield File(file_path(form, suffix), draw_file, (form, suffix, campaign), form.file)
        for suffix in stencils_of(form):
            yield File(stencil_path(form, suffix), draw_stencil, (form, suffix, campaign), form.file)
        if form.has_paper:
            yield File(file_path(form, PICTURE), draw_picture, (form, campaign), form.file)
    for old, record in former_addresses(library.records):
        if isinstance(record, Form):
            campaign = library.campaign(record.campaign)
            for suffix in record.formats:
                yield File(f"{old.rstrip('/')}.{suffix}", draw_file, (record, suffix, campaign), record.file)


def draw_files(workshop: Workshop, form: Form, campaign: Campaign) -> Mapping[str, bytes]:
    """Shape: {"docx": bytes, …}; empty for a form that its document only names."""
    return {suffix: draw_file(workshop, form, suffix, campaign) for suffix in form.formats}


def draw_file(workshop: Workshop, form: Form, suffix: str, campaign: Campaign) -> bytes:
    """The bytes of a form; remembered, since its page (size) and the open data (checksum) need them too."""

    def make() -> bytes:
        # The libraries that write documents take longer to load than a whole rebuild may last.
        from generator.outputs.forms import draw  # noqa: PLC0415

        return draw(form, suffix, campaign=campaign)

    ingredients = (workshop.program, form.digest, campaign.digest, suffix)
    return workshop.cache.remember("form 1", ingredients, make)


def stencils_of(form: Form) -> Sequence[str]:
    """The formats in which a unit gets a form in use filled in; none where it has no place for a unit's name."""
    wanted = form.is_current and names_unit(form)
    return [suffix for suffix in form.formats if wanted and suffix in _STENCILS]


def draw_stencil(workshop: Workshop, form: Form, suffix: str, campaign: Campaign) -> bytes:
    """The file that a browser fills in for a unit."""

    def make() -> bytes:
        # As slow to load as above.
        from generator.outputs import forms  # noqa: PLC0415

        return forms.draw_stencil(form, suffix, campaign=campaign)

    ingredients = (workshop.program, form.digest, campaign.digest, suffix)
    return workshop.cache.remember("form stencil 1", ingredients, make)


def list_units(workshop: Workshop, units: Sequence[tuple[str, str]]) -> bytes:
    """Shape: [[id, name], …] of every unit, in the order of names."""
    return msgspec.json.encode(units)


def draw_picture(workshop: Workshop, form: Form, campaign: Campaign) -> bytes:
    """The first page of a form, small, so that people know the paper they have before them."""

    def make() -> bytes:
        # Loaded only when a picture has to be drawn.
        from generator.outputs.drawing import encode, narrow, strip  # noqa: PLC0415
        from generator.outputs.forms import draw_first_page  # noqa: PLC0415

        width, _ = picture_size(form)
        page = strip(draw_first_page(form, campaign=campaign, dots_per_mm=_DOTS_PER_MM))
        return encode(narrow(page, width), "WEBP", _QUALITY)

    ingredients = (workshop.program, workshop.libraries, form.digest, campaign.digest)
    return workshop.cache.remember("form picture 1", ingredients, make)


def picture_size(form: Form) -> tuple[int, int]:
    """Width and height in pixels of a form's picture."""
    return (_SHORT, _LONG) if form.orientation is Orientation.PORTRAIT else (_LONG, _SHORT)


def file_path(form: Form, suffix: str) -> str:
    return f"bieu-mau/{form.campaign}/{form.id}.{suffix}"


def stencil_path(form: Form, suffix: str) -> str:
    return f"{address_of(form)}dien-san.{suffix}"
