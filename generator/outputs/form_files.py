"""The blank forms themselves: bieu-mau/<campaign>/<form>.docx, .pdf, .xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.library import former_addresses
from generator.outputs.forms import draw
from generator.portal import Artifact, Portal
from generator.records.campaign import Campaign
from generator.records.form import Form


def render(portal: Portal) -> Iterator[Artifact]:
    for form in portal.library.records.forms.values():
        for suffix, content in draw_files(portal, form).items():
            yield Artifact(file_path(form, suffix), content, form.file)
    for old, record in former_addresses(portal.library.records):
        if isinstance(record, Form):
            for suffix, content in draw_files(portal, record).items():
                yield Artifact(f"{old.rstrip('/')}.{suffix}", content, record.file)


def draw_files(portal: Portal, form: Form) -> Mapping[str, bytes]:
    """Shape: {"docx": bytes, …}; empty for a form that its document only names."""
    return _draw_all(form, portal.library.campaign(form.campaign))


# The files, their pages (sizes) and the open data (checksums) all need the same bytes.
@lru_cache(maxsize=256)
def _draw_all(form: Form, campaign: Campaign) -> Mapping[str, bytes]:
    return {suffix: draw(form, suffix, campaign=campaign) for suffix in form.formats}


def file_path(form: Form, suffix: str) -> str:
    return f"bieu-mau/{form.campaign}/{form.id}.{suffix}"
