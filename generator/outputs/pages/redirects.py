"""Old addresses keep working: each alias of a record leads to the record."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.library import address_of, former_addresses
from generator.portal import Artifact, Portal


def render(portal: Portal) -> Iterator[Artifact]:
    for old, record in former_addresses(portal.library.records):
        yield Artifact(f"{old}index.html", _redirect(portal, address_of(record)), record.file)


def _redirect(portal: Portal, address: str) -> bytes:
    # Relative, so that it also works in a preview and below a path; old and new lie equally deep.
    way = "../" * address.count("/") + address
    target = escape(portal.settings.base + address)
    return (
        "<!doctype html>\n"
        '<html lang="vi"><head><meta charset="utf-8"><title>Trang đã chuyển</title>'
        f'<link rel="canonical" href="{target}"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={escape(way)}"></head>'
        f'<body><p>Trang này đã chuyển sang <a href="{escape(way)}">địa chỉ mới</a>.</p></body></html>\n'
    ).encode()
