"""Exports that faces ask the host for. Each is written by a process of its own, a few at a time."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cop_tui import paths
from sessions import library
from sessions.errors import Refused
from sessions.writing import wanted

if TYPE_CHECKING:
    from cop_tui.host.server import Host

AT_ONCE = 2
"""Exports for terminals that are written at once; readers have one more, so that they keep no facilitator waiting."""
KEPT = 8
"""Documents that are kept for the next reader, while nothing changes."""
JOBS = 32
"""Exports whose outcome is remembered."""
PATIENCE_SECONDS = 0.5
"""How long whoever asks how an export stands waits for it to go on."""


@dataclass
class Job:
    """An export that somebody waits for."""

    done: float = 0.0
    """Which part is written, from 0 to 1."""
    paths: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Exports:
    """Those of a host."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._numbers = itertools.count(1)
        self._turns, self._readers = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(1)
        self._documents: OrderedDict[tuple[str, str, int], asyncio.Task[bytes]] = OrderedDict()

    # For terminals: files among the user's documents

    def begin(self, session_id: str, formats: Sequence[str], community: str = "") -> dict[str, Any]:
        """Begin to write a session, or where one is named a community, in some formats; the answer names the job.

        Raises:
            Malformed: if there is no such format, or none is named.
        """
        from cop_tui.export import FORMATS  # noqa: PLC0415  (only where something is exported)

        asked = wanted(formats, [name for name, one in FORMATS.items() if one.of_community or not community])
        number, job = next(self._numbers), Job()
        self._jobs[number] = job
        while len(self._jobs) > JOBS:
            self._jobs.popitem(last=False)
        self._host.spawn(self._write(session_id, community, asked, job))
        return {"job": number}

    async def stands(self, number: object) -> dict[str, Any]:
        """How an export stands.

        Raises:
            Refused: if nothing is known of it.
        """
        job = self._jobs.get(number) if isinstance(number, int) else None
        if job is None:
            raise Refused("Nothing is known of that export any more. Ask for it again.")
        try:
            await asyncio.wait_for(job.over.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            self._host.touch()
        return {"done": job.done, "paths": job.paths, "problems": job.problems, "over": job.over.is_set()}

    async def _write(self, session_id: str, community: str, formats: list[str], job: Job) -> None:
        from cop_tui.export import apart  # noqa: PLC0415

        try:
            async with self._turns:
                data, out = self._host.data, paths.exports_folder()
                folder = data if community else library.folder_of(data, session_id)
                async for said in apart.written(folder, formats, out, community):
                    job.done = said.done or job.done
                    job.paths += [said.path] if said.path else []
                    job.problems += [said.problem] if said.problem else []
        except OSError as error:
            job.problems.append(
                f"The export could not be begun ({error.strerror}). What is kept is untouched."
            )
        finally:
            job.over.set()

    # For readers of the page: documents

    async def document(self, session_id: str, revision: int, format: str) -> bytes:
        """A session in a format that is one file; whoever asks for the same meanwhile gets the same.

        Args:
            session_id: Of which session.
            revision: At which revision it is now.
            format: The name of a format.

        Raises:
            Problem: if it cannot be had.
        """
        key = session_id, format, revision
        if key not in self._documents:
            folder: Path = library.folder_of(self._host.data, session_id)
            self._documents[key] = asyncio.create_task(self._content(folder, format))
            while len(self._documents) > KEPT:
                self._documents.popitem(last=False)
        try:
            return await asyncio.shield(self._documents[key])
        except BaseException:
            self._documents.pop(key, None)
            raise

    def drop(self, session_id: str) -> None:
        """Keep no document of a session that was rewritten."""
        for key in [one for one in self._documents if one[0] == session_id]:
            del self._documents[key]

    async def _content(self, folder: Path, format: str) -> bytes:
        from cop_tui.export import apart  # noqa: PLC0415

        async with self._readers:
            return await apart.content(folder, format)
