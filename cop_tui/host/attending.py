"""Speaking the wire with one client, from its hello until it goes."""

from __future__ import annotations

import asyncio
import bisect
import contextlib
import hmac
import logging
from typing import TYPE_CHECKING

import msgspec

from cop_tui.host import wire
from cop_tui.host.carrying import carry_first
from sessions.actors import Actor
from sessions.errors import Problem, Refused
from sessions.events import Entry, Restored
from sessions.live import LiveSession, Pulse

if TYPE_CHECKING:
    from cop_tui.host.server import Host

ROOM = "room"
"""The kind of client that is a room view: it is shown everything that a terminal is, and changes nothing."""
SHOWS = "A room view only shows; nothing was changed."
SLICE = 500
"""Entries in one message at the most."""
MANY = 50
"""Events that make an entry a large one, which is sent alone: a file was imported, or a session brought back."""

log = logging.getLogger("cop_tui.host")


async def attend(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speak with one client until it goes."""
    following: asyncio.Task[None] | None = None
    hello: wire.Hello | None = None
    try:
        hello, live = await _let_in(host, reader, writer)
        if live:
            session_id = live.session.id
            host.attached.setdefault(session_id, []).append(hello.terminal)
            if hello.kind == ROOM:
                host.rooms.add(hello.terminal)
            host.beat(live)
            following = host.spawn(_follow(live, hello, writer))
        host.clients.add(writer)
        by = Actor("import" if hello.kind == "import" else "terminal", hello.terminal)
        while line := await wire.receive(reader):
            host.touch()
            message = wire.from_client.decode(line)
            if isinstance(message, (wire.Wish, wire.Ask)) and hello.kind == ROOM:
                writer.write(wire.encode(wire.trouble(message.id, Refused(SHOWS))))
            elif isinstance(message, (wire.Wish, wire.Ask)):
                host.spawn(_serve(host, message, live, by, writer))
    except Problem as problem:
        writer.write(wire.encode(wire.trouble(0, problem)))
    except (msgspec.MsgspecError, RecursionError, UnicodeError, ConnectionError, TimeoutError) as error:
        log.info("A client was cut off: %s", error)
    finally:
        host.clients.discard(writer)
        if following and hello:
            following.cancel()
            host.attached[hello.session].remove(hello.terminal)
            if hello.terminal not in host.attached[hello.session]:
                host.rooms.discard(hello.terminal)
            if hello.session in host.lives:
                host.beat(host.lives[hello.session])
        host.touch()
        with contextlib.suppress(ConnectionError, OSError):
            writer.close()


async def _let_in(
    host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[wire.Hello, LiveSession | None]:
    """Check who is there and open the session that they name.

    Raises:
        Problem: if they are not let in.
    """
    hello = wire.from_client.decode(await asyncio.wait_for(wire.receive(reader), 10))
    if not isinstance(hello, wire.Hello) or not hmac.compare_digest(
        hello.secret.encode(), host.secret.encode()
    ):
        raise Refused("That is not this host's secret.")
    if hello.version != wire.VERSION:
        raise Refused(
            "The host is of another version of cop-tui. cop-tui stop ends it; every session is kept."
        )
    live = await host.live(hello.session) if hello.session else None
    writer.write(wire.encode(wire.Welcome(host.site.options)))
    return hello, live


async def _serve(
    host: Host,
    message: wire.Wish | wire.Ask,
    live: LiveSession | None,
    by: Actor,
    writer: asyncio.StreamWriter,
) -> None:
    """Answer one wish or question."""
    reply: wire.Message
    try:
        if isinstance(message, wire.Ask):
            reply = wire.Answer(message.id, await host.answer(message.what, message.details))
        elif live is None:
            raise Refused("No session is open here.")
        else:
            await carry_first(host, live)
            who = msgspec.structs.replace(by, participant=message.participant if by.kind == "import" else 0)
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
        await writer.drain()


async def _follow(live: LiveSession, hello: wire.Hello, writer: asyncio.StreamWriter) -> None:
    """Send a client every entry since the one it has, and the pulse; wait for one that reads slowly."""
    reading, sequence, version = hello.reading, hello.sequence, 0
    pulse: Pulse | None = None
    while True:
        version = live.version
        anew = reading != live.reading or sequence > live.session.revision
        if anew:
            reading, sequence = live.reading, 0
        start = bisect.bisect_right(live.entries, sequence, key=lambda entry: entry.sequence)
        entries = _slice(live.entries, start)
        if entries or anew:
            writer.write(wire.encode(wire.Events(reading, entries, anew)))
            sequence = entries[-1].sequence if entries else sequence
        caught_up = start + len(entries) >= len(live.entries)
        if caught_up and live.pulse != pulse:
            pulse = live.pulse
            writer.write(wire.encode(wire.News(pulse)))
        try:
            await writer.drain()
        except ConnectionError:
            return
        if caught_up:
            await live.changed(version)


def _slice(entries: list[Entry], start: int) -> list[Entry]:
    """The next entries for one message, which stays below `wire.LARGEST`."""
    end = start
    while end < min(start + SLICE, len(entries)):
        events = entries[end].events
        large = len(events) > MANY or any(isinstance(event, Restored) for event in events)
        if large and end > start:
            break
        end += 1
        if large:
            break
    return entries[start:end]
