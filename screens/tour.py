"""The tour, well within a minute: a few panels over the real screen. What is typed meanwhile ends it, and is not lost."""

from __future__ import annotations

from typing import NamedTuple

from textual import events

from screens.actions import ACTIVITY, TOURING, in_words
from screens.cells import wrap
from screens.dialogs import Dialog
from screens.frame import Space, put_keys
from screens.page import Page
from screens.sheet import Area, Sheet

ACROSS = 56
"""Columns of a panel."""
DEEP = 8
"""Rows of a panel: its name, what it says, and the keys."""


class Panel(NamedTuple):
    """One thing to know."""

    name: str
    says: str


PANELS = (
    Panel("One line does it all", "Type what the room says and press Enter. ✓ means that it is on disk."),
    Panel("PgDn goes on", "So does a clicker. What reveals or ends something wants a second press."),
    Panel(
        "When something is wrong", ". blanks the wall, /undo takes it back, F1 helps. /tour shows this again."
    ),
)
"""What a facilitator must know to begin."""


class TourScreen(Dialog):
    """Shows the panels, one after another."""

    NAME = "The tour"
    PURPOSE = "A few panels. Enter shows the next one, Esc skips the rest; whatever is typed ends it."
    ACTIONS = TOURING

    def __init__(self, under: Page) -> None:
        """Make the tour; the screen under it gets what is typed."""
        super().__init__(under)
        self.at = 0
        self._over = False

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the panel over the screen, whose line stays plain to see."""
        panel = PANELS[self.at]
        room = self.box(sheet, space, ACROSS, DEEP)
        sheet.paste(self._behind, Area(0, space.band, sheet.width, sheet.height - space.band), space.band)
        sheet.hits.clear()  # the keys down there are the other screen's
        sheet.put(room.x, room.y, in_words(panel.name, ACTIVITY), "accent", bold=True)
        sheet.put_right(room.x + room.width, room.y, f"{self.at + 1} of {len(PANELS)}", "quiet")
        for number, line in enumerate(wrap(in_words(panel.says, ACTIVITY), room.width)):
            sheet.put(room.x, room.y + 2 + number, line)
        last = self.at + 1 == len(PANELS)
        keys = [("Enter", "begins" if last else "next", "page(1)"), ("Esc", "skips the tour", "stay")]
        put_keys(sheet, room.x, room.end - 1, keys[: 1 if last else 2])

    async def on_key(self, event: events.Key) -> None:
        """Turn the panels; any other key ends the tour and does on the screen beneath what it does there."""
        if not self._over and any(event.key in action.key.split(",") for action in self.ACTIONS):
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._end()
        await self._under.on_key(event)

    def on_paste(self, event: events.Paste) -> None:
        """End the tour; what was pasted goes to the line."""
        self._end()
        self._under.on_paste(event)

    def action_page(self, by: int) -> None:
        """Show another panel; after the last the tour is over."""
        if self.at + by >= len(PANELS):
            self._end()
        else:
            self.at = max(0, self.at + by)
            self.redraw()

    def action_stay(self) -> None:
        """Skip the rest."""
        self._end()

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self.dismiss()
