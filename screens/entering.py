"""On the way into a session: what is typed meanwhile waits for it, and is there before anything typed later."""

from __future__ import annotations

from textual import events

from screens.actions import ENTERING, PASSED_ON
from screens.frame import Space, Typing, typing
from screens.messages import Departed
from screens.page import Page
from screens.sheet import Area, Sheet


class EnteringScreen(Page):
    """Holds what is typed until there is a screen to give it to; shows what was there before, or nothing."""

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
        self._lines: list[str] = []
        self._to: Page | None = None

    @property
    def words(self) -> str:
        """All that was typed so far, lines that were ended included."""
        return " ".join(filter(None, (*self._lines, self.capture.text, *self.capture.pasted)))

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw what was there, and the line."""
        if self._under:
            sheet.paste(self._under.draw((sheet.width, sheet.height)), Area(0, 0, sheet.width, sheet.height))
            sheet.hits.clear()
        typing(sheet, space, self.typing())

    def typing(self) -> Typing:
        """The capture line, and what it waits for."""
        line = super().typing()
        line.hint = self.hint or "opening the session"
        return line

    def hand_over(self, to: Page) -> None:
        """Give what was typed to the screen that it was meant for, and whatever comes late."""
        self._to = to
        for event in self._held:
            to.post_message(event)

    async def on_key(self, event: events.Key) -> None:
        """Hold what is typed, and show it. What a key would do cannot be known yet, so those wait for nothing."""
        if any(event.key in action.key.split(",") for action in self.ACTIONS):
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        typed = event.is_printable and bool(event.character)
        if event.key == "enter":
            self._lines += [self.capture.take(), *self.capture.pasted]
            self.capture.pasted = ()
        elif typed:
            self.capture.insert(event.character or "")
        elif not (self.capture.key(event.key) or event.key in PASSED_ON):
            self.hint = "one moment: the session opens"
            self.redraw()
            return
        self._hold(events.Key(event.key, event.character))
        self.typed()

    def on_paste(self, event: events.Paste) -> None:
        """Hold what was pasted. Textual has every page take it in by itself, so that it is seen."""
        self._hold(events.Paste(event.text))

    def action_depart(self) -> None:
        """Leave the program, unless something waits."""
        if self.words:
            self.hint = "what you typed waits for the session"
            self.redraw()
        else:
            self.post_message(Departed())

    def _hold(self, event: events.Key | events.Paste) -> None:
        if self._to:
            self._to.post_message(event)
        else:
            self._held.append(event)
