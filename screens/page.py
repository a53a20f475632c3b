"""What every screen here is: one pane, a line to type on, and a sheet drawn anew whenever something changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from screens.actions import Action
from screens.capture import Capture
from screens.clipboard import native
from screens.frame import Space, Typing, footer, too_small, typing
from screens.messages import HelpWanted, ThemeTaken
from screens.pane import Pane
from screens.sheet import Sheet
from screens.theme import THEMES
from sessions.clean import clean


class Page(Screen[str]):
    """A screen that draws itself on a sheet."""

    NAME: ClassVar[str] = ""
    """What the screen is called on its help page."""
    PURPOSE: ClassVar[str] = ""
    """What it is for, in a sentence or two."""
    TYPED: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What is typed on it beside the table of acts, each with what it does."""
    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    ALLOW_SELECT: ClassVar[bool] = False
    BLANK: ClassVar[bool] = True
    DEFAULT_CSS = "Page { background: $background; overflow: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self.pane = Pane()
        self.capture = Capture()
        self.said: list[str] = []
        """Sentences above the line, until the next key that does something."""
        self.hint = ""
        self._waits: list[events.Key] | None = None
        """Keys that wait for a screen that is on its way; None where they are for this one."""
        self._onward: Page | None = None
        """The screen that keys are for which come here late."""

    def compose(self) -> ComposeResult:
        """The pane alone."""
        yield self.pane

    # Drawing

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw what the screen shows."""
        raise NotImplementedError

    def typing(self) -> Typing:
        """What the capture line shows."""
        return Typing(self.capture, hint=self.hint, said=self.said, keys=self.keys())

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """The keys row."""
        return footer(self.ACTIONS)

    def draw(self, size: tuple[int, int] | None = None) -> Sheet:
        """The sheet of this moment, for a window of this size: else for the one that there is."""
        width, height = size or self.size
        sheet, space = Sheet(width, height), Space(width, height)
        if space.small:
            too_small(sheet, space)
            line = self.typing()
            line.keys, line.said, line.announced = (), (), ""
            if height > 6 and width > 20:
                typing(sheet, Space(width, min(height, 29)), line)
        else:
            self.paint(sheet, space)
        return sheet

    def redraw(self) -> None:
        """Show this moment; what another screen lies over is drawn anew when that goes."""
        if self.is_attached and self.is_current and self.size.width and self.size.height:
            self.pane.show(self.draw())

    def say(self, *sentences: str) -> None:
        """Put sentences above the line."""
        self.said = [sentence for sentence in sentences if sentence]
        self.redraw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.redraw()

    def on_screen_resume(self) -> None:
        """Draw anew after another screen, which may have changed the theme, and take what is typed."""
        self._waits, self._onward = None, None
        self.redraw()

    # Typing

    async def on_key(self, event: events.Key) -> None:
        """Type, or do what the key does.

        Keys that act are not left to the app's bindings: those run after the letters behind them, and of
        two sayings typed in one burst would make one.
        """
        event.stop()
        event.prevent_default()  # nothing else is bound to a key
        if self._onward:
            self._onward.post_message(events.Key(event.key, event.character))
            return
        if self._waits is not None:
            self._waits.append(events.Key(event.key, event.character))
            return
        act = next((action.id for action in self.ACTIONS if event.key in action.key.split(",")), "")
        letter = event.character if event.is_printable else None
        if self.before_key(event.key, event.character):
            pass
        elif act:
            await self.run_action(act)
        elif letter:
            self.capture.join()
            self.capture.insert(letter)
            self.typed()
        elif self.capture.key(event.key):
            self.typed()

    def hold(self) -> None:
        """Have what is typed from now on wait for a screen that is on its way."""
        self._waits = []

    def hand_on(self, to: Page) -> None:
        """Give what waited to the screen that came, and all that comes until this one is on again."""
        for event in self._waits or ():
            to.post_message(event)
        self._waits, self._onward = None, to

    def before_key(self, key: str, character: str | None) -> bool:
        """Look at a key before anything else does; True where it is done with."""
        return False

    def typed(self) -> None:
        """The line has another text. What was said stays until it is empty, so that it can be mended."""
        self.hint = ""
        if not self.capture.text:
            self.said = []
        self.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Take in what was pasted."""
        event.stop()
        self.capture.paste(event.text)
        self.typed()

    async def on_click(self, event: events.Click) -> None:
        """Do what lies under the mouse, as the key would that does the same."""
        act = self.pane.sheet.hit_at(event.screen_x, event.screen_y)
        keys = [action.key.partition(",")[0] for action in self.ACTIONS if action.id == act]
        if not self.before_key(keys[0] if keys else "", None) and act:
            await self.run_action(act)

    async def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn on a page."""
        event.stop()
        await self.wheel(1)

    async def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn back a page."""
        event.stop()
        await self.wheel(-1)

    async def wheel(self, by: int) -> None:
        """Turn a page, or where there are none choose what is next."""
        ids = [action.id for action in self.ACTIONS]
        for act in (f"page({by})", f"choose({by})"):
            if act in ids:
                await self.run_action(act)
                return

    def action_put(self, text: str) -> None:
        """Begin the empty line with what stands in the keys row."""
        if not self.capture.text:
            self.capture.put(text if text.startswith("/") else f"{text} ")
            self.typed()

    async def action_turn(self, by: int) -> None:
        """Turn a page under the mouse, whatever is in the line."""
        await self.wheel(by)

    def take_in(self, text: str | None) -> None:
        """Go on with what was typed at a dialog."""
        if text:
            self.capture.insert(text)
            self.typed()

    async def parting(self) -> None:
        """Do what must be done before the screen goes for good."""

    # Actions of every screen

    def action_help(self) -> None:
        """Ask for the help page."""
        self.post_message(HelpWanted())

    async def command(self, does: str | None) -> None:
        """Do what was found among the commands: an action, or a line that something may follow."""
        if does and does.startswith("/"):
            self.capture.put(does)
            if not does.endswith(" "):
                await self.run_action("keep")
            self.redraw()
        elif does:
            await self.run_action(does)

    def action_theme(self) -> None:
        """Take the next theme, and have it kept."""
        names = list(THEMES)
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        self.hint = f"theme: {self.app.theme}"
        self.post_message(ThemeTaken(self.app.theme))
        self.redraw()

    def action_copy(self) -> None:
        """Copy what there is to copy, by the terminal and by a tool of this machine; never quit."""
        what, text = self.copied()
        if text := clean(text, lines=True):
            self.app.copy_to_clipboard(text)
            self.run_worker(native(text), group="copy", exclusive=True)
        self.hint = f"copied: {what}" if text else "nothing to copy"
        self.redraw()

    def copied(self) -> tuple[str, str]:
        """What the key for copying copies: what it is called, and its text."""
        return "the line", self.capture.text

    def action_stay(self) -> None:
        """Put away what asks. Nothing is discarded."""
        self.capture.join()
        self.say()
