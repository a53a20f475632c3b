"""How blocks are drawn in cells: a drawer for each kind that deserves one, and plain lines for every other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from screens.blocks import ballot, bars, board, cards, doors, links, matrix, pages, plain, statement
from screens.blocks.looking import Looking
from screens.blocks.pages import Drawer
from screens.sheet import Area, Sheet
from sessions.blocks import Ballot, Bars, Block, Board, Cards, Doors, Links, Matrix, Prompt, Statement

LEAST = 4
"""Rows below which a block is not begun."""

DRAWERS: dict[type[Block], Drawer] = {
    Board: board.draw,
    Ballot: ballot.draw,
    Statement: statement.draw,
    Bars: bars.draw,
    Cards: cards.draw,
    Matrix: matrix.draw,
    Links: links.draw,
    Doors: doors.draw,
}
"""The kinds that are drawn in a way of their own. Emptied, everything still shows."""

COUNTS: dict[type[Block], Callable[[Any], list[tuple[str, str]]]] = {
    Board: board.counts,
    Ballot: ballot.counts,
    Statement: statement.counts,
    Cards: cards.counts,
}
"""Numbers with their words, for the end of the steps' row."""


WHOLE = (Board, Ballot)
"""Kinds that take all the rows there are, and page themselves."""


def drawer(block: Block) -> Drawer:
    """How a block is drawn."""
    return DRAWERS.get(type(block), plain.draw)


def draw(
    blocks: Sequence[Block],
    sheet: Sheet,
    area: Area,
    looking: Looking,
    drawn: Callable[[Block], Drawer] = drawer,
) -> None:
    """Draw blocks one beneath another, a blank row between, a page of them where they are long.

    Args:
        blocks: What to draw; the question is the frame's.
        sheet: Where it is drawn.
        area: The part of it.
        looking: Where the facilitator looks.
        drawn: How each of them is drawn.
    """
    shown = [block for block in blocks if not isinstance(block, Prompt)]
    whole = sheet.clip
    if not any(isinstance(block, WHOLE) and type(block) in DRAWERS for block in shown):
        pages.draw(shown, drawn, sheet, area, looking)
        return
    foot = [block for block in shown if not isinstance(block, WHOLE)]
    kept = sum(rows(block, sheet, area, drawn) + 1 for block in foot)
    for block in shown:
        part = area
        if isinstance(block, WHOLE) and kept <= area.height // 2:
            part = area._replace(height=area.height - kept)
        if part.height < LEAST:
            break
        sheet.clip = part
        area = area.down(drawn(block)(block, sheet, part, looking) + 1)
    sheet.clip = whole


def rows(block: Block, sheet: Sheet, area: Area, drawn: Callable[[Block], Drawer] = drawer) -> int:
    """How many rows of an area a block takes."""
    trial = Sheet(area.width, max(1, area.height))
    trial.airy = sheet.airy
    return drawn(block)(block, trial, Area(0, 0, trial.width, trial.height), Looking())


def counts(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """The numbers of all of them."""
    return [pair for block in blocks if type(block) in COUNTS for pair in COUNTS[type(block)](block)]
