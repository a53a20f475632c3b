"""The way to the host of a data folder: finding it, starting it, being let in."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from cop_tui import paths
from cop_tui.host import wire
from cop_tui.host.door import Door, HostOptions, SiteOptions
from sessions.errors import Busy, NotFound

START_SECONDS = 20.0
RETRY_SECONDS = 0.05
AGAIN_SECONDS = 1.0
"""Between two tries to start a host: another terminal's is likely on its way."""
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Doorway:
    """The way to the host of a data folder, which starts one where none runs."""

    def __init__(self, options: HostOptions, *, start: bool = True) -> None:
        self.options = options
        self._may_start = start
        self.data = Path(options.data)
        self.unheeded = False
        """Whether the host that was found runs with other options of the site than were asked for."""
        self._started: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start a host if none seems to run. It may be done before anything is awaited.

        Raises:
            Problem: if the data folder cannot be written.
        """
        if self._door() is None and (self._started is None or self._started.poll() is not None):
            self._spawn()

    def _door(self) -> Door | None:
        try:
            return msgspec.json.decode((self.data / paths.SECRET).read_bytes(), type=Door)
        except (OSError, msgspec.MsgspecError):
            return None

    def _spawn(self) -> None:
        paths.writable(self.data)
        command = [sys.executable, "-m", "cop_tui.host", msgspec.json.encode(self.options).decode()]
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
        with paths.host_log(self.data).open("ab") as log:
            self._started = subprocess.Popen(  # noqa: S603  (this program itself)
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **apart
            )

    async def streams(self) -> tuple[Door, Streams] | None:
        """A connection to a running host; None where none answers."""
        door = self._door()
        if door is None:
            return None
        with contextlib.suppress(OSError):
            return door, await asyncio.open_connection("127.0.0.1", door.port, limit=wire.LARGEST)
        return None

    async def hello(
        self,
        terminal: str,
        *,
        kind: str = "terminal",
        session: str = "",
        epoch: int = 0,
        sequence: int = 0,
    ) -> Streams:
        """Say hello to the host, starting one where none answers.

        Raises:
            Problem: with the host's sentence, where it lets nobody in.
            Busy: if no host could be had in time.
        """
        waited = again = 0.0
        while waited < START_SECONDS:
            if found := await self.streams():
                door, (reader, writer) = found
                writer.write(
                    wire.encode(
                        wire.Hello(door.secret, terminal, kind, wire.VERSION, session, epoch, sequence)
                    )
                )
                answer = await _first(reader)
                if isinstance(answer, wire.Welcome):
                    self.unheeded = self.options.site not in (SiteOptions(), answer.site)
                    return reader, writer
                writer.close()
                if isinstance(answer, wire.Trouble):
                    raise wire.problem(answer)
            elif not self._may_start:
                raise NotFound("No host is running.")
            elif self._started is None or (self._started.poll() is not None and waited >= again):
                again = waited + AGAIN_SECONDS
                if self._started is not None and self._started.returncode == 1:
                    raise Busy(f"The host could not start; {paths.host_log(self.data)} says why.")
                self._spawn()
            await asyncio.sleep(RETRY_SECONDS)
            waited += RETRY_SECONDS
        raise Busy(f"No host answers in {self.data}. Try again; {paths.host_log(self.data)} may say why.")


async def _first(reader: asyncio.StreamReader) -> wire.FromHost | None:
    """The first thing that the host says; None where nobody, or somebody else, is at its port."""
    try:
        message: wire.FromHost = wire.from_host.decode(await asyncio.wait_for(wire.receive(reader), 10))
        return message
    except (msgspec.MsgspecError, TimeoutError):
        return None
