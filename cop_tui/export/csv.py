"""Spreadsheets: a CSV file for each kind of thing that there is, as Excel and LibreOffice open them.

UTF-8 with a byte order mark, commas, lines that end as on Windows. `cop-tui import` takes the files of notes
and of people back: notes stand in a file for each activity, for the columns of that file are what an import
takes, and an import goes to the activity that is on, or that `--activity` names.

Text that a spreadsheet would take for a formula has an apostrophe before it, and one that has such an
apostrophe already has one more; the import takes one off. Nothing that is hidden, private, erased or still
waits for approval is in any of them, and no note, theme or vote that nobody revealed yet; notes and themes are
once the detail is open to readers.
"""

from __future__ import annotations

import csv
import io
import re

from cop_tui.export.sheets import Sheet, sheets
from sessions.session import Session

BOM = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0]")


def files(session: Session) -> dict[str, bytes]:
    """Every sheet that holds something, by the word that its file's name ends in."""
    return {sheet.name: encoded(sheet) for sheet in sheets(session) if sheet.rows}


def encoded(sheet: Sheet) -> bytes:
    """A sheet as the bytes of its file."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([[_cell(cell) for cell in row] for row in sheet.rows])
    return (BOM + made.getvalue()).encode()


def _cell(cell: object) -> object:
    """A cell as it is written. Numbers are ours, and stay numbers; everything else is text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return cell
    return text(str(cell))


def text(words: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{words}" if _FORMULA.match(words) else words


__all__ = ["encoded", "files", "text"]
