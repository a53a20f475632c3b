"""Being let in by the host: finding it, or starting it, and saying hello."""

from __future__ import annotations

import asyncio
import contextlib

import msgspec

from cop_tui import paths
from cop_tui.host import wire
from cop_tui.host.door import Door, SiteOptions
from cop_tui.host.doorway import Doorway, NoHost
from sessions.errors import Busy

START_SECONDS = 20.0
RETRY_SECONDS = 0.05
ANSWER_SECONDS = 3.0
AGAIN_SECONDS = 1.0
"""Between two tries to start a host: another terminal's is likely on its way."""
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def streams(doorway: Doorway) -> tuple[Door, Streams] | None:
    """A connection to a running host; None where none answers."""
    door = doorway.door()
    if door is None:
        return None
    with contextlib.suppress(OSError):
        return door, await asyncio.open_connection("127.0.0.1", door.port, limit=wire.LARGEST)
    return None


async def hello(
    doorway: Doorway,
    terminal: str,
    *,
    kind: str = "terminal",
    session: str = "",
    reading: str = "",
    sequence: int = 0,
) -> Streams:
    """Say hello to the host, starting one where none answers and one may be started.

    Raises:
        Problem: with the host's sentence, where it does not let us in.
        NoHost: if none runs and none may be started.
        Busy: if none could be had in time.
    """
    clock = asyncio.get_running_loop().time
    end, again = clock() + START_SECONDS, 0.0
    while clock() < end:
        if found := await streams(doorway):
            door, (reader, writer) = found
            writer.write(
                wire.encode(wire.Hello(door.secret, terminal, kind, wire.VERSION, session, reading, sequence))
            )
            answer = await _first(reader)
            if isinstance(answer, wire.Welcome):
                doorway.met = True
                doorway.unheeded = doorway.options.site not in (SiteOptions(), answer.site)
                return reader, writer
            writer.close()
            if isinstance(answer, wire.Trouble):
                raise wire.problem(answer)
        # Nobody there, or a program that is no host of ours and has its port since.
        if not doorway.may_start:
            raise NoHost("No host is running.")
        if clock() >= again:
            again = clock() + AGAIN_SECONDS
            doorway.again()
        await asyncio.sleep(RETRY_SECONDS)
    raise Busy(f"No host answers in {doorway.data}. Try again; {paths.host_log(doorway.data)} may say why.")


async def _first(reader: asyncio.StreamReader) -> wire.FromHost | None:
    """The first thing that the host says; None where nobody, or somebody else, is at its port."""
    try:
        message: wire.FromHost = wire.from_host.decode(
            await asyncio.wait_for(wire.receive(reader), ANSWER_SECONDS)
        )
        return message
    except (msgspec.MsgspecError, RecursionError, TimeoutError):
        return None
