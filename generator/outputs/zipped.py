"""Zip archives of files that come in pieces, compressed whenever it suited."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from zipfile import ZIP_DEFLATED

import msgspec

# CRC-32 as zlib counts it: lowest bit first.
_POLYNOMIAL = 0xEDB88320
_ONE = 1 << 31
# 1980-01-01, the first day a zip archive can tell: equal content gives equal bytes.
_DATE = 0x21
_VERSION = 20
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


class Piece(msgspec.Struct, frozen=True):
    """A part of a file: deflated bytes, size and CRC-32 of what they hold, and how far that moves a CRC on."""

    raw: bytes
    size: int
    crc: int
    step: int


def compress_piece(content: bytes, *, last: bool = False) -> Piece:
    """The piece that holds `content`; it refers to no other piece, so it joins with any. A file ends with a `last`."""
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    raw = deflate.compress(content) + deflate.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)
    zeros = bytes(len(content))
    # A CRC is a remainder: what zeros make of the remainder 1 is the factor by which they change any other.
    step = zlib.crc32(zeros, _ONE) ^ zlib.crc32(zeros)
    return Piece(raw, len(content), zlib.crc32(content), step)


def write_zip(files: Mapping[str, Sequence[Piece]]) -> Iterator[bytes]:
    """The archive's bytes, little by little, files in the order given; none of them may reach 4 GiB.

    Source: PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.16.
    """
    directory = b""
    offset = 0
    for path, pieces in files.items():
        name = path.encode()
        packed = sum(len(one.raw) for one in pieces)
        about = (ZIP_DEFLATED, 0, _DATE, _join_crc(pieces), packed, sum(one.size for one in pieces), len(name), 0)
        yield _LOCAL.pack(b"PK\3\4", _VERSION, 0, *about) + name
        yield from (one.raw for one in pieces)
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, 0, *about, 0, 0, 0, 0, offset) + name
        offset += _LOCAL.size + len(name) + packed
    yield directory + _END.pack(b"PK\5\6", 0, 0, len(files), len(files), len(directory), offset, 0)


def _join_crc(pieces: Sequence[Piece]) -> int:
    crc = 0
    for piece in pieces:
        crc = _multiply(piece.step, crc) ^ piece.crc
    return crc


def _multiply(one: int, other: int) -> int:
    """The product of two polynomials modulo the CRC's own. Source: crc32_combine of zlib."""
    product = 0
    for bit in range(31, -1, -1):
        if one >> bit & 1:
            product ^= other
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product
