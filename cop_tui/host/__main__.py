"""Builds the host: `python -m cop_tui.host`, as a terminal starts it, or `cop-tui serve` in the foreground."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import msgspec

from cop_tui import paths
from cop_tui.host.door import FULL, LOCKED, HostOptions
from cop_tui.host.server import Host
from sessions.disk import PRIVATE_FILE, private_folder
from sessions.errors import DiskFull, Problem

LOG_BYTES, FILES = 1_000_000, 8192

log = logging.getLogger("cop_tui.host")


async def _run(options: HostOptions, *, foreground: bool) -> None:
    host = Host(Path(options.data), options.site, idle=options.idle)
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", *(["SIGHUP"] if foreground else [])):
        # Windows has no handlers on its loop; there the process is ended by `stop`, over the wire.
        with contextlib.suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), host.stopping.set)
    if hasattr(signal, "SIGHUP") and not foreground:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    await host.run()


def _log(data: Path | None) -> None:
    """Log to the data folder, and never more than a few megabytes whatever comes over the network; else to stderr."""
    handler: logging.Handler = logging.StreamHandler()
    if data:
        file = paths.host_log(data)
        private_folder(file.parent)
        handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
        file.chmod(PRIVATE_FILE)
    logging.basicConfig(
        handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    logging.raiseExceptions = False  # a log that has no room keeps nothing else from being done
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
    return hosted(msgspec.json.decode(argument, type=HostOptions))


def hosted(options: HostOptions, *, foreground: bool = False) -> int:
    """Run a host until it is told to stop, and return its exit code.

    Args:
        options: What it is started with.
        foreground: Whether somebody watches it: it logs to stderr then, and ends with its terminal.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only the host takes the lock)

    try:
        data = paths.writable(Path(options.data))
        lock = FileLock(data / paths.LOCK, timeout=0, mode=PRIVATE_FILE)
        with lock:
            _log(None if foreground else data)
            _allow_files()
            asyncio.run(_run(options, foreground=foreground))
    except Timeout:
        print("Another host has this data folder; terminals attach to it.", file=sys.stderr)
        return LOCKED
    except Problem as problem:
        return _ended(problem)
    except OSError as error:
        log.exception("The host ended")
        return _ended(paths.unwritable(Path(options.data), error))
    return 0


def _ended(problem: Problem) -> int:
    """Say why there is no host, to the log; the exit code says it to the terminal where the log has no room."""
    with contextlib.suppress(OSError):
        os.write(sys.stderr.fileno(), f"{problem.sentence}\n".encode())  # past a buffer that is never emptied
    return FULL if isinstance(problem, DiskFull) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
