"""A story's Word file, read with its photos in a process of its own whatever it holds."""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.importing.guarded import run_guarded
from generator.importing.office.blocks import Manuscript, Picture, list_paragraphs
from generator.importing.office.manuscript import read_manuscript
from generator.importing.office.package import open_package
from generator.importing.office.size import check_texts
from generator.importing.office.word import read_marks
from generator.importing.story.photos import Photo, make_photos
from generator.outputs.forms.marks import FORM
from generator.problems import FileProblemError, Location, Problem

# Ten times what the outline allows: the time that Markdown takes grows with the square of marks in a text.
_MOST_LETTERS = 200_000
# The outline asks for two or three.
_MOST_PICTURES = 100


class StoryFile(msgspec.Struct, frozen=True):
    """What a Word file holds; `photos` are those of the manuscript's pictures, one for each in its order.

    `form` is the id of the blank form that it was, "" where it says nothing.
    """

    manuscript: Manuscript
    photos: tuple[Photo, ...]
    form: str = ""


def read_story(path: Path) -> StoryFile | Problem:
    """The words and photos of a .docx, or why they cannot be read."""
    return run_guarded(read_here, path, path.name)


def read_here(path: Path, file: str) -> StoryFile:
    """The same in this process. Raises FileProblemError."""
    package = open_package(path, file, ("docx",))
    manuscript = read_manuscript(package, file)
    if not any(list_paragraphs(manuscript.blocks)):
        raise _error(file, "empty-story", "tệp Word không có chữ nào.", "chọn đúng tệp bài viết.")
    check_texts([one.text for one in list_paragraphs(manuscript.blocks)], file, _MOST_LETTERS)
    pictures = [one for one in manuscript.blocks if isinstance(one, Picture)]
    if len(pictures) > _MOST_PICTURES:
        wrong = f"tệp có {len(pictures)} ảnh, không giống một bài viết."
        raise _error(file, "too-many-pictures", wrong, "giữ lại 2–3 ảnh theo đề cương, lưu lại rồi nhập.")
    photos = tuple(make_photos(package.read(one.part) for one in pictures))
    return StoryFile(manuscript, photos, read_marks(package).get(FORM, ""))


def _error(file: str, code: str, wrong: str, fix: str) -> FileProblemError:
    return FileProblemError(Problem(Location(file), code, wrong, fix))
