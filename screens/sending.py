"""Lines on their way: typing never waits for them, and they are kept in the order they were typed."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from sessions.actors import Actor
from sessions.commands import Command
from sessions.errors import Problem
from sessions.live import Live, Receipt


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
    ) -> None:
        self._live, self._by = live, by
        self._kept, self._refused = kept, refused
        self._queue: asyncio.Queue[Sent] = asyncio.Queue()
        self._mark, self._number = secrets.token_hex(4), 0

    def put(self, line: str, command: Command) -> None:
        """Send a wish; `kept` or `refused` is called with what became of it."""
        self._number += 1
        key = f"{self._mark}-{self._number}"
        self._queue.put_nowait(Sent(line, msgspec.structs.replace(command, key=key)))

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
                self._refused(sent, problem.sentence)
            else:
                self._kept(sent, receipt)
            finally:
                self._queue.task_done()
