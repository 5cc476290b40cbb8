"""Plain links with which a reader hands a page on: nothing is asked of other hosts until one of them is followed."""

from __future__ import annotations

import re
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
    told = told.replace("+", "%2B").replace("=", "%3D")
    return Ways(
        # What Zalo's own button opens, `d` being JSON in base64; opened directly it needs neither Zalo's script nor an
        # Official Account. For zalo.me/share?url=, seen here and there, no word of Zalo's was found.
        f"https://button-share.zalo.me/share_external?d={told}",
        f"https://www.facebook.com/sharer/sharer.php?u={quoted}",
        f"mailto:?subject={_quote_part(title)}&body={quoted}",
    )


def _quote_part(text: str) -> str:
    """A text as a value in a query. Letters with marks may stay as they are (RFC 3987), which keeps links short."""
    blanks = text.replace(" ", "%20")
    return blanks if _SPECIAL.search(text) is None else text.translate(_QUOTED)


# Of ASCII's signs only some may stand in a value (RFC 3986, 2.3 and 3.4).
_SPECIAL = re.compile(r"[\x00-\x7f](?<![\w !$'()*,./:;?@~-])")
_QUOTED = {code: quote(chr(code), safe="!$'()*,-./:;?@_~") for code in range(128)}
_quote = cache(partial(quote, safe=""))
