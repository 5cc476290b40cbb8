"""Which photos beside a story an import wrote: a comment in its front matter remembers them, and what they held.

A photo that somebody put there, or changed since, is theirs: it is neither removed nor written over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.digests import digest_bytes
from generator.problems import Location, Problem

# Shape: {name of a photo beside the story: digest of its bytes}.
Album = Mapping[str, str]

_LINE = re.compile(r"^# Ảnh do dvk ghi, đừng sửa dòng này: (.*)$", re.MULTILINE)
_ENTRY = re.compile(r"(anh-\d{1,3}\.(?:jpg|png|webp)) ([0-9a-f]{32})")


def write_album(photos: Mapping[str, bytes]) -> str:
    """The line of the front matter for these photos by their names; "" for none."""
    entries = ", ".join(f"{name} {_digest(content)}" for name, content in photos.items())
    return f"# Ảnh do dvk ghi, đừng sửa dòng này: {entries}\n" if entries else ""


def read_album(page: Path) -> Album:
    """The photos that the import wrote for a page; none where there is no such line."""
    match = _LINE.search(page.read_bytes().decode("utf-8", "replace")) if page.is_file() else None
    return dict(_ENTRY.findall(match[1])) if match else {}


def list_leftovers(page: Path, photos: Mapping[str, bytes]) -> list[str]:
    """The names of photos that an earlier import wrote, nobody changed, and the story has no more."""
    return [
        name
        for name, digest in read_album(page).items()
        if name not in photos and (page.parent / name).is_file() and _digest_of(page.parent / name) == digest
    ]


def find_strangers(page: Path, photos: Mapping[str, bytes], folder: str) -> Iterator[Problem]:
    """Report photos of others that lie where the story's shall."""
    album = read_album(page)
    for name, content in photos.items():
        path = page.parent / name
        if path.is_file() and _digest_of(path) not in (_digest(content), album.get(name)):
            wrong = f"{name} đã có trong thư mục của bài, không do lệnh này ghi hoặc đã được sửa; chưa ghi đè."
            fix = "giữ ảnh ấy thì đổi tên nó (và sửa mục photos nếu bài đang dùng); không cần thì xóa, rồi nhập lại."
            yield Problem(Location(f"{folder}/{name}"), "photo-exists", wrong, fix)


def _digest_of(path: Path) -> str:
    return _digest(path.read_bytes())


def _digest(content: bytes) -> str:
    return digest_bytes(content).hex()
