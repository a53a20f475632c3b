"""What drawing costs a terminal of 80×24: bytes of a tick, of a kept note and of nothing; time of a key, with few notes and with many.

    python tests/benchmarks/bench_drawing.py

Prints figures; nothing is asserted.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from conftest import Clock  # noqa: E402
from ptys import Terminal  # noqa: E402
from running import new_session, stop  # noqa: E402
from screen_room import Room, seat, wishes  # noqa: E402

QUIET = 20
"""Seconds of watching a screen on which nothing happens but time."""


def written(terminal: Terminal, seconds: float) -> int:
    """The bytes that a terminal writes in so many seconds."""
    before, end = len(terminal.written), time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read()
    return len(terminal.written) - before


def on_a_pty(data: Path) -> None:
    """Bytes at rest, at a tick, and at a kept note."""
    session = new_session(data)
    with Terminal(data, "open", session, "--no-web", columns=80, rows=24) as terminal:
        terminal.until("What matters to all")
        written(terminal, 3)
        print(f"before the clock, {QUIET} s of nothing          {written(terminal, QUIET):>6} B")
        terminal.press("pgdn")
        terminal.until("min left")
        written(terminal, 1)
        print(f"while time runs, {QUIET} s of it                 {written(terminal, QUIET):>6} B")
        costs = []
        for number in range(40):
            terminal.press(f"thought {number} of a room that has much to say about it")
            written(terminal, 0.2)
            before = len(terminal.written)
            terminal.press("enter")
            terminal.until(f"✓ {number + 1} kept")
            written(terminal, 0.2)
            costs.append(len(terminal.written) - before)
        print(
            f"a kept note on the board                       {round(statistics.median(costs)):>6} B  most {max(costs)} B"
        )


async def per_key(data: Path) -> None:
    """Milliseconds that a screen takes to draw for a key."""
    for many in (10, 300):
        room = Room(data / str(many), Clock())
        live = room.add()
        typed = wishes(live)
        for line in (
            "/next",
            *(f"thought {number} of a room that has much to say about it" for number in range(many)),
        ):
            await typed(line)
        async with seat(room, live, size=(80, 24)) as one:
            took = []
            for _ in range(300):
                start = time.perf_counter()
                one.page.capture.insert("x")
                one.page.typed()
                took.append((time.perf_counter() - start) * 1000)
                if len(one.page.capture.text) > 40:
                    one.page.capture.put("")
        await room.close()
        print(f"a key with {many:>3} notes on the board            {statistics.median(took):>9.2f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        on_a_pty(Path(folder))
        stop(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(per_key(Path(folder)))
