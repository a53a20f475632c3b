"""What kind of file an import is, and its bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from cop_tui.importing import restoring, text
from cop_tui.importing.problems import NOTHING, Problems
from sessions.clean import clean
from sessions.errors import NotFound, Problem

Kind = Literal["sheet", "export", "lines"]

SHEETS = (".csv", ".tsv", ".tab")
MOST_BYTES = 10 * text.MEGABYTE
"""Bytes of a file of lines."""


def content(path: Path) -> bytes:
    """The bytes of a file, and none more than any kind may have.

    Raises:
        NotFound: if it is not there.
        Problem: if it cannot be read.
    """
    name = clean(path.name)
    try:
        with path.open("rb") as file:
            return file.read(restoring.MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {clean(str(path))}. {NOTHING}") from error
    except IsADirectoryError as error:
        raise Problem(f"{name} is a folder; name the file in it. {NOTHING}") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or "its name is none"
        raise Problem(f"{name or 'The file'} cannot be read ({why}). {NOTHING}") from error


def kind(path: Path, found: bytes) -> Kind:
    """What a file is, by its name, else by what it holds."""
    suffix = path.suffix.casefold()
    if suffix in SHEETS:
        return "sheet"
    return "export" if suffix == ".json" or restoring.is_export(found) else "lines"


def lines(found: bytes, file: str) -> list[str]:
    """The lines of a file of scribe lines.

    Raises:
        Malformed: if it is no text, or too large.
    """
    office = "this is a document of an office program; save it as plain text."
    try:
        whole = text.decoded(found, most=MOST_BYTES, utf8="save it as UTF-8", workbook=office)
    except ValueError as error:
        raise Problems(file).last(0, str(error)) from error
    return re.split("\r\n|\r|\n", whole)
