"""The community page: a community over its meetings, a page at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import work

from screens import blocks as drawers
from screens.actions import GROWTH
from screens.blocks import pages
from screens.blocks.looking import Looking
from screens.cells import wrap
from screens.frame import Space, footer, keys_row, title
from screens.page import Page
from screens.sheet import Area, Sheet
from sessions.blocks import Block
from sessions.errors import Problem


class GrowthScreen(Page):
    """Shows how a community has grown."""

    NAME = "The community over its meetings"
    PURPOSE = (
        "Who they say they are, how they have grown, what they tried and kept, and what it was worth. "
        "cop-tui community at the shell writes it for Word, as a PDF or as a page."
    )
    ACTIONS = GROWTH

    def __init__(self, community: str, read: Callable[[str], Sequence[Block]]) -> None:
        """Make the screen.

        Args:
            community: Which community.
            read: Reads what is to be shown of it; it may raise a Problem.
        """
        super().__init__()
        self._community, self._read = community, read
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
        top = space.top + 3
        area = Area(space.margin, top, space.across, max(1, space.keys - 1 - space.top - top))
        if self.shown:
            pages.draw(self.shown, drawers.drawer, sheet, area, self.looking)
        for number, line in enumerate(wrap(" ".join(self.said), space.across)):
            sheet.put(space.margin, top + number, line)
        keys_row(sheet, space, self.keys())

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row."""
        row = footer(GROWTH)
        return row if self.looking.pages > 1 else [key for key in row if key[2] != "page(1)"]

    def action_page(self, by: int) -> None:
        """Turn the page."""
        self.looking.turn(by)
        self.redraw()

    def action_stay(self) -> None:
        """Go back to the library."""
        self.dismiss()
