"""Welcome: at the doors large and calm, with what was said before the clock; then a board like any other."""

from __future__ import annotations

from msgspec.structs import replace

from screens import blocks as drawers
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Board, Doors

LEAST = 8
"""Rows below which notes leave the doors no room."""
BESIDE = 50
"""Columns below which the lane that is typed in stands alone, so that its notes can be read."""


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
        # The room reads what was said; of the doors it is told when it starts, and what else there is room for.
        deep = (
            drawers.rows(doors, sheet, area._replace(height=area.height // 3)) if area.height >= LEAST else 0
        )
        if area.width < BESIDE:
            lanes = [lane for lane in board.lanes if lane.name == moment.looking.lane] or board.lanes[:1]
            board = replace(board, lanes=tuple(lanes))
        notes = area._replace(height=area.height - deep - bool(deep))
        whole, sheet.clip = sheet.clip, notes
        drawers.drawer(board)(board, sheet, notes, moment.looking)
        sheet.clip = area
        if deep:
            drawers.drawer(doors)(doors, sheet, area.down(area.height - deep), moment.looking)
        sheet.clip = whole
