"""Builds the host: `python -m cop_tui.host`, as a terminal starts it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import msgspec

from cop_tui import paths
from cop_tui.host.door import HostOptions
from cop_tui.host.server import Host
from sessions.disk import PRIVATE_FILE, private_folder
from sessions.errors import Problem

LOG_BYTES, FILES = 1_000_000, 8192
LOCKED = 3
"""The exit code of a host that finds another one: try again, by attaching to that."""


async def _run(options: HostOptions) -> None:
    host = Host(Path(options.data), options.site, idle=options.idle)
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT"):
        # Windows has no handlers on its loop; there the process is ended by `stop`, over the wire.
        with contextlib.suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), host.stopping.set)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    await host.run()


def _log(data: Path) -> None:
    """Log to the data folder, and never more than a few megabytes whatever comes over the network."""
    log = paths.host_log(data)
    private_folder(log.parent)
    handler = RotatingFileHandler(log, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    log.chmod(PRIVATE_FILE)
    logging.basicConfig(
        handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    logging.getLogger("uvicorn").setLevel(logging.ERROR)


def _allow_files() -> None:
    """Have room for as many connections as the system allows; the usual 256 of some are few for a room."""
    try:
        import resource  # noqa: PLC0415  (not on Windows, which has no such limit)
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def main(argument: str) -> int:
    """Run a host until it is told to stop, and return its exit code."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only the host takes the lock)

    options = msgspec.json.decode(argument, type=HostOptions)
    try:
        data = paths.writable(Path(options.data))
        lock = FileLock(data / paths.LOCK, timeout=0, mode=PRIVATE_FILE)
        with lock:
            _log(data)
            _allow_files()
            asyncio.run(_run(options))
    except Timeout:
        print("Another host has this data folder; terminals attach to it.", file=sys.stderr)
        return LOCKED
    except Problem as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
