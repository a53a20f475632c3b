"""Excel: the workbook as another library reads it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from conftest import Clock
from cop_tui.export import excel
from cop_tui.export.sheets import sheets
from hostile import HOSTILE
from sessions.clean import clean
from sessions.session import Session
from test_export_word import released
from web_room import workshop
from whole import UNSEEN, said, whole


async def ended(data: Path, clock: Clock) -> Session:
    live = await whole(data, clock)
    await live.close()
    return live.session


def opened(session: Session) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel.render(session)))


def cells(book: Workbook) -> list[Any]:
    return [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]


async def test_a_sheet_for_each_kind_with_a_header_that_stays_and_filters(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    book = opened(session)
    assert book.sheetnames == [
        "about", "notes", "people", "themes", "tallies", "statements", "improvements", "cycles", "actions", "decisions",
        "goals", "ties", "missing_voices", "leads", "ripples", "reflections", "stories", "feedback", "comments",
        "measures", "times",
    ]  # fmt: skip
    for page in book:
        assert page.freeze_panes == "A2" and page.auto_filter.ref == page.dimensions
        assert all(cell.font.b for cell in page[1])
        assert page.print_title_rows == "$1:$1"
    about = dict(book["about"].iter_rows(values_only=True))
    assert about["community"] == session.community.name and about["workshop"] == session.title


async def test_it_holds_what_the_tables_hold(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    book = opened(session)
    notes = [list(row) for row in book["notes"].iter_rows(min_row=2, values_only=True)]
    expected = [
        [sheet.name.removeprefix("notes-"), *(cell if cell != "" else None for cell in row)]
        for sheet in sheets(session)
        if sheet.name.startswith("notes-")
        for row in sheet.rows
    ]
    assert notes == expected and len(notes) > 10
    measures = {row[0]: row[1] for row in book["measures"].iter_rows(min_row=2, values_only=True)}
    assert any(isinstance(value, float) for value in measures.values()), "numbers are numbers"


async def test_hostile_words_are_text_in_every_cell(data: Path, clock: Clock) -> None:
    tables = (await ended(data, clock)).tables()
    texts = [clean(one) for one in HOSTILE if clean(one)]
    for place in range(0, len(texts), 20):
        found = cells(opened(said(tables, *texts[place : place + 20])))
        assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]
        assert {cell.data_type for cell in found} <= {"s", "n"}
        told = {cell.value for cell in found}
        assert told >= set(texts[place : place + 20]), "and stay as they were said"


async def test_the_same_session_makes_the_same_file(data: Path) -> None:
    live = await workshop(data)
    assert excel.render(live.session) == excel.render(live.session)
    await live.close()


async def test_what_is_not_to_be_seen_is_in_no_cell(data: Path, clock: Clock) -> None:
    told = "\n".join(str(cell.value) for cell in cells(opened(await ended(data, clock))))
    for why in ("erased", "private", "hidden", "waiting"):
        for words in UNSEEN[why]:
            assert words not in told, why


async def test_what_wraps_is_not_cut_off(data: Path, clock: Clock) -> None:
    tables = (await released(data, clock)).tables()
    long = " ".join(["a word"] * 60)
    book = openpyxl.load_workbook(io.BytesIO(excel.render(said(tables, long, "王" * 120, "short"))))
    page = book["notes"]
    high = {row[2].value: page.row_dimensions[row[2].row].height for row in page.iter_rows(min_row=2)}
    assert high[long] > 5 * excel.LINE and high["王" * 120] > 3 * excel.LINE and high.get("short") is None
    assert all((one or 0) <= excel.HIGHEST for one in high.values())
