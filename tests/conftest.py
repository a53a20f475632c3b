"""What many tests need: a clock that stands still, a data folder, a session, and who asks."""

from __future__ import annotations

import contextlib
import gc
import importlib
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from cop_tui import paths
from sessions.actors import Actor
from sessions.commands import Command
from sessions.disk import private_folder
from sessions.live import LiveSession, Receipt
from sessions.scribe import parse

START = 1_795_680_000_000
"""Thursday 26 November 2026, 08:00 UTC, in milliseconds since 1970."""


# CPython 3.11 fails in `ast.parse` when a collection in its midst prints a traceback, which parses too:
# no collection while pytest parses the tests, nor while it parses what Hypothesis would import in their midst.
gc.disable()
with contextlib.suppress(ImportError):
    importlib.import_module("hypothesis.internal.conjecture.optimiser")


def pytest_collection_finish() -> None:
    gc.freeze()  # what is imported stays: no collection goes through all of it again, thousands of tests long
    gc.enable()


class Clock:
    """A clock that goes on only when it is told to. `now` is in milliseconds, as `LiveSession` takes it."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, seconds: float = 0, *, minutes: float = 0) -> int:
        """Go on, and return the new time."""
        self.now += round((seconds + 60 * minutes) * 1000)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder; exports go to a folder beside it."""
    monkeypatch.setenv(paths.EXPORTS_ENVIRONMENT, str(tmp_path / "documents"))
    return private_folder(tmp_path / "data")


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 256 kB in memory."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder]
        if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("a small disk needs the right to mount one")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def facilitator() -> Actor:
    """The facilitator at the first terminal."""
    return Actor("terminal", "one")


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A new session by the plan `hour`, its clock not started."""
    session = LiveSession.create(
        data, community="Falls prevention", plan="hour", date="2026-11-26", clock=clock
    )
    yield session
    await session.close()


@pytest.fixture
def type_line(live: LiveSession, facilitator: Actor) -> Callable[[str], object]:
    """Types a scribe line into `live`, as the facilitator unless told otherwise: `await type_line("/next")`."""

    async def typed(line: str, by: Actor = facilitator) -> Receipt:
        command = parse(line, live.session)
        assert isinstance(command, Command), line
        return await live.submit(command, by)

    return typed
