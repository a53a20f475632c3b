"""The doors: when it starts, in digits for the back row, and beneath it what people should know before that."""

from __future__ import annotations

from screens import digits
from screens.actions import NEXT
from screens.blocks.looking import Looking
from screens.cells import wrap
from screens.frame import GAP
from screens.sheet import Area, Sheet
from sessions.blocks import Doors

ACROSS = 66
"""Columns of a sentence at most: the back row reads short lines."""
BESIDE = 24
"""Columns beside the time for what stands there."""
LARGE = 12
"""Rows from which the time is drawn large."""


def draw(block: Doors, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw the doors, and return the rows they took."""
    y = area.y + (_large(block, sheet, area) or _small(block, sheet, area)) + 1 + sheet.airy
    press = f"Press your clicker, or {NEXT.cap}: the clock starts."
    for sentence in (*block.lines, press):
        lines = wrap(sentence, min(ACROSS, area.width))
        if y + len(lines) > area.end:
            break
        for line in lines:
            sheet.put(area.x, y, line, "quiet" if sentence == press else "ink")
            y += 1
        y += sheet.airy
    return min(area.height, y - sheet.airy - area.y)


def _large(block: Doors, sheet: Sheet, area: Area) -> int:
    """The time in large digits, and beside them who is counted; returns the rows, 0 where there is no room."""
    drawn = digits.drawable(block.starts)
    across = digits.size(block.starts) if drawn else 0
    if not drawn or area.height < LARGE or across + GAP + BESIDE > area.width:
        return 0
    x = digits.draw(sheet, area.x, area.y, block.starts, "accent") + GAP
    sheet.put(x, area.y + 1, block.sentence, bold=True)
    for number, word in block.counts:
        x = sheet.put(sheet.put(x, area.y + 3, number, bold=True) + 1, area.y + 3, word, "quiet") + 3
    return digits.ROWS


def _small(block: Doors, sheet: Sheet, area: Area) -> int:
    lines = wrap(block.sentence, min(ACROSS, area.width))
    for number, line in enumerate(lines):
        sheet.put(area.x, area.y + number, line, "accent", bold=True)
    return len(lines)
