"""A page is handed on by plain links that carry its published address."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.sharing import list_ways
from tests.portals import BASE, parse_page

PAGES = ("mo-hinh/vuon-rau/", "guong-dien-hinh/chi-sen-vuon-rau/")


def ask(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query, strict_parsing=True)


def test_zalo_is_told_the_address_as_its_own_button_tells_it() -> None:
    # The last letters make "+" and "=" in base64, which mean something else in a query.
    for ending in ("", "a", "ab", "~>~>~>"):
        link = list_ways("https://x.vn/", f"mo-hinh/{ending}/", "Ngõ").zalo
        assert json.loads(b64decode(ask(link)["d"][0])) == {"url": f"https://x.vn/mo-hinh/{ending}/"}


def test_facebook_is_told_the_address() -> None:
    link = list_ways("https://dân-vận.vn/cong/", "mo-hinh/ngo-12/", "Ngõ").facebook
    assert ask(link) == {"u": ["https://dân-vận.vn/cong/mo-hinh/ngo-12/"]}


@pytest.mark.parametrize("title", ["Ngõ 12", "Nghe, hiểu & làm: 100 % hộ “sạch”? #1", "a+b=c <i>"])
def test_a_letter_has_the_title_and_the_address(title: str) -> None:
    link = list_ways("https://x.vn/", "mo-hinh/ngo-12/", title).mail
    assert link.startswith("mailto:?")
    assert ask(link) == {"subject": [title], "body": ["https://x.vn/mo-hinh/ngo-12/"]}


@pytest.mark.parametrize("address", PAGES)
def test_model_and_story_have_every_way(small: Path, address: str) -> None:
    page = parse_page((small / "site" / address / "index.html").read_bytes())
    zalo, facebook, mail = page.xpath("//div[@class='share']//a/@href")
    assert json.loads(b64decode(ask(zalo)["d"][0])) == {"url": BASE + address}
    assert ask(facebook)["u"] == [BASE + address]
    assert ask(mail)["body"] == [BASE + address]
    assert page.xpath("//div[@class='share']//button[@data-copy='' or @data-share]/text()") == [
        "Chép liên kết",
        "Cách khác…",
    ]
