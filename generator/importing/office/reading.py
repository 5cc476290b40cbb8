"""A file of an office program, read in a process of its own whatever it holds."""

from __future__ import annotations

from pathlib import Path

from generator.importing.guarded import run_guarded
from generator.importing.office.package import open_package
from generator.importing.office.sheets import read_other_workbook, read_workbook
from generator.importing.office.tables import OfficeFile
from generator.importing.office.word import read_word
from generator.problems import Problem

_READERS = {"xlsx": read_workbook, "docx": read_word, "xls": read_other_workbook, "ods": read_other_workbook}


def read_office(path: Path) -> OfficeFile | Problem:
    """Texts and tables of a .docx, .xlsx, .xls or .ods, or why they cannot be read."""
    return run_guarded(read_here, path, path.name)


def read_here(path: Path, file: str) -> OfficeFile:
    """The same in this process. Raises FileProblemError."""
    package = open_package(path, file, tuple(_READERS))
    return _READERS[package.kind](package, file)
