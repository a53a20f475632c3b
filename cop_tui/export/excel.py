"""Excel: a workbook with a sheet for each kind of thing that there is.

Whatever people said is written as text, so that nothing in it is a formula, a link or a number. The header of
each sheet stays in view, prints on every page, and filters. What is left out is as in `sheets`.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cop_tui.export.sheets import NOTES, Sheet, sheets
from sessions import dates, summary
from sessions.session import Session

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Arial", "font_size": 12, "valign": "top", "indent": 1}
ACCENT = "#4B183C"
NARROW, WIDE = 8, 60
"""Columns are as wide as what stands in them, in letters, between these,"""
LETTER, BESIDE = 1.15, 3
"""a letter being larger than those that Excel reckons with, and some room beside."""
LINE, HIGHEST = 16.5, 400.0
"""Points of a line, and of the highest row that Excel takes, with some left."""
MOST_LETTERS = 32_767
"""A cell of Excel holds no more."""


def render(session: Session) -> bytes:
    """The session as a workbook."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties(
            {"title": session.title, "subject": session.community.name, "created": _day(session)}
        )
        head = book.add_format({**FONT, "bold": True, "font_color": "white", "bg_color": ACCENT})
        text = book.add_format({**FONT, "text_wrap": True, "num_format": "@"})
        number = book.add_format({**FONT, "align": "left"})
        for sheet in (_about(session), *_together(sheets(session))):
            _write(book.add_worksheet(sheet.name), sheet, head, text, number)
    return made.getvalue()


def _day(session: Session) -> datetime:
    """The workbook's own date is the session's, so that the same session makes the same file."""
    return datetime.fromisoformat(session.date)


def _about(session: Session) -> Sheet:
    """What the workbook is of."""
    told = [
        ("community", session.community.name),
        ("workshop", session.title),
        ("date", dates.in_words(session.date)),
        ("place", session.place),
        ("people", summary.attendance(session)),
    ]
    return Sheet("about", ("what", "is"), [row for row in told if row[1]])


def _together(found: list[Sheet]) -> list[Sheet]:
    """One sheet for each kind that there is: notes of all activities stand in one, each with its activity."""
    notes = [
        (sheet.name.removeprefix("notes-"), *row)
        for sheet in found
        if sheet.name.startswith("notes-")
        for row in sheet.rows
    ]
    others = [sheet for sheet in found if not sheet.name.startswith("notes-") and sheet.rows]
    return [Sheet("notes", ("activity", *NOTES), notes), *others] if notes else others


def _write(page: Worksheet, sheet: Sheet, head: Format, text: Format, number: Format) -> None:
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, head)
    for place, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                page.write_number(place, column, cell, number)
            elif words := _words(cell):
                page.write_string(place, column, words[:MOST_LETTERS], text)
    wide = []
    for column, name in enumerate(sheet.columns):
        longest = max((_across(_words(row[column])) for row in sheet.rows), default=0)
        wide.append(min(WIDE, max(NARROW, longest, len(name) + 2) * LETTER + BESIDE))
        page.set_column(column, column, wide[-1])
    for place, row in enumerate(sheet.rows, 1):
        # Excel would fit rows to what wraps in them; others that open workbooks do not.
        deep = max((_lines(_words(cell), room) for cell, room in zip(row, wide, strict=True)), default=1)
        if deep > 1:
            page.set_row(place, min(deep * LINE, HIGHEST))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_paper(9)  # A4


def _across(words: str) -> int:
    """How wide a text is, in letters."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


def _lines(words: str, room: float) -> int:
    """About how many lines a text takes in a column of so many letters; rather one more than one too few."""
    fitting = max(1, int((room - BESIDE) / LETTER * 0.92))
    return sum(max(1, -(-_across(line) // fitting)) for line in words.splitlines() or [""])


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    return {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else str(cell)
