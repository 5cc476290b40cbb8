"""Where a fact stands, said so that a person finds it: section, line, page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from generator.importing.document import Document, Heading, Paragraph, Plan
from generator.importing.inline import plain_text
from generator.importing.page import match_lines


class Places:
    """Lines of a document and the names of its sections.

    Nobody sees the lines of a Word file or a PDF: there a line is one of the page that the import makes. `file`
    is what the lines are counted in.
    """

    def __init__(self, plan: Plan, document: Document, *, file: str, page: str, content: str) -> None:
        self._document = document
        self._lines = () if document.has_lines else tuple(sorted(match_lines(plan, content)))
        self._names = dict(_name_sections(plan))
        self.file = file if document.has_lines else page

    def say_line(self, line: int) -> str:
        """ "dòng 21", or "trang 3, dòng 57" of a PDF: `line` is the document's, as its reader counted it."""
        number = self._document.page_of(line)
        return (f"trang {number}, " if number else "") + f"dòng {self._shown(line)}"

    def say_source(self, anchor: str, line: int) -> str:
        """What a record gives as the place of a fact: the section, with the line or page that the document has."""
        number = self._document.page_of(line)
        end = f"dòng {line}" if self._document.has_lines else f"trang {number}" if number else ""
        return ", ".join(filter(None, (self._names.get(anchor, "phần đầu"), end)))

    def say_note(self, line: int) -> str:
        """The line where `say_source` could not give it; else ""."""
        return "" if self._document.has_lines else self.say_line(line)

    def _shown(self, line: int) -> int:
        if self._document.has_lines:
            return line
        at = bisect_right(self._lines, line, key=lambda pair: pair[0]) - 1
        return self._lines[at][1] if at >= 0 else 1


def _name_sections(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each section's anchor with its name: "mục II.1"; of a number printed before, with the title of its part."""
    title = ""
    for block in plan.blocks:
        if not isinstance(block, Heading | Paragraph) or not block.anchor:
            continue
        if isinstance(block, Heading) and len(block.path) == 1:
            title = plain_text(block.passage.text).removeprefix(block.number).strip(" .:")
        again = f" ({title.capitalize() if title.isupper() else title})" if "-lan-" in block.anchor else ""
        yield block.anchor, f"mục {_name(block.path)}{again}"


def _name(path: tuple[str, ...]) -> str:
    """ "IV.1.2", "IV.1 a", "III.2, bước 1"."""
    numbers, rest = [], ""
    for one in path:
        if one.startswith("buoc-"):
            rest += f", bước {one.removeprefix('buoc-')}"
        elif one.isalpha() and one.islower():
            rest += f" {one}"
        else:
            numbers.append(one)
    return ".".join(numbers) + rest
