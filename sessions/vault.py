"""The files of a session that is live: its journal, its secret, and what is rewritten in them for good."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from sessions import journal, records
from sessions.appending import Journal
from sessions.burning import burner
from sessions.disk import replace_file, sweep, sync_folder
from sessions.errors import Damaged, NotFound
from sessions.events import Entry
from sessions.journal import fold
from sessions.passes import Passes, dead
from sessions.rewriting import eraser
from sessions.sealing import REST, sealer
from sessions.session import Session

UNERASED = "The words are off every face, but the disk did not let them out of the history. Make room and open the session again: then they go."
UNSEALED = "The disk did not let the session be sealed, so this machine could still tell who said what. Make room and open it again: then it is."


class Vault:
    """What is on disk of one session, in the one process that writes it."""

    def __init__(self, folder: Path, now: int, gave_up: Callable[[], None]) -> None:
        """Open the files; finish an erasing that a crash cut off, and seal what is due.

        Args:
            folder: Where they are.
            now: The time in milliseconds.
            gave_up: Called before anybody hears that the disk refused what was decided.

        Raises:
            NotFound: if there is no session.
            Damaged: if its journal cannot be read, or its beginning is lost.
            OSError: if its journal cannot be written.
        """
        path = folder / records.JOURNAL
        if not path.is_file():
            raise NotFound(f"There is no session {folder.name}.")
        sweep(folder)
        self.folder = folder
        self.journal, reading = Journal.open(path, gave_up)
        self.findings = reading.findings()
        """What is wrong with the files, in sentences."""
        self.damaged = len(reading.damaged)
        self.entries: list[Entry] = reading.entries
        """What is durable."""
        if transform := eraser(self.entries, unfinished=True):
            try:
                self.rewrite(transform)
            except OSError:
                self.findings.append(UNERASED)
        self.session = fold(self.entries, self.findings)
        """What the files held when they were opened."""
        self._check(self.session, damaged=bool(reading.damaged))
        if self.due(now):
            self.seal()
            self.session = fold(self.entries)
        self._unlock()

    def _check(self, session: Session, *, damaged: bool) -> None:
        """Let go of what is no session that can be gone on with."""
        folder = self.folder
        if session.activities and session.id == folder.name:
            self._closed = bool(session.closed)
            return
        self.journal.let_go()
        if session.activities:
            raise Damaged(
                f"{folder.name} is a copy of {session.id}, and cannot be opened beside it. Nothing was changed."
            )
        if damaged or (folder / records.RECORD).is_file():
            raise Damaged(
                f"The beginning of {folder.name} is damaged, so it cannot be opened. Its journal was left as it is. cop-tui export {folder.name} --to json reads its record; once its folder is moved away, cop-tui import new FILE brings it back."
            )
        raise NotFound(f"Session {folder.name} was never made whole.")

    @property
    def _seats(self) -> Path:
        return self.folder / records.SEATS

    def _unlock(self) -> None:
        """Read the session's secret, or make one. A session that is closed has none: it is sealed, or will be."""
        if not (self._closed or self._seats.is_file()):
            replace_file(self._seats, secrets.token_bytes(32))
        self.secret = b"" if self._closed else self._seats.read_bytes()
        self.passes = Passes(self.secret) if self.secret else None
        """The words that let phones in; None where it is closed."""

    def close(self) -> None:
        """Note that the session is closed: it has no secret from now on."""
        self._closed = True
        self._unlock()

    def due(self, now: int) -> bool:
        """Whether it is to be sealed: closed and not sealed yet, or at rest for a day with something that tells of somebody."""
        if self._closed:
            return self._seats.is_file()
        return now - self.entries[-1].at >= REST and sealer(self.entries) is not None

    def seal(self) -> None:
        """Take out what could tell who said or voted what, and destroy the secret.

        A crash between the two is made good at the next opening, and so is a disk that does not let it.
        """
        try:
            if transform := sealer(self.entries):
                self.rewrite(transform)
            if self._closed and self._seats.is_file():
                last = Passes(self._seats.read_bytes())
                led = "\n".join(map(dead, (last.join, last.room)))
                replace_file(self.folder / records.LED, led.encode())
            self._seats.unlink(missing_ok=True)
            sync_folder(self.folder)
        except OSError:
            self.findings.append(UNSEALED)
        else:
            self._unlock()

    def burn(self, now: int) -> None:
        """Leave only the counts, for good, and destroy the secret and what led printed codes to the summary.

        Args:
            now: The time (milliseconds), at which it is closed where it was not.

        Raises:
            OSError: if it cannot be written; the old journal then stands.
        """
        session = fold(self.entries)
        self.rewrite(burner(self.entries, session, now))
        self.close()
        for name in (records.SEATS, records.LED):
            (self.folder / name).unlink(missing_ok=True)
        sync_folder(self.folder)

    def rewrite(self, transform: Callable[[Entry], Entry | None]) -> None:
        """Rewrite the journal. What else may hold the words goes first: were it last, a crash could leave them.

        Raises:
            OSError: if it cannot be written; the old journal then stands.
        """
        (self.folder / records.RECORD).unlink(missing_ok=True)
        for copy in journal.beside(self.journal.path):
            copy.unlink(missing_ok=True)
        self.entries = self.journal.rewrite(transform)
