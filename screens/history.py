"""Looking back: the board as it was at any minute of the workshop, with a slider beneath it."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from screens import blocks as drawers
from screens.actions import HISTORY
from screens.blocks.looking import Looking
from screens.cells import wrap
from screens.frame import Space, footer, keys_row, question, title
from screens.page import Page
from screens.sheet import Area, Sheet
from screens.times import draw_steps
from screens.view import Moment
from screens.views import view
from sessions import history
from sessions.blocks import Prompt
from sessions.errors import Problem
from sessions.moves import MINUTE
from sessions.steps import blocks

if TYPE_CHECKING:
    from sessions.events import Entry
    from sessions.session import Session


class HistoryScreen(Page):
    """Shows a moment of a session."""

    NAME = "Looking back"
    PURPOSE = "The board as it was: ← → go back and on a minute, PgUp and PgDn a step. What was taken off the wall since stays off it."
    ACTIONS = HISTORY

    def __init__(self, read: Callable[[], Sequence[Entry]]) -> None:
        """Make the screen.

        Args:
            read: Reads everything that was said; it may raise a Problem.
        """
        super().__init__()
        self._read = read
        self._history: history.History | None = None
        self.at = 0
        """The moment that is shown, in milliseconds."""
        self.looking = Looking()

    def on_mount(self) -> None:
        """Read the journal once the first frame is out."""
        self.call_after_refresh(self.load)

    @work(group="history")
    async def load(self) -> None:
        """Read the journal, without holding up any key."""
        try:
            said = await asyncio.to_thread(self._read)
            self._history = await asyncio.to_thread(history.History, said)
            self.at = self._history.ends
        except Problem as problem:
            self.said = [problem.sentence]
        self.redraw()

    # Drawing

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the board of the moment, and the slider."""
        keys_row(sheet, space, self.keys())
        top = space.top + 3
        if self._history is None:
            title(sheet, space, "Looking back")
            for number, line in enumerate(wrap(" ".join(self.said), space.across)):
                sheet.put(space.margin, top + number, line)
            return
        past = self._history.at(self.at)
        title(sheet, space, past.community.name, history.in_words(past, self.at))
        end = space.keys - 2 - 2 * space.top
        self._slider(sheet, space, end + space.top)
        self._board(past, sheet, space, end)

    def _board(self, past: Session, sheet: Sheet, space: Space, end: int) -> None:
        shown = blocks(past, past.now, "wall")
        draw_steps(sheet, space, past, drawers.counts(shown))
        prompt = next((block for block in shown if isinstance(block, Prompt)), None)
        extra = question(sheet, space, prompt.text) if prompt else 0
        area = Area(space.margin, space.board + extra, space.across, max(1, end - space.board - extra - 1))
        view(past.now.kind).draw(Moment(past, shown, self.looking), sheet, area, wide=False)

    def _slider(self, sheet: Sheet, space: Space, y: int) -> None:
        """Where this moment lies between the beginning and the end; the steps are marked."""
        assert self._history
        begins, ends = self._history.begins, self._history.ends
        first, last = (history.clock(one) for one in (begins, ends))
        x = sheet.put(space.margin, y, first, "quiet") + 2
        end = sheet.put_right(space.right, y, last, "quiet") - 2
        room = max(1, end - x - 1)

        def place(moment: int) -> int:
            part = (moment - begins) / (ends - begins) if ends > begins else 1.0
            return x + round(max(0.0, min(1.0, part)) * room)

        sheet.put(x, y, "─" * (room + 1), "rule")
        for turn in self._history.turns:
            sheet.put(place(turn), y, "┴", "rule")
        sheet.put(place(self.at), y, "●", "accent", bold=True)

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row."""
        return footer(HISTORY)

    # Keys

    def action_minute(self, by: int) -> None:
        """Go on or back a minute."""
        self._go(self.at + by * MINUTE * 1000)

    def action_step(self, by: int) -> None:
        """Go on to where the next step was entered, or back to where this one or the one before was."""
        if self._history:
            turns = [*self._history.turns, self._history.ends]
            place = bisect_right(turns, self.at) if by > 0 else bisect_left(turns, self.at) - 1
            self._go(turns[max(0, min(place, len(turns) - 1))])

    def _go(self, moment: int) -> None:
        if self._history:
            self.at = max(self._history.begins, min(self._history.ends, moment))
            self.looking.forget()
            self.redraw()

    def action_stay(self) -> None:
        """Go back to the summary."""
        self.dismiss()
