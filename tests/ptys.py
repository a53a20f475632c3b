"""A real terminal: the program on a pty, what it draws as cells, and keys pressed at it."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pexpect
import pyte
from PIL import Image

from running import ENOUGH_SECONDS, PROGRAM, environment

KEYS = {
    "enter": "\r", "tab": "\t", "esc": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "pgdn": "\x1b[6~", "pgup": "\x1b[5~", "del": "\x1b[3~", "back": "\x7f", "ctrl+z": "\x1a", "ctrl+p": "\x10",
    "ctrl+n": "\x0e", "ctrl+c": "\x03", "ctrl+q": "\x11", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f6": "\x1b[17~",
}  # fmt: skip
_HALVES = {" ": (0, 0), "█": (1, 1), "▀": (1, 0), "▄": (0, 1)}


class Terminal:
    """The program in a terminal of so many columns and rows."""

    def __init__(self, data: Path, *words: str, columns: int = 80, rows: int = 22, **env: str) -> None:
        more = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none", **env}
        self.written = b""
        """Every byte that the program wrote."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.process = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *words],
            env=environment(data, **more),
            dimensions=(rows, columns),
            timeout=ENOUGH_SECONDS,
        )
        self.process.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError, OSError):
            os.kill(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.process.close(force=True)

    def read(self) -> None:
        """Take in what was written so far."""
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            while True:
                chunk = self.process.read_nonblocking(65536, timeout=0.02)
                self.written += chunk
                self._stream.feed(chunk)

    @property
    def lines(self) -> list[str]:
        """The screen as text."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The screen as one text, its lines' ends trimmed."""
        return "\n".join(line.rstrip() for line in self.lines)

    def until(self, true: Callable[[str], bool] | str) -> str:
        """Wait until the screen shows a text, or something is true of it, and return it.

        Raises:
            AssertionError: with the screen, if it never does.
        """
        end = time.monotonic() + ENOUGH_SECONDS
        while time.monotonic() < end:
            self.read()
            if true in self.text if isinstance(true, str) else true(self.text):
                return self.text
            if not self.process.isalive():
                break
        raise AssertionError(f"never came: {true}\n{self.text}")

    def press(self, *keys: str) -> None:
        """Press keys by name; any other word is typed."""
        for key in keys:
            self.process.send(KEYS.get(key, key))

    def line(self, text: str) -> None:
        """Type a line and press Enter."""
        self.process.send(text + "\r")

    def ended(self) -> int:
        """Wait until the program ends and return its exit code, or minus the signal."""
        end = time.monotonic() + ENOUGH_SECONDS
        while self.process.isalive() and time.monotonic() < end:
            self.read()
        assert not self.process.isalive(), self.text
        code: int | None = self.process.exitstatus
        return code if code is not None else -int(self.process.signalstatus or 0)

    def hung_up(self) -> int:
        """Close its line, tell it to go on, as kernel and shell both do then, and return its exit code at its end."""
        os.close(self.process.child_fd)
        self.process.closed = True
        for _ in range(10):
            os.kill(self.process.pid, signal.SIGCONT)
            time.sleep(0.01)
        end = time.monotonic() + ENOUGH_SECONDS
        while time.monotonic() < end:
            pid, status = os.waitpid(self.process.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        raise AssertionError("it never ended")

    def picture(self, scale: int = 6) -> Image.Image:
        """The cells as pixels, two to a cell one above the other: only half blocks are painted as such."""
        rows, columns = self._screen.lines, self._screen.columns
        picture = Image.new("RGB", (columns, rows * 2))
        for row in range(rows):
            for column in range(columns):
                cell = self._screen.buffer[row][column]
                ink, paper = _colour(cell.fg, "000000"), _colour(cell.bg, "ffffff")
                if cell.reverse:
                    ink, paper = paper, ink
                upper, lower = _HALVES.get(cell.data, (0, 0))
                picture.putpixel((column, row * 2), ink if upper else paper)
                picture.putpixel((column, row * 2 + 1), ink if lower else paper)
        return picture.resize((columns * scale, rows * 2 * scale), Image.Resampling.NEAREST)


def _colour(name: str, default: str) -> tuple[int, int, int]:
    named = {"black": "000000", "white": "ffffff", "default": default}
    digits = named.get(name, name)
    if len(digits) != 6:
        digits = default
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
