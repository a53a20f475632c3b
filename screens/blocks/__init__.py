"""How blocks are drawn in cells: a drawer for each kind that deserves one, and plain lines for every other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from screens.blocks import ballot, bars, board, cards, pages, plain, statement
from screens.blocks.looking import Looking
from screens.blocks.pages import Drawer
from screens.sheet import Area, Sheet
from sessions.blocks import Ballot, Bars, Block, Board, Cards, Prompt, Statement

LEAST = 4
"""Rows below which a block is not begun."""

DRAWERS: dict[type[Block], Drawer] = {
    Board: board.draw,
    Ballot: ballot.draw,
    Statement: statement.draw,
    Bars: bars.draw,
    Cards: cards.draw,
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


def draw(blocks: Sequence[Block], sheet: Sheet, area: Area, looking: Looking) -> None:
    """Draw blocks one beneath another, a blank row between, a page of them where they are long."""
    shown = [block for block in blocks if not isinstance(block, Prompt)]
    whole = sheet.clip
    if not any(isinstance(block, WHOLE) and type(block) in DRAWERS for block in shown):
        pages.draw(shown, drawer, sheet, area, looking)
        return
    for block in shown:
        if area.height < LEAST:
            break
        sheet.clip = area
        area = area.down(drawer(block)(block, sheet, area, looking) + 1)
    sheet.clip = whole


def counts(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """The numbers of all of them."""
    return [pair for block in blocks if type(block) in COUNTS for pair in COUNTS[type(block)](block)]
