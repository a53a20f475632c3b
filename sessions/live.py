"""A live session: the only way anything changes.

`submit` decides and applies in one breath on a session of its own, so that commands which arrive together
keep their rules; it then waits until the entry is on disk; only then is it folded into the session that
faces see, and acknowledged. Nobody is ever shown what a crash could take back.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec

from sessions import clean, founding, plans, records
from sessions.actors import Actor, Asking
from sessions.commands import Command, Undo
from sessions.deciding import decided, may
from sessions.errors import DiskFull, Refused
from sessions.events import (
    CarriedOver,
    Closed,
    CommentApproved,
    Commented,
    Entry,
    Moved,
    NoteErased,
    Released,
    SessionMade,
    Shared,
    Started,
)
from sessions.journal import fold, fold_one
from sessions.passes import Passes
from sessions.protocols import Live, Lobby, Pulse, Receipt
from sessions.rewriting import eraser
from sessions.undoing import Acts
from sessions.vault import UNERASED, Vault
from sessions.watching import Watched

__all__ = ["Clock", "Live", "LiveSession", "Lobby", "Pulse", "Receipt", "wall_clock"]

Clock = Callable[[], int]
"""The time in milliseconds since 1970."""

MILESTONES = (
    SessionMade, CarriedOver, Started, Moved, Closed, Released, Shared, Commented, CommentApproved, NoteErased,
)  # fmt: skip
"""After these the record is written, and after whatever is said once the session is closed."""


def wall_clock() -> int:
    """The time of this machine."""
    return time.time_ns() // 1_000_000


class LiveSession(Watched):
    """A session with its journal, in the one process that writes it."""

    def __init__(self, folder: Path, *, clock: Clock = wall_clock) -> None:
        """Open the session in `folder`.

        Raises:
            NotFound: if there is none.
            Damaged: if its journal cannot be read, or its beginning is lost.
            OSError: if its journal cannot be written.
        """
        super().__init__()
        self.clock = clock
        self._vault = Vault(folder, clock(), self._go_back)
        self.session = self._vault.session
        """What faces see: nothing newer than the disk."""
        self._size = self._vault.journal.size
        """Bytes of the journal that `session` was folded from."""
        self._epoch = self._vault.journal.epoch
        self._go_back()
        self._flights: dict[str, asyncio.Future[Receipt]] = {}
        self._gate = asyncio.Lock()
        self._recording = asyncio.Lock()
        self._pulse = Pulse()
        self._unerased = False
        """Whether the disk did not let something be erased."""
        self.milestones = 1
        """Goes up whenever the record should be written."""
        self.answer: Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]] | None = None
        """Who answers `ask`; the host, where there is one."""

    @classmethod
    def create(
        cls,
        data: Path,
        *,
        community: str,
        plan: str = plans.DEFAULT,
        title: str = "",
        date: str = "",
        clock: Clock = wall_clock,
    ) -> LiveSession:
        """Make a new session in a data folder and open it.

        Args:
            data: The data folder.
            community: Whose workshop it is.
            plan: The name of a plan, built in or of the data folder.
            title: What the workshop is called; the plan's title where empty.
            date: The day, as in 2026-11-26; today where empty.
            clock: The time.

        Raises:
            NotFound: if there is no such plan.
            Malformed: if the name or the date is none, or the plan cannot be used.
            OSError: if the folder cannot be written.
        """
        return cls(founding.made(data, community, plan, title, date, clock()), clock=clock)

    @classmethod
    def restore(cls, data: Path, tables: founding.Tables, *, clock: Clock = wall_clock) -> LiveSession:
        """Make a session of the tables that an export held, and open it.

        Raises:
            Refused: if there is a session of its id.
            OSError: if the folder cannot be written.
        """
        return cls(founding.restored(data, tables, clock()), clock=clock)

    def _go_back(self) -> None:
        """Decide from what is on disk: at the start, and after the disk refused what was decided."""
        if not hasattr(self, "session"):
            return
        self._ahead = fold(self.entries)
        self._acts = Acts(self.entries)
        self._keys = {entry.key: entry for entry in self.entries if entry.key}

    # What faces see

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self._vault.folder

    @property
    def entries(self) -> list[Entry]:
        """What is durable."""
        return self._vault.entries

    @property
    def findings(self) -> list[str]:
        """What is wrong with its files, in sentences."""
        return self._vault.findings

    @property
    def epoch(self) -> int:
        """Which writing of the journal this is. Replicas of another epoch begin anew."""
        return self._epoch

    @property
    def passes(self) -> Passes | None:
        """The words that let phones in; None once it is closed."""
        return self._vault.passes

    def seated(self, participant: int) -> Actor:
        """A participant who is known by their seats, for what is drawn for them alone."""
        return Actor("participant", participant=participant, secret=self._vault.secret)

    @property
    def reading(self) -> str:
        """Which reading of which writing this is: a replica of another one begins anew.

        Damage takes entries away whose numbers are then given out again, so it makes another reading.
        """
        return f"{self.epoch}.{self._vault.damaged}"

    @property
    def trouble(self) -> str:
        """The sentence for a disk that takes nothing; "" while it does."""
        return self._vault.journal.trouble

    @property
    def pulse(self) -> Pulse:
        """What is never journaled."""
        return self._pulse

    @pulse.setter
    def pulse(self, pulse: Pulse) -> None:
        if pulse != self._pulse:
            self._pulse = pulse
            self.tell()

    async def ask(self, what: str, **details: Any) -> dict[str, Any]:
        """Ask the host for something that is no change of the session.

        Raises:
            Refused: where there is no host, or it has no such thing.
        """
        if self.answer is None:
            raise Refused(f"There is no {what} here.")
        return await self.answer(what, details)

    # What changes it

    async def submit(self, command: Command, by: Actor) -> Receipt:
        """Decide a wish, keep what it comes to, and acknowledge it once it is on disk.

        Args:
            command: The wish. A key that this asker used before gets the answer of that time.
            by: Who asks.

        Raises:
            Refused: with a sentence for whoever asked; nothing was changed.
        """
        by = msgspec.structs.replace(by, secret=self._vault.secret)
        key = by.seat(f"{by.tag}/{command.key}") if command.key else ""
        while self._gate.locked():
            async with self._gate:
                pass
        if key in self._flights:
            return await asyncio.shield(self._flights[key])
        if key in self._keys:
            return Receipt(self._keys[key])
        entry = self._decide(clean.cleaned(command), by, key)
        durable = self._vault.journal.append(entry)
        self._ahead.apply(entry)
        self._acts.note(entry)
        flight = asyncio.ensure_future(self._keep(entry, durable))
        if key:
            self._flights[key] = flight
            flight.add_done_callback(lambda _: self._flights.pop(key, None))
        return await asyncio.shield(flight)

    def _decide(self, command: Command, by: Actor, key: str) -> Entry:
        session = self._ahead
        asking = Asking(session, by, self.clock())
        undoes = 0
        if isinstance(command, Undo):
            may(asking, command)
            undone, events = self._acts.undo(asking)
            undoes = undone.sequence
        else:
            events = decided(asking, command)
        return Entry(session.revision + 1, asking.now, by.tag, tuple(events), key, undoes)  # type: ignore[arg-type]

    async def _keep(self, entry: Entry, durable: asyncio.Future[int]) -> Receipt:
        try:
            size = await durable
        except Refused:
            self.tell()
            raise
        self._size = size
        self.entries.append(entry)
        if entry.key:
            self._keys[entry.key] = entry
        fold_one(self.session, entry)
        if self.session.closed or any(isinstance(event, MILESTONES) for event in entry.events):
            self.milestones += 1
        self.tell()
        if transform := eraser([entry]):
            try:
                await self.rewrite(lambda vault: vault.rewrite(transform))
            except OSError as error:
                self._unerased = True
                raise DiskFull(UNERASED) from error
        if any(isinstance(event, Closed) for event in entry.events):
            await self._erase_rest()
            self._vault.close()
            await self.rewrite(Vault.seal)
        return Receipt(entry)

    async def rest(self) -> bool:
        """Finish what the disk did not let be erased, and seal it, if it has been at rest for so long; whether it was."""
        await self._erase_rest()
        if due := self._vault.due(self.clock()):
            await self.rewrite(Vault.seal)
        return due

    async def _erase_rest(self) -> None:
        """Erase what was erased while the disk took nothing."""
        if self._unerased and (transform := eraser(self.entries, unfinished=True)):
            with contextlib.suppress(OSError):
                await self.rewrite(lambda vault: vault.rewrite(transform))
                self._unerased = False

    async def rewrite(self, write: Callable[[Vault], None]) -> None:
        """Have the files written anew, nothing being submitted meanwhile, and fold everything again.

        Raises:
            OSError: if it cannot be written; everything stands as it was.
        """
        async with self._gate, self._recording:
            await self._vault.journal.settled()
            await asyncio.to_thread(write, self._vault)
            self.session = fold(self.entries)
            self._epoch, self._size = self._vault.journal.epoch, self._vault.journal.size
            self._go_back()
            self.milestones += 1
            self.tell()

    async def record(self) -> None:
        """Write the record, as of what is on disk now.

        Raises:
            OSError: if it cannot be written; the old record then stands, and the journal is read instead.
        """
        await asyncio.shield(asyncio.ensure_future(self._record()))

    async def _record(self) -> None:
        async with self._recording:
            stamp = records.Stamp(self.epoch, self.session.revision, self._size)
            tables = self.session.tables()
            await asyncio.to_thread(records.save, self.folder / records.RECORD, tables, stamp)

    async def close(self) -> None:
        """Finish writing and let go of the journal."""
        await self._vault.journal.close()
