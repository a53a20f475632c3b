"""A real host in a process of its own, and clients of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec

from cop_tui import paths
from cop_tui.host.client import RemoteLive
from cop_tui.host.door import HostOptions, SiteOptions
from cop_tui.host.doorway import Doorway
from cop_tui.host.lobby import RemoteLobby
from cop_tui.host.server import Host
from sessions import library
from sessions.actors import Actor
from sessions.live import Clock

ENOUGH_SECONDS = 30
"""How long a test waits for what should come at once; the time itself is never asserted."""

PROGRAM = [sys.executable, "-m", "cop_tui"]


def options(
    data: Path,
    *,
    web: bool = False,
    idle: float = 600,
    port: int = 0,
    bind: str = "127.0.0.1",
    public_url: str = "",
) -> HostOptions:
    """Options of a host for tests: no web unless it is asked for."""
    return HostOptions(
        data=str(data), idle=idle, site=SiteOptions(on=web, port=port, bind=bind, public_url=public_url)
    )


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("", 0))
        port: int = found.getsockname()[1]
        return port


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a program that works on this data folder, in a terminal as large as it is."""
    return {
        **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")},
        "COP_TUI_DATA": str(data),
        "COP_TUI_CONFIG": str(data.parent / "settings.toml"),
        "COP_TUI_EXPORTS": str(data.parent / "documents"),
        "PYTHONPATH": str(Path(__file__).parent.parent),
        **more,
    }


def program(
    data: Path, *words: str, typed: str | bytes = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    lines = typed if isinstance(typed, bytes) else typed.encode()
    done = subprocess.run(
        [*PROGRAM, *words], input=lines, capture_output=True, env=env or environment(data), timeout=120
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def new_session(data: Path, *words: str, community: str = "Falls prevention") -> str:
    """Make a session by the command line, by the plan `hour` unless told, and return its id."""
    done = program(data, "new", "--community", community, "--plan", "hour", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


async def attached(
    data: Path, session_id: str, name: str, *, kind: str = "terminal", **of_host: object
) -> tuple[RemoteLive, Actor]:
    """A terminal without a screen."""
    live = RemoteLive(Doorway(options(data, **of_host)), session_id, name, kind=kind)  # type: ignore[arg-type]
    await live.attach()
    return live, Actor("import" if kind == "import" else "terminal", name)


@contextlib.asynccontextmanager
async def hosting(data: Path, clock: Clock) -> AsyncIterator[Host]:
    """A host of a data folder, without a site; at its end everything is written and let go."""
    host = Host(data, SiteOptions(on=False), clock=clock)
    running = asyncio.create_task(host.run())
    try:
        await until(lambda: running.done() or ((data / paths.SECRET).is_file() and host.secret in door(data)))
        yield host
    finally:
        host.stopping.set()
        await running


def lobby(data: Path, name: str = "lobby") -> RemoteLobby:
    """The library of a data folder, as a terminal has it."""
    return RemoteLobby(Doorway(options(data)), name)


def host_pids(data: Path) -> list[int]:
    """The processes that are hosts of this data folder."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                command = (folder / "cmdline").read_bytes()
                if b"cop_tui.host" in command and str(data).encode() in command:
                    found.append(int(folder.name))
    return found


def kill_host(data: Path) -> None:
    """End the host at once, as a power cut would."""
    for pid in host_pids(data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def gone(data: Path) -> bool:
    """Whether the host leaves, which it may need a moment for."""
    end = time.monotonic() + ENOUGH_SECONDS
    while host_pids(data) and time.monotonic() < end:
        time.sleep(0.02)
    return not host_pids(data)


def stop(data: Path) -> None:
    """Stop the host, and make sure of it."""
    program(data, "stop")
    kill_host(data)


async def until(true: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is true.

    Raises:
        AssertionError: if it never becomes so.
    """
    end = time.monotonic() + ENOUGH_SECONDS
    while time.monotonic() < end:
        answer = true()
        if await answer if isinstance(answer, Awaitable) else answer:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


def door(data: Path) -> str:
    """The secret file of the running host."""
    return (data / paths.SECRET).read_text()


def folder_of(data: Path, session_id: str) -> Path:
    """The folder of a session."""
    return library.folder_of(data, session_id)


def as_json(data: bytes | str) -> dict[str, object]:
    """JSON as a dict."""
    return msgspec.json.decode(data, type=dict[str, object])
