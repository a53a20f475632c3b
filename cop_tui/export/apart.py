"""Having exports written by a process of their own: whoever asked waits for it, and nobody else does."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import msgspec

from cop_tui.export.__main__ import Said
from sessions.errors import Problem

FAULT = "The export met a fault of its own, and wrote nothing. What is kept is untouched; the log has it."
_said = msgspec.json.Decoder(Said)


async def written(
    folder: Path, formats: Sequence[str], out: Path, community: str = ""
) -> AsyncIterator[Said]:
    """Have a session, or a community over its meetings, written in some formats.

    Args:
        folder: That of the session; of a community that of all data.
        formats: The names of formats.
        out: Where to.
        community: Its name; "" of a session.

    Yields:
        How far it has come, each file that there is, and why one could not be.
    """
    async with _process(folder, community, str(out), *formats) as process:
        assert process.stdout
        problem = False
        while line := await process.stdout.readline():
            said = _said.decode(line)
            problem = problem or bool(said.problem)
            yield said
        if await process.wait() and not problem:
            yield Said(problem=FAULT)


async def content(folder: Path, format: str) -> bytes:
    """A session in a format that is one file.

    Raises:
        Problem: if it cannot be had.
    """
    async with _process(folder, "", "-", format) as process:
        made, _ = await process.communicate()
        if process.returncode:
            with contextlib.suppress(msgspec.DecodeError):
                raise Problem(_said.decode(made).problem)
            raise Problem(FAULT)
        return made


@contextlib.asynccontextmanager
async def _process(*words: str | Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that writes exports; it ends with whoever waits for it."""
    # -P: whatever lies where the program was started is not run. What goes wrong in it is in the host's log.
    command = [sys.executable, "-P", "-m", "cop_tui.export", *map(str, words)]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
