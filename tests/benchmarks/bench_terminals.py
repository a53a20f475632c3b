"""From Enter at a terminal to the kept note on its screen, and on another terminal's: through wire and disk.

    python tests/benchmarks/bench_terminals.py [notes]

Prints medians and the 95th percentile, at rest and with 300 notes on the board; nothing is asserted.
"""

from __future__ import annotations

import asyncio
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from ptys import Terminal  # noqa: E402
from running import attached, new_session, stop  # noqa: E402
from sessions.commands import AddNote  # noqa: E402


def until_written(terminal: Terminal, marker: str) -> float:
    """Milliseconds until a terminal has written a marker in one piece."""
    start = time.perf_counter()
    seen = b""
    while marker.encode() not in seen:
        if not select.select([terminal.process.child_fd], [], [], 10)[0]:
            raise SystemExit(f"never written: {marker}")
        seen += os.read(terminal.process.child_fd, 65536)
    return (time.perf_counter() - start) * 1000


def told(name: str, took: list[float]) -> None:
    """Print a row."""
    order = sorted(took)
    print(
        f"{name:<46} p50 {statistics.median(order):6.1f} ms   p95 {order[int(len(order) * 0.95) - 1]:6.1f} ms   n {len(order)}"
    )


async def between_terminals(data: Path, session_id: str, notes: int) -> list[float]:
    """Milliseconds from one terminal's wish until the other's replica has the note."""
    one, by = await attached(data, session_id, "one")
    two, _ = await attached(data, session_id, "two")
    took = []
    for number in range(notes):
        start = time.perf_counter()
        asking = asyncio.create_task(one.submit(AddNote(text=f"between {number}"), by))
        count = len(two.session.notes)
        while len(two.session.notes) == count:
            await two.changed(two.version)
        took.append((time.perf_counter() - start) * 1000)
        await asking
    await one.detach()
    await two.detach()
    return took


def main(notes: int) -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        session_id = new_session(data)
        with Terminal(data, "open", session_id, "--no-web", columns=80, rows=24) as terminal:
            terminal.until("What matters to all")
            for before in ("at rest", "300 notes on the board"):
                took = []
                for number in range(notes):
                    # Ends that differ from row to row: a row is sent from its first change to its last.
                    ends = chr(97 + number % 26), chr(97 + (number * 7 + 3) % 26)
                    text = f"{ends[0]}q{number:04d}{'r' if before == 'at rest' else 's'}{ends[1]}"
                    terminal.process.send(text)
                    time.sleep(0.2)
                    terminal.read()
                    terminal.process.send("\r")
                    took.append(until_written(terminal, text))
                told(f"Enter to kept note on screen, {before}", took)
                for number in range(300 - notes):
                    terminal.line(f"filling {number}")
                    terminal.read()
                time.sleep(1)
                terminal.read()
        told(
            "one terminal's note in the other's replica",
            asyncio.run(between_terminals(data, session_id, notes)),
        )
        stop(data)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
