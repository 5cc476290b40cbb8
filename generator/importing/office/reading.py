"""A file of an office program, read in a process of its own whatever it holds."""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.importing.guarded import run_guarded
from generator.importing.office.asides import list_comments
from generator.importing.office.opendocument import read_opendocument
from generator.importing.office.package import open_package
from generator.importing.office.sheets import read_old_workbook, read_workbook
from generator.importing.office.tables import OfficeFile
from generator.importing.office.word import read_word
from generator.problems import Problem

_READERS = {"xlsx": read_workbook, "docx": read_word, "xls": read_old_workbook, "ods": read_opendocument}


def read_office(path: Path) -> OfficeFile | Problem:
    """Texts and tables of a .docx, .xlsx, .xls or .ods, or why they cannot be read."""
    return run_guarded(read_here, path, path.name)


def read_here(path: Path, file: str) -> OfficeFile:
    """The same in this process. Raises FileProblemError."""
    package = open_package(path, file, tuple(_READERS))
    read = _READERS[package.kind](package, file)
    return msgspec.structs.replace(read, comments=tuple(list_comments(package)))
