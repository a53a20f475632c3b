"""How blocks are drawn in cells: a drawer for each kind that deserves one, and plain lines for every other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from screens.blocks import ballot, bars, board, plain, statement
from screens.blocks.looking import Looking
from screens.sheet import Area, Sheet
from sessions.blocks import Ballot, Bars, Block, Board, Prompt, Statement

LEAST = 4
"""Rows below which a block is not begun."""

Drawer = Callable[[Any, Sheet, Area, Looking], int]
"""Draws a block in an area and returns the rows it took."""

DRAWERS: dict[type[Block], Drawer] = {
    Board: board.draw,
    Ballot: ballot.draw,
    Statement: statement.draw,
    Bars: bars.draw,
}
"""The kinds that are drawn in a way of their own. Emptied, everything still shows."""

COUNTS: dict[type[Block], Callable[[Any], list[tuple[str, str]]]] = {
    Board: board.counts,
    Ballot: ballot.counts,
    Statement: statement.counts,
}
"""Numbers with their words, for the end of the steps' row."""


def draw(blocks: Sequence[Block], sheet: Sheet, area: Area, looking: Looking) -> None:
    """Draw blocks one beneath another, a blank row between."""
    whole = sheet.clip
    for block in blocks:
        if isinstance(block, Prompt) or area.height < LEAST:
            continue
        sheet.clip = area
        used = DRAWERS.get(type(block), plain.draw)(block, sheet, area, looking)
        area = area.down(used + 1)
    sheet.clip = whole


def counts(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """The numbers of all of them."""
    return [pair for block in blocks if type(block) in COUNTS for pair in COUNTS[type(block)](block)]
