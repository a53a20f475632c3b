"""What is older than the retention: what would go, and a line that burns it or keeps it. Nothing goes without one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from screens.actions import RETENTION
from screens.cells import cut, wrap
from screens.frame import Space, Typing, footer, title, typing
from screens.page import Page
from screens.sheet import Sheet
from sessions import retention
from sessions.blocks import plural
from sessions.errors import Problem

if TYPE_CHECKING:
    from sessions.library import Row
    from sessions.protocols import Desk

BURN, KEEP = "/burn", "/keep"


class RetentionScreen(Page):
    """Offers to burn what is older than was settled."""

    NAME = "What is older than the retention"
    PURPOSE = (
        "Meetings that are older than the retention, and what would go of them. Nothing goes unless you say so here: "
        "leaving it says nothing, and it is offered again at the next start."
    )
    TYPED = (
        (BURN, "leaves only the counts of all that stand here; it is asked once more"),
        (KEEP, "keeps them, and offers them again in a year"),
        (
            'retention = "2 years"',
            "in the settings: how long meetings are kept; with never nothing is offered",
        ),
    )
    ACTIONS = RETENTION

    def __init__(self, period: str, read: Callable[[], Sequence[Row]], desk: Desk) -> None:
        """Make the screen.

        Args:
            period: The retention.
            read: Reads what is older.
            desk: Where the host is asked to burn or keep.
        """
        super().__init__()
        self._period, self._read, self._desk = period, read, desk
        self.old: Sequence[Row] | None = None
        """What is older; None until it is read."""
        self._asked, self._early = False, ""

    def on_mount(self) -> None:
        """Read what is older once the first frame is out."""
        self.call_after_refresh(self.load)

    @work(group="old")
    async def load(self) -> None:
        """Read what is older, without holding up any key."""
        self.old = await asyncio.to_thread(self._read)
        if self._early:
            self.capture.put(self._early)
            self._early = ""
            self.action_keep()
        self.redraw()

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw what is older, as much of it as fits, and what would go."""
        title(sheet, space, f"Older than {self._period}")
        y, end = space.top + 3, typing(sheet, space, self.typing()) - 1
        if not self.old:
            words = "" if self.old is None else f"Nothing is older than {self._period}."
            sheet.put(space.margin, y, words)
            return
        would = wrap(retention.WOULD_GO, space.across)
        room = max(1, end - y - len(would) - 1)
        shown = self.old if len(self.old) <= room else self.old[: room - 1]
        for row in shown:
            sheet.put(space.margin, y, cut(retention.told(row), space.across))
            y += 1
        if len(shown) < len(self.old):
            sheet.put(space.margin, y, f"and {len(self.old) - len(shown)} more", "quiet")
            y += 1
        for number, line in enumerate(would):
            if y + 1 + number < end:
                sheet.put(space.margin, y + 1 + number, line, "quiet")

    def typing(self) -> Typing:
        """The line that answers."""
        line = super().typing()
        if not self.capture.text and self.old:
            line.ghost = f"  {BURN} or {KEEP}"
        return line

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row."""
        return [(BURN, "leaves counts", ""), (KEEP, "keeps them", ""), *footer(RETENTION)]

    def action_keep(self) -> None:
        """Do the line; an empty one goes back."""
        line, asked = self.capture.text.strip(), self._asked
        self.capture.put("")
        self._asked = False
        if not line:
            self.dismiss()
        elif line not in (BURN, KEEP):
            self.say(f"{BURN} leaves only counts, {KEEP} keeps them; Esc goes back and says nothing.")
        elif self.old is None:
            self._early = line  # who knows the line types it before there is anything to see
        elif not self.old:
            self.say("There is nothing to answer.")
        elif line == KEEP:
            self.answer(burn=False)
        elif asked:
            self.answer(burn=True)
        else:
            self._asked = True
            self.say(
                f"{BURN} again burns all but the counts of {plural(len(self.old), 'meeting')}, for good."
            )

    @work(group="answer", exclusive=True)
    async def answer(self, *, burn: bool) -> None:
        """Have it burnt or kept, and say what came of it."""
        old, done = list(self.old or ()), 0
        try:
            if burn:
                for row in old:
                    await self._desk.ask("burn", session=row.id)
                    done += 1
                self.say(f"Only the counts of {plural(done, 'meeting')} are left.")
            else:
                await self._desk.ask("keep", sessions=[row.id for row in old])
                self.say(f"{plural(len(old), 'meeting is', 'meetings are')} kept; offered again in a year.")
        except Problem as problem:
            self.say(f"{plural(done, 'meeting')} burnt. {problem.sentence}" if done else problem.sentence)
        if burn:
            self.load()

    def action_stay(self) -> None:
        """Go back to the library; nothing is answered by it."""
        self.dismiss()
