"""Old addresses keep working: each alias of a record leads to the record."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.library import address_of, former_addresses
from generator.output import File, Workshop
from generator.portal import Portal


def declare(portal: Portal) -> Iterator[File]:
    for old, record in former_addresses(portal.library.records):
        yield lead_on(old, address_of(record), record.file)


def lead_on(old: str, new: str, source: str | None = None) -> File:
    """A page at an address that something once had, which leads to the new one."""
    return File(f"{old}index.html", draw_redirect, (old, new), source)


def draw_redirect(workshop: Workshop, old: str, address: str) -> bytes:
    # Relative, so that it also works in a preview and below a path.
    way = "../" * old.count("/") + address
    target = escape(workshop.settings.base + address)
    return (
        "<!doctype html>\n"
        '<html lang="vi"><head><meta charset="utf-8"><title>Trang đã chuyển</title>'
        f'<link rel="canonical" href="{target}"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={escape(way)}"></head>'
        f'<body><p>Trang này đã chuyển sang <a href="{escape(way)}">địa chỉ mới</a>.</p></body></html>\n'
    ).encode()
