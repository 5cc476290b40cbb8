"""Plain links with which a reader hands a page on: nothing is asked of other hosts until one of them is followed."""

from __future__ import annotations

from binascii import b2a_base64
from functools import cache, partial
from urllib.parse import quote

import msgspec


class Ways(msgspec.Struct, frozen=True):
    """The links to hand a page on by Zalo, Facebook and e-mail."""

    zalo: str
    facebook: str
    mail: str


def list_ways(base: str, address: str, title: str) -> Ways:
    """The links for the page at an address below `base`; ids need no quoting, so an address needs none."""
    quoted = _quote(base) + address
    told = b2a_base64(msgspec.json.encode({"url": base + address}), newline=False).decode()
    return Ways(
        # What Zalo's own button opens, `d` being JSON in base64; opened directly it needs neither Zalo's script nor an
        # Official Account. For zalo.me/share?url=, seen here and there, no word of Zalo's was found.
        f"https://button-share.zalo.me/share_external?d={told.translate(_SPECIAL)}",
        f"https://www.facebook.com/sharer/sharer.php?u={quoted}",
        f"mailto:?subject={title.translate(_SPECIAL)}&body={quoted}",
    )


# Letters with marks may stand in a link as they are; of ASCII's signs only some (RFC 3986, 2.3 and 3.4; RFC 3987).
_SPECIAL = {code: quote(chr(code), safe="!$'()*,-./:;?@_~") for code in range(128)}
_quote = cache(partial(quote, safe=""))
