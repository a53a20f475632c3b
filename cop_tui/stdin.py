"""Lines from stdin as they come, for plain mode."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading

CHUNK = 65536


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
