"""Welcome: at the doors large and calm, with what was said before the clock; then a board like any other."""

from __future__ import annotations

from screens import blocks as drawers
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Board, Doors

LEAST = 4
"""Rows that notes have at least above the doors."""


class WelcomeView(View):
    """Lets the doors have the room there is, and the notes the rest."""

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw the doors; beneath them what is said already."""
        doors, board = moment.find(Doors), moment.find(Board)
        if doors is None or (board is None and len(moment.shown) > 1):
            super().draw(moment, sheet, area, wide=wide)
            return
        if board is None:
            drawers.drawer(doors)(doors, sheet, area, moment.looking)
            return
        deep = min(drawers.rows(doors, sheet, area), area.height - LEAST - 1)
        notes = area._replace(height=area.height - deep - 1)
        whole, sheet.clip = sheet.clip, notes
        drawers.drawer(board)(board, sheet, notes, moment.looking)
        sheet.clip = area
        drawers.drawer(doors)(doors, sheet, area.down(area.height - deep), moment.looking)
        sheet.clip = whole
