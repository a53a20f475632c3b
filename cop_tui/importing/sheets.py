"""Sheets of notes, people or votes, read from a CSV file as Excel and others write it.

The header tells which of the three a sheet is: `ref, text, lane, author, theme` (only `text` needed),
`name, organisation, profession, hierarchy, sector` (only `name` needed), or `participant, ref, value`.

How its letters are written is told as `cop_tui.importing.text` says. Columns are parted by commas,
semicolons or tabs.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from cop_tui.importing import text
from cop_tui.importing.problems import Problems, short
from sessions.clean import clean

Kind = Literal["notes", "people", "votes"]

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "notes": ("ref", "text", "lane", "author", "theme"),
    "people": ("name", "organisation", "profession", "hierarchy", "sector"),
    "votes": ("participant", "ref", "value"),
}
"""The columns of each kind of sheet."""

NEEDED: dict[Kind, tuple[str, ...]] = {"notes": ("text",), "people": ("name",), "votes": COLUMNS["votes"]}
"""The columns that must be there, and filled in each row."""

MOST_BYTES = 10 * text.MEGABYTE
MOST_ROWS = 20_000
TEXT_LETTERS, CELL_LETTERS = 1000, 80
VALUES = range(-1, 100)

_WORDS = {"agree": 1, "yes": 1, "+": 1, "pass": 0, "disagree": -1, "no": -1, "-": -1}
_VALUE = re.compile(r"(?P<whole>[+-]?[0-9]{1,4})(?:[.,]0+)?")
_SEP = re.compile('"?sep=(?P<delimiter>[,;\t])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_FORMULA = re.compile(r"^'(?='*[=+\-@])")
_UTF8 = "save it as “CSV UTF-8”"
_WORKBOOK = "this is an Excel workbook; save it as CSV."


class Row(msgspec.Struct, frozen=True):
    """A row of a sheet that is not blank."""

    number: int
    """As a person counts it in the spreadsheet, whose header is row 1."""
    cells: dict[str, str]
    """What stands in it, by the names of the columns."""
    width: int
    """How many cells it has, up to the last that is not blank."""


class Sheet(msgspec.Struct, frozen=True):
    """A file that could be read. Whether its rows make sense is not looked at yet."""

    name: str
    kind: Kind
    columns: tuple[str, ...]
    """The names in the header, in small letters."""
    rows: tuple[Row, ...]


class NoteRow(msgspec.Struct, frozen=True):
    """A note. What is not filled in is ""."""

    row: int
    ref: str
    text: str
    lane: str
    author: str
    theme: str


class PersonRow(msgspec.Struct, frozen=True):
    """A person. What is not filled in is ""."""

    row: int
    name: str
    organisation: str
    profession: str
    hierarchy: str
    sector: str


class VoteRow(msgspec.Struct, frozen=True):
    """A participant's vote on what has that ref: 1, 0 or −1, or a number of dots."""

    row: int
    participant: str
    ref: str
    value: int


def read(content: bytes, name: str) -> Sheet:
    """Read a CSV file.

    Args:
        content: The bytes of the file.
        name: The file's name, for the sentences.

    Raises:
        Malformed: if it is no such file, too large, or its header is not one of the three.
    """
    problems = Problems(name)
    try:
        whole = text.decoded(content, most=MOST_BYTES, utf8=_UTF8, workbook=_WORKBOOK)
    except ValueError as error:
        raise problems.last(0, str(error)) from error
    said = _SEP.match(whole)
    whole = whole[said.end() :] if said else whole
    delimiter = said["delimiter"] if said else _delimiter(whole)
    records = _records(whole, delimiter, problems)
    top, header = next(records, (0, []))
    if not header:
        raise problems.last(0, "the file is empty.")
    columns = tuple(title.lower() for title in header)
    kind = _kind(columns, top, problems)
    rows: list[Row] = []
    for number, cells in records:
        if len(rows) == MOST_ROWS:
            raise problems.last(0, f"there are more than {MOST_ROWS:,} rows, which is the most.")
        rows.append(Row(number, dict(zip(columns, cells, strict=False)), len(cells)))
    if not rows:
        raise problems.last(0, "there is a header, but no row beneath it.")
    return Sheet(problems.file, kind, columns, tuple(rows))


def notes(sheet: Sheet) -> tuple[NoteRow, ...]:
    """The rows of a sheet of notes.

    Raises:
        Malformed: with every problem that there is, row by row.
    """
    problems, filled = _checked(sheet, "notes")
    rows = tuple(NoteRow(number, **cells) for number, cells in filled)
    first: dict[str, int] = {}
    for row in rows:
        if row.ref and first.setdefault(row.ref, row.row) != row.row:
            problems.add(row.row, f"{short(row.ref)!r} stands in row {first[row.ref]} already.", "ref")
    problems.refuse_if_any()
    return rows


def people(sheet: Sheet) -> tuple[PersonRow, ...]:
    """The rows of a sheet of people. Two may have one name.

    Raises:
        Malformed: with every problem that there is, row by row.
    """
    problems, filled = _checked(sheet, "people")
    problems.refuse_if_any()
    return tuple(PersonRow(number, **cells) for number, cells in filled)


def votes(sheet: Sheet) -> tuple[VoteRow, ...]:
    """The rows of a sheet of votes. Where a participant voted twice on a ref, the later vote counts.

    Raises:
        Malformed: with every problem that there is, row by row.
    """
    problems, filled = _checked(sheet, "votes")
    kept: dict[tuple[str, str], VoteRow] = {}
    for number, cells in filled:
        if (value := _value(cells["value"])) is not None:
            key = cells["participant"], cells["ref"]
            kept.pop(key, None)  # so that the later one has the later place
            kept[key] = VoteRow(number, *key, value)
        elif 0 < len(cells["value"]) <= CELL_LETTERS:
            wanted = f"1, 0 or −1; agree, pass or disagree; or dots up to {VALUES[-1]}"
            problems.add(number, f"{short(cells['value'])!r} is no vote; write {wanted}.", "value")
    problems.refuse_if_any()
    return tuple(kept.values())


def _delimiter(whole: str) -> str:
    """What parts the columns: with it, most names in the header are known; failing that, it is the commonest."""
    header = next((line for line in io.StringIO(whole, newline="") if any(map(str.isalnum, line))), "")
    known = {column for columns in COLUMNS.values() for column in columns}

    def likely(delimiter: str) -> tuple[int, int]:
        names = [cell.strip(" \"'\r\n").lower() for cell in header.split(delimiter)]
        return sum(name in known for name in names), len(names)

    return max(",;\t", key=likely)


def _records(whole: str, delimiter: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with its number, its cells cleaned, and no blank ones at its end."""
    lines, number = io.StringIO(whole, newline=""), 0
    try:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
        for number, record in enumerate(reader, 1):
            cells = [_FORMULA.sub("", clean(cell, lines=True)) for cell in record]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells
    except csv.Error as error:
        what = "a quotation mark is missing or one too many, or a cell is far too long."
        raise problems.last(number + 1, what) from error


def _kind(columns: tuple[str, ...], top: int, problems: Problems) -> Kind:
    """Which kind of sheet has such a header."""

    def alike(kind: Kind) -> tuple[bool, int]:
        return set(NEEDED[kind]) <= set(columns), len(set(COLUMNS[kind]) & set(columns))

    kind = max(COLUMNS, key=alike)
    if alike(kind) == (False, 0):
        kinds = "; ".join(f"{', '.join(expected)} for {one}" for one, expected in COLUMNS.items())
        raise problems.last(top, f"no column is known; expected {kinds}.")
    expected = f"expected {', '.join(COLUMNS[kind])}."
    for column, times in Counter(columns).items():
        if not column:
            problems.add(top, f"there is a column without a name; {expected}")
        elif column not in COLUMNS[kind]:
            problems.add(top, f"there is a column {short(column)!r}; {expected}")
        elif times > 1:
            problems.add(top, f"there are {times} columns {column!r}; {expected}")
    for column in NEEDED[kind]:
        if column not in columns:
            problems.add(top, f"there is no column {column!r}; {expected}")
    problems.refuse_if_any()
    return kind


def _checked(sheet: Sheet, kind: Kind) -> tuple[Problems, list[tuple[int, dict[str, str]]]]:
    """What is wrong with the rows of any kind; and the number of each and a cell for every column there is."""
    problems = Problems(sheet.name)
    if sheet.kind != kind:
        raise problems.last(0, f"this is a sheet of {sheet.kind}, not of {kind}.")
    filled = []
    for row in sheet.rows:
        if row.width > len(sheet.columns):
            problems.add(row.number, f"there are {row.width} cells, but {len(sheet.columns)} columns.")
        cells = {column: row.cells.get(column, "") for column in COLUMNS[kind]}
        for column, cell in cells.items():
            most = TEXT_LETTERS if column == "text" else CELL_LETTERS
            if not cell and column in NEEDED[kind]:
                problems.add(row.number, f"a {column} is needed here.", column)
            elif len(cell) > most:
                problems.add(row.number, f"this has {len(cell):,} letters; {most:,} is the most.", column)
        # Only the text of a note may have several lines.
        cells = {column: cell if column == "text" else clean(cell) for column, cell in cells.items()}
        filled.append((row.number, cells))
    return problems, filled


def _value(cell: str) -> int | None:
    """A vote, or None where it is none."""
    cell = cell.lower().replace("−", "-").replace("–", "-")
    found = _VALUE.fullmatch(cell)
    value = int(found["whole"]) if found else _WORDS.get(cell)
    return value if value in VALUES else None
