"""The rooms that phones come into: which session a code opens, and who of it a phone is."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import time
from typing import TYPE_CHECKING

from cop_tui.web import canary
from cop_tui.web.room import Room
from sessions import library, records
from sessions.errors import NotFound, Problem
from sessions.library import Row
from sessions.live import LiveSession
from sessions.passes import CODE_DIGITS, Passes, dead
from sessions.protocols import Doors
from sessions.sealing import REST
from sessions.vault import Vault

if TYPE_CHECKING:
    from cop_tui.host.server import Host

LOOKED_SECONDS = 5.0
"""How often unknown tokens may have the sessions on disk looked through."""
ASKED_SECONDS = 1.0
"""How often another name may be told under which somebody asked for this machine."""
SEALING_SECONDS = 60 * 60.0
"""How often sessions that nobody opened are looked at, whether they are to be sealed."""
ON_CARDS = "No phone has come yet: we start on cards, and lose nothing. F2 shows the code whenever one can."
THROUGH = "The first phone is through: phones work now, F2 shows the code."
TELLING_SECONDS = 0.25
"""How long phones that come and go are gathered before the faces are told."""


class Rooms:
    """The rooms of a host."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._rooms: dict[str, Room] = {}
        self._closed: dict[str, str] = {}
        """Token or code to the session that it opened until that was closed; on disk only a hash of the token is left."""
        self._known: dict[str, str] = {}
        """Token to session, of sessions that are not live; of closed ones what is kept of their dead token."""
        self._looked = -LOOKED_SECONDS
        self._sealed = -SEALING_SECONDS
        self._rested: dict[str, int] = {}
        """Session to when its journal changed last, of those that were found to be at rest."""
        self._asked = -ASKED_SECONDS
        self._telling: set[str] = set()
        self._doors: dict[str, Doors] = {}
        """What faces are told of each session's doors, until something about them changes: it is asked at every note."""
        self.strange = ""
        """The name under which somebody asked last for this machine that is not its own."""

    def forget(self) -> None:
        """Look at every door anew: the site has changed."""
        self._doors.clear()

    def asked_as(self, name: str) -> None:
        """Note that somebody asked for this machine under a name that is not its own."""
        now = time.monotonic()
        if name not in ("", self.strange) and now - self._asked > ASKED_SECONDS:
            self.strange, self._asked = name, now
            self._host.tell()

    async def rest(self) -> None:
        """Seal what has been at rest for a day; its phones come in by other words then.

        Sessions that nobody opened are looked at too, once an hour: what was promised of them holds all the same.
        """
        await self._seal_asleep()
        for live in list(self._host.lives.values()):
            if await live.rest():
                self.forget()
                self._host.beat(live)

    async def _seal_asleep(self) -> None:
        if time.monotonic() - self._sealed < SEALING_SECONDS:
            return
        self._sealed = time.monotonic()
        async with self._host.opening:
            await asyncio.to_thread(self._seal_each)

    def _seal_each(self) -> None:
        now = self._host.clock()
        for seats in (self._host.data / library.SESSIONS).glob(f"*/{records.SEATS}"):
            folder = seats.parent
            with contextlib.suppress(Problem, OSError):
                changed = (folder / records.JOURNAL).stat().st_mtime_ns // 1_000_000
                asleep = folder.name not in self._host.lives and self._rested.get(folder.name) != changed
                if asleep and now - changed >= REST:
                    Vault(folder, now, lambda: None).journal.let_go()
                    self._rested[folder.name] = (folder / records.JOURNAL).stat().st_mtime_ns // 1_000_000

    def told(self, room: Room) -> None:
        """Tell the faces of a session that who is at a phone there has changed; many at once are told once."""
        session_id = room.live.session.id
        self._host.touch()
        if session_id not in self._telling:
            self._telling.add(session_id)
            asyncio.get_running_loop().call_later(TELLING_SECONDS, self._tell, room)

    def _tell(self, room: Room) -> None:
        self._telling.discard(room.live.session.id)
        self._doors.pop(room.live.session.id, None)
        self._host.beat(room.live)

    def of(self, live: LiveSession) -> Room:
        """The room of a session."""
        room = self._rooms.get(live.session.id)
        if room is None or room.live is not live:
            room = self._rooms[live.session.id] = Room(live)
        if passes := live.passes:
            self._closed |= dict.fromkeys((passes.join, passes.room, passes.code), live.session.id)
        return room

    def doors(self, live: LiveSession) -> Doors:
        """How phones come into a session, as its faces see it."""
        presence, passes = self.of(live).presence, live.passes
        if passes is None:
            return Doors()
        if known := self._doors.get(live.session.id):
            return known
        strange = "" if presence.far else self.strange
        found = canary.told(presence, strange, self._host.site.pulse)
        made = self._doors[live.session.id] = Doors(
            passes.join, passes.code, passes.room, presence.phones, presence.writing, presence.far > 0, found
        )
        return made

    def notices(self, live: LiveSession) -> tuple[str, ...]:
        """What is said once: that it starts on cards, as no phone has come; and the first that comes after all."""
        session, room = live.session, self.of(live)
        if not session.started or session.closed or not self._host.site.pulse.address:
            return ()
        came = room.presence.far > 0 or any(one.phone for one in session.participants.values())
        if not came:
            room.began_without = True
            return (ON_CARDS,)
        return (THROUGH,) if room.began_without else ()

    def where(self, row: Row) -> dict[str, str]:
        """Where a session is on the site: its summary, and while phones can join that and its wall; "" where not."""
        address, live = self._host.site.pulse.address, self._host.lives.get(row.id)
        passes = live.passes if live else None
        token = live.session.token if live else row.token
        return {
            "summary_url": f"{address}/s/{token}" if address and token else "",
            "join_url": f"{address}/{passes.join}" if address and passes else "",
            "code": passes.code if address and passes else "",
            "room_url": f"{address}/r/{passes.room}" if address and passes else "",
        }

    async def find(self, word: str) -> Room:
        """The room that a token, or six digits, open; also of a session that was closed since.

        Raises:
            NotFound: if they open none.
            Problem: if the session cannot be opened.
        """
        wanted = word.casefold()
        for live in self._host.lives.values():
            if (passes := live.passes) and _opens(passes, wanted):
                return self.of(live)
        session_id = self._closed.get(wanted, "")
        if not session_id and not (len(wanted) == CODE_DIGITS and wanted.isdecimal()):
            session_id = await self._asleep(wanted)
        if not session_id:
            raise NotFound("No workshop has this code.")
        live = self._host.lives.get(session_id) or await self._host.live(session_id)
        return self.of(live)

    async def _asleep(self, token: str) -> str:
        """The session on disk that a token opens, as after this host was started anew; "" where there is none."""
        if not self._known.keys() & {token, dead(token)} and time.monotonic() - self._looked > LOOKED_SECONDS:
            self._looked = time.monotonic()
            self._known = await asyncio.to_thread(self._look)
        return self._known.get(token) or self._known.get(dead(token), "")

    def _look(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for seats in (self._host.data / library.SESSIONS).glob(f"*/{records.SEATS}"):
            try:
                passes = Passes(seats.read_bytes())
            except OSError:
                continue
            found |= dict.fromkeys((passes.join, passes.room), seats.parent.name)
        for led in (self._host.data / library.SESSIONS).glob(f"*/{records.LED}"):
            with contextlib.suppress(OSError, ValueError):
                found |= dict.fromkeys(led.read_text(encoding="ascii").split(), led.parent.name)
        return found


def _opens(passes: Passes, word: str) -> bool:
    """Whether a word opens a session, told in the same time whatever it begins with."""
    ways = (passes.join, passes.room, passes.code)
    return sum(hmac.compare_digest(way.encode(), word.encode()) for way in ways) > 0
