"""The meetings of a community, one after another, led by scribe lines."""

from __future__ import annotations

from pathlib import Path

from conftest import Clock
from sessions import library, thread
from sessions.actors import Actor
from sessions.commands import CarryOver, Command
from sessions.events import CarriedOver
from sessions.live import LiveSession
from sessions.scribe import parse

ONE, HOST = Actor("terminal", "one"), Actor("host")


class Meetings:
    """The meetings of a data folder, led by scribe lines."""

    def __init__(self, data: Path, clock: Clock) -> None:
        self.data = data
        self.clock = clock
        self.open: list[LiveSession] = []

    async def plan(
        self, date: str, *lines: str, community: str = "Falls prevention", plan: str = "meeting"
    ) -> LiveSession:
        """A meeting that has not begun, in the library."""
        live = LiveSession.create(self.data, community=community, plan=plan, date=date, clock=self.clock)
        self.open.append(live)
        await self.say(live, *lines)
        return live

    async def hold(self, date: str, *lines: str, **made: str) -> LiveSession:
        """A meeting that took over what was open, has begun, and in which these lines were said."""
        live = await self.plan(date, **made)
        await self.carry(live)
        await self.say(live, "/next", *lines)
        return live

    async def say(self, live: LiveSession, *lines: str) -> None:
        """Say lines, each a second after the other, and write record and library."""
        for line in lines:
            self.clock.advance(1)
            command = parse(line, live.session)
            assert isinstance(command, Command), line
            await live.submit(command, ONE)
        await live.record()
        library.keep(self.data, library.Row.of(live.session, self.clock()))

    def found(self, live: LiveSession) -> CarriedOver | None:
        """What is to be taken over now."""
        before = [event for one in live.entries for event in one.events if isinstance(event, CarriedOver)]
        return thread.carried(self.data, live.session, before)

    async def carry(self, live: LiveSession) -> CarriedOver | None:
        """Take it over, as the host does."""
        if found := self.found(live):
            await live.submit(CarryOver(found=found), HOST)
        return found
