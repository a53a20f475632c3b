"""What the host does: it keeps the live sessions and speaks the wire with every terminal."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec

from cop_tui import paths
from cop_tui.host import wire
from cop_tui.host.answering import answered
from cop_tui.host.attending import attend
from cop_tui.host.carrying import carry, pass_on, takes_away
from cop_tui.host.door import IDLE_SECONDS, Door, SiteOptions
from cop_tui.host.exporting import Exports
from cop_tui.host.rooms import Rooms
from cop_tui.host.site import Site
from sessions import library
from sessions.blocks import plural
from sessions.disk import replace_file
from sessions.errors import Damaged, Malformed, Problem
from sessions.library import Row
from sessions.live import Clock, LiveSession, wall_clock
from sessions.protocols import Wall
from sessions.seeing import comments

UNOPENED = "The session cannot be opened ({reason}). Nothing was changed."
UNMADE = "The session cannot be made ({reason}). Nothing of it was kept; everything else is."

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
        self.phones = Rooms(self)
        self.exports = Exports(self)
        self.lives: dict[str, LiveSession] = {}
        self.drafts: dict[str, dict[str, str]] = {}
        """Session and terminal to the line that is being typed there."""
        self.uncarried: dict[str, str] = {}
        """Session to the sentence for what it could not take over from earlier meetings yet."""
        self.stopping = asyncio.Event()
        self.secret = secrets.token_hex(24)
        self.attached: dict[str, list[str]] = {}
        """Session to the terminals that follow it, room views among them."""
        self.rooms: set[str] = set()
        """Those of them that are room views."""
        self.walls: dict[str, dict[str, Wall]] = {}
        """Session to what each terminal turned its walls to, that which turned last at the end."""
        self.clients: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.opening = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._last = asyncio.get_running_loop().time()

    # Sessions

    async def live(self, session_id: str) -> LiveSession:
        """The live session of this id, opened where it is not; with what its community left open, until it begins.

        Raises:
            Problem: if it cannot be opened.
        """
        async with self.opening:
            if session_id not in self.lives:
                folder = library.folder_of(self.data, session_id)
                if folder.parent != self.data / library.SESSIONS or session_id.startswith("."):
                    raise Malformed("That is no session's id.")
                self._admit(
                    await asyncio.to_thread(_had, lambda: LiveSession(folder, clock=self.clock), UNOPENED)
                )
            live = self.lives[session_id]
            await carry(self, live)
            return live

    async def new(self, details: dict[str, Any]) -> str:
        """Make a session and return its id.

        Raises:
            Problem: if it cannot be made.
        """
        wanted = {name: str(details.get(name) or "") for name in ("community", "plan", "title", "date")}
        async with self.opening:
            live = await asyncio.to_thread(
                _had, lambda: LiveSession.create(self.data, clock=self.clock, **wanted), UNMADE
            )
            self._admit(live)
            await carry(self, live)
        await self.write(live)
        return live.session.id

    async def restore(self, file: Path) -> str:
        """Bring a session back from a JSON export and return its id.

        Raises:
            Problem: if the file is none, or the session is here already.
        """
        from cop_tui.importing import files, restoring  # noqa: PLC0415  (only where one is brought back)

        found = await asyncio.to_thread(lambda: restoring.read(files.content(file), file.name))
        async with self.opening:
            live = await asyncio.to_thread(
                _had, lambda: LiveSession.restore(self.data, found.tables, clock=self.clock), UNMADE
            )
            self._admit(live)
        await self.write(live)
        return live.session.id

    def _admit(self, live: LiveSession) -> None:
        live.answer = self.answer
        self.lives[live.session.id] = live
        self.beat(live)
        self.spawn(self._tend(live))

    async def _tend(self, live: LiveSession) -> None:
        """Keep the pulse and the record of a session as they should be."""
        version = written = waited = 0
        read = len(live.entries)
        while True:
            version = await live.changed(version)
            self.beat(live)
            if live.milestones > written:
                written = live.milestones
                await self.write(live)
            waits = len(comments(live.session, waiting=True))
            if waits > waited:  # whoever only serves hears of it in the log; what was said is not for a log
                how = f"cop-tui open {live.session.id}, there /summary comments"
                log.info("%s: %s", plural(waits, "comment waits", "comments wait"), how)
            waited = waits
            fresh, read = live.entries[read:], len(live.entries)
            if any(map(takes_away, fresh)):
                await pass_on(self, live)

    async def write(self, live: LiveSession) -> None:
        """Write record and library; what a full disk refuses is read from the journal until the next time."""
        await asyncio.shield(asyncio.ensure_future(self._write_one(live)))

    async def _write_one(self, live: LiveSession) -> None:
        async with self._writing:
            try:
                await live.record()
                await asyncio.to_thread(library.keep, self.data, Row.of(live.session, self._changed(live)))
            except (OSError, Damaged) as error:
                log.warning("The record of %s was not written: %s", live.session.id, error)
            except Exception:
                # A defect in one session must not keep the others from being written.
                log.exception("The record of %s was not written", live.session.id)

    def _changed(self, live: LiveSession) -> int:
        """When a session changed: now, while somebody leads it; else when somebody who took part last said something.

        What readers say back, and what is burnt or forgotten, makes no old session the last one.
        """
        if self.attached.get(live.session.id):
            return self.clock()
        said = (entry.at for entry in reversed(live.entries) if not entry.by.startswith("reader"))
        return 0 if live.session.burnt else next(said, 0)

    def beat(self, live: LiveSession) -> None:
        """Bring the pulse of a session up to date."""
        here = self.attached.get(live.session.id, ())
        rooms = sum(one in self.rooms for one in here)
        pulse = self.site.pulse
        live.pulse = msgspec.structs.replace(
            pulse,
            trouble=self.uncarried.get(live.session.id) or live.trouble,
            notices=(*live.findings, *pulse.notices, *self.phones.notices(live)),
            terminals=len(here) - rooms,
            rooms=rooms + self.phones.of(live).presence.walls,
            wall=self._wall(live.session.id),
            doors=self.phones.doors(live),
        )

    def tell(self) -> None:
        """Tell every face that the site has changed."""
        self.phones.forget()
        for live in self.lives.values():
            self.beat(live)

    async def answer(self, what: str, details: dict[str, Any]) -> dict[str, Any]:
        """What a face asks for, of a session or before it is in one.

        Raises:
            Problem: with a sentence, where it cannot be had.
        """
        return await answered(self, what, details)

    def _wall(self, session_id: str) -> Wall:
        """What the walls were turned to last, blank while anybody has them so; whoever is gone turns nothing."""
        here, walls = self.attached.get(session_id, ()), self.walls.get(session_id, {})
        for gone in [terminal for terminal in walls if terminal not in here]:
            del walls[gone]
        last = next(reversed(walls.values()), Wall())
        return msgspec.structs.replace(last, blanked=any(wall.blanked for wall in walls.values()))

    # Life

    def touch(self) -> None:
        """Note that somebody is there."""
        self._last = asyncio.get_running_loop().time()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something beside; a failure is logged."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A task failed", exc_info=error)

    def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak with a client in a task of this host, which ends it before the loop does."""
        self.spawn(attend(self, reader, writer))

    async def run(self) -> None:
        """Serve terminals and the site until told to stop, or left alone for long enough."""
        server = await asyncio.start_server(self._attend, "127.0.0.1", 0, limit=wire.LONGEST)
        try:
            await asyncio.to_thread(library.complete, self.data)
        except OSError as error:
            log.warning("The library was not written anew: %s", error)  # what it lacks is read from records
        door = Door(server.sockets[0].getsockname()[1], self.secret, str(self.data.absolute()))
        await asyncio.to_thread(replace_file, self.data / paths.SECRET, msgspec.json.encode(door))
        site = asyncio.create_task(self.site.serve()) if self.site.options.on else None
        if site:
            site.add_done_callback(self._site_ended)
        try:
            while not self.stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stopping.wait(), min(self.idle, 5.0) or 1)
                await self.phones.rest()
                alone = not any(self.attached.values())
                if alone and asyncio.get_running_loop().time() - self._last > self.idle:
                    break
        finally:
            server.close()
            for client in self.clients:
                with contextlib.suppress(ConnectionError, OSError):
                    client.write(wire.encode(wire.Bye()))
                    client.close()
            for task in [*self._tasks, *([site] if site else [])]:
                task.cancel()
            await asyncio.gather(*self._tasks, *([site] if site else []), return_exceptions=True)
            try:
                for live in self.lives.values():
                    await self.write(live)
                    await live.close()
            finally:
                (self.data / paths.SECRET).unlink(missing_ok=True)

    def _site_ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("The site failed", exc_info=error)
            self.site.port = 0
            self.site.notices.append(
                "The summary page has failed; the log has it. The workshop goes on without it."
            )
            self.tell()


def _had(make: Callable[[], LiveSession], otherwise: str) -> LiveSession:
    """What opening or making a session gives, or the sentence for a disk that does not let it."""
    try:
        return make()
    except OSError as error:
        raise Problem(otherwise.format(reason=error.strerror)) from error
