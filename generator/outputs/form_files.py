"""The blank forms themselves: bieu-mau/<campaign>/<form>.docx, .pdf, .xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.library import former_addresses
from generator.output import File, Workshop
from generator.portal import Portal
from generator.records.campaign import Campaign
from generator.records.form import Form


def declare(portal: Portal) -> Iterator[File]:
    library = portal.library
    for form in library.records.forms.values():
        for suffix in form.formats:
            yield File(file_path(form, suffix), draw_file, (form, suffix, library.campaign(form.campaign)), form.file)
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


def file_path(form: Form, suffix: str) -> str:
    return f"bieu-mau/{form.campaign}/{form.id}.{suffix}"
