"""Domain, and wherever words are agreed: the words, what they are to cover, and how the room scored them, on one page."""

from __future__ import annotations

from screens import blocks as drawers
from screens.blocks import statement
from screens.cells import wrap
from screens.flowing import FlowingView
from screens.frame import GAP
from screens.sheet import Area, Sheet
from screens.view import Moment
from sessions.blocks import Block, Statement, Text

LEAST = 4
"""Rows below which what the words are to cover is not begun."""
BARS = 7
"""Rows that fist-to-five takes as bars, a blank one included."""
BESIDE = 2
"""Blocks that stand side by side."""
NARROWEST = 28
"""Columns below which two lists do not stand side by side."""


class StatementView(FlowingView):
    """Puts the words above, what they are to cover side by side beneath, and fist-to-five at the foot."""

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw all of it on one page where it fits, else one block beneath another."""
        block = moment.find(Statement)
        rest = [other for other in moment.shown if other is not block]
        if block is None and self._nothing_yet(moment, sheet, area):
            return
        if block is None or drawers.drawer(block) is not statement.draw or len(rest) > BESIDE:
            super().draw(moment, sheet, area, wide=wide)
            return
        scored = bool(sum(block.scores)) and area.width >= statement.NARROW
        said = 2 + sheet.airy + len(wrap(block.text, area.width - 2)) + 1
        foot = _foot(block, area.width, scored=scored)
        if said + foot + (LEAST + 1 if rest else 0) > area.height:
            super().draw(moment, sheet, area, wide=wide)
            return
        y = area.y + statement.said(block, sheet, area) + 1
        room = area.end - y - foot - 1
        if rest:
            y += _beside(rest, moment, sheet, area._replace(y=y, height=room)) + 1
        deep = scored and area.end - y - (foot - 1) >= BARS + sheet.airy
        if scored:
            y += statement.scores(block, sheet, area._replace(y=y, height=area.end - y), deep=deep)
            y += 1 if deep else 0
        statement.sentences(block, sheet, area._replace(y=y, height=area.end - y), brief=scored)

    def _nothing_yet(self, moment: Moment, sheet: Sheet, area: Area) -> bool:
        """Draw what the words are to cover beneath the place where they will stand; False where it takes pages."""
        said, *rest = moment.shown
        used = drawers.rows(said, sheet, area) + 1
        below = area.down(used)
        parts = _parts(rest[:BESIDE], below)
        fits = (
            isinstance(said, Text)
            and 0 < len(rest) == len(parts)
            and all(
                drawers.rows(block, sheet, part) < below.height
                for block, part in zip(rest, parts, strict=True)
            )
        )
        if fits:
            drawers.drawer(said)(said, sheet, area._replace(height=used), moment.looking)
            _beside(rest, moment, sheet, below)
        return fits


def _foot(block: Statement, across: int, *, scored: bool) -> int:
    """Rows for the scores in numbers and what is said of them."""
    trial = Sheet(across, 20)
    rows = statement.scores(block, trial, Area(0, 0, across, 20), deep=False) if scored else 0
    return rows + statement.sentences(block, trial, Area(0, 0, across, 20), brief=scored)


def _parts(rest: list[Block], area: Area) -> list[Area]:
    """Where two blocks stand side by side, the first the wider; the place of the first alone where there is no room."""
    across = (area.width - GAP) * 5 // 8
    if len(rest) < BESIDE or area.width - GAP - across < NARROWEST - GAP:
        return [area]
    right = area.x + across + GAP
    return [area._replace(width=across), area._replace(x=right, width=area.x + area.width - right)]


def _beside(rest: list[Block], moment: Moment, sheet: Sheet, area: Area) -> int:
    """Draw blocks side by side where there is room; returns the rows they took."""
    parts = _parts(rest, area)
    used, clip, airy = 0, sheet.clip, sheet.airy
    sheet.airy = airy and len(parts) == 1  # side by side they stand row by row
    for block, part in zip(rest, parts, strict=False):
        deep = min(part.height, drawers.rows(block, sheet, part))
        sheet.clip = part._replace(height=deep)
        drawers.drawer(block)(block, sheet, sheet.clip, moment.looking)
        used = max(used, deep)
    sheet.clip, sheet.airy = clip, airy
    return used
