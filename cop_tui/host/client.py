"""A terminal's side of the wire: a replica of a session that follows the host's."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import secrets
from typing import Any

import msgspec

from cop_tui.host import wire
from cop_tui.host.doorway import Doorway
from cop_tui.host.greeting import Streams, hello
from sessions.actors import Actor
from sessions.commands import Command
from sessions.errors import Busy, Malformed, Problem
from sessions.journal import fold_one
from sessions.live import Pulse, Receipt
from sessions.session import Session
from sessions.watching import Watched

RETRY_SECONDS = 0.2
GONE = "The host is gone; it is being started again. What was kept is kept, and your line stays here."
UNHEEDED = "A host was running already, with a summary page of its own; yours was not started. cop-tui stop ends that host."
STOPPED = "The host was stopped. Everything is kept. Ctrl+D leaves; opening the session starts it again."
STRANGE = "The host says things that this version does not know. Everything is kept; cop-tui stop ends it, then open the session again."


class RemoteLive(Watched):
    """A session that the host keeps. It stays the same through a host that dies and comes back."""

    def __init__(self, doorway: Doorway, session_id: str, terminal: str, *, kind: str = "terminal") -> None:
        super().__init__()
        self.session = Session()
        self.pulse = Pulse()
        self._doorway = doorway
        self._id = session_id
        self._terminal, self._kind = terminal, kind
        self._reading_of = ""
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[bytes, asyncio.Future[wire.Reply | wire.Answer]]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None

    async def attach(self) -> None:
        """Connect and fold everything there is.

        Raises:
            Problem: if the session cannot be opened.
        """
        self._reading = asyncio.create_task(self._run(await self._hello()))
        try:
            while self._id and not (self.session.activities and (self.pulse.terminals or self.pulse.rooms)):
                if self._reading.done():
                    raise Busy(self.pulse.trouble or STOPPED)
                await self.changed(self.version)
        except BaseException:
            await self.detach()
            raise

    async def detach(self) -> None:
        """Let go; the session goes on."""
        if self._reading:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._writer:
            self._writer.close()
            with contextlib.suppress(ConnectionError, OSError):
                await self._writer.wait_closed()

    async def submit(self, command: Command, by: Actor) -> Receipt:
        """Send a wish and wait until it is kept and folded in here.

        A host that dies meanwhile is found or started again and asked once more, under the same key.

        Raises:
            Refused: with a sentence; nothing was changed.
        """
        keyed = command if command.key else msgspec.structs.replace(command, key=secrets.token_hex(8))
        reply = await self._request(wire.Wish(next(self._numbers), keyed, by.participant))  # type: ignore[arg-type]
        assert isinstance(reply, wire.Reply)
        reading = self._reading_of
        while self.session.revision < reply.entry.sequence and self._reading_of == reading:
            await self.changed(self.version)
        return Receipt(reply.entry)

    async def ask(self, what: str, **details: Any) -> dict[str, Any]:
        """Ask the host for something that is no change of the session.

        Raises:
            Problem: with a sentence.
        """
        answer = await self._request(
            wire.Ask(next(self._numbers), what, {"id": self._id, "terminal": self._terminal, **details})
        )
        assert isinstance(answer, wire.Answer)
        return answer.details

    async def _request(self, message: wire.Wish | wire.Ask) -> wire.Reply | wire.Answer:
        if self._reading is None or self._reading.done():
            raise Busy(STOPPED)
        future: asyncio.Future[wire.Reply | wire.Answer] = asyncio.get_running_loop().create_future()
        line = _encoded(message)
        self._waiting[message.id] = line, future
        self._send(line)
        try:
            return await future
        finally:
            self._waiting.pop(message.id, None)

    def _send(self, line: bytes) -> None:
        if self._writer is not None:
            with contextlib.suppress(ConnectionError, OSError):
                self._writer.write(line)

    async def _hello(self) -> Streams:
        return await hello(
            self._doorway,
            self._terminal,
            kind=self._kind,
            session=self._id,
            reading=self._reading_of,
            sequence=self.session.revision,
        )

    async def _run(self, streams: Streams) -> None:
        """Follow the host until it is told to stop; however it ends, nobody waits on."""
        trouble = STOPPED
        try:
            await self._follow(streams)
        except (msgspec.MsgspecError, RecursionError):
            trouble = STRANGE
        finally:
            for _, future in self._waiting.values():
                if not future.done():
                    future.set_exception(Busy(trouble))
            self._say(trouble)

    async def _follow(self, streams: Streams) -> None:
        """Take in what the host says; when it is gone, find or start it and send again what has no answer."""
        while True:
            reader, self._writer = streams
            for line, _ in list(self._waiting.values()):
                self._send(line)
            stopped = await self._read(reader)
            self._writer.close()
            self._writer = None
            if stopped:
                return
            self._say(GONE)
            streams = await self._again()

    async def _again(self) -> Streams:
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            try:
                return await self._hello()
            except Problem as problem:
                self._say(problem.sentence)

    async def _read(self, reader: asyncio.StreamReader) -> bool:
        """Take in what the host says, until the connection ends. True where it was told to stop."""
        while line := await wire.receive(reader):
            message = wire.from_host.decode(line)
            if isinstance(message, wire.Events):
                self._fold(message)
            elif isinstance(message, wire.News):
                notices = (*([UNHEEDED] if self._doorway.unheeded else []), *message.pulse.notices)
                self.pulse = msgspec.structs.replace(message.pulse, notices=notices)
                self.tell()
            elif isinstance(message, (wire.Reply, wire.Answer)):
                if future := self._future(message.id):
                    future.set_result(message)
            elif isinstance(message, wire.Trouble):
                if future := self._future(message.id):
                    future.set_exception(wire.problem(message))
            elif isinstance(message, wire.Bye):
                return True
        return False

    def _future(self, number: int) -> asyncio.Future[wire.Reply | wire.Answer] | None:
        """Who waits for this answer; None where nobody does any more."""
        _, future = self._waiting.get(number, (None, None))
        return future if future and not future.done() else None

    def _fold(self, message: wire.Events) -> None:
        if message.anew:
            self.session = Session()
            self._reading_of = message.reading
        for entry in message.entries:
            fold_one(self.session, entry)
        self.tell()

    def _say(self, sentence: str) -> None:
        self.pulse = msgspec.structs.replace(self.pulse, trouble=sentence)
        self.tell()


def _encoded(message: wire.Message) -> bytes:
    """A message as its line.

    Raises:
        Malformed: if it holds what is no text, as half of a letter from a broken terminal; or too much.
    """
    try:
        line = wire.encode(message)
    except (UnicodeEncodeError, msgspec.MsgspecError) as error:
        raise Malformed("This holds something that is no text, so it was not kept.") from error
    if len(line) > wire.LONGEST:
        raise Malformed(
            f"This is more than {wire.LONGEST // 1024**2} MB at once, so it was not kept. Send it in two parts."
        )
    return line
