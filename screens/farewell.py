"""The end on the wall: thanks, and no shell behind it until somebody at the keyboard says so."""

from __future__ import annotations

from textual import events

from screens.actions import FAREWELL
from screens.cells import cut, width
from screens.frame import Space, keys_row, too_small
from screens.messages import Departed
from screens.page import Page
from screens.sheet import Sheet


class FarewellScreen(Page):
    """Thanks the room once a terminal that was on its wall leaves. A clicker's keys do nothing here."""

    NAME = "Thank you"
    PURPOSE = "The end. Everything is kept. Enter leaves the program."
    ACTIONS = FAREWELL

    def __init__(self, community: str) -> None:
        super().__init__()
        self._community = community

    def draw(self, size: tuple[int, int] | None = None) -> Sheet:
        """The sheet of this moment, with no line to type on."""
        width, height = size or self.size
        sheet, space = Sheet(width, height), Space(width, height)
        if space.small:
            too_small(sheet, space)
        else:
            self.paint(sheet, space)
        return sheet

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the thanks in the middle."""
        y = space.height // 2 - 2
        lines = (("Thank you.", "accent"), (self._community, "ink"), ("Everything is kept.", "quiet"))
        for row, (words, ink) in zip((y, y + 2, y + 3), lines, strict=True):
            line = cut(words, space.across)
            sheet.put((space.width - width(line)) // 2, row, line, ink, bold=ink != "quiet")
        keys_row(sheet, space, [(FAREWELL[0].usual_cap, FAREWELL[0].title, FAREWELL[0].id)])

    def before_key(self, key: str, character: str | None) -> bool:
        """Take no key but its own."""
        return bool(key) and not any(key in action.key.split(",") for action in self.ACTIONS)

    def on_paste(self, event: events.Paste) -> None:
        """Take nothing in."""
        event.stop()
        event.prevent_default()

    def action_keep(self) -> None:
        """Leave the program."""
        self.post_message(Departed())
