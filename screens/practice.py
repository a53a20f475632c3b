"""Practice: one note large while the room sorts, and beside it those that wait for a theme."""

from __future__ import annotations

from screens.blocks.board import loose
from screens.cells import cut, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Board

GUTTER = 4
ROWS = 2
"""Rows that a waiting note may take where there is room for all."""


class PracticeView(View):
    """Shows in the second column what comes next, while notes are put in themes."""

    def beside(self, moment: Moment, sheet: Sheet, area: Area, now: int) -> None:
        """Draw the notes that wait; else the plan."""
        board = moment.find(Board)
        if board is None or not board.sorting or len(board.placing) < 2:
            super().beside(moment, sheet, area, now)
            return
        at = loose(board, moment.looking)
        waiting = [note for note in board.placing if note is not at]
        heading(sheet, area, "To place", str(len(board.placing)))
        room = area.height - 2
        deep = ROWS if len(waiting) * ROWS <= room else 1
        shown = waiting if len(waiting) * deep <= room else waiting[: room - 1]
        y = area.y + 2
        for note in shown:
            lines = _lines(note.text, area.width - GUTTER, deep)
            sheet.put_right(area.x + GUTTER - 1, y, note.handle, "quiet")
            sheet.hit(Area(area.x, y, area.width, len(lines)), f"pick('{note.handle}')")
            for line in lines:
                sheet.put(area.x + GUTTER, y, line, "quiet")
                y += 1
        if left := len(waiting) - len(shown):
            sheet.put(area.x + GUTTER, area.end - 1, f"… and {left} more", "quiet")


def _lines(text: str, across: int, most: int) -> tuple[str, ...]:
    """A note in `most` lines, cut at a word where it is longer."""
    lines = wrap(text, across)
    return lines if len(lines) <= most else (*lines[: most - 1], cut(" ".join(lines[most - 1 :]), across))
