"""Plain mode at a terminal or in a pipe: lines from stdin as they come, and what others do told beside them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING

from cop_tui.plain import Plain
from sessions.actors import Actor
from sessions.blocks import plural
from sessions.errors import Problem
from sessions.session import Session

if TYPE_CHECKING:
    from cop_tui.host.client import RemoteLive

CHUNK = 65536
CALM = 8.0
"""Seconds between two tellings of what others do."""
WELCOME = (
    "Words are kept as a note. /next goes on, /back goes back, /board reads this again, /plan tells the time, "
    "/help the lines of this step, /leave leaves it running."
)
"""What is told once, at the start."""


def lines_of(descriptor: int) -> asyncio.Queue[bytes]:
    """The lines of a file as they come, b"" at its end. Ctrl-C need not wait for the next one.

    It is read past Python's own buffer, whose lock a thread that waits would hold at the end of the program.
    """
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        rest = b""
        with contextlib.suppress(RuntimeError, OSError):  # the loop is closed, or the terminal gone
            while chunk := os.read(descriptor, CHUNK):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    loop.call_soon_threadsafe(queue.put_nowait, line + b"\n")
        with contextlib.suppress(RuntimeError):
            if rest:
                loop.call_soon_threadsafe(queue.put_nowait, rest)
            loop.call_soon_threadsafe(queue.put_nowait, b"")

    threading.Thread(target=read, daemon=True).start()
    return queue


def typed(line: bytes) -> str:
    """A line as text; what is no UTF-8 in it is marked, and kept."""
    return line.decode("utf-8-sig", errors="replace").rstrip("\r\n")


async def run(live: RemoteLive, actor: Actor) -> int:
    """Take lines from stdin until they end; for a person, until the session does. Returns the exit code.

    A file that could not be followed everywhere ends with 1; a person who mistyped does not.
    """
    if sys.stdin is None:
        raise Problem("Plain mode takes its lines from stdin, and there is none.")
    file = not sys.stdin.isatty()
    plain = Plain(live, actor, out=sys.stdout, screen=sys.stderr, file=file)
    for notice in (*filter(None, [live.pulse.trouble]), *live.pulse.notices, WELCOME):
        print(notice, file=sys.stderr)
    plain.where()
    beside = [asyncio.create_task(one) for one in (_hear(plain), _tell_time(plain))]
    lines = lines_of(sys.stdin.fileno())
    while line := await lines.get():
        if not await plain.take(typed(line)):
            break
    for task in beside:
        task.cancel()
    session: Session = live.session
    print(f"{plural(len(session.notes), 'note')} kept in {session.id}.", file=sys.stderr)
    return 1 if file and plain.refused else 0


async def _hear(plain: Plain) -> None:
    """Tell what others do, now and then."""
    version = plain.live.version
    while True:
        version = await plain.live.changed(version)
        await asyncio.sleep(CALM)
        plain.others()


async def _tell_time(plain: Plain) -> None:
    """Tell how the time stands."""
    while True:
        await asyncio.sleep(1)
        plain.tick()
