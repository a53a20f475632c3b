"""What the host does: it keeps the live sessions and speaks the wire with every terminal."""

from __future__ import annotations

import asyncio
import bisect
import contextlib
import hmac
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from cop_tui import paths
from cop_tui.host import wire
from cop_tui.host.door import IDLE_SECONDS, Door, SiteOptions
from cop_tui.host.site import Site
from sessions import library
from sessions.actors import Actor
from sessions.disk import replace_file
from sessions.errors import Damaged, Malformed, Problem, Refused
from sessions.library import Row
from sessions.live import Clock, LiveSession, Pulse, wall_clock

LONGEST_DRAFT = 10_000
SLICE = 500
"""Entries in one message at the most."""

log = logging.getLogger("cop_tui.host")


class Host:
    """The live sessions of a data folder, and whoever is attached to them."""

    def __init__(
        self, data: Path, options: SiteOptions, *, idle: float = IDLE_SECONDS, clock: Clock = wall_clock
    ) -> None:
        self.data = data
        self.idle = idle
        self.clock = clock
        self.site = Site(self, options)
        self.lives: dict[str, LiveSession] = {}
        self.drafts: dict[str, str] = {}
        """Session to the line that its last terminal left unsent."""
        self.stopping = asyncio.Event()
        self._secret = secrets.token_hex(24)
        self._attached: dict[str, int] = {}
        self._clients: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._opening = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._last = asyncio.get_running_loop().time()

    # Sessions

    async def live(self, session_id: str) -> LiveSession:
        """The live session of this id, opened where it is not.

        Raises:
            Problem: if it cannot be opened.
        """
        async with self._opening:
            if session_id not in self.lives:
                folder = library.folder_of(self.data, session_id)
                if folder.parent != self.data / library.SESSIONS or session_id.startswith("."):
                    raise Malformed("That is no session's id.")
                self._admit(await asyncio.to_thread(_opened, lambda: LiveSession(folder, clock=self.clock)))
            return self.lives[session_id]

    async def new(self, details: dict[str, Any]) -> str:
        """Make a session and return its id.

        Raises:
            Problem: if it cannot be made.
        """
        wanted = {name: str(details.get(name) or "") for name in ("community", "plan", "title", "date")}
        async with self._opening:
            live = await asyncio.to_thread(
                _opened, lambda: LiveSession.create(self.data, clock=self.clock, **wanted)
            )
            self._admit(live)
        await self._write(live)
        return live.session.id

    def _admit(self, live: LiveSession) -> None:
        live.answer = self._answer
        self.lives[live.session.id] = live
        self._pulse(live)
        self._spawn(self._tend(live))

    async def _tend(self, live: LiveSession) -> None:
        """Keep the pulse and the record of a session as they should be."""
        version = written = 0
        while True:
            version = await live.changed(version)
            self._pulse(live)
            if live.milestones > written:
                written = live.milestones
                await self._write(live)

    async def _write(self, live: LiveSession) -> None:
        """Write record and library; what a full disk refuses is read from the journal until the next time."""
        async with self._writing:
            try:
                await live.record()
                await asyncio.to_thread(library.keep, self.data, Row.of(live.session, self.clock()))
            except (OSError, Damaged) as error:
                log.warning("The record of %s was not written: %s", live.session.id, error)

    def _pulse(self, live: LiveSession) -> None:
        terminals = self._attached.get(live.session.id, 0)
        pulse = self.site.pulse
        live.pulse = msgspec.structs.replace(
            pulse, trouble=live.trouble, notices=(*live.findings, *pulse.notices), terminals=terminals
        )

    def tell(self) -> None:
        """Tell every face that the site has changed."""
        for live in self.lives.values():
            self._pulse(live)

    # Asking

    async def _answer(self, what: str, details: dict[str, Any]) -> dict[str, Any]:
        """What a face asks for, of a session or before it is in one."""
        match what:
            case "new":
                return {"id": await self.new(details)}
            case "address":
                self.site.next_address()
                self.tell()
                return {"address": self.site.pulse.address}
            case "where":
                row = await asyncio.to_thread(library.find, self.data, str(details.get("session")))
                address = self.site.pulse.address
                return {"summary_url": f"{address}/s/{row.token}" if address else ""}
            case "here":
                return {}
            case "record":
                await self._write(await self.live(str(details.get("id"))))
                return {}
            case "draft":
                return {"text": self._draft(str(details.get("id")), details.get("text"))}
            case "stop":
                self.stopping.set()
                return {}
            case "leave":
                # A terminal at the end of its input: alone, it takes the host with it.
                if sum(self._attached.values()) <= 1:
                    self.stopping.set()
                return {}
        raise Refused(f"The host knows nothing of {what!r}.")

    def _draft(self, session_id: str, text: object) -> str:
        """Keep a terminal's unsent line, or hand it to the next one that asks."""
        if text is None:
            return self.drafts.pop(session_id, "")
        self.drafts[session_id] = str(text)[:LONGEST_DRAFT]
        return ""

    # Terminals

    async def attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak with one client until it goes."""
        following: asyncio.Task[None] | None = None
        hello: wire.Hello | None = None
        try:
            hello, live = await self._let_in(reader, writer)
            if live:
                session_id = live.session.id
                self._attached[session_id] = self._attached.get(session_id, 0) + 1
                self._pulse(live)
                following = asyncio.create_task(_follow(live, hello, writer))
            self._clients.add(writer)
            by = Actor("import" if hello.kind == "import" else "terminal", hello.terminal)
            while line := await wire.receive(reader):
                self.touch()
                message = wire.from_client.decode(line)
                if isinstance(message, (wire.Wish, wire.Ask)):
                    self._spawn(self._serve(message, live, by, writer))
        except Problem as problem:
            writer.write(wire.encode(wire.trouble(0, problem)))
        except (msgspec.MsgspecError, ConnectionError) as error:
            log.info("A client was cut off: %s", error)
        finally:
            self._clients.discard(writer)
            if following and hello:
                following.cancel()
                self._attached[hello.session] -= 1
                if hello.session in self.lives:
                    self._pulse(self.lives[hello.session])
            self.touch()
            with contextlib.suppress(ConnectionError, OSError):
                writer.close()

    async def _let_in(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[wire.Hello, LiveSession | None]:
        """Check who is there and open the session that they name.

        Raises:
            Problem: if they are not let in.
        """
        hello = wire.from_client.decode(await asyncio.wait_for(wire.receive(reader), 10))
        if not isinstance(hello, wire.Hello) or not hmac.compare_digest(hello.secret, self._secret):
            raise Refused("That is not this host's secret.")
        if hello.version != wire.VERSION:
            raise Refused(
                "The host is of another version of cop-tui. cop-tui stop ends it; every session is kept."
            )
        live = await self.live(hello.session) if hello.session else None
        writer.write(wire.encode(wire.Welcome(self.site.options)))
        return hello, live

    async def _serve(
        self, message: wire.Wish | wire.Ask, live: LiveSession | None, by: Actor, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one wish or question."""
        reply: wire.Message
        try:
            if isinstance(message, wire.Ask):
                reply = wire.Answer(message.id, await self._answer(message.what, message.details))
            elif live is None:
                raise Refused("No session is open here.")
            else:
                who = msgspec.structs.replace(
                    by, participant=message.participant if by.kind == "import" else 0
                )
                reply = wire.Reply(message.id, (await live.submit(message.command, who)).entry)
        except Problem as problem:
            reply = wire.trouble(message.id, problem)
        except Exception:
            # A defect of ours must not leave a terminal waiting: it is logged, and said.
            log.exception("A request failed")
            reply = wire.Trouble(
                message.id, "Problem", "The host met a fault of its own and did not do this. The log has it."
            )
        with contextlib.suppress(ConnectionError, OSError):
            writer.write(wire.encode(reply))

    # Life

    def touch(self) -> None:
        """Note that somebody is there."""
        self._last = asyncio.get_running_loop().time()

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A task failed", exc_info=error)

    async def run(self) -> None:
        """Serve terminals and the site until told to stop, or left alone for long enough."""
        server = await asyncio.start_server(self.attend, "127.0.0.1", 0, limit=wire.LARGEST)
        door = Door(server.sockets[0].getsockname()[1], self._secret)
        await asyncio.to_thread(replace_file, self.data / paths.SECRET, msgspec.json.encode(door))
        site = asyncio.create_task(self.site.serve()) if self.site.options.on else None
        if site:
            site.add_done_callback(self._site_ended)
        try:
            while not self.stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stopping.wait(), min(self.idle, 5.0) or 1)
                alone = not any(self._attached.values())
                if alone and asyncio.get_running_loop().time() - self._last > self.idle:
                    break
        finally:
            server.close()
            for client in self._clients:
                with contextlib.suppress(ConnectionError, OSError):
                    client.write(wire.encode(wire.Bye()))
                    client.close()
            for task in [*self._tasks, *([site] if site else [])]:
                task.cancel()
            await asyncio.gather(*self._tasks, *([site] if site else []), return_exceptions=True)
            for live in self.lives.values():
                await self._write(live)
                await live.close()
            (self.data / paths.SECRET).unlink(missing_ok=True)

    def _site_ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("The site failed", exc_info=error)
            self.site.port = 0
            self.site.notices.append(
                "The summary page has failed; the log has it. The workshop goes on without it."
            )
            self.tell()


async def _follow(live: LiveSession, hello: wire.Hello, writer: asyncio.StreamWriter) -> None:
    """Send a client every entry since the one it has, and the pulse; wait for one that reads slowly."""
    epoch, sequence, version = hello.epoch, hello.sequence, 0
    pulse: Pulse | None = None
    while True:
        version = live.version
        anew = epoch != live.epoch
        if anew:
            epoch, sequence = live.epoch, 0
        start = bisect.bisect_right(live.entries, sequence, key=lambda entry: entry.sequence)
        entries = live.entries[start : start + SLICE]
        if entries or anew:
            writer.write(wire.encode(wire.Events(epoch, entries, anew)))
            sequence = entries[-1].sequence if entries else sequence
        caught_up = start + SLICE >= len(live.entries)
        if caught_up and live.pulse != pulse:
            pulse = live.pulse
            writer.write(wire.encode(wire.News(pulse)))
        await writer.drain()
        if caught_up:
            await live.changed(version)


def _opened(open_it: Callable[[], LiveSession]) -> LiveSession:
    try:
        return open_it()
    except OSError as error:
        raise Problem(f"The session cannot be opened ({error.strerror}). Nothing was changed.") from error
