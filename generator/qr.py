"""QR codes as pictures of a few hundred bytes. Source: ISO/IEC 18004:2015, versions 1 to 9, level M, bytes.

Each module of a code is a sum, without carrying, of bits of the text. So what each byte of a text adds at each place
is worked out once, and a code is those sums laid over one another: some microseconds, where the usual way, which
goes through every module and weighs eight masks, takes milliseconds. A reader takes any mask; ours is always the first.
"""

from __future__ import annotations

from binascii import b2a_base64
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property, reduce
from itertools import accumulate, cycle, islice, product
from operator import getitem, xor
from struct import pack
from zlib import adler32, crc32

import msgspec

# Of each version the codewords that correct errors in a block, the codewords of data in each block, and the
# coordinates at which patterns of alignment cross. Source: tables 9 and E.1.
_VERSIONS: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...] = (
    (10, (16,), ()),
    (16, (28,), (6, 18)),
    (26, (44,), (6, 22)),
    (18, (32, 32), (6, 26)),
    (24, (43, 43), (6, 30)),
    (16, (27, 27, 27, 27), (6, 34)),
    (18, (31, 31, 31, 31), (6, 22, 38)),
    (22, (38, 38, 39, 39), (6, 24, 42)),
    (22, (36, 36, 36, 37, 37), (6, 26, 46)),
)
# Level M and mask 0 as the code tells them. Source: table C.1.
_FORMAT = 0b101010000010010
# So many bytes of text fit: two codewords are taken by the head, which says what follows and how many bytes.
_CAPACITIES = [sum(blocks) - 2 for _, blocks, _ in _VERSIONS]
# The addresses of a portal begin with so many bytes that are the same.
_SAME = 32


class Code(msgspec.Struct, frozen=True):
    """A code without its quiet zone, one pixel for each of `size` × `size` modules, as the address of a picture."""

    size: int
    source: str


def draw_code(text: str) -> Code | None:
    """The code of a text; None for one of more than 180 bytes."""
    data = text.encode()
    version = 1 + bisect_left(_CAPACITIES, len(data))
    if version > len(_VERSIONS):
        return None
    form = _form_of(version)
    rows = reduce(xor, map(getitem, form.sums[_SAME:], data[_SAME:]), form.begin(data[:_SAME], len(data)))
    return Code(form.size, f"data:image/png;base64,{b2a_base64(form.write_png(rows), newline=False).decode()}")


class _Form:
    """All codes of one version. A set of modules is an integer: the rows of a PNG in black and white."""

    def __init__(self, version: int) -> None:
        self.size = 17 + 4 * version
        self._version = version
        self._check, self._blocks, self._crossings = _VERSIONS[version - 1]
        self._row = 1 + (self.size + 7) // 8
        self._length = self.size * self._row
        self.sums = [_Sums(self, index) for index in range(_CAPACITIES[version - 1])]
        self._begun: dict[tuple[bytes, int], int] = {}

    def begin(self, text: bytes, count: int) -> int:
        """The code of a text and zero bytes up to `count`; where a bit of it is set, the module is light."""
        if (text, count) not in self._begun:
            self._begun[text, count] = reduce(xor, map(getitem, self.sums, text), self._frame(count))
        return self._begun[text, count]

    def _frame(self, count: int) -> int:
        """The code of so many zero bytes."""
        head = (0x40 | count >> 4, count << 4 & 0xF0)
        padding = enumerate(islice(cycle((0xEC, 0x11)), len(self.sums) - count), start=count + 2)
        return reduce(xor, (self.word(*one) for one in (*enumerate(head), *padding)), self._blank)

    def word(self, number: int, value: int) -> int:
        """The modules that a codeword of data changes, its part in correcting errors among them."""
        starts = [0, *accumulate(self._blocks)]
        block = bisect_right(starts, number) - 1
        index = number - starts[block]
        places = self._places[block]
        found = _spread(value, places[index])
        factors = _remainders(self._check)[self._blocks[block] - 1 - index]
        for place, factor in zip(places[self._blocks[block] :], factors, strict=True):
            found ^= _spread(_multiply(value, factor), place)
        return found

    @cached_property
    def _places(self) -> list[list[list[int]]]:
        """Shape: [block][codeword of the block][bit, highest first] = the module, as an integer of one bit."""
        free = self._walk()
        blocks: list[list[list[int]]] = [[] for _ in self._blocks]
        for index in range(max(self._blocks) + self._check):
            for block, length in zip(blocks, self._blocks, strict=True):
                # First the data of all blocks in turn; a short block has none left in the last turn.
                if index < length or index >= max(self._blocks):
                    block.append([next(free) for _ in range(8)])
        return blocks

    def _walk(self) -> Iterator[int]:
        """The modules for codewords in the order of the standard: two columns up, two columns down."""
        right = self.size - 1
        upward = True
        while right > 0:
            rows = range(self.size - 1, -1, -1) if upward else range(self.size)
            for y, x in product(rows, (right, right - 1)):
                if (x, y) not in self._fixed:
                    yield self._at(x, y)
            upward = not upward
            # The column of the timing pattern is passed over.
            right -= 3 if right == 8 else 2

    @cached_property
    def _fixed(self) -> dict[tuple[int, int], bool]:
        """Shape: {(column, row): is it dark} of all modules that are the same whatever the code says."""
        size = self.size
        fixed: dict[tuple[int, int], bool] = {}
        for left, top in ((0, 0), (size - 7, 0), (0, size - 7)):
            for x, y in product(range(left - 1, left + 8), range(top - 1, top + 8)):
                if 0 <= x < size and 0 <= y < size:
                    fixed[x, y] = max(abs(x - left - 3), abs(y - top - 3)) in (0, 1, 3)
        for x, y in product(self._crossings, self._crossings):
            if (x, y) not in fixed:
                for dx, dy in product(range(-2, 3), range(-2, 3)):
                    fixed[x + dx, y + dy] = max(abs(dx), abs(dy)) != 1
        for index in range(8, size - 8):
            fixed[index, 6] = fixed[6, index] = index % 2 == 0
        fixed[8, size - 8] = True
        for bit in range(15):
            fixed[_format_place(bit, size)] = fixed[_format_place_again(bit)] = bool(_FORMAT >> bit & 1)
        if self._version >= 7:
            told = self._version << 12 | _divide(self._version << 12, 0b1111100100101)
            for bit in range(18):
                x, y = size - 11 + bit % 3, bit // 3
                fixed[x, y] = fixed[y, x] = bool(told >> bit & 1)
        return fixed

    @cached_property
    def _blank(self) -> int:
        """The fixed modules, and all others as the mask alone has them; light ones are set."""
        light = 0
        for x, y in product(range(self.size), range(self.size)):
            light |= 0 if self._fixed.get((x, y), (x + y) % 2 == 0) else self._at(x, y)
        return light

    def _at(self, x: int, y: int) -> int:
        byte = y * self._row + 1 + x // 8
        return 1 << 8 * (self._length - 1 - byte) + 7 - x % 8

    def write_png(self, rows: int) -> bytes:
        content = rows.to_bytes(self._length, "big")
        data = b"%b%b%b" % (self._stored, content, adler32(content).to_bytes(4, "big"))
        return b"%b%b%b%b" % (self._head, data, crc32(data).to_bytes(4, "big"), _END)

    @cached_property
    def _head(self) -> bytes:
        """All up to the data of the picture: black and white, so many bytes of data."""
        start = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", pack(">IIBBBBB", self.size, self.size, 1, 0, 0, 0, 0))
        return start + pack(">I", len(self._stored) - 4 + self._length + 4)

    @cached_property
    def _stored(self) -> bytes:
        """Before the rows: one block of zlib's that is stored as it is (RFC 1950, RFC 1951, 3.2.4).

        Compressing would gain little and take longer than all the rest: zlib first clears 256 KB.
        """
        return b"IDAT\x78\x01\x01" + pack("<HH", self._length, self._length ^ 0xFFFF)


class _Sums(dict[int, int]):
    """What each byte changes at one place of the text, worked out when it is first asked for."""

    def __init__(self, form: _Form, index: int) -> None:
        self._form = form
        self._index = index

    def __missing__(self, byte: int) -> int:
        # Half of it stands in one codeword, half in the next: the head takes one and a half.
        first = self._form.word(self._index + 1, byte >> 4)
        found = self[byte] = first ^ self._form.word(self._index + 2, byte << 4 & 0xF0)
        return found


@cache
def _form_of(version: int) -> _Form:
    return _Form(version)


def _format_place(bit: int, size: int) -> tuple[int, int]:
    return (size - 1 - bit, 8) if bit < 8 else (8, size - 15 + bit)


def _format_place_again(bit: int) -> tuple[int, int]:
    """Beside the finder at the top left, past the timing patterns."""
    if bit < 8:
        return 8, bit + (bit >= 6)
    return 7 if bit == 8 else 14 - bit, 8


def _chunk(name: bytes, content: bytes) -> bytes:
    return b"%b%b%b%b" % (pack(">I", len(content)), name, content, pack(">I", crc32(name + content)))


_END = _chunk(b"IEND", b"")


def _spread(value: int, places: list[int]) -> int:
    """The modules of a codeword at which its value has a one."""
    return sum(place for bit, place in enumerate(places) if value >> 7 - bit & 1)


def _divide(value: int, by: int) -> int:
    """The remainder of a division of polynomials over GF(2)."""
    while value.bit_length() >= by.bit_length():
        value ^= by << value.bit_length() - by.bit_length()
    return value


def _multiply(one: int, other: int) -> int:
    """The product in GF(256) as the standard has it."""
    product = 0
    for bit in range(8):
        product ^= (one << bit) * (other >> bit & 1)
    return _divide(product, 0x11D)


@cache
def _remainders(check: int) -> list[list[int]]:
    """Shape: [power][check codeword]: what a one, so many codewords before the end of its block, leaves behind."""
    generator = [1]
    root = 1
    for _ in range(check):
        shifted = [*generator, 0]
        generator = [one ^ _multiply(root, other) for one, other in zip(shifted, [0, *generator], strict=True)]
        root = _multiply(root, 2)
    left = generator[1:]
    found = [left]
    for _ in range(43):
        first, *rest = left
        left = [one ^ _multiply(first, other) for one, other in zip([*rest, 0], generator[1:], strict=True)]
        found.append(left)
    return found
