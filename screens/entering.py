"""On the way into a session: what is typed meanwhile waits for it, and is there before anything typed later."""

from __future__ import annotations

from textual import events

from screens.actions import ENTERING
from screens.frame import Space, Typing, typing
from screens.messages import Departed
from screens.page import Page
from screens.sheet import Area, Sheet


class EnteringScreen(Page):
    """Holds keys until there is a screen to give them to; shows what was there before, or nothing."""

    NAME = "Opening"
    PURPOSE = "The session is being opened. What you type waits for it."
    ACTIONS = ENTERING

    def __init__(self, under: Page | None = None) -> None:
        """Make it.

        Args:
            under: The screen that stays in sight until then; None where none may be on a wall yet.
        """
        super().__init__()
        self._under = under
        self._held: list[events.Key | events.Paste] = []
        self._onward: Page | None = None

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw what was there, and the line."""
        if self._under:
            sheet.paste(self._under.draw((sheet.width, sheet.height)), Area(0, 0, sheet.width, sheet.height))
            sheet.hits.clear()
        typing(sheet, space, self.typing())

    def typing(self) -> Typing:
        """The capture line, and what it waits for."""
        line = super().typing()
        line.hint = "opening the session"
        return line

    def hand_over(self, to: Page) -> None:
        """Give what was typed to the screen that it was meant for, and whatever comes late."""
        self._onward = to
        for event in self._held:
            to.post_message(event)

    async def on_key(self, event: events.Key) -> None:
        """Hold a key, and show what it types."""
        if not self.capture.text and any(event.key in action.key.split(",") for action in self.ACTIONS):
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._hold(events.Key(event.key, event.character))
        if event.key == "enter":
            self.capture.put("")
        elif event.is_printable and event.character:
            self.capture.insert(event.character)
        else:
            self.capture.key(event.key)
        self.typed()

    def on_paste(self, event: events.Paste) -> None:
        """Hold what was pasted."""
        self._hold(events.Paste(event.text))
        super().on_paste(event)

    def action_depart(self) -> None:
        """Leave the program; nothing was opened yet."""
        self.post_message(Departed())

    def _hold(self, event: events.Key | events.Paste) -> None:
        if self._onward:
            self._onward.post_message(event)
        else:
            self._held.append(event)
