"""The community page: a community over its meetings, a page at a time, and a line that writes it to files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

from textual import work

from screens import blocks as drawers
from screens.actions import GROWTH
from screens.blocks import pages
from screens.blocks.looking import Looking
from screens.cells import wrap
from screens.frame import Space, Typing, footer, title, typing
from screens.messages import HelpWanted
from screens.page import Page
from screens.sheet import Area, Sheet
from sessions.blocks import Block
from sessions.errors import Problem

EXPORT = "/export"


class GrowthScreen(Page):
    """Shows how a community has grown."""

    NAME = "The community over its meetings"
    PURPOSE = (
        "Who they say they are, how they have grown, what they tried and kept, and what it was worth. "
        "In files names stand only where the detail of that meeting was opened to readers."
    )
    TYPED = (
        (
            "/export word pdf",
            "writes it for Word, as a PDF, as a page (html) or in Markdown, among your documents",
        ),
        ("cop-tui community", "at the shell: the same, to a folder that you name"),
    )
    ACTIONS = GROWTH

    def __init__(
        self,
        community: str,
        read: Callable[[str], Sequence[Block]],
        export: Callable[[str], AsyncIterator[str]],
    ) -> None:
        """Make the screen.

        Args:
            community: Which community.
            read: Reads what is to be shown of it; it may raise a Problem.
            export: Has it written in formats, and says what comes of that.
        """
        super().__init__()
        self._community, self._read, self._export = community, read, export
        self.shown: Sequence[Block] = ()
        self.looking = Looking()

    def on_mount(self) -> None:
        """Read the meetings once the first frame is out."""
        self.call_after_refresh(self.load)

    @work(group="growth")
    async def load(self) -> None:
        """Read the meetings, without holding up any key."""
        try:
            self.shown = await asyncio.to_thread(self._read, self._community)
        except Problem as problem:
            self.said = [problem.sentence]
        self.redraw()

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the page that is read, or why there is none."""
        title(sheet, space, f"{self._community}, over its meetings")
        if not self.shown:
            for number, line in enumerate(wrap(" ".join(self.said), space.across)):
                sheet.put(space.margin, space.top + 3 + number, line)
        top, end = space.top + 3, typing(sheet, space, self.typing()) - 1
        if self.shown:
            area = Area(space.margin, top, space.across, max(1, end - top))
            pages.draw(self.shown, drawers.drawer, sheet, area, self.looking)

    def typing(self) -> Typing:
        """The line that writes it to files."""
        line = super().typing()
        if not self.shown:
            line.said = []  # why there is none stands in its place
        elif not self.capture.text:
            line.ghost = f"  {EXPORT} word pdf writes it to files"
        return line

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row."""
        row = footer(GROWTH)
        return row if self.looking.pages > 1 else [key for key in row if key[2] != "leaf(1)"]

    def action_keep(self) -> None:
        """Do the line; an empty one goes back."""
        word, _, rest = self.capture.text.strip().partition(" ")
        if not word:
            self.dismiss()
        elif word == EXPORT and self.shown:
            self.capture.put("")
            self.write(rest)
        elif word == "/help":
            self.capture.put("")
            self.post_message(HelpWanted(rest))
        else:
            self.say(f"Here {EXPORT} word pdf writes the community to files; Esc goes back.")
        self.redraw()

    @work(group="export")
    async def write(self, formats: str) -> None:
        """Have it written, and say what comes of that."""
        async for sentence in self._export(formats):
            self.say(sentence)

    def action_page(self, by: int) -> None:
        """Move in the line; on an empty one turn the page."""
        if self.capture.text:
            self.capture.key("left" if by < 0 else "right")
            self.redraw()
        else:
            self.action_leaf(by)

    def action_leaf(self, by: int) -> None:
        """Turn the page."""
        self.looking.turn(by)
        self.redraw()

    def action_stay(self) -> None:
        """Go back to the library."""
        self.dismiss()
