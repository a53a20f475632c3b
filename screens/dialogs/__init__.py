"""Dialogs: the only boxes, drawn over a veiled screen."""

from __future__ import annotations

from screens.frame import Space
from screens.page import Page
from screens.sheet import Area, Sheet


class Dialog(Page):
    """Something small over the screen it belongs to."""

    def __init__(self, under: Page) -> None:
        """Make a dialog.

        Args:
            under: The screen that it is shown over.
        """
        super().__init__()
        self._under = under
        self._behind = under.draw()

    def box(self, sheet: Sheet, space: Space, columns: int, rows: int) -> Area:
        """Draw the veiled screen and a box with so much room in it; return the room."""
        if (sheet.width, sheet.height) != (self._behind.width, self._behind.height):
            self._behind = self._under.draw((sheet.width, sheet.height))
        sheet.paste(self._behind, Area(0, 0, sheet.width, sheet.height))
        sheet.veil()
        columns, rows = min(columns, sheet.width - 12), min(rows, sheet.height - 6)
        room = Area((sheet.width - columns) // 2, (sheet.height - rows) // 2, columns, rows)
        x, y, across, deep = room.x - 4, room.y - 2, columns + 8, rows + 4
        sheet.fill(Area(x, y, across, deep), "paper")
        sheet.fill(Area(x - 2, y, across + 4, deep), "paper")
        sheet.put(x, y, "┌" + "─" * (across - 2) + "┐", "rule")
        for row in range(y + 1, y + deep - 1):
            sheet.put(x, row, "│", "rule")
            sheet.put(x + across - 1, row, "│", "rule")
        sheet.put(x, y + deep - 1, "└" + "─" * (across - 2) + "┘", "rule")
        return room

    def action_stay(self) -> None:
        """Put the dialog away."""
        self.dismiss()
