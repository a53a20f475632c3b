"""A room for tests of screens: a real session in a real folder, a lobby over it, and an app at a size."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot

from cop_tui.app import CopApp
from screens.page import Page
from sessions import history, plans, retention
from sessions.actors import Actor
from sessions.blocks import Block
from sessions.commands import Command
from sessions.errors import NotFound, Problem
from sessions.events import Entry
from sessions.growth import Growth
from sessions.library import Row
from sessions.live import Live, LiveSession, Receipt
from sessions.plans import Found
from sessions.previewing import Preview, preview
from sessions.scribe import parse
from sessions.summary.community import community_page

SIZES = [(40, 10), (60, 18), (80, 22), (120, 40), (160, 50)]


class Room:
    """The lobby of a data folder with no host: it opens sessions itself."""

    def __init__(self, data: Path, clock: Any) -> None:
        self.data, self.clock = data, clock
        self.lives: dict[str, LiveSession] = {}
        self.extra: list[Row] = []
        self.left = 0

    def add(self, community: str = "Falls prevention", **details: Any) -> LiveSession:
        """Make a session, as another terminal might have."""
        live = LiveSession.create(
            self.data,
            community=community,
            clock=self.clock,
            **{"plan": "hour", "date": "2026-11-26", **details},
        )
        self.lives[live.session.id] = live
        return live

    def rows(self) -> list[Row]:
        return [Row.of(live.session, self.clock()) for live in self.lives.values()] + self.extra

    def preview(self, session_id: str, *, words: bool) -> Preview:
        if session_id not in self.lives:
            raise NotFound(f"There is no session {session_id}.")
        return preview(self.lives[session_id].session, words=words)

    def older(self, period: str, day: str, *, answered: bool) -> list[Row]:
        known = {} if answered else retention.answers(self.data)
        return retention.older(self.rows(), period, day, known)

    def growth(self, community: str) -> tuple[Block, ...]:
        held = [one.session for one in self.lives.values() if one.session.community.name == community]
        held = sorted((one for one in held if one.started), key=lambda one: one.date)
        if not held:
            raise NotFound(f"{community} has no meeting that began.")
        return community_page(Growth(held, "wall"))

    def history(self, session_id: str) -> list[Entry]:
        return history.entries(self.lives[session_id].folder)

    def plans(self) -> list[Found]:
        return plans.found(self.data / plans.FOLDER)

    async def new(self, community: str, plan: str, title: str = "", date: str = "") -> str:
        return self.add(community, plan=plan, title=title, **({"date": date} if date else {})).session.id

    async def enter(self, session_id: str) -> Live:
        if session_id not in self.lives:
            raise NotFound(f"There is no session {session_id}.")
        return self.lives[session_id]

    async def leave(self) -> None:
        self.left += 1

    async def ask(self, what: str, **details: Any) -> dict[str, Any]:
        raise Problem("There is no host here.")

    async def close(self) -> None:
        for live in self.lives.values():
            await live.close()


class Seat:
    """Somebody at a terminal of a room."""

    def __init__(self, app: CopApp, pilot: Pilot[None], clock: Any) -> None:
        self.app, self.pilot, self.clock = app, pilot, clock

    @property
    def page(self) -> Any:
        """The screen that is on."""
        assert isinstance(self.app.screen, Page)
        return self.app.screen

    @property
    def text(self) -> str:
        """What can be read on it."""
        return self.page.draw().text()

    async def press(self, *keys: str) -> None:
        """Press keys, and let what they began end."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str, *, enter: bool = True) -> None:
        """Type a line."""
        for letter in text:
            self.page.capture.insert(letter)
        self.page.typed()
        if enter:
            await self.press("enter")

    async def paste(self, text: str) -> None:
        """Paste, as a terminal does."""
        from textual.events import Paste

        self.app.screen.post_message(Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is on its way."""
        for _ in range(2):
            await self.pilot.pause()
            for screen in self.app.screen_stack:
                if sending := getattr(screen, "sending", None):
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(sending.through(), 0.4)
        await self.pilot.pause()

    async def next(self) -> None:
        """Press the clicker until it does something, with the time a person takes."""
        self.clock.advance(2)
        await self.press("pagedown")
        if getattr(self.page, "clicker", None) and self.page.clicker.announced:
            self.clock.advance(2)
            await self.press("pagedown")

    async def until(self, held: Callable[[], bool]) -> None:
        """Wait for what comes from elsewhere."""
        for _ in range(500):
            if held():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(self.text)


@asynccontextmanager
async def seat(
    room: Room,
    session: LiveSession | None = None,
    *,
    size: tuple[int, int] = (80, 22),
    name: str = "one",
    waits: bool = True,
    **details: Any,
) -> AsyncIterator[Seat]:
    """Sit down at a terminal: in a session, or in the library; wait until the session is there, or not."""
    clock = room.clock
    app = CopApp(
        room,
        Actor("terminal", name),
        clock=clock,
        session_id=session.session.id if session else None,
        **details,
    )
    async with contextlib.AsyncExitStack() as stack:
        for module in ("app", "pilot"):
            stack.enter_context(patch(f"textual.{module}.wait_for_idle", _turns))
        pilot = await stack.enter_async_context(app.run_test(size=size))
        one = Seat(app, pilot, clock)
        await one.settle()
        if session and waits:
            await one.until(lambda: type(app.screen).__name__ in ("ActivityScreen", "SummaryScreen"))
            await one.settle()
        yield one


async def _turns(*_: float) -> None:
    """Let everything that is ready have its turn. Textual waits for an idle processor instead: minutes in all."""
    for _ in range(20):
        await asyncio.sleep(0)


def wishes(live: LiveSession, name: str = "one") -> Callable[[str], Awaitable[Receipt]]:
    """Types lines straight into a session, as a terminal elsewhere does."""

    async def typed(line: str) -> Receipt:
        command = parse(line, live.session)
        assert isinstance(command, Command), line
        return await live.submit(command, Actor("terminal", name))

    return typed
