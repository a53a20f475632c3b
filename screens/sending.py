"""Lines on their way: typing never waits for them, and they are kept in the order they were typed."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from sessions.actors import Actor
from sessions.commands import Close, Command, Erase, EraseNote, Release, Share
from sessions.errors import Problem
from sessions.live import Live, Receipt
from sessions.moves import closing
from sessions.session import Session

PATIENCE = 0.02
"""Seconds that a screen waits with drawing for what became of a line: mostly it is kept by then, and one frame tells both."""


@dataclass(frozen=True)
class Sent:
    """A line, and the wish it was."""

    line: str
    """As it was typed; "" where a key did it."""
    command: Command


class Sending:
    """Takes wishes one after another to the live session."""

    def __init__(
        self,
        live: Live,
        by: Actor,
        kept: Callable[[Sent, Receipt], None],
        refused: Callable[[Sent, str], None],
        late: Callable[[], None],
    ) -> None:
        """Make it.

        Args:
            live: The session.
            by: Who sends.
            kept: Called with what became of a line that was kept,
            refused: of one that was not,
            late: and where neither came within `PATIENCE`.
        """
        self._live, self._by = live, by
        self._kept, self._refused, self._late = kept, refused, late
        self._waiting: asyncio.TimerHandle | None = None
        self._queue: asyncio.Queue[Sent] = asyncio.Queue()
        self._mark, self._number = secrets.token_hex(4), 0

    def put(self, line: str, command: Command) -> None:
        """Send a wish; `kept` or `refused` is called with what became of it."""
        self._number += 1
        key = f"{self._mark}-{self._number}"
        self._queue.put_nowait(Sent(line, msgspec.structs.replace(command, key=key)))
        self.hurry()
        self._waiting = asyncio.get_running_loop().call_later(PATIENCE, self._overdue)

    @property
    def fresh(self) -> bool:
        """Whether something was sent a moment ago, and what became of it may come before anybody sees a difference."""
        return self._waiting is not None

    def hurry(self) -> None:
        """Wait no longer: a key was pressed, which is to be on screen at once."""
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _overdue(self) -> None:
        self._waiting = None
        self._late()

    async def through(self) -> None:
        """Wait until nothing is on its way."""
        await self._queue.join()

    async def run(self) -> None:
        """Send what comes, for as long as the screen is there."""
        while True:
            sent = await self._queue.get()
            try:
                receipt = await self._live.submit(sent.command, self._by)
            except Problem as problem:
                self.hurry()
                self._refused(sent, problem.sentence)
            else:
                self.hurry()
                self._kept(sent, receipt)
            finally:
                self._queue.task_done()


def final(wish: Command | None, session: Session) -> str:
    """What a wish would do that cannot be undone, or shows what was kept back, in a sentence; "" where it is neither."""
    if isinstance(wish, Close) and not session.closed and closing(session) in (None, session.now):
        return "Close ends the session for everyone."
    if isinstance(wish, (EraseNote, Erase)):
        what = wish.note if isinstance(wish, EraseNote) else wish.handle.upper()
        return f"Erasing {what} is for good, from the history too."
    if isinstance(wish, Release) and not session.released:
        return "Whoever has the summary's address then reads all that was said, beside page one."
    if isinstance(wish, Share) and wish.revoke and session.token:
        return "Whoever has the summary's address reads nothing there any more, and no other copy is reached."
    return ""
