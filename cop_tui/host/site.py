"""The site of a host: its sockets, its addresses, and the sessions that its pages read."""

from __future__ import annotations

import asyncio
import errno
import hmac
import logging
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cop_tui.host import addresses
from cop_tui.host.door import SiteOptions
from sessions import library, records
from sessions.actors import Actor
from sessions.commands import Command
from sessions.errors import NotFound
from sessions.live import Pulse, Receipt
from sessions.session import Session

if TYPE_CHECKING:
    from cop_tui.host.server import Host

BACKLOG = 100
PORTS_TRIED, RECHECK_SECONDS = 20, 10.0


EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104
"""What `--bind` names where the site is on every address."""


log = logging.getLogger("cop_tui.host")


def bracketed(ip: str) -> str:
    """An address as it stands in a URL."""
    return f"[{ip}]" if ":" in ip else ip


class Site:
    """The pages of every session of a host."""

    def __init__(self, host: Host, options: SiteOptions) -> None:
        self.host = host
        self.options = options
        self.port = 0
        self.notices: list[str] = []
        self._addresses: list[addresses.Address] = []
        self._chosen = 0

    # Where it is

    @property
    def pulse(self) -> Pulse:
        """Address and reach, as the facilitator sees them."""
        if not self.port:
            return Pulse(notices=tuple(self.notices))
        if self.options.public_url:
            return Pulse(
                address=self.options.public_url.rstrip("/"),
                reach="the public address",
                notices=tuple(self.notices),
            )
        choices = self.choices()
        if not choices:
            return Pulse(notices=tuple(self.notices))
        chosen = choices[self._chosen % len(choices)]
        return Pulse(
            address=f"http://{bracketed(chosen.ip)}:{self.port}",
            reach=chosen.reach,
            notices=tuple(self.notices),
        )

    def choices(self) -> list[addresses.Address]:
        """The addresses that may be shown: all of this machine's, or the one that was bound."""
        if self.options.bind and self.options.bind not in EVERYWHERE:
            bound = [one for one in self._addresses if one.ip == self.options.bind]
            return bound or [addresses.Address(self.options.bind, "", "the address that --bind names", 0)]
        return self._addresses

    def next_address(self) -> str:
        """Show the next address; returns it, or "" where there is none."""
        self._chosen += 1
        return self.pulse.address

    async def look(self) -> None:
        """Read the machine's addresses again; keep the chosen one while it is there."""
        before = self.choices()
        chosen = before[self._chosen % len(before)] if before else None
        self._addresses = await asyncio.to_thread(addresses.find)
        after = self.choices()
        self._chosen = next((place for place, one in enumerate(after) if chosen and one.ip == chosen.ip), 0)

    # What its pages read: the protocol `Summaries` of cop_tui/web/access.py

    async def read(self, token: str) -> Session:
        """The session whose summary this token opens, nothing in it newer than the disk.

        Raises:
            NotFound: if there is none.
        """
        session_id = await self._session_id(token)
        self.host.touch()
        if live := self.host.lives.get(session_id):
            return live.session
        return await asyncio.to_thread(records.current, library.folder_of(self.host.data, session_id))

    async def document(self, token: str, format: str) -> bytes:
        """The session of a summary in a format that is one file.

        Raises:
            NotFound: if no summary has this token.
            Problem: if it cannot be made.
        """
        session = await self.read(token)
        return await self.host.exports.document(session.id, session.revision, format)

    async def submit(self, token: str, command: Command, by: Actor) -> Receipt:
        """A reader's wish.

        Raises:
            Refused: with a sentence.
            NotFound: if no summary has this token.
        """
        session_id = await self._session_id(token)
        live = self.host.lives.get(session_id) or await self.host.live(session_id)
        return await live.submit(command, by)

    async def _session_id(self, token: str) -> str:
        wanted = token.casefold()
        for live in self.host.lives.values():
            if hmac.compare_digest(live.session.token.encode(), wanted.encode()):
                return live.session.id
        for row in await asyncio.to_thread(library.rows, self.host.data):
            if hmac.compare_digest(row.token.encode(), wanted.encode()):
                return row.id
        raise NotFound("No summary has this address.")

    def hosts(self) -> frozenset[str]:
        """The names under which this machine may be asked."""
        names = {"localhost", "127.0.0.1", "[::1]", *(one.ip for one in self.choices())}
        if self.options.public_url and (name := urlsplit(self.options.public_url).hostname):
            names.add(name)
        return frozenset(names)

    # Serving

    async def serve(self) -> None:
        """Serve until cancelled. A site that cannot be served is said, and the workshop goes on without it."""
        await self.look()
        listening = self._listen()
        if listening is None:
            self.host.tell()
            return
        self.port = listening.getsockname()[1]
        self.host.tell()
        log.info("The pages are at %s", self.pulse.address or f"port {self.port}, and no address is known")
        # Starlette and uvicorn load in a thread, so that terminals are served meanwhile.
        serving, pages = await asyncio.to_thread(_load)
        site = pages.create_site(self, self.host.phones, public_url=self.options.public_url)
        server = serving.Server(site, proxied=bool(self.options.public_url), ending=site.state.streams.end)
        looking = asyncio.create_task(self._keep_looking())
        try:
            await server.serve([listening])
        finally:
            looking.cancel()
            listening.close()

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            await self.look()
            self.host.tell()

    def _listen(self) -> socket.socket | None:
        """The first free port from the one asked for, with a sentence where it is another."""
        bind = self.options.bind or "0.0.0.0"  # noqa: S104  (phones are on other machines)
        for port in range(self.options.port, self.options.port + PORTS_TRIED):
            listening = socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET)
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind((bind, port))
                listening.listen(BACKLOG)
            except OSError as error:
                listening.close()
                if error.errno == errno.EADDRINUSE and port:
                    continue
                self.notices.append(
                    f"The summary page cannot listen on {bind}, port {port} ({error.strerror}). The workshop goes on without it."
                )
                return None
            if port != self.options.port:
                log.warning(
                    "Port %s is taken, so the pages are at port %s: what was printed before leads nowhere.",
                    self.options.port,
                    port,
                )
            listening.setblocking(False)
            return listening
        self.notices.append(
            f"Ports {self.options.port} to {self.options.port + PORTS_TRIED - 1} are taken. The workshop goes on without the summary page."
        )
        return None


def _load():  # type: ignore[no-untyped-def]
    from cop_tui.web import serving, site  # noqa: PLC0415  (heavy, and not needed to serve terminals)

    return serving, site
