"""From the start of the program to its first words on a real pty, beside a bare Textual app.

    python tests/benchmarks/bench_first_frame.py [rounds]

Prints medians and ratios of interleaved rounds; nothing is asserted. Everything is byte-compiled first.
"""

from __future__ import annotations

import compileall
import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from running import kill_host, new_session, stop  # noqa: E402

BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Static

class Bare(App):
    def compose(self) -> ComposeResult:
        yield Static("first words")

Bare().run()
"""


def first_words(command: list[str], marker: bytes, env: dict[str, str]) -> float:
    """Milliseconds from the start of a command on a pty until it has written the marker."""
    parent, child = pty.openpty()
    os.set_blocking(parent, False)
    subprocess.run(["stty", "rows", "40", "cols", "120"], stdin=child, check=True)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, env=env, start_new_session=True, cwd=ROOT
    )
    seen = b""
    while marker not in seen:
        if not select.select([parent], [], [], 20)[0]:
            raise SystemExit(f"nothing came of {command}: {seen[-500:]!r}")
        seen += os.read(parent, 65536)
    took = (time.perf_counter() - start) * 1000
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    os.close(parent)
    os.close(child)
    return took


def folder(place: Path, sessions: int) -> Path:
    """A data folder with so many sessions."""
    first = new_session(place)
    from sessions import library, records

    row = library.Row.of(records.current(library.folder_of(place, first)), 1)
    import msgspec

    with records.database(place / library.LIBRARY) as db:
        for number in range(sessions - 1):
            other = msgspec.structs.replace(row, id=f"{first}-{number}", changed=2 + number)
            db.table(library.SESSIONS).insert(msgspec.to_builtins(other))
            library.folder_of(place, other.id).mkdir()
    return place


def main(rounds: int) -> None:
    """Run and print."""
    for package in ("cop_tui", "screens", "sessions"):
        compileall.compile_dir(ROOT / package, quiet=1)
    import textual

    compileall.compile_dir(Path(textual.__file__).parent, quiet=1)
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as temporary:
        few, many = (folder(Path(temporary) / str(count), count) for count in (10, 1000))
        program = [sys.executable, "-m", "cop_tui"]
        cases: dict[str, tuple[list[str], bytes, dict[str, str]]] = {
            "bare Textual app": ([sys.executable, "-c", BARE], b"first words", env),
            "library of 10": (program, b"Communities of", {**env, "COP_TUI_DATA": str(few)}),
            "library of 1,000": (program, b"Communities of", {**env, "COP_TUI_DATA": str(many)}),
            "library of 10, host started": (program, b"Communities of", {**env, "COP_TUI_DATA": str(few)}),
            "library of 10, its sessions": (program, b"Falls prevention", {**env, "COP_TUI_DATA": str(few)}),
            "library of 1,000, its sessions": (
                program,
                b"Falls prevention",
                {**env, "COP_TUI_DATA": str(many)},
            ),
            "a session, its first question": (
                [*program, "open", "last"],
                b"none of us",
                {**env, "COP_TUI_DATA": str(few)},
            ),
        }
        times: dict[str, list[float]] = {name: [] for name in cases}
        for round_ in range(rounds + 1):
            for name, (command, marker, where) in cases.items():
                if name.endswith("started"):
                    kill_host(few)
                took = first_words(command, marker, where)
                if round_:
                    times[name].append(took)
        for place in (few, many):
            stop(place)
    bare = statistics.median(times["bare Textual app"])
    for name, took in times.items():
        middle = statistics.median(took)
        print(f"{name:<32}{middle:7.0f} ms  [{min(took):.0f}–{max(took):.0f}]  × {middle / bare:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
