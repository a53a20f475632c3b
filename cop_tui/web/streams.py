"""Streams: what tells phones and the room page that something changed, without saying what.

One frame is encoded for everybody, at most four times a second, and handed on in slices. A reader that is slow
gets the newest frame once it reads again: nothing is queued for it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import msgspec
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cop_tui.web.answers import HEADERS
from cop_tui.web.room import Room
from sessions.hidden import concealed
from sessions.session import Session
from sessions.taking_part import so_far

CALM = 0.25
"""Seconds between two frames."""
SLICE = 50
"""Phones that are told at once, before anything else may run."""
QUIET_SECONDS = 15.0
"""After so long without a frame an empty one is sent, so that whatever stands between keeps the line open."""

BYE = b"event: bye\ndata: {}\n\n"
NOTHING = b":\n\n"
HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    *((name.encode(), value.encode()) for name, value in HEADERS.items()),
]


class Frame(msgspec.Struct, frozen=True):
    """What is told at each change. `scene` is another one where a page is to be drawn anew."""

    revision: int
    scene: str
    so_far: str = ""
    writing: int = 0
    blanked: bool = False
    """Whether the wall is blank."""


def scene(session: Session) -> str:
    """A word for what is asked now and whether it is shown: where it changes, every face is drawn anew."""
    if session.closed:
        return "closed"
    activity = session.now
    shown = not concealed(session, session.source(activity), "participant")
    statement = session.statement(activity)
    said = f"{statement.version}{'a' if statement.agreed else ''}" if statement else ""
    started = "" if session.started else "-"
    return f"{started}{activity.id}/{activity.step}/{shown:d}{activity.votes_shown:d}/{activity.round}/{said}/{activity.planned}"


class Stream(Response):
    """A connection on which the frames of a room are written until either side ends it."""

    def __init__(self, channel: Channel, closed: Callable[[], None]) -> None:
        super().__init__()
        self._channel, self._closed = channel, closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write frames until the reader goes, or the room is closed."""
        await send({"type": "http.response.start", "status": 200, "headers": HEAD})
        writing = asyncio.current_task()
        leaving = asyncio.create_task(_gone(receive, writing))
        try:
            await self._channel.write_to(send)
        except (asyncio.CancelledError, OSError):
            if not leaving.done():
                raise
        finally:
            leaving.cancel()
            self._closed()


async def _gone(receive: Receive, writing: asyncio.Task[None] | None) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    if writing:
        writing.cancel()


class Channel:
    """The frames of one room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._frame, self._number = NOTHING, 0
        self._waiting: set[asyncio.Future[None]] = set()
        self.readers = 0
        """How many follow it."""
        self._beating: asyncio.Task[None] | None = None
        self._over = False

    async def write_to(self, send: Send) -> None:
        """Write the frame that is on, and each newer one, until the room is closed."""
        if self._beating is None:
            self._beating = asyncio.create_task(self._beat())
        self.readers += 1
        if self._number == 0:
            self._frame, self._number = self._encoded(), 1
        seen = 0
        try:
            while not self._over:
                frame, seen = (self._frame, self._number) if seen != self._number else (NOTHING, seen)
                await send({"type": "http.response.body", "body": frame, "more_body": True})
                if seen == self._number and not self._over:
                    await self._wait()
            await send({"type": "http.response.body", "body": BYE, "more_body": False})
        finally:
            self.readers -= 1
            if not self.readers and self._beating:
                self._beating.cancel()
                self._beating = None

    async def _wait(self) -> None:
        """Wait for another frame, or until the line has been quiet for long enough."""
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(wake)
        quiet = asyncio.get_running_loop().call_later(QUIET_SECONDS, _done, wake)
        try:
            await wake
        finally:
            quiet.cancel()
            self._waiting.discard(wake)

    async def _beat(self) -> None:
        """Encode a frame where something changed, and wake those who wait for it, a slice at a time."""
        version = self._room.live.version
        while not self._room.live.session.closed:
            frame = self._encoded()
            if frame != self._frame:
                self._frame = frame
                self._number += 1
                await self._wake()
            await asyncio.sleep(CALM)
            version = await self._changed(version)
        self._over = True
        await self._wake()

    async def _changed(self, version: int) -> int:
        """Wait until the session changes; who writes is told a moment later, too."""
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(self._room.live.changed(version), QUIET_SECONDS)
        return version

    async def _wake(self) -> None:
        for place, wake in enumerate(list(self._waiting), 1):
            _done(wake)
            if place % SLICE == 0:
                await asyncio.sleep(0)

    def _encoded(self) -> bytes:
        session, presence = self._room.live.session, self._room.presence
        done = so_far(session)
        frame = Frame(
            session.revision,
            scene(session),
            done.sentence if done else "",
            presence.writing,
            self._room.live.pulse.wall.blanked,
        )
        return b"event: pulse\ndata: %s\n\n" % msgspec.json.encode(frame)

    async def end(self) -> None:
        """Tell everybody that it is over."""
        self._over = True
        await self._wake()


def _done(wake: asyncio.Future[None]) -> None:
    if not wake.done():
        wake.set_result(None)


class Streams:
    """The channels of every room."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}

    def of(self, room: Room) -> Channel:
        """The channel of a room."""
        channel = self._channels.get(room.live.session.id)
        if channel is None or channel._room is not room:
            channel = self._channels[room.live.session.id] = Channel(room)
        return channel

    async def end(self) -> None:
        """End them all: the site stops."""
        await asyncio.gather(*(channel.end() for channel in self._channels.values()))
