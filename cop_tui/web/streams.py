"""Streams: what tells phones and the room page that something changed, without saying what.

One frame is encoded for everybody, at most four times a second, and handed on in slices. A reader that is slow
gets the newest frame once it reads again: nothing is queued for it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import msgspec
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cop_tui.web.answers import HEADERS, NO_STORE
from cop_tui.web.room import Room
from cop_tui.web.serving import TRANSPORT
from sessions.hidden import concealed
from sessions.session import Session
from sessions.taking_part import so_far

CALM = 0.25
"""Seconds between two frames."""
SLICE, PAUSE = 50, 0.001
"""Phones that are told at once, before anything else may run, and the seconds until the next ones."""
QUIET_SECONDS = 15.0
"""After so long without a frame an empty one is sent, so that whatever stands between keeps the line open."""

SPARE_FILES = 64
"""Connections and files that streams leave to everything else, of as many as the system allows."""

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
    """A connection on which the frames of a room are written until either side ends it.

    Frames go to the connection itself, not through the layers that an answer takes: with a thousand phones those
    cost more than everything else together.
    """

    def __init__(self, channel: Channel, address: str, closed: Callable[[], None]) -> None:
        super().__init__()
        self._channel, self._address, self._closed = channel, address, closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write frames until the reader goes, or the room is closed; whoever asks for the head alone gets that."""
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": HEAD})
            await send({"type": "http.response.body", "body": b""})
            self._closed()
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEAD})
        await send({"type": "http.response.body", "body": NOTHING, "more_body": True})
        reader = Reader(scope[TRANSPORT], self._address)
        self._channel.add(reader)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._channel.drop(reader)
            self._closed()


class Reader:
    """One who follows: a connection, and the number of the frame that was written to it last.

    The head announces chunks, to a proxy that asks by HTTP/1.0 as well, so that all of them get chunks.
    """

    __slots__ = ("_transport", "address", "seen")

    def __init__(self, transport: asyncio.WriteTransport, address: str) -> None:
        self._transport, self.address = transport, address
        self.seen = 0

    def write(self, frame: bytes, number: int) -> None:
        """Write a frame; a reader that has not read the one before gets a newer one later."""
        if self._transport.is_closing() or self._transport.get_write_buffer_size():
            return
        self._transport.write(b"%x\r\n%b\r\n" % (len(frame), frame))
        self.seen = number

    def end(self) -> None:
        """Say goodbye, and close."""
        if not self._transport.is_closing():
            self._transport.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(BYE), BYE))
            self._transport.close()


class Channel:
    """The frames of one room."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._frame, self._number = b"", 0
        self.readers: dict[Reader, None] = {}
        self._beating: asyncio.Task[None] | None = None

    def add(self, reader: Reader) -> None:
        """Let somebody follow, from the present frame on."""
        self.readers[reader] = None
        if self._beating is None:
            self._beating = asyncio.create_task(self._beat())
        elif self._number:
            reader.write(self._frame, self._number)

    def drop(self, reader: Reader) -> None:
        """Let somebody go."""
        self.readers.pop(reader, None)
        if not self.readers and self._beating:
            self._beating.cancel()
            self._beating = None

    async def _beat(self) -> None:
        """Write a frame where something changed, and an empty one where nothing did for long."""
        live = self.room.live
        loop, version, quiet = asyncio.get_running_loop(), 0, 0
        while not live.session.closed:
            begun = loop.time()
            frame = self._encoded()
            if frame != self._frame or not self._number:
                self._frame, self._number, quiet = frame, self._number + 1, 0
            await self._write(also_empty=bool(quiet))
            await asyncio.sleep(max(0.0, begun + CALM - loop.time()))
            try:
                # Not `wait_for`: in Python 3.11 it forgets that it was cancelled where what it waits for comes just then.
                async with asyncio.timeout(QUIET_SECONDS):
                    version = await live.changed(version)
                quiet = 0
            except TimeoutError:
                quiet = 1
        await self.end()

    async def _write(self, *, also_empty: bool) -> None:
        """Write to all who have not seen the frame, a slice at a time: between two slices whoever posts is answered.

        `also_empty` keeps the line of the others open. One who was too slow for the frame gets it then at last.
        """
        told = [one for one in self.readers if also_empty or one.seen != self._number]
        for place in range(0, len(told), SLICE):
            for reader in told[place : place + SLICE]:
                reader.write(NOTHING if reader.seen == self._number else self._frame, self._number)
            await asyncio.sleep(PAUSE)

    def _encoded(self) -> bytes:
        session, presence = self.room.live.session, self.room.presence
        done = so_far(session)
        blanked = self.room.live.pulse.wall.blanked
        said = done.sentence if done else ""
        frame = Frame(session.revision, scene(session), said, presence.writing, blanked)
        return b"event: pulse\ndata: %s\n\n" % msgspec.json.encode(frame)

    async def end(self) -> None:
        """Tell everybody that it is over."""
        for place, reader in enumerate(list(self.readers), 1):
            reader.end()
            if place % SLICE == 0:
                await asyncio.sleep(0)


class Streams:
    """The channels of every room."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}

    def of(self, room: Room) -> Channel:
        """The channel of a room."""
        channel = self._channels.get(room.live.session.id)
        if channel is None or channel.room is not room:
            channel = self._channels[room.live.session.id] = Channel(room)
        return channel

    def full(self, address: str) -> bool:
        """Whether no more of them may come from an address: who comes then asks now and then instead.

        The system allows only so many; and one address may take no more than half of those, so that nobody takes all.
        """
        most = _most()
        readers = [reader for channel in self._channels.values() for reader in channel.readers]
        if len(readers) >= most:
            return True
        return len(readers) >= most // 2 and sum(one.address == address for one in readers) >= most // 2

    async def end(self) -> None:
        """End them all: the site stops."""
        await asyncio.gather(*(channel.end() for channel in self._channels.values()))


def no_room() -> Response:
    """The answer to whoever may not follow: nothing, after which a browser does not try by itself again."""
    return Response(status_code=204, headers={**HEADERS, **NO_STORE, "connection": "close"})


def _most() -> int:
    try:
        import resource  # noqa: PLC0415  (not on Windows, which has no such limit)
    except ImportError:
        return sys.maxsize
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE_FILES
