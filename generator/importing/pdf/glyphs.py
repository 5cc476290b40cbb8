"""The border to PDFium: what stands on a page, words and ruled lines with their places, and nothing about meaning."""

from __future__ import annotations

import ctypes
import math
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from generator.vietnamese import nfc

PASSWORD_ERROR = raw.FPDF_ERR_PASSWORD

# Letters glued together by fonts, list signs of Word's symbol fonts, and what a line's end does to a hyphen in PDFium.
_PLAIN = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF02D: "-", 0xF02B: "+",
    0x2: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-",
}  # fmt: skip
# Soft hyphens too: where one breaks a word, PDFium gives a hyphen (0x2) instead.
_INVISIBLE = (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
_TABLE = {**_PLAIN, **dict.fromkeys(_INVISIBLE, "")}
# Fonts of the years before Unicode: what they show is not what the file says.
_OLD_FONTS = (".vn", "vni-")
_BOLD = ("bold", "black", "heavy")


@dataclass(slots=True)
class Word:
    """Letters without a blank between them. Points from the page's top left; `size` is that of its font.

    `glued`: no blank stands before it in the file.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float = 1.0
    bold: bool = False
    glued: bool = False

    @property
    def top(self) -> float:
        """Where letters begin: high enough for numbers of footnotes, too low for the line above."""
        return self.baseline - 0.6 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.05 * self.size

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line at `at` (x of an upright one, y of a level one) from `start` to `end`, in points."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """`layer` is the page's text as PDFium itself gives it, in the file's order; `index` counts from 0.
    `pictured` is how much of the page pictures cover, 1 for all of it.

    `old_words` are those in fonts from before Unicode, `lost_letters` those without any meaning in the file.
    """

    index: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    layer: str = ""
    pictured: float = 0.0
    old_words: int = 0
    lost_letters: int = 0

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def letters(self) -> int:
        return sum(char.isalpha() for char in self.layer)


def open_pages(path: Path, *, most: int) -> tuple[int, Iterator[Page]]:
    """How many pages the file has, and up to `most` of them. Raises: PdfiumError when it is no sound PDF."""
    document = pdfium.PdfDocument(path)
    count = len(document)
    return count, (_read_page(document, index) for index in range(min(count, most)))


def has_program(path: Path) -> bool:
    """Whether a file that can be opened brings JavaScript, or tells readers to start a program."""
    if re.search(rb"/(?:JavaScript|JS|Launch)\b", path.read_bytes()):
        return True
    with pdfium.PdfDocument(path) as document:
        return int(raw.FPDFDoc_GetJavaScriptActionCount(document)) > 0


def clean_text(text: str) -> str:
    """NFC, without ligatures and invisible letters."""
    return nfc(text.translate(_TABLE))


def _read_page(document: Any, index: int) -> Page:
    source = document[index]
    turn = _Turn(source)
    page = Page(index, turn.width, turn.height)
    letters = source.get_textpage()
    page.layer = clean_text(letters.get_text_range().replace("\r", ""))
    _Writer(page, letters, turn).write()
    for item in source.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            page.pictured += _share(item, page)
        elif item.level == 0:
            page.rulings.extend(_read_rulings(item, turn))
    letters.close()
    source.close()
    return page


def _share(picture: Any, page: Page) -> float:
    """How much of a page a picture covers, at most all of it."""
    left, bottom, right, top = picture.get_bounds()
    area = abs(float(right - left) * float(top - bottom))
    return min(1.0, area / max(page.width * page.height, 1.0))


class _Turn:
    """Points of the file (from the bottom left, before the page is turned) as points from the top left."""

    def __init__(self, source: Any) -> None:
        left, bottom, right, top = source.get_bbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.angle = source.get_rotation()
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if self.angle in (90, 270) else (wide, high)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        if self.angle == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


class _Writer:
    """Puts a page's letters together to words, in the order of the file."""

    def __init__(self, page: Page, letters: Any, turn: _Turn) -> None:
        # The bare handle: a page may have thousands of letters, each of which is asked for five times.
        self.page, self.letters, self.turn = page, letters.raw, turn
        self.meanings: dict[int, str] = {}
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.word: Word | None = None
        self.last_left = 0.0
        self.blank = True

    def write(self) -> None:
        for index in range(raw.FPDFText_CountChars(self.letters)):
            if raw.FPDFText_IsGenerated(self.letters, index) != 1:
                self._write_letter(index)
        for word in self.page.words:
            word.text = nfc(word.text)

    def _write_letter(self, index: int) -> None:
        text = self._meaning(raw.FPDFText_GetUnicode(self.letters, index))
        if text == " ":
            self.blank = True
            return
        word = self._place(text, index)
        # What nobody sees may have a width.
        is_part = not text or unicodedata.combining(text[0])
        if self.word and not self.blank and (is_part or self._goes_on(self.word, word)):
            self.word.text += text
            self.word.right = max(self.word.right, word.right)
        elif text:
            word.glued = not self.blank
            word.size = self._size(index)
            word.bold, is_old = self._font(index)
            self.page.old_words += is_old
            self.page.words.append(word)
            self.word = word
        if text:
            self.last_left, self.blank = word.left, False

    def _meaning(self, code: int) -> str:
        """The letter of a code as text: "" for what is none, a blank for any kind of blank."""
        if code not in self.meanings:
            text = chr(code if code <= sys.maxunicode else 0).translate(_TABLE)
            kind = unicodedata.category(text) if len(text) == 1 else ""
            is_lost = text in ("\0", "\ufffd") or kind in ("Co", "Cs", "Cn")
            text = "\ufffd" if is_lost else " " if kind in ("Cc", "Zs", "Zl", "Zp") else text
            self.meanings[code] = text
        self.page.lost_letters += self.meanings[code] == "\ufffd"
        return self.meanings[code]

    def _place(self, text: str, index: int) -> Word:
        raw.FPDFText_GetLooseCharBox(self.letters, index, self.box)
        raw.FPDFText_GetCharOrigin(self.letters, index, self.x, self.y)
        (x0, _), (x1, _) = self.turn(self.box.left, self.box.top), self.turn(self.box.right, self.box.bottom)
        _, baseline = self.turn(self.x.value, self.y.value)
        return Word(text, min(x0, x1), max(x0, x1), baseline)

    def _goes_on(self, word: Word, letter: Word) -> bool:
        """Whether a letter stands right behind the word being written."""
        is_level = abs(letter.baseline - word.baseline) < 0.1 * word.size
        return is_level and letter.left - word.right < 0.2 * word.size and letter.left > self.last_left - word.size

    def _size(self, index: int) -> float:
        """The size at which a letter is shown: some programs write all letters at size 1 and enlarge them."""
        size = raw.FPDFText_GetFontSize(self.letters, index)
        enlarged = math.hypot(self.matrix.c, self.matrix.d) if self._find_matrix(index) else 1.0
        return max(1.0, float(size) * enlarged)

    def _find_matrix(self, index: int) -> bool:
        return bool(raw.FPDFText_GetMatrix(self.letters, index, self.matrix))

    def _font(self, index: int) -> tuple[bool, bool]:
        """Whether the letter's font is bold, and whether it is one from before Unicode."""
        item = raw.FPDFText_GetTextObject(self.letters, index)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        address = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if address is None:
            return False, False
        if address not in self.fonts:
            name = ctypes.create_string_buffer(128)
            raw.FPDFFont_GetBaseFontName(font, name, len(name))
            printed = name.value.decode("utf-8", "replace").rpartition("+")[2].lower()
            bold = any(mark in printed for mark in _BOLD) or raw.FPDFFont_GetWeight(font) >= 600
            self.fonts[address] = bold, printed.startswith(_OLD_FONTS)
        return self.fonts[address]


def _read_rulings(item: Any, turn: _Turn) -> Iterator[Ruling]:
    """The straight lines that a drawn path shows: thin boxes that are filled, or strokes along the axes."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, mode, stroked)
    points = _read_points(item, turn)
    for figure in points:
        xs, ys = [x for x, _ in figure], [y for _, y in figure]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if min(wide, high) <= 3 and max(wide, high) > 3:
            yield _ruling(min(xs), min(ys), max(xs), max(ys))
        elif stroked.value:
            for (x0, y0), (x1, y1) in pairwise(figure):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 1 and max(abs(x1 - x0), abs(y1 - y0)) > 3:
                    yield _ruling(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _ruling(x0: float, y0: float, x1: float, y1: float) -> Ruling:
    if x1 - x0 >= y1 - y0:
        return Ruling(False, (y0 + y1) / 2, x0, x1)
    return Ruling(True, (x0 + x1) / 2, y0, y1)


def _read_points(item: Any, turn: _Turn) -> list[list[tuple[float, float]]]:
    """The corners of each figure of a path; a closed one ends where it began. Curves count as straight."""
    a, b, c, d, e, f = item.get_matrix().get()
    figures: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([])
        figures[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    return figures
